//! From the intent of a fix to the smallest edits of a text. Layout and comments stay, no value is repeated.

use std::{borrow::Cow, ops::Range};

use connector_core::config::Fix;

use super::tree::{Kind, Node, character, character_count, last_part, parent};

/// Bytes of a text and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: Cow<'static, str>,
}

impl Edit {
    pub(super) fn new(range: Range<usize>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    pub(super) fn cut(range: Range<usize>) -> Self {
        Self::new(range, "")
    }
}

/// The edits that a fix of the value or member at a pointer needs; none if it does not fit what stands there.
pub(super) fn of(text: &str, root: &Node, pointer: &str, fix: &Fix) -> Option<Vec<Edit>> {
    let node = || root.at(pointer);
    let edits = match fix {
        Fix::Rename(key) => vec![Edit::new(member(root, pointer)?.1, json(key))],
        Fix::Remove => remove(text, root, pointer)?,
        Fix::Unwrap => unwrap(text, root, pointer)?,
        Fix::Replace(value) => vec![Edit::new(node()?.range.clone(), value.to_string())],
        Fix::Quote => {
            let range = &node()?.range;
            vec![
                Edit::new(range.start..range.start, "\""),
                Edit::new(range.end..range.end, "\""),
            ]
        }
        Fix::Unquote => {
            let inside = inside(text, node()?)?;
            vec![
                Edit::cut(inside.start - 1..inside.start),
                Edit::cut(inside.end..inside.end + 1),
            ]
        }
        Fix::Split => split(text, node()?)?,
        Fix::Prepend(item) => match &node()?.kind {
            Kind::List(items) => match items.first() {
                Some(first) => vec![Edit::new(
                    first.range.start..first.range.start,
                    format!("{}, ", json(item)),
                )],
                None => {
                    let at = node()?.range.start + 1;
                    vec![Edit::new(at..at, json(item))]
                }
            },
            _ => return None,
        },
        Fix::Keep(kept) => keep(text, node()?, kept)?,
        Fix::Refer => {
            let inside = inside(text, node()?)?;
            let name = text.get(inside.clone())?;
            (name.starts_with("${") && name.ends_with('}')).then_some(())?;
            vec![
                Edit::new(inside.start - 1..inside.start + 2, "{ \"$env\": \""),
                Edit::new(inside.end - 1..inside.end + 1, "\" }"),
            ]
        }
        _ => return None,
    };
    Some(edits)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The bytes between the quotes of a plain text without escapes.
fn inside(text: &str, node: &Node) -> Option<Range<usize>> {
    let range = node.range.start + 1..node.range.end.checked_sub(1)?;
    let raw = text.get(range.clone())?;
    let plain =
        matches!(node.kind, Kind::Text(_)) && !raw.contains('\\') && text.get(node.range.clone())?.starts_with('"');
    plain.then_some(range)
}

/// The index of a member in its object, and the bytes of its key.
fn member(root: &Node, pointer: &str) -> Option<(usize, Range<usize>)> {
    let (owner, key) = (root.at(parent(pointer)?)?, last_part(pointer)?);
    let Kind::Object(members) = &owner.kind else {
        return None;
    };
    let at = members.iter().position(|member| member.key == key)?;
    Some((at, members.get(at)?.key_range.clone()))
}

/// Takes a member out: with the comma that parts it from the next one, or else from the one before.
fn remove(text: &str, root: &Node, pointer: &str) -> Option<Vec<Edit>> {
    let Kind::Object(members) = &root.at(parent(pointer)?)?.kind else {
        return None;
    };
    let (at, key) = member(root, pointer)?;
    let value = members.get(at)?.value.range.clone();
    let gap = |from: usize| -> Option<Range<usize>> {
        let comma = from + blank(text.get(from..)?);
        text.get(comma..)?.starts_with(',').then_some(comma..comma + 1)
    };
    if let Some(comma) = gap(value.end) {
        return Some(vec![Edit::cut(whole_line(text, key.start..comma.end))]);
    }
    let Some(before) = at.checked_sub(1).and_then(|at| members.get(at)) else {
        return Some(vec![Edit::cut(whole_line(text, key.start..value.end))]);
    };
    let comma = gap(before.value.range.end)?;
    let between = text.get(comma.end..key.start)?;
    // A comment between them stays.
    Some(match between.trim().is_empty() {
        true => vec![Edit::cut(comma.start..value.end)],
        false => vec![Edit::cut(comma), Edit::cut(whole_line(text, key.start..value.end))],
    })
}

/// Takes the key and the brackets of an object away. Comments beside them would be lost, so then nothing is done.
fn unwrap(text: &str, root: &Node, pointer: &str) -> Option<Vec<Edit>> {
    let (_, key) = member(root, pointer)?;
    let node = root.at(pointer)?;
    let Kind::Object(members) = &node.kind else { return None };
    let inner = members.first()?.key_range.start..members.last()?.value.range.end;
    let before = text.get(node.range.start + 1..inner.start)?;
    let behind = text.get(inner.end..node.range.end.checked_sub(1)?)?;
    let plain = [before, behind].iter().all(|gap| gap.trim().is_empty());
    plain.then(|| vec![Edit::cut(key.start..inner.start), Edit::cut(inner.end..node.range.end)])
}

/// Bytes of white space and comments.
fn blank(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let behind = if let Some(comment) = trimmed.strip_prefix("//") {
            comment.find('\n').and_then(|end| comment.get(end..)).unwrap_or("")
        } else if let Some(comment) = trimmed.strip_prefix("/*") {
            comment.find("*/").and_then(|end| comment.get(end + 2..)).unwrap_or("")
        } else {
            return text.len() - trimmed.len();
        };
        rest = behind;
    }
}

/// A range with its line, if nothing else stands there; else with the spaces behind it.
fn whole_line(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let behind = text.get(range.end..).unwrap_or_default();
    let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let indented = before.get(line..).unwrap_or_default().trim().is_empty();
    let rest = behind.get(spaces..).unwrap_or_default();
    let ends = ["\r\n", "\n"].into_iter().find(|end| rest.starts_with(end));
    match ends {
        Some(end) if indented && line > 0 => line..range.end + spaces + end.len(),
        _ => range.start..range.end + spaces,
    }
}

/// `"a b,c"` becomes `["a", "b", "c"]`.
fn split(text: &str, node: &Node) -> Option<Vec<Edit>> {
    let inside = inside(text, node)?;
    let raw = text.get(inside.clone())?;
    let parts = |c: char| c == ',' || c == ' ';
    let words = raw.split(parts).filter(|word| !word.is_empty()).count();
    (words > 0).then_some(())?;
    let mut edits = vec![Edit::new(node.range.start..node.range.start, "[")];
    let mut at = 0;
    while let Some(length) = raw.get(at..)?.find(parts) {
        let start = at + length;
        let rest = raw.get(start..)?;
        let run = rest.len() - rest.trim_start_matches(parts).len();
        let range = inside.start + start..inside.start + start + run;
        at = start + run;
        edits.push(if start == 0 || at == raw.len() {
            Edit::cut(range)
        } else {
            Edit::new(range, "\", \"")
        });
    }
    edits.push(Edit::new(node.range.end..node.range.end, "]"));
    Some(edits)
}

/// Cuts a text to some of its characters.
fn keep(text: &str, node: &Node, kept: &Range<usize>) -> Option<Vec<Edit>> {
    let Kind::Text(value) = &node.kind else { return None };
    let count = character_count(value);
    (kept.start < kept.end && kept.end <= count).then_some(())?;
    let start = character(text, &node.range, kept.start).start;
    let end = character(text, &node.range, kept.end - 1).end;
    let cuts = [node.range.start + 1..start, end..node.range.end - 1];
    Some(cuts.into_iter().filter(|cut| !cut.is_empty()).map(Edit::cut).collect())
}

/// A text after edits. Of edits that overlap the later ones are left out, with all of their fix.
pub(super) fn apply(text: &str, fixes: &[&[Edit]]) -> (String, usize) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut applied = 0;
    for edits in fixes {
        let clash = edits
            .iter()
            .any(|edit| taken.iter().any(|other| overlap(&edit.range, &other.range)));
        if !clash {
            taken.extend(edits.iter());
            applied += 1;
        }
    }
    taken.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut changed = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in taken {
        changed.push_str(text.get(at..edit.range.start).unwrap_or_default());
        changed.push_str(&edit.text);
        at = edit.range.end;
    }
    changed.push_str(text.get(at..).unwrap_or_default());
    (changed, applied)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a == b || (a.start < b.end && b.start < a.end)
}

//! A document that remembers where its parts stand.

use std::ops::Range;

use connector_core::config::Spot;
use serde_json::{Map, Value};

use super::members::Members;

/// A value and its bytes.
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What a value is.
pub(super) enum Kind {
    /// Members in their order, repeated ones too.
    Object(Members),
    /// Items.
    List(Vec<Node>),
    /// A text without its escapes.
    Text(String),
    /// A number, a truth value or null.
    Other(Value),
}

/// A member of an object.
pub(super) struct Member {
    pub(super) key: String,
    pub(super) key_range: Range<usize>,
    pub(super) value: Node,
}

/// A key that stands twice: its pointer, the first place and the second place.
pub(super) type Twice = (String, Range<usize>, Range<usize>);

impl Node {
    /// The value. Of repeated members the first one counts.
    pub(super) fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Object(members) => {
                let mut object = Map::new();
                for member in members.iter() {
                    if !object.contains_key(&member.key) {
                        object.insert(member.key.clone(), member.value.to_value());
                    }
                }
                Value::Object(object)
            }
            Kind::List(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::Other(value) => value.clone(),
        }
    }

    /// Every key that stands twice in one object.
    pub(super) fn repeated(&self, pointer: &str, all: &mut Vec<Twice>) {
        match &self.kind {
            Kind::Object(members) => {
                let mut seen: std::collections::BTreeMap<&str, &Range<usize>> = std::collections::BTreeMap::new();
                for member in members.iter() {
                    let inner = below(pointer, &member.key);
                    match seen.get(member.key.as_str()) {
                        Some(first) => all.push((inner, (*first).clone(), member.key_range.clone())),
                        None => {
                            seen.insert(&member.key, &member.key_range);
                            member.value.repeated(&inner, all);
                        }
                    }
                }
            }
            Kind::List(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(n, item)| item.repeated(&below(pointer, &n.to_string()), all));
            }
            _ => {}
        }
    }

    /// The value at a pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<&Self> {
        parts(pointer).try_fold(self, |node, part| match &node.kind {
            Kind::Object(members) => members.named(&part).map(|member| &member.value),
            Kind::List(items) => part.parse::<usize>().ok().and_then(|n| items.get(n)),
            _ => None,
        })
    }

    /// The bytes that a pointer and a spot mean; as near as they can be found.
    pub(super) fn find(&self, text: &str, pointer: &str, spot: Spot) -> Range<usize> {
        let mut node = self;
        let mut key: Option<&Range<usize>> = None;
        for part in parts(pointer) {
            let inner = match &node.kind {
                Kind::Object(members) => members.named(&part).map(|member| {
                    key = Some(&member.key_range);
                    &member.value
                }),
                Kind::List(items) => part.parse::<usize>().ok().and_then(|n| items.get(n)),
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => break,
            }
        }
        match (spot, key) {
            (Spot::Key | Spot::Owner, Some(key)) => key.clone(),
            (Spot::Key | Spot::Owner, None) => 0..0,
            (Spot::Character(n), _) => character(text, &node.range, n),
            _ => node.range.clone(),
        }
    }
}

/// The bytes of the n-th character of a text in quotes.
pub(super) fn character(text: &str, range: &Range<usize>, n: usize) -> Range<usize> {
    let inside = range.start + 1..range.end.saturating_sub(1).max(range.start + 1);
    let mut rest = text.get(inside.clone()).unwrap_or_default();
    let mut at = inside.start;
    let unit = |rest: &str| match rest.as_bytes() {
        [b'\\', b'u', ..]
            if rest
                .get(2..4)
                .is_some_and(|high| matches!(high.to_ascii_lowercase().as_str(), "d8" | "d9" | "da" | "db")) =>
        {
            12
        }
        [b'\\', b'u', ..] => 6,
        [b'\\', _, ..] => 2,
        _ => rest.chars().next().map_or(0, char::len_utf8),
    };
    for _ in 0..n {
        let length = unit(rest);
        rest = rest.get(length..).unwrap_or_default();
        at += length;
    }
    if rest.is_empty() {
        range.clone()
    } else {
        at..at + unit(rest)
    }
}

/// Characters of a text as [`character`] counts them.
pub(super) fn character_count(text: &str) -> usize {
    text.chars().count()
}

/// A pointer one step further up.
pub(super) fn parent(pointer: &str) -> Option<&str> {
    pointer.rsplit_once('/').map(|(parent, _)| parent)
}

/// The last key of a pointer.
pub(super) fn last_part(pointer: &str) -> Option<String> {
    parts(pointer).next_back()
}

/// A pointer one step further down (RFC 6901).
pub(super) fn below(pointer: &str, key: &str) -> String {
    if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
        format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
    } else {
        [pointer, "/", key].concat()
    }
}

/// The keys and indices of a pointer.
pub(super) fn parts(pointer: &str) -> impl DoubleEndedIterator<Item = String> + '_ {
    let pointer = pointer.strip_prefix('/');
    pointer
        .into_iter()
        .flat_map(|pointer| pointer.split('/'))
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// Whether a pointer is another one or leads further.
pub(super) fn is_inside(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The last key of a pointer that is not the index of a list.
pub(super) fn field(pointer: &str) -> String {
    let is_index = |part: &String| part.bytes().all(|byte| byte.is_ascii_digit());
    parts(pointer).rev().find(|part| !is_index(part)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_behind_escapes() {
        let text = r#""a\n가\u200bz\ud83d\ude00!""#;
        let at = |n| text.get(character(text, &(0..text.len()), n)).unwrap();
        assert_eq!(
            [at(0), at(1), at(2), at(3), at(5), at(6)],
            ["a", r"\n", "가", r"\u200b", r"\ud83d\ude00", "!"]
        );
        assert_eq!(at(99), text);
    }
}

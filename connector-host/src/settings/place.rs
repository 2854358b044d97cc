//! Where findings stand in the text: worked out only when there are some.

use std::collections::HashMap;

use connector_core::{Finding, config::Spot};
use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{ObjectProp, Value as Node},
    common::{Range, Ranged as _},
    errors::ParseErrorKind as Fault,
    parse_to_ast,
};
use serde_json::Value;

use super::{catalogue, explain};

/// A place in a text. Lines and columns count from 1, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// Byte offset from the start of the text.
    pub byte: usize,
}

/// A finding with its place.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Located {
    /// The document's name.
    pub file: String,
    /// Where it begins and ends; absent where the document has no text.
    pub range: Option<(Position, Position)>,
    /// What is wrong.
    pub finding: Finding,
}

/// Strict JSON (RFC 8259), or with comments and trailing commas.
fn options(comments: bool) -> ParseOptions {
    ParseOptions {
        allow_comments: comments,
        allow_trailing_commas: comments,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    }
}

/// Reads a `.jsonc` text.
pub(super) fn without_comments(text: &str) -> Result<Value, Finding> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options(true)).map_err(|_| syntax(text, true))?;
    let root = parsed.value.ok_or_else(|| syntax(text, true))?;
    match repeated(&root, text) {
        Some(finding) => Err(finding),
        None => Ok(root.into()),
    }
}

/// What is wrong with a text that is not JSON: the first fault.
pub(super) fn syntax(text: &str, comments: bool) -> Finding {
    let at = |byte: usize| Spot::Character(text.get(..byte).map_or(0, |before| before.chars().count()));
    let failed = match parse_to_ast(text, &CollectOptions::default(), &options(comments)) {
        Err(failed) => failed,
        Ok(parsed) => {
            // A number that JSON cannot hold is a matter of the field's limits; everything else is a missing value.
            return parsed
                .value
                .as_ref()
                .and_then(|root| repeated(root, text))
                .unwrap_or_else(|| {
                    let byte = text.len() - text.trim_ascii_start().len();
                    catalogue::E005
                        .finding("", &[("expected", "one JSON value with numbers of ordinary size")])
                        .spot(at(byte))
                });
        }
    };
    let start = failed.range().start;
    let expected = |what| catalogue::E005.finding("", &[("expected", what)]);
    let finding = match failed.kind() {
        Fault::TrailingCommasNotAllowed => {
            let rest = text
                .get(start..)
                .unwrap_or_default()
                .trim_start_matches([',', ' ', '\n', '\r', '\t']);
            let close = if rest.starts_with(']') { "]" } else { "}" };
            // The comma itself is the fault, wherever the parser noticed it.
            let comma = text.get(..=start).and_then(|before| before.rfind(',')).unwrap_or(start);
            return catalogue::E006.finding("", &[("close", close)]).spot(at(comma));
        }
        Fault::CommentsNotAllowed => catalogue::E007.finding("", &[]),
        Fault::SingleQuotedStringsNotAllowed => catalogue::E008.finding("", &[]),
        _ if text
            .get(start..)
            .is_some_and(|rest| rest.starts_with(['“', '”', '‘', '’'])) =>
        {
            catalogue::E008.finding("", &[])
        }
        Fault::ExpectedComma => expected("a comma"),
        Fault::UnterminatedObject => expected("`}`"),
        Fault::UnterminatedArray => expected("`]`"),
        Fault::ExpectedColonAfterObjectKey => expected("a colon"),
        Fault::ExpectedStringObjectProperty => expected("a key in quotes"),
        _ => expected("a JSON value"),
    };
    finding.spot(at(start))
}

/// The first key that stands twice in one object.
fn repeated(node: &Node<'_>, text: &str) -> Option<Finding> {
    match node {
        Node::Object(object) => object.properties.iter().enumerate().find_map(|(n, prop)| {
            let name = prop.name.as_str();
            let Some(first) = object
                .properties
                .iter()
                .take(n)
                .find(|first| first.name.as_str() == name)
            else {
                return repeated(&prop.value, text);
            };
            let first = Lines::of(text).position(text, first.name.range().start);
            let place = format!("{}:{}", first.line, first.column);
            let start = text
                .get(..prop.name.range().start)
                .map_or(0, |before| before.chars().count());
            let places = [("field", &*explain::shown(name)), ("place", &place)];
            Some(catalogue::E009.finding("", &places).spot(Spot::Character(start)))
        }),
        Node::Array(list) => list.elements.iter().find_map(|item| repeated(item, text)),
        _ => None,
    }
}

/// Gives findings their places and sorts them by position and code.
pub(super) fn locate(file: &str, text: &str, findings: Vec<Finding>) -> Vec<Located> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options(true))
        .ok()
        .and_then(|parsed| parsed.value);
    let mut index = Index {
        root: parsed.as_ref(),
        members: HashMap::new(),
    };
    let lines = Lines::of(text);
    let place = |finding: Finding| {
        let empty = text.is_empty() && finding.code != "E005";
        let range = if empty { None } else { range(&finding, &mut index, text) };
        let range = range.map(|(start, end)| (lines.position(text, start), lines.position(text, end)));
        Located {
            file: file.to_owned(),
            range,
            finding,
        }
    };
    let mut located: Vec<Located> = findings.into_iter().map(place).collect();
    located.sort_by(|left, right| (left.range, left.finding.code).cmp(&(right.range, right.finding.code)));
    located
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(
            std::iter::once(0)
                .chain(text.match_indices('\n').map(|(at, _)| at + 1))
                .collect(),
        )
    }

    fn position(&self, text: &str, byte: usize) -> Position {
        let line = self.0.partition_point(|start| *start <= byte);
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = text.get(start..byte).unwrap_or_default().chars().count() + 1;
        Position { line, column, byte }
    }
}

/// A place in the tree: the property that holds it, and the node itself.
type Place<'n, 'a> = (Option<&'n ObjectProp<'a>>, &'n Node<'a>);

/// Finds nodes by pointer. The members of an object are listed once, however many findings lie below it.
struct Index<'n, 'a> {
    root: Option<&'n Node<'a>>,
    members: HashMap<String, HashMap<&'n str, &'n ObjectProp<'a>>>,
}

impl<'n, 'a> Index<'n, 'a> {
    fn find(&mut self, pointer: &str) -> Option<Place<'n, 'a>> {
        let (mut holder, mut node, mut walked) = (None, self.root?, 0);
        for part in pointer.split('/').skip(1) {
            let name = part.replace("~1", "/").replace("~0", "~");
            match node {
                Node::Object(object) => {
                    let at = pointer.get(..walked).unwrap_or_default();
                    if !self.members.contains_key(at) {
                        let listed = object
                            .properties
                            .iter()
                            .map(|prop| (prop.name.as_str(), prop))
                            .collect();
                        self.members.insert(at.to_owned(), listed);
                    }
                    let prop = self.members.get(at)?.get(name.as_str())?;
                    (holder, node) = (Some(*prop), &prop.value);
                }
                Node::Array(list) => node = list.elements.get(name.parse::<usize>().ok()?)?,
                _ => return None,
            }
            walked += 1 + part.len();
        }
        Some((holder, node))
    }
}

fn range(finding: &Finding, index: &mut Index<'_, '_>, text: &str) -> Option<(usize, usize)> {
    let whole = |range: Range| (range.start, range.end);
    if finding.pointer.is_empty() {
        let at = match finding.spot {
            Spot::Character(n) => text.char_indices().nth(n).map_or(text.len(), |(byte, _)| byte),
            _ => 0,
        };
        return Some((at, after(text, at)));
    }
    let (prop, value) = index.find(&finding.pointer)?;
    match finding.spot {
        Spot::Key | Spot::Owner => Some(prop.map_or((0, 1), |prop| whole(prop.name.range()))),
        Spot::Character(n) => {
            let range = value.range();
            let raw = text.get(range.start + 1..range.end).unwrap_or_default();
            let start = range.start + 1 + raw_offset(raw, n);
            Some((start, after(text, start).min(range.end)))
        }
        _ => Some(whole(value.range())),
    }
}

/// Where the character at a byte offset ends.
fn after(text: &str, at: usize) -> usize {
    at + text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

/// Byte offset of the n-th character of a JSON text, with escapes counting as what they stand for.
fn raw_offset(raw: &str, n: usize) -> usize {
    let mut chars = raw.char_indices();
    for _ in 0..n {
        if let Some((_, '\\')) = chars.next()
            && let Some((_, 'u')) = chars.next()
        {
            chars.nth(3);
        }
    }
    chars.next().map_or(raw.len(), |(byte, _)| byte)
}

//! Takes a text apart into its top level and its instances, without reading these.
//!
//! Instances are then read one at a time by whoever judges them: all of them as values at once take more time for fresh memory
//! than for the work. Only where a piece ends is found out here. Whether it is JSON says its reader, and pieces that all are, with
//! the right characters between them, are JSON as a whole.

use memchr::{memchr_iter, memchr2, memchr3};
use serde_json::{Map, Value};

use super::{fast, limits, root::is_name};

/// A configuration whose instances are not read yet.
pub(super) struct Apart<'t> {
    /// Everything but the instances, in whose place nothing stands.
    pub(super) top: Value,
    /// Ids that have their form, sorted, each with its text.
    pub(super) instances: Vec<(&'t str, &'t str)>,
}

/// Takes a text apart; nothing where anything is unusual.
pub(super) fn take(text: &str) -> Option<Apart<'_>> {
    let count = |wanted: u8| memchr_iter(wanted, text.as_bytes()).count();
    // What cannot be over a limit need not be counted while it is read.
    if count(b':') > limits::KEYS || count(b',') + count(b'[') > limits::ITEMS {
        return None;
    }
    let mut top = Map::new();
    let mut instances = None;
    for (key, value) in members(text.trim_matches(BLANK))? {
        let value = match key {
            "instances" => {
                let all = instances.insert(members(value)?);
                in_order(all)?;
                Value::Object(Map::new())
            }
            _ => fast::inner(value, 1)?,
        };
        if top.insert(key.to_owned(), value).is_some() {
            return None;
        }
    }
    Some(Apart {
        top: Value::Object(top),
        instances: instances?,
    })
}

/// Sorts instances by id; nothing if one is no id or stands twice.
fn in_order(instances: &mut [(&str, &str)]) -> Option<()> {
    instances.sort_by_key(|(id, _)| *id);
    let once = instances
        .windows(2)
        .all(|pair| !matches!(pair, [(a, _), (b, _)] if a == b));
    (once && instances.iter().all(|(id, _)| is_name(id))).then_some(())
}

/// What JSON takes for white space.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The members of an object: keys without their quotes, and the texts of values. Nothing if a key needs reading.
fn members(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut rest = text.strip_prefix('{')?.trim_start_matches(BLANK);
    let mut members = Vec::new();
    if rest == "}" {
        return Some(members);
    }
    loop {
        let (key, behind) = rest.split_at_checked(end_of_text(rest)?)?;
        let key = key.get(1..key.len() - 1)?;
        if key.bytes().any(|byte| byte == b'\\' || byte < b' ') {
            return None;
        }
        let value = behind
            .trim_start_matches(BLANK)
            .strip_prefix(':')?
            .trim_start_matches(BLANK);
        let (value, behind) = value.split_at_checked(end_of_value(value)?)?;
        members.push((key, value));
        rest = behind.trim_start_matches(BLANK);
        if rest == "}" {
            return Some(members);
        }
        rest = rest.strip_prefix(',')?.trim_start_matches(BLANK);
    }
}

/// Bytes of the value at the start of a text.
fn end_of_value(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'"' => end_of_text(text),
        b'{' => end_of_nested(text, b'{', b'}'),
        b'[' => end_of_nested(text, b'[', b']'),
        _ => text.find([',', '}', ' ', '\t', '\n', '\r']),
    }
}

/// Bytes of the text in quotes at the start of a text.
fn end_of_text(text: &str) -> Option<usize> {
    let bytes = text.strip_prefix('"')?.as_bytes();
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        let mark = memchr2(b'"', b'\\', rest)?;
        match rest.get(mark)? {
            b'"' => return Some(at + mark + 2),
            _ => at += mark + 2,
        }
    }
}

/// Bytes of the object or list at the start of a text. Only its own brackets are counted: those of the other kind are balanced
/// if it is JSON.
fn end_of_nested(text: &str, open: u8, close: u8) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        let rest = text.get(at..)?;
        let mark = memchr3(open, close, b'"', rest.as_bytes())?;
        at += mark;
        match *rest.as_bytes().get(mark)? {
            b'"' => at += end_of_text(rest.get(mark..)?)?,
            byte => {
                at += 1;
                depth = if byte == open { depth + 1 } else { depth - 1 };
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the pieces hold, put together again.
    fn whole(text: &str) -> Option<Value> {
        let Apart { mut top, instances } = take(text)?;
        let read = |(id, text): (&str, &str)| Some((id.to_owned(), fast::inner(text, 2)?));
        top["instances"] = Value::Object(instances.into_iter().map(read).collect::<Option<_>>()?);
        Some(top)
    }

    #[test]
    fn pieces_are_taken_for_json_only_where_the_whole_is() {
        let text = r#" { "x": "}\"", "instances": {"b": {"x": ["]\\", {}], "y": 1}, "a" : [ {"[": [1 , -2]} ] } , "y": [[], {}],"z":0}
"#;
        assert_eq!(whole(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        for at in 0..text.len() {
            for new in [
                "", " ", "\"", "\\", "{", "}", "[", "]", "[]", ",", ":", "a", "0", "\n", "\u{1}", "\"a\":1,",
            ] {
                let changed = format!("{}{new}{}", &text[..at], &text[at + 1..]);
                if let Some(value) = whole(&changed) {
                    assert_eq!(Some(value), fast::read(&changed), "{changed}");
                }
            }
        }
    }
}

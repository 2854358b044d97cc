//! Takes a text apart into its top level and its instances, without reading these.
//!
//! Instances are then read one at a time by whoever judges them: all of them as values at once take more time for fresh memory
//! than for the work. Only where a piece ends is found out here. Whether it is JSON says its reader, and pieces that all are, with
//! the right characters between them, are JSON as a whole.

use memchr::{memchr_iter, memchr2};
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
    let mut instances = Vec::new();
    let mut cursor = Cursor { rest: text };
    cursor.blank();
    cursor.members(|cursor, key| {
        let value = match key {
            "instances" => {
                cursor.members(|cursor, id| {
                    instances.push((id, cursor.value()?));
                    Some(())
                })?;
                Value::Object(Map::new())
            }
            _ => fast::inner(cursor.value()?, 1)?,
        };
        top.insert(key.to_owned(), value).is_none().then_some(())
    })?;
    let in_order = cursor.rest.is_empty() && top.contains_key("instances") && are_ids(&mut instances);
    in_order.then_some(Apart {
        top: Value::Object(top),
        instances,
    })
}

/// Sorts instances by id. Whether all are ids, and none stands twice.
fn are_ids(instances: &mut [(&str, &str)]) -> bool {
    instances.sort_by_key(|(id, _)| *id);
    instances.iter().all(|(id, _)| is_name(id))
        && instances
            .windows(2)
            .all(|pair| !matches!(pair, [(a, _), (b, _)] if a == b))
}

/// Goes through a text from piece to piece.
struct Cursor<'t> {
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Takes so many bytes and the white space behind them.
    fn take(&mut self, length: usize) -> Option<&'t str> {
        let (piece, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        self.blank();
        Some(piece)
    }

    fn blank(&mut self) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let length = self.rest.bytes().take_while(is_blank).count();
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    fn takes(&mut self, byte: u8) -> bool {
        self.rest.as_bytes().first() == Some(&byte) && self.take(1).is_some()
    }

    /// Goes through an object, whose keys need no reading; `each` takes the value of a key.
    fn members(&mut self, mut each: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        if !self.takes(b'{') {
            return None;
        }
        if self.takes(b'}') {
            return Some(());
        }
        loop {
            let key = self.take(end_of_text(self.rest)?)?;
            let key = key.get(1..key.len() - 1)?;
            let is_plain = !key.bytes().any(|byte| byte == b'\\' || byte < b' ');
            if !is_plain || !self.takes(b':') {
                return None;
            }
            each(self, key)?;
            if self.takes(b'}') {
                return Some(());
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    /// The text of a value.
    fn value(&mut self) -> Option<&'t str> {
        self.take(end_of_value(self.rest)?)
    }
}

/// Bytes of the text in quotes at the start of a text.
fn end_of_text(text: &str) -> Option<usize> {
    let rest = skip_text(text.strip_prefix('"')?.as_bytes())?;
    Some(text.len() - rest.len())
}

/// What stands behind the quote that ends a text.
fn skip_text(mut bytes: &[u8]) -> Option<&[u8]> {
    loop {
        match bytes.get(memchr2(b'"', b'\\', bytes)?..)? {
            [b'"', rest @ ..] => return Some(rest),
            [_, _, rest @ ..] => bytes = rest,
            _ => return None,
        }
    }
}

/// Bytes of the value at the start of a text. Whether its brackets are the right ones says its reader.
fn end_of_value(text: &str) -> Option<usize> {
    let mut rest = text.as_bytes();
    let mut depth = 0_usize;
    while let [byte, behind @ ..] = rest {
        rest = behind;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => rest = skip_text(rest)?,
            _ if depth == 0 => return text.find([',', '}', ' ', '\t', '\n', '\r']),
            _ => continue,
        }
        if depth == 0 {
            return Some(text.len() - rest.len());
        }
    }
    None
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

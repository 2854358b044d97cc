//! JSON as providers send it, read strictly where a guess would be dangerous.
//!
//! An object that holds one member twice is refused wherever it stands (D9): readers disagree on which one wins.
//! Depth is limited to 128 by serde_json (L5), text must be UTF-8, nothing may follow the value. One byte-order mark in
//! front is dropped (V4).

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Why bytes are not JSON that we take. Holds nothing of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotJson {
    /// There are no bytes at all.
    Empty,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// An object holds one member twice.
    Repeated,
    /// Anything else: cut short, too deep, trailing text, a number that JSON cannot hold.
    Malformed,
}

const REPEATED: &str = "one member stands twice";

/// Reads one JSON value.
///
/// # Errors
/// [`NotJson`], without any of the bytes.
pub fn json(bytes: &[u8]) -> Result<Value, NotJson> {
    let text = std::str::from_utf8(bytes).map_err(|_| NotJson::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err(NotJson::Empty);
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict.deserialize(&mut deserializer).map_err(|error| why(&error))?;
    deserializer.end().map_err(|_| NotJson::Malformed)?;
    Ok(value)
}

fn why(error: &serde_json::Error) -> NotJson {
    if error.is_data() && error.to_string().starts_with(REPEATED) {
        NotJson::Repeated
    } else {
        NotJson::Malformed
    }
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Strict)?;
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom(REPEATED));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_a_repeated_member_is_refused_at_any_depth() {
        assert_eq!(json(br#"{"a":1,"a":1}"#), Err(NotJson::Repeated));
        assert_eq!(json(br#"{"x":[{"b":{"a":1,"a":2}}]}"#), Err(NotJson::Repeated));
        assert_eq!(json(br#"{"a":1,"\u0061":1}"#), Err(NotJson::Repeated));
    }

    #[test]
    fn d5_d6_d7_d8_broken_bytes_are_refused() {
        assert_eq!(json(b""), Err(NotJson::Empty));
        assert_eq!(json(b" \r\n"), Err(NotJson::Empty));
        assert_eq!(json(br#"{"a":"#), Err(NotJson::Malformed));
        assert_eq!(json(br#"{} x"#), Err(NotJson::Malformed));
        assert_eq!(json(b"{\"a\":\"\xff\"}"), Err(NotJson::NotUtf8));
        assert_eq!(json(br#"{"a":NaN}"#), Err(NotJson::Malformed));
        assert_eq!(json(br#"{"a":1e400}"#), Err(NotJson::Malformed));
    }

    #[test]
    fn d31_depth_ends_at_128_and_v3_a_hundred_levels_pass() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert_eq!(json(nested(100_000).as_bytes()), Err(NotJson::Malformed));
        assert!(json(nested(100).as_bytes()).is_ok());
    }

    #[test]
    fn v3_v4_odd_but_valid_spellings() {
        assert_eq!(
            json("\u{feff}{\"a\":\"\\ud83d\\ude00\"}\n".as_bytes()).unwrap()["a"],
            "😀"
        );
        assert_eq!(json(b"9223372036854775807").unwrap().as_i64(), Some(i64::MAX));
    }
}

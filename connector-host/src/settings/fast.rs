//! The quick way from text to value. It refuses what the slow reader would complain about, and says nothing about it.

use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::limits;

/// Reads strict JSON within the limits of L31. No value comes out where anything is wrong: the slow reader knows what.
pub(super) fn read(text: &str) -> Option<Value> {
    // Reading what is surely refused would only cost time.
    if limits::are_likely_passed(text) {
        return None;
    }
    inner(text, 0)
}

/// Reads what stands so many levels deep in a text.
pub(super) fn inner(text: &str, depth: usize) -> Option<Value> {
    let mut counted = Counted::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict {
        depth,
        counted: &mut counted,
    }
    .deserialize(&mut deserializer)
    .ok()?;
    deserializer.end().ok()?;
    Some(value)
}

/// What was counted so far in one text.
#[derive(Default)]
struct Counted {
    keys: usize,
    items: usize,
}

struct Strict<'k> {
    depth: usize,
    counted: &'k mut Counted,
}

impl Strict<'_> {
    fn inside<E: serde::de::Error>(&mut self) -> Result<Strict<'_>, E> {
        if self.depth == limits::DEPTH {
            return Err(E::custom(""));
        }
        Ok(Strict {
            depth: self.depth + 1,
            counted: self.counted,
        })
    }
}

fn text<E: serde::de::Error>(text: &str) -> Result<(), E> {
    if text.len() > limits::TEXT {
        Err(E::custom(""))
    } else {
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
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
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Value, E> {
        text(value)?;
        Ok(Value::from(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inside()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict {
            depth: inner.depth,
            counted: inner.counted,
        })? {
            inner.counted.items += 1;
            if inner.counted.items > limits::ITEMS {
                return Err(A::Error::custom(""));
            }
            list.push(item);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.inside()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            text(&name)?;
            inner.counted.keys += 1;
            let value = members.next_value_seed(Strict {
                depth: inner.depth,
                counted: inner.counted,
            })?;
            if inner.counted.keys > limits::KEYS || object.insert(name, value).is_some() {
                return Err(A::Error::custom(""));
            }
        }
        Ok(Value::Object(object))
    }
}

//! Whether a new schema accepts everything that an old one accepted.
//!
//! The comparison goes word by word over the subset of draft-07 that our schemas use. It is cautious: a change whose effect it
//! cannot prove, such as another pattern, counts as a break. Annotations (titles, defaults, `x-…`) never matter.

mod wording;

use std::{collections::BTreeSet, fmt};

use serde_json::{Map, Value};

use self::wording as say;
use crate::config::Sentence;

/// Words that say nothing about what is valid.
const ANNOTATIONS: &[&str] = &[
    "$schema",
    "$id",
    "$comment",
    "title",
    "description",
    "default",
    "examples",
    "format",
    "writeOnly",
    "readOnly",
    "definitions",
    "$defs",
];

/// A place at which a document that was valid may be refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Break {
    /// JSON pointer into the new schema, as far as the place is there.
    pub pointer: String,
    /// What changed.
    pub change: Sentence,
}

impl Break {
    /// The place, as people read it: the whole schema is `/`.
    pub fn place(&self) -> &str {
        if self.pointer.is_empty() { "/" } else { &self.pointer }
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.change.en)
    }
}

/// What a new schema may refuse of what an old one accepted; nothing if every valid document stays valid.
pub fn breaks(old: &Value, new: &Value) -> Vec<Break> {
    let mut comparison = Comparison {
        old,
        new,
        breaks: Vec::new(),
        open: Vec::new(),
        left: MOST,
    };
    comparison.schemas(old, new, "");
    comparison.breaks
}

/// Schemas are no deeper.
const DEEPEST: usize = 64;
/// Most pairs of places that are compared: forms that refer to each other could be followed without an end that anybody sees.
const MOST: usize = 100_000;

struct Comparison<'s> {
    old: &'s Value,
    new: &'s Value,
    breaks: Vec<Break>,
    /// The pairs that are being compared, outermost first.
    open: Vec<(&'s Value, &'s Value)>,
    left: usize,
}

impl<'s> Comparison<'s> {
    fn add(&mut self, pointer: &str, change: impl Into<Sentence>) {
        self.breaks.push(Break {
            pointer: pointer.to_owned(),
            change: change.into(),
        });
    }

    /// Follows `#/…`; another reference is compared by its text.
    fn followed(root: &'s Value, schema: &'s Value) -> &'s Value {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|it| it.strip_prefix('#'));
        target.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
    }

    fn schemas(&mut self, old: &'s Value, new: &'s Value, at: &str) {
        let (old, new) = (Self::followed(self.old, old), Self::followed(self.new, new));
        // A schema that refers to itself: whatever breaks is told where the comparison began.
        if self
            .open
            .iter()
            .any(|open| std::ptr::eq(open.0, old) && std::ptr::eq(open.1, new))
        {
            return;
        }
        if self.left == 0 || self.open.len() == DEEPEST {
            if self
                .breaks
                .last()
                .is_none_or(|last| last.change != say::TOO_MUCH.into())
            {
                self.add(at, say::TOO_MUCH);
            }
            return;
        }
        self.left -= 1;
        self.open.push((old, new));
        match (old, new) {
            (_, Value::Bool(true)) | (Value::Bool(false), _) => {}
            (Value::Object(old), Value::Object(new)) => self.words(old, new, at),
            (Value::Bool(true), Value::Object(new)) => self.words(&EMPTY, new, at),
            (_, Value::Bool(false)) => self.add(at, say::NOTHING),
            _ => self.add(at, say::NO_SCHEMA),
        }
        self.open.pop();
    }

    fn words(&mut self, old: &'s Map<String, Value>, new: &'s Map<String, Value>, at: &str) {
        for word in new.keys() {
            let was = old.get(word);
            let Some(is) = new.get(word) else { continue };
            if ANNOTATIONS.contains(&word.as_str()) || word.starts_with("x-") {
                continue;
            }
            match word.as_str() {
                "type" => self.types(was, is, at),
                "enum" | "const" => self.values(old, new, at),
                "required" => self.required(was, is, at),
                "properties" => self.properties(old, new, at),
                "additionalProperties" => self.others(old, new, at),
                "patternProperties" => self.named(was, is, at, word),
                "items" | "propertyNames" => {
                    self.schemas(was.unwrap_or(&Value::Bool(true)), is, &format!("{at}/{word}"));
                }
                "minLength" | "minItems" | "minProperties" | "minimum" => self.bound(was, is, at, word, false),
                "maxLength" | "maxItems" | "maxProperties" | "maximum" => self.bound(was, is, at, word, true),
                "uniqueItems" if is == &Value::Bool(false) || was == Some(&Value::Bool(true)) => {}
                "uniqueItems" => self.add(at, say::UNIQUE),
                "anyOf" => self.choices(was, is, at),
                "allOf" => self.all(was, is, at),
                // A condition is compared as a whole; what follows from it is compared where it stayed the same.
                "then" | "else" if old.get("if") == new.get("if") => {
                    self.schemas(was.unwrap_or(&Value::Bool(true)), is, &format!("{at}/{word}"));
                }
                "if" | "then" | "else" if was.is_some() || word == "if" => {
                    if was != Some(is) {
                        self.add(at, Sentence::fill(say::CHANGED, &[("word", word)]));
                    }
                }
                _ if was == Some(is) => {}
                "pattern" => self.add(at, say::PATTERN),
                _ => self.add(at, Sentence::fill(say::NEW_OR_CHANGED, &[("word", word)])),
            }
        }
        // A list of words may be given up for a type that holds them all; nothing else that went away refuses anything.
        let listed = |words: &Map<String, Value>| words.contains_key("properties");
        if listed(old) && !listed(new) && new.get("additionalProperties") == Some(&Value::Bool(false)) {
            self.add(at, say::ALL_GONE);
        }
    }

    fn types(&mut self, was: Option<&Value>, is: &Value, at: &str) {
        let names = |value: &Value| -> BTreeSet<String> {
            match value {
                Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                other => other.as_str().map(str::to_owned).into_iter().collect(),
            }
        };
        let now = names(is);
        let takes = |name: &String| now.contains(name) || (name == "integer" && now.contains("number"));
        match was.map(names) {
            Some(before) if before.iter().all(takes) => {}
            Some(_) => self.add(at, say::OTHER_TYPE),
            None => self.add(at, say::TYPE),
        }
    }

    /// `enum` and `const` are one list of values.
    fn values(&mut self, old: &Map<String, Value>, new: &Map<String, Value>, at: &str) {
        let list = |words: &Map<String, Value>| -> Option<Vec<Value>> {
            let listed = words.get("enum").and_then(Value::as_array).cloned();
            listed.or_else(|| words.get("const").map(|value| vec![value.clone()]))
        };
        let Some(now) = list(new) else { return };
        match list(old) {
            None => self.add(at, say::SOME_VALUES),
            Some(before) => {
                for value in before.iter().filter(|value| !now.contains(value)) {
                    self.add(at, Sentence::fill(say::VALUE, &[("value", &value.to_string())]));
                }
            }
        }
    }

    fn required(&mut self, was: Option<&Value>, is: &Value, at: &str) {
        let before = was.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let new = is
            .as_array()
            .into_iter()
            .flatten()
            .filter(|name| !before.contains(name));
        for name in new {
            self.add(at, Sentence::fill(say::REQUIRED, &[("name", &name.to_string())]));
        }
    }

    fn properties(&mut self, old: &'s Map<String, Value>, new: &'s Map<String, Value>, at: &str) {
        let members = |words: &'s Map<String, Value>| words.get("properties").and_then(Value::as_object);
        let (before, now) = (members(old), members(new));
        for (name, is) in now.into_iter().flatten() {
            let at = format!("{at}/properties/{name}");
            match before.and_then(|before| before.get(name)) {
                Some(was) => self.schemas(was, is, &at),
                // In a closed object the name was refused before: whatever it takes now is more.
                None if old.get("additionalProperties") == Some(&Value::Bool(false)) => {}
                None => self.schemas(old.get("additionalProperties").unwrap_or(&Value::Bool(true)), is, &at),
            }
        }
        for (name, was) in before.into_iter().flatten() {
            if now.is_none_or(|now| !now.contains_key(name)) {
                match new.get("additionalProperties") {
                    Some(Value::Bool(false)) => self.add(at, Sentence::fill(say::PROPERTY, &[("name", name)])),
                    Some(is) => self.schemas(was, is, &format!("{at}/additionalProperties")),
                    None => {}
                }
            }
        }
    }

    fn others(&mut self, old: &'s Map<String, Value>, new: &'s Map<String, Value>, at: &str) {
        let was = old.get("additionalProperties").unwrap_or(&Value::Bool(true));
        let Some(is) = new.get("additionalProperties") else {
            return;
        };
        match (was, is) {
            (Value::Bool(false), _) => {}
            (_, Value::Bool(false)) => self.add(at, say::CLOSED),
            _ => self.schemas(was, is, &format!("{at}/additionalProperties")),
        }
        let patterns = |words: &Map<String, Value>| words.get("patternProperties").cloned().unwrap_or_default();
        if is == &Value::Bool(false) && !patterns(new).is_object() && patterns(old).is_object() {
            self.add(at, say::NO_PATTERNS);
        }
    }

    fn named(&mut self, was: Option<&'s Value>, is: &'s Value, at: &str, word: &str) {
        let (before, now) = (was.and_then(Value::as_object), is.as_object());
        for (pattern, is) in now.into_iter().flatten() {
            let was = before.and_then(|before| before.get(pattern));
            self.schemas(was.unwrap_or(&Value::Bool(true)), is, &format!("{at}/{word}/{pattern}"));
        }
        let gone = before
            .into_iter()
            .flatten()
            .filter(|(pattern, _)| now.is_none_or(|now| !now.contains_key(*pattern)));
        for (pattern, _) in gone {
            self.add(at, Sentence::fill(say::NAMES, &[("pattern", pattern)]));
        }
    }

    fn bound(&mut self, was: Option<&Value>, is: &Value, at: &str, word: &str, upper: bool) {
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        let wider = was.is_some_and(|was| {
            if upper {
                number(is) >= number(was)
            } else {
                number(is) <= number(was)
            }
        });
        if !wider {
            self.add(
                at,
                Sentence::fill(say::NARROWER, &[("word", word), ("bound", &is.to_string())]),
            );
        }
    }

    /// Every old choice must be in some new one.
    fn choices(&mut self, was: Option<&'s Value>, is: &'s Value, at: &str) {
        let list = |value: &'s Value| value.as_array().map(Vec::as_slice).unwrap_or_default();
        let now = list(is);
        let Some(was) = was else {
            return self.add(at, say::SOME_FORMS);
        };
        for old in list(was) {
            let fits = now.iter().any(|new| {
                let told = std::mem::take(&mut self.breaks);
                self.schemas(old, new, "");
                std::mem::replace(&mut self.breaks, told).is_empty()
            });
            if fits {
                continue;
            }
            // The one of the same type says best what became narrower.
            let same = |new: &&Value| new.get("type").is_some() && new.get("type") == old.get("type");
            match now.iter().enumerate().find(|(_, new)| same(new)) {
                Some((n, new)) => self.schemas(old, new, &format!("{at}/anyOf/{n}")),
                None => self.add(at, say::FORM),
            }
        }
    }

    /// Every new demand must follow from an old one.
    fn all(&mut self, was: Option<&'s Value>, is: &'s Value, at: &str) {
        let list = |value: &'s Value| value.as_array().map(Vec::as_slice).unwrap_or_default();
        let before = was.map(list).unwrap_or_default();
        for (n, new) in list(is).iter().enumerate() {
            let condition = |schema: &Value| schema.get("if").cloned();
            let same = before
                .iter()
                .find(|old| condition(old) == condition(new) && condition(new).is_some());
            // A new condition can only concern what was refused before if that is another connector's.
            let old = same.or_else(|| before.get(n).filter(|_| condition(new).is_none()));
            match old {
                Some(old) => self.schemas(old, new, &format!("{at}/allOf/{n}")),
                None if self.concerns_new_word(new) => {}
                None => self.add(&format!("{at}/allOf/{n}"), say::DEMAND),
            }
        }
    }

    /// Whether a condition speaks of a word of a closed list that the old schema did not have: a new connector.
    fn concerns_new_word(&self, schema: &Value) -> bool {
        let properties = schema.pointer("/if/properties").and_then(Value::as_object);
        let Some((name, wanted)) = properties
            .filter(|all| all.len() == 1)
            .and_then(|all| all.iter().next())
        else {
            return false;
        };
        let demanded = schema.pointer("/if/required/0").and_then(Value::as_str) == Some(name);
        let Some(word) = wanted.get("const") else { return false };
        demanded && lists_of(self.old, name).iter().any(|list| !list.contains(word))
    }
}

/// The closed lists of all properties with a name, anywhere in a schema.
fn lists_of<'v>(schema: &'v Value, name: &str) -> Vec<&'v Vec<Value>> {
    let mut lists = Vec::new();
    match schema {
        Value::Object(words) => {
            let property = words.get("properties").and_then(|all| all.get(name));
            lists.extend(
                property
                    .and_then(|property| property.get("enum"))
                    .and_then(Value::as_array),
            );
            lists.extend(words.values().flat_map(|inner| lists_of(inner, name)));
        }
        Value::Array(list) => lists.extend(list.iter().flat_map(|inner| lists_of(inner, name))),
        _ => {}
    }
    lists
}

static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);

#[cfg(test)]
mod tests;

//! A lenient view of a provider's reply: absent, `null`, `""` and `{}` are the same thing, a wrong type is a warning, and
//! only the id is strict.

use std::{cell::RefCell, fmt};

use serde::Serialize;
use serde_json::Value;

use crate::{
    error::{Error, ErrorKind, Result},
    normal,
    pointer::follow,
    profile::Gender,
    tokens::Tokens,
};

/// Longest e-mail address taken, in bytes (L17).
pub const MAX_EMAIL: usize = 254;
/// Longest URL taken, in bytes (L17).
pub const MAX_URL: usize = 2 * 1024;
/// Longest other text taken, in characters (L17).
pub const MAX_CHARS: usize = 1024;

/// Something odd in a reply that did not stop the sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// JSON pointer into the reply as received.
    pub pointer: String,
    /// What is odd, without the value.
    pub message: &'static str,
}

/// Everything a mapping may look at: the replies by step name, the tokens, and the claims of a verified id_token.
pub struct Evidence<'a> {
    steps: &'a [(String, Value)],
    tokens: &'a Tokens,
    warnings: RefCell<Vec<Warning>>,
}

impl<'a> Evidence<'a> {
    pub(crate) fn new(steps: &'a [(String, Value)], tokens: &'a Tokens) -> Self {
        Self {
            steps,
            tokens,
            warnings: RefCell::default(),
        }
    }

    pub(crate) fn into_warnings(self) -> Vec<Warning> {
        self.warnings.into_inner()
    }

    /// The reply of a step by its name; of a step that was left out or does not exist, nothing.
    pub fn step(&'a self, name: &str) -> Facts<'a> {
        let value = self
            .steps
            .iter()
            .find(|(step, _)| step == name)
            .map_or(&Value::Null, |(_, value)| value);
        Facts {
            value,
            pointer: String::new(),
            seen: self,
        }
    }

    /// Whether a step was asked at all; it is not where a native app handed in nothing but an id_token.
    pub fn asked(&self, name: &str) -> bool {
        self.steps.iter().any(|(step, _)| step == name)
    }

    /// The claims of the id_token, if one came and was verified; otherwise nothing.
    pub fn id_token(&'a self) -> Facts<'a> {
        let value = self.tokens.claims().unwrap_or(&Value::Null);
        Facts {
            value,
            pointer: String::new(),
            seen: self,
        }
    }

    /// The tokens and what was kept beside them.
    pub const fn tokens(&self) -> &Tokens {
        self.tokens
    }
}

impl fmt::Debug for Evidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence").finish_non_exhaustive()
    }
}

/// A place in a reply. Pointers are relative to it (RFC 6901).
pub struct Facts<'a> {
    value: &'a Value,
    pointer: String,
    seen: &'a Evidence<'a>,
}

impl<'a> Facts<'a> {
    /// A place further inside. An absent place is as good as an empty one.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Self {
        let value = follow(self.value, pointer).unwrap_or(&Value::Null);
        let place = [&self.pointer, pointer].concat();
        if !matches!(value, Value::Null | Value::Object(_) | Value::Array(_)) && value.as_str() != Some("") {
            self.warn(&place, "an object or a list was expected");
        }
        Facts {
            value,
            pointer: place,
            seen: self.seen,
        }
    }

    /// Records that something odd stands at `pointer`.
    pub fn odd(&self, pointer: &str, message: &'static str) {
        self.warn(&format!("{}{pointer}", self.pointer), message);
    }

    /// The items of a list at this place.
    pub fn items(&self) -> Vec<Self> {
        let list = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        let place = |n: usize| format!("{}/{n}", self.pointer);
        list.iter()
            .enumerate()
            .map(|(n, value)| Facts {
                value,
                pointer: place(n),
                seen: self.seen,
            })
            .collect()
    }

    /// Whether there is nothing here: absent, `null`, or an empty object, list or text.
    pub fn is_empty(&self) -> bool {
        match self.value {
            Value::Null => true,
            Value::Object(object) => object.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::String(text) => text.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// Names of the members of the object at this place, sorted.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self
            .value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        names
    }

    /// A text. Longer than 1 024 characters or of another type: absent, with a warning (L17, P2).
    pub fn text(&self, pointer: &str) -> Option<&'a str> {
        let text = self.raw_text(pointer)?;
        if text.len() > MAX_CHARS && text.chars().count() > MAX_CHARS {
            self.odd(pointer, "longer than 1024 characters");
            return None;
        }
        Some(text)
    }

    /// `true` or `false`; anything else is absent, with a warning.
    pub fn flag(&self, pointer: &str) -> Option<bool> {
        match self.value(pointer)? {
            Value::Bool(flag) => Some(*flag),
            Value::Null => None,
            _ => {
                self.odd(pointer, "true or false was expected");
                None
            }
        }
    }

    /// One e-mail address of at most 254 bytes (E15). Its form is checked loosely: one `@`, no spaces, no control
    /// characters, no list.
    pub fn email(&self, pointer: &str) -> Option<&'a str> {
        let text = self.raw_text(pointer)?;
        if !normal::is_email(text) {
            self.odd(pointer, "not one e-mail address");
            return None;
        }
        Some(text)
    }

    /// An https URL of at most 2 KiB; `http` is made `https` (E16, P6).
    pub fn https_url(&self, pointer: &str) -> Option<String> {
        let text = self.raw_text(pointer)?;
        let url = normal::https_url(text);
        if url.is_none() {
            self.odd(pointer, "not a web address");
        }
        url
    }

    /// A text in the normal form that `read` gives it. One without such a form is absent, with a warning (P2, P4, P5).
    pub fn read<T>(&self, pointer: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = read(self.text(pointer)?);
        if value.is_none() {
            self.odd(pointer, "not in the documented form");
        }
        value
    }

    /// A birth date from its year and its day, of which either may be missing.
    pub fn birthdate(&self, year: &str, day: &str) -> Option<String> {
        let known = (self.read(year, normal::year), self.read(day, normal::month_day));
        let date = normal::birthdate(known.0, known.1);
        if let ((Some(_), Some(_)), Some(4)) = (known, date.as_ref().map(String::len)) {
            self.odd(day, "not a day of that year");
        }
        date
    }

    /// A gender: `female` or `male`, or their first letters, in any letter case. `U` says that it is unknown.
    pub fn gender(&self, pointer: &str) -> Option<Gender> {
        let gender = self.read(pointer, |text| match text.to_ascii_lowercase().as_str() {
            "female" | "f" => Some(Some(Gender::Female)),
            "male" | "m" => Some(Some(Gender::Male)),
            "u" => Some(None),
            _ => None,
        });
        gender.flatten()
    }

    /// A number that is no id, such as seconds or milliseconds; anything else is absent, with a warning.
    pub fn number(&self, pointer: &str) -> Option<u64> {
        match self.value(pointer)? {
            Value::Null => None,
            value => {
                if value.as_u64().is_none() {
                    self.odd(pointer, "a whole number was expected");
                }
                value.as_u64()
            }
        }
    }

    /// An id that the provider documents as a 64-bit integer, as exact decimal text. The same number as canonical decimal
    /// text is the same id (V9).
    ///
    /// # Errors
    /// `reply_invalid` for everything else: absent, zero, negative, fraction, exponent, beyond 2^63-1 (E1-E3).
    pub fn id_i64(&self, pointer: &str) -> Result<String> {
        let id = match follow(self.value, pointer) {
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) if is_canonical_decimal(text) => text.parse().ok(),
            _ => None,
        };
        match id {
            Some(id) if id > 0 => Ok(id.to_string()),
            _ => Err(no_id()),
        }
    }

    /// An id that the provider documents as text: 1-255 bytes of printable ASCII, unchanged (L16).
    ///
    /// # Errors
    /// `reply_invalid` for everything else (E2-E4).
    pub fn id_text(&self, pointer: &str) -> Result<String> {
        match follow(self.value, pointer) {
            Some(Value::String(text)) if normal::is_subject(text) => Ok(text.clone()),
            _ => Err(no_id()),
        }
    }

    /// The value at a pointer. Below something that is neither object nor list there is nothing, and that is odd.
    fn value(&self, pointer: &str) -> Option<&'a Value> {
        let found = follow(self.value, pointer);
        // A name leads nowhere in a list, and nothing leads anywhere in a text or a number.
        let named = || {
            !pointer
                .trim_start_matches('/')
                .starts_with(|c: char| c.is_ascii_digit())
        };
        let expected = match self.value {
            Value::Array(_) if named() => "an object was expected",
            Value::Bool(_) | Value::Number(_) => "an object or a list was expected",
            Value::String(text) if !text.is_empty() => "an object or a list was expected",
            _ => return found,
        };
        if found.is_none() {
            self.warn(&self.pointer, expected);
        }
        found
    }

    fn raw_text(&self, pointer: &str) -> Option<&'a str> {
        match self.value(pointer)? {
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => Some(text),
            Value::Null => None,
            Value::Object(object) if object.is_empty() => None,
            _ => {
                self.odd(pointer, "text was expected");
                None
            }
        }
    }

    fn warn(&self, pointer: &str, message: &'static str) {
        let warning = Warning {
            pointer: pointer.to_owned(),
            message,
        };
        let mut warnings = self.seen.warnings.borrow_mut();
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}

impl fmt::Debug for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts")
            .field("pointer", &self.pointer)
            .field("members", &self.names())
            .finish_non_exhaustive()
    }
}

fn no_id() -> Error {
    Error::new(ErrorKind::ReplyInvalid, "the reply holds no usable user id")
}

fn is_canonical_decimal(text: &str) -> bool {
    !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with<T>(value: Value, look: impl FnOnce(&Facts<'_>) -> T) -> (T, Vec<Warning>) {
        let tokens = Tokens::default();
        let steps = [("me".to_owned(), value)];
        let seen = Evidence::new(&steps, &tokens);
        let out = look(&seen.step("me"));
        (out, seen.into_warnings())
    }

    #[test]
    fn v9_e1_e2_e3_numeric_ids_are_exact_or_refused() {
        let id = |value| with(json!({ "id": value }), |facts| facts.id_i64("/id")).0;
        assert_eq!(id(json!(9007199254740993_i64)).unwrap(), "9007199254740993");
        assert_eq!(id(json!(i64::MAX)).unwrap(), "9223372036854775807");
        assert_eq!(id(json!("9223372036854775807")).unwrap(), "9223372036854775807");
        for bad in [
            json!(null),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(1e3),
            json!(true),
            json!({}),
            json!([]),
            json!(""),
            json!(" 1"),
            json!("01"),
            json!("+1"),
            json!("-1"),
            json!("0"),
            json!(9223372036854775808_u64),
            json!("9223372036854775808"),
            json!(1.2e24),
        ] {
            assert_eq!(id(bad.clone()).unwrap_err().kind(), ErrorKind::ReplyInvalid, "{bad}");
        }
        assert!(with(json!({}), |facts| facts.id_i64("/id")).0.is_err());
    }

    #[test]
    fn e3_e4_text_ids_are_printable_ascii() {
        let id = |value| with(json!({ "id": value }), |facts| facts.id_text("/id")).0;
        assert_eq!(id(json!("aB-_0")).unwrap(), "aB-_0");
        assert_eq!(id(json!("x".repeat(255))).unwrap().len(), 255);
        for bad in [
            json!("x".repeat(256)),
            json!("a b"),
            json!("가"),
            json!("a\n"),
            json!(""),
            json!(" "),
            json!(7),
        ] {
            assert!(id(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn p1_p2_optional_items_never_stop_a_sign_in() {
        let reply = json!({ "a": null, "b": "", "c": {}, "d": 7, "e": "x", "f": "true" });
        let ((), warnings) = with(reply, |facts| {
            assert_eq!(
                [facts.text("/a"), facts.text("/b"), facts.text("/c"), facts.text("/d")],
                [None; 4]
            );
            assert_eq!(facts.text("/e"), Some("x"));
            assert_eq!(facts.flag("/f"), None);
            assert_eq!(facts.at("/e").text("/y"), None);
        });
        let pointers: Vec<_> = warnings.iter().map(|warning| warning.pointer.as_str()).collect();
        assert_eq!(pointers, ["/d", "/f", "/e"]);
    }
}

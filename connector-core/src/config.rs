//! Findings about settings: one mistake, one message, with a place and a fix, never with a value.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use crate::text::Text;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The configuration is refused.
    Error,
    /// The configuration is accepted.
    Warning,
}

/// Which part of the document a finding points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spot {
    /// The value at the pointer.
    Value,
    /// The key at the pointer.
    Key,
    /// The key of the object at the pointer, because something is missing in it.
    Owner,
    /// A character of the text at the pointer, counted from 0.
    Character(usize),
}

/// A sentence in both languages, with places filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// English.
    pub en: Cow<'static, str>,
    /// Korean.
    pub ko: Cow<'static, str>,
}

impl From<Text> for Sentence {
    fn from(text: Text) -> Self {
        Self {
            en: text.en.into(),
            ko: text.ko.into(),
        }
    }
}

impl Sentence {
    /// A text whose places `{name}` are filled. What is filled in must be known to the program: a key, a count, a limit, an id
    /// of a connector; never a value of the document.
    pub fn fill(text: Text, places: &[(&str, &str)]) -> Self {
        let fill = |text: &'static str| {
            let mut text = Cow::Borrowed(text);
            for (name, value) in places {
                let place = format!("{{{name}}}");
                if text.contains(&place) {
                    text = text.replace(&place, value).into();
                }
            }
            text
        };
        Self {
            en: fill(text.en),
            ko: fill(text.ko),
        }
    }
}

/// One error or warning about a settings document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Stable code, such as `E103`. One code, one meaning, one severity.
    pub code: &'static str,
    /// JSON pointer to the place. A connector gives it relative to its config; the host puts the rest in front.
    pub pointer: String,
    /// Which part of that place is meant.
    pub spot: Spot,
    /// What is wrong.
    pub message: Sentence,
    /// What to do about it.
    pub help: Option<Sentence>,
    /// The key that was probably meant.
    pub suggestion: Option<String>,
}

impl Finding {
    /// A finding about the value at a pointer.
    pub fn new(code: &'static str, pointer: impl Into<String>, message: impl Into<Sentence>) -> Self {
        Self {
            code,
            pointer: pointer.into(),
            spot: Spot::Value,
            message: message.into(),
            help: None,
            suggestion: None,
        }
    }

    /// Points at another part of the place.
    #[must_use]
    pub fn spot(mut self, spot: Spot) -> Self {
        self.spot = spot;
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Sentence>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the key that was probably meant.
    #[must_use]
    pub fn suggestion(mut self, key: impl Into<String>) -> Self {
        self.suggestion = Some(key.into());
        self
    }

    /// Puts a pointer in front of this finding's own.
    #[must_use]
    pub fn under(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        self
    }

    /// Errors refuse a configuration, warnings do not. The first letter of the code says which.
    pub fn severity(&self) -> Severity {
        if self.code.starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// A finding about a connector whose own description is broken. Its author's text is kept: it holds no settings.
    pub(crate) fn broken_connector(id: &str, why: &str) -> Self {
        let help = Text::new("a fault of connector {id}: {why}", "커넥터 {id} 오류: {why}");
        Self::new("E906", "", crate::engine::BROKEN).help(Sentence::fill(help, &[("id", id), ("why", why)]))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.severity() == Severity::Error {
            "error"
        } else {
            "warning"
        };
        let space = if self.pointer.is_empty() { "" } else { " " };
        write!(f, "{word}[{}]{space}{}: {}", self.code, self.pointer, self.message.en)?;
        if let Some(key) = &self.suggestion {
            write!(f, "; did you mean `{key}`?")?;
        }
        if let Some(help) = &self.help {
            write!(f, " ({})", help.en)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_both_languages() {
        let text = Text::new("unknown field `{field}`", "`{field}` 항목은 없습니다");
        let finding = Finding::new("E103", "/a", Sentence::fill(text, &[("field", "b")]))
            .suggestion("c")
            .under("/x");
        assert_eq!(
            finding.to_string(),
            "error[E103] /x/a: unknown field `b`; did you mean `c`?"
        );
        assert_eq!(finding.message.ko, "`b` 항목은 없습니다");
    }
}

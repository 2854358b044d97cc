//! Findings with the catalogue's texts, their places filled.

use std::borrow::Cow;

use connector_core::{Finding, Text, config::Sentence};

use super::catalogue;

/// What is filled into a place.
pub(crate) enum Fill<'a> {
    /// The same in both languages: a key, a count, a code.
    Same(Cow<'a, str>),
    /// One phrase per language.
    Each(Sentence),
}

impl<'a> From<&'a str> for Fill<'a> {
    fn from(text: &'a str) -> Self {
        Self::Same(text.into())
    }
}

impl From<String> for Fill<'_> {
    fn from(text: String) -> Self {
        Self::Same(text.into())
    }
}

impl From<Text> for Fill<'_> {
    fn from(text: Text) -> Self {
        Self::Each(text.into())
    }
}

impl From<Sentence> for Fill<'_> {
    fn from(text: Sentence) -> Self {
        Self::Each(text)
    }
}

/// Fills the places of a text.
pub(super) fn fill(text: Text, places: &[(&str, Fill<'_>)]) -> Sentence {
    let fill = |text: &'static str, korean: bool| {
        let mut filled = Cow::Borrowed(text);
        for (name, value) in places {
            let place = format!("{{{name}}}");
            if filled.contains(&place) {
                let value: &str = match value {
                    Fill::Same(value) => value,
                    Fill::Each(value) if korean => &value.ko,
                    Fill::Each(value) => &value.en,
                };
                filled = filled.replace(&place, value).into();
            }
        }
        filled
    };
    Sentence {
        en: fill(text.en, false),
        ko: fill(text.ko, true),
    }
}

/// A finding with the catalogue's texts.
pub(crate) fn finding(code: &str, pointer: impl Into<String>, places: &[(&str, Fill<'_>)]) -> Finding {
    let entry = catalogue::CATALOGUE
        .iter()
        .find(|entry| entry.code == code)
        .unwrap_or(&catalogue::OURS);
    Finding::new(entry.code, pointer, fill(entry.message, places)).help(fill(entry.help, places))
}

//! Findings with the catalogue's texts, their places filled.

use std::borrow::Cow;

use connector_core::{
    Finding, Text,
    config::{Sentence, filled},
};

use super::{
    catalogue::{self, Entry},
    tree::last_part,
};

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

impl Fill<'_> {
    fn text(&self, korean: bool) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each(text) if korean => &text.ko,
            Self::Each(text) => &text.en,
        }
    }
}

/// Fills the places of a text.
pub(crate) fn fill(text: Text, places: &[(&str, Fill<'_>)]) -> Sentence {
    let value = |korean: bool| {
        move |name: &str| {
            let place = places.iter().find(|(known, _)| *known == name);
            place.map(|(_, fill)| fill.text(korean))
        }
    };
    Sentence {
        en: filled(text.en, value(false)),
        ko: filled(text.ko, value(true)),
    }
}

/// A finding with the catalogue's texts.
pub(crate) fn finding(code: &str, pointer: impl Into<String>, places: &[(&str, Fill<'_>)]) -> Finding {
    let entry = entry(code);
    Finding::new(entry.code, pointer, fill(entry.message, places)).help(fill(entry.help, places))
}

/// A finding that may come by the thousand, without words: [`word`] follows when it is known to be told. Its only place is the
/// field at which it stands.
pub(super) fn wordless(code: &str, pointer: String) -> Finding {
    let nothing = Text::new("", "");
    Finding::new(entry(code).code, pointer, nothing)
}

/// Gives words to a finding that has none.
pub(super) fn word(finding: &mut Finding) {
    if finding.message.en.is_empty() {
        let (entry, field) = (entry(finding.code), last_part(&finding.pointer).unwrap_or_default());
        let places = [("field", Fill::from(field))];
        finding.message = fill(entry.message, &places);
        finding.help = Some(fill(entry.help, &places));
    }
}

fn entry(code: &str) -> &'static Entry {
    let mut all = catalogue::CATALOGUE.iter();
    all.find(|entry| entry.code == code).unwrap_or(&catalogue::OURS)
}

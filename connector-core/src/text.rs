//! Text for people, always in both languages.

use serde::Serialize;

/// A text in English and Korean. There is no way to build half of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Korean.
    pub ko: &'static str,
}

impl Text {
    /// Joins the two languages of one text.
    pub const fn new(en: &'static str, ko: &'static str) -> Self {
        Self { en, ko }
    }
}

//! Findings about settings: one mistake, one message, with a place and a fix, never with a value.

mod fix;

use std::{borrow::Cow, fmt};

use serde::Serialize;

pub use self::fix::Fix;
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

impl Severity {
    /// The severity that a code says: `W…` are warnings.
    pub fn of(code: &str) -> Self {
        if code.starts_with('W') {
            Self::Warning
        } else {
            Self::Error
        }
    }
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

const NO_OPENID: Text = Text::new(
    "`scopes` lacks `openid`, so no ID token would come",
    "`scopes`: `openid`가 없어 ID 토큰이 오지 않습니다",
);
const NO_OPENID_HELP: Text = Text::new("add it, or leave `scopes` out", "추가하거나 `scopes`를 빼세요");
const NO_EFFECT_HELP: Text = Text::new("remove it, or set what it needs", "빼거나 필요한 값을 넣으세요");
const ODD_ID_HELP: Text = Text::new(
    "copy it again: a wrong key, cut off, or two pasted together",
    "다시 복사하세요. 다른 키이거나 잘렸거나 두 개가 붙은 값일 수 있습니다",
);

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
        let value = |name: &str| places.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        Self {
            en: filled(text.en, value),
            ko: filled(text.ko, value),
        }
    }
}

/// A text whose places `{name}` are filled with the values of those names. What has no value stays as it is.
pub fn filled<'v>(text: &'static str, value: impl Fn(&str) -> Option<&'v str>) -> Cow<'static, str> {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once('{') {
        match behind
            .split_once('}')
            .and_then(|(name, behind)| Some((value(name)?, behind)))
        {
            Some((value, behind)) => {
                filled.extend([before, value]);
                rest = behind;
            }
            None => {
                filled.extend([before, "{"]);
                rest = behind;
            }
        }
    }
    if rest.len() == text.len() {
        return text.into();
    }
    filled.push_str(rest);
    filled.into()
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
    /// How the document can be changed so that the finding goes away, if no doubt is left about what was meant.
    pub fix: Option<Fix>,
    /// JSON pointer to another place that has to do with it, such as the first of two equal values.
    pub related: Option<String>,
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
            fix: None,
            related: None,
        }
    }

    /// E210: scopes are given without `openid`, although an id_token is wanted.
    pub fn scopes_lack_openid() -> Self {
        Self::new("E210", "/scopes", NO_OPENID)
            .help(NO_OPENID_HELP)
            .fix(Fix::Prepend("openid".to_owned()))
    }

    /// W211: a setting has no effect. `text` says of which one, and why.
    pub fn no_effect(pointer: &str, text: Text) -> Self {
        Self::new("W211", pointer, text).spot(Spot::Key).help(NO_EFFECT_HELP)
    }

    /// W206: a client id has a shape that the provider does not document. `text` says what its usual shape is.
    pub fn odd_client_id(text: Text) -> Self {
        Self::new("W206", "/clientId", text).help(ODD_ID_HELP)
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

    /// Says how the document can be changed so that the finding goes away.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Names another place that has to do with it.
    #[must_use]
    pub fn related(mut self, pointer: impl Into<String>) -> Self {
        self.related = Some(pointer.into());
        self
    }

    /// Puts a pointer in front of this finding's own.
    #[must_use]
    pub fn under(mut self, pointer: &str) -> Self {
        self.pointer.insert_str(0, pointer);
        if let Some(related) = &mut self.related {
            related.insert_str(0, pointer);
        }
        self
    }

    /// Errors refuse a configuration, warnings do not. The first letter of the code says which.
    pub fn severity(&self) -> Severity {
        Severity::of(self.code)
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

/// How similar a name must be to be meant, where 1 is equal.
const SIMILAR: f64 = 0.85;

/// The name that a wrong one probably means, if any is similar enough.
pub fn nearest<'n>(names: &[&'n str], wrong: &str) -> Option<&'n str> {
    let plain = bare(wrong);
    let alike = names
        .iter()
        .map(|name| (strsim::jaro_winkler(&bare(name), &plain), *name));
    let best = alike.max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.filter(|(similarity, _)| *similarity >= SIMILAR)
        .map(|(_, name)| name)
}

/// A name without case, `_`, `-`, `.`, spaces and unseen characters, full-width letters as ASCII, cut to a length that is quick to
/// compare.
pub fn bare(name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let parts = |c: &char| {
        matches!(c, '_' | '-' | '.' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || c.is_whitespace()
            || c.is_control()
    };
    name.chars()
        .map(narrow)
        .filter(|c| !parts(c))
        .take(64)
        .flat_map(char::to_lowercase)
        .collect()
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

    #[test]
    fn only_places_that_have_a_value_are_filled() {
        let value = |name: &str| match name {
            "a" => Some("{b}"),
            "b" => Some(""),
            _ => None,
        };
        for (text, known) in [
            ("", ""),
            ("plain", "plain"),
            ("{b}", ""),
            ("{a}{b}x{a}", "{b}x{b}"),
            ("{c} {a} {", "{c} {b} {"),
            (r#"`{"$env": "{a}"}` }"#, r#"`{"$env": "{b}"}` }"#),
            ("{{a}}", "{{b}}"),
        ] {
            assert_eq!(filled(text, value), known, "{text}");
        }
    }
}

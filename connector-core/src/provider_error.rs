//! What a provider said when it said no, made harmless.

use std::fmt::{self, Write as _};

use serde::Serialize;

const MAX_ERROR: usize = 128;
const MAX_CODE: usize = 64;
/// Longest text of a provider kept in an error, in bytes (L26).
pub const MAX_TEXT: usize = 512;
/// What is looked at of a longer text before it is cut to [`MAX_TEXT`].
const MAX_LOOKED_AT: usize = 64 * 1024;
/// Shorter values are no secrets, and taking them out would take ordinary words apart.
const SHORTEST_SECRET: usize = 4;
const REDACTED: &str = "[redacted]";

/// A provider's refusal: HTTP status, its `error`, its own code, its text and the consent it misses.
/// Everything is capped (L26), control characters are escaped (C13, D34), and our own values are replaced (D33).
#[derive(Clone, Default, Serialize)]
pub struct ProviderError {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip)]
    required_scopes: Vec<String>,
}

impl ProviderError {
    /// A refusal of which nothing but the status is known.
    pub fn status_only(status: Option<u16>) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// Adds the OAuth `error` value; one outside `[A-Za-z0-9._-]{1,128}` is left out.
    #[must_use]
    pub fn with_error(mut self, error: &str) -> Self {
        self.error = is_token(error, MAX_ERROR).then(|| error.to_owned());
        self
    }

    /// Adds the provider's own code; one outside `[A-Za-z0-9._-]{1,64}` is left out.
    #[must_use]
    pub fn with_code(mut self, code: &str) -> Self {
        self.code = is_token(code, MAX_CODE).then(|| code.to_owned());
        self
    }

    /// Adds the provider's text after replacing `ours` in it.
    #[must_use]
    pub fn with_text(mut self, text: &str, ours: &[&str]) -> Self {
        self.text = Some(scrub(text, ours)).filter(|text| !text.is_empty());
        self
    }

    /// Adds the consent items that the provider misses.
    #[must_use]
    pub fn with_required_scopes(mut self, scopes: Vec<String>) -> Self {
        self.required_scopes = scopes
            .into_iter()
            .filter(|scope| is_token(scope, MAX_ERROR))
            .take(30)
            .collect();
        self
    }

    /// Leaves out `error` and code if one of our own values stands in them.
    #[must_use]
    pub(crate) fn without(mut self, ours: &[&str]) -> Self {
        for kept in [&mut self.error, &mut self.code] {
            if kept.as_deref().is_some_and(|text| {
                ours.iter()
                    .any(|own| own.len() >= SHORTEST_SECRET && text.contains(own))
            }) {
                *kept = None;
            }
        }
        self.required_scopes.retain(|scope| {
            !ours
                .iter()
                .any(|own| own.len() >= SHORTEST_SECRET && scope.contains(own))
        });
        self
    }

    /// HTTP status of the answer, if there was one.
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// The OAuth `error` value.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The provider's own code, such as `KOE320`.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The provider's text, scrubbed. It is still somebody else's words: escape it where it is shown.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The consent items that the provider misses.
    pub fn required_scopes(&self) -> &[String] {
        &self.required_scopes
    }

    /// Status and code for a one-line message; never the text.
    pub(crate) fn brief(&self) -> String {
        let mut brief = String::new();
        if let Some(status) = self.status {
            let _ = write!(brief, " [status {status}]");
        }
        if let Some(code) = self.code().or(self.error()) {
            let _ = write!(brief, " [provider code {code}]");
        }
        brief
    }
}

impl fmt::Debug for ProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderError")
            .field("status", &self.status)
            .field("error", &self.error)
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

fn is_token(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

fn scrub(text: &str, ours: &[&str]) -> String {
    let mut text = cut(text, MAX_LOOKED_AT).to_owned();
    let ours: Vec<&str> = ours
        .iter()
        .copied()
        .filter(|own| own.len() >= SHORTEST_SECRET)
        .collect();
    for own in &ours {
        for spelling in spellings(own) {
            if text.contains(&spelling) {
                text = text.replace(&spelling, REDACTED);
            }
        }
    }
    // A value in a spelling that was not thought of: give up the whole text rather than a part of a secret.
    let mut seen = text.clone();
    for _ in 0..3 {
        if ours.iter().any(|own| contains_ignoring_case(&seen, own)) {
            return REDACTED.to_owned();
        }
        let Some(decoded) = percent_decoded(&seen) else { break };
        seen = decoded;
    }
    let mut clean = String::with_capacity(text.len().min(MAX_TEXT + 8));
    for c in text.chars() {
        if is_control(c) {
            let _ = write!(clean, "\\u{{{:x}}}", u32::from(c));
        } else {
            clean.push(c);
        }
        if clean.len() > MAX_TEXT {
            break;
        }
    }
    cut(&clean, MAX_TEXT).to_owned()
}

/// Control characters, line separators and direction overrides.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn spellings(own: &str) -> [String; 4] {
    let form: String = url::form_urlencoded::byte_serialize(own.as_bytes()).collect();
    let percent = form.replace('+', "%20");
    let lower = lower_escapes(&percent);
    [own.to_owned(), form, percent, lower]
}

fn lower_escapes(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    let mut left = 0;
    for c in text.chars() {
        if c == '%' {
            left = 3;
        }
        lowered.push(if left > 0 { c.to_ascii_lowercase() } else { c });
        left = left.max(1) - 1;
    }
    lowered
}

fn contains_ignoring_case(text: &str, own: &str) -> bool {
    text.to_ascii_lowercase().contains(&own.to_ascii_lowercase())
}

fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains(['%', '+']) {
        return None;
    }
    let pair = format!("x={}", text.replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .filter(|it| it != text)
}

fn cut(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d33_our_values_are_replaced_in_every_spelling() {
        let code = "a/b+c=d%e";
        for said in [
            "code a/b+c=d%e not found",
            "code a%2Fb%2Bc%3Dd%25e not found",
            "code a%2fb%2bc%3dd%25e not found",
            "code a%252Fb%252Bc%253Dd%2525e not found",
            "code A/B+C=D%E not found",
        ] {
            let text = scrub(said, &[code]);
            assert!(text.contains(REDACTED), "{text}");
            assert!(!text.contains("c=d"), "{text}");
        }
        assert_eq!(scrub("code a/b+c=d%e not found", &[code]), "code [redacted] not found");
    }

    #[test]
    fn c13_d34_control_characters_are_escaped() {
        assert_eq!(
            scrub("a\u{1b}[31m\r\nb\u{202e}", &[]),
            "a\\u{1b}[31m\\u{d}\\u{a}b\\u{202e}"
        );
    }

    #[test]
    fn d35_long_texts_are_cut() {
        assert!(scrub(&"가".repeat(400_000), &[]).len() <= MAX_TEXT);
    }

    #[test]
    fn l26_codes_of_other_shape_are_left_out() {
        let said = ProviderError::status_only(None).with_code("KOE 320").with_error("<b>");
        assert_eq!((said.code(), said.error()), (None, None));
    }
}

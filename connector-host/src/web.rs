//! Cookies and headers on `http` types, for any framework.

use connector_core::Timestamp;
use http::{HeaderMap, HeaderValue, header};

use crate::sealed;

/// How long a browser keeps an attempt cookie, in seconds: longer than any sign-in lives, so that a late return can be told
/// that it is late (L20).
pub const COOKIE_LIFE_SECS: u32 = 15 * 60;
/// Most attempt cookies in one browser (L20).
pub const MAX_ATTEMPTS: usize = 5;
const PREFIX: &str = "cx-";
const SECURE_PREFIX: &str = "__Host-cx-";

/// The rest of the name of the cookie that says so. Longer than that of any attempt.
const INTERRUPTED: &str = "interrupted-sign-in";

/// How attempt cookies look: decided by the public address, and by whether a provider posts back cross-site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieStyle {
    /// Whether the cookie is `Secure` and has the `__Host-` prefix. Left out only on loopback.
    pub secure: bool,
    /// Whether the cookie is sent with cross-site posts.
    pub cross_site: bool,
}

impl CookieStyle {
    fn prefix(self) -> &'static str {
        if self.secure { SECURE_PREFIX } else { PREFIX }
    }

    /// The cookie's name for an attempt. The beginning of `state` tells attempts of one browser apart; the browser knows it
    /// anyway, and most of it stays unused.
    pub fn name(self, state: &str) -> String {
        let mut name = String::with_capacity(32);
        name.push_str(self.prefix());
        name.extend(state.chars().take(12).filter(char::is_ascii_alphanumeric));
        name
    }

    /// The `Set-Cookie` value that keeps a sealed sign-in.
    pub fn set(self, state: &str, sealed: &str) -> HeaderValue {
        self.header(&self.name(state), sealed, COOKIE_LIFE_SECS)
    }

    /// The `Set-Cookie` value that forgets an attempt.
    pub fn clear(self, state: &str) -> HeaderValue {
        self.header(&self.name(state), "", 0)
    }

    /// The `Set-Cookie` values that make room for a new attempt: those of the oldest ones beyond the limit.
    pub fn make_room(self, request: &HeaderMap) -> Vec<HeaderValue> {
        let pairs = request
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let pairs = pairs
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let mut attempts: Vec<(Option<Timestamp>, &str)> = pairs
            .filter(|(name, _)| name.starts_with(self.prefix()) && !name.ends_with(INTERRUPTED))
            .map(|(name, sealed)| (sealed::expiry_of(sealed), name))
            .collect();
        attempts.sort_unstable();
        let surplus = (attempts.len() + 1).saturating_sub(MAX_ATTEMPTS);
        attempts
            .iter()
            .take(surplus)
            .map(|(_, name)| self.header(name, "", 0))
            .collect()
    }

    /// The `Set-Cookie` value that remembers for ten minutes that an automatic sign-in was not possible in this browser.
    pub fn interrupted(self) -> HeaderValue {
        self.header(&format!("{}{INTERRUPTED}", self.prefix()), "1", 10 * 60)
    }

    /// Whether a browser remembers that an automatic sign-in was not possible.
    pub fn was_interrupted(self, request: &HeaderMap) -> bool {
        let name = format!("{}{INTERRUPTED}=", self.prefix());
        let lines = request
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        lines
            .flat_map(|line| line.split(';'))
            .any(|pair| pair.trim().starts_with(&name))
    }

    fn header(self, name: &str, value: &str, life: u32) -> HeaderValue {
        let secure = if self.secure || self.cross_site { "; Secure" } else { "" };
        let site = if self.cross_site { "None" } else { "Lax" };
        let text = format!("{name}={value}; Path=/; Max-Age={life}; HttpOnly{secure}; SameSite={site}");
        // Names and values are made of letters, digits, `-` and `_`; a foreign cookie's name came in a header already.
        let mut header = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

/// The headers of every answer to a browser that has to do with a sign-in (B13, B16, C25).
pub fn protective_headers() -> [(header::HeaderName, HeaderValue); 5] {
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ]
}

/// Whether a request wants JSON: `Accept` names `application/json` and not `text/html`.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let mut accepted = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let text = accepted.by_ref().collect::<Vec<_>>().join(",").to_ascii_lowercase();
    text.contains("application/json") && !text.contains("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l20_g12_the_attempt_cookie() {
        let style = CookieStyle {
            secure: true,
            cross_site: false,
        };
        let state = "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst";
        assert_eq!(
            style.set(state, "SEALED").to_str().unwrap(),
            "__Host-cx-abcdefghijkl=SEALED; Path=/; Max-Age=900; HttpOnly; Secure; SameSite=Lax"
        );
        let loopback = CookieStyle {
            secure: false,
            cross_site: false,
        };
        assert_eq!(
            loopback.clear(state).to_str().unwrap(),
            "cx-abcdefghijkl=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
        );
        let posting = CookieStyle {
            secure: true,
            cross_site: true,
        };
        assert!(
            posting
                .set(state, "S")
                .to_str()
                .unwrap()
                .ends_with("Secure; SameSite=None")
        );
    }

    #[test]
    fn l20_a_sixth_attempt_expires_the_oldest() {
        let style = CookieStyle {
            secure: false,
            cross_site: false,
        };
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("cx-a=1; cx-b=1; other=1; cx-c=1; cx-d=1"),
        );
        assert!(style.make_room(&headers).is_empty());
        headers.append(header::COOKIE, HeaderValue::from_static("cx-e=1"));
        assert_eq!(style.make_room(&headers).len(), 1);
    }

    #[test]
    fn json_is_answered_exactly_when_asked_for() {
        let accept = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(value));
            wants_json(&headers)
        };
        assert!(accept("application/json"));
        assert!(accept("Application/JSON;q=0.9, */*"));
        assert!(!accept("text/html, application/json"));
        assert!(!accept("*/*"));
        assert!(!wants_json(&HeaderMap::new()));
    }
}

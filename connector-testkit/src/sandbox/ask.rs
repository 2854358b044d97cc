//! One request, read once: method, query, form and the `Authorization` header.

use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::request::Parts;

use super::consent::FAULT;
use super::faults::Fault;
use super::fields::Fields;

/// What an endpoint looks at.
pub(super) struct Ask {
    pub(super) method: Method,
    pub(super) query: Fields,
    /// Empty unless the body is `application/x-www-form-urlencoded`.
    pub(super) form: Fields,
    pub(super) user_agent: Option<String>,
    authorization: Option<String>,
    /// The fault in the address of a consent screen, as it was written.
    pub(super) fault_text: Option<String>,
    /// The fault that struck this request, for those who can misbehave only from within.
    pub(super) fault: Option<Fault>,
}

impl Ask {
    pub(super) fn read(head: &Parts, body: &[u8]) -> Self {
        let header = |name| {
            head.headers
                .get(name)
                .and_then(|value: &http::HeaderValue| value.to_str().ok())
        };
        let is_form = header(CONTENT_TYPE).is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
        Self {
            method: head.method.clone(),
            query: Fields::parse(head.uri.query().unwrap_or_default().as_bytes()),
            form: if is_form {
                Fields::parse(body)
            } else {
                Fields::default()
            },
            user_agent: header(USER_AGENT).map(str::to_owned),
            authorization: header(AUTHORIZATION).map(str::to_owned),
            fault_text: None,
            fault: None,
        }
    }

    /// Takes `fault` out of the address of a consent screen, before the provider sees a parameter that it does not know;
    /// the screen sends it back as a field of its own.
    pub(super) fn take_fault(&mut self) -> Option<&str> {
        let (fault, query) = std::mem::take(&mut self.query).split("fault");
        self.query = query;
        let written = fault.get("fault").or_else(|| self.form.get(FAULT));
        self.fault_text = written.map(str::to_owned);
        self.fault_text.as_deref()
    }

    /// The query and then, of a POST, the form.
    pub(super) fn fields(&self) -> Fields {
        self.query.clone().and(&self.form)
    }

    /// The token in `Authorization: Bearer …`.
    pub(super) fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.authorization.as_deref()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }

    /// The key in `Authorization: KakaoAK …`.
    pub(super) fn admin_key(&self) -> Option<&str> {
        let (scheme, key) = self.authorization.as_deref()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("kakaoak").then(|| key.trim())
    }

    /// Whether any `Authorization` header came.
    pub(super) fn is_authorized(&self) -> bool {
        self.authorization.is_some()
    }
}

//! One request, read once: method, query, form and the `Authorization` header.

use http::Method;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;

use super::fields::Fields;

/// What an endpoint looks at.
pub(super) struct Ask {
    pub(super) method: Method,
    pub(super) query: Fields,
    /// Empty unless the body is `application/x-www-form-urlencoded`.
    pub(super) form: Fields,
    authorization: Option<String>,
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
            authorization: header(AUTHORIZATION).map(str::to_owned),
        }
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

    /// Whether any `Authorization` header came.
    pub(super) fn is_authorized(&self) -> bool {
        self.authorization.is_some()
    }
}

//! One outgoing request. The authorization URL is a call that the browser makes.

mod escape;

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use serde::{Deserialize, Serialize};

use self::escape::{push_encoded, push_percent_encoded};
use crate::{
    error::{Error, ErrorKind, Result},
    secret::Secret,
};

/// Where the value of a field comes from. Because it is known, no secret can end up in a URL (D43, J5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Source {
    /// A text of the description or of a hook.
    Text,
    /// The client id.
    ClientId,
    /// The client secret.
    ClientSecret,
    /// The authorization code.
    Code,
    /// The PKCE verifier.
    Verifier,
    /// The PKCE challenge.
    Challenge,
    /// The `state` of this sign-in.
    State,
    /// The nonce of this sign-in.
    Nonce,
    /// The redirect URI of the instance.
    RedirectUri,
    /// The scopes, joined.
    Scopes,
    /// A token on which an operation works.
    Token,
    /// `access_token` or `refresh_token`, as RFC 7009 §2.1 names the kind of a token.
    TokenKind,
    /// The refresh token that is traded in.
    RefreshToken,
    /// The id of a user on whom an operation works.
    User,
    /// The items on which an operation works, joined like scopes.
    Items,
    /// The same items as a JSON array inside one value.
    ItemsAsJson,
}

impl Source {
    /// Whether the value must never stand in a URL.
    const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::ClientSecret | Self::Code | Self::Verifier | Self::Token | Self::RefreshToken
        )
    }

    /// Whether the value differs from sign-in to sign-in.
    const fn is_drawn(self) -> bool {
        matches!(self, Self::State | Self::Nonce | Self::Challenge)
    }

    pub(crate) const fn fits_a_token_request(self) -> bool {
        matches!(self, Self::State | Self::ClientId | Self::RedirectUri | Self::Scopes)
    }
}

#[derive(Clone)]
struct Field {
    name: Cow<'static, str>,
    source: Source,
    value: Value,
}

#[derive(Clone)]
enum Value {
    Open(Cow<'static, str>),
    Secret(Secret),
    /// Filled in when the call is made: a `state`, a nonce or a challenge.
    Drawn,
}

/// One outgoing request as a hook sees it: ordered fields that know where they come from. Method, host and path belong to the
/// description and cannot be changed.
#[derive(Clone)]
pub struct Call {
    method: Method,
    target: Target,
    fields: Vec<Field>,
    headers: HeaderMap,
}

/// An address of the plan: read already, or to be completed by fields.
#[derive(Clone)]
enum Target {
    Text(String),
    Uri(Uri),
}

impl Call {
    pub(crate) fn new(method: Method, target: impl Into<String>) -> Self {
        Self {
            method,
            target: Target::Text(target.into()),
            fields: Vec::with_capacity(8),
            headers: HeaderMap::new(),
        }
    }

    pub(crate) fn to(method: Method, target: &Uri) -> Self {
        Self {
            method,
            target: Target::Uri(target.clone()),
            fields: Vec::with_capacity(8),
            headers: HeaderMap::with_capacity(6),
        }
    }

    /// Sets a field to a text, in its place if it is there already, else at the end. In a GET the fields are the query, in a
    /// POST the form body.
    ///
    /// # Errors
    /// `internal` for the fields that the engine fills itself, such as `state` or `client_secret` (B8).
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Result<()> {
        let (name, value) = (name.into(), Value::Open(value.into()));
        match self.fields.iter_mut().find(|field| field.name == name) {
            Some(field) if field.source == Source::Text => field.value = value,
            Some(_) => return Err(hook_fault("set a field that belongs to the engine")),
            None => self.fields.push(Field {
                name,
                source: Source::Text,
                value,
            }),
        }
        Ok(())
    }

    /// The text of a field that is not secret and not drawn afresh.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|field| field.name == name)
            .and_then(|field| match &field.value {
                Value::Open(text) => Some(&**text),
                Value::Secret(_) | Value::Drawn => None,
            })
    }

    /// Gives a field another name, such as `client_key` for `client_id`. Its place and source stay.
    pub fn rename(&mut self, from: &str, to: &'static str) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == from) {
            field.name = Cow::Borrowed(to);
        }
    }

    /// Takes a field away.
    ///
    /// # Errors
    /// `internal` for `state`, the nonce and the PKCE fields: they are not optional.
    pub fn remove(&mut self, name: &str) -> Result<()> {
        let guarded = |field: &Field| field.source.is_drawn() || field.source == Source::Verifier;
        if self.fields.iter().any(|field| field.name == name && guarded(field)) {
            return Err(hook_fault("removed a field that protects the sign-in"));
        }
        self.fields.retain(|field| field.name != name);
        Ok(())
    }

    /// Adds a header once.
    ///
    /// # Errors
    /// `internal` if the header is there already or belongs to the engine or the transport.
    pub fn header(&mut self, name: HeaderName, value: HeaderValue) -> Result<()> {
        const ENGINE: [HeaderName; 6] = [
            header::AUTHORIZATION,
            header::HOST,
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::COOKIE,
            header::TRANSFER_ENCODING,
        ];
        if ENGINE.contains(&name) || self.headers.contains_key(&name) {
            return Err(hook_fault("added a header twice or one that belongs to the engine"));
        }
        self.headers.insert(name, value);
        Ok(())
    }

    pub(crate) fn push(&mut self, name: impl Into<Cow<'static, str>>, source: Source, value: &str) {
        let value = if source.is_secret() {
            Value::Secret(Secret::new(value))
        } else {
            Value::Open(value.to_owned().into())
        };
        self.fields.push(Field {
            name: name.into(),
            source,
            value,
        });
    }

    pub(crate) fn push_text(&mut self, name: &'static str, value: &'static str) {
        self.fields.push(Field {
            name: name.into(),
            source: Source::Text,
            value: Value::Open(value.into()),
        });
    }

    pub(crate) fn push_drawn(&mut self, name: &'static str, source: Source) {
        self.fields.push(Field {
            name: name.into(),
            source,
            value: Value::Drawn,
        });
    }

    pub(crate) fn authorization(&mut self, value: HeaderValue) {
        self.headers.insert(header::AUTHORIZATION, value);
    }

    /// The URL as pieces of constant text, each followed by a value that is drawn afresh.
    pub(crate) fn pieces(&self) -> Result<Pieces> {
        let mut gaps = Vec::with_capacity(3);
        let mut text = String::with_capacity(PIECES);
        match &self.target {
            Target::Text(target) => text.push_str(target),
            // Writing to a String cannot fail.
            Target::Uri(uri) => _ = write!(text, "{uri}"),
        }
        let mut mark = if text.contains('?') { '&' } else { '?' };
        for field in &self.fields {
            if field.source.is_secret() {
                return Err(hook_fault("would put a secret into a URL"));
            }
            text.push(mark);
            mark = '&';
            push_encoded(&mut text, &field.name);
            text.push('=');
            match &field.value {
                // RFC 3986 spelling: a space is %20, which every provider reads alike.
                Value::Open(value) => push_percent_encoded(&mut text, value),
                Value::Drawn => gaps.push((text.len(), field.source)),
                Value::Secret(_) => return Err(hook_fault("would put a secret into a URL")),
            }
        }
        Ok(Pieces {
            text: text.into_boxed_str(),
            gaps: gaps.into_boxed_slice(),
        })
    }

    /// The whole request, for a call that draws nothing.
    pub(crate) fn into_request(self) -> Result<http::Request<Bytes>> {
        let mut request = http::Request::new(Bytes::new());
        if self.method == Method::POST {
            let mut form = String::with_capacity(512);
            for field in &self.fields {
                let value = match &field.value {
                    Value::Open(text) => text,
                    Value::Secret(secret) => secret.expose(),
                    Value::Drawn => return Err(hook_fault("left a field unfilled")),
                };
                if !form.is_empty() {
                    form.push('&');
                }
                push_encoded(&mut form, &field.name);
                form.push('=');
                push_encoded(&mut form, value);
            }
            *request.body_mut() = form.into();
        }
        *request.uri_mut() = match self.target {
            Target::Uri(uri) if self.method == Method::POST || self.fields.is_empty() => uri,
            Target::Text(text) if self.method == Method::POST => parse(&text)?,
            _ => parse(&self.pieces()?.text)?,
        };
        *request.method_mut() = self.method;
        *request.headers_mut() = self.headers;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
        if request.method() == Method::POST {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            request.headers_mut().insert(header::CONTENT_TYPE, form);
        }
        Ok(request)
    }
}

/// Bytes that hold nearly every URL.
const PIECES: usize = 512;
/// What we call ourselves: some providers refuse calls with a missing or generic agent.
pub const USER_AGENT: &str = concat!("connectors/", env!("CARGO_PKG_VERSION"));

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<_> = self.fields.iter().map(|field| (&field.name, field.source)).collect();
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("fields", &fields)
            .finish_non_exhaustive()
    }
}

/// An authorization URL with gaps for what is drawn afresh.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    text: Box<str>,
    /// Where in the text something is filled in, from left to right.
    gaps: Box<[(usize, Source)]>,
}

impl Pieces {
    /// Fills the gaps. The values consist of letters, digits, `-` and `_`, so they need no encoding.
    pub(crate) fn fill<'v>(&self, value: impl Fn(Source) -> &'v str) -> String {
        let mut url = String::with_capacity(self.text.len() + 52 * self.gaps.len());
        let mut from = 0;
        for (at, source) in &self.gaps {
            url.push_str(self.text.get(from..*at).unwrap_or_default());
            url.push_str(value(*source));
            from = *at;
        }
        url.push_str(self.text.get(from..).unwrap_or_default());
        url
    }
}

fn parse(target: &str) -> Result<http::Uri> {
    target
        .parse()
        .map_err(|_| Error::new(ErrorKind::Internal, "a request target is not a URL"))
}

fn hook_fault(what: &'static str) -> Error {
    Error::new(ErrorKind::Internal, format!("the connector's hook {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b14_values_are_encoded_once() {
        let mut call = Call::new(Method::GET, "https://a.example/x");
        call.push(
            "redirect_uri",
            Source::RedirectUri,
            "https://l.example/callback/k?a=%2F+b&가",
        );
        call.push_drawn("state", Source::State);
        call.set("prompt", "a b").unwrap();
        let url = call.pieces().unwrap().fill(|_| "STATE");
        assert_eq!(
            url,
            "https://a.example/x?redirect_uri=https%3A%2F%2Fl.example%2Fcallback%2Fk%3Fa%3D%252F%2Bb%26%EA%B0%80&state=STATE&prompt=a%20b"
        );
    }

    #[test]
    fn j5_no_secret_goes_into_a_url() {
        let mut call = Call::new(Method::GET, "https://a.example/x");
        call.push("client_secret", Source::ClientSecret, "hush");
        assert_eq!(call.pieces().unwrap_err().kind(), ErrorKind::Internal);
        assert!(!format!("{call:?}").contains("hush"));
        assert_eq!(call.get("client_secret"), None);
    }

    #[test]
    fn b8_hooks_cannot_touch_what_protects_a_sign_in() {
        let mut call = Call::new(Method::GET, "https://a.example/x");
        call.push("client_id", Source::ClientId, "id");
        call.push_drawn("state", Source::State);
        assert!(call.set("state", "mine").is_err());
        assert!(call.set("client_id", "mine").is_err());
        assert!(call.remove("state").is_err());
        call.rename("client_id", "appid");
        assert_eq!(call.get("appid"), Some("id"));
        let name = HeaderName::from_static("x-one");
        call.header(name.clone(), HeaderValue::from_static("1")).unwrap();
        assert!(call.header(name, HeaderValue::from_static("2")).is_err());
        assert!(
            call.header(header::AUTHORIZATION, HeaderValue::from_static("2"))
                .is_err()
        );
    }

    #[test]
    fn d43_a_token_request_is_a_form() {
        let mut call = Call::new(Method::POST, "https://a.example/token");
        call.push("code", Source::Code, "a+/=%");
        let request = call.into_request().unwrap();
        assert_eq!(request.uri(), "https://a.example/token");
        assert_eq!(&request.body()[..], b"code=a%2B%2F%3D%25");
    }
}

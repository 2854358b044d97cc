//! What a token endpoint gave, read leniently where providers differ and strictly where a guess would be dangerous.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use crate::{
    error::{Error, ErrorKind, Reason, Result},
    facts::Warning,
    secret::Secret,
};

/// Longest access or refresh token, in bytes (L14).
pub const MAX_TOKEN: usize = 16 * 1024;
/// Longest id_token, in bytes, judged before any decoding (L15).
pub const MAX_ID_TOKEN: usize = 64 * 1024;
/// Longest life of a token that is believed, in seconds (L27): ten years.
pub const MAX_EXPIRES_IN: u32 = 315_360_000;

/// Stands in no code, token, verifier, nonce or `state`.
const BETWEEN: char = '\n';

/// The tokens of one grant and what the flow keeps beside them. `Debug` prints names only.
#[derive(Clone, Default)]
pub struct Tokens {
    access: Option<Secret>,
    refresh: Option<Secret>,
    expires_in: Option<u32>,
    scopes: Option<Vec<String>>,
    extras: BTreeMap<String, Secret>,
    id_token: Option<Secret>,
    claims: Option<Value>,
    /// What was spent to get the tokens: kept only so that no later error repeats it.
    spent: Option<Secret>,
    warnings: Vec<Warning>,
}

impl Tokens {
    /// Reads a token reply (RFC 6749 §5.1).
    ///
    /// # Errors
    /// `reply_invalid` when there is no usable access token or its type is not bearer (D10-D13).
    pub fn read(reply: &Value) -> Result<Self> {
        let object = reply
            .as_object()
            .ok_or_else(|| refuse("the token reply is not an object"))?;
        let member = |name: &str| object.get(name).filter(|value| !value.is_null());
        match member("token_type").and_then(Value::as_str) {
            Some(kind) if kind.eq_ignore_ascii_case("bearer") => {}
            _ => return Err(refuse("the token reply does not say that the token is a bearer token")),
        }
        let access = member("access_token").and_then(Value::as_str).unwrap_or_default();
        if access.is_empty() {
            return Err(refuse("the token reply holds no access token"));
        }
        if !is_token(access, MAX_TOKEN) {
            return Err(refuse(
                "the access token is too long or holds characters that no token has",
            ));
        }
        let mut warnings = Vec::new();
        let mut odd = |pointer: &str, message| {
            warnings.push(Warning {
                pointer: pointer.to_owned(),
                message,
            })
        };
        let refresh = match member("refresh_token") {
            None => None,
            Some(Value::String(text)) if text.is_empty() => None,
            Some(Value::String(text)) if is_token(text, MAX_TOKEN) => Some(Secret::new(text.as_str())),
            Some(_) => {
                odd("/refresh_token", "not a token");
                None
            }
        };
        let expires_in = member("expires_in").and_then(seconds);
        if expires_in.is_none() && member("expires_in").is_some_and(|value| value.as_str() != Some("")) {
            odd("/expires_in", "not a number of seconds; the expiry is unknown");
        }
        Ok(Self {
            access: Some(Secret::new(access)),
            refresh,
            expires_in,
            scopes: member("scope").and_then(scopes),
            extras: BTreeMap::new(),
            id_token: None,
            claims: None,
            spent: None,
            warnings,
        })
    }

    /// The access token; empty only where no token request was made.
    pub fn access(&self) -> &str {
        self.access.as_ref().map(Secret::expose).unwrap_or_default()
    }

    /// The refresh token, if one came.
    pub const fn refresh(&self) -> Option<&Secret> {
        self.refresh.as_ref()
    }

    /// Seconds for which the access token is good, counted from the reply; `None` = unknown (V1, D32).
    pub const fn expires_in(&self) -> Option<u32> {
        self.expires_in
    }

    /// The scopes that the provider says it granted; `None` = it did not say (P10).
    pub fn scopes(&self) -> Option<&[String]> {
        self.scopes.as_deref()
    }

    /// A declared extra member of the token reply, unread: it proves nothing.
    pub fn extra(&self, name: &str) -> Option<&Secret> {
        self.extras.get(name)
    }

    /// The id_token, if one came and was verified.
    pub const fn id_token(&self) -> Option<&Secret> {
        self.id_token.as_ref()
    }

    /// The claims of a verified id_token.
    pub const fn claims(&self) -> Option<&Value> {
        self.claims.as_ref()
    }

    /// Oddities of the token reply that did not stop the sign-in.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    pub(crate) fn remember_spent(&mut self, spent: &[&str]) {
        self.spent = Some(Secret::new(spent.join(BETWEEN.encode_utf8(&mut [0; 4]))));
    }

    pub(crate) fn set_id_token(&mut self, token: &str, claims: Value) {
        self.id_token = Some(Secret::new(token));
        self.claims = Some(claims);
    }

    /// Tokens of a credential that was handed in: an access token, or nothing but a verified id_token.
    pub(crate) fn handed_in(access: Option<&Secret>) -> Self {
        Self {
            access: access.cloned(),
            ..Self::default()
        }
    }

    /// Keeps the old refresh token where no new one came (R1). Gives whether one came.
    pub(crate) fn keep_refresh(&mut self, old: &Secret) -> bool {
        let came = self.refresh.is_some();
        self.refresh.get_or_insert_with(|| old.clone());
        came
    }

    pub(crate) fn keep(&mut self, name: &str, reply: &Value) {
        if let Some(Value::String(text)) = reply.get(name) {
            self.extras.insert(name.to_owned(), Secret::new(text.as_str()));
        }
    }

    /// Our own secrets in here, for scrubbing.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let issued = [&self.access, &self.refresh, &self.id_token].into_iter().flatten();
        let spent = self.spent.iter().flat_map(|texts| texts.expose().split(BETWEEN));
        issued
            .chain(self.extras.values())
            .map(Secret::expose)
            .chain(spent.filter(|text| !text.is_empty()))
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("refresh", &self.refresh.is_some())
            .field("expires_in", &self.expires_in)
            .field("extras", &self.extras.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

fn refuse(message: &'static str) -> Error {
    Error::new(ErrorKind::ReplyInvalid, message)
}

/// The refusal of a reply that holds one member twice.
pub(crate) fn repeated() -> Error {
    refuse("the reply holds one member twice").because(Reason::RepeatedMember)
}

fn is_token(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// A number, a number with fraction `.0`, or decimal text. NAVER sends text.
fn seconds(value: &Value) -> Option<u32> {
    let secs = match value {
        Value::Number(number) => match number.as_u64() {
            Some(secs) => secs,
            None => number
                .as_f64()
                .filter(|it| it.fract() == 0.0 && *it >= 0.0 && *it < 1e12)? as u64,
        },
        Value::String(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok()?,
        _ => return None,
    };
    u32::try_from(secs).ok().filter(|secs| *secs <= MAX_EXPIRES_IN)
}

/// A text with spaces or commas between the items, or a list of texts.
fn scopes(value: &Value) -> Option<Vec<String>> {
    let items: Vec<&str> = match value {
        Value::String(text) => text.split([' ', ',']).collect(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let mut scopes: Vec<String> = Vec::new();
    for item in items {
        if is_token(item, 128) && !scopes.iter().any(|scope| scope == item) && scopes.len() < 100 {
            scopes.push(item.to_owned());
        }
    }
    (!scopes.is_empty()).then_some(scopes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(mut reply: Value) -> Result<Tokens> {
        let object = reply.as_object_mut().unwrap();
        object.entry("access_token").or_insert(json!("at"));
        object.entry("token_type").or_insert(json!("bearer"));
        Tokens::read(&reply)
    }

    #[test]
    fn v1_d32_expiry_is_lenient() {
        for (value, expected) in [
            (json!(3600), Some(3600)),
            (json!(3600.0), Some(3600)),
            (json!("3600"), Some(3600)),
            (json!(0), Some(0)),
            (json!(null), None),
            (json!(""), None),
            (json!(-1), None),
            (json!("x"), None),
            (json!(true), None),
            (json!(1e30), None),
            (json!(315_360_001), None),
            (json!(1.5), None),
        ] {
            assert_eq!(
                read(json!({ "expires_in": value })).unwrap().expires_in(),
                expected,
                "{value}"
            );
        }
        assert_eq!(read(json!({})).unwrap().expires_in(), None);
    }

    #[test]
    fn d10_d11_d12_d13_bad_tokens_are_refused() {
        for bad in [
            json!(null),
            json!(""),
            json!(7),
            json!([]),
            json!({}),
            json!("a b"),
            json!("a\r\nb"),
            json!("가"),
            json!("x".repeat(16 * 1024 + 1)),
        ] {
            assert!(read(json!({ "access_token": bad })).is_err());
        }
        for bad in [json!(null), json!("mac"), json!(7), json!("")] {
            assert!(read(json!({ "token_type": bad })).is_err());
        }
        assert_eq!(
            read(json!({ "token_type": "BEARER", "access_token": "a+/=" }))
                .unwrap()
                .access(),
            "a+/="
        );
    }

    #[test]
    fn v2_scopes_in_every_form() {
        let expected = Some(["a".to_owned(), "b".to_owned()].as_slice().to_vec());
        for value in [json!("a b"), json!("a,b"), json!("a, b a"), json!(["a", "b"])] {
            assert_eq!(read(json!({ "scope": value })).unwrap().scopes.clone(), expected);
        }
    }
}

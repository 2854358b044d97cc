//! What a provider says on its own account: as it arrives, and as it is read.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, header, request};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    context::Timestamp,
    error::{Error, ErrorKind, Reason, Result, Stage},
};

/// Longest body of a notification, in bytes (N2).
pub const MAX_NOTICE: usize = 64 * 1024;
/// Most fields of a notification.
const MAX_FIELDS: usize = 64;

/// A notification as it arrived. Nothing of it is believed yet.
#[derive(Clone)]
pub struct Notice {
    method: Method,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Notice {
    /// Takes a request of any framework, untouched. Of a body beyond 64 KiB no more than 64 KiB + 1 byte are needed.
    pub fn from_parts(parts: &request::Parts, body: &[u8]) -> Self {
        Self {
            method: parts.method.clone(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.clone(),
            body: Bytes::copy_from_slice(body.get(..=MAX_NOTICE).unwrap_or(body)),
        }
    }

    /// The media type of the body in lower case, without parameters.
    pub fn media_type(&self) -> String {
        let text = self.header(&header::CONTENT_TYPE).unwrap_or_default();
        text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The `Authorization` header.
    pub fn authorization(&self) -> Option<&str> {
        self.header(&header::AUTHORIZATION)
    }

    fn header(&self, name: &header::HeaderName) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?;
        value.to_str().ok().filter(|_| values.next().is_none())
    }

    /// The body as text.
    ///
    /// # Errors
    /// `callback_invalid` for a body that is too long or is not UTF-8 (N2).
    pub fn text(&self) -> Result<&str> {
        if self.body.len() > MAX_NOTICE || self.query.len() > MAX_NOTICE {
            return Err(malformed("the notification is longer than 64 KiB"));
        }
        std::str::from_utf8(&self.body).map_err(|_| malformed("the notification is not UTF-8"))
    }

    /// The fields of query and form, decoded once.
    ///
    /// # Errors
    /// `callback_invalid` for a field that stands twice, for undecodable ones, and for bodies that are no form (N2).
    pub fn fields(&self) -> Result<Fields> {
        let text = self.text()?;
        let form = self.media_type() == "application/x-www-form-urlencoded";
        if !text.is_empty() && !form {
            return Err(malformed("the notification is not a form"));
        }
        let mut fields: Vec<(String, String)> = Vec::new();
        for part in [self.query.as_str(), text] {
            for (name, value) in url::form_urlencoded::parse(part.as_bytes()) {
                if fields.iter().any(|(known, _)| *known == name) || fields.len() == MAX_FIELDS {
                    return Err(malformed("the notification holds a field twice, or too many"));
                }
                if value.contains('\u{fffd}') {
                    return Err(malformed("a field of the notification cannot be decoded"));
                }
                fields.push((name.into_owned(), value.into_owned()));
            }
        }
        Ok(Fields(fields))
    }

    /// Whether the notification came as a POST.
    pub fn is_posted(&self) -> bool {
        self.method == Method::POST
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notice")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// The fields of a notification, each of which stands once. `Debug` shows none.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field that must be there and hold something.
    ///
    /// # Errors
    /// `callback_invalid` without it.
    pub fn demand(&self, name: &str) -> Result<&str> {
        self.get(name)
            .ok_or_else(|| malformed("the notification lacks a field"))
    }

    /// A field that may be missing or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fields([redacted])")
    }
}

/// The refusal of a notification that is not what its provider documents.
pub fn malformed(message: &'static str) -> Error {
    Error::new(ErrorKind::CallbackInvalid, message).at(Stage::Notification)
}

/// The refusal of a notification whose proof of origin is missing or wrong (N1).
pub fn unproved(message: &'static str) -> Error {
    malformed(message).because(Reason::Proof)
}

/// What happened at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The user linked the application.
    Linked,
    /// The user, or somebody for them, ended the link: delete what was kept about them, or stop using it.
    Unlinked,
    /// The user consented to further items.
    ConsentGiven,
    /// The user withdrew consent to items.
    ConsentWithdrawn,
    /// A token was issued.
    TokenIssued,
    /// One token was revoked.
    TokenRevoked,
    /// All tokens of the user were revoked.
    TokensRevoked,
    /// The user's account was deleted.
    AccountPurged,
    /// The user's account was disabled.
    AccountDisabled,
    /// The user's account was enabled again.
    AccountEnabled,
    /// The user must change a credential.
    CredentialChangeRequired,
    /// A credential was found in foreign hands.
    CredentialCompromised,
    /// A credential was changed.
    CredentialChanged,
    /// An identifier such as an e-mail address was changed.
    IdentifierChanged,
    /// An identifier now belongs to somebody else.
    IdentifierRecycled,
    /// All sessions of the user were ended.
    SessionsRevoked,
    /// The level of assurance changed.
    AssuranceLevelChanged,
    /// The user's profile was changed.
    ProfileChanged,
    /// Something that this version does not know. It is handed on and never taken for anything else (N4).
    Unknown,
}

/// A notification that is proved and read. `Debug` shows events only.
#[derive(Clone)]
#[non_exhaustive]
pub struct Notification {
    /// What happened.
    pub events: Vec<Event>,
    /// To whom: the same text as the profile's subject.
    pub subject: Option<String>,
    /// Within what the subject is unique.
    pub namespace: String,
    /// Why, in the provider's word.
    pub reason: Option<String>,
    /// When, if the provider says so.
    pub occurred: Option<Timestamp>,
    /// What tells this notification apart from all others of the instance, for delivering it once (N3).
    pub replay_key: String,
    /// For how many seconds the same `replay_key` means the same notification.
    pub replay_secs: u32,
}

impl Notification {
    /// A notification of one event. For ten minutes another one with the same key counts as the same.
    pub fn new(event: Event, namespace: impl Into<String>, replay_key: impl Into<String>) -> Self {
        Self {
            events: vec![event],
            subject: None,
            namespace: namespace.into(),
            reason: None,
            occurred: None,
            replay_key: replay_key.into(),
            replay_secs: 600,
        }
    }

    /// Says to whom it happened.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Says why, in the provider's word. A word of other characters than `[A-Za-z0-9._-]`, or over 64 bytes, is dropped.
    #[must_use]
    pub fn reason(mut self, word: Option<&str>) -> Self {
        let plain = |word: &&str| {
            (1..=64).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        self.reason = word.filter(plain).map(str::to_owned);
        self
    }

    /// Says when it happened.
    #[must_use]
    pub const fn occurred(mut self, moment: Option<Timestamp>) -> Self {
        self.occurred = moment;
        self
    }

    /// Says for how many seconds the same key means the same notification.
    #[must_use]
    pub const fn replay_secs(mut self, secs: u32) -> Self {
        self.replay_secs = secs;
        self
    }
}

impl fmt::Debug for Notification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("events", &self.events)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// What a connector makes of a notice.
#[derive(Debug)]
#[non_exhaustive]
pub enum Heard {
    /// It proved itself, and this is what it says.
    Told(Notification),
    /// It is a security event token (RFC 8417), whose signature the engine checks with the flow's issuer, algorithm and keys.
    Signed(String),
}

/// What the provider is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Acknowledgement {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body, if there is one.
    pub body: Option<Value>,
}

impl Acknowledgement {
    /// An answer without a body.
    pub const fn status(status: u16) -> Self {
        Self { status, body: None }
    }

    /// An answer with a JSON object of texts.
    pub fn object(status: u16, members: &[(&str, &str)]) -> Self {
        let members = members
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
        Self {
            status,
            body: Some(Value::Object(members.collect())),
        }
    }
}

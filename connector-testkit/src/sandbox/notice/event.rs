//! Kakao's security event tokens: an account changed.

use std::io;

use serde_json::{Map, Value, json};

use super::super::Provider;
use super::super::oidc::jwt;
use super::super::oidc::published::issuer;
use super::super::shared::Shared;
use super::wire::{Receipt, Sending};

const OAUTH: &str = "https://schemas.openid.net/secevent/oauth/event-type/";

/// A security event token that Kakao pushes to an app (Kakao Developers, Kakao Login › Webhook; RFC 8417, RFC 8935).
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct KakaoEvent {
    to: String,
    aud: String,
    sub: String,
    event: String,
    reason: Option<String>,
    typ: String,
    jti: Option<String>,
    iss: String,
    signed_by_stranger: bool,
}

impl KakaoEvent {
    /// `user-unlinked` of this member number, for the app of this REST API key.
    pub fn new(to: impl Into<String>, client_id: impl Into<String>, user_id: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            aud: client_id.into(),
            sub: user_id.into(),
            event: format!("{OAUTH}user-unlinked"),
            reason: Some("UNLINK_FROM_APPS".to_owned()),
            typ: "secevent+jwt".to_owned(),
            jti: None,
            iss: issuer(Provider::Kakao).to_owned(),
            signed_by_stranger: false,
        }
    }

    /// Another event: a whole URI, or a name of the OAuth kind such as `tokens-revoked`. It carries no reason.
    pub fn event(mut self, event: &str) -> Self {
        self.event = if event.contains(':') {
            event.to_owned()
        } else {
            format!("{OAUTH}{event}")
        };
        self.reason = None;
        self
    }

    /// Why: `ACCOUNT_DELETE`, `UNLINK_FROM_ADMIN`, …
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// This `jti` instead of a new one at every sending.
    pub fn jti(mut self, jti: impl Into<String>) -> Self {
        self.jti = Some(jti.into());
        self
    }

    /// Another `typ` in the header.
    pub fn typ(mut self, typ: impl Into<String>) -> Self {
        self.typ = typ.into();
        self
    }

    /// Another `iss`.
    pub fn issuer(mut self, iss: impl Into<String>) -> Self {
        self.iss = iss.into();
        self
    }

    /// Signed with a key that was never published.
    pub fn signed_by_stranger(mut self) -> Self {
        self.signed_by_stranger = true;
        self
    }

    pub(in super::super) fn token(&self, shared: &Shared) -> io::Result<String> {
        let ring = shared.ring(Provider::Kakao).lock();
        let by = if self.signed_by_stranger {
            ring.stranger()
        } else {
            ring.signing()
        };
        drop(ring);
        let by = by.ok_or(io::ErrorKind::NotFound)?;
        Ok(jwt::signed(&self.typ, &self.claims(shared.now(), shared.number()), &by))
    }

    /// There is no `exp`.
    fn claims(&self, now: u64, number: u64) -> Value {
        let mut event = Map::new();
        event.insert(
            "subject".to_owned(),
            json!({"subject_type": "iss-sub", "iss": self.iss, "sub": self.sub}),
        );
        if let Some(reason) = &self.reason {
            event.insert("reason".to_owned(), reason.clone().into());
        }
        let mut events = Map::new();
        events.insert(self.event.clone(), event.into());
        json!({
            "iss": self.iss, "aud": self.aud, "sub": self.sub, "iat": now, "toe": now,
            "txm": format!("tx-{number}"),
            "jti": self.jti.clone().unwrap_or_else(|| format!("evt-{now}-{number}")),
            "events": events,
        })
    }

    pub(in super::super) async fn send(&self, token: &str) -> io::Result<Receipt> {
        Sending {
            method: "POST",
            to: &self.to,
            query: "",
            headers: &[
                ("Content-Type", "application/secevent+jwt"),
                ("Accept", "application/json"),
            ],
            body: token,
        }
        .send()
        .await
    }
}

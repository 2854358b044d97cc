//! A wish to refresh, and what comes of it.

use crate::{grant::Grant, secret::Secret, tokens::Tokens};

/// A refresh token, with what is known of the sign-in that gave it.
#[derive(Clone, Debug)]
pub struct RefreshRequest {
    token: Secret,
    subject: Option<String>,
    nonce: Option<String>,
}

impl RefreshRequest {
    /// Trades in a refresh token.
    pub fn new(token: impl Into<String>) -> Self {
        Self {
            token: Secret::new(token),
            subject: None,
            nonce: None,
        }
    }

    /// Trades in the refresh token of a grant, if it has one. A refreshed id_token is then held against the grant's.
    pub fn of(grant: &Grant) -> Option<Self> {
        let tokens = grant.tokens();
        let claim = |name: &str| {
            let claim = tokens.claims().and_then(|claims| claims.get(name));
            claim.and_then(serde_json::Value::as_str).map(str::to_owned)
        };
        Some(Self {
            token: tokens.refresh()?.clone(),
            subject: claim("sub"),
            nonce: claim("nonce"),
        })
    }

    /// Says whose token it is: the subject of the id_token of the sign-in. A refreshed id_token must be of the same user (F28).
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The refresh token.
    pub const fn token(&self) -> &Secret {
        &self.token
    }

    pub(crate) fn known_subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    pub(crate) fn known_nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }
}

/// Fresh tokens. The refresh token in them is always the one that is good from now on.
#[derive(Clone, Debug)]
pub struct Refreshed {
    tokens: Tokens,
    rotated: bool,
}

impl Refreshed {
    /// Fresh tokens, and whether the refresh token in them is a new one.
    pub const fn new(tokens: Tokens, rotated: bool) -> Self {
        Self { tokens, rotated }
    }

    /// The tokens.
    pub const fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// Whether the refresh token is a new one that replaces the old; otherwise the old one is still current (R1).
    pub const fn rotated(&self) -> bool {
        self.rotated
    }

    /// A grant with the fresh tokens, for another profile.
    pub fn into_grant(self) -> Grant {
        Grant::new(self.tokens)
    }
}

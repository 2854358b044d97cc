//! What a native app hands in, and what is known about a token.

use std::fmt;

use serde::Serialize;

use crate::secret::Secret;

/// What a native app got from the provider's own SDK. `Debug` shows nothing of it.
#[derive(Clone)]
#[non_exhaustive]
pub enum Credential {
    /// A signed id_token, with the nonce that the app sent if it sent one. Without it the embedder has to see to it that no
    /// id_token is used twice.
    IdToken {
        /// The id_token.
        token: Secret,
        /// The nonce that the app sent.
        nonce: Option<String>,
    },
    /// An access token.
    AccessToken(Secret),
}

impl Credential {
    /// An id_token whose nonce is known.
    pub fn id_token(token: impl Into<String>, nonce: impl Into<String>) -> Self {
        Self::IdToken {
            token: Secret::new(token),
            nonce: Some(nonce.into()),
        }
    }

    /// An id_token that was asked for without a nonce.
    pub fn id_token_without_nonce(token: impl Into<String>) -> Self {
        Self::IdToken {
            token: Secret::new(token),
            nonce: None,
        }
    }

    /// An access token.
    pub fn access_token(token: impl Into<String>) -> Self {
        Self::AccessToken(Secret::new(token))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential([redacted])")
    }
}

/// What a provider says about an access token that is good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TokenFacts {
    /// Whose token it is: the same text as the profile's subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// To which application it was issued. Absent = the provider does not say, so that nothing proves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Seconds for which it is still good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<u32>,
    /// When it ends, as the provider spells it, where the format is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_text: Option<String>,
    /// The items that it lets read, if the provider says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<String>>,
}

impl TokenFacts {
    /// Facts of a token of which nothing is known yet; the members are public.
    pub fn new() -> Self {
        Self::default()
    }
}

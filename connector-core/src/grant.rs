//! What a good callback gives: tokens, for the profile and for later calls.

use std::{any::Any, fmt, sync::Arc};

use crate::{ask::RawWish, tokens::Tokens};

/// The result of a code exchange. `Debug` shows no token.
#[derive(Clone, Default)]
pub struct Grant {
    tokens: Tokens,
    raw: Option<RawWish>,
    own: Option<Arc<dyn Any + Send + Sync>>,
}

impl Grant {
    /// A grant of an OAuth exchange.
    pub const fn new(tokens: Tokens) -> Self {
        Self {
            tokens,
            raw: None,
            own: None,
        }
    }

    /// A grant of a raw connector, which keeps what it needs for the profile.
    pub fn of(own: impl Any + Send + Sync) -> Self {
        Self {
            tokens: Tokens::default(),
            raw: None,
            own: Some(Arc::new(own)),
        }
    }

    /// Says what is wished of the raw profile.
    #[must_use]
    pub fn wishing_raw(mut self, raw: Option<&RawWish>) -> Self {
        self.raw = raw.cloned();
        self
    }

    /// To which client the id_token of the grant was issued: the proof that the user signed in to this application. Without an
    /// id_token the exchange of the code with the client's own credentials is the proof, and there is no text for it.
    pub fn proved_audience(&self) -> Option<&str> {
        let audience = self.tokens.claims()?.get("aud")?;
        audience.as_str().or_else(|| audience.get(0)?.as_str())
    }

    /// What is wished of the raw profile.
    pub const fn raw(&self) -> Option<&RawWish> {
        self.raw.as_ref()
    }

    /// The tokens.
    pub const fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// What a raw connector kept.
    pub fn own<T: Any>(&self) -> Option<&T> {
        self.own.as_ref().and_then(|own| own.downcast_ref())
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

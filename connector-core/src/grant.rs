//! What a good callback gives: tokens, for the profile and for later calls.

use std::{any::Any, fmt, sync::Arc};

use crate::tokens::Tokens;

/// The result of a code exchange. `Debug` shows no token.
#[derive(Clone, Default)]
pub struct Grant {
    tokens: Tokens,
    own: Option<Arc<dyn Any + Send + Sync>>,
}

impl Grant {
    /// A grant of an OAuth exchange.
    pub const fn new(tokens: Tokens) -> Self {
        Self { tokens, own: None }
    }

    /// A grant of a raw connector, which keeps what it needs for the profile.
    pub fn of(own: impl Any + Send + Sync) -> Self {
        Self {
            tokens: Tokens::default(),
            own: Some(Arc::new(own)),
        }
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

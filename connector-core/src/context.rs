//! Everything that comes from outside: the network, keys, time and randomness (H14, H17).

use std::{fmt, sync::Arc, time::Instant};

use async_trait::async_trait;
use serde_json::Value;

use crate::{
    error::{Error, ErrorKind, Result},
    http::{Http, Reach},
};

/// Seconds since 1970-01-01 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment by its seconds since 1970-01-01 00:00 UTC.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs)
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    pub const fn secs(self) -> i64 {
        self.0
    }

    /// This moment moved by some seconds, never past the ends of time.
    #[must_use]
    pub const fn plus(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs))
    }
}

/// Tells the time of day.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Draws unpredictable bytes.
pub trait Random: Send + Sync {
    /// Fills the whole slice, or says that there is no randomness (B4).
    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandomness>;
}

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug)]
pub struct NoRandomness;

impl From<NoRandomness> for Error {
    fn from(_: NoRandomness) -> Self {
        Error::new(ErrorKind::Internal, "the operating system gave no random bytes")
    }
}

/// Checks signatures with a provider's published keys: fetching, caching and single flight belong to the host.
#[async_trait]
pub trait Keys: Send + Sync {
    /// Verifies a compact JWS with a key of the set and the one allowed algorithm, and gives back its payload. Whatever the
    /// header says of algorithms and keys chooses nothing but, by its `kid`, among the keys of the set.
    ///
    /// # Errors
    /// `id_token_invalid` when no key of the set fits, otherwise why the set could not be had.
    async fn verify(&self, set: &KeySet<'_>, algorithm: Algorithm, jws: &str) -> Result<Vec<u8>>;

    /// The discovery document of an issuer, fetched and kept like a key set. One that names another issuer is refused and not
    /// kept (F26).
    ///
    /// # Errors
    /// `reply_invalid`, or why the document could not be had. An implementation without discovery says `unsupported`.
    async fn discovery(&self, _at: &KeySet<'_>, _issuer: &str) -> Result<Arc<Value>> {
        Err(Error::new(
            ErrorKind::Unsupported,
            "this host was given no way to read discovery documents",
        ))
    }
}

/// A published key set (RFC 7517 §5) and how it may be fetched.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct KeySet<'a> {
    /// Its address.
    pub address: &'a str,
    /// Which addresses may be dialled for it.
    pub reach: Reach,
    /// When the call that needs it must have ended.
    pub deadline: Instant,
}

impl<'a> KeySet<'a> {
    /// A key set by its address.
    pub const fn new(address: &'a str, reach: Reach, deadline: Instant) -> Self {
        Self {
            address,
            reach,
            deadline,
        }
    }
}

/// Signature algorithms that a connector may pin (RFC 7518). Neither `none` nor HMAC is among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, keys of 2 048 bits or more.
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

impl Algorithm {
    /// The name in a JOSE header.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// What one call of a connector may use. A connector has no other way to the world.
#[derive(Clone)]
pub struct Context {
    http: Arc<dyn Http>,
    keys: Arc<dyn Keys>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    deadline: Instant,
}

impl Context {
    /// Joins the outside parts with the moment at which the call must have ended (L1).
    pub fn new(
        http: Arc<dyn Http>,
        keys: Arc<dyn Keys>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        deadline: Instant,
    ) -> Self {
        Self {
            http,
            keys,
            clock,
            random,
            deadline,
        }
    }

    /// The same with another transport, for a connector that wraps another one.
    #[must_use]
    pub fn with_http(mut self, http: Arc<dyn Http>) -> Self {
        self.http = http;
        self
    }

    /// The same with an earlier deadline.
    #[must_use]
    pub fn by(mut self, deadline: Instant) -> Self {
        self.deadline = self.deadline.min(deadline);
        self
    }

    /// The transport.
    pub fn http(&self) -> &dyn Http {
        &*self.http
    }

    /// Signature checks with published keys.
    pub fn keys(&self) -> &dyn Keys {
        &*self.keys
    }

    /// The time of day.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The source of randomness.
    pub fn random(&self) -> &dyn Random {
        &*self.random
    }

    /// When the whole call must have ended.
    pub const fn deadline(&self) -> Instant {
        self.deadline
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

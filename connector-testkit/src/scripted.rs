//! An outside world that follows a script.

use std::{
    collections::VecDeque,
    fmt::{self, Write as _},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_core::{Algorithm, Clock, Error, ErrorKind, Http, KeySet, Keys, NoRandomness, Random, Result, Timestamp};
use http::{Request, Response};

/// Answers requests in the order of its script and keeps them. Past the end of the script every request is refused as
/// `provider_unavailable`.
#[derive(Default)]
pub struct ScriptedHttp {
    replies: Mutex<VecDeque<Result<Response<Bytes>>>>,
    requests: Mutex<Vec<Recorded>>,
}

impl ScriptedHttp {
    /// An empty script.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a JSON reply.
    #[must_use]
    pub fn json(self, status: u16, body: impl Into<Bytes>) -> Self {
        let reply = Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .body(body.into());
        self.reply(reply.map_err(|_| Error::new(ErrorKind::Internal, "the script's status is no status")))
    }

    /// Adds any reply, or a failure of the transport.
    #[must_use]
    pub fn reply(self, reply: Result<Response<Bytes>>) -> Self {
        self.replies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(reply);
        self
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Http for ScriptedHttp {
    async fn send(&self, request: Request<Bytes>, _: Instant) -> Result<Response<Bytes>> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Recorded::from(&request));
        let reply = self.replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        reply.unwrap_or_else(|| Err(Error::new(ErrorKind::ProviderUnavailable, "the script is over")))
    }
}

impl fmt::Debug for ScriptedHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScriptedHttp")
    }
}

/// Form fields whose values are never shown.
const SECRET_FIELDS: [&str; 5] = ["client_secret", "code", "code_verifier", "refresh_token", "token"];

/// A request as it left.
#[derive(Clone)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The whole target.
    pub target: String,
    /// The headers as (name, value), sorted by name.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl From<&Request<Bytes>> for Recorded {
    fn from(request: &Request<Bytes>) -> Self {
        let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let mut headers: Vec<_> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect();
        headers.sort();
        Self {
            method: request.method().to_string(),
            target: request.uri().to_string(),
            headers,
            body: String::from_utf8_lossy(request.body()).into_owned(),
        }
    }
}

impl Recorded {
    /// The fields of a form body, decoded.
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(self.body.as_bytes()).into_owned().collect()
    }

    /// The value of a form field.
    pub fn field(&self, name: &str) -> Option<String> {
        self.form()
            .into_iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value)
    }

    /// The whole request as readable text; for snapshots (J6). Form fields that hold a secret are shown by their names, and so
    /// are `secrets` wherever else they stand.
    pub fn readable(&self, secrets: &[(&str, &str)]) -> String {
        let mut text = format!("{} {}\n", self.method, self.target);
        for (name, value) in &self.headers {
            let _ = writeln!(text, "{name}: {value}");
        }
        if !self.body.is_empty() {
            text.push('\n');
            for (name, value) in self.form() {
                let shown = if SECRET_FIELDS.contains(&name.as_str()) {
                    format!("[{name}]")
                } else {
                    value
                };
                let _ = writeln!(text, "{name}={shown}");
            }
        }
        for (name, secret) in secrets {
            text = text.replace(secret, &format!("[{name}]"));
        }
        text
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// A clock that moves only when told to.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at a moment, in seconds since 1970.
    pub const fn at(secs: i64) -> Self {
        Self(AtomicI64::new(secs))
    }

    /// Moves the clock, back too.
    pub fn advance(&self, secs: i64) {
        self.0.fetch_add(secs, Ordering::Relaxed);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_secs(self.0.load(Ordering::Relaxed))
    }
}

/// Bytes that look random and are the same in every run. For tests only.
#[derive(Debug, Default)]
pub struct FixedRandom(AtomicU64);

impl FixedRandom {
    /// A sequence by its seed.
    pub const fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Random for FixedRandom {
    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandomness> {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: well mixed, and short.
            let mut z = self
                .0
                .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed)
                .wrapping_add(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            for (byte, fresh) in chunk.iter_mut().zip(z.to_le_bytes()) {
                *byte = fresh;
            }
        }
        Ok(())
    }
}

/// Takes every signature for good, or every one for bad, and gives back the payload of the token.
#[derive(Debug)]
pub struct ScriptedKeys {
    good: bool,
}

impl ScriptedKeys {
    /// Every signature is good.
    pub const fn trusting() -> Self {
        Self { good: true }
    }

    /// Every signature is bad.
    pub const fn refusing() -> Self {
        Self { good: false }
    }
}

#[async_trait]
impl Keys for ScriptedKeys {
    async fn verify(&self, _: &KeySet<'_>, _: Algorithm, jws: &str) -> Result<Vec<u8>> {
        let payload = jws.split('.').nth(1).filter(|_| self.good);
        let payload = payload.and_then(|payload| data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).ok());
        payload.ok_or_else(|| Error::new(ErrorKind::IdTokenInvalid, "the script refuses this signature"))
    }
}

//! The place of one published document, a key set or a discovery document: the last good copy, its age, and the one fetch that
//! may be under way.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use connector_core::{Error, ErrorKind, Http, KeySet, Reason, Result, Timestamp, USER_AGENT};
use http::{HeaderValue, Request, Response, header};
use serde_json::Value;

use super::bucket::Bucket;

/// How long a document is fresh when its server says nothing, in seconds (L25).
const FRESH_SECS: i64 = 60 * 60;
/// Bounds of what its server may say, in seconds (L25).
const FRESH_BOUNDS: (i64, i64) = (5 * 60, 24 * 60 * 60);
/// How long the last good copy serves while fetching fails, in seconds (L25).
const USABLE_SECS: i64 = 24 * 60 * 60;

pub(super) struct Slot<T> {
    state: Mutex<State<T>>,
    /// Held while a fetch is under way: everybody else waits for its outcome instead of fetching too.
    flight: tokio::sync::Mutex<()>,
}

struct State<T> {
    good: Option<Good<T>>,
    /// Why the last fetch failed; gone as soon as one succeeds.
    failed: Option<Error>,
    /// Counts fetches that ended, so that whoever waited can tell that one did.
    fetches: u64,
    bucket: Bucket,
}

struct Good<T> {
    document: Arc<T>,
    fetched: Timestamp,
    fresh_secs: i64,
}

impl<T> Good<T> {
    fn age(&self, now: Timestamp) -> i64 {
        now.secs().saturating_sub(self.fetched.secs())
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        let state = State {
            good: None,
            failed: None,
            fetches: 0,
            bucket: Bucket::default(),
        };
        Self {
            state: Mutex::new(state),
            flight: tokio::sync::Mutex::default(),
        }
    }
}

/// Reads a document; what it refuses is not kept.
pub(super) type Read<'r, T> = &'r (dyn Fn(&Value) -> Result<T> + Sync);

impl<T> Slot<T> {
    fn state(&self) -> std::sync::MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The document, if it is fresh, and how many fetches have ended. A copy from the future means that the clock was set back: it is
    /// not fresh.
    pub(super) fn fresh(&self, now: Timestamp) -> (Option<Arc<T>>, u64) {
        let state = self.state();
        let good = state.good.as_ref();
        let fresh = good.filter(|good| (0..good.fresh_secs).contains(&good.age(now)));
        (fresh.map(|good| Arc::clone(&good.document)), state.fetches)
    }

    /// A document that was fetched after `seen` fetches had ended, if one may be fetched; else the last good copy.
    ///
    /// # Errors
    /// Why there is no usable one.
    pub(super) async fn newer(
        &self,
        http: &dyn Http,
        from: &KeySet<'_>,
        now: Timestamp,
        seen: u64,
        read: Read<'_, T>,
    ) -> Result<Arc<T>> {
        let _flight = self.flight.lock().await;
        {
            let mut state = self.state();
            if state.fetches != seen {
                // Somebody else fetched while this call waited; that outcome is everybody's.
                return state.usable(now);
            }
            if !state.bucket.take(now) {
                return state.usable(now);
            }
        }
        let outcome = fetch(http, from, read).await;
        let mut state = self.state();
        state.fetches += 1;
        match outcome {
            Ok((document, fresh_secs)) => {
                state.failed = None;
                state.good = Some(Good {
                    document: Arc::new(document),
                    fetched: now,
                    fresh_secs,
                });
            }
            Err(error) => state.failed = Some(error),
        }
        state.usable(now)
    }
}

impl<T> State<T> {
    /// The last good copy while it may serve; else why there is none.
    fn usable(&self, now: Timestamp) -> Result<Arc<T>> {
        match &self.good {
            Some(good) if good.age(now) < USABLE_SECS => Ok(Arc::clone(&good.document)),
            _ => Err(self.failed.clone().unwrap_or_else(|| {
                Error::new(
                    ErrorKind::ProviderUnavailable,
                    "the provider's keys or addresses were asked for too often",
                )
            })),
        }
    }
}

async fn fetch<T>(http: &dyn Http, from: &KeySet<'_>, read: Read<'_, T>) -> Result<(T, i64)> {
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = from
        .address
        .parse()
        .map_err(|_| Error::new(ErrorKind::Internal, "the key set's address is not a URL"))?;
    let headers = request.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    request.extensions_mut().insert(from.reach);
    let reply = http.send(request, from.deadline).await?;
    let status = reply.status();
    if status.is_server_error() {
        let message = "the provider's keys or addresses cannot be had right now";
        return Err(Error::new(ErrorKind::ProviderUnavailable, message));
    }
    if status.is_redirection() {
        return Err(invalid("the provider's keys or addresses are answered with a redirect").because(Reason::Redirect));
    }
    if status != http::StatusCode::OK {
        return Err(invalid(
            "the provider's keys or addresses are answered with an odd status",
        ));
    }
    let document = connector_core::decode::json(reply.body())
        .map_err(|_| invalid("the provider's keys or addresses are not JSON"))?;
    Ok((read(&document)?, fresh_secs(&reply)))
}

pub(super) fn invalid(message: &'static str) -> Error {
    Error::new(ErrorKind::ReplyInvalid, message)
}

/// `max-age` of `Cache-Control` within bounds, or the default.
fn fresh_secs(reply: &Response<Bytes>) -> i64 {
    let said = reply
        .headers()
        .get_all(header::CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut rules = said.flat_map(|line| line.split(','));
    let seconds = rules.find_map(|rule| {
        let (name, value) = rule.trim().split_once('=')?;
        name.eq_ignore_ascii_case("max-age")
            .then(|| value.trim_matches('"').parse::<i64>().ok())?
    });
    seconds.map_or(FRESH_SECS, |secs| secs.clamp(FRESH_BOUNDS.0, FRESH_BOUNDS.1))
}

//! Published key sets: fetched when needed, kept, and never fetched more often than a provider likes (F13-F16, F23-F25, L24,
//! L25). Discovery documents are kept in the same way (F26). The signature itself is checked by aws-lc.

mod bucket;
mod set;
mod slot;

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use connector_core::{Algorithm, Clock, Error, ErrorKind, Http, KeySet, Keys, Reach, Reason, Result};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use set::{Found, Set};
use slot::Slot;

/// Most documents of a kind that are kept: one for each provider, and a few more for instances with other hosts.
const MAX_SLOTS: usize = 1024;

/// Key sets over a transport. One for a whole process.
pub struct PublishedKeys {
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    sets: Shelf<Set>,
    discovered: Shelf<Value>,
}

impl PublishedKeys {
    /// Fetches through `http` and tells time by `clock`.
    pub fn new(http: Arc<dyn Http>, clock: Arc<dyn Clock>) -> Self {
        Self {
            http,
            clock,
            sets: Shelf::default(),
            discovered: Shelf::default(),
        }
    }
}

/// Slots by address.
struct Shelf<T>(Mutex<Slots<T>>);

type Slots<T> = HashMap<(String, Reach), Arc<Slot<T>>, foldhash::fast::RandomState>;

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Shelf<T> {
    fn slot(&self, at: &KeySet<'_>) -> Arc<Slot<T>> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (at.address.to_owned(), at.reach);
        if slots.len() >= MAX_SLOTS && !slots.contains_key(&key) {
            slots.clear();
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

#[async_trait]
impl Keys for PublishedKeys {
    async fn verify(&self, set: &KeySet<'_>, algorithm: Algorithm, jws: &str) -> Result<Vec<u8>> {
        let token = Jws::split(jws)?;
        let slot = self.sets.slot(set);
        let now = self.clock.now();
        let (fresh, seen) = slot.fresh(now);
        if let Some(keys) = fresh {
            match token.verify(&keys, algorithm) {
                Found::Good(payload) => return Ok(payload),
                Found::Bad => return Err(refuse("the signature is wrong").because(Reason::Key)),
                // Perhaps the provider changed its keys a moment ago.
                Found::NoKey => {}
            }
        }
        let keys = slot.newer(&*self.http, set, now, seen, &Set::demanded).await?;
        match token.verify(&keys, algorithm) {
            Found::Good(payload) => Ok(payload),
            Found::Bad => Err(refuse("the signature is wrong").because(Reason::Key)),
            Found::NoKey => Err(refuse("no published key fits the signature").because(Reason::Key)),
        }
    }

    async fn discovery(&self, at: &KeySet<'_>, issuer: &str) -> Result<Arc<Value>> {
        let slot = self.discovered.slot(at);
        let now = self.clock.now();
        let (fresh, seen) = slot.fresh(now);
        if let Some(document) = fresh {
            return Ok(document);
        }
        let read = |document: &Value| match document.get("issuer").and_then(Value::as_str) {
            Some(named) if named == issuer => Ok(document.clone()),
            _ => Err(slot::invalid("the discovery document names another issuer").because(Reason::Issuer)),
        };
        slot.newer(&*self.http, at, now, seen, &read).await
    }
}

impl fmt::Debug for PublishedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PublishedKeys")
    }
}

/// A compact JWS (RFC 7515 §7.1), taken apart without believing any of it.
struct Jws<'a> {
    signed: &'a str,
    kid: Option<String>,
    payload: &'a str,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    fn split(jws: &'a str) -> Result<Self> {
        let broken = || refuse("the token is not three parts of base64url");
        let (signed, signature) = jws.rsplit_once('.').ok_or_else(broken)?;
        let (header, payload) = signed
            .split_once('.')
            .filter(|(_, it)| !it.contains('.'))
            .ok_or_else(broken)?;
        let header = BASE64URL_NOPAD.decode(header.as_bytes()).map_err(|_| broken())?;
        let header = connector_core::decode::json(&header).map_err(|_| refuse("the token's header is not JSON"))?;
        let kid = header.get("kid").and_then(Value::as_str).map(str::to_owned);
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).map_err(|_| broken())?;
        Ok(Self {
            signed,
            kid,
            payload,
            signature,
        })
    }

    /// Tries the keys that may have signed. The payload is decoded only after one of them fits.
    fn verify(&self, set: &Set, algorithm: Algorithm) -> Found {
        match set.find(algorithm, self.kid.as_deref(), self.signed.as_bytes(), &self.signature) {
            Found::Good(_) => match BASE64URL_NOPAD.decode(self.payload.as_bytes()) {
                Ok(payload) => Found::Good(payload),
                Err(_) => Found::Bad,
            },
            other => other,
        }
    }
}

fn refuse(message: &'static str) -> Error {
    Error::new(ErrorKind::IdTokenInvalid, message)
}

#[cfg(test)]
mod tests;

//! Published key sets: fetched when needed, kept, and never fetched more often than a provider likes (F13-F16, F23-F25, L24,
//! L25). The signature itself is checked by aws-lc.

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

use set::{Found, Set};
use slot::Slot;

/// Most key sets that are kept: one for each provider, and a few more for instances with other hosts.
const MAX_SETS: usize = 1024;

/// Key sets over a transport. One for a whole process.
pub struct PublishedKeys {
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    slots: Mutex<HashMap<(String, Reach), Arc<Slot>, foldhash::fast::RandomState>>,
}

impl PublishedKeys {
    /// Fetches through `http` and tells time by `clock`.
    pub fn new(http: Arc<dyn Http>, clock: Arc<dyn Clock>) -> Self {
        Self {
            http,
            clock,
            slots: Mutex::default(),
        }
    }

    fn slot(&self, set: &KeySet<'_>) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (set.address.to_owned(), set.reach);
        if slots.len() >= MAX_SETS && !slots.contains_key(&key) {
            slots.clear();
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

#[async_trait]
impl Keys for PublishedKeys {
    async fn verify(&self, set: &KeySet<'_>, algorithm: Algorithm, jws: &str) -> Result<Vec<u8>> {
        let token = Jws::split(jws)?;
        let slot = self.slot(set);
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
        let keys = slot.newer(&*self.http, set, now, seen).await?;
        match token.verify(&keys, algorithm) {
            Found::Good(payload) => Ok(payload),
            Found::Bad => Err(refuse("the signature is wrong").because(Reason::Key)),
            Found::NoKey => Err(refuse("no published key fits the signature").because(Reason::Key)),
        }
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
        let kid = header.get("kid").and_then(serde_json::Value::as_str).map(str::to_owned);
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

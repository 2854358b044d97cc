//! Profiles that wait for the result page: in memory, for 60 s and one reading, at most 1 000 of them.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, HeaderValue, header};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use crate::{answer::SignedInAnswer, begun::SignedIn};

const LIFE: Duration = Duration::from_secs(60);
const MOST: usize = 1000;

/// The waiting profiles by a random id that only the browser's HttpOnly cookie knows.
pub(super) struct Waiting {
    secure: bool,
    profiles: Mutex<HashMap<String, (Instant, Value)>>,
}

impl Waiting {
    pub(super) fn new(secure: bool) -> Self {
        Self {
            secure,
            profiles: Mutex::default(),
        }
    }

    /// Lets a profile wait; gives the cookie that fetches it. `None` without randomness.
    pub(super) fn put(&self, done: &SignedIn) -> Option<HeaderValue> {
        let mut id = [0; 16];
        getrandom::fill(&mut id).ok()?;
        let id = BASE64URL_NOPAD.encode(&id);
        let value = serde_json::to_value(SignedInAnswer::from(done)).ok()?;
        let mut profiles = self.profiles.lock().unwrap_or_else(PoisonError::into_inner);
        profiles.retain(|_, (since, _)| since.elapsed() < LIFE);
        if profiles.len() >= MOST {
            // The oldest has had its chance.
            let oldest = profiles
                .iter()
                .min_by_key(|(_, (since, _))| *since)
                .map(|(id, _)| id.clone());
            oldest.and_then(|id| profiles.remove(&id));
        }
        profiles.insert(id.clone(), (Instant::now(), value));
        Some(self.cookie(&id, LIFE.as_secs()))
    }

    /// Takes the profile that belongs to the browser, and the cookie that forgets it.
    pub(super) fn take(&self, headers: &HeaderMap) -> (Option<Value>, Option<HeaderValue>) {
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut pairs = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let Some((_, id)) = pairs.find(|(name, _)| *name == self.name()) else {
            return (None, None);
        };
        let taken = self.profiles.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        let fresh = taken
            .filter(|(since, _)| since.elapsed() < LIFE)
            .map(|(_, value)| value);
        (fresh, Some(self.cookie("", 0)))
    }

    fn name(&self) -> &'static str {
        if self.secure { "__Host-cx_result" } else { "cx_result" }
    }

    fn cookie(&self, id: &str, life: u64) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!(
            "{}={id}; Path=/; Max-Age={life}; HttpOnly{secure}; SameSite=Lax",
            self.name()
        );
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waiting([redacted])")
    }
}

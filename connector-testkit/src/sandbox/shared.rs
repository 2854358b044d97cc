//! What all requests share: the registered apps, the book, the clock, the faults and the journal.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Provider;
use super::book::{Book, Code};
use super::client::TestClient;
use super::clock::Clock;
use super::faults::{Board, Fault};
use super::journal::Journal;
use super::oidc::ring::Ring;

/// The sandbox behind its routes.
pub(super) struct Shared {
    /// What the published documents call this sandbox.
    pub(super) origin: String,
    pub(super) clients: BTreeMap<(Provider, String), Arc<TestClient>>,
    pub(super) clock: Clock,
    pub(super) code_life: u64,
    pub(super) book: Lock<Book>,
    pub(super) board: Lock<Board>,
    pub(super) journal: Lock<Journal>,
    pub(super) numbers: AtomicU64,
    pub(super) kakao_ring: Lock<Ring>,
    pub(super) naver_ring: Lock<Ring>,
}

impl Shared {
    pub(super) fn now(&self) -> u64 {
        (self.clock)()
    }

    /// One more than the last one.
    pub(super) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(super) fn ring(&self, provider: Provider) -> &Lock<Ring> {
        match provider {
            Provider::Kakao => &self.kakao_ring,
            Provider::Naver => &self.naver_ring,
        }
    }

    /// Writes down an agreement and draws the code for it, dead already if that was ordered.
    pub(super) fn agree(&self, code: Code) -> String {
        let life = match code.fault {
            Some(Fault::Expired) => 0,
            _ => self.code_life,
        };
        self.book.lock().agree(code, self.now(), life)
    }

    pub(super) fn client(&self, provider: Provider, id: &str) -> Option<&Arc<TestClient>> {
        self.clients.get(&(provider, id.to_owned()))
    }
}

/// A mutex that a panicking test does not spoil for the next one.
pub(super) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

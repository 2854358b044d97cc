//! What all requests share: the registered apps, the book, the clock, the faults and the journal.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Provider;
use super::book::Book;
use super::client::TestClient;
use super::clock::Clock;
use super::faults::Board;
use super::journal::Journal;

/// The sandbox behind its routes.
pub(super) struct Shared {
    pub(super) clients: BTreeMap<(Provider, String), Arc<TestClient>>,
    pub(super) clock: Clock,
    pub(super) code_life: u64,
    pub(super) book: Lock<Book>,
    pub(super) board: Lock<Board>,
    pub(super) journal: Lock<Journal>,
}

impl Shared {
    pub(super) fn now(&self) -> u64 {
        (self.clock)()
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

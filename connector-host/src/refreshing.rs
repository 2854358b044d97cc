//! Refreshes under way: one for each refresh token, whoever asks (R3).

use std::{
    collections::HashMap,
    fmt,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};

use connector_core::{Error, ErrorKind, Mark, Refreshed, Result};
use tokio::sync::watch;

type Outcome = Option<Result<Refreshed>>;

/// What is known of a refresh that runs: its outcome as soon as there is one.
type Running = HashMap<Mark, watch::Receiver<Outcome>, foldhash::fast::RandomState>;

/// The refreshes under way on this host.
#[derive(Clone, Default)]
pub(crate) struct Refreshing(Arc<Mutex<Running>>);

impl Refreshing {
    /// Runs `refresh`, unless one with the same mark runs already: then its outcome is given.
    pub(crate) async fn once(
        &self,
        mark: Mark,
        refresh: impl Future<Output = Result<Refreshed>> + Send + 'static,
    ) -> Result<Refreshed> {
        let mut outcome = self.join(mark, refresh);
        match outcome.wait_for(Option::is_some).await {
            Ok(outcome) => outcome.clone().unwrap_or_else(|| Err(lost())),
            Err(_) => Err(lost()),
        }
    }

    fn join(
        &self,
        mark: Mark,
        refresh: impl Future<Output = Result<Refreshed>> + Send + 'static,
    ) -> watch::Receiver<Outcome> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outcome) = running.get(&mark) {
            return outcome.clone();
        }
        let (tell, outcome) = watch::channel(None);
        running.insert(mark, outcome.clone());
        let done = Done(self.clone(), mark);
        tokio::spawn(async move {
            let result = refresh.await;
            // Forgotten before it is told: a call after this one makes a request of its own.
            drop(done);
            let _ = tell.send(Some(result));
        });
        outcome
    }
}

/// Forgets a refresh that ended, even by a panic.
struct Done(Refreshing, Mark);

impl Drop for Done {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

fn lost() -> Error {
    Error::new(ErrorKind::Internal, "the refresh ended without an outcome")
}

impl fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Refreshing")
    }
}

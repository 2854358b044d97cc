//! Politeness: one request a second to a provider.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use connector_core::fields::BaseUrl;
use tokio::sync::Mutex;

const GAP: Duration = Duration::from_secs(1);

/// When each provider was asked last.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<&'static str, Instant>>);

impl Pace {
    /// Waits until a provider may be asked again. A provider on this machine does not mind.
    pub(super) async fn wait(&self, provider: &'static str, address: &str) {
        let mut asked = self.0.lock().await;
        let is_local =
            BaseUrl::parse(address.split(['?', '#']).next().unwrap_or_default()).is_some_and(|base| base.is_loopback());
        if let Some(last) = asked.get(provider).filter(|_| !is_local) {
            tokio::time::sleep_until((*last + GAP).into()).await;
        }
        asked.insert(provider, Instant::now());
    }
}

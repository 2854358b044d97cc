//! The host: prepared instances by id, and everything from outside that calls need.

use std::{
    fmt,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

use arc_swap::ArcSwap;
use connector_core::{Clock, Error, ErrorKind, Http, Keys, Random, Registry, Result};

use crate::{
    builder::HostBuilder,
    crowd::Crowd,
    guard::Guard,
    instance::Instance,
    instances::{InstanceRef, Instances},
    observe,
    refreshing::Refreshing,
    sealed::KeyRing,
    settings::Lang,
};

/// Loads connectors by instance id and dispatches authorize, callback and profile calls. Cheap to clone.
#[derive(Clone)]
pub struct Host(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) live: ArcSwap<Live>,
    pub(crate) registry: Registry,
    pub(crate) http: Arc<dyn Http>,
    pub(crate) keys: Arc<dyn Keys>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) guard: Arc<dyn Guard>,
    pub(crate) ring: KeyRing,
    pub(crate) crowd: Crowd,
    pub(crate) refreshing: Refreshing,
    pub(crate) closing: AtomicBool,
    pub(crate) reload: Box<dyn Fn(Option<String>) -> Result<Live> + Send + Sync>,
}

/// The settings that are in force. A call sees one whole version (H16).
pub(crate) struct Live {
    pub(crate) instances: Instances,
    pub(crate) public_url: Box<str>,
    pub(crate) return_origins: Vec<String>,
    pub(crate) sign_in_secs: u32,
    pub(crate) call_time: Duration,
    pub(crate) profile_retries: u32,
    pub(crate) lang: Lang,
}

impl Live {
    /// When a call that begins now must have ended (L1).
    pub(crate) fn deadline(&self) -> Instant {
        Instant::now() + self.call_time
    }
}

impl Host {
    /// Begins to put a host together.
    pub fn builder() -> HostBuilder {
        HostBuilder::default()
    }

    /// The prepared instance with an id.
    ///
    /// # Errors
    /// `connector_unknown`; the id that was asked for is not repeated (B9, H10).
    pub fn instance(&self, id: &str) -> Result<InstanceRef> {
        InstanceRef::find(self.0.live.load_full(), id).ok_or_else(unknown)
    }

    /// All enabled instances in the order of their buttons: by `order`, then by id.
    pub fn instances(&self) -> Vec<Arc<Instance>> {
        let mut all: Vec<_> = self.0.live.load().instances.iter().cloned().collect();
        all.sort_by(|left, right| (left.order, &left.id).cmp(&(right.order, &right.id)));
        all
    }

    /// The connectors of this program.
    pub fn registry(&self) -> &Registry {
        &self.0.registry
    }

    /// The public address, without a trailing slash.
    pub fn public_url(&self) -> String {
        self.0.live.load().public_url.to_string()
    }

    /// The language of labels where a browser states no preference.
    pub fn lang(&self) -> Lang {
        self.0.live.load().lang
    }

    /// Reads the settings again, from where they came. If they have errors the old ones stay in force (A24).
    ///
    /// # Errors
    /// `config_invalid` with all findings.
    pub fn reload(&self) -> Result<()> {
        self.replace(None)
    }

    /// Puts other settings into force. If they have errors the old ones stay (A24).
    ///
    /// # Errors
    /// `config_invalid` with all findings.
    pub fn reload_text(&self, text: impl Into<String>) -> Result<()> {
        self.replace(Some(text.into()))
    }

    fn replace(&self, text: Option<String>) -> Result<()> {
        match (self.0.reload)(text) {
            Ok(live) => {
                observe::reloaded(live.instances.len());
                self.0.live.store(Arc::new(live));
                Ok(())
            }
            Err(error) => {
                observe::reload_refused(error.findings().len());
                Err(error)
            }
        }
    }

    /// Begins no further call; those in progress go on (H15).
    pub fn close(&self) {
        self.0.closing.store(true, std::sync::atomic::Ordering::Relaxed);
    }

    /// How many calls are in progress.
    pub fn in_progress(&self) -> usize {
        self.0.crowd.inside()
    }

    pub(crate) fn find(&self, id: &str) -> Result<(Arc<Live>, Arc<Instance>)> {
        let live = self.0.live.load_full();
        let instance = live.instances.get(id).cloned().ok_or_else(unknown)?;
        Ok((live, instance))
    }
}

fn unknown() -> Error {
    Error::new(ErrorKind::ConnectorUnknown, "there is no such instance")
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self
            .instances()
            .iter()
            .map(|instance| instance.id().to_owned())
            .collect();
        f.debug_struct("Host").field("instances", &ids).finish_non_exhaustive()
    }
}

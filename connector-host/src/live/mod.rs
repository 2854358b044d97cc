//! The live check: whether a provider knows an instance's id, secret and callback address, found out without a user.
//!
//! Every probe is sent at most once, never more than one request a second to a provider, and reads or changes nothing of any
//! user. What the answers mean are rows of the connector ([`LiveCheck`]); none of them is proved against the live services yet
//! unless its basis says `observed`.

mod finding;
mod pace;
mod page;
mod reach;
mod token;

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{
    AuthorizeRequest, Basis, Clock, Connector, Context, Finding, Http, Pending, Random, Text, live::LiveCheck,
};

use self::pace::Pace;
use crate::{
    clock::{SystemClock, SystemRandom},
    keys::PublishedKeys,
    settings::InstanceSettings,
};

/// The code with which the token endpoint is tried. No provider issues one like it.
pub const WRONG_CODE: &str = "connectors-live-check";
/// How long one request may take.
const LIMIT: Duration = Duration::from_secs(5);

/// What one probe found out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Probe {
    /// What was tried.
    pub name: Text,
    /// The host that was asked.
    pub host: String,
    /// What was found wrong, if anything was. The finding's pointer is that of the whole document.
    pub finding: Option<Finding>,
    /// How it is known what the answer means; absent where no row was needed.
    pub basis: Option<Basis>,
}

/// What all probes of one instance found out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The instance.
    pub instance: String,
    /// Its connector.
    pub connector: &'static str,
    /// The probes, in the order in which they were sent.
    pub probes: Vec<Probe>,
    /// What no request can find out.
    pub reminders: &'static [Text],
}

/// Sends probes.
pub struct Live {
    http: Arc<dyn Http>,
    clock: Arc<dyn Clock>,
    pace: Pace,
}

impl Live {
    /// A check through a transport that keeps its promises.
    pub fn new(http: Arc<dyn Http>) -> Self {
        Self {
            http,
            clock: Arc::new(SystemClock),
            pace: Pace::default(),
        }
    }

    /// Another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Tries one instance. Nothing comes back if its connector has no rows, or if it is disabled or its references were not
    /// read.
    pub async fn check(&self, instance: &InstanceSettings) -> Option<Checked> {
        let check = instance.registration.info().live?;
        let connector = instance.connector.as_deref()?;
        let mut tried = Tried {
            live: self,
            instance,
            connector,
            check,
            probes: Vec::new(),
        };
        tried.all().await;
        Some(Checked {
            instance: instance.id.to_string(),
            connector: instance.registration.id(),
            probes: tried.probes,
            reminders: check.reminders,
        })
    }

    fn context(&self, http: Arc<dyn Http>) -> Context {
        let keys = Arc::new(PublishedKeys::new(Arc::clone(&http), Arc::clone(&self.clock)));
        let random: Arc<dyn Random> = Arc::new(SystemRandom);
        Context::new(http, keys, Arc::clone(&self.clock), random, Instant::now() + LIMIT)
    }
}

impl std::fmt::Debug for Live {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

/// One instance under check.
struct Tried<'t> {
    live: &'t Live,
    instance: &'t InstanceSettings,
    connector: &'t dyn Connector,
    check: &'t LiveCheck,
    probes: Vec<Probe>,
}

impl Tried<'_> {
    /// All probes. Without a way to a host nothing more is asked there.
    async fn all(&mut self) {
        let reach = self.token_request().await;
        let origins: BTreeSet<&String> = self.connector.origins().iter().collect();
        for origin in origins {
            self.reach(origin, reach).await;
        }
        if self.probes.iter().any(|probe| finding::is(probe, "E501")) {
            return;
        }
        let Some((address, _)) = self.begin().await else { return };
        self.discovery(&address, reach).await;
        self.page(&address, reach).await;
        self.token().await;
    }

    /// Begins a sign-in that nobody will finish.
    async fn begin(&self) -> Option<(String, Pending)> {
        let cx = self.live.context(Arc::clone(&self.live.http));
        let redirect = self.connector.authorize(&cx, &AuthorizeRequest::new()).await.ok()?;
        Some(Pending::new(redirect, cx.now(), 600, &self.instance.redirect_uri))
    }

    fn note(&mut self, name: Text, host: &str, finding: Option<Finding>, basis: Option<Basis>) {
        self.probes.push(Probe {
            name,
            host: host.to_owned(),
            finding,
            basis,
        });
    }
}

/// The host of an address, with its port if it has one of its own.
fn host_of(address: &str) -> String {
    let parsed = url::Url::parse(address).ok();
    let host = parsed.as_ref().and_then(|url| {
        let host = url.host_str()?;
        Some(
            url.port()
                .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
        )
    });
    host.unwrap_or_default()
}

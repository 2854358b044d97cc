//! Puts a host together. Everything that is wrong is said at once, before anything runs.

use std::{
    fmt,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use arc_swap::ArcSwap;
use connector_core::{Clock, Error, Finding, Http, Keys, Random, Registration, Registry, Result};

use crate::{
    clock::{SystemClock, SystemRandom},
    crowd::Crowd,
    guard::{Guard, MemoryGuard},
    host::{Host, Inner, Live},
    instance::{Instance, Label},
    instances::Instances,
    keys::PublishedKeys,
    refreshing::Refreshing,
    sealed::{KeyRing, SealingKey},
    settings::{self, Options, Profile, Report, Settings, Source, finding},
    transport::Transport,
    web::CookieStyle,
};

/// Most calls in progress for one instance (L30).
const PER_INSTANCE: usize = 2048;
/// Most calls in progress in one process (L30).
const PER_PROCESS: usize = 4096;

/// Collects what a host needs. Errors come out of [`build`](Self::build), all at once.
#[derive(Default)]
pub struct HostBuilder {
    source: Option<Source>,
    profile: Option<Profile>,
    named: Vec<&'static Registration>,
    required: Vec<String>,
    sealing: Option<SealingKey>,
    previous: Vec<SealingKey>,
    guard: Option<Arc<dyn Guard>>,
    single_process: bool,
    http: Option<Arc<dyn Http>>,
    keys: Option<Arc<dyn Keys>>,
    clock: Option<Arc<dyn Clock>>,
    random: Option<Arc<dyn Random>>,
    most_calls: Option<usize>,
    retries: Option<u32>,
}

impl HostBuilder {
    /// Reads the settings from a file, or from a directory of files.
    #[must_use]
    pub fn settings_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.source = Some(Source::path(path));
        self
    }

    /// Takes the settings as JSON text.
    #[must_use]
    pub fn settings_text(mut self, text: impl Into<String>) -> Self {
        self.source = Some(Source::text("settings.json", text));
        self
    }

    /// Takes the settings as a JSON value.
    #[must_use]
    pub fn settings_value(mut self, value: serde_json::Value) -> Self {
        self.source = Some(Source::value(value));
        self
    }

    /// Forces the profile instead of deriving it from `publicUrl`. `Profile::Dev` is the loopback switch (L9).
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Names connectors, so that no linker can drop them.
    #[must_use]
    pub fn with(mut self, registrations: impl IntoIterator<Item = &'static Registration>) -> Self {
        self.named.extend(registrations);
        self
    }

    /// Demands that instances with these ids exist and are enabled.
    #[must_use]
    pub fn require<I: Into<String>>(mut self, instances: impl IntoIterator<Item = I>) -> Self {
        self.required.extend(instances.into_iter().map(Into::into));
        self
    }

    /// The key that seals begun sign-ins. All hosts of one deployment share it.
    #[must_use]
    pub fn sealing_key(mut self, key: SealingKey) -> Self {
        self.sealing = Some(key);
        self
    }

    /// A key that still opens what it has sealed; at most two (L33).
    #[must_use]
    pub fn previous_sealing_key(mut self, key: SealingKey) -> Self {
        self.previous.push(key);
        self
    }

    /// Says that no other process serves the same sign-ins, so that a guard in memory is enough.
    #[must_use]
    pub fn single_process(mut self) -> Self {
        self.single_process = true;
        self
    }

    /// A one-time guard that all processes share.
    #[must_use]
    pub fn guard(mut self, guard: Arc<dyn Guard>) -> Self {
        self.guard = Some(guard);
        self
    }

    /// Another transport. It must keep the promises of [`Http`].
    #[must_use]
    pub fn http(mut self, http: Arc<dyn Http>) -> Self {
        self.http = Some(http);
        self
    }

    /// Another way to check signatures.
    #[must_use]
    pub fn keys(mut self, keys: Arc<dyn Keys>) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Another clock.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Another source of randomness.
    #[must_use]
    pub fn random(mut self, random: Arc<dyn Random>) -> Self {
        self.random = Some(random);
        self
    }

    /// Most calls in progress for one instance, 1-65 536; the process takes twice as many (L30).
    #[must_use]
    pub fn most_calls(mut self, most: usize) -> Self {
        self.most_calls = Some(most.clamp(1, 65_536));
        self
    }

    /// How often a failed profile GET is tried again: 1 by default, or 0 (L10).
    #[must_use]
    pub fn profile_retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries.min(1));
        self
    }

    /// Builds the host.
    ///
    /// # Errors
    /// `config_invalid` with everything that is wrong: settings, unlinked connectors, missing instances, no sealing key, no guard.
    pub fn build(self) -> Result<Host> {
        let registry = registry(&self.named).map_err(Error::config)?;
        let source = self.source.ok_or_else(no_settings)?;
        let options = Options {
            profile: self.profile,
            ..Options::default()
        };
        let report = settings::load(&source, &registry, &options);
        let profile = report.profile;
        // Of a document that cannot be read nothing else is known, its profile neither.
        let readable = !report
            .findings
            .iter()
            .any(|located| located.finding.code.starts_with("E00"));
        let mut findings = Vec::new();
        let settings = accepted(report).unwrap_or_else(|error| {
            findings.extend_from_slice(error.findings());
            None
        });
        if let Some(settings) = &settings {
            findings.extend(self.required.iter().filter(|id| !settings.has(id)).map(|id| absent(id)));
        }
        let sealing = match self.sealing {
            Some(key) => Some(key),
            None if profile == Profile::Dev => SealingKey::draw().ok(),
            None => None,
        };
        if sealing.is_none() && readable {
            findings.push(finding("E902", "", &[]));
        }
        let guard = match self.guard {
            Some(guard) => Some(guard),
            None if self.single_process || profile == Profile::Dev => {
                Some(Arc::new(MemoryGuard::default()) as Arc<dyn Guard>)
            }
            None => None,
        };
        if guard.is_none() && readable {
            findings.push(finding("E903", "", &[]));
        }
        let (Some(settings), Some(sealing), Some(guard), true) = (settings, sealing, guard, findings.is_empty()) else {
            return Err(Error::config(findings));
        };
        let ring = KeyRing::new(sealing, self.previous)?;
        let http = match self.http {
            Some(http) => http,
            None => Arc::new(Transport::new(settings.limits(), profile == Profile::Dev)?) as Arc<dyn Http>,
        };
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock));
        let keys = self
            .keys
            .unwrap_or_else(|| Arc::new(PublishedKeys::new(Arc::clone(&http), Arc::clone(&clock))));
        let most = self.most_calls.unwrap_or(PER_INSTANCE);
        let retries = self.retries.unwrap_or(1);
        let live = live(settings, most, retries);
        let linked = registry.clone();
        let reload = move |text: Option<String>| {
            let given = text.map(|text| Source::text("settings.json", text));
            let report = settings::load(given.as_ref().unwrap_or(&source), &linked, &options);
            let settings = accepted(report)?.ok_or_else(no_settings)?;
            Ok(self::live(settings, most, retries))
        };
        Ok(Host(Arc::new(Inner {
            live: ArcSwap::from_pointee(live),
            registry,
            http,
            keys,
            clock,
            random: self.random.unwrap_or_else(|| Arc::new(SystemRandom)),
            guard,
            ring,
            crowd: Crowd::new(if self.most_calls.is_some() {
                most.saturating_mul(2)
            } else {
                PER_PROCESS
            }),
            refreshing: Refreshing::default(),
            closing: AtomicBool::new(false),
            reload: Box::new(reload),
        })))
    }
}

/// Every connector of this program: linked, named, and those of this crate's features. The features name the statics, so that
/// they are linked even where a linker drops what only registers itself.
///
/// # Errors
/// A finding for each id that two crates register (H1).
pub fn registry(named: &[&'static Registration]) -> Result<Registry, Vec<Finding>> {
    #[cfg_attr(
        not(any(feature = "kakao", feature = "naver")),
        expect(unused_mut, reason = "nothing is added without a connector's feature")
    )]
    let mut all = named.to_vec();
    #[cfg(feature = "kakao")]
    all.push(&connector_kakao::CONNECTOR);
    #[cfg(feature = "naver")]
    all.push(&connector_naver::CONNECTOR);
    Registry::new(&all)
}

/// The settings of a report without errors.
fn accepted(report: Report) -> Result<Option<Settings>> {
    if report.settings.is_some() {
        return Ok(report.settings);
    }
    Err(Error::config(
        report.findings.into_iter().map(|located| located.finding).collect(),
    ))
}

fn live(settings: Settings, most_calls: usize, profile_retries: u32) -> Live {
    let secure = settings.public_url.starts_with("https://");
    let mut instances = Instances::with_capacity(settings.instances.len());
    for one in settings.instances {
        // A disabled instance is checked and not prepared.
        let Some(connector) = one.connector else { continue };
        let cookie = CookieStyle {
            secure,
            cross_site: connector.callback_rules().form_post,
        };
        instances.insert(Instance {
            id: one.id.into(),
            connector,
            redirect_uri: one.redirect_uri,
            label: Label {
                en: one.label_en,
                ko: one.label_ko,
            },
            order: one.order,
            tenant: one.tenant,
            cookie,
            crowd: Crowd::new(most_calls),
        });
    }
    Live {
        instances,
        public_url: settings.public_url,
        return_origins: settings.defaults.return_origins,
        sign_in_secs: settings.defaults.sign_in_secs,
        call_time: Duration::from_millis(settings.defaults.http.timeout_ms.into()),
        profile_retries,
        lang: settings.defaults.lang,
    }
}

fn no_settings() -> Error {
    Error::config(vec![finding("E907", "", &[])])
}

fn absent(id: &str) -> Finding {
    finding("E904", "/instances", &[("id", id.into())])
}

impl fmt::Debug for HostBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostBuilder")
            .field("named", &self.named)
            .field("required", &self.required)
            .finish_non_exhaustive()
    }
}

//! The admin's document: read, checked at once, and turned into prepared instances. `validate`, `serve` and the library call
//! the same function and give the same codes.

mod address;
mod catalogue;
mod document;
mod explain;
mod instances;
mod place;
mod references;
pub mod render;
mod source;

use std::{sync::Arc, time::Duration};

use connector_core::{Connector, Finding, Registry, config::Severity};
use serde_json::Value;

use crate::transport::{Limits, Proxy};

pub use document::bundle;
pub use place::{Located, Position};
pub use references::{Environment, SystemEnvironment};
pub use source::Source;

/// Which world a configuration is for. Production refuses loopback addresses and plain http; dev is the loopback switch (L9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// `publicUrl` is on loopback, or the profile was forced.
    Dev,
    /// Everything else.
    Production,
}

impl Profile {
    /// The profile's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Production => "production",
        }
    }
}

/// The language of labels and pages where a browser states no preference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Korean.
    Ko,
}

/// How settings are loaded.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The profile instead of the one that `publicUrl` implies.
    pub profile: Option<Profile>,
    /// Check the form of references and open nothing.
    pub no_env: bool,
    /// Where references are read.
    pub environment: Arc<dyn Environment>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: None,
            no_env: false,
            environment: Arc::new(SystemEnvironment),
        }
    }
}

/// What loading gives: the settings, unless there is an error, and every finding with its place.
#[derive(Debug)]
pub struct Report {
    /// The settings; present exactly when no finding is an error.
    pub settings: Option<Settings>,
    /// All findings, sorted by position and code.
    pub findings: Vec<Located>,
    /// The profile that was used.
    pub profile: Profile,
    /// The text of the document, for showing lines.
    pub text: String,
}

/// Settings without errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct Settings {
    /// The public address, without a trailing slash.
    pub public_url: Box<str>,
    /// What holds for all instances.
    pub defaults: Defaults,
    /// The instances, in the order of their ids.
    pub instances: Vec<InstanceSettings>,
}

impl Settings {
    /// Whether there is an enabled instance with an id.
    pub fn has(&self, id: &str) -> bool {
        self.instances
            .iter()
            .any(|instance| *instance.id == *id && instance.connector.is_some())
    }

    /// The limits of the transport.
    pub fn limits(&self) -> Limits {
        let http = &self.defaults.http;
        Limits {
            connect: Duration::from_millis(http.connect_timeout_ms.into()),
            request: Duration::from_millis(http.request_timeout_ms.into()),
            max_body: http.max_response_kib as usize * 1024,
            proxy: http.proxy.clone(),
            roots: http.roots.clone(),
        }
    }
}

/// What holds for all instances.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Defaults {
    /// The language of labels.
    pub lang: Lang,
    /// Life of a begun sign-in, in seconds: 60-600.
    pub sign_in_secs: u32,
    /// Where a finished sign-in may return to besides the public origin.
    pub return_origins: Vec<String>,
    /// Outgoing calls.
    pub http: HttpSettings,
}

/// Limits of outgoing calls.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HttpSettings {
    /// DNS, TCP and TLS, in milliseconds: 500-5 000.
    pub connect_timeout_ms: u32,
    /// One request, in milliseconds: 500-10 000.
    pub request_timeout_ms: u32,
    /// The whole callback, in milliseconds: 1 000-30 000.
    pub timeout_ms: u32,
    /// Largest answer accepted, in KiB: 16-4 096.
    pub max_response_kib: u32,
    /// Whether and through what to go to the providers.
    pub proxy: Proxy,
    /// Extra root certificates as PEM.
    pub roots: Option<Vec<u8>>,
}

/// One configured instance.
#[derive(Debug)]
#[non_exhaustive]
pub struct InstanceSettings {
    /// The instance's id.
    pub id: Box<str>,
    /// The prepared connector; a disabled instance has none.
    pub connector: Option<Arc<dyn Connector>>,
    /// Where the provider sends the browser back.
    pub redirect_uri: Box<str>,
    /// Button order.
    pub order: u32,
    /// Button text in English, if given.
    pub label_en: Option<Box<str>>,
    /// Button text in Korean, if given.
    pub label_ko: Option<Box<str>>,
    /// Tenant, if given.
    pub tenant: Option<Box<str>>,
}

/// Reads, checks and prepares a configuration. Everything that is wrong comes out of one run.
pub fn load(source: &Source, registry: &Registry, options: &Options) -> Report {
    let read = match source.read() {
        Ok(read) => read,
        Err(source::Unread { finding, text }) => {
            let profile = options.profile.unwrap_or(Profile::Production);
            let findings = place::locate(&source.name(), &text, vec![finding]);
            return Report {
                settings: None,
                findings,
                profile,
                text,
            };
        }
    };
    let (settings, findings, profile) = check(&read.value, source, registry, options);
    let findings: Vec<Finding> = read.warnings.into_iter().chain(findings).collect();
    let bad = findings.iter().any(|finding| finding.severity() == Severity::Error);
    let located = if findings.is_empty() {
        Vec::new()
    } else {
        place::locate(&source.name(), &read.text, findings)
    };
    // The text is kept only where lines of it will be shown.
    let text = if located.is_empty() { String::new() } else { read.text };
    Report {
        settings: settings.filter(|_| !bad),
        findings: located,
        profile,
        text,
    }
}

fn check(
    document: &Value,
    source: &Source,
    registry: &Registry,
    options: &Options,
) -> (Option<Settings>, Vec<Finding>, Profile) {
    let mut findings = document::check(document, registry);
    let (public, profile) = address::public_url(document, options.profile, &mut findings);
    let defaults = document::defaults(document, source, &mut findings);
    let public_url = public.unwrap_or_default();
    let cx = instances::Loading {
        source,
        registry,
        options,
        profile,
        public_url: &public_url,
    };
    let instances = instances::prepare(document, &cx, &mut findings);
    (
        Some(Settings {
            public_url: public_url.into(),
            defaults,
            instances,
        }),
        findings,
        profile,
    )
}

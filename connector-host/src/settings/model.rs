//! Settings as the host uses them: checked, resolved, prepared.

use std::{fmt, sync::Arc, time::Duration};

use connector_core::{Connector, Registration};
use serde::{Deserialize, Serialize};

use crate::transport::{Limits, Proxy};

/// How strict the world is in which the settings are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// A developer's machine: plain http to loopback is allowed.
    Dev,
    /// The public internet: https only, no loopback address.
    Production,
}

impl Profile {
    /// `dev` or `production`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Production => "production",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A language of labels and pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Korean.
    Ko,
}

/// A whole configuration without errors.
#[derive(Debug)]
#[non_exhaustive]
pub struct Settings {
    /// Where browsers reach us, normalised, without a trailing slash.
    pub public_url: Box<str>,
    /// What holds for all instances.
    pub defaults: Defaults,
    /// The instances, sorted by id.
    pub instances: Vec<InstanceSettings>,
}

/// What holds for all instances.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Defaults {
    /// Language where the browser states no preference.
    pub lang: Lang,
    /// How long a started sign-in stays valid.
    pub sign_in_secs: u32,
    /// Origins to which a finished sign-in may return, besides that of `publicUrl`; as a browser spells them.
    pub return_origins: Vec<String>,
    /// Outgoing calls.
    pub http: HttpDefaults,
}

/// Limits of outgoing calls.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HttpDefaults {
    /// DNS, TCP and TLS (L3).
    pub connect_timeout_ms: u32,
    /// One request (L2).
    pub request_timeout_ms: u32,
    /// The whole callback (L1).
    pub timeout_ms: u32,
    /// Largest answer (L5).
    pub max_response_kib: u32,
    /// Whether calls go through a proxy (L8).
    pub proxy: Proxy,
    /// Extra root certificates, as PEM.
    pub roots: Option<Vec<u8>>,
}

/// One configured use of a connector.
#[derive(Debug)]
#[non_exhaustive]
pub struct InstanceSettings {
    /// The instance's id.
    pub id: Box<str>,
    /// The connector it uses.
    pub registration: &'static Registration,
    /// Whether anybody can sign in through it.
    pub enabled: bool,
    /// The order of its button.
    pub order: u32,
    /// Its button's text in English, if the settings give one.
    pub label_en: Option<Box<str>>,
    /// Its button's text in Korean, if the settings give one.
    pub label_ko: Option<Box<str>>,
    /// Its tenant.
    pub tenant: Option<Box<str>>,
    /// Where the provider sends the browser back.
    pub redirect_uri: Box<str>,
    /// The prepared connector; absent if the instance is disabled, or if its references were not read.
    pub connector: Option<Arc<dyn Connector>>,
}

impl Settings {
    /// Whether there is an enabled instance with this id.
    pub fn has(&self, id: &str) -> bool {
        let found = self.instances.binary_search_by(|instance| (*instance.id).cmp(id));
        found
            .ok()
            .and_then(|at| self.instances.get(at))
            .is_some_and(|instance| instance.enabled)
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

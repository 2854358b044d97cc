//! How settings are loaded.

use std::{fmt, sync::Arc};

use connector_core::config::Severity;

use super::{CATALOGUE, limits, model::Profile};

/// How settings are loaded.
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// The profile, instead of the one that `publicUrl` implies.
    pub profile: Option<Profile>,
    /// Check the form of references and open nothing. Instances that need one are not prepared.
    pub no_env: bool,
    /// Where references read variables.
    pub environment: Arc<dyn Environment>,
    /// Warnings that are not told.
    pub allow: Vec<Allow>,
    /// Most bytes of all files together.
    pub max_size: usize,
}

/// A warning that is not told, everywhere or for one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allow {
    /// Its code.
    pub code: &'static str,
    /// The instance; all if absent.
    pub instance: Option<String>,
}

impl Allow {
    /// Reads `W207` or `W207:kakao`. Errors cannot be allowed, nor can codes that nobody knows.
    pub fn parse(text: &str) -> Option<Self> {
        let (code, instance) = match text.split_once(':') {
            Some((code, instance)) => (code, Some(instance.to_owned())),
            None => (text, None),
        };
        let entry = CATALOGUE.iter().find(|entry| entry.code.eq_ignore_ascii_case(code))?;
        (entry.severity() == Severity::Warning).then_some(Self {
            code: entry.code,
            instance,
        })
    }

    fn covers(&self, code: &str, instance: Option<&str>) -> bool {
        self.code == code && self.instance.as_deref().is_none_or(|id| instance == Some(id))
    }
}

impl Options {
    /// Whether a warning about an instance, or about none, is not told.
    pub(super) fn allow(&self, code: &str, instance: Option<&str>) -> bool {
        self.allow.iter().any(|allow| allow.covers(code, instance))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            profile: None,
            no_env: false,
            environment: Arc::new(SystemEnvironment),
            allow: Vec::new(),
            max_size: limits::SIZE,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("profile", &self.profile)
            .field("no_env", &self.no_env)
            .finish_non_exhaustive()
    }
}

/// Where references read variables.
pub trait Environment: Send + Sync {
    /// The value of a variable.
    fn variable(&self, name: &str) -> Option<String>;
}

/// The process's own environment.
#[derive(Clone, Copy, Debug)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    #[expect(
        clippy::disallowed_methods,
        reason = "references are the one place of this crate that reads the environment"
    )]
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

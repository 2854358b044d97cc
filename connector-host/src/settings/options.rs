//! How settings are loaded.

use std::{fmt, sync::Arc};

use super::model::Profile;

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

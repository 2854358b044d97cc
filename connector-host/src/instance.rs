//! One configured use of a connector, prepared at load.

use std::sync::Arc;

use connector_core::{Connector, Error, ErrorKind, Info, Result};
use smol_str::SmolStr;

use crate::{crowd::Crowd, web::CookieStyle};

/// A prepared instance. Everything in here was worked out once, when the settings were loaded.
#[derive(Debug)]
pub struct Instance {
    pub(crate) id: SmolStr,
    pub(crate) connector: Arc<dyn Connector>,
    pub(crate) redirect_uri: Box<str>,
    pub(crate) label: Label,
    pub(crate) order: u32,
    pub(crate) tenant: Option<Box<str>>,
    pub(crate) cookie: CookieStyle,
    pub(crate) crowd: Crowd,
}

/// The text of a sign-in button, where the settings give one; otherwise the connector's own name is used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Label {
    pub(crate) en: Option<Box<str>>,
    pub(crate) ko: Option<Box<str>>,
}

impl Instance {
    /// The instance's id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the instance's connector says about itself.
    pub fn info(&self) -> &Info {
        self.connector.info()
    }

    /// The address to which the provider sends the browser back. It must be registered in the provider's console letter by
    /// letter.
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// The address at which the shipped router takes the provider's notifications, if the instance takes any.
    pub fn webhook_url(&self) -> Option<String> {
        self.connector.notifications()?;
        let public = self.redirect_uri.strip_suffix(&format!("/callback/{}", self.id))?;
        Some(format!("{public}/webhook/{}", self.id))
    }

    /// The tenant to which the instance belongs, if any.
    pub fn tenant(&self) -> Option<&str> {
        self.tenant.as_deref()
    }

    /// The text of the sign-in button.
    pub fn label(&self, korean: bool) -> String {
        let (own, name) = match korean {
            true => (&self.label.ko, self.info().name.ko),
            false => (&self.label.en, self.info().name.en),
        };
        match own {
            Some(label) => label.to_string(),
            None if korean => format!("{name} 계정으로 계속하기"),
            None => format!("Continue with {name}"),
        }
    }

    /// Adds connector and instance to an error.
    pub(crate) fn annotate(&self, error: Error) -> Error {
        error.of_connector(self.info().id).of_instance(&self.id)
    }

    /// Checks that the browser is sent nowhere but to a declared origin (B16, H9).
    pub(crate) fn allows(&self, url: &str) -> Result<()> {
        let within = |origin: &String| {
            url.strip_prefix(origin.as_str())
                .is_some_and(|rest| rest.starts_with(['/', '?']))
        };
        if self.connector.origins().iter().any(within) {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Internal,
            "the connector sends the browser to a host that it does not declare",
        ))
    }
}

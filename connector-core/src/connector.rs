//! What a host can do with any connector.

use std::fmt::Debug;

use async_trait::async_trait;

use crate::{
    ask::{AuthorizeRequest, Redirect},
    capability::{Consents, Logout, Notifications, Refresh, Revoke, Verify, VerifyCredential},
    context::Context,
    error::{ErrorKind, Result},
    errors::Errors,
    grant::Grant,
    info::Info,
    profile::Profile,
    provider_error::ProviderError,
    sign_in::Verified,
};

/// A configured connector. Providers that speak OAuth implement [`Provider`](crate::Provider) instead and get this for free;
/// the raw trait stays open for all others.
///
/// A connector does no I/O of its own: everything from outside comes through the [`Context`].
#[async_trait]
pub trait Connector: Send + Sync + Debug {
    /// What the connector says about itself.
    fn info(&self) -> &Info;

    /// Every origin (`https://host` or with a port) that this instance contacts or sends the browser to. A host refuses
    /// anything else (H18, B16).
    fn origins(&self) -> &[String];

    /// What a callback must look like.
    fn callback_rules(&self) -> CallbackRules<'_> {
        CallbackRules::default()
    }

    /// What an `error` in the callback means. The default is the common table of RFC 6749 §4.1.2.1 and OIDC Core §3.1.2.6.
    fn refusal(&self, said: &ProviderError) -> ErrorKind {
        Errors::oauth().callback_kind(said)
    }

    /// Begins a sign-in: draws an [`Attempt`](crate::Attempt) and says where the browser goes.
    async fn authorize(&self, cx: &Context, ask: &AuthorizeRequest) -> Result<Redirect>;

    /// Turns a verified callback into a grant.
    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant>;

    /// Fetches the profile of a grant.
    async fn profile(&self, cx: &Context, grant: &Grant) -> Result<Profile>;

    /// Trading refresh tokens, if the provider has that.
    fn refresh(&self) -> Option<&dyn Refresh> {
        None
    }

    /// Ending the link with a user, if the provider has that.
    fn revoke(&self) -> Option<&dyn Revoke> {
        None
    }

    /// Ending tokens without ending the link, if the provider has that.
    fn logout(&self) -> Option<&dyn Logout> {
        None
    }

    /// Checking access tokens, if the provider has that.
    fn verify(&self) -> Option<&dyn Verify> {
        None
    }

    /// Signing in by what a native app got, if the provider has that.
    fn verify_credential(&self) -> Option<&dyn VerifyCredential> {
        None
    }

    /// Reading and changing consents, if the provider has that.
    fn consents(&self) -> Option<&dyn Consents> {
        None
    }

    /// Receiving notifications, if the provider sends any and the instance takes them.
    fn notifications(&self) -> Option<&dyn Notifications> {
        None
    }
}

/// The names of what a connector can do after a sign-in, as its accessors say.
pub fn capabilities(connector: &dyn Connector) -> Vec<&'static str> {
    let named = [
        ("refresh", connector.refresh().is_some()),
        ("revoke", connector.revoke().is_some()),
        ("logout", connector.logout().is_some()),
        ("verify", connector.verify().is_some()),
        (
            "verify_credential",
            connector
                .verify_credential()
                .is_some_and(VerifyCredential::proves_audience),
        ),
        ("consents", connector.consents().is_some()),
        ("notifications", connector.notifications().is_some()),
    ];
    named.iter().filter(|(_, has)| *has).map(|(name, _)| *name).collect()
}

/// What a callback must look like.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CallbackRules<'a> {
    /// The issuer with which an `iss` parameter must be equal byte for byte (RFC 9207).
    pub issuer: Option<&'a str>,
    /// Whether there must be a code.
    pub needs_code: bool,
    /// Whether the provider posts back cross-site (`response_mode=form_post`).
    pub form_post: bool,
}

impl<'a> CallbackRules<'a> {
    /// The rules of an authorization code flow.
    pub const fn code(issuer: Option<&'a str>) -> Self {
        Self {
            issuer,
            needs_code: true,
            form_post: false,
        }
    }
}

//! What the author of an OAuth connector writes: a description, a mapping, and two optional hooks.

use serde::de::DeserializeOwned;

use crate::{
    after::After,
    at::At,
    call::Call,
    config::Finding,
    error::{ErrorKind, Result},
    facts::Evidence,
    fields::{Origins, Scopes},
    flow::Flow,
    info::Info,
    profile::Profile,
    provider_error::ProviderError,
    secret::Secret,
};

/// An OAuth provider. [`OAuth<P>`](crate::OAuth) turns it into a [`Connector`](crate::Connector). Nothing in here sends
/// anything: hooks are pure functions, so whole requests can be tested as values.
pub trait Provider: Send + Sync + 'static {
    /// What the connector says about itself.
    const INFO: Info;

    /// The settings of one instance. Its schema is what admins see.
    type Config: DeserializeOwned + schemars::JsonSchema + Send + Sync;

    /// How the answers to what is done after a sign-in are read.
    const AFTER: After<Self::Config> = After::NONE;

    /// The client that the config describes.
    fn client(config: &Self::Config) -> Client<'_>;

    /// The description: one static, one of several, or one kept in the config.
    fn flow(config: &Self::Config) -> &Flow;

    /// Turns replies into a profile. The only mapping code there is; it may refuse by policy.
    ///
    /// # Errors
    /// `reply_invalid` without a usable id; whatever kind a policy wants.
    fn profile(config: &Self::Config, seen: &Evidence<'_>) -> Result<Profile>;

    /// Cross-field rules of the config, after its schema holds: warnings and errors with JSON pointers into the config.
    fn check(_config: &Self::Config) -> Vec<Finding> {
        Vec::new()
    }

    /// Sees every outgoing request, the authorization URL included, before it is sent.
    ///
    /// # Errors
    /// Whatever makes the request impossible.
    fn request(_config: &Self::Config, _at: &At<'_>, _call: &mut Call) -> Result<()> {
        Ok(())
    }

    /// Says what an error means where no table can; `None` leaves it to the tables.
    fn error(_config: &Self::Config, _at: &At<'_>, _said: &ProviderError) -> Option<ErrorKind> {
        None
    }
}

/// The OAuth client of one instance, borrowed from its config.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: Option<&'a Secret>,
    pub(crate) scopes: &'a [String],
    pub(crate) origins: Option<&'a Origins>,
    pub(crate) audiences: &'a [String],
    pub(crate) demand_id_token: bool,
    pub(crate) without_nonce: bool,
    pub(crate) same_subject: bool,
    pub(crate) app: Option<&'a str>,
    pub(crate) admin_key: Option<&'a Secret>,
}

impl<'a> Client<'a> {
    /// A public client by its id.
    pub fn new(id: &'a (impl AsRef<str> + ?Sized)) -> Self {
        Self {
            id: id.as_ref(),
            secret: None,
            scopes: &[],
            origins: None,
            audiences: &[],
            demand_id_token: false,
            without_nonce: false,
            same_subject: false,
            app: None,
            admin_key: None,
        }
    }

    /// Adds the secret, which is sent in the form body (`client_secret_post`). An unset one is left out.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<Option<&'a Secret>>) -> Self {
        self.secret = secret.into();
        self
    }

    /// Replaces the flow's scopes; an empty list leaves them.
    #[must_use]
    pub fn scopes(mut self, scopes: &'a Scopes) -> Self {
        self.scopes = scopes.items();
        self
    }

    /// Names further audiences whose id_tokens are accepted, such as the keys of a mobile app.
    #[must_use]
    pub const fn audiences(mut self, audiences: &'a [String]) -> Self {
        self.audiences = audiences;
        self
    }

    /// Demands an id_token although the flow's rule says that it may be missing (F22). `openid` is then among the scopes as
    /// soon as any are sent (B12).
    #[must_use]
    pub const fn demand_id_token(mut self, demanded: bool) -> Self {
        self.demand_id_token = demanded;
        self
    }

    /// Sends no nonce and demands none. Only for a provider that is known to lose it: without one an id_token can be replayed.
    #[must_use]
    pub const fn dangerously_without_nonce(mut self, without: bool) -> Self {
        self.without_nonce = without;
        self
    }

    /// Demands that the id_token's subject and the id of the profile are equal where the flow leaves that open (F21).
    #[must_use]
    pub const fn same_subject(mut self, demanded: bool) -> Self {
        self.same_subject = demanded;
        self
    }

    /// Names the application as [`TokenFacts`](crate::TokenFacts) name it. Without it no access token of a native app is accepted (R8).
    #[must_use]
    pub fn app(mut self, id: impl Into<Option<&'a str>>) -> Self {
        self.app = id.into();
        self
    }

    /// Adds the key with which the application acts on users without their tokens.
    #[must_use]
    pub fn admin_key(mut self, key: impl Into<Option<&'a Secret>>) -> Self {
        self.admin_key = key.into();
        self
    }

    /// Replaces host variables of the flow.
    #[must_use]
    pub fn origins(mut self, origins: impl Into<Option<&'a Origins>>) -> Self {
        self.origins = origins.into();
        self
    }
}

//! Drives one connector through a sign-in without a host: scripted replies in, whole requests out.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{
    AuthorizeRequest, Callback, Connector, Context, Finding, Keys, Pending, Profile, Registration, Result, Site,
    Verified,
};
use serde_json::Value;

use crate::scripted::{FixedClock, FixedRandom, Recorded, ScriptedHttp, ScriptedKeys};

/// The redirect URI of every rig.
pub const REDIRECT_URI: &str = "https://login.example.kr/callback/test";
/// The moment at which every rig's clock stands: 2026-01-11 01:45:28 UTC.
pub const NOW: i64 = 1_768_095_928;

/// A prepared connector with a scripted outside world. Every run is the same (H17).
#[derive(Debug)]
pub struct Rig {
    connector: Arc<dyn Connector>,
    http: Arc<ScriptedHttp>,
    cx: Context,
    ask: AuthorizeRequest,
}

impl Rig {
    /// Prepares a registered connector with a config whose references are resolved.
    ///
    /// # Errors
    /// The findings that refuse the config.
    pub fn new(registration: &Registration, config: Value, http: ScriptedHttp) -> Result<Self, Vec<Finding>> {
        let (connector, _) = registration.prepare(config, &Site::new("test", REDIRECT_URI))?;
        let http = Arc::new(http);
        let cx = Context::new(
            Arc::clone(&http) as Arc<_>,
            Arc::new(ScriptedKeys::trusting()),
            Arc::new(FixedClock::at(NOW)),
            Arc::new(FixedRandom::default()),
            Instant::now() + Duration::from_secs(10),
        );
        Ok(Self {
            connector,
            http,
            cx,
            ask: AuthorizeRequest::new(),
        })
    }

    /// Asks for something special.
    #[must_use]
    pub fn asking(mut self, ask: AuthorizeRequest) -> Self {
        self.ask = ask;
        self
    }

    /// Checks signatures in another way.
    #[must_use]
    pub fn keys(mut self, keys: impl Keys + 'static) -> Self {
        let deadline = self.cx.deadline();
        self.cx = Context::new(
            Arc::clone(&self.http) as Arc<_>,
            Arc::new(keys),
            Arc::new(FixedClock::at(NOW)),
            Arc::new(FixedRandom::default()),
            deadline,
        );
        self
    }

    /// What the connector may use from outside.
    pub const fn context(&self) -> &Context {
        &self.cx
    }

    /// The connector.
    pub fn connector(&self) -> &dyn Connector {
        &*self.connector
    }

    /// Begins a sign-in: the authorization URL and what the callback is held against.
    ///
    /// # Errors
    /// Those of the connector.
    pub async fn begin(&self) -> Result<(String, Pending)> {
        let redirect = self.connector.authorize(&self.cx, &self.ask).await?;
        Ok(Pending::new(redirect, self.cx.now(), 600, REDIRECT_URI))
    }

    /// Comes back with a query, in which `{state}` stands for the right state.
    ///
    /// # Errors
    /// Those of the checks.
    pub async fn come_back(&self, query: &str) -> Result<Verified> {
        let (_, pending) = self.begin().await?;
        let query = query.replace("{state}", pending.attempt().state());
        let answer = Callback::from_query(query).answer(self.connector.callback_rules().form_post)?;
        let returned = pending.returned(answer, self.cx.now())?;
        let mark = returned.mark();
        returned.verify(&*self.connector, Ok(mark.spent_for_the_first_time()))
    }

    /// A whole sign-in: begins, comes back with a query, exchanges the code, fetches the profile.
    ///
    /// # Errors
    /// Those of the connector.
    pub async fn sign_in(&self, query: &str) -> Result<Profile> {
        let verified = self.come_back(query).await?;
        let grant = self.connector.callback(&self.cx, verified).await?;
        let profile = self.connector.profile(&self.cx, &grant).await?;
        profile.keeps_contract()?;
        Ok(profile)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Recorded> {
        self.http.requests()
    }
}

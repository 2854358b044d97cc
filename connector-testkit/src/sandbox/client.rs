//! The apps registered at the sandbox: what a developer would have typed into the provider's console.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::items;

/// Whose dialect is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Provider {
    /// Kakao Login.
    Kakao,
    /// NAVER Login, the OAuth 2.0 paths (`/oauth2.0/*`).
    Naver,
}

/// One app as the provider's console knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct TestClient {
    pub(super) id: String,
    pub(super) secret: Option<String>,
    pub(super) redirect_uris: Vec<String>,
    pub(super) items: Option<Vec<String>>,
    pub(super) app_id: u64,
}

impl TestClient {
    /// An app with this client id, no secret, no redirect URI and every consent item of its provider switched on.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: None,
            redirect_uris: Vec::new(),
            items: None,
            app_id: 1_234_567,
        }
    }

    /// Switches the client secret on: from now on every token call must carry it.
    #[must_use]
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Registers one more redirect URI. It is compared byte for byte.
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// Switches on only these consent items (`profile_nickname`, …; at NAVER `nickname`, …). Asking Kakao for
    /// another one ends in KOE205.
    #[must_use]
    pub fn items<I: Into<String>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        self.items = Some(ids.into_iter().map(Into::into).collect());
        self
    }

    /// The app id in Kakao's `access_token_info`; 1234567 unless set.
    #[must_use]
    pub fn app_id(mut self, app_id: u64) -> Self {
        self.app_id = app_id;
        self
    }

    /// The consent items that this app has switched on.
    pub(super) fn configured(&self, provider: Provider) -> Vec<&'static items::Item> {
        items::all(provider).iter().filter(|item| self.has(item.id)).collect()
    }

    fn has(&self, id: &str) -> bool {
        self.items.as_ref().is_none_or(|on| on.iter().any(|known| known == id))
    }
}

/// Says whether there is a secret, never which.
impl fmt::Debug for TestClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestClient")
            .field("id", &self.id)
            .field("secret", &self.secret.as_ref().map(|_| "…"))
            .field("redirect_uris", &self.redirect_uris)
            .field("items", &self.items)
            .field("app_id", &self.app_id)
            .finish()
    }
}

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
    /// NAVER Login, the OAuth 2.0 paths (`/oauth2.0/*`) and the OpenID Connect ones (`/oauth2/*`).
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
    pub(super) oidc: Option<bool>,
    pub(super) admin_key: Option<String>,
    pub(super) logout_redirect_uris: Vec<String>,
}

impl TestClient {
    /// An app with this client id, no secret, no redirect URI and every ordinary consent item of its provider
    /// switched on.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: None,
            redirect_uris: Vec::new(),
            items: None,
            app_id: 1_234_567,
            oidc: None,
            admin_key: None,
            logout_redirect_uris: Vec::new(),
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
    /// another one ends in KOE205. Addresses need a permission of their own and are on only if named here: Kakao's
    /// `shipping_address`, NAVER's `payaddress`.
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

    /// Kakao's console switch "OpenID Connect". On: an id_token comes with every sign-in but those whose `scope` leaves
    /// `openid` out. Off: asking for `openid` ends in KOE205. Never set: an id_token comes only if `scope` names
    /// `openid`.
    #[must_use]
    pub fn oidc(mut self, on: bool) -> Self {
        self.oidc = Some(on);
        self
    }

    /// Kakao's admin key: whoever has it may call the API in the name of every linked user. Without one, `KakaoAK` is
    /// always refused.
    #[must_use]
    pub fn admin_key(mut self, key: impl Into<String>) -> Self {
        self.admin_key = Some(key.into());
        self
    }

    /// Registers one more address to which Kakao's browser logout may lead. It is compared byte for byte.
    #[must_use]
    pub fn logout_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.logout_redirect_uris.push(uri.into());
        self
    }

    /// The consent items that this app has switched on.
    pub(super) fn configured(&self, provider: Provider) -> Vec<&'static items::Item> {
        items::all(provider).iter().filter(|item| self.has(item.id)).collect()
    }

    fn has(&self, id: &str) -> bool {
        match &self.items {
            Some(on) => on.iter().any(|known| known == id),
            None => !items::BY_NAME_ONLY.contains(&id),
        }
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
            .field("oidc", &self.oidc)
            .field("admin_key", &self.admin_key.as_ref().map(|_| "…"))
            .field("logout_redirect_uris", &self.logout_redirect_uris)
            .finish()
    }
}

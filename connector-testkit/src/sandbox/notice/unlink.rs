//! Kakao's simple webhook: a person unlinked the app.

use std::{fmt, io};

use url::form_urlencoded::Serializer;

use super::wire::{Receipt, Sending};

/// Kakao tells an app that somebody unlinked it (Kakao Developers, Kakao Login › Webhook).
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct KakaoUnlinkNotice {
    to: String,
    admin_key: String,
    app_id: String,
    user_id: String,
    referrer_type: String,
    method: &'static str,
}

impl KakaoUnlinkNotice {
    /// A notice by POST that this member number unlinked the app 1234567 at Kakao's own page.
    pub fn new(to: impl Into<String>, admin_key: impl Into<String>, user_id: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            admin_key: admin_key.into(),
            app_id: "1234567".to_owned(),
            user_id: user_id.into(),
            referrer_type: "UNLINK_FROM_APPS".to_owned(),
            method: "POST",
        }
    }

    /// By GET, the fields in the query: the other choice in the console.
    pub fn by_get(mut self) -> Self {
        self.method = "GET";
        self
    }

    /// Another app.
    pub fn app_id(mut self, app_id: impl Into<String>) -> Self {
        self.app_id = app_id.into();
        self
    }

    /// Another reason: `ACCOUNT_DELETE`, `UNLINK_FROM_ADMIN`, …
    pub fn referrer_type(mut self, referrer_type: impl Into<String>) -> Self {
        self.referrer_type = referrer_type.into();
        self
    }

    /// Sends it.
    ///
    /// # Errors
    ///
    /// If the address is no `http` URL, or nothing came back.
    pub async fn send(&self) -> io::Result<Receipt> {
        let fields = Serializer::new(String::new())
            .append_pair("app_id", &self.app_id)
            .append_pair("user_id", &self.user_id)
            .append_pair("referrer_type", &self.referrer_type)
            .finish();
        let (query, body) = if self.method == "GET" {
            (fields.as_str(), "")
        } else {
            ("", fields.as_str())
        };
        Sending {
            method: self.method,
            to: &self.to,
            query,
            headers: &[
                ("Authorization", &format!("KakaoAK {}", self.admin_key)),
                ("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"),
            ],
            body,
        }
        .send()
        .await
    }
}

/// Says who left, never the key.
impl fmt::Debug for KakaoUnlinkNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KakaoUnlinkNotice")
            .field("to", &self.to)
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

//! What a provider does of its own accord: it cuts links and tells apps about it.

use std::io;

use super::notice::{KakaoEvent, Receipt};
use super::{Provider, Sandbox, users};

impl Sandbox {
    /// What an app knows a user as: Kakao's member number, NAVER's profile `id`. `key` is the user's name in forms, as
    /// `whale`.
    #[must_use]
    pub fn user_id(&self, provider: Provider, key: &str) -> Option<String> {
        let user = users::find(key)?;
        Some(match provider {
            Provider::Kakao => user.kakao.id.to_string(),
            Provider::Naver => user.naver.id.to_owned(),
        })
    }

    /// The user unlinks the app at the provider's own page: every token is dead. Gives whether there was a link. No
    /// notice is sent by itself.
    pub fn unlink(&self, provider: Provider, client_id: &str, key: &str) -> bool {
        let Some((client, user)) = self.shared.client(provider, client_id).zip(users::find(key)) else {
            return false;
        };
        let mut book = self.shared.book.lock();
        let grant = book.links.get(provider, client, user).map(|link| link.grant.clone());
        if let Some(grant) = &grant {
            book.unlink(grant);
        }
        grant.is_some()
    }

    /// The security event token as it would be sent, signed with Kakao's key of the moment.
    ///
    /// # Errors
    ///
    /// If there is no key to sign with, which does not happen.
    pub fn kakao_event_token(&self, event: &KakaoEvent) -> io::Result<String> {
        event.token(&self.shared)
    }

    /// Signs a security event token and sends it.
    ///
    /// # Errors
    ///
    /// If the address is no `http` URL, or nothing came back.
    pub async fn send_kakao_event(&self, event: &KakaoEvent) -> io::Result<Receipt> {
        event.send(&event.token(&self.shared)?).await
    }
}

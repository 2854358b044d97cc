//! What a provider answers when a configuration is tried without a user: a deliberately wrong code, and the page where a
//! sign-in begins. Rows of data; who sends the requests is the host.

use crate::{console::Basis, text::Text};

/// How a provider's answers to a check are read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LiveCheck {
    /// What the page says where a sign-in begins: codes or words in it, or in the address to which it redirects. A page
    /// without any of them is the login page.
    pub page: &'static [LiveRow],
    /// What the token endpoint says to a wrong code: its error, its code, or words of its text.
    pub token: &'static [LiveRow],
    /// The provider's discovery document, if it has one.
    pub discovery: Option<LiveDiscovery>,
    /// What no request can find out.
    pub reminders: &'static [Text],
}

impl LiveCheck {
    /// A check without a discovery document and without reminders.
    pub const fn new(page: &'static [LiveRow], token: &'static [LiveRow]) -> Self {
        Self {
            page,
            token,
            discovery: None,
            reminders: &[],
        }
    }

    /// Names the discovery document.
    #[must_use]
    pub const fn discovery(mut self, discovery: LiveDiscovery) -> Self {
        self.discovery = Some(discovery);
        self
    }

    /// Adds what no request can find out.
    #[must_use]
    pub const fn reminders(mut self, reminders: &'static [Text]) -> Self {
        self.reminders = reminders;
        self
    }
}

/// One answer and what it proves.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LiveRow {
    /// The code, or the words.
    pub says: &'static str,
    /// What that proves.
    pub verdict: Verdict,
    /// How we know.
    pub basis: Basis,
}

impl LiveRow {
    /// A row that the provider documents.
    pub const fn documented(says: &'static str, verdict: Verdict) -> Self {
        Self {
            says,
            verdict,
            basis: Basis::Documented,
        }
    }

    /// A row that somebody saw at the live service.
    pub const fn observed(says: &'static str, verdict: Verdict) -> Self {
        Self {
            says,
            verdict,
            basis: Basis::Observed,
        }
    }
}

/// What an answer proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// Id and secret are right.
    Accepted,
    /// The provider does not know the id.
    UnknownId,
    /// Id or secret is wrong.
    Refused,
    /// The redirect URI is not registered.
    Callback,
    /// The application may not use login.
    Blocked,
    /// A scope is not configured.
    Scope,
    /// Nothing: the provider asks to come back later.
    Later,
}

/// A discovery document (OpenID Connect Discovery 1.0 §4) and what must stand in it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LiveDiscovery {
    /// Path of the authorization endpoint for which it holds; what stands before it in an address is the base of all others.
    pub authorize: &'static str,
    /// Path of the document.
    pub document: &'static str,
    /// The issuer, byte for byte.
    pub issuer: &'static str,
    /// Path of the key set.
    pub keys: &'static str,
}

impl LiveDiscovery {
    /// A document by the paths of the authorization endpoint, of itself and of the key set, and its issuer.
    pub const fn new(
        authorize: &'static str,
        document: &'static str,
        issuer: &'static str,
        keys: &'static str,
    ) -> Self {
        Self {
            authorize,
            document,
            issuer,
            keys,
        }
    }
}

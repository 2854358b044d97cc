//! What an embedder asks for when it begins a sign-in, and what it gets.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, ErrorKind, Result},
    state::Attempt,
};

/// Longest data of the embedder that travels with a sign-in, in bytes (L18).
pub const MAX_APP_DATA: usize = 2 * 1024;

/// Parameters that belong to the engine. No caller can set them (B8).
pub const CORE_PARAMS: [&str; 10] = [
    "client_id",
    "client_secret",
    "redirect_uri",
    "response_type",
    "response_mode",
    "state",
    "scope",
    "nonce",
    "code_challenge",
    "code_challenge_method",
];

/// A wish to begin a sign-in. `Debug` shows none of the values.
#[derive(Clone, Default)]
pub struct AuthorizeRequest {
    app_data: Vec<u8>,
    return_to: Option<String>,
    redirect_uri: Option<String>,
    extra_scopes: Vec<String>,
    params: Vec<(String, String)>,
    wishes: Vec<Wish>,
    hints: Vec<(Hint, String)>,
    user_agent: Option<String>,
    raw: Option<RawWish>,
}

/// How the provider shall treat the user this time. Each provider has its own word for it, or none; a wish without a word is
/// refused as `unsupported` instead of being dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Wish {
    /// Ask again for items that the user refused.
    Reconsent,
    /// Ask for the password although the user is signed in at the provider.
    Reauthenticate,
    /// Show nothing; where that is not possible the callback says `interaction_required`.
    Silent,
    /// Let the user choose an account.
    ChooseAccount,
    /// Begin with signing up at the provider.
    SignUpFirst,
}

impl Wish {
    /// The stable snake-case name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reconsent => "reconsent",
            Self::Reauthenticate => "reauthenticate",
            Self::Silent => "silent",
            Self::ChooseAccount => "choose_account",
            Self::SignUpFirst => "sign_up_first",
        }
    }
}

/// A value that helps the provider's pages. Its parameter has another name at every provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Hint {
    /// Who is going to sign in: an e-mail address, a phone number or a login name.
    Login,
    /// Terms of service to ask for.
    ServiceTerms,
    /// A channel to offer.
    Channel,
}

impl Hint {
    /// The stable snake-case name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Login => "login_hint",
            Self::ServiceTerms => "service_terms",
            Self::Channel => "channel",
        }
    }
}

/// Which members the raw profile may hold beyond the harmless ones. They are members whose names a provider's description calls
/// private: national ids, legal names, internal ids (P9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawWish {
    pub(crate) including: Vec<String>,
}

impl RawWish {
    /// The wish as one text, for sealing: names with commas between them.
    pub(crate) fn to_text(&self) -> String {
        format!("+{}", self.including.join(","))
    }

    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let names = text.strip_prefix('+')?;
        let including = names.split(',').filter(|name| !name.is_empty()).map(str::to_owned);
        Some(Self {
            including: including.collect(),
        })
    }
}

impl AuthorizeRequest {
    /// An ordinary sign-in.
    pub fn new() -> Self {
        Self::default()
    }

    /// Data of the embedder, at most 2 KiB. It travels inside the sealed sign-in and comes back byte for byte (B5).
    #[must_use]
    pub fn app_data(mut self, data: impl Into<Vec<u8>>) -> Self {
        self.app_data = data.into();
        self
    }

    /// Where the browser goes after the sign-in: a path of the public origin, or an address of an allowed origin (B1).
    #[must_use]
    pub fn return_to(mut self, address: impl Into<String>) -> Self {
        self.return_to = Some(address.into());
        self
    }

    /// The redirect URI that the embedder expects; one that is not the instance's own is refused (B2).
    #[must_use]
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uri = Some(uri.into());
        self
    }

    /// Asks for a scope beyond the configured ones (B15).
    #[must_use]
    pub fn extra_scope(mut self, scope: impl Into<String>) -> Self {
        self.extra_scopes.push(scope.into());
        self
    }

    /// Sets a further parameter that the provider documents, such as Kakao's `login_hint` (B15).
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// Asks that the provider treats the user in some way.
    #[must_use]
    pub fn wish(mut self, wish: Wish) -> Self {
        if !self.wishes.contains(&wish) {
            self.wishes.push(wish);
        }
        self
    }

    /// Helps the provider's pages with a value.
    #[must_use]
    pub fn hint(mut self, hint: Hint, value: impl Into<String>) -> Self {
        self.hints.push((hint, value.into()));
        self
    }

    /// Tells the `User-Agent` of the browser, by which some connectors recognise the provider's own app.
    #[must_use]
    pub fn user_agent(mut self, agent: impl Into<String>) -> Self {
        self.user_agent = Some(agent.into());
        self
    }

    /// Keeps the raw profile beside the normalised one, without the members that the provider's description calls private.
    #[must_use]
    pub fn keep_raw(mut self) -> Self {
        self.raw.get_or_insert_default();
        self
    }

    /// Keeps the raw profile with one private member, such as Kakao's `ci`. Say it once for each.
    #[must_use]
    pub fn keep_raw_including_private(mut self, member: impl Into<String>) -> Self {
        self.raw.get_or_insert_default().including.push(member.into());
        self
    }

    /// How the provider shall treat the user.
    pub fn wishes(&self) -> &[Wish] {
        &self.wishes
    }

    /// The values that help the provider's pages.
    pub fn hints(&self) -> &[(Hint, String)] {
        &self.hints
    }

    /// The `User-Agent` of the browser, if it was told.
    pub fn browser(&self) -> Option<&str> {
        self.user_agent.as_deref()
    }

    /// What is wished of the raw profile.
    pub const fn raw(&self) -> Option<&RawWish> {
        self.raw.as_ref()
    }

    /// The embedder's data.
    pub fn data(&self) -> &[u8] {
        &self.app_data
    }

    /// The wished return address, as given.
    pub fn return_address(&self) -> Option<&str> {
        self.return_to.as_deref()
    }

    /// The scopes beyond the configured ones.
    pub fn extra_scopes(&self) -> &[String] {
        &self.extra_scopes
    }

    /// The further parameters.
    pub fn params(&self) -> &[(String, String)] {
        &self.params
    }

    /// Whether nothing is asked of the provider beyond what the instance always asks.
    pub(crate) fn is_plain(&self) -> bool {
        self.extra_scopes.is_empty() && self.params.is_empty() && self.wishes.is_empty() && self.hints.is_empty()
    }

    /// Checks the request against an instance's redirect URI and the parameters that its provider documents.
    ///
    /// # Errors
    /// `request_invalid` (B2, B6, B7, B8, B15).
    pub fn check(&self, redirect_uri: &str, documented: &[String]) -> Result<()> {
        let refuse = |message| Err(Error::new(ErrorKind::RequestInvalid, message));
        if self.app_data.len() > MAX_APP_DATA {
            return refuse("the app data is longer than 2 KiB");
        }
        if self.redirect_uri.as_deref().is_some_and(|uri| uri != redirect_uri) {
            return refuse("the redirect URI is not the instance's own");
        }
        if !self.extra_scopes.iter().all(|scope| is_scope(scope)) {
            return refuse("a scope holds characters outside RFC 6749 section 3.3");
        }
        let unfit = |text: &String| text.len() > 1024 || text.contains(char::is_control);
        if self.hints.iter().any(|(_, value)| unfit(value)) {
            return refuse("a hint is too long or holds control characters");
        }
        let plain = |name: &String| {
            (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        if self
            .raw
            .as_ref()
            .is_some_and(|raw| raw.including.len() > 16 || !raw.including.iter().all(plain))
        {
            return refuse("the raw profile can include at most 16 members by name");
        }
        for (n, (name, value)) in self.params.iter().enumerate() {
            if CORE_PARAMS.contains(&name.as_str()) {
                return refuse("a parameter that belongs to the engine cannot be set");
            }
            if !documented.contains(name) {
                return refuse("the provider does not document this parameter");
            }
            if self.params.iter().take(n).any(|(earlier, _)| earlier == name) {
                return refuse("a parameter was set twice");
            }
            if unfit(value) {
                return refuse("a parameter is too long or holds control characters");
            }
        }
        Ok(())
    }
}

impl fmt::Debug for AuthorizeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizeRequest")
            .field("app_data", &self.app_data.len())
            .field("return_to", &self.return_to.is_some())
            .field("extra_scopes", &self.extra_scopes.len())
            .field("params", &self.params.len())
            .field("wishes", &self.wishes)
            .field("raw", &self.raw.is_some())
            .finish_non_exhaustive()
    }
}

/// Whether a text is one scope item: 1-128 printable ASCII characters without space, quote and backslash (RFC 6749 §3.3).
pub fn is_scope(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\')
}

/// What a connector answers to a wish to begin: where the browser goes, and what the callback must prove.
#[derive(Clone)]
pub struct Redirect {
    url: String,
    attempt: Attempt,
    data: Vec<u8>,
}

impl Redirect {
    /// Sends the browser to `url`; the callback must bring back the attempt's `state`.
    pub const fn to(url: String, attempt: Attempt) -> Self {
        Self {
            url,
            attempt,
            data: Vec::new(),
        }
    }

    /// Keeps data of a raw connector inside the sealed sign-in until the callback. It shares the 3 800 bytes of L18.
    #[must_use]
    pub fn data(mut self, data: Vec<u8>) -> Self {
        self.data = data;
        self
    }

    /// Where the browser goes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The secrets of this attempt.
    pub const fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Takes the redirect apart: URL, attempt, data.
    pub fn into_parts(self) -> (String, Attempt, Vec<u8>) {
        (self.url, self.attempt, self.data)
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redirect([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(ask: AuthorizeRequest) -> bool {
        let documented = ["login_hint".to_owned()];
        ask.check("https://l.example/callback/k", &documented)
            .is_err_and(|error| error.kind() == ErrorKind::RequestInvalid)
    }

    #[test]
    fn b2_b6_b7_b8_b15_wishes_outside_the_rules_are_refused() {
        let ask = AuthorizeRequest::new;
        assert!(!refused(ask()));
        assert!(!refused(
            ask()
                .redirect_uri("https://l.example/callback/k")
                .param("login_hint", "a&client_id=x")
        ));
        assert!(refused(ask().redirect_uri("https://evil.example/")));
        assert!(refused(ask().app_data(vec![0; MAX_APP_DATA + 1])));
        for scope in ["a b", "a\tb", "a\"b", "a\\b", "", "가"] {
            assert!(refused(ask().extra_scope(scope)), "{scope:?}");
        }
        for name in CORE_PARAMS {
            assert!(refused(ask().param(name, "x")), "{name}");
        }
        assert!(refused(ask().param("unknown", "x")));
        assert!(refused(ask().param("login_hint", "x").param("login_hint", "x")));
        assert!(refused(ask().param("login_hint", "a\r\nb")));
    }
}

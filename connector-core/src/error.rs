//! One error type: a kind, where it happened, and what a person can do about it.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use crate::{config::Finding, provider_error::ProviderError};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! kinds {
    ($($variant:ident $code:literal $http:literal $retry:literal $words:literal $remedy:literal, $doc:literal;)*) => {
        /// What went wrong, as a closed list. Its snake-case names are stable codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum ErrorKind { $(#[doc = $doc] $variant,)* }

        impl ErrorKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable snake-case name.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The status with which the shipped router answers an API call.
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$variant => $http,)* }
            }

            /// Whether the same thing may work later although nobody changes anything. After a callback that means a
            /// new sign-in from the start, never the same callback again.
            pub const fn is_retryable(self) -> bool {
                match self { $(Self::$variant => $retry,)* }
            }

            /// Whether the provider's own words belong into an error of this kind (L26).
            pub const fn keeps_provider_words(self) -> bool {
                match self { $(Self::$variant => $words,)* }
            }

            /// Who can do what about it.
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy,)* }
            }
        }
    };
}

kinds! {
    ConfigInvalid "config_invalid" 500 false false "correct the settings the findings name",
        "The settings document, an instance or an endpoint override is wrong; carries findings, never a value.";
    ConnectorUnknown "connector_unknown" 404 false false "use an instance id from the settings, and link its connector",
        "There is no such instance, or its connector is not linked into this binary.";
    RequestInvalid "request_invalid" 400 false false "correct the arguments of the call",
        "The embedder called with arguments outside the rules.";
    Denied "denied" 403 false true "the user may start again",
        "The user pressed cancel or refused at the provider.";
    InteractionRequired "interaction_required" 401 false true "show the ordinary sign-in button",
        "Silent or automatic sign-in was not possible.";
    UserNotAllowed "user_not_allowed" 403 false true "the user cannot use this application at the provider; for a test application the admin adds them as a member",
        "The provider does not let this user use this application (age, blocked, dormant, not a tester).";
    StateMismatch "state_mismatch" 400 false false "start the sign-in again in the same browser",
        "The callback does not belong to a sign-in begun in this browser for this instance: none, forged, foreign or already used.";
    SignInExpired "sign_in_expired" 400 false false "start the sign-in again",
        "The sign-in was genuine but is older than its life time.";
    CallbackInvalid "callback_invalid" 400 false false "start the sign-in again",
        "A callback or provider notification is malformed or not authentic.";
    CredentialsRejected "credentials_rejected" 502 false true "compare id, secret, redirect URI and console switches with the provider's console",
        "The provider refuses the client itself: id, secret, redirect URI, scope, address list, console switch or paid limit.";
    GrantRejected "grant_rejected" 400 false true "start the sign-in again",
        "The provider refuses the code or refresh token, or says no for a reason we do not know.";
    TokenRejected "token_rejected" 401 false true "refresh the token, or sign in again",
        "The access token is refused.";
    ConsentMissing "consent_missing" 403 false true "ask the user for the missing consent",
        "The token is good but a consent item is missing.";
    RateLimited "rate_limited" 503 true true "try again later",
        "The provider asks us to slow down.";
    ProviderUnavailable "provider_unavailable" 503 true true "try again later; for `tls` the operator checks certificates",
        "There was no usable answer: DNS, connect, TLS, reset, cut short, broken framing, 5xx, maintenance.";
    Timeout "timeout" 504 true false "try again later",
        "A deadline of L1-L3 ran out.";
    ReplyInvalid "reply_invalid" 502 false true "report it: the provider answered outside its protocol",
        "An answer arrived whole but is outside the protocol, redirects included.";
    ReplyTooLarge "reply_too_large" 502 false false "report it: the provider's answer passed a size limit",
        "An answer passed a cap of L5-L6.";
    IdTokenInvalid "id_token_invalid" 401 false false "check the client id and the provider's OpenID Connect switch",
        "An id_token is missing, malformed, wrongly signed or says the wrong thing.";
    Unsupported "unsupported" 501 false false "use one of the capabilities the connector has",
        "This connector has no such capability.";
    StoreUnavailable "store_unavailable" 503 true false "bring the one-time guard's store back",
        "The one-time guard cannot promise single use, so the callback is refused.";
    Overloaded "overloaded" 503 true false "try again later, or raise the limit of calls in progress",
        "A limit of calls in progress is reached (L30).";
    Internal "internal" 500 false false "report it: this is a fault of the program or a connector",
        "Our bug, a panicking connector, or no randomness.";
}

/// In which part of a sign-in an error arose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stage {
    /// Reading the settings.
    Config,
    /// Building the authorization URL.
    Authorize,
    /// Checking what the browser brought back.
    Callback,
    /// Exchanging the code.
    Token,
    /// Checking an id_token.
    IdToken,
    /// Fetching and reading the profile.
    Profile,
    /// Refreshing a token.
    Refresh,
    /// Revoking, unlinking or logging out.
    Revoke,
    /// Checking a token or a credential that was handed in.
    Verify,
    /// Reading or changing what the user consented to.
    Consents,
    /// Reading a notification of the provider.
    Notification,
}

impl Stage {
    /// The stable snake-case name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Authorize => "authorize",
            Self::Callback => "callback",
            Self::Token => "token",
            Self::IdToken => "id_token",
            Self::Profile => "profile",
            Self::Refresh => "refresh",
            Self::Revoke => "revoke",
            Self::Verify => "verify",
            Self::Consents => "consents",
            Self::Notification => "notification",
        }
    }
}

/// Tells faults of one kind apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The answer was a redirect, which is never followed.
    Redirect,
    /// The connection could not be made or broke.
    Transport,
    /// Certificate or handshake.
    Tls,
    /// The name could not be resolved.
    Dns,
    /// The address is not public and the instance does not allow private ones.
    PrivateAddress,
    /// The callback was used before.
    AlreadyUsed,
    /// The one-time guard holds its limit of live marks.
    GuardFull,
    /// The browser brought no sign-in of its own.
    NoSignIn,
    /// An object held one member twice.
    RepeatedMember,
    /// The connector panicked.
    Panic,
    /// A connector broke a rule of its contract.
    Contract,
    /// The host is shutting down.
    ShuttingDown,
    /// Nobody knows whether the provider carried the request out: it was not sent again, and the old token is to be kept.
    InDoubt,
    /// A signature or another proof of origin is missing or wrong.
    Proof,
    /// The token names another issuer.
    Issuer,
    /// The token is for another client.
    Audience,
    /// No published key fits the token's signature.
    Key,
}

impl Reason {
    /// The stable snake-case name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::Transport => "transport",
            Self::Tls => "tls",
            Self::Dns => "dns",
            Self::PrivateAddress => "private_address",
            Self::AlreadyUsed => "already_used",
            Self::GuardFull => "guard_full",
            Self::NoSignIn => "no_sign_in",
            Self::RepeatedMember => "repeated_member",
            Self::Panic => "panic",
            Self::Contract => "contract",
            Self::ShuttingDown => "shutting_down",
            Self::InDoubt => "in_doubt",
            Self::Proof => "proof",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Key => "key",
        }
    }
}

/// Every failure of this framework. It never holds a secret, a code, a token or personal data (X3).
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    stage: Option<Stage>,
    reason: Option<Reason>,
    connector: Option<Box<str>>,
    instance: Option<Box<str>>,
    provider: Option<ProviderError>,
    retry_after: Option<u32>,
    capabilities: Vec<&'static str>,
    findings: Vec<Finding>,
}

impl Error {
    /// An error of a kind with a message that names no value of the outside world.
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            stage: None,
            reason: None,
            connector: None,
            instance: None,
            provider: None,
            retry_after: None,
            capabilities: Vec::new(),
            findings: Vec::new(),
        }))
    }

    /// A `config_invalid` error that carries findings.
    pub fn config(findings: Vec<Finding>) -> Self {
        let mut error = Self::new(ErrorKind::ConfigInvalid, "the settings are not valid").at(Stage::Config);
        error.0.findings = findings;
        error
    }

    /// Tells the stage, unless a more inner room told it already.
    #[must_use]
    pub fn at(mut self, stage: Stage) -> Self {
        self.0.stage.get_or_insert(stage);
        self
    }

    /// Tells faults of one kind apart.
    #[must_use]
    pub fn because(mut self, reason: Reason) -> Self {
        self.0.reason = Some(reason);
        self
    }

    /// Tells the connector, unless it is told already.
    #[must_use]
    pub fn of_connector(mut self, id: &str) -> Self {
        self.0.connector.get_or_insert_with(|| id.into());
        self
    }

    /// Tells the instance, unless it is told already.
    #[must_use]
    pub fn of_instance(mut self, id: &str) -> Self {
        self.0.instance.get_or_insert_with(|| id.into());
        self
    }

    /// Adds what the provider said. Of kinds that do not keep the provider's words only the status stays.
    #[must_use]
    pub fn said(mut self, mut said: ProviderError) -> Self {
        if !self.0.kind.keeps_provider_words() {
            said = ProviderError::status_only(said.status());
        }
        self.0.provider = Some(said);
        self
    }

    /// Adds the provider's wish to be left alone for some seconds.
    #[must_use]
    pub fn retry_after(mut self, secs: Option<u32>) -> Self {
        self.0.retry_after = secs;
        self
    }

    /// Adds the capabilities that a connector does have.
    #[must_use]
    pub fn capabilities(mut self, names: Vec<&'static str>) -> Self {
        self.0.capabilities = names;
        self
    }

    /// What went wrong.
    pub const fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it went wrong, once known.
    pub const fn stage(&self) -> Option<Stage> {
        self.0.stage
    }

    /// Tells faults of one kind apart.
    pub const fn reason(&self) -> Option<Reason> {
        self.0.reason
    }

    /// The connector's id, once known.
    pub fn connector(&self) -> Option<&str> {
        self.0.connector.as_deref()
    }

    /// The instance's id, once known.
    pub fn instance(&self) -> Option<&str> {
        self.0.instance.as_deref()
    }

    /// The message alone, without kind, stage and remedy.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What the provider said, scrubbed and capped.
    pub const fn provider(&self) -> Option<&ProviderError> {
        self.0.provider.as_ref()
    }

    /// Seconds for which the provider asked to be left alone, 0-3 600 (L27). Reported, never waited for.
    pub const fn retry_after_secs(&self) -> Option<u32> {
        self.0.retry_after
    }

    /// The capabilities that the connector does have; filled for `unsupported`.
    pub fn known_capabilities(&self) -> &[&'static str] {
        &self.0.capabilities
    }

    /// What is wrong with the settings; filled for `config_invalid`.
    pub fn findings(&self) -> &[Finding] {
        &self.0.findings
    }

    /// Whether the same thing may work later although nobody changes anything.
    pub const fn is_retryable(&self) -> bool {
        self.0.kind.is_retryable()
    }

    /// A stable dotted code: connector, stage and kind, such as `kakao.token.grant_rejected`.
    pub fn code(&self) -> String {
        let who = self.connector().unwrap_or("host");
        match self.stage() {
            Some(stage) => format!("{who}.{}.{}", stage.code(), self.kind().code()),
            None => format!("{who}.{}", self.kind().code()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())?;
        if let Some(reason) = self.reason() {
            write!(f, " ({})", reason.code())?;
        }
        if let Some(instance) = self.instance() {
            write!(f, " [instance {instance}]")?;
        }
        if let Some(said) = self.provider() {
            write!(f, "{}", said.brief())?;
        }
        for finding in self.findings() {
            write!(f, "\n  {finding}")?;
        }
        write!(f, "; {}", self.kind().remedy())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_room_keeps_its_stage() {
        let error = Error::new(ErrorKind::Timeout, "late")
            .at(Stage::Token)
            .at(Stage::Callback)
            .of_connector("kakao");
        assert_eq!(error.code(), "kakao.token.timeout");
    }

    #[test]
    fn x3_words_stay_only_where_the_kind_keeps_them() {
        let words = || ProviderError::status_only(Some(400)).with_code("KOE320");
        assert_eq!(
            Error::new(ErrorKind::GrantRejected, "no")
                .said(words())
                .provider()
                .unwrap()
                .code(),
            Some("KOE320")
        );
        let late = Error::new(ErrorKind::Timeout, "no").said(words());
        assert_eq!(late.provider().unwrap().code(), None);
        assert_eq!(late.provider().unwrap().status(), Some(400));
    }
}

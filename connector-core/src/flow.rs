//! The description of a provider, as data: where it lives, what it is asked, what its errors mean.
//!
//! Fields are private and set by builders, so that a field can arrive with the first provider that needs it without
//! breaking anybody. The same data can later be read from a file.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};

use crate::{
    ask::{Hint, Wish},
    call::Source,
    context::Algorithm,
    errors::Errors,
    notice::Event,
    plan::Plan,
    step::{Operation, Step},
};

/// One OAuth provider: its endpoints, its parameters and its errors.
///
/// Addresses begin with a host variable such as `{auth}`; its value is given with [`host`](Self::host) and may be replaced by
/// an admin's `origins`. They are resolved and checked once, when an instance is loaded.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Flow {
    pub(crate) hosts: BTreeMap<String, String>,
    pub(crate) authorize: String,
    pub(crate) token: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) discovery: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) issuer: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) ask_params: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) token_fields: Vec<(String, Source)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) scopes: Vec<String>,
    pub(crate) separator: String,
    #[serde(default)]
    pub(crate) pkce: bool,
    #[serde(default)]
    pub(crate) basic: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id_token: Option<IdToken>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) keep: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) steps: Vec<Step>,
    #[serde(default)]
    pub(crate) refresh: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) operations: BTreeMap<Operation, Step>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) logout_page: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) wishes: Vec<(Wish, String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wishes_joined: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<(Hint, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) private: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) events: Vec<(String, Event)>,
    pub(crate) callback_errors: Errors,
    pub(crate) token_errors: Errors,
    /// The plan for the provider's own hosts, shared by all instances without `origins`.
    #[serde(skip)]
    pub(crate) own_plan: OnceLock<Arc<Plan>>,
}

impl Flow {
    /// An authorization code flow (RFC 6749 §4.1) with the two endpoints, each beginning with a host variable.
    pub fn code(authorize: &str, token: &str) -> Self {
        Self {
            hosts: BTreeMap::new(),
            authorize: authorize.to_owned(),
            token: token.to_owned(),
            discovery: None,
            issuer: None,
            ask_params: Vec::new(),
            token_fields: Vec::new(),
            scopes: Vec::new(),
            separator: " ".to_owned(),
            pkce: false,
            basic: false,
            id_token: None,
            keep: Vec::new(),
            steps: Vec::new(),
            refresh: false,
            operations: BTreeMap::new(),
            logout_page: None,
            wishes: Vec::new(),
            wishes_joined: None,
            hints: Vec::new(),
            private: Vec::new(),
            events: Vec::new(),
            callback_errors: Errors::oauth(),
            token_errors: Errors::oauth(),
            own_plan: OnceLock::new(),
        }
    }

    /// A flow whose endpoints and keys are read from the provider's discovery document (OIDC Discovery 1.0 §4) when they are first
    /// needed. The document must name `issuer` byte for byte, and no host beyond those of the [host variables](Self::host).
    /// Prefer [`code`](Self::code) where the addresses are known: it saves a request and trusts one answer less.
    pub fn discovered(document: &str, issuer: &str, algorithm: Algorithm) -> Self {
        let mut flow = Self::code("", "").issuer(issuer);
        flow.discovery = Some(document.to_owned());
        flow.id_token(IdToken::new(issuer, algorithm, ""))
    }

    /// Gives a host variable its value: an https origin, without a path.
    #[must_use]
    pub fn host(mut self, variable: &str, origin: &str) -> Self {
        self.hosts.insert(variable.to_owned(), origin.to_owned());
        self
    }

    /// Names the issuer, with which an `iss` parameter of a callback must be equal byte for byte (RFC 9207).
    #[must_use]
    pub fn issuer(mut self, issuer: &str) -> Self {
        self.issuer = Some(issuer.to_owned());
        self
    }

    /// Names the further parameters of the authorization request that the provider documents. A caller may set these and no
    /// others (B15).
    #[must_use]
    pub fn ask_params(mut self, names: &[&str]) -> Self {
        self.ask_params = names.iter().map(|&name| name.to_owned()).collect();
        self
    }

    /// Adds a field to the token request.
    #[must_use]
    pub fn token_field(mut self, name: &str, source: Source) -> Self {
        self.token_fields.push((name.to_owned(), source));
        self
    }

    /// Names the scopes that are asked for when neither the config nor the caller names any. None by default.
    #[must_use]
    pub fn scopes(mut self, scopes: &[&str]) -> Self {
        self.scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        self
    }

    /// Joins several scopes with another text than the space of RFC 6749 §3.3.
    #[must_use]
    pub fn separator(mut self, separator: &str) -> Self {
        separator.clone_into(&mut self.separator);
        self
    }

    /// Sends a PKCE challenge, S256, with every sign-in (RFC 7636).
    #[must_use]
    pub const fn pkce(mut self) -> Self {
        self.pkce = true;
        self
    }

    /// Sends client id and secret in the `Authorization` header (`client_secret_basic`, RFC 6749 §2.3.1) instead of the form.
    #[must_use]
    pub const fn client_secret_basic(mut self) -> Self {
        self.basic = true;
        self
    }

    /// Says how an id_token is checked. A nonce is then sent with every sign-in. The id_token must come, unless the rule says
    /// that it [may be missing](IdToken::optional).
    #[must_use]
    pub fn id_token(mut self, rule: IdToken) -> Self {
        self.id_token = Some(rule);
        self
    }

    /// Keeps a text member of the token reply, unread, as an extra of [`Tokens`](crate::Tokens).
    #[must_use]
    pub fn keep(mut self, member: &str) -> Self {
        self.keep.push(member.to_owned());
        self
    }

    /// Adds a profile request.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Says that tokens can be refreshed at the token endpoint (RFC 6749 §6).
    #[must_use]
    pub const fn refresh(mut self) -> Self {
        self.refresh = true;
        self
    }

    /// Says how the provider does something after a sign-in.
    #[must_use]
    pub fn operation(mut self, operation: Operation, step: Step) -> Self {
        self.operations.insert(operation, step);
        self
    }

    /// Names the page that ends the browser's own session at the provider. It gets `client_id`, `logout_redirect_uri` and
    /// `state`.
    #[must_use]
    pub fn logout_page(mut self, address: &str) -> Self {
        self.logout_page = Some(address.to_owned());
        self
    }

    /// Says by which parameter of the authorization request the provider takes a wish.
    #[must_use]
    pub fn wish(mut self, wish: Wish, parameter: &str, value: &str) -> Self {
        self.wishes.push((wish, parameter.to_owned(), value.to_owned()));
        self
    }

    /// Says that one parameter takes several wishes with a text between them. Without it two wishes for one parameter are
    /// refused.
    #[must_use]
    pub fn wishes_joined(mut self, separator: &str) -> Self {
        self.wishes_joined = Some(separator.to_owned());
        self
    }

    /// Says by which parameter of the authorization request the provider takes a hint.
    #[must_use]
    pub fn hint(mut self, hint: Hint, parameter: &str) -> Self {
        self.hints.push((hint, parameter.to_owned()));
        self
    }

    /// Names members of the profile reply that are taken out of the raw profile, wherever they stand, unless they are asked for
    /// by name (P9).
    #[must_use]
    pub fn private(mut self, members: &[&str]) -> Self {
        self.private.extend(members.iter().map(|&member| member.to_owned()));
        self
    }

    /// Says what an event of a security event token means (RFC 8417), by its whole URI. All others are unknown events.
    #[must_use]
    pub fn event(mut self, uri: &str, event: Event) -> Self {
        self.events.push((uri.to_owned(), event));
        self
    }

    /// Says what the token endpoint's errors mean.
    #[must_use]
    pub fn errors(mut self, errors: Errors) -> Self {
        self.token_errors = errors;
        self
    }

    /// Says what an `error` in the callback means.
    #[must_use]
    pub fn callback_errors(mut self, errors: Errors) -> Self {
        self.callback_errors = errors;
        self
    }
}

/// How an id_token is checked (OIDC Core §3.1.3.7).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdToken {
    pub(crate) issuer: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) keys: String,
    #[serde(default)]
    pub(crate) optional: bool,
    #[serde(default)]
    pub(crate) independent_subject: bool,
}

impl IdToken {
    /// An id_token of one issuer, signed with one algorithm by a key of the set at `keys` (an address with a host variable).
    pub fn new(issuer: &str, algorithm: Algorithm, keys: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            algorithm,
            keys: keys.to_owned(),
            optional: false,
            independent_subject: false,
        }
    }

    /// Accepts a token reply without an id_token, unless the instance [demands one](crate::Client::demand_id_token). One that
    /// comes is checked all the same.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Says that the provider nowhere ties the id_token's subject to the id of its profile (F21). They are then compared only
    /// where the instance [demands it](crate::Client::same_subject).
    #[must_use]
    pub const fn independent_subject(mut self) -> Self {
        self.independent_subject = true;
        self
    }
}

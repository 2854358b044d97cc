//! The description of a provider, as data: where it lives, what it is asked, what its errors mean.
//!
//! Fields are private and set by builders, so that a field can arrive with the first provider that needs it without
//! breaking anybody. The same data can later be read from a file.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};

use crate::{call::Source, context::Algorithm, errors::Errors, plan::Plan};

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id_token: Option<IdToken>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) keep: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) steps: Vec<Step>,
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
            issuer: None,
            ask_params: Vec::new(),
            token_fields: Vec::new(),
            scopes: Vec::new(),
            separator: " ".to_owned(),
            pkce: false,
            id_token: None,
            keep: Vec::new(),
            steps: Vec::new(),
            callback_errors: Errors::oauth(),
            token_errors: Errors::oauth(),
            own_plan: OnceLock::new(),
        }
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

    /// Demands an id_token and says how it is checked. A nonce is then sent with every sign-in.
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
}

impl IdToken {
    /// An id_token of one issuer, signed with one algorithm by a key of the set at `keys` (an address with a host variable).
    pub fn new(issuer: &str, algorithm: Algorithm, keys: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            algorithm,
            keys: keys.to_owned(),
        }
    }
}

/// One profile request with the access token as bearer token (RFC 6750 §2.1). Its reply is kept under its name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    pub(crate) name: String,
    pub(crate) get: String,
    #[serde(default)]
    pub(crate) optional: bool,
    pub(crate) errors: Errors,
}

impl Step {
    /// A GET of an address that begins with a host variable and may have a query.
    pub fn get(name: &str, address: &str) -> Self {
        Self {
            name: name.to_owned(),
            get: address.to_owned(),
            optional: false,
            errors: Errors::api(),
        }
    }

    /// Takes 403 and 404 for "nothing there" instead of for a failure.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Says what the endpoint's errors mean.
    #[must_use]
    pub fn errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }
}

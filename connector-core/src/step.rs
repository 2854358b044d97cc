//! One further call of a provider, as data: a profile request, or an operation after the sign-in.

use serde::{Deserialize, Serialize};

use crate::{call::Source, errors::Errors};

/// One call with a name. By default a GET with the access token as bearer token (RFC 6750 §2.1) that answers with JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    pub(crate) name: String,
    pub(crate) address: String,
    #[serde(default)]
    pub(crate) post: bool,
    #[serde(default)]
    pub(crate) optional: bool,
    #[serde(default)]
    pub(crate) authorization: Authorization,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<(String, Value)>,
    #[serde(default)]
    pub(crate) bodiless: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) done: Vec<String>,
    pub(crate) errors: Errors,
}

/// What stands in the `Authorization` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Authorization {
    /// `Bearer` and the access token.
    #[default]
    Bearer,
    /// A scheme and the admin key.
    Admin(String),
    /// No header.
    None,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Value {
    Text(String),
    From(Source),
}

impl Step {
    /// A GET of an address that begins with a host variable and may have a query.
    pub fn get(name: &str, address: &str) -> Self {
        Self {
            name: name.to_owned(),
            address: address.to_owned(),
            post: false,
            optional: false,
            authorization: Authorization::Bearer,
            fields: Vec::new(),
            bodiless: false,
            done: Vec::new(),
            errors: Errors::api(),
        }
    }

    /// The userinfo endpoint of a [discovered](crate::Flow::discovered) flow (OIDC Core §5.3).
    pub fn userinfo(name: &str) -> Self {
        Self::get(name, "")
    }

    /// A POST of a form to an address that begins with a host variable.
    pub fn post(name: &str, address: &str) -> Self {
        Self {
            post: true,
            ..Self::get(name, address)
        }
    }

    /// Takes 403 and 404 for "nothing there" instead of for a failure.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Sends the client's admin key with a scheme instead of an access token.
    #[must_use]
    pub fn with_admin_key(mut self, scheme: &str) -> Self {
        self.authorization = Authorization::Admin(scheme.to_owned());
        self
    }

    /// Sends no `Authorization` header: the call proves itself by its fields.
    #[must_use]
    pub fn without_authorization(mut self) -> Self {
        self.authorization = Authorization::None;
        self
    }

    /// Adds a field with a constant text.
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), Value::Text(value.to_owned())));
        self
    }

    /// Adds a field that is filled from a source. One whose source is empty is left out.
    #[must_use]
    pub fn field(mut self, name: &str, source: Source) -> Self {
        self.fields.push((name.to_owned(), Value::From(source)));
        self
    }

    /// Takes any answer of success for success, with or without a body.
    #[must_use]
    pub const fn bodiless(mut self) -> Self {
        self.bodiless = true;
        self
    }

    /// Takes these provider codes for success: what is asked for was so already.
    #[must_use]
    pub fn done_on(mut self, codes: &[&str]) -> Self {
        self.done.extend(codes.iter().map(|&code| code.to_owned()));
        self
    }

    /// Says what the endpoint's errors mean.
    #[must_use]
    pub fn errors(mut self, errors: Errors) -> Self {
        self.errors = errors;
        self
    }
}

/// What a connector can do after a sign-in. A flow that gives one of them a [`Step`] has it; there is no second list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Operation {
    /// Ends the link between user and application, by one of the user's tokens.
    Revoke,
    /// The same, by the user's id.
    RevokeUser,
    /// Ends the life of one access token.
    Logout,
    /// Ends the life of all tokens of a user.
    LogoutUser,
    /// Says whether an access token is good, and whose it is.
    Verify,
    /// Reads what the user consented to.
    Consents,
    /// Withdraws consent to some items.
    WithdrawConsents,
    /// Reads the terms of service that the user agreed to.
    Terms,
    /// Agrees to terms in the user's name.
    AcceptTerms,
    /// Withdraws the agreement to terms.
    WithdrawTerms,
    /// Reads the user's shipping addresses.
    Addresses,
}

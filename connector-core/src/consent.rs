//! What a user consented to, as the provider states it.

use std::fmt;

use serde::Serialize;

/// One consent item, or one text of terms. Members of which the provider says nothing are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Consent {
    /// The provider's id of the item: a scope, a tag or a code.
    pub id: String,
    /// Its name as shown to the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the user agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<bool>,
    /// Whether the application still asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_use: Option<bool>,
    /// Whether nobody can sign up without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether the agreement can be withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revocable: Option<bool>,
    /// When the user agreed, as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_at: Option<String>,
}

impl Consent {
    /// An item of which only the id is known.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            ..Self::default()
        }
    }

    /// Says whether the user agreed.
    #[must_use]
    pub const fn agreed(mut self, agreed: Option<bool>) -> Self {
        self.agreed = agreed;
        self
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: Option<&str>) -> Self {
        self.name = name.map(str::to_owned);
        self
    }

    /// Says whether the application still asks for it.
    #[must_use]
    pub const fn in_use(mut self, in_use: Option<bool>) -> Self {
        self.in_use = in_use;
        self
    }

    /// Says whether it is required.
    #[must_use]
    pub const fn required(mut self, required: Option<bool>) -> Self {
        self.required = required;
        self
    }

    /// Says whether it can be withdrawn.
    #[must_use]
    pub const fn revocable(mut self, revocable: Option<bool>) -> Self {
        self.revocable = revocable;
        self
    }

    /// Says when the user agreed.
    #[must_use]
    pub fn agreed_at(mut self, moment: Option<&str>) -> Self {
        self.agreed_at = moment.map(str::to_owned);
        self
    }
}

/// A shipping address. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Address {
    /// The provider's id of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the user calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is the user's default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Who receives there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receiver: Option<String>,
    /// Phone number of the receiver, as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Street or lot address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Building, floor, door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
}

impl Address {
    /// An address of which nothing is known yet; its members are public.
    pub fn new() -> Self {
        Self::default()
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address([redacted])")
    }
}

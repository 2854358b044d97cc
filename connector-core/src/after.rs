//! How the answers to what is done after a sign-in are read: one function each, written by the author, next to the step of the
//! description that asks for it.

use std::fmt;

use crate::{
    at::At,
    consent::{Address, Consent},
    credential::TokenFacts,
    error::{Error, ErrorKind, Result},
    facts::Facts,
    notice::{Acknowledgement, Heard, Notice},
    step::Operation,
};

type ReadFacts = fn(&Facts<'_>) -> Result<TokenFacts>;
type ReadConsents = fn(Operation, &Facts<'_>) -> Result<Vec<Consent>>;
type ReadAddresses = fn(&Facts<'_>) -> Result<Option<Vec<Address>>>;
type Listens<C> = fn(&C) -> bool;
type ReadNotice<C> = fn(&C, &At<'_>, &Notice) -> Result<Heard>;
type Acknowledge = fn(&Notice, &Result<()>) -> Acknowledgement;

/// The author's functions for what a connector can do after a sign-in. All of them are pure.
pub struct After<C> {
    pub(crate) token_facts: ReadFacts,
    pub(crate) consents: ReadConsents,
    pub(crate) addresses: ReadAddresses,
    pub(crate) listens: Listens<C>,
    pub(crate) notification: ReadNotice<C>,
    pub(crate) acknowledge: Acknowledge,
}

impl<C> After<C> {
    /// A connector that reads nothing after a sign-in.
    pub const NONE: Self = Self {
        token_facts: |_| Err(not_written()),
        consents: |_, _| Err(not_written()),
        addresses: |_| Err(not_written()),
        listens: |_| false,
        notification: |_, _, _| Err(not_written()),
        acknowledge: |_, outcome| {
            Acknowledgement::status(
                outcome
                    .as_ref()
                    .map_or_else(|error| error.kind().http_status(), |()| 200),
            )
        },
    };

    /// Reads what the provider says about an access token, for a flow with [`Operation::Verify`].
    #[must_use]
    pub const fn token_facts(mut self, read: ReadFacts) -> Self {
        self.token_facts = read;
        self
    }

    /// Reads consent items or terms, for a flow with an operation on them.
    #[must_use]
    pub const fn consents(mut self, read: ReadConsents) -> Self {
        self.consents = read;
        self
    }

    /// Reads shipping addresses, for a flow with [`Operation::Addresses`]. `None` = the user has not consented to that.
    #[must_use]
    pub const fn addresses(mut self, read: ReadAddresses) -> Self {
        self.addresses = read;
        self
    }

    /// Takes notifications where `listens` says so. `read` proves one, or says that it is a signed token that the engine has to
    /// prove; only after the proof may anything of it be decrypted or believed (N1). Its errors are
    /// [`malformed`](crate::notice::malformed) and [`unproved`](crate::notice::unproved). `acknowledge` is what the provider
    /// wants to be answered.
    #[must_use]
    pub const fn notifications(mut self, listens: Listens<C>, read: ReadNotice<C>, acknowledge: Acknowledge) -> Self {
        self.listens = listens;
        self.notification = read;
        self.acknowledge = acknowledge;
        self
    }
}

impl<C> fmt::Debug for After<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("After")
    }
}

fn not_written() -> Error {
    Error::new(
        ErrorKind::Internal,
        "the connector describes an operation and does not read its answer",
    )
}

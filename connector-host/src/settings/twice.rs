//! W111: the same application in two instances of one tenant.

use std::hash::BuildHasher;

use connector_core::Finding;
use hashbrown::{HashTable, hash_table::Entry};

use super::{
    fill::finding,
    tree::{below, parts},
    wording::printable,
};

/// The field that is compared.
pub(super) const CLIENT_ID: &str = "clientId";

/// A client id that an instance uses.
pub(super) struct Use {
    pub(super) connector: &'static str,
    pub(super) client_id: Box<str>,
    pub(super) tenant: Option<Box<str>>,
    /// The pointer of its config.
    pub(super) base: Box<str>,
    /// The key of the reference from which it was read.
    pub(super) reference: Option<&'static str>,
}

impl Use {
    fn key(&self) -> (&str, &str, Option<&str>) {
        (self.connector, &self.client_id, self.tenant.as_deref())
    }

    /// Where it stands in the document.
    fn pointer(&self) -> String {
        let pointer = below(&self.base, CLIENT_ID);
        match self.reference {
            Some(key) => below(&pointer, key),
            None => pointer,
        }
    }

    /// The instance that uses it.
    pub(super) fn instance(&self) -> String {
        parts(&self.base).nth(1).unwrap_or_default()
    }
}

/// Every use of a client id that another instance with the same connector and tenant has already.
pub(super) fn used_twice(uses: &[Use]) -> Vec<(&Use, Finding)> {
    let hasher = foldhash::fast::RandomState::default();
    let hash = |one: &&Use| hasher.hash_one(one.key());
    let mut seen: HashTable<&Use> = HashTable::with_capacity(uses.len());
    let mut twice = Vec::new();
    for one in uses {
        match seen.entry(hash(&one), |first| first.key() == one.key(), hash) {
            Entry::Occupied(first) => {
                let first = first.get();
                let other = printable(&first.instance());
                let finding = finding("W111", one.pointer(), &[("other", other.into())]);
                twice.push((one, finding.related(first.pointer())));
            }
            Entry::Vacant(place) => {
                place.insert(one);
            }
        }
    }
    twice
}

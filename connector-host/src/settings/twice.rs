//! W111: the same application in two instances of one tenant.

use std::collections::HashMap;

use connector_core::Finding;

use super::{fill::finding, tree::parts, wording::printable};

/// A client id that an instance uses.
pub(super) struct Use {
    pub(super) connector: &'static str,
    pub(super) client_id: String,
    pub(super) tenant: Option<Box<str>>,
    /// Where it stands in the document.
    pub(super) pointer: String,
}

impl Use {
    /// The instance that uses it.
    pub(super) fn instance(&self) -> String {
        parts(&self.pointer).nth(1).unwrap_or_default()
    }
}

/// Every use of a client id that another instance with the same connector and tenant has already.
pub(super) fn used_twice(uses: &[Use]) -> Vec<(&Use, Finding)> {
    let mut seen: HashMap<_, &Use, foldhash::fast::RandomState> = HashMap::default();
    let mut twice = Vec::new();
    for one in uses {
        match seen.get(&(one.connector, &one.client_id, &one.tenant)) {
            Some(first) => {
                let other = printable(&first.instance());
                let finding = finding("W111", one.pointer.clone(), &[("other", other.into())]);
                twice.push((one, finding.related(first.pointer.clone())));
            }
            None => {
                seen.insert((one.connector, &one.client_id, &one.tenant), one);
            }
        }
    }
    twice
}

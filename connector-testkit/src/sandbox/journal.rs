//! What came in: a count per endpoint and the latest requests. Never a query, a header or a body.

use std::collections::{BTreeMap, VecDeque};

use super::Endpoint;

/// How many requests are remembered one by one; the counts go on.
const REMEMBERED: usize = 1000;

/// One request received under a provider's path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// Counts up from 1 over all requests.
    pub number: u64,
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the origin, without the query.
    pub path: String,
    /// The endpoint, if the path and method are one's.
    pub endpoint: Option<Endpoint>,
}

/// The record.
#[derive(Default)]
pub(super) struct Journal {
    number: u64,
    latest: VecDeque<Received>,
    counts: BTreeMap<Endpoint, u64>,
}

impl Journal {
    pub(super) fn write(&mut self, method: &str, path: &str, endpoint: Option<Endpoint>) {
        self.number += 1;
        if let Some(endpoint) = endpoint {
            *self.counts.entry(endpoint).or_default() += 1;
        }
        if self.latest.len() == REMEMBERED {
            self.latest.pop_front();
        }
        self.latest.push_back(Received {
            number: self.number,
            method: method.to_owned(),
            path: path.to_owned(),
            endpoint,
        });
    }

    pub(super) fn latest(&self) -> Vec<Received> {
        self.latest.iter().cloned().collect()
    }

    pub(super) fn count(&self, endpoint: Endpoint) -> u64 {
        self.counts.get(&endpoint).copied().unwrap_or_default()
    }
}

//! Findings beyond the limit: counted, not told.

use std::collections::BTreeMap;

use connector_core::{Finding, config::Severity};

use super::limits;

/// How many findings of each code were found and not kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Untold(BTreeMap<&'static str, usize>);

impl Untold {
    pub(super) fn add(&mut self, code: &'static str, count: usize) {
        if count > 0 {
            *self.0.entry(code).or_default() += count;
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        other.0.into_iter().for_each(|(code, count)| self.add(code, count));
    }

    /// Leaves as many findings as may be told, errors first.
    pub(super) fn cut(&mut self, findings: &mut Vec<Finding>) {
        if findings.len() > limits::FINDINGS {
            findings.sort_by_key(Finding::severity);
            let surplus = findings.drain(limits::FINDINGS..);
            surplus.for_each(|finding| self.add(finding.code, 1));
        }
    }

    pub(super) fn by_code(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(code, count)| (*code, *count))
    }

    /// Errors and warnings.
    pub(super) fn counts(&self) -> (usize, usize) {
        let sum = |severity: Severity| {
            let of_it = self.by_code().filter(|(code, _)| Severity::of(code) == severity);
            of_it.map(|(_, count)| count).sum()
        };
        (sum(Severity::Error), sum(Severity::Warning))
    }
}

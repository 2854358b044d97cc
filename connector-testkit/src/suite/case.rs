//! One case: a name that says what must hold, the rule it proves, and how it is tried.

use connector_core::ErrorKind;

use super::{play::Outcome, subject::Subject};

/// One case of the suite.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Case {
    /// A sentence of what must hold, as the name of a test.
    pub name: &'static str,
    /// The id of the rule that the case proves.
    pub rule: &'static str,
    pub(crate) run: fn(&Subject) -> Tried,
}

impl Case {
    pub(crate) const fn new(rule: &'static str, name: &'static str, run: fn(&Subject) -> Tried) -> Self {
        Self { name, rule, run }
    }
}

/// How a case ended, while it runs: `Ok` where the rule holds.
pub(crate) type Tried = Result<(), Stop>;

/// Why a case ended early.
#[derive(Clone, Debug)]
pub(crate) enum Stop {
    /// The rule says nothing about this connector, and why.
    NotApplicable(String),
    /// The rule is broken, and how.
    Broken(String),
}

impl From<String> for Stop {
    fn from(how: String) -> Self {
        Self::Broken(how)
    }
}

/// Ends a case that does not apply.
pub(crate) fn not_applicable<T>(why: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::NotApplicable(why.into()))
}

/// Ends a case whose rule is broken.
pub(crate) fn broken<T>(how: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Broken(how.into()))
}

/// Demands that something holds.
pub(crate) fn must(holds: bool, how: impl FnOnce() -> String) -> Tried {
    if holds { Ok(()) } else { Err(Stop::Broken(how())) }
}

/// Demands that a sign-in ended with an error of one kind.
pub(crate) fn must_end(outcome: &Outcome, kind: ErrorKind, what: &str) -> Tried {
    must(outcome.kind() == Some(kind), || {
        format!(
            "{what}: `{}` was expected, and it ended with {}",
            kind.code(),
            outcome.said()
        )
    })
}

/// Demands that a sign-in worked.
pub(crate) fn must_work(outcome: &Outcome, what: &str) -> Tried {
    must(outcome.kind().is_none(), || {
        format!("{what}: a profile was expected, and it ended with {}", outcome.said())
    })
}

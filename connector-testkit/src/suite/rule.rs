//! The rules that the suite proves: what each asks for, why it matters, and how a broken one is mended.

use super::rules;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The stable id.
    pub id: &'static str,
    /// What must hold.
    pub name: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How a broken one is mended.
    pub mend: &'static str,
}

impl Rule {
    pub(crate) const fn new(id: &'static str, name: &'static str, why: &'static str, mend: &'static str) -> Self {
        Self { id, name, why, mend }
    }

    /// All rules of the suite.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        rules::ALL.iter().copied().flatten()
    }

    /// A rule by its id.
    pub fn get(id: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.id == id)
    }
}

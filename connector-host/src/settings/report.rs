//! What loading gives.

use std::fmt;

use super::{Located, Profile, Settings, tree::Node, untold::Untold};

/// What loading gives: the settings, if there is no error, and everything that was found.
#[non_exhaustive]
pub struct Report {
    /// The settings; present exactly if there is no error and they are [kept](super::load).
    pub settings: Option<Settings>,
    /// The findings, sorted by file, place and code; of more than 1,000 the others are only [counted](super::render::counts).
    pub findings: Vec<Located>,
    /// The profile in which the settings were judged.
    pub profile: Profile,
    /// Whether that profile was asked for; otherwise it follows from `publicUrl`.
    pub forced: bool,
    pub(super) files: Vec<TextOfFile>,
    pub(super) untold: Untold,
}

/// A text that was read, for showing masked lines of it.
pub(super) struct TextOfFile {
    pub(super) name: String,
    pub(super) text: String,
    /// Where its parts stand, if something was found and it could be read.
    pub(super) root: Option<Node>,
    pub(super) skipped: usize,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("findings", &self.findings)
            .field("profile", &self.profile)
            .finish_non_exhaustive()
    }
}

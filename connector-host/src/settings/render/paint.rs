//! Colours of a terminal.

use std::borrow::Cow;

use connector_core::config::Severity;

/// Whether colours are shown.
pub(super) struct Paint(pub(super) bool);

impl Paint {
    fn paint<'t>(&self, code: &str, text: &'t str) -> Cow<'t, str> {
        match self.0 && !text.is_empty() {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m").into(),
            false => text.into(),
        }
    }

    pub(super) fn severity<'t>(&self, severity: Severity, text: &'t str) -> Cow<'t, str> {
        self.paint(if severity == Severity::Error { "1;31" } else { "1;33" }, text)
    }

    pub(super) fn strong<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.paint("1", text)
    }

    /// Lines and arrows around what is told.
    pub(super) fn frame<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.paint("1;34", text)
    }
}

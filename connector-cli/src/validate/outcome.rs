//! What the exit code says.

use std::process::ExitCode;

use connector_host::settings::{Report, render};

/// What was seen in all configurations of one run.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    ours: bool,
    refused: bool,
    unreadable: bool,
    unwritten: bool,
}

impl Outcome {
    pub(super) fn add(&mut self, report: &Report, deny_warnings: bool) {
        let has = |code: &str| report.findings.iter().any(|located| located.finding.code == code);
        let (errors, warnings) = render::counts(report);
        let unreadable = report
            .findings
            .iter()
            .filter(|located| located.finding.code == "E001")
            .count();
        self.ours |= has("E901");
        self.unreadable |= unreadable > 0;
        self.refused |= errors > unreadable || (deny_warnings && warnings > 0);
    }

    /// Says that something that was mended could not be written.
    pub(super) const fn unwritten(&mut self) {
        self.unwritten = true;
    }

    /// A fault of ours outranks findings, and those outrank a file that cannot be read or written.
    pub(super) fn code(&self) -> ExitCode {
        match self {
            Self { ours: true, .. } => ExitCode::from(70),
            Self { refused: true, .. } => ExitCode::from(1),
            Self { unreadable: true, .. } | Self { unwritten: true, .. } => ExitCode::from(3),
            _ => ExitCode::SUCCESS,
        }
    }
}

//! Findings as annotations of a GitHub workflow.

use std::fmt::Write;

use connector_core::config::Severity;

use super::{
    super::{Lang, Report},
    whole,
};

/// One workflow command for each of the first findings.
pub fn github(report: &Report, lang: Lang, most: usize) -> String {
    let mut shown = String::new();
    for located in report.findings.iter().take(most) {
        let command = match located.finding.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut properties = Vec::new();
        if let Some(file) = &located.file {
            properties.push(("file", file.clone()));
        }
        if let Some((start, end)) = located.range {
            properties.push(("line", start.line.to_string()));
            properties.push(("col", start.column.to_string()));
            properties.push(("endLine", end.line.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
        properties.push(("title", located.finding.code.to_owned()));
        let properties: Vec<String> = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)))
            .collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            shown,
            "::{command} {}::{}",
            properties.join(","),
            text(&whole(located, lang))
        );
    }
    shown
}

/// A text without what would end or split a command.
fn text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: `:` and `,` part properties.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_or_split_a_command() {
        assert_eq!(property("a:b,c%\r\n::error::x"), "a%3Ab%2Cc%25%0D%0A%3A%3Aerror%3A%3Ax");
        assert_eq!(text("a:b,c%\n"), "a:b,c%25%0A");
    }
}

//! Findings for people and for programs. No output holds a value of a document.

mod github;
mod human;
mod json;
mod paint;
mod sarif;

use std::borrow::Cow;

use connector_core::config::Severity;

pub use self::{
    github::github,
    human::{Manner, human, human_as},
    json::{json, schema},
    sarif::sarif,
};
use super::{Lang, Report, wording::is_steering};

/// Most findings that are shown unless more are asked for; the rest is counted.
pub const MOST: usize = 200;

/// A configuration that was judged, and what it is called.
pub type Named<'r> = (&'r Report, &'r str);

/// A file name without anything that steers a terminal or changes how the rest is shown.
pub fn plain_name(name: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() || is_steering(c);
    match name.contains(is_odd) {
        true => name.chars().map(|c| if is_odd(c) { '?' } else { c }).collect(),
        false => name.into(),
    }
}

/// How many errors and how many warnings there are, told or not.
pub fn counts(report: &Report) -> (usize, usize) {
    let (more_errors, more_warnings) = report.untold.counts();
    let errors = report
        .findings
        .iter()
        .filter(|located| located.finding.severity() == Severity::Error)
        .count();
    (errors + more_errors, report.findings.len() - errors + more_warnings)
}

/// How many findings can be mended without asking.
pub fn fixable(report: &Report) -> usize {
    report.findings.iter().filter(|located| located.fix.is_some()).count()
}

/// The message, with what to do about it.
fn whole(located: &super::Located, lang: Lang) -> String {
    let finding = &located.finding;
    let said = |sentence: &connector_core::config::Sentence| match lang {
        Lang::En => sentence.en.clone(),
        Lang::Ko => sentence.ko.clone(),
    };
    match &finding.help {
        Some(help) => format!("{} ({})", said(&finding.message), said(help)),
        None => said(&finding.message).into_owned(),
    }
}

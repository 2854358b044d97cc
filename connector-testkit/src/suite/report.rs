//! What came of a run: every case with its outcome, as JSON, as Markdown, and as a message for people.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use serde_json::json;

use super::{case::Case, rule::Rule};

/// How one case ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The rule holds.
    Holds,
    /// The rule says nothing about this connector, and why.
    NotApplicable(String),
    /// The rule is broken, and how.
    Broken(String),
}

/// One case with its outcome.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// The case's name.
    pub name: &'static str,
    /// The id of the rule that it proves.
    pub rule: &'static str,
    /// How it ended.
    pub verdict: Verdict,
}

/// What came of all cases for one connector.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The connector's id.
    pub connector: &'static str,
    /// The version of the connector's crate.
    pub version: &'static str,
    /// The modes in which every case was tried; the default one has no name.
    pub modes: Vec<String>,
    /// All cases, in the order of the suite.
    pub entries: Vec<Entry>,
}

impl Entry {
    pub(crate) fn new(case: &Case, verdict: Verdict) -> Self {
        Self {
            name: case.name,
            rule: case.rule,
            verdict,
        }
    }

    /// The broken rule with its reason and its remedy, for people; nothing where the rule holds.
    pub fn explanation(&self) -> Option<String> {
        let Verdict::Broken(how) = &self.verdict else {
            return None;
        };
        let rule = Rule::get(self.rule);
        let (name, why, mend) = rule.map_or(("", "", ""), |rule| (rule.name, rule.why, rule.mend));
        Some(format!(
            "\n\n  {id} is broken: {name}\n  what happened: {how}\n  why it matters: {why}\n  how to mend it: {mend}\n",
            id = self.rule
        ))
    }
}

impl Report {
    /// The case with a name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The ids of the broken rules, sorted, each once.
    pub fn broken_rules(&self) -> Vec<&'static str> {
        let broken = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.verdict, Verdict::Broken(_)));
        let mut ids: Vec<_> = broken.map(|entry| entry.rule).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// How many cases hold, do not apply, are broken.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |is: fn(&Verdict) -> bool| self.entries.iter().filter(|entry| is(&entry.verdict)).count();
        (
            count(|it| *it == Verdict::Holds),
            count(|it| matches!(it, Verdict::NotApplicable(_))),
            count(|it| matches!(it, Verdict::Broken(_))),
        )
    }

    /// The report as JSON.
    pub fn json(&self) -> serde_json::Value {
        let (holds, not_applicable, broken) = self.counts();
        let cases: Vec<_> = self
            .entries
            .iter()
            .map(|entry| {
                let (outcome, why) = match &entry.verdict {
                    Verdict::Holds => ("pass", None),
                    Verdict::NotApplicable(why) => ("not applicable", Some(why)),
                    Verdict::Broken(how) => ("fail", Some(how)),
                };
                let mut case = json!({ "name": entry.name, "rule": entry.rule, "outcome": outcome });
                if let (Some(why), Some(case)) = (why, case.as_object_mut()) {
                    case.insert("why".to_owned(), json!(why));
                }
                case
            })
            .collect();
        json!({
            "connector": self.connector, "version": self.version, "suite": env!("CARGO_PKG_VERSION"), "modes": self.modes,
            "pass": holds, "notApplicable": not_applicable, "fail": broken, "cases": cases
        })
    }

    /// The report as Markdown: one line as a badge, then a table.
    pub fn markdown(&self) -> String {
        let (holds, not_applicable, broken) = self.counts();
        let named: Vec<_> = self
            .modes
            .iter()
            .filter(|mode| !mode.is_empty())
            .map(String::as_str)
            .collect();
        let modes = if named.is_empty() {
            String::new()
        } else {
            format!(" in its default mode and in {}", named.join(", "))
        };
        let word = if broken == 0 { "passes" } else { "fails" };
        let mut text = format!(
            "**{} {}** {word} the connector behaviour suite {}{modes}: {holds} hold, {broken} broken, {not_applicable} not \
             applicable.\n\n| rule | case | outcome |\n|---|---|---|\n",
            self.connector,
            self.version,
            env!("CARGO_PKG_VERSION")
        );
        for entry in &self.entries {
            let outcome = match &entry.verdict {
                Verdict::Holds => "pass".to_owned(),
                Verdict::NotApplicable(why) => format!("not applicable: {}", cell(why)),
                Verdict::Broken(how) => format!("**fail**: {}", cell(how)),
            };
            text += &format!("| {} | {} | {outcome} |\n", entry.rule, entry.name.replace('_', " "));
        }
        text
    }

    /// Writes `<connector id>.json` and `<connector id>.md` into a folder.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let json = serde_json::to_string_pretty(&self.json()).unwrap_or_default() + "\n";
        fs::write(folder.join(format!("{}.json", self.connector)), json)?;
        fs::write(folder.join(format!("{}.md", self.connector)), self.markdown())
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\r', '\n'], " ")
}

/// What cargo puts into a target folder.
const MARKS: [&str; 2] = ["CACHEDIR.TAG", ".rustc_info.json"];

/// `conformance` in the target folder that holds the running program, else in the crate's own.
pub(crate) fn folder(crate_folder: &Path) -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let target = program
        .ancestors()
        .find(|folder| MARKS.iter().any(|mark| folder.join(mark).is_file()));
    target
        .map_or_else(|| crate_folder.join("target"), Path::to_path_buf)
        .join("conformance")
}

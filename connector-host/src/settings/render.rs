//! Findings for people and for programs. No output holds a value of a document.

use std::{borrow::Cow, fmt::Write};

use connector_core::config::{Sentence, Severity};
use serde_json::{Value, json};

use super::{Lang, Located, Report, masked::Masked, place::Lines};

/// Most findings that are shown; the rest is counted.
const MOST: usize = 200;

/// Findings as a person reads them. `name` is what the configuration is called.
pub fn human(report: &Report, name: &str, lang: Lang) -> String {
    human_at_most(report, name, lang, MOST)
}

/// The first findings as a person reads them; the rest is counted.
pub fn human_at_most(report: &Report, name: &str, lang: Lang, most: usize) -> String {
    let mut shown = String::new();
    let texts: Vec<(&str, Lines<'_>, Masked<'_>)> = report
        .files
        .iter()
        .map(|file| {
            (
                file.name.as_str(),
                Lines::of(&file.text, file.skipped),
                Masked::of(&file.text, file.name.ends_with(".jsonc")),
            )
        })
        .collect();
    for located in report.findings.iter().take(most) {
        let text = texts.iter().find(|(name, ..)| located.file.as_deref() == Some(*name));
        // Writing to a String cannot fail.
        let _ = one(
            &mut shown,
            located,
            lang,
            text.map(|(_, lines, masked)| (lines, masked)),
        );
        shown.push('\n');
    }
    let more = report.findings.len().saturating_sub(most);
    if more > 0 {
        let _ = match lang {
            Lang::En => writeln!(shown, "and {more} more"),
            Lang::Ko => writeln!(shown, "그 밖에 {more}개"),
        };
    }
    shown.push_str(&summary(report, name, lang));
    shown
}

/// How many errors and how many warnings there are.
pub fn counts(report: &Report) -> (usize, usize) {
    let errors = report
        .findings
        .iter()
        .filter(|located| located.finding.severity() == Severity::Error)
        .count();
    (errors, report.findings.len() - errors)
}

/// The last line: how much was found, and in which profile.
fn summary(report: &Report, name: &str, lang: Lang) -> String {
    let ((errors, warnings), profile, name) = (counts(report), report.profile, clean(name));
    let plural = |n: usize, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    match lang {
        Lang::En => {
            let why = if report.forced { "as asked" } else { "from publicUrl" };
            format!(
                "{name}: {}, {} · profile {profile} ({why})\n",
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        }
        Lang::Ko => {
            let why = if report.forced { "지정됨" } else { "publicUrl 기준" };
            format!("{name}: 오류 {errors}개, 경고 {warnings}개 · 프로필 {profile}({why})\n")
        }
    }
}

fn said(sentence: &Sentence, lang: Lang) -> &str {
    match lang {
        Lang::En => &sentence.en,
        Lang::Ko => &sentence.ko,
    }
}

fn one(shown: &mut String, located: &Located, lang: Lang, text: Option<(&Lines<'_>, &Masked<'_>)>) -> std::fmt::Result {
    let finding = &located.finding;
    let word = match (finding.severity(), lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Error, Lang::Ko) => "오류",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Warning, Lang::Ko) => "경고",
    };
    writeln!(shown, "{word}[{}]: {}", finding.code, said(&finding.message, lang))?;
    let help = finding.help.as_ref().map(|help| said(help, lang));
    let pointer = &finding.pointer;
    let Some((file, (start, end))) = located.file.as_deref().zip(located.range) else {
        if !pointer.is_empty() {
            writeln!(shown, "  --> {pointer}")?;
        }
        return help.map_or(Ok(()), |help| writeln!(shown, "  = {}: {help}", help_word(lang)));
    };
    let at = start;
    let digits = at.line.to_string().len().max(2);
    let gutter = " ".repeat(digits);
    let gap = if pointer.is_empty() { "" } else { "  " };
    writeln!(
        shown,
        "{gutter}--> {}:{}:{}{gap}{pointer}",
        clean(file),
        at.line,
        at.column
    )?;
    let source = text.and_then(|(lines, masked)| {
        let line = lines.line(at.line);
        let meant = lines.bytes((start, end));
        masked.line(&line, &(meant.start..meant.end.min(line.end.max(meant.start))))
    });
    let mut help = help;
    if let Some((line, carets)) = source {
        // The key that was meant stands beside the one that was written.
        let label = if finding.suggestion.is_some() {
            help.take().unwrap_or_default()
        } else {
            ""
        };
        writeln!(shown, "{gutter} |")?;
        writeln!(shown, "{:>digits$} | {line}", at.line)?;
        writeln!(shown, "{}", format!("{gutter} | {carets} {label}").trim_end())?;
    }
    help.map_or(Ok(()), |help| writeln!(shown, "{gutter} = {}: {help}", help_word(lang)))
}

const fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "help",
        Lang::Ko => "도움말",
    }
}

/// A file name without anything that steers a terminal.
fn clean(name: &str) -> Cow<'_, str> {
    match name.contains(char::is_control) {
        true => name
            .chars()
            .map(|c| if c.is_control() { '?' } else { c })
            .collect::<String>()
            .into(),
        false => name.into(),
    }
}

/// Findings as a program reads them. The shape has a version of its own.
pub fn json(report: &Report, name: &str) -> Value {
    let (errors, warnings) = counts(report);
    let mut files: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    if files.is_empty() {
        files.push(name);
    }
    json!({
        "schemaVersion": 1,
        "program": { "name": "connectors", "version": env!("CARGO_PKG_VERSION") },
        "profile": report.profile.name(),
        "files": files,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "summary": { "errors": errors, "warnings": warnings, "fixable": 0 },
    })
}

fn finding(located: &Located) -> Value {
    let finding = &located.finding;
    let members = [
        ("code", Some(json!(finding.code))),
        ("severity", Some(json!(finding.severity()))),
        ("file", located.file.as_ref().map(|file| json!(file))),
        ("pointer", Some(json!(finding.pointer))),
        ("instance", located.instance.as_ref().map(|id| json!(id))),
        ("connector", located.connector.map(|id| json!(id))),
        (
            "range",
            located.range.map(|(start, end)| json!({ "start": start, "end": end })),
        ),
        ("message", Some(json!(finding.message))),
        ("help", finding.help.as_ref().map(|help| json!(help))),
        ("suggestion", finding.suggestion.as_ref().map(|key| json!(key))),
        ("related", Some(json!([]))),
    ];
    members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

//! Findings for people (in the manner of rustc) and for programs (JSON). No value of the document is ever shown: texts and
//! numbers of source lines become `•••`.

use std::fmt::Write as _;

use connector_core::config::Severity;
use serde_json::{Value, json};

use super::{Lang, Report, place::Located};

/// What stands for a text or a number. Its width is fixed, so lengths do not show.
const MASK: &str = "•••";

/// All findings for a person, with a summary line.
pub fn human(report: &Report, name: &str, lang: Lang) -> String {
    let mut out = String::new();
    for located in &report.findings {
        one(&mut out, located, &report.text, lang);
        out.push('\n');
    }
    let (errors, warnings) = counts(report);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let profile = report.profile.name();
    let _ = match lang {
        Lang::En => writeln!(
            out,
            "{name}: {errors} error{}, {warnings} warning{} · profile {profile}",
            plural(errors),
            plural(warnings)
        ),
        Lang::Ko => writeln!(out, "{name}: 오류 {errors}개, 경고 {warnings}개 · 프로필 {profile}"),
    };
    out
}

/// How many errors and warnings there are.
pub fn counts(report: &Report) -> (usize, usize) {
    let errors = report
        .findings
        .iter()
        .filter(|located| located.finding.severity() == Severity::Error)
        .count();
    (errors, report.findings.len() - errors)
}

fn one(out: &mut String, located: &Located, text: &str, lang: Lang) {
    let finding = &located.finding;
    let word = match (finding.severity(), lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Error, Lang::Ko) => "오류",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Warning, Lang::Ko) => "경고",
    };
    let say = |sentence: &connector_core::config::Sentence| match lang {
        Lang::En => sentence.en.to_string(),
        Lang::Ko => sentence.ko.to_string(),
    };
    let _ = writeln!(out, "{word}[{}]: {}", finding.code, say(&finding.message));
    match located.range {
        None => {
            let _ = writeln!(out, "  --> {}  {}", located.file, finding.pointer);
        }
        Some((start, end)) => {
            let _ = writeln!(
                out,
                "  --> {}:{}:{}  {}",
                located.file, start.line, start.column, finding.pointer
            );
            let line = text.lines().nth(start.line - 1).unwrap_or_default();
            let length = if end.line == start.line {
                end.column.saturating_sub(start.column)
            } else {
                1
            };
            let (shown, before, width) = masked(line, start.column - 1, length);
            let number = start.line.to_string();
            let gap = " ".repeat(number.len());
            let _ = writeln!(
                out,
                " {gap} |\n {number} | {shown}\n {gap} | {}{}",
                " ".repeat(before),
                "^".repeat(width.max(1))
            );
        }
    }
    if let Some(key) = &finding.suggestion {
        let _ = match lang {
            Lang::En => writeln!(out, "   = help: did you mean `{key}`?"),
            Lang::Ko => writeln!(out, "   = 도움말: 혹시 `{key}`인가요?"),
        };
    } else if let Some(help) = &finding.help {
        let _ = match lang {
            Lang::En => writeln!(out, "   = help: {}", say(help)),
            Lang::Ko => writeln!(out, "   = 도움말: {}", say(help)),
        };
    }
}

/// A source line with texts and numbers masked; keys stay. Gives the line and the caret's offset and width within it.
fn masked(line: &str, start: usize, length: usize) -> (String, usize, usize) {
    let chars: Vec<char> = line.chars().collect();
    let (mut shown, mut at) = (String::new(), 0);
    let (mut before, mut width) = (0, 0);
    let mut put = |piece: &str, from: usize, to: usize, shown: &mut String| {
        let cells: usize = piece.chars().map(cells).sum();
        if to <= start {
            before += cells;
        } else if from < start + length {
            width += cells;
        }
        shown.push_str(piece);
    };
    while let Some(c) = chars.get(at).copied() {
        let from = at;
        if c == '"' {
            at += 1;
            while let Some(inner) = chars.get(at) {
                at += if *inner == '\\' { 2 } else { 1 };
                if *inner == '"' {
                    break;
                }
            }
            at = at.min(chars.len());
            let is_key = chars.iter().skip(at).find(|c| !c.is_whitespace()) == Some(&':');
            let key: String = chars
                .get(from..at)
                .unwrap_or_default()
                .iter()
                .take(42)
                .flat_map(|c| visible(*c))
                .collect();
            let piece = if is_key { key } else { format!("\"{MASK}\"") };
            put(&piece, from, at, &mut shown);
        } else if "{}[]:,".contains(c) || c.is_whitespace() {
            at += 1;
            let piece = if c == '\t' {
                " ".to_owned()
            } else {
                visible(c).collect()
            };
            put(&piece, from, at, &mut shown);
        } else {
            while chars
                .get(at)
                .is_some_and(|c| !"{}[]:,\"".contains(*c) && !c.is_whitespace())
            {
                at += 1;
            }
            let word: String = chars.get(from..at).unwrap_or_default().iter().collect();
            let piece = if ["true", "false", "null"].contains(&word.as_str()) {
                word
            } else {
                MASK.to_owned()
            };
            put(&piece, from, at, &mut shown);
        }
    }
    (shown, before, width)
}

fn visible(c: char) -> std::vec::IntoIter<char> {
    let odd = c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let chars: Vec<char> = if odd { c.escape_unicode().collect() } else { vec![c] };
    chars.into_iter()
}

/// Display cells of a character: two for Hangul and other wide ones.
fn cells(c: char) -> usize {
    match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    }
}

/// All findings for a program. Both languages are always present.
pub fn json(report: &Report, name: &str) -> Value {
    let (errors, warnings) = counts(report);
    let findings: Vec<Value> = report.findings.iter().map(finding).collect();
    json!({
        "schemaVersion": 1,
        "program": { "name": "connectors", "version": env!("CARGO_PKG_VERSION") },
        "profile": report.profile.name(),
        "files": [name],
        "findings": findings,
        "summary": { "errors": errors, "warnings": warnings },
    })
}

fn finding(located: &Located) -> Value {
    let finding = &located.finding;
    let mut parts = finding.pointer.split('/').skip(1);
    let instance = (parts.next() == Some("instances")).then(|| parts.next()).flatten();
    let mut value = json!({
        "code": finding.code, "severity": finding.severity(), "file": located.file, "pointer": finding.pointer,
        "message": finding.message, "related": [],
    });
    let Some(object) = value.as_object_mut() else {
        return value;
    };
    if let Some(instance) = instance {
        object.insert("instance".to_owned(), instance.into());
    }
    if let Some((start, end)) = located.range {
        let point = |it: super::Position| json!({ "line": it.line, "column": it.column, "byte": it.byte });
        object.insert("range".to_owned(), json!({ "start": point(start), "end": point(end) }));
    }
    if let Some(help) = &finding.help {
        object.insert("help".to_owned(), json!(help));
    }
    if let Some(key) = &finding.suggestion {
        object.insert("suggestion".to_owned(), key.as_str().into());
    }
    value
}

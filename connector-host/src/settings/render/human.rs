//! Findings as a person reads them, in the manner of rustc.

use std::fmt::Write;

use connector_core::config::{Sentence, Severity};

use super::{
    super::{Lang, Located, Report, masked::Masked},
    MOST, counts, fixable,
    paint::Paint,
    plain_name,
};

/// How findings are shown to a person.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Manner {
    /// The language.
    pub lang: Lang,
    /// Most findings that are shown; the rest is counted.
    pub most: usize,
    /// Whether the terminal shows colours.
    pub colour: bool,
    /// Whether the last line counts what was found.
    pub summary: bool,
}

impl Manner {
    /// 200 findings without colours.
    pub const fn new(lang: Lang) -> Self {
        Self {
            lang,
            most: MOST,
            colour: false,
            summary: true,
        }
    }
}

/// Findings as a person reads them. `name` is what the configuration is called.
pub fn human(report: &Report, name: &str, lang: Lang) -> String {
    human_as(report, name, &Manner::new(lang))
}

/// Findings as a person reads them, in a manner of their choice.
pub fn human_as(report: &Report, name: &str, manner: &Manner) -> String {
    let (lang, most) = (manner.lang, manner.most);
    let paint = Paint(manner.colour);
    let mut shown = String::new();
    for located in report.findings.iter().take(most) {
        let name = located.file.as_deref();
        let file = report.files.iter().find(|file| Some(file.name.as_str()) == name);
        let text = file.map(|file| Masked::of(&file.text, file.root.as_ref(), file.skipped));
        // Writing to a String cannot fail.
        let _ = one(&mut shown, located, lang, &paint, text.as_ref());
        shown.push('\n');
    }
    let (errors, warnings) = counts(report);
    let more = (errors + warnings).saturating_sub(most.min(report.findings.len()));
    if more > 0 {
        let _ = match lang {
            Lang::En => writeln!(shown, "and {more} more"),
            Lang::Ko => writeln!(shown, "그 밖에 {more}개"),
        };
    }
    if manner.summary {
        shown.push_str(&summary(report, name, lang));
    }
    shown
}

/// The last line: how much was found, and in which profile.
fn summary(report: &Report, name: &str, lang: Lang) -> String {
    let ((errors, warnings), profile, name) = (counts(report), report.profile, plain_name(name));
    let fixable = fixable(report);
    let plural = |n: usize, word: &str| {
        if n == 1 {
            format!("1 {word}")
        } else {
            format!("{n} {word}s")
        }
    };
    match lang {
        Lang::En => {
            let why = why(report, "as asked", "publicUrl was not read", "from publicUrl");
            let fixable = match fixable {
                0 => String::new(),
                n => format!(" · {n} fixable with --fix"),
            };
            format!(
                "{name}: {}, {}{fixable} · profile {profile} ({why})\n",
                plural(errors, "error"),
                plural(warnings, "warning")
            )
        }
        Lang::Ko => {
            let why = why(report, "지정됨", "publicUrl을 읽지 못함", "publicUrl 기준");
            let fixable = match fixable {
                0 => String::new(),
                n => format!(" · --fix로 고칠 수 있는 것 {n}개"),
            };
            format!("{name}: 오류 {errors}개, 경고 {warnings}개{fixable} · 프로필 {profile}({why})\n")
        }
    }
}

/// Why the profile is what it is.
fn why<'w>(report: &Report, asked: &'w str, unread: &'w str, read: &'w str) -> &'w str {
    let ends_reading = |located: &Located| matches!(located.finding.code, "E001" | "E002" | "E003" | "E005");
    match report.forced {
        true => asked,
        false if report.findings.iter().any(ends_reading) => unread,
        false => read,
    }
}

fn said(sentence: &Sentence, lang: Lang) -> &str {
    match lang {
        Lang::En => &sentence.en,
        Lang::Ko => &sentence.ko,
    }
}

fn one(
    shown: &mut String,
    located: &Located,
    lang: Lang,
    paint: &Paint,
    text: Option<&Masked<'_>>,
) -> std::fmt::Result {
    let finding = &located.finding;
    let severity = finding.severity();
    let word = match (severity, lang) {
        (Severity::Error, Lang::En) => "error",
        (Severity::Error, Lang::Ko) => "오류",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Warning, Lang::Ko) => "경고",
    };
    let head = format!("{word}[{}]", finding.code);
    let head = paint.severity(severity, &head);
    writeln!(shown, "{head}: {}", paint.strong(said(&finding.message, lang)))?;
    let mut help = finding.help.as_ref().map(|help| said(help, lang));
    let pointer = &finding.pointer;
    let mut gutter = " ".to_owned();
    if let Some((file, (start, end))) = located.file.as_deref().zip(located.range) {
        let digits = start.line.to_string().len().max(2);
        gutter = " ".repeat(digits);
        let gap = if pointer.is_empty() { "" } else { "  " };
        let place = format!("{}:{}:{}{gap}{pointer}", plain_name(file), start.line, start.column);
        writeln!(shown, "{gutter}{} {place}", paint.frame("-->"))?;
        let source = text
            .filter(|_| finding.code != "E001")
            .and_then(|text| text.around((start, end)));
        if let Some((line, carets)) = source {
            // The key that was meant stands beside the one that was written.
            let label = finding
                .suggestion
                .as_ref()
                .and_then(|_| help.take())
                .unwrap_or_default();
            let bar = paint.frame("|");
            let carets = format!("{carets} {label}");
            let carets = paint.severity(severity, carets.trim_end());
            writeln!(shown, "{gutter} {bar}")?;
            writeln!(
                shown,
                "{} {bar} {line}",
                paint.frame(&format!("{:>digits$}", start.line))
            )?;
            writeln!(shown, "{gutter} {bar} {carets}")?;
        }
    } else if !pointer.is_empty() {
        writeln!(shown, " {} {pointer}", paint.frame("-->"))?;
    }
    let equals = paint.frame("=");
    if let Some(help) = help {
        writeln!(shown, "{gutter} {equals} {}: {help}", help_word(lang))?;
    }
    if located.fix.is_some() {
        let (fix, more) = match lang {
            Lang::En => ("fix", "more"),
            Lang::Ko => ("고치기", "자세히"),
        };
        let code = finding.code;
        writeln!(
            shown,
            "{gutter} {equals} {fix}: connectors validate --fix        {equals} {more}: connectors explain {code}"
        )?;
    }
    Ok(())
}

const fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "help",
        Lang::Ko => "도움말",
    }
}

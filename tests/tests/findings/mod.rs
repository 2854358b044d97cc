//! The pages of all codes, written from the catalogue and from what the connectors know about their providers.

use std::fmt::Write as _;

use connector_core::{Text, config::Severity};
use connector_host::settings::{CATALOGUE, Entry, Example, Lang};

use crate::documents::linked;

/// The pages in one language.
pub(crate) fn pages(lang: Lang) -> String {
    let said = |text: Text| match lang {
        Lang::En => text.en,
        Lang::Ko => text.ko,
    };
    let two = |en: &'static str, ko: &'static str| said(Text::new(en, ko));
    let mut page = format!(
        "# {}\n\n{}\n\n",
        two("Findings", "검사 결과"),
        two(
            "What `connectors validate` finds in a configuration, and what to do about it; `connectors explain CODE` shows the same. \
             Codes that begin with `E` refuse a configuration, those with `W` do not. Generated from the catalogue in the code: \
             `UPDATE_README=1 cargo test -p connector-tests --test readme`. [한국어](findings.ko.md)",
            "`connectors validate`가 설정에서 찾는 것과 해결 방법입니다. `connectors explain 코드`로도 볼 수 있습니다. \
             `E`로 시작하는 코드는 설정을 거부하고 `W`로 시작하는 코드는 거부하지 않습니다. 코드의 목록에서 만들어집니다: \
             `UPDATE_README=1 cargo test -p connector-tests --test readme`. [English](findings.md)"
        )
    );
    for entry in CATALOGUE.iter() {
        one(&mut page, entry, lang);
    }
    page += &format!("## {}\n\n", two("Codes of the providers", "제공자 코드"));
    for registration in linked().iter() {
        let info = registration.info();
        let _ = writeln!(page, "### {}\n", said(info.name));
        page += two(
            "| code | cause | who acts | remedy | becomes |\n",
            "| 코드 | 원인 | 조치할 사람 | 해결 방법 | 오류 종류 |\n",
        );
        page += "|---|---|---|---|---|\n";
        for note in info.codes {
            let words = note.words.map(|words| format!(" \"{words}\"")).unwrap_or_default();
            let kind = note.kind.map_or("–", |kind| kind.code());
            let cells =
                [said(note.cause), said(note.who.name()), said(note.remedy)].map(|cell| cell.replace('|', "\\|"));
            let _ = writeln!(page, "| `{}`{words} | {} | `{kind}` |", note.code, cells.join(" | "));
        }
        page.push('\n');
    }
    page.trim_end().to_owned() + "\n"
}

fn one(page: &mut String, entry: &Entry, lang: Lang) {
    let said = |text: Text| match lang {
        Lang::En => text.en,
        Lang::Ko => text.ko,
    };
    let two = |en: &'static str, ko: &'static str| said(Text::new(en, ko));
    let severity = match entry.severity() {
        Severity::Error => two("error", "오류"),
        Severity::Warning => two("warning", "경고"),
    };
    let _ = writeln!(page, "## {}\n", entry.code);
    let _ = writeln!(page, "{severity}: {}\n", Entry::in_words(entry.message, lang));
    let _ = writeln!(page, "{}\n", said(entry.meaning));
    let _ = writeln!(
        page,
        "- {}: {}",
        two("remedy", "해결 방법"),
        Entry::in_words(entry.help, lang)
    );
    if let Some(who) = entry.who {
        let _ = writeln!(page, "- {}: {}", two("who acts", "조치할 사람"), said(who));
    }
    if let Some(fix) = entry.fix {
        let _ = writeln!(page, "- `--fix`: {}", said(fix));
    }
    if entry.by_schema {
        let _ = writeln!(
            page,
            "- {}",
            two(
                "an editor with the schema marks it too",
                "스키마를 쓰는 편집기도 표시합니다"
            )
        );
    }
    match entry.example {
        Example::Written { place, wrong, right } => {
            let _ = writeln!(
                page,
                "\n{} ({}):\n\n```text\n{wrong}\n```",
                two("Wrong", "잘못된 예"),
                said(place.name())
            );
            let _ = writeln!(page, "\n{}:\n\n```text\n{right}\n```\n", two("Right", "올바른 예"));
        }
        Example::Situation(text) => {
            let _ = writeln!(page, "- {}: {}\n", two("for example", "예"), said(text));
        }
        _ => page.push('\n'),
    }
}

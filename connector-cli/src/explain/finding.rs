//! The page of a finding in the settings.

use connector_host::{
    core::{Text, config::Severity},
    settings::{Entry, Example, Lang},
};

use super::page::{MEANING, Page, REMEDY, WHO, said};

const ERROR: Text = Text::new("settings finding, error", "설정 검사 결과, 오류");
const WARNING: Text = Text::new("settings finding, warning", "설정 검사 결과, 경고");
const MESSAGE: Text = Text::new("message", "메시지");
const ADMIN: Text = Text::new("the admin of the configuration", "설정 관리자");
const WRONG: Text = Text::new("wrong", "잘못된 예");
const RIGHT: Text = Text::new("right", "올바른 예");
const HAPPENS: Text = Text::new("for example", "예");
const FIX: Text = Text::new("validate --fix", "validate --fix");
const NO_FIX: Text = Text::new("leaves it to you", "직접 고쳐야 합니다");
const SCHEMA: Text = Text::new("in an editor", "편집기");
const SHOWN: Text = Text::new(
    "the schema refuses it too, so an editor marks it while typing",
    "스키마도 거부하므로 입력할 때 표시됩니다",
);
const NOT_SHOWN: Text = Text::new(
    "the schema cannot tell; only this program finds it",
    "스키마로는 알 수 없고 이 프로그램만 찾습니다",
);

/// The page of a code; places of its texts are told in words.
pub(super) fn page(entry: &Entry, lang: Lang) -> String {
    let of = match entry.severity() {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
    };
    let mut page = Page::new(entry.code, said(of, lang), lang)
        .line(MESSAGE, &Entry::in_words(entry.message, lang))
        .text(MEANING, entry.meaning)
        .text(WHO, entry.who.unwrap_or(ADMIN))
        .line(REMEDY, &Entry::in_words(entry.help, lang))
        .text(FIX, entry.fix.unwrap_or(NO_FIX))
        .text(SCHEMA, if entry.by_schema { SHOWN } else { NOT_SHOWN });
    match entry.example {
        Example::Written { place, wrong, right } => {
            page = piece(page, WRONG, place.name(), wrong);
            page = piece(page, RIGHT, place.name(), right);
        }
        Example::Situation(text) => page = page.text(HAPPENS, text),
        _ => {}
    }
    page.0
}

/// A piece of a configuration under its label.
fn piece(mut page: Page, label: Text, place: Text, piece: &str) -> Page {
    page.0 += &format!("  {}, {}:\n", said(label, page.1), said(place, page.1));
    for line in piece.lines() {
        page.0 += &format!("      {line}\n");
    }
    page
}

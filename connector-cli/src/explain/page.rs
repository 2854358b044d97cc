//! How a page of an explanation is written.

use std::fmt::Write as _;

use connector_host::{
    core::{CodeNote, ErrorKind, Stage, Text, config::Sentence},
    settings::Lang,
};

use super::kinds;

const CAUSE: Text = Text::new("cause", "원인");
pub(super) const WHO: Text = Text::new("who acts", "조치할 사람");
const WHERE: Text = Text::new("where", "콘솔 위치");
pub(super) const REMEDY: Text = Text::new("remedy", "해결 방법");
const BECOMES: Text = Text::new("becomes", "오류 종류");
const NEVER: Text = Text::new(
    "nothing: the provider shows a page of its own, and nobody comes back",
    "없음(제공자가 자체 화면을 표시하고 브라우저를 돌려보내지 않음)",
);
const TELLS: Text = Text::new("text", "문구");
const STAGE: Text = Text::new("stage", "단계");
pub(super) const MEANING: Text = Text::new("meaning", "의미");
const RETRY: Text = Text::new("retry", "재시도");
const RETRYABLE: Text = Text::new(
    "may work later although nobody changes anything",
    "아무것도 바꾸지 않아도 나중에 될 수 있음",
);
const FINAL: Text = Text::new("useless until somebody acts", "조치하기 전에는 소용없음");
const HTTP: Text = Text::new("HTTP status", "HTTP 상태");
const KIND: Text = Text::new("kind of error", "오류 종류");

/// The text in one language.
pub(super) const fn said(text: Text, lang: Lang) -> &'static str {
    match lang {
        Lang::En => text.en,
        Lang::Ko => text.ko,
    }
}

/// Head and lines of a page.
pub(super) struct Page(pub(super) String, pub(super) Lang);

impl Page {
    pub(super) fn new(code: &str, of: &str, lang: Lang) -> Self {
        Self(format!("{code} ({of})\n"), lang)
    }

    pub(super) fn line(mut self, label: Text, text: &str) -> Self {
        let _ = writeln!(self.0, "  {}: {text}", said(label, self.1));
        self
    }

    pub(super) fn text(self, label: Text, text: Text) -> Self {
        let lang = self.1;
        self.line(label, said(text, lang))
    }
}

/// A code of a provider.
pub(super) fn of_note(provider: Text, note: &CodeNote, lang: Lang) -> String {
    let mut page = Page::new(note.code, said(provider, lang), lang);
    if let Some(words) = note.words {
        page = page.line(TELLS, &format!("\"{words}\""));
    }
    if !note.stages.is_empty() {
        let stages: Vec<&str> = note.stages.iter().map(|stage: &Stage| stage.code()).collect();
        page = page.line(STAGE, &stages.join(", "));
    }
    page = page.text(CAUSE, note.cause).text(WHO, note.who.name());
    if let Some(place) = note.place {
        page = page.text(WHERE, place);
    }
    page = page.text(REMEDY, note.remedy);
    match note.kind {
        Some(kind) => page.line(BECOMES, kind.code()).0,
        None => page.text(BECOMES, NEVER).0,
    }
}

/// A kind of our own errors.
pub(super) fn of_kind(kind: ErrorKind, lang: Lang) -> String {
    let mut page = Page::new(kind.code(), said(KIND, lang), lang);
    if let Some(words) = kinds::words(kind) {
        let remedy = Text::new(kind.remedy(), words.remedy_ko);
        page = page
            .text(MEANING, words.meaning)
            .text(WHO, words.who)
            .text(REMEDY, remedy);
    } else {
        page = page.line(REMEDY, kind.remedy());
    }
    page.text(RETRY, if kind.is_retryable() { RETRYABLE } else { FINAL })
        .line(HTTP, &kind.http_status().to_string())
        .0
}

/// What is said about a code without a page. The code itself is not repeated: it may be pasted from anywhere.
pub(super) fn unknown(nearest: &[&str]) -> Sentence {
    const UNKNOWN: Text = Text::new("no code like that is known", "알 수 없는 코드입니다");
    const NEAREST: Text = Text::new(
        "that code is not known; the nearest known ones: {known}",
        "알 수 없는 코드입니다. 비슷한 코드: {known}",
    );
    match nearest {
        [] => UNKNOWN.into(),
        _ => Sentence::fill(NEAREST, &[("known", &nearest.join(", "))]),
    }
}

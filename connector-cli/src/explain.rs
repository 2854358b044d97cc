//! `connectors explain`: what a code means, who has to act, and where.

mod finding;
mod kinds;
mod nearest;
mod page;

use std::process::ExitCode;

use anstream::print;
use clap::Args;
use connector_host::{
    core::{CodeNote, ErrorKind, Registry},
    registry,
    settings::{CATALOGUE, Lang},
};

use crate::voice::Voice;

/// Arguments of `connectors explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Code of a provider (`KOE205`, `-401`, `naver:024`), kind of an error (`grant_rejected`) or code of a finding (`E102`)
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    code: String,
}

/// Runs the command. Exit codes: 0 explained, 2 unknown code.
pub(crate) fn run(args: &ExplainArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    let lang = voice.lang;
    let (only, code) = split(&registry, args.code.trim());
    let pages = pages(&registry, only, code, lang);
    if pages.is_empty() {
        voice.fail(page::unknown(&nearest::to(code, &known(&registry, only))));
        return ExitCode::from(2);
    }
    print!("{}", voice.spell(&pages.join("\n")));
    ExitCode::SUCCESS
}

/// All pages of a code: those of the connectors first, then those of this program.
fn pages(registry: &Registry, only: Option<&str>, code: &str, lang: Lang) -> Vec<String> {
    let mut pages = Vec::new();
    for registration in registry.iter() {
        let info = registration.info();
        if only.is_some_and(|id| id != info.id) {
            continue;
        }
        let notes = info.codes.iter().filter(|note| is_meant(note, code));
        pages.extend(notes.map(|note| page::of_note(info.name, note, lang)));
    }
    if only.is_none() {
        let kinds = ErrorKind::ALL
            .iter()
            .filter(|kind| kind.code().eq_ignore_ascii_case(code));
        pages.extend(kinds.map(|kind| page::of_kind(*kind, lang)));
        let findings = CATALOGUE.iter().filter(|entry| entry.code.eq_ignore_ascii_case(code));
        pages.extend(findings.map(|entry| finding::page(entry, lang)));
    }
    pages
}

/// `kakao:-401` asks one connector only.
fn split<'a>(registry: &Registry, asked: &'a str) -> (Option<&'a str>, &'a str) {
    match asked.split_once(':') {
        Some((id, code)) if registry.get(id).is_some() => (Some(id), code.trim()),
        _ => (None, asked),
    }
}

/// By code, or by the provider's text.
fn is_meant(note: &CodeNote, asked: &str) -> bool {
    note.code.eq_ignore_ascii_case(asked)
        || note
            .words
            .is_some_and(|words| asked.to_ascii_lowercase().contains(words))
}

/// Every code that has a page.
fn known(registry: &Registry, only: Option<&str>) -> Vec<&'static str> {
    let mut known: Vec<&'static str> = Vec::new();
    for registration in registry.iter() {
        if only.is_some_and(|id| id != registration.id()) {
            continue;
        }
        let notes = registration.info().codes;
        known.extend(notes.iter().map(|note| note.code));
        known.extend(notes.iter().filter_map(|note| note.words));
    }
    if only.is_none() {
        known.extend(ErrorKind::ALL.iter().map(|kind| kind.code()));
        known.extend(CATALOGUE.iter().map(|entry| entry.code));
    }
    known.sort_unstable();
    known.dedup();
    known
}

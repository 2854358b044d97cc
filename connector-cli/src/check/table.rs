//! What the probes found out, for people and for programs.

use connector_host::{
    core::{Basis, Text},
    live::{Checked, Probe},
    settings::{Lang, Report, render},
};
use serde_json::{Value, json};

const NEVER: Text = Text::new(
    "How answers are read follows the providers' documentation; it was never proved against the live services.",
    "응답 해석은 제공자 문서를 따르며, 실제 서비스에서 검증된 적은 없습니다.",
);
const OK: Text = Text::new("ok", "ok");
const NOTE: Text = Text::new("note", "참고");

const fn said(text: Text, lang: Lang) -> &'static str {
    match lang {
        Lang::En => text.en,
        Lang::Ko => text.ko,
    }
}

/// A table on standard output: instance, probe, host, verdict.
pub(super) fn print(checked: &[Checked], lang: Lang) {
    for one in checked {
        println!("{} ({})", one.instance, one.connector);
        for probe in &one.probes {
            let verdict = probe.finding.as_ref().map_or(said(OK, lang), |finding| finding.code);
            let basis = probe.basis.map(|basis| format!(" ({})", said(basis.name(), lang)));
            println!(
                "  {verdict:<5} {} · {}{}",
                said(probe.name, lang),
                probe.host,
                basis.unwrap_or_default()
            );
        }
        for reminder in one.reminders {
            println!("  {}: {}", said(NOTE, lang), said(*reminder, lang));
        }
    }
    if only_documented(checked) {
        println!("{}", said(NEVER, lang));
    }
}

fn only_documented(checked: &[Checked]) -> bool {
    let probes = || checked.iter().flat_map(|one| &one.probes);
    !probes().any(|probe| probe.basis == Some(Basis::Observed))
}

/// The findings of `validate --format json`, and beside them what every probe said.
pub(super) fn json(checked: &[Checked], found: &Report, name: &str) -> Value {
    let mut document = render::json(&[(found, name)], usize::MAX);
    let all: Vec<Value> = checked
        .iter()
        .map(|one| {
            json!({
                "instance": one.instance,
                "connector": one.connector,
                "probes": one.probes.iter().map(probe).collect::<Vec<_>>(),
                "reminders": one.reminders,
            })
        })
        .collect();
    if let Some(members) = document.as_object_mut() {
        members.insert("checked".to_owned(), all.into());
        members.insert("provedLive".to_owned(), (!only_documented(checked)).into());
    }
    document
}

fn probe(probe: &Probe) -> Value {
    json!({
        "name": probe.name,
        "host": probe.host,
        "code": probe.finding.as_ref().map(|finding| finding.code),
        "basis": probe.basis.map(|basis| basis.name().en),
    })
}

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
const NOTE: Text = Text::new("note", "참고");

const fn said(text: Text, lang: Lang) -> &'static str {
    match lang {
        Lang::En => text.en,
        Lang::Ko => text.ko,
    }
}

/// Instance by instance: what was tried, at which host, with what verdict.
pub(super) fn text(checked: &[Checked], lang: Lang) -> String {
    let mut text = String::new();
    let mut line = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    for one in checked {
        line(format!("{} ({})", one.instance, one.connector));
        for probe in &one.probes {
            let verdict = probe.finding.as_ref().map_or("ok", |finding| finding.code);
            let basis = probe.basis.map(|basis| format!(" ({})", said(basis.name(), lang)));
            let basis = basis.unwrap_or_default();
            line(format!(
                "  {verdict:<5} {} · {}{basis}",
                said(probe.name, lang),
                probe.host
            ));
        }
        for reminder in one.reminders {
            line(format!("  {}: {}", said(NOTE, lang), said(*reminder, lang)));
        }
    }
    if only_documented(checked) {
        line(said(NEVER, lang).to_owned());
    }
    text
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

//! The admin's document, and every form in which its faults are told.

use std::sync::LazyLock;

use connector_core::{Registry, config::Severity};
use connector_host::{
    registry,
    settings::{Lang, Options, Report, Source, load, mend, render},
};

use super::CANARY;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    registry(&[&connector_kakao::CONNECTOR, &connector_naver::CONNECTOR]).expect("both can be registered")
});

/// Bytes as a file of settings, with or without comments. References are not followed.
pub fn loaded(bytes: &[u8]) {
    let mut options = Options::default();
    options.no_env = true;
    // Lengths choose what is done, so that one input costs little.
    let name = if bytes.len().is_multiple_of(2) {
        "settings.json"
    } else {
        "settings.jsonc"
    };
    let source = Source::bytes(name, bytes);
    told(&load(&source, &REGISTRY, &options), bytes);
    if bytes.len() % 16 < 2 {
        let mended = mend(&source, &REGISTRY, &options);
        told(&mended.report, b"");
        for file in &mended.files {
            let again = mend(&Source::text(name, file.text.as_str()), &REGISTRY, &options);
            assert!(again.files.is_empty(), "what is mended stays: {} more", again.applied);
        }
    }
}

fn told(report: &Report, bytes: &[u8]) {
    let (errors, _) = render::counts(report);
    assert_eq!(
        report.settings.is_some(),
        errors == 0,
        "settings or errors: {:?}",
        report.findings
    );
    for located in &report.findings {
        if let (Some((from, to)), false) = (&located.range, bytes.is_empty()) {
            assert!(from.byte <= to.byte && to.byte <= bytes.len(), "{located:?}");
        }
        assert!(located.finding.severity() == Severity::Error || errors < report.findings.len());
    }
    let mut all = format!("{report:?}");
    for lang in [Lang::En, Lang::Ko] {
        all += &render::human(report, "settings", lang);
        all += &render::github(report, lang, render::MOST);
        all += &render::sarif(&[(report, "settings")], lang, render::MOST).to_string();
    }
    all += &render::json(&[(report, "settings")], render::MOST).to_string();
    assert!(!all.contains(CANARY), "A23: {all}");
}

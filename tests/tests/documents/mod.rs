//! What tests of settings documents share.
#![allow(dead_code, reason = "every test program uses its part")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use connector_host::{
    core::Registry,
    registry,
    settings::{Environment, Lang, Located, Options, Report, render},
};

/// The document from which the bad ones are made. It earns nothing.
pub(crate) const BASE: &str = include_str!("../../config/good/base.json");

/// The variables that are set in tests.
struct Variables;

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "NAVER_CLIENT_SECRET" => Some("Abcd1234Ef".to_owned()),
            "KAKAO_CLIENT_SECRET" => Some("0f1e2d3c4b5a69788796a5b4c3d2e1f0".to_owned()),
            "KAKAO_ADMIN_KEY" => Some("a0b1c2d3e4f5061728394a5b6c7d8e9f".to_owned()),
            "WITH_LINE_BREAK" => Some("Abcd1234Ef\r\n".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        }
    }
}

pub(crate) fn options() -> Options {
    let mut options = Options::default();
    options.environment = Arc::new(Variables);
    options
}

pub(crate) fn linked() -> Registry {
    registry(&[]).unwrap()
}

/// The files of `tests/config/NAME` that are configurations, sorted.
pub(crate) fn paths(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "json" || ending == "jsonc")
                && !path.to_string_lossy().ends_with(".setup.json")
        })
        .collect();
    paths.sort();
    paths
}

/// Codes and places, as `.expect` files spell them.
pub(crate) fn found(report: &Report) -> Vec<String> {
    let place = |located: &Located| {
        let (line, column) = located.range.map_or((0, 0), |(start, _)| (start.line, start.column));
        format!("{} {line}:{column}", located.finding.code)
    };
    report.findings.iter().map(place).collect()
}

/// Everything that can be printed about a document: every format in both languages, and what a programmer prints.
pub(crate) fn every_form(report: &Report) -> Vec<String> {
    let named = [(report, "t.json")];
    let mut all = vec![
        render::json(&named, usize::MAX).to_string(),
        format!("{report:?} {:?}", report.findings),
    ];
    for lang in [Lang::En, Lang::Ko] {
        let mut manner = render::Manner::new(lang);
        manner.colour = true;
        manner.most = usize::MAX;
        all.push(render::human(report, "t.json", lang));
        all.push(render::human_as(report, "t.json", &manner));
        all.push(render::github(report, lang, usize::MAX));
        all.push(render::sarif(&named, lang, usize::MAX).to_string());
    }
    all
}

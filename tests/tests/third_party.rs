//! A connector that somebody else wrote gets diagnostics, fixes and a place in the bundle from its config type alone (M1).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod documents;
#[path = "../providers/google.rs"]
mod google;

use async_trait::async_trait;
use connector_core::{
    AuthorizeRequest, Connector, Console, Context, Finding, Grant, Info, Prepare, Profile, Redirect, Registration,
    Result, Site, Text, Verified, validate::Validator,
};
use connector_host::{
    registry,
    settings::{self, Source},
};
use documents::{found, options};
use serde_json::Value;

const BAD: &str = r#"{
  "version": 1,
  "publicUrl": "https://login.example.kr",
  "instances": {
    "google": {
      "connector": "google",
      "config": {
        "client_id": "1234567-abc.apps.example",
        "scopes": "openid email",
        "colour": true
      }
    },
    "other": { "connector": "gogle", "config": {} }
  }
}
"#;

#[test]
fn findings_and_fixes_come_from_the_config_type() {
    let linked = registry(&[&google::CONNECTOR]).unwrap();
    let load = |text: &str| settings::load(&Source::text("t.json", text), &linked, &options());
    let report = load(BAD);
    assert_eq!(
        found(&report),
        ["E102 7:7", "E103 8:9", "E101 9:19", "E103 10:9", "E108 13:29"]
    );
    let help = |n: usize| report.findings[n].finding.help.clone().unwrap().en;
    assert!(help(1).contains("`clientId`") && help(3).contains("scopes") && help(4).contains("`google`"));
    for printed in documents::every_form(&report) {
        assert!(!printed.contains("1234567-abc"), "{printed}");
    }
    let mended = settings::mend(&Source::text("t.json", BAD), &linked, &options());
    assert_eq!(mended.applied, 2);
    let text = &mended.files[0].text;
    assert!(
        text.contains(r#""clientId": "1234567"#) && text.contains(r#""scopes": ["openid", "email"]"#),
        "{text}"
    );
}

#[test]
fn the_bundle_completes_it_too() {
    let linked = registry(&[&google::CONNECTOR]).unwrap();
    let bundle = Validator::new(&settings::bundle(&linked)).unwrap();
    let bad: Value = serde_json::from_str(BAD).unwrap();
    let pointers: Vec<String> = bundle.violations(&bad).into_iter().map(|it| it.pointer).collect();
    assert!(
        pointers.iter().any(|pointer| pointer == "/instances/google/config"),
        "{pointers:?}"
    );
    let mut good = bad;
    good["instances"] =
        serde_json::json!({ "google": { "connector": "google", "config": { "clientId": "a", "clientSecret": "b" } } });
    assert!(bundle.is_valid(&good));
}

/// A connector that panics as soon as it sees settings.
#[derive(Debug)]
struct Panics;

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Anything {
    #[serde(default)]
    secret: String,
}

impl Prepare for Panics {
    const INFO: Info = Info::new(
        "panics",
        "0",
        Text::new("P", "P"),
        "https://p.example",
        Console::new("https://p.example", "2026-01-01", &[]),
    );
    type Config = Anything;

    fn prepare(config: Anything, _: &Site<'_>) -> std::result::Result<Self, Vec<Finding>> {
        panic!("the secret is {}", config.secret);
    }
}

#[async_trait]
impl Connector for Panics {
    fn info(&self) -> &Info {
        const { &Self::INFO }
    }
    fn origins(&self) -> &[String] {
        &[]
    }
    async fn authorize(&self, _: &Context, _: &AuthorizeRequest) -> Result<Redirect> {
        unreachable!()
    }
    async fn callback(&self, _: &Context, _: Verified) -> Result<Grant> {
        unreachable!()
    }
    async fn profile(&self, _: &Context, _: &Grant) -> Result<Profile> {
        unreachable!()
    }
}

static PANICS: Registration = Registration::of::<Panics>();

/// What was found, and in which instance.
fn codes(report: &settings::Report) -> Vec<(&str, Option<&str>)> {
    let found = report.findings.iter();
    found.map(|it| (it.finding.code, it.instance.as_deref())).collect()
}

/// What is judged a second time, because a setting is wrong, is contained as well.
#[test]
fn a_connector_that_panics_over_a_guess_harms_no_other() {
    let linked = registry(&[&PANICS]).unwrap();
    let document = serde_json::json!({ "version": 1, "publicUrl": "https://login.example.kr", "instances": {
        "a": { "connector": "panics", "config": { "secret": ["planted-secret"] } },
        "b": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" },
            "prompt": ["none"], "webhooks": true } } } });
    let report = settings::load(&Source::value(document), &linked, &options());
    let expected = [("E906", "a"), ("E101", "a"), ("E105", "b"), ("W211", "b")];
    assert_eq!(codes(&report), expected.map(|(code, id)| (code, Some(id))));
}

/// H2, H9: in a crowd of instances too, which several threads judge.
#[test]
fn a_connector_that_panics_over_its_settings_harms_no_other() {
    let linked = registry(&[&PANICS]).unwrap();
    let mut instances = serde_json::Map::new();
    for n in 0..600 {
        let config =
            serde_json::json!({ "clientId": format!("naver-{n}"), "clientSecret": { "$env": "NAVER_CLIENT_SECRET" } });
        instances.insert(
            format!("n{n:03}"),
            serde_json::json!({ "connector": "naver", "config": config }),
        );
    }
    for id in ["a", "z"] {
        let config = serde_json::json!({ "secret": "planted-secret" });
        instances.insert(
            id.to_owned(),
            serde_json::json!({ "connector": "panics", "config": config }),
        );
    }
    let document = serde_json::json!({ "version": 1, "publicUrl": "https://login.example.kr", "instances": instances });
    let report = settings::load(&Source::value(document), &linked, &options());
    assert_eq!(codes(&report), [("E906", Some("a")), ("E906", Some("z"))]);
    for printed in documents::every_form(&report) {
        assert!(!printed.contains("planted-secret"), "{printed}");
    }
}

//! A connector that somebody else wrote gets diagnostics, fixes and a place in the bundle from its config type alone (M1).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod documents;
#[path = "../providers/google.rs"]
mod google;

use connector_core::validate::Validator;
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

//! `connectors show` and `connectors list`: connectors, and instances without a value of theirs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{fs, path::Path};

use common::{command, page, run_in};
use serde_json::Value;

#[test]
fn connectors() {
    for connector in ["kakao", "naver"] {
        for lang in ["en", "ko"] {
            insta::assert_snapshot!(
                format!("{connector}_{lang}"),
                page(&["show", connector, "--lang", lang])
            );
        }
        let json = page(&["show", connector, "--json"]);
        assert_eq!(json, page(&["show", connector, "--json", "--lang", "ko"]));
        let json: Value = serde_json::from_str(&json).unwrap();
        let schema: Value = serde_json::from_str(&page(&["schema", connector])).unwrap();
        for name in schema["properties"].as_object().unwrap().keys() {
            let settings = json["settings"].as_array().unwrap();
            assert!(settings.iter().any(|it| it["name"] == **name), "{name}");
        }
        assert!(
            json["contacts"]
                .as_array()
                .unwrap()
                .iter()
                .all(|it| it.as_str().unwrap().starts_with("https://"))
        );
    }
}

#[test]
fn a_connector_for_programs() {
    insta::assert_snapshot!(page(&["show", "naver", "--json"]));
}

#[test]
fn the_linked_connectors() {
    insta::assert_snapshot!(page(&["list"]));
}

/// Every text and number that is nobody's business is a marker.
const CONFIG: &str = r#"{
  "version": 1,
  "publicUrl": "https://login.example.kr",
  "x-note": "MARKER",
  "instances": {
    "kakao": { "connector": "kakao", "order": 20, "tenant": "marker", "label": { "en": "MARKER", "ko": "MARKER" }, "config": {
      "clientId": { "$env": "KAKAO_ID" }, "clientSecret": { "$env": "KAKAO_SECRET" }, "adminKey": { "$credential": "marker" },
      "oidc": true, "scopes": ["openid", "profile_nickname"], "prompt": ["login"], "serviceTerms": ["MARKER"],
      "channelPublicIds": [], "appId": "99887766", "webhooks": true
    } },
    "kakao-b": { "connector": "kakao", "enabled": false, "config": {
      "clientId": "MARKER", "clientSecret": { "$env": "marker_b" }, "scopes": ["openid", "MARKER"]
    } },
    "naver": { "connector": "naver", "order": 10, "config": {
      "clientId": { "$env": "NAVER_ID" }, "clientSecret": { "$file": "./secrets/naver" }, "authType": "reprompt"
    } }
  }
}"#;

fn shown(folder: &Path, args: &[&str]) -> String {
    let mut command = command(folder, args);
    command
        .env("KAKAO_ID", "MARKER")
        .env_remove("KAKAO_SECRET")
        .env("NAVER_ID", "MARKER");
    let ran = common::Ran::from(command.output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    for secret in ["MARKER", "marker", "99887766"] {
        assert!(!ran.out.contains(secret), "{args:?} shows {secret}");
    }
    ran.out
}

#[test]
fn instances_show_what_is_set_and_no_value() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("connectors.json"), CONFIG).unwrap();
    let show = |args: &[&str]| shown(folder.path(), args);
    insta::assert_snapshot!("instances", show(&["list", "--instances"]));
    insta::assert_snapshot!("instances_ko", show(&["list", "--instances", "--lang", "ko"]));
    insta::assert_snapshot!("instances_json", show(&["list", "--instances", "--json"]));
    let config = ["--config", "connectors.json"];
    insta::assert_snapshot!("instance", show(&["show", "kakao", config[0], config[1]]));
    insta::assert_snapshot!(
        "instance_ko",
        show(&["show", "kakao", config[0], config[1], "--lang", "ko"])
    );
    insta::assert_snapshot!("instance_off", show(&["show", "kakao-b"]));
    insta::assert_snapshot!(
        "instance_json",
        show(&["show", "naver", "--json", config[0], config[1]])
    );
    // Without a configuration being named, a connector's name means the connector.
    assert!(show(&["show", "naver"]).contains("Contacts: "));
}

#[test]
fn instances_of_a_directory_are_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir(here.join("all")).unwrap();
    let instance =
        r#"{ "connector": "naver", "config": { "clientId": { "$env": "A" }, "clientSecret": { "$env": "B" } } }"#;
    let first =
        format!(r#"{{ "version": 1, "publicUrl": "https://a.example", "instances": {{ "one": {instance} }} }}"#);
    let second = format!("// more\n{{ \"version\": 1, \"instances\": {{ \"two\": {instance}, }} }}");
    fs::write(here.join("all/a.json"), first).unwrap();
    fs::write(here.join("all/b.jsonc"), second).unwrap();
    let listed = shown(here, &["list", "--instances", "--config", "all"]);
    assert_eq!(listed.lines().count(), 2);
    assert!(shown(here, &["show", "two", "--config", "all"]).contains("environment variable B gives nothing here"));
}

#[test]
fn a_configuration_with_errors_is_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["list", "--instances"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    fs::write(folder.path().join("connectors.json"), "{}").unwrap();
    let ran = run_in(folder.path(), &["list", "--instances"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("E102"));
}

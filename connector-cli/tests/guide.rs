//! `connectors guide`: both connectors, both languages, all formats; with and without a configuration.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use std::fs;

use common::{page, run, run_in};
use serde_json::Value;

const URL: [&str; 2] = ["--public-url", "https://login.example.kr"];

/// Without what depends on the day of the build.
fn guide(args: &[&str]) -> String {
    let args: Vec<&str> = ["guide"].iter().chain(args).chain(&URL).copied().collect();
    page(&args)
        .replace(" · may be out of date", "")
        .replace(" · 오래된 내용일 수 있음", "")
        .replace("\"mayBeOutOfDate\": true", "\"mayBeOutOfDate\": false")
}

#[test]
fn guides_for_a_terminal() {
    for (name, args) in [
        ("kakao_en", ["kakao", "--lang", "en"]),
        ("kakao_ko", ["kakao", "--lang", "ko"]),
        ("naver_en", ["naver", "--lang", "en"]),
        ("naver_ko", ["naver", "--lang", "ko"]),
    ] {
        insta::assert_snapshot!(format!("text_{name}"), guide(&args));
    }
}

#[test]
fn guides_for_a_wiki() {
    for (name, args) in [
        ("kakao_en", ["kakao", "--format=markdown", "--lang=en"]),
        ("kakao_ko", ["kakao", "--format=markdown", "--lang=ko"]),
        ("naver_en", ["naver", "--format=markdown", "--lang=en"]),
        ("naver_ko", ["naver", "--format=markdown", "--lang=ko"]),
    ] {
        insta::assert_snapshot!(format!("markdown_{name}"), guide(&args));
    }
}

#[test]
fn guides_for_programs_hold_both_languages() {
    for connector in ["kakao", "naver"] {
        let json = guide(&[connector, "--format", "json"]);
        assert_eq!(json, guide(&[connector, "--format", "json", "--lang", "ko"]));
        insta::assert_snapshot!(format!("json_{connector}"), json);
    }
}

#[test]
fn without_an_address_its_place_is_shown() {
    let ran = run(&["guide", "kakao"]);
    assert!(ran.out.contains("\n      {publicUrl}/callback/kakao\n"));
    assert!(ran.err.contains("--public-url"));
    assert_eq!(run(&["guide", "kakao", "-q"]).err, "");
    let json: Value = serde_json::from_str(&page(&["guide", "kakao", "--format", "json"])).unwrap();
    assert_eq!(json["publicUrl"], Value::Null);
}

#[test]
fn a_trailing_slash_is_dropped_and_spoken_of() {
    let ran = run(&["guide", "naver", "--public-url", "https://login.example.kr/"]);
    assert!(ran.out.contains("\n      https://login.example.kr/callback/naver\n"));
    assert!(ran.err.contains("publicUrl"));
}

const CONFIGURED: &str = r#"{
  // comments are allowed here
  "version": 1,
  "publicUrl": "https://login.example.kr/app",
  "instances": {
    "brand-b": { "connector": "kakao", "config": {
      "clientId": { "$env": "BRAND_B" }, "clientSecret": { "$env": "BRAND_B_SECRET" }, "oidc": true, "channelPublicIds": [],
    } },
    "naver": { "connector": "naver", "enabled": false, "config": {
      "clientId": { "$env": "NAVER_ID" }, "clientSecret": { "$env": "NAVER_SECRET" }, "webhooks": true,
    } },
  },
}"#;

#[test]
fn an_instance_gets_the_steps_that_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("connectors.jsonc"), CONFIGURED).unwrap();
    let shown = |args: &[&str]| {
        let ran = run_in(folder.path(), args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        ran.out
            .replace(" · may be out of date", "")
            .replace(" · 오래된 내용일 수 있음", "")
    };
    insta::assert_snapshot!("instance_en", shown(&["guide", "brand-b"]));
    insta::assert_snapshot!("instance_ko", shown(&["guide", "brand-b", "--lang", "ko"]));
    insta::assert_snapshot!("instance_markdown", shown(&["guide", "naver", "--format", "markdown"]));
    let json: Value = serde_json::from_str(&shown(&["guide", "brand-b", "--format", "json"])).unwrap();
    let needed = |id: &str| {
        let steps = json["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()["needed"].clone()
    };
    assert_eq!(
        [needed("oidc"), needed("webhook"), needed("channels"), needed("enable")],
        [true, false, false, true]
    );
    // A connector that has no instance takes its address from the configuration.
    assert!(shown(&["guide", "kakao"]).contains("https://login.example.kr/app/callback/kakao\n"));
    // The variable names a configuration as well.
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = common::command(elsewhere.path(), &["guide", "brand-b"]);
    command.env("CONNECTORS_CONFIG", folder.path().join("connectors.jsonc"));
    let ran = common::Ran::from(command.output().unwrap());
    assert!(
        ran.out.contains("https://login.example.kr/app/callback/brand-b\n"),
        "{}",
        ran.err
    );
}

#[test]
fn a_configuration_with_errors_stops_only_those_who_name_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("connectors.json"), "{").unwrap();
    let ran = run_in(folder.path(), &["guide", "kakao"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("connectors.json has errors and was left aside"));
    let ran = run_in(folder.path(), &["guide", "kakao", "--config", "connectors.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("E005"));
    let ran = run_in(folder.path(), &["guide", "kakao", "--config", "absent.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
}

//! The JSON contract of answers: what the router says is what `schemas/answers.schema.json` promises, and nothing else is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{fs, path::Path};

use connector_core::{Error, ErrorKind, Stage, validate::Validator};
use connector_host::answer::ErrorAnswer;
use serde_json::{Value, json};

fn contract() -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/answers.schema.json");
    Validator::new(&serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()).unwrap()
}

/// Every snapshot of a profile or an error is an answer's inside.
#[test]
fn every_profile_and_error_of_the_snapshots_keeps_the_contract() {
    let contract = contract();
    let mut seen = 0;
    for provider in ["kakao", "naver"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/snapshots/profiles")
            .join(provider);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let (_, body) = text.trim_start_matches("---").split_once("---").unwrap();
            let inside: Value = serde_json::from_str(body).unwrap();
            let answer = if inside.get("error").is_some() {
                inside
            } else {
                json!({ "instance": "x", "connector": provider, "profile": inside })
            };
            assert!(contract.is_valid(&answer), "{}: {answer:#}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 97, "only {seen} snapshots");
}

#[test]
fn h13_every_kind_and_stage_keeps_the_contract() {
    let contract = contract();
    for kind in ErrorKind::ALL {
        for stage in [
            Stage::Authorize,
            Stage::Callback,
            Stage::Token,
            Stage::IdToken,
            Stage::Profile,
            Stage::Notification,
        ] {
            let error = Error::new(*kind, "m")
                .at(stage)
                .of_connector("kakao")
                .of_instance("k")
                .retry_after(Some(3));
            let answer = serde_json::to_value(ErrorAnswer::from(&error)).unwrap();
            assert!(contract.is_valid(&answer), "{answer:#}");
        }
    }
}

#[test]
fn answers_outside_the_contract_are_seen() {
    let contract = contract();
    let good = json!({ "instance": "a", "connector": "b", "profile": { "subject": "1", "namespace": "n" } });
    assert!(contract.is_valid(&good));
    for (pointer, wrong) in [
        ("/profile/subject", json!(1)),
        ("/profile", json!({ "subject": "1" })),
        ("/instance", Value::Null),
    ] {
        let mut answer = good.clone();
        *answer.pointer_mut(pointer).unwrap() = wrong.clone();
        assert!(!contract.is_valid(&answer), "{pointer} {wrong}");
    }
    assert!(!contract.is_valid(&json!({ "error": { "kind": "no_such_kind" } })));
}

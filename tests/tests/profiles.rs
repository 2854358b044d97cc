//! Every fixture of a profile reply, with the profile or the error that comes of it, as a snapshot (groups E and P).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{fs, path::Path};

use connector_core::{Registration, Result};
use connector_host::answer::ErrorAnswer;
use connector_testkit::{Rig, ScriptedHttp};
use serde_json::{Value, json};

const TOKENS: &str = r#"{"access_token":"at-1","token_type":"bearer","expires_in":3600,"scope":"profile_nickname"}"#;

async fn sign_in(registration: &Registration, status: u16, body: &str) -> Value {
    let config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "secret-1" });
    let http = ScriptedHttp::new().json(200, TOKENS).json(status, body.to_owned());
    let rig = Rig::new(registration, config, http).unwrap();
    let result: Result<_> = rig.sign_in("state={state}&code=c").await;
    match result {
        Ok(profile) => serde_json::to_value(profile).unwrap(),
        Err(error) => serde_json::to_value(ErrorAnswer::from(&error)).unwrap(),
    }
}

/// The status with which the provider documents an error body; 200 for everything else.
fn documented_status(name: &str) -> u16 {
    match name {
        "error_401" | "error_401_without_text" | "error_406" | "error_code_text" | "error_ip" => 401,
        "gateway_024" | "gateway_028" | "message_number_in_error" => 401,
        "error_402" | "error_402_scopes_odd" | "error_402_without_scopes" | "gateway_403" | "resultcode_403" => 403,
        "gateway_404" | "resultcode_404" => 404,
        "error_1" | "error_10" | "error_101" | "error_103" | "error_301" | "error_405" => 400,
        "error_text_object" | "error_unknown" => 400,
        "error_10_status_429" | "gateway_429" => 429,
        "gateway_500" | "resultcode_500" => 500,
        "error_9798" | "error_html" => 503,
        _ => 200,
    }
}

async fn every_fixture(registration: &Registration, folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // Folders hold what is no profile: modes, and what the behaviour suite adds.
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    assert!(paths.len() >= 60, "fixtures are missing");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path(format!("snapshots/profiles/{}", registration.id()));
    settings.set_omit_expression(true);
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let body = fs::read_to_string(&path).unwrap();
        let outcome = sign_in(registration, documented_status(name), &body).await;
        settings.bind(|| insta::assert_json_snapshot!(name, outcome));
    }
}

#[tokio::test]
async fn kakao_fixtures() {
    every_fixture(&connector_kakao::CONNECTOR, "connector-kakao/fixtures").await;
}

#[tokio::test]
async fn naver_fixtures() {
    every_fixture(&connector_naver::CONNECTOR, "connector-naver/fixtures").await;
}

/// E8: Kakao's code decides under any of these statuses.
#[tokio::test]
async fn e8_kakao_codes_decide_before_the_status() {
    for (codes, kind) in [
        (&[-1, -7, -603, -9798][..], "provider_unavailable"),
        (&[-10], "rate_limited"),
        (&[-3, -5, -11, -12, -903, -201, -301], "credentials_rejected"),
        (&[-4, -103, -406, -405], "user_not_allowed"),
        (&[-402], "consent_missing"),
        (&[-101], "grant_rejected"),
        (&[-401], "token_rejected"),
        (&[-2, -6, -8, -9, -102, -501, -602, -606, -911], "reply_invalid"),
    ] {
        for code in codes {
            for status in [200, 400, 401, 403, 429, 503] {
                let outcome = sign_in(
                    &connector_kakao::CONNECTOR,
                    status,
                    &json!({ "msg": "m", "code": code }).to_string(),
                )
                .await;
                assert_eq!(outcome["error"]["kind"], kind, "{code} under {status}");
                assert_eq!(
                    outcome["error"]["provider"]["code"],
                    code.to_string(),
                    "{code} under {status}"
                );
            }
        }
    }
}

/// E6, E7: NAVER says no in several shapes, with several statuses.
#[tokio::test]
async fn e6_e7_naver_refusals_in_every_shape() {
    for (status, body, kind) in [
        (401, r#"{"resultcode":"024","message":"m"}"#, "token_rejected"),
        (401, r#"{"errorMessage":"m","errorCode":"024"}"#, "token_rejected"),
        (401, "", "token_rejected"),
        (401, "<html>", "token_rejected"),
        (403, "", "consent_missing"),
        (
            403,
            r#"{"errorMessage":"Forbidden","errorCode":"403"}"#,
            "consent_missing",
        ),
        (403, "<html>", "reply_invalid"),
        (
            404,
            r#"{"errorMessage":"Not Found","errorCode":"404"}"#,
            "reply_invalid",
        ),
        (429, "{}", "rate_limited"),
        (500, r#"{"errorMessage":"m","errorCode":"500"}"#, "provider_unavailable"),
        (400, r#"{"resultcode":"00","response":{"id":"a"}}"#, "reply_invalid"),
    ] {
        let outcome = sign_in(&connector_naver::CONNECTOR, status, body).await;
        assert_eq!(outcome["error"]["kind"], kind, "{status} {body}");
    }
}

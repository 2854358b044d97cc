//! What token replies of Kakao and NAVER mean (group D).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use connector_core::{Error, Registration, Result};
use connector_testkit::{Rig, ScriptedHttp};
use serde_json::json;

const SECRET: &str = "secret-7d0e";

async fn exchange(registration: &Registration, status: u16, body: &str) -> Result<(), Error> {
    let config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": SECRET });
    let http = ScriptedHttp::new()
        .json(status, body.to_owned())
        .json(200, r#"{"id":1,"resultcode":"00","response":{"id":"a"}}"#);
    let rig = Rig::new(registration, config, http).unwrap();
    let result = rig.sign_in("state={state}&code=code-1f2e").await.map(drop);
    if result.is_err() {
        assert_eq!(
            rig.requests().len(),
            1,
            "X5: the code is sent once and nothing after it"
        );
    }
    result
}

async fn kind(registration: &Registration, status: u16, body: &str) -> &'static str {
    exchange(registration, status, body)
        .await
        .map_or_else(|error| error.kind().code(), |()| "ok")
}

const KAKAO: &Registration = &connector_kakao::CONNECTOR;
const NAVER: &Registration = &connector_naver::CONNECTOR;

#[tokio::test]
async fn d16_kakao_codes_under_any_status() {
    for (codes, expected) in [
        (
            &[
                "KOE009", "KOE010", "KOE101", "KOE303", "KOE201", "KOE202", "KOE204", "KOE207", "KOE310", "KOE007",
                "KOE023",
            ][..],
            "credentials_rejected",
        ),
        (&["KOE320", "KOE319", "KOE322"], "grant_rejected"),
        (&["KOE237"], "rate_limited"),
        (&["KOE003"], "provider_unavailable"),
        (&["KOE203"], "denied"),
    ] {
        for code in codes {
            for status in [200, 400, 401, 429, 500] {
                let body =
                    json!({ "error": "invalid_request", "error_description": "d", "error_code": code }).to_string();
                assert_eq!(kind(KAKAO, status, &body).await, expected, "{code} under {status}");
            }
        }
    }
    for error in ["misconfigured", "unauthorized"] {
        assert_eq!(
            kind(KAKAO, 400, &json!({ "error": error }).to_string()).await,
            "credentials_rejected"
        );
    }
    assert_eq!(kind(KAKAO, 400, r#"{"error":"invalid_grant"}"#).await, "grant_rejected");
    assert_eq!(
        kind(KAKAO, 400, r#"{"error":"invalid_grant","error_code":"KOE999"}"#).await,
        "grant_rejected"
    );
}

#[tokio::test]
async fn d14_naver_errors_come_with_http_200() {
    for status in [200, 400, 401, 403] {
        for (text, expected) in [
            ("wrong client id / client secret pair", "credentials_rejected"),
            ("Wrong Client ID / Client Secret Pair.", "credentials_rejected"),
            ("no valid data in session", "grant_rejected"),
            ("something else", "grant_rejected"),
        ] {
            let body = json!({ "error": "invalid_request", "error_description": text }).to_string();
            assert_eq!(kind(NAVER, status, &body).await, expected, "{text} under {status}");
        }
    }
    assert_eq!(
        kind(NAVER, 200, r#"{"error":"unauthorized_client"}"#).await,
        "credentials_rejected"
    );
    assert_eq!(
        kind(NAVER, 200, r#"{"error":"server_error"}"#).await,
        "provider_unavailable"
    );
    assert_eq!(
        kind(NAVER, 503, r#"{"error":"temporarily_unavailable"}"#).await,
        "provider_unavailable"
    );
    assert_eq!(
        kind(NAVER, 401, r#"{"error":"invalid_client"}"#).await,
        "credentials_rejected"
    );
}

#[tokio::test]
async fn d1_to_d17_faults_common_to_both() {
    for registration in [KAKAO, NAVER] {
        for (status, body, expected) in [
            (200, "<html>", "reply_invalid"),
            (200, "", "reply_invalid"),
            (204, "", "reply_invalid"),
            (200, "[]", "reply_invalid"),
            (200, "\"text\"", "reply_invalid"),
            (200, "7", "reply_invalid"),
            (200, "null", "reply_invalid"),
            (200, r#"{"access_token":"#, "reply_invalid"),
            (200, r#"{"access_token":"a","token_type":"bearer"} x"#, "reply_invalid"),
            (200, r#"{"access_token":NaN,"token_type":"bearer"}"#, "reply_invalid"),
            (
                200,
                r#"{"access_token":"a","access_token":"b","token_type":"bearer"}"#,
                "reply_invalid",
            ),
            (
                200,
                r#"{"access_token":"a","token_type":"bearer","x":{"y":1,"y":1}}"#,
                "reply_invalid",
            ),
            (200, "{}", "reply_invalid"),
            (200, r#"{"access_token":"a"}"#, "reply_invalid"),
            (200, r#"{"access_token":"a","token_type":"mac"}"#, "reply_invalid"),
            (
                200,
                r#"{"access_token":"a\r\nb","token_type":"bearer"}"#,
                "reply_invalid",
            ),
            (
                200,
                r#"{"error":true,"access_token":"a","token_type":"bearer"}"#,
                "reply_invalid",
            ),
            (
                200,
                r#"{"error":"invalid_grant","access_token":"a","token_type":"bearer"}"#,
                "grant_rejected",
            ),
            (401, "", "credentials_rejected"),
            (403, "<html>", "reply_invalid"),
            (400, r#"{"access_token":"a","token_type":"bearer"}"#, "reply_invalid"),
            (429, "", "rate_limited"),
            (500, "<html>", "provider_unavailable"),
            (503, "", "provider_unavailable"),
            (302, "", "reply_invalid"),
        ] {
            assert_eq!(
                kind(registration, status, body).await,
                expected,
                "{} {status} {body}",
                registration.id()
            );
        }
    }
}

#[tokio::test]
async fn d36_valid_variants_succeed() {
    for registration in [KAKAO, NAVER] {
        for body in [
            r#"{"access_token":"a","token_type":"bearer"}"#,
            r#"{"access_token":"a","token_type":"BEARER","expires_in":"3600","refresh_token":"r"}"#,
            r#"{"access_token":"a","token_type":"Bearer","expires_in":3600.0,"error":null}"#,
            r#"{"error":"","access_token":"AAAA+x/y=","token_type":"bearer","expires_in":-1}"#,
            "\u{feff} {\n \"unknown\": [[[{}]]], \"token_type\": \"bearer\", \"access_token\": \"\\u0061\" }\n",
            r#"{"access_token":"a","token_type":"bearer","id_token":"","expires_in":{}}"#,
        ] {
            assert_eq!(
                kind(registration, 200, body).await,
                "ok",
                "{} {body}",
                registration.id()
            );
        }
    }
}

#[tokio::test]
async fn d33_x3_what_the_provider_echoes_is_scrubbed() {
    let body = json!({ "error": "invalid_grant", "error_code": "KOE320",
        "error_description": format!("authorization code not found for code=code-1f2e secret={SECRET}\u{1b}[2J") });
    let error = exchange(KAKAO, 400, &body.to_string()).await.unwrap_err();
    let said = error.provider().unwrap();
    assert_eq!(
        said.text(),
        Some("authorization code not found for code=[redacted] secret=[redacted]\\u{1b}[2J")
    );
    assert_eq!((said.code(), said.status()), (Some("KOE320"), Some(400)));
    let printed = format!("{error} {error:?} {said:?}");
    assert!(!printed.contains("code-1f2e") && !printed.contains(SECRET), "{printed}");
}

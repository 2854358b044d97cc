//! Six planted secrets (client secret, code, access token, refresh token, id token, verifier) and the state appear in no answer,
//! error, `Debug` or log line at TRACE level, whatever the provider does (J1-J4, X3).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{
    io,
    sync::{Arc, Mutex},
};

use common::{ADMIN_KEY, Browser, SECRET, Service};
use connector_core::{ErrorKind, Errors, Operation, ProviderError, RefreshRequest, Secret, Target};
use connector_testkit::{
    Rig, ScriptedHttp,
    sandbox::{Endpoint, Fault, IdTokenFault, KakaoUnlinkNotice, NaverUnlinkNotice},
};
use serde_json::json;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const CODE: &str = "planted-code-8d21";
const ACCESS: &str = "planted-access-77aa";
const REFRESH: &str = "planted-refresh-12bc";
const ID_TOKEN: &str = "planted-id-token.e30.c2ln";
const CLIENT: &str = "planted-client-secret";

/// Every way in which a provider may echo what it was sent.
fn echoes(verifier: &str) -> Vec<String> {
    let all = format!("{CLIENT} {CODE} {ACCESS} {REFRESH} {verifier}");
    vec![
        json!({ "error": "invalid_grant", "error_description": all }).to_string(),
        json!({ "error": CODE, "error_description": CLIENT, "error_code": verifier }).to_string(),
        json!({ "code": -401, "msg": all, "required_scopes": [ACCESS] }).to_string(),
        json!({ "resultcode": "024", "message": all }).to_string(),
        json!({ "errorCode": ACCESS, "errorMessage": all }).to_string(),
        format!("<html>{all}</html>"),
        format!("{{\"access_token\":\"{ACCESS}\", broken {all}"),
        json!({ "access_token": [ACCESS], "token_type": "bearer" }).to_string(),
        json!({ "id": ACCESS, "kakao_account": { "email": ACCESS } }).to_string(),
        all,
    ]
}

#[tokio::test]
async fn j1_no_error_repeats_what_the_provider_echoes() {
    let mut outputs = 0;
    for registration in [&connector_kakao::CONNECTOR, &connector_naver::CONNECTOR] {
        let config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": CLIENT });
        let rig = || Rig::new(registration, config.clone(), ScriptedHttp::new()).unwrap();
        let verifier = rig().begin().await.unwrap().1.attempt().verifier().to_owned();
        let mut tokens = json!({ "access_token": ACCESS, "refresh_token": REFRESH, "token_type": "bearer" });
        let without = tokens.to_string();
        // Kakao's is verified although nobody demanded it, so the sign-in ends there; NAVER's is left unread.
        tokens["id_token"] = json!(ID_TOKEN);
        let tokens = [without, tokens.to_string()];
        for body in echoes(&verifier) {
            for status in [200, 302, 400, 401, 403, 429, 500] {
                for first in [None, tokens.first(), tokens.last()] {
                    let at_token = first.is_none();
                    let http = match first {
                        None => ScriptedHttp::new(),
                        Some(tokens) => ScriptedHttp::new().json(200, tokens.clone()),
                    };
                    let rig = Rig::new(registration, config.clone(), http.json(status, body.clone())).unwrap();
                    let Err(error) = rig.sign_in(&format!("state={{state}}&code={CODE}")).await else {
                        continue;
                    };
                    let answer = serde_json::to_string(&connector_host::answer::ErrorAnswer::from(&error)).unwrap();
                    let text = format!("{error} {error:?} {answer} {rig:?} {:?}", rig.requests());
                    for secret in [CLIENT, CODE, ACCESS, REFRESH, ID_TOKEN, &verifier] {
                        let echoed_before_issued = at_token && [ACCESS, REFRESH].contains(&secret);
                        // A token that the provider never gave us cannot be known as one of ours.
                        assert!(echoed_before_issued || !text.contains(secret), "{secret} in {text}");
                    }
                    outputs += 1;
                }
            }
        }
    }
    assert!(outputs > 300, "only {outputs} outputs were looked at");
}

#[tokio::test]
async fn j2_j4_nothing_is_logged_at_the_finest_level() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("trace")
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let service = Service::start().await;
    let mut planted = vec![SECRET.to_owned()];
    let mut answers = String::new();
    for (instance, endpoint) in [
        ("kakao", Endpoint::KakaoToken),
        ("kakao", Endpoint::KakaoMe),
        ("naver", Endpoint::NaverToken),
        ("naver", Endpoint::NaverMe),
        ("kakao-oidc", Endpoint::KakaoToken),
        ("kakao-oidc", Endpoint::KakaoJwks),
        ("naver-oidc", Endpoint::NaverOidcToken),
    ] {
        let wrong = |wrong| Some(Fault::IdToken { wrong });
        let faults = [
            wrong(IdTokenFault::BadSignature),
            wrong(IdTokenFault::WrongNonce),
            None,
            Some(Fault::Status { code: 503 }),
            Some(Fault::Html),
            Some(Fault::Reset),
            Some(Fault::Truncated),
            Some(Fault::WrongEnvelope),
            Some(Fault::Expired),
        ];
        for fault in faults {
            let mut browser = Browser::asking_for_json();
            let callback = service
                .consent(&mut browser, instance, "sandbox_decision=agree&sandbox_user=whale")
                .await;
            let query = callback.split_once('?').unwrap().1;
            planted.extend(
                query
                    .split('&')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(_, value)| value.to_owned())
                    .filter(|it| it.len() > 10),
            );
            planted.extend(browser.cookies.values().cloned());
            service.sandbox.set_fault(endpoint, fault);
            answers += &format!("{:?}", browser.get(&callback).await);
            service.sandbox.set_fault(endpoint, None);
        }
    }
    let (texts, used) = after_the_sign_in(&service).await;
    answers += &texts;
    planted.extend(used);
    answers += &format!("{:?}", service.host);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("ended with an error"), "the log is on");
    for secret in planted {
        assert!(!log.contains(&secret), "{secret} is in the log");
        assert!(!answers.contains(&secret), "{secret} is in an answer");
    }
    for personal in ["whale@example.com", "1234567890123456789", "010-0000-0001"] {
        assert!(!log.contains(personal), "{personal} is in the log");
    }
}

/// Every operation of both providers, well and badly, and their notifications; gives all that is shown and all that is secret.
async fn after_the_sign_in(service: &Service) -> (String, Vec<String>) {
    let (mut texts, mut secrets) = (String::new(), vec![ADMIN_KEY.to_owned()]);
    let host = &service.host;
    for (instance, token) in [("kakao-oidc", Endpoint::KakaoToken), ("naver", Endpoint::NaverToken)] {
        for fault in [
            None,
            Some(Fault::Status { code: 503 }),
            Some(Fault::Html),
            Some(Fault::Expired),
        ] {
            let granted = service
                .grant(instance, "sandbox_decision=agree&sandbox_user=whale")
                .await
                .unwrap();
            let tokens = granted.grant().tokens();
            let issued = [tokens.refresh(), tokens.id_token()].into_iter().flatten();
            secrets.extend(issued.map(|secret| secret.expose().to_owned()));
            secrets.push(tokens.access().to_owned());
            let access = Secret::new(tokens.access());
            let api = [
                token,
                Endpoint::KakaoTokenInfo,
                Endpoint::KakaoScopes,
                Endpoint::KakaoUnlink,
                Endpoint::NaverVerify,
                Endpoint::NaverAgreement,
                Endpoint::NaverRevoke,
            ];
            for endpoint in api {
                service.sandbox.set_fault(endpoint, fault.clone());
            }
            texts += &format!(
                "{:?}",
                host.refresh(instance, RefreshRequest::of(granted.grant()).unwrap())
                    .await
            );
            texts += &format!("{:?}", host.verify(instance, &access).await.map(|_| ()));
            for operation in [Operation::Consents, Operation::Terms] {
                texts += &format!("{:?}", host.consents(instance, operation, &access, &[]).await);
            }
            texts += &format!(
                "{:?}",
                host.revoke(instance, &Target::AccessToken(access.clone())).await
            );
            texts += &format!("{:?}", host.revoke(instance, &Target::User("42".to_owned())).await);
            for endpoint in api {
                service.sandbox.set_fault(endpoint, None);
            }
        }
    }
    let kakao = format!("{}/webhook/kakao-oidc", service.base);
    for key in [ADMIN_KEY, "planted-forged-key"] {
        texts += &format!("{:?}", KakaoUnlinkNotice::new(&kakao, key, "42").send().await);
    }
    let naver = format!("{}/webhook/naver-oidc", service.base);
    let notice = NaverUnlinkNotice::new(&naver, common::NAVER_ID, SECRET, "planted-user-id", 1);
    texts += &format!("{:?}", notice.send().await);
    secrets.extend(["planted-forged-key".to_owned(), "planted-user-id".to_owned()]);
    (texts, secrets)
}

/// H13: every kind, with everything that people and programs see of it.
#[test]
fn h13_every_kind_of_error() {
    let all: Vec<_> = ErrorKind::ALL
        .iter()
        .map(|kind| {
            let said = ProviderError::status_only(Some(400)).with_error("e").with_code("C1").with_text("words", &[]);
            let error = connector_core::Error::new(*kind, "message").at(connector_core::Stage::Token).of_connector("kakao").said(said);
            json!({ "kind": kind.code(), "http": kind.http_status(), "retryable": kind.is_retryable(), "display": error.to_string(),
                "words": error.provider().and_then(|said| said.text()).is_some() })
        })
        .collect();
    insta::assert_json_snapshot!(all);
}

/// The tables of both providers, as documentation.
#[test]
fn errors_can_be_listed() {
    let errors = Errors::oauth()
        .on(&["A"], ErrorKind::Denied)
        .on_text("B", "Words", ErrorKind::Timeout);
    let listed: Vec<_> = errors.meanings().collect();
    assert_eq!(
        listed,
        [("B", Some("words"), ErrorKind::Timeout), ("A", None, ErrorKind::Denied)]
    );
}

//! OpenID Connect at both providers, over real HTTP: signatures, claims, key sets (group F).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use common::{Browser, Service};
use connector_core::{AuthorizeRequest, ErrorKind};
use connector_testkit::sandbox::{Endpoint, Fault, IdTokenFault};

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";

async fn kind(service: &Service, instance: &str) -> String {
    match service.grant(instance, AGREE).await {
        Ok(granted) => match service.host.profile(&granted).await {
            Ok(_) => "ok".to_owned(),
            Err(error) => error.kind().code().to_owned(),
        },
        Err(error) => error.kind().code().to_owned(),
    }
}

#[tokio::test]
async fn plain_sign_in_with_a_verified_id_token() {
    let service = Service::start().await;
    let kakao = service.grant("kakao-oidc", AGREE).await.unwrap();
    let claims = kakao.grant().tokens().claims().unwrap().clone();
    assert_eq!(claims["sub"], "1234567890123456789");
    assert!(claims["nonce"].is_string(), "the nonce came back");
    assert_eq!(
        service.host.profile(&kakao).await.unwrap().subject,
        "1234567890123456789"
    );

    // F21: NAVER's subject and the id of the profile are two ids, and both are kept.
    let naver = service.grant("naver-oidc", AGREE).await.unwrap();
    let profile = service.host.profile(&naver).await.unwrap();
    let subject = naver.grant().tokens().claims().unwrap()["sub"].as_str().unwrap();
    assert_eq!(profile.subject, "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456");
    assert_eq!(profile.other_ids["oidc"], subject);
    assert_ne!(profile.subject, subject);
    for endpoint in [Endpoint::KakaoJwks, Endpoint::NaverJwks, Endpoint::NaverOidcToken] {
        assert_eq!(service.sandbox.count(endpoint), 1, "{endpoint:?}");
    }
    assert_eq!(
        service.sandbox.count(Endpoint::NaverToken),
        0,
        "the two families are never mixed"
    );
}

#[tokio::test]
async fn a_second_sign_in_uses_the_kept_keys() {
    let service = Service::start().await;
    for _ in 0..5 {
        assert_eq!(kind(&service, "kakao-oidc").await, "ok");
    }
    assert_eq!(service.sandbox.count(Endpoint::KakaoJwks), 1);
}

/// F1-F3, F5-F8, F10, F13: named after the modules of the OpenID Foundation's suite for relying parties.
#[tokio::test]
async fn f_every_wrong_id_token_is_refused_at_both_providers() {
    for (name, wrong) in [
        ("idtoken-sig-none", IdTokenFault::AlgNone),
        ("invalid-sig-hs256", IdTokenFault::Hs256),
        ("invalid-iss", IdTokenFault::WrongIss),
        ("invalid-aud", IdTokenFault::WrongAud),
        ("nonce-invalid", IdTokenFault::WrongNonce),
        ("nonce-missing", IdTokenFault::MissingNonce),
        ("idtoken-expired", IdTokenFault::Expired),
        ("missing-sub", IdTokenFault::MissingSub),
        ("invalid-sig-rs256", IdTokenFault::BadSignature),
        ("kid-absent-in-jwks", IdTokenFault::UnknownKid),
    ] {
        let service = Service::start().await;
        for (instance, endpoint) in [
            ("kakao-oidc", Endpoint::KakaoToken),
            ("naver-oidc", Endpoint::NaverOidcToken),
        ] {
            service.sandbox.set_fault(endpoint, Some(Fault::IdToken { wrong }));
            assert_eq!(kind(&service, instance).await, "id_token_invalid", "{name} {instance}");
            assert_eq!(service.sandbox.count(endpoint), 1, "{name}: the code was sent once");
            let profiles = service.sandbox.count(Endpoint::KakaoMe) + service.sandbox.count(Endpoint::NaverMe);
            assert_eq!(profiles, 0, "{name}: nobody asked for a profile");
            service.sandbox.set_fault(endpoint, None);
        }
    }
}

#[tokio::test]
async fn f_an_id_token_is_verified_although_nobody_demanded_it() {
    let service = Service::start().await;
    // The instance does not say `oidc`; with `openid` among the scopes the sandbox sends a token all the same.
    let ask = || {
        AuthorizeRequest::new()
            .extra_scope("openid")
            .extra_scope("profile_nickname")
    };
    let granted = service.grant_asking("kakao", ask(), AGREE).await.unwrap();
    assert!(granted.grant().tokens().claims().is_some());
    let wrong = IdTokenFault::BadSignature;
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::IdToken { wrong }));
    let error = service.grant_asking("kakao", ask(), AGREE).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IdTokenInvalid);
    assert_eq!(error.code(), "kakao.id_token.id_token_invalid");
}

#[tokio::test]
async fn f22_a_demanded_id_token_that_does_not_come_is_an_error() {
    let service = Service::start().await;
    let body = r#"{"access_token":"at","token_type":"bearer","expires_in":1}"#.to_owned();
    let fault = Fault::Body {
        status: 200,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault(Endpoint::KakaoToken, Some(fault.clone()));
    let error = service.grant("kakao-oidc", AGREE).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IdTokenInvalid);
    assert!(error.message().contains("console"), "{error}");
    assert!(
        service.grant("kakao", AGREE).await.is_ok(),
        "an ordinary instance does without"
    );
    service.sandbox.set_fault(Endpoint::NaverOidcToken, Some(fault));
    assert_eq!(kind(&service, "naver-oidc").await, "id_token_invalid");
}

/// signing-key-rotation, signing-key-rotation-just-before-signing.
#[tokio::test]
async fn f15_v15_rotated_keys_are_fetched_at_once() {
    let service = Service::start().await;
    for instance in ["kakao-oidc", "naver-oidc"] {
        assert_eq!(kind(&service, instance).await, "ok");
        service.sandbox.rotate_keys();
        assert_eq!(
            kind(&service, instance).await,
            "ok",
            "{instance}: one more fetch, at once"
        );
    }
    assert_eq!(service.sandbox.count(Endpoint::KakaoJwks), 2);
}

/// F13, F14: a set that lags behind ends the sign-in, and no storm of fetches follows.
#[tokio::test]
async fn f14_a_lagging_key_set_is_not_hammered() {
    let service = Service::start().await;
    assert_eq!(kind(&service, "kakao-oidc").await, "ok");
    let wrong = IdTokenFault::UnknownKid;
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::IdToken { wrong }));
    for _ in 0..20 {
        assert_eq!(kind(&service, "kakao-oidc").await, "id_token_invalid");
    }
    assert!(service.sandbox.count(Endpoint::KakaoJwks) <= 3);
    service.sandbox.set_fault(Endpoint::KakaoToken, None);
    assert_eq!(
        kind(&service, "kakao-oidc").await,
        "ok",
        "the good keys are still there"
    );
}

/// F23, F24: what becomes of a sign-in when the keys cannot be had.
#[tokio::test]
async fn f23_f24_a_key_set_that_cannot_be_had() {
    let body = |status, body: &str| Fault::Body {
        status,
        content_type: "application/json".to_owned(),
        bytes: body.to_owned().into(),
    };
    for (fault, expected) in [
        (body(500, ""), "provider_unavailable"),
        (Fault::Reset, "provider_unavailable"),
        (body(200, "<html>"), "reply_invalid"),
        (body(200, r#"{"keys":[]}"#), "reply_invalid"),
        (body(200, r#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#), "id_token_invalid"),
        (
            Fault::Redirect {
                to: "http://127.0.0.1:9/keys".to_owned(),
            },
            "reply_invalid",
        ),
    ] {
        let service = Service::start().await;
        service.sandbox.set_fault(Endpoint::KakaoJwks, Some(fault.clone()));
        assert_eq!(kind(&service, "kakao-oidc").await, expected, "{fault:?}");
        service.sandbox.set_fault(Endpoint::KakaoJwks, None);
        assert_eq!(kind(&service, "kakao-oidc").await, "ok", "it recovers by itself");
    }
}

/// C9, B10: automatic login inside the NAVER app, in both spellings of its marker, and what its refusals mean.
#[tokio::test]
async fn naver_automatic_login_inside_the_app_only() {
    let service = Service::start().await;
    for (agent, automatic) in [
        ("Mozilla/5.0 NAVER(inapp; search; 620; 10.10.2; XR)", true),
        ("Mozilla/5.0 Naver(inapp; search; 620; 10.10.2; XR)", true),
        ("Mozilla/5.0 Chrome/140", false),
    ] {
        let begun = service
            .host
            .authorize("naver-oidc", AuthorizeRequest::new().user_agent(agent))
            .await
            .unwrap();
        assert_eq!(begun.url().contains("auth_type=autologin"), automatic, "{agent}");
    }
    let begun = service
        .host
        .authorize("naver-oidc", AuthorizeRequest::new())
        .await
        .unwrap();
    assert!(!begun.url().contains("auth_type"));
    let plain = service
        .host
        .authorize("naver", AuthorizeRequest::new().user_agent("NAVER(inapp; search; 1"))
        .await
        .unwrap();
    assert!(!plain.url().contains("auth_type"), "only where the settings say so");
}

#[tokio::test]
async fn the_router_signs_in_with_openid_connect() {
    let service = Service::start().await;
    for instance in ["kakao-oidc", "naver-oidc"] {
        let mut browser = Browser::asking_for_json();
        let callback = service.consent(&mut browser, instance, AGREE).await;
        let done = browser.get(&callback).await;
        assert_eq!(done.status, 200, "{done:?}");
        for secret in ["id_token", "access_token", "nonce"] {
            assert!(!done.body.contains(secret), "{secret} in {}", done.body);
        }
    }
}

/// C9: when the app cannot sign the user in by itself, the ordinary buttons come, not an error page, and pressing one does not
/// run into the same refusal again.
#[tokio::test]
async fn c9_a_failed_automatic_login_shows_the_ordinary_button() {
    let service = Service::start().await;
    let mut browser = Browser {
        accept: "text/html",
        agent: Some("Mozilla/5.0 NAVER(inapp; search; 620; 10.10.2; XR)"),
        ..Browser::default()
    };
    let connect = format!("{}/connect/naver-oidc", service.base);
    let begun = browser.get(&connect).await;
    assert!(begun.location().contains("auth_type=autologin"), "{}", begun.location());
    let back = browser.get(&format!("{}&sandbox_user=nobody", begun.location())).await;
    let away = browser.get(back.location()).await;
    assert_eq!((away.status, away.location()), (303, "/?kind=interaction_required"));
    let buttons = browser.get(&format!("{}{}", service.base, away.location())).await;
    assert!(buttons.body.contains("connect-naver-oidc"), "{}", buttons.body);
    let again = browser.get(&connect).await;
    assert!(!again.location().contains("auth_type"), "{}", again.location());
    let other = Browser {
        cookies: std::collections::BTreeMap::new(),
        ..browser.clone()
    }
    .get(&connect)
    .await;
    assert!(
        other.location().contains("auth_type=autologin"),
        "another browser is not concerned"
    );
}

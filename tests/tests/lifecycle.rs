//! What becomes of sign-ins when callers go away, clocks jump, hosts shut down, or there are too many of them (groups G, H, I),
//! and properties of the seal.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{sync::Arc, time::Duration};

use common::{Browser, Service};
use connector_core::{Attempt, AuthorizeRequest, Callback, ErrorKind, Pending, Redirect, Timestamp};
use connector_host::{
    Begun, Host, Profile, SealingKey,
    clock::SystemRandom,
    sealed::{KeyRing, MAX_SEALED},
};
use connector_testkit::{
    FixedClock, ScriptedHttp,
    sandbox::{Endpoint, Fault},
};
use proptest::prelude::*;
use serde_json::json;

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";

/// A begun sign-in, and the callback with which its browser comes back.
async fn returning(service: &Service) -> Callback {
    let begun = service.host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
    let back = Browser::default().post(begun.url(), AGREE).await;
    let query = back.location().split_once('?').unwrap().1.to_owned();
    Callback::from_query(query).sealed(begun.sealed())
}

#[tokio::test]
async fn h6_a_caller_that_goes_away_leaves_the_sign_in_spent() {
    let service = Service::start().await;
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::Slow { ms: 200 }));
    for wait in [0, 1, 20, 100, 150] {
        let callback = returning(&service).await;
        let before = service.sandbox.count(Endpoint::KakaoToken);
        let call = service.host.sign_in("kakao", callback.clone());
        let gone = tokio::time::timeout(Duration::from_millis(wait), call).await;
        assert!(gone.is_err(), "the caller went away after {wait} ms");
        tokio::time::sleep(Duration::from_millis(250)).await;
        let sent = service.sandbox.count(Endpoint::KakaoToken) - before;
        assert!(sent <= 1, "{sent} token requests");
        if sent == 1 {
            let error = service.host.sign_in("kakao", callback).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::StateMismatch, "it stays spent");
        }
        assert_eq!(service.host.in_progress(), 0, "no place is leaked");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h15_calls_in_progress_finish_and_none_begins() {
    let service = Service::start().await;
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::Slow { ms: 300 }));
    let mut calls = Vec::new();
    for _ in 0..100 {
        let (host, callback) = (service.host.clone(), returning(&service).await);
        calls.push(tokio::spawn(
            async move { host.sign_in("kakao", callback).await.is_ok() },
        ));
    }
    while service.host.in_progress() < 100 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    service.host.close();
    let error = service
        .host
        .authorize("kakao", AuthorizeRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Overloaded);
    for call in calls {
        assert!(call.await.unwrap(), "a call in progress finishes");
    }
    assert_eq!(service.host.in_progress(), 0);
}

fn host_at(clock: &Arc<FixedClock>, most: usize, http: ScriptedHttp) -> Host {
    let settings = json!({ "version": 1, "publicUrl": "http://localhost:1", "instances": {
        "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "s3cr3t" } } } });
    Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .single_process()
        .clock(Arc::clone(clock) as Arc<_>)
        .http(Arc::new(http))
        .most_calls(most)
        .build()
        .unwrap()
}

fn back(begun: &Begun) -> Callback {
    let state = begun.url().split("&state=").nth(1).unwrap().split('&').next().unwrap();
    Callback::from_query(format!("code=c&state={state}")).sealed(begun.sealed())
}

/// G7: the clock jumps while a user is away.
#[tokio::test]
async fn g7_a_clock_that_jumps_ends_sign_ins_cleanly() {
    for (jump, expected) in [
        (0, None),
        (599, None),
        (600, None),
        (601, Some(ErrorKind::SignInExpired)),
        (3_600, Some(ErrorKind::SignInExpired)),
        (-60, None),
        (-61, Some(ErrorKind::SignInExpired)),
        (-3_600, Some(ErrorKind::SignInExpired)),
        (i64::MAX / 2, Some(ErrorKind::SignInExpired)),
    ] {
        let clock = Arc::new(FixedClock::at(1_700_000_000));
        let http = ScriptedHttp::new()
            .json(200, r#"{"access_token":"at","token_type":"bearer"}"#)
            .json(200, r#"{"id":1}"#);
        let host = host_at(&clock, 10, http);
        let begun = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
        clock.advance(jump);
        let outcome = host.sign_in("kakao", back(&begun)).await;
        assert_eq!(outcome.err().map(|error| error.kind()), expected, "{jump} s");
    }
}

/// I4, L30: beyond the limit a call is refused at once, and the others are not touched.
#[tokio::test]
async fn i4_calls_beyond_the_limit_are_refused_at_once() {
    let service = Service::start().await;
    drop(service);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    // A provider that accepts and never answers.
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    let settings = json!({ "version": 1, "publicUrl": "http://localhost:1", "defaults": { "http": { "timeoutMs": 3000 } },
        "instances": { "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef",
            "clientSecret": "s3cr3t", "origins": { "auth": origin, "api": origin } } } } });
    let builder = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .single_process();
    let host = builder.most_calls(20).build().unwrap();
    let mut calls = Vec::new();
    for _ in 0..20 {
        let callback = back(&host.authorize("kakao", AuthorizeRequest::new()).await.unwrap());
        let host = host.clone();
        calls.push(tokio::spawn(async move {
            host.sign_in("kakao", callback).await.unwrap_err().kind()
        }));
    }
    while host.in_progress() < 20 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..1_000 {
        let error = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Overloaded);
    }
    assert_eq!(host.in_progress(), 20, "refusals never wait for the hanging calls");
    for call in calls {
        assert_eq!(call.await.unwrap(), ErrorKind::Timeout);
    }
    assert_eq!(host.in_progress(), 0);
}

fn pending(app_data: &[u8], return_to: Option<String>, begun: i64) -> Pending {
    let redirect = Redirect::to("https://a.example/".to_owned(), Attempt::draw(&SystemRandom).unwrap());
    let redirect_uri = "https://login.example.kr/callback/kakao";
    let (_, pending) = Pending::new(redirect, Timestamp::from_secs(begun), 600, redirect_uri);
    pending.carrying(app_data, return_to)
}

fn ring() -> KeyRing {
    KeyRing::new(SealingKey::from_bytes([9; 32]), Vec::new()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// What is sealed comes back byte for byte, for this connector and this instance only.
    #[test]
    fn seal_and_open_round_trip(
        data in proptest::collection::vec(any::<u8>(), 0..2048),
        return_to in proptest::option::of("/[ -~]{0,100}"),
        begun in 0..4_000_000_000_i64,
        instance in "[a-z0-9]{1,20}",
    ) {
        let (ring, pending) = (ring(), pending(&data, return_to, begun));
        let text = ring.seal(&pending, "kakao", &instance, &SystemRandom).unwrap();
        prop_assert!(text.len() <= MAX_SEALED);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        pending.write(&mut before);
        ring.open(&text, "kakao", &instance).unwrap().write(&mut after);
        prop_assert_eq!(before, after);
        prop_assert!(ring.open(&text, "naver", &instance).is_err());
        let other = instance + "x";
        prop_assert!(ring.open(&text, "kakao", &other).is_err());
    }

    /// Whatever a browser sends in the place of a sealed sign-in ends in a typed refusal.
    #[test]
    fn nothing_else_opens(text in "[A-Za-z0-9_-]{0,900}", junk in any::<Vec<u8>>()) {
        prop_assert!(ring().open(&text, "kakao", "kakao").is_err());
        prop_assert!(ring().open(&String::from_utf8_lossy(&junk), "kakao", "kakao").is_err());
        prop_assert!(Pending::read(&junk).is_none_or(|pending| pending.attempt().state().len() < 65_536));
    }
}

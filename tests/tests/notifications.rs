//! Notifications of both providers at `/webhook/{instance}`, over real HTTP (group N).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::sync::{Arc, Mutex};

use axum::http::Request;
use common::{ADMIN_KEY, Browser, KAKAO_OIDC_ID, NAVER_ID, SECRET, Service};
use connector_core::{Clock as _, Event, Notice};
use connector_host::{Host, Profile, router::HostRouter};
use connector_testkit::{
    FixedClock,
    sandbox::{Endpoint, Fault, KakaoEvent, KakaoUnlinkNotice, NaverUnlinkNotice},
};
use serde_json::json;

const USER: &str = "1234567890123456789";

fn now() -> u64 {
    connector_host::clock::SystemClock.now().secs().try_into().unwrap()
}

fn at(service: &Service, instance: &str) -> String {
    format!("{}/webhook/{instance}", service.base)
}

#[tokio::test]
async fn n1_n5_kakaos_unlink_notice() {
    let service = Service::start().await;
    let to = at(&service, "kakao-oidc");
    let good = KakaoUnlinkNotice::new(&to, ADMIN_KEY, USER);
    assert_eq!(good.send().await.unwrap().status, 200);
    assert_eq!(
        good.send().await.unwrap().status,
        200,
        "N3: again is answered as handled"
    );
    let by_get = KakaoUnlinkNotice::new(&to, ADMIN_KEY, "42").by_get();
    assert_eq!(by_get.send().await.unwrap().status, 200);
    for wrong in ["planted-admin-kez", "planted-admin-ke", "", "planted-admin-keyy"] {
        let forged = KakaoUnlinkNotice::new(&to, wrong, USER);
        assert_eq!(forged.send().await.unwrap().status, 401, "{wrong:?}");
    }
    let other_app = KakaoUnlinkNotice::new(&to, ADMIN_KEY, USER).app_id("7");
    assert_eq!(other_app.send().await.unwrap().status, 400);
    let unknown_reason = KakaoUnlinkNotice::new(&to, ADMIN_KEY, "43").referrer_type("SOMETHING_NEW");
    assert_eq!(unknown_reason.send().await.unwrap().status, 200, "N4");
    // An instance without the switch has no such door.
    let closed = KakaoUnlinkNotice::new(at(&service, "kakao"), ADMIN_KEY, USER);
    assert_eq!(closed.send().await.unwrap().status, 404);
}

#[tokio::test]
async fn n1_n5_kakaos_signed_notices() {
    let service = Service::start().await;
    let to = at(&service, "kakao-oidc");
    let event = || KakaoEvent::new(&to, KAKAO_OIDC_ID, USER).event("user-unlinked");
    let good = event().jti("evt-1");
    assert_eq!(service.sandbox.send_kakao_event(&good).await.unwrap().status, 202);
    assert_eq!(service.sandbox.send_kakao_event(&good).await.unwrap().status, 202, "N3");
    for (wrong, err) in [
        (event().issuer("https://kauth.kakao.com/"), "invalid_issuer"),
        (event().signed_by_stranger(), "invalid_key"),
        (event().typ("JWT"), "invalid_request"),
        (
            KakaoEvent::new(&to, "somebody-else", USER).event("user-unlinked"),
            "invalid_audience",
        ),
    ] {
        let receipt = service.sandbox.send_kakao_event(&wrong).await.unwrap();
        assert_eq!(receipt.status, 400, "{err}");
        let body: serde_json::Value = serde_json::from_str(&receipt.body).unwrap();
        assert_eq!(body["err"], err, "{body}");
    }
    // Trouble with keys is no fault of the notice: Kakao sends it again. The kept keys serve a while, so a new service asks.
    let fresh = Service::start().await;
    fresh
        .sandbox
        .set_fault(Endpoint::KakaoJwks, Some(Fault::Status { code: 500 }));
    let to = at(&fresh, "kakao-oidc");
    let event = KakaoEvent::new(&to, KAKAO_OIDC_ID, USER).event("user-unlinked");
    assert_eq!(fresh.sandbox.send_kakao_event(&event).await.unwrap().status, 503);
}

#[tokio::test]
async fn n1_n5_navers_unlink_notice() {
    let service = Service::start().await;
    let to = at(&service, "naver-oidc");
    let notice = |user: &str| NaverUnlinkNotice::new(&to, NAVER_ID, SECRET, user, now());
    for good in [
        notice("user-1"),
        notice("user-2").in_query(),
        notice("user-3").padded(),
        notice("user-4").in_query().padded(),
    ] {
        assert_eq!(good.send().await.unwrap().status, 204);
        assert_eq!(
            good.send().await.unwrap().status,
            204,
            "N3: again is answered as handled"
        );
    }
    assert_eq!(
        notice("user-1").forged().send().await.unwrap().status,
        403,
        "one bit flipped"
    );
    let other_secret = NaverUnlinkNotice::new(&to, NAVER_ID, "other-secret", "user-1", now());
    assert_eq!(other_secret.send().await.unwrap().status, 403);
    let other_app = NaverUnlinkNotice::new(&to, "other-app", SECRET, "user-1", now());
    assert_eq!(other_app.send().await.unwrap().status, 400);
    for stale in [now() - 400, now() + 400] {
        let stale = NaverUnlinkNotice::new(&to, NAVER_ID, SECRET, "user-1", stale);
        assert_eq!(stale.send().await.unwrap().status, 400, "N3: over five minutes off");
    }
    let mut browser = Browser::asking_for_json();
    let long = "a".repeat(70_000);
    for body in [
        "",
        "clientId=a",
        "clientId=a&clientId=a&encryptUniqueId=b&timestamp=1&signature=c",
        "clientId=a&encryptUniqueId=b&timestamp=1&signature=%%%",
        &long,
    ] {
        let status = browser.post(&to, body).await.status;
        assert!(status == 400 || status == 403, "N2: {status}");
    }
    assert!(browser.get(&format!("{}/webhook/nobody", service.base)).await.status == 404);
}

/// The vector of NAVER's documented scheme, through a host whose clock stands at its moment.
#[tokio::test]
async fn n5_navers_documented_vector_is_delivered_once() {
    let settings = json!({ "version": 1, "publicUrl": "http://localhost:1", "instances": { "naver": { "connector": "naver",
        "config": { "clientId": "naverClientId0000001", "clientSecret": "naverClientSecret01", "webhooks": true } } } });
    let host = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .single_process()
        .clock(Arc::new(FixedClock::at(1_693_877_406)))
        .build()
        .unwrap();
    let query = "clientId=naverClientId0000001&encryptUniqueId=AAECAwQFBgcICQoLDA0ODxj2XWsswguRkO9BM133fC2M3lJs1sFRPj9Cv4t3jar_&timestamp=1693877406&signature=lOwIHpU1MGk-L2gfWY_cEQVUqAMXClBKU8KdWS6BeGk";
    let hear = async |query: &str| {
        let (parts, ()) = Request::post(format!("http://localhost:1/webhook/naver?{query}"))
            .body(())
            .unwrap()
            .into_parts();
        host.notification("naver", &Notice::from_parts(&parts, b""))
            .await
            .unwrap()
    };
    let heard = hear(query).await;
    let told = heard.notification.unwrap();
    assert_eq!(told.events, [Event::Unlinked]);
    assert_eq!(told.subject.as_deref(), Some("abcdefgABCDEFGH1234567"));
    assert_eq!(told.namespace, "naver:naverClientId0000001");
    assert!(!format!("{told:?}").contains("abcdefg"), "X3");
    let again = hear(query).await;
    assert!(again.notification.is_none() && again.refused.is_none());
    assert_eq!(again.answer.status, 204);
    let swapped = hear(&query.replace("timestamp=1693877406", "timestamp=1693877407")).await;
    assert_eq!(swapped.answer.status, 403, "the time is signed too");
}

/// N4: a link is no unlink, and what nobody knows is handed on as unknown.
#[tokio::test]
async fn n4_events_are_told_apart_by_their_whole_address() {
    let service = Service::start().await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let kept = Arc::clone(&heard);
    let router = HostRouter::new(service.host.clone()).on_notification(move |instance, told| {
        let kept = Arc::clone(&kept);
        async move { kept.lock().unwrap().push((instance, told)) }
    });
    let router = router.into_router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let to = format!("{base}/webhook/kakao-oidc");
    for (uri, expected) in [
        ("user-linked", Event::Linked),
        ("user-unlinked", Event::Unlinked),
        (
            "https://schemas.openid.net/secevent/risc/event-type/account-purged",
            Event::AccountPurged,
        ),
        (
            "https://schemas.openid.net/secevent/caep/event-type/credential-change",
            Event::CredentialChanged,
        ),
        ("https://schemas.kakao.com/events/oauth/user-unlinked", Event::Unknown),
        ("https://example.com/unheard-of", Event::Unknown),
    ] {
        let event = KakaoEvent::new(&to, KAKAO_OIDC_ID, USER)
            .event(uri)
            .reason("UNLINK_FROM_APPS")
            .jti(format!("jti {uri}"));
        assert_eq!(
            service.sandbox.send_kakao_event(&event).await.unwrap().status,
            202,
            "{uri}"
        );
        assert_eq!(
            service.sandbox.send_kakao_event(&event).await.unwrap().status,
            202,
            "{uri}"
        );
        let mut heard = heard.lock().unwrap();
        let (instance, told) = heard.pop().unwrap();
        assert!(heard.is_empty(), "delivered once");
        assert_eq!(
            (instance.as_str(), told.events.as_slice()),
            ("kakao-oidc", [expected].as_slice()),
            "{uri}"
        );
        assert_eq!(told.subject.as_deref(), Some(USER));
        assert_eq!(told.namespace, "https://kauth.kakao.com");
    }
}

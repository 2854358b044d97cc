//! Whole sign-ins through the router and the sandbox, over real HTTP (groups B, C, G, V).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use common::{Browser, SECRET, Service};
use connector_core::{AuthorizeRequest, Callback, ErrorKind};
use connector_testkit::sandbox::{Endpoint, Fault};

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";

#[tokio::test]
async fn both_providers_sign_in() {
    let service = Service::start().await;
    for (instance, subject) in [
        ("kakao", "1234567890123456789"),
        ("naver", "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456"),
    ] {
        let mut browser = Browser::asking_for_json();
        let callback = service.consent(&mut browser, instance, AGREE).await;
        let done = browser.get(&callback).await;
        assert_eq!(done.status, 200, "{done:?}");
        assert_eq!(done.json()["profile"]["subject"], subject);
        assert_eq!(done.json()["instance"], instance);
        assert_eq!(done.header("cache-control"), Some("no-store"));
        assert_eq!(done.header("referrer-policy"), Some("no-referrer"));
        assert!(
            browser.cookies.is_empty(),
            "the attempt cookie is cleared: {:?}",
            browser.cookies
        );
    }
    assert_eq!(service.sandbox.count(Endpoint::KakaoToken), 1);
    assert_eq!(service.sandbox.count(Endpoint::NaverMe), 1);
}

#[tokio::test]
async fn b16_c25_a_browser_gets_303s_and_a_result_page_once() {
    let service = Service::start().await;
    let mut browser = Browser {
        accept: "text/html",
        ..Browser::default()
    };
    let callback = service
        .consent(&mut browser, "kakao", "sandbox_decision=agree&sandbox_user=markup")
        .await;
    let away = browser.get(&callback).await;
    assert_eq!((away.status, away.location()), (303, "/result"));
    let result = browser.get(&format!("{}/result", service.base)).await;
    assert!(result.body.contains("id=\"profile\""), "{}", result.body);
    assert!(
        !result.body.contains("<img") && !result.body.contains("<b>"),
        "C12: markup in a name is escaped"
    );
    let again = browser.get(&format!("{}/result", service.base)).await;
    assert!(again.body.contains("id=\"gone\""), "one reading");
    let csp = result.header("content-security-policy").unwrap();
    assert!(csp.contains("frame-ancestors 'none'"), "B13");
}

#[tokio::test]
async fn c8_x2_a_user_who_cancels_is_denied() {
    let service = Service::start().await;
    for instance in ["kakao", "naver"] {
        let mut browser = Browser::asking_for_json();
        let callback = service.consent(&mut browser, instance, "sandbox_decision=cancel").await;
        let first = browser.clone().get(&callback).await;
        assert_eq!((first.status, first.kind().as_str()), (403, "denied"));
        assert_eq!(
            browser.get(&callback).await.kind(),
            "denied",
            "C17: a repeated refusal answers its own kind again"
        );
    }
    assert_eq!(
        service.sandbox.count(Endpoint::KakaoToken) + service.sandbox.count(Endpoint::NaverToken),
        0
    );
    let mut browser = Browser {
        accept: "text/html",
        ..Browser::default()
    };
    let callback = service.consent(&mut browser, "kakao", "sandbox_decision=cancel").await;
    let away = browser.get(&callback).await;
    assert_eq!((away.status, away.location()), (303, "/error?kind=denied"));
}

#[tokio::test]
async fn c17_c18_a_callback_is_good_for_one_use() {
    let service = Service::start().await;
    let mut browser = Browser::asking_for_json();
    let callback = service.consent(&mut browser, "kakao", AGREE).await;
    let rivals: Vec<_> = (0..50)
        .map(|_| {
            let (mut browser, callback) = (browser.clone(), callback.clone());
            tokio::spawn(async move { browser.get(&callback).await })
        })
        .collect();
    let mut winners = 0;
    for rival in rivals {
        let answer = rival.await.unwrap();
        if answer.status == 200 {
            winners += 1;
        } else {
            assert_eq!(answer.kind(), "state_mismatch");
            assert_eq!(answer.json()["error"]["reason"], "already_used");
        }
    }
    assert_eq!((winners, service.sandbox.count(Endpoint::KakaoToken)), (1, 1));
}

#[tokio::test]
async fn c1_to_c16_refused_callbacks_make_no_token_request() {
    let service = Service::start().await;
    let mut browser = Browser::asking_for_json();
    let good = service.consent(&mut browser, "kakao", AGREE).await;
    let state = good
        .split("state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let at = |query: &str| format!("{}/callback/kakao?{query}", service.base);
    for (url, kind) in [
        (at(""), "callback_invalid"),
        (at("code=c"), "state_mismatch"),
        (at("code=c&state="), "state_mismatch"),
        (at("code=c&state=other"), "state_mismatch"),
        (at(&format!("code=c&state={}", &state[1..])), "state_mismatch"),
        (at(&format!("code=c&state={state}a")), "state_mismatch"),
        (at(&format!("code=c&state={}", state.to_uppercase())), "state_mismatch"),
        (at(&format!("code=c&state={}", "a".repeat(600))), "state_mismatch"),
        (at(&format!("code=c&code=d&state={state}")), "callback_invalid"),
        (at(&format!("code=c&state={state}&state={state}")), "callback_invalid"),
        (
            at(&format!("error=access_denied&state={}", &state[1..])),
            "state_mismatch",
        ),
        (
            at(&format!("code={}&state={state}", "a".repeat(20_000))),
            "callback_invalid",
        ),
        (at(&"%".repeat(8192)), "callback_invalid"),
        (at(&"a=1&".repeat(70)), "callback_invalid"),
        (good.replace("/kakao?", "/kakao-2?"), "state_mismatch"),
        (good.replace("/kakao?", "/naver?"), "state_mismatch"),
        (good.replace("/kakao?", "/nowhere?"), "connector_unknown"),
        (good.replace("/kakao?", "/off?"), "connector_unknown"),
    ] {
        let answer = browser.clone().get(&url).await;
        assert_eq!(answer.kind(), kind, "{}", &url[..url.len().min(200)]);
        assert!(!answer.body.contains(&state), "X3");
    }
    let stranger = Browser::asking_for_json().get(&good).await;
    assert_eq!(
        (stranger.kind().as_str(), stranger.json()["error"]["reason"].as_str()),
        ("state_mismatch", Some("no_sign_in"))
    );
    assert_eq!(
        browser.clone().post(&good, "code=c").await.kind(),
        "callback_invalid",
        "C22"
    );
    assert_eq!(service.sandbox.count(Endpoint::KakaoToken), 0);
    assert_eq!(
        browser.get(&good).await.status,
        200,
        "none of them has spent the sign-in"
    );
}

#[tokio::test]
async fn c5_c6_c7_c14_bad_codes_and_issuers_spend_the_sign_in() {
    let service = Service::start().await;
    for (more, kind) in [
        ("", "callback_invalid"),
        ("&code=", "callback_invalid"),
        ("&code=%0a", "callback_invalid"),
        ("&code=%ff", "callback_invalid"),
        ("&code=%EA%B3%A0", "callback_invalid"),
        ("&code=c&iss=https%3A%2F%2Fevil.example", "callback_invalid"),
        ("&code=c&error=access_denied", "denied"),
        ("&error=server_error", "provider_unavailable"),
        ("&error=invalid_scope", "credentials_rejected"),
        ("&error=login_required", "interaction_required"),
        (
            "&error=access_denied&error_description=Not+allowed+under+age+14",
            "user_not_allowed",
        ),
        ("&error=brand_new", "grant_rejected"),
    ] {
        let mut browser = Browser::asking_for_json();
        let good = service.consent(&mut browser, "kakao", AGREE).await;
        let state = good.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let url = format!("{}/callback/kakao?state={state}{more}", service.base);
        assert_eq!(browser.get(&url).await.kind(), kind, "{more}");
    }
    assert_eq!(service.sandbox.count(Endpoint::KakaoToken), 0);
    let mut browser = Browser::asking_for_json();
    let good = service.consent(&mut browser, "kakao", AGREE).await;
    let with_issuer = format!("{good}&iss=https%3A%2F%2Fkauth.kakao.com&utm=%");
    assert_eq!(browser.get(&with_issuer).await.status, 200, "V12");
}

#[tokio::test]
async fn c9_naver_automatic_sign_in_refusals_are_no_refusal() {
    let service = Service::start().await;
    for text in [
        "user+not+logged+in.",
        "need+user+consent.",
        "unsupported+browser+environment.",
    ] {
        let mut browser = Browser::asking_for_json();
        let good = service.consent(&mut browser, "naver", AGREE).await;
        let state = good.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let url = format!(
            "{}/callback/naver?state={state}&error=access_denied&error_description={text}",
            service.base
        );
        assert_eq!(browser.get(&url).await.kind(), "interaction_required");
    }
}

#[tokio::test]
async fn v13_i11_two_tabs_finish_in_either_order() {
    let service = Service::start().await;
    for order in [[0, 1], [1, 0]] {
        let mut browser = Browser::asking_for_json();
        let first = service.consent(&mut browser, "kakao", AGREE).await;
        let second = service.consent(&mut browser, "naver", AGREE).await;
        let third = service.consent(&mut browser, "kakao", AGREE).await;
        for n in order {
            assert_eq!(browser.get([&first, &second][n]).await.status, 200);
        }
        assert_eq!(browser.get(&third).await.status, 200);
    }
}

#[tokio::test]
async fn l20_a_browser_keeps_five_attempts() {
    let service = Service::start().await;
    let mut browser = Browser::asking_for_json();
    for _ in 0..8 {
        browser.get(&format!("{}/connect/kakao", service.base)).await;
    }
    assert_eq!(browser.cookies.len(), 5);
}

#[tokio::test]
async fn b1_b3_b9_what_the_browser_asks_of_connect() {
    let service = Service::start().await;
    let at = |rest: &str| format!("{}/connect/{rest}", service.base);
    for bad in [
        "//other",
        "https%3A%2F%2Fother",
        "%2F%5Cother",
        "%2F%252fother",
        "javascript:alert(1)",
    ] {
        let answer = Browser::asking_for_json()
            .get(&at(&format!("kakao?return_to={bad}")))
            .await;
        assert_eq!(
            (answer.status, answer.kind().as_str()),
            (400, "request_invalid"),
            "{bad}"
        );
    }
    let answer = Browser::asking_for_json()
        .get(&at("kakao?state=mine&client_id=mine&return_to=%2Fcart"))
        .await;
    assert_eq!(answer.status, 303);
    assert!(!answer.location().contains("mine"), "B3");
    for unknown in ["nowhere", "KAKAO", "..%2Fnaver", "kakao%00", "%EC%B9%B4"] {
        let answer = Browser::asking_for_json().get(&at(unknown)).await;
        assert_eq!(
            (answer.status, answer.kind().as_str()),
            (404, "connector_unknown"),
            "{unknown}"
        );
        assert!(
            !answer.body.contains("nowhere") && !answer.body.contains("KAKAO"),
            "the input is not echoed"
        );
    }
    let mut browser = Browser {
        accept: "text/html",
        ..Browser::default()
    };
    let begun = browser.get(&at("kakao?return_to=%2Fcart%3Fid%3D1")).await;
    let callback = browser.post(begun.location(), AGREE).await.location().to_owned();
    assert_eq!(browser.get(&callback).await.location(), "/cart?id=1");
}

#[tokio::test]
async fn e22_l10_a_failed_profile_get_is_tried_once_more() {
    let service = Service::start().await;
    let mut browser = Browser::asking_for_json();
    let callback = service.consent(&mut browser, "kakao", AGREE).await;
    service
        .sandbox
        .set_fault_times(Endpoint::KakaoMe, Fault::Status { code: 503 }, 1);
    assert_eq!(browser.get(&callback).await.status, 200);
    assert_eq!(
        (
            service.sandbox.count(Endpoint::KakaoToken),
            service.sandbox.count(Endpoint::KakaoMe)
        ),
        (1, 2)
    );
}

#[tokio::test]
async fn d19_d25_i10_token_faults_send_the_code_once() {
    let service = Service::start().await;
    for (fault, kind) in [
        (Fault::Status { code: 503 }, "provider_unavailable"),
        (Fault::Reset, "provider_unavailable"),
        (Fault::Truncated, "provider_unavailable"),
        (Fault::Html, "reply_invalid"),
        (Fault::TooMany { retry_after: Some(7) }, "rate_limited"),
        (Fault::Endless, "reply_too_large"),
        (
            Fault::Redirect {
                to: format!("{}/connect/kakao", service.base),
            },
            "reply_invalid",
        ),
    ] {
        let before = service.sandbox.count(Endpoint::KakaoToken);
        let mut browser = Browser::asking_for_json();
        let callback = service.consent(&mut browser, "kakao", AGREE).await;
        service.sandbox.set_fault_times(Endpoint::KakaoToken, fault.clone(), 1);
        let answer = browser.get(&callback).await;
        assert_eq!(answer.kind(), kind, "{fault:?}");
        assert!(!answer.body.contains(SECRET), "X3");
        assert_eq!(service.sandbox.count(Endpoint::KakaoToken), before + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn b5_app_data_and_sealed_text_travel_through_an_embedders_session() {
    let service = Service::start().await;
    let data = b"cart\r\n\0\xff".to_vec();
    let begun = service
        .host
        .authorize("kakao", AuthorizeRequest::new().app_data(data.clone()))
        .await
        .unwrap();
    let back = Browser::default().post(begun.url(), AGREE).await;
    let query = back.location().split_once('?').unwrap().1.to_owned();
    let done = service
        .host
        .sign_in("kakao", Callback::from_query(query).sealed(begun.sealed()))
        .await
        .unwrap();
    assert_eq!(done.granted().app_data(), data);
    assert_eq!(done.identity().instance, "kakao");
}

#[tokio::test]
async fn h16_a24_settings_are_swapped_and_bad_ones_change_nothing() {
    let service = Service::start().await;
    let mut browser = Browser::asking_for_json();
    let callback = service.consent(&mut browser, "kakao", AGREE).await;
    let mut settings = common::settings(&service.base, &service.sandbox);
    assert_eq!(
        service.host.reload_text("{").unwrap_err().kind(),
        ErrorKind::ConfigInvalid
    );
    let held = service.host.instance("naver").unwrap();
    settings["instances"].as_object_mut().unwrap().remove("naver");
    service.host.reload_text(settings.to_string()).unwrap();
    assert_eq!(
        service.host.instance("naver").unwrap_err().kind(),
        ErrorKind::ConnectorUnknown
    );
    assert_eq!(
        (held.id(), held.shared().info().id),
        ("naver", "naver"),
        "what is held stays whole"
    );
    assert_eq!(
        browser.get(&callback).await.status,
        200,
        "a callback finishes although its instance was read again"
    );
    service.host.close();
    let late = service
        .host
        .authorize("kakao", AuthorizeRequest::new())
        .await
        .unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Overloaded, "H15");
}

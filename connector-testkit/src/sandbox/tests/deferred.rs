//! Faults at the endpoints that came later, and faults in the address of a consent screen.

use super::super::{Endpoint, Fault};
use super::kakao::{ASK, exchange};
use super::naver;
use super::oidc::{part, verified};
use super::wire;
use super::{STATE, World, came_back, code_of, text, with};

#[tokio::test]
async fn every_endpoint_can_misbehave() {
    let world = World::new().await;
    for endpoint in Endpoint::ALL {
        let url = format!("{}{}", world.sandbox.origin(), endpoint.path());
        let method = endpoint.methods().split(", ").next().unwrap();
        let faulty = async |fault: &str| wire::send(method, &url, &[("x-sandbox-fault", fault)], "").await;
        assert_eq!(faulty("status=503").await.status, 503, "{endpoint:?}");
        assert_eq!(
            faulty("too-many=3").await.header("retry-after"),
            Some("3"),
            "{endpoint:?}"
        );
        assert!(faulty("html").await.text().starts_with("<!doctype"), "{endpoint:?}");
        let promised = faulty("truncated").await;
        let length: usize = promised.header("content-length").unwrap().parse().unwrap();
        assert_eq!(length, promised.body.len() + 64, "{endpoint:?}");
        faulty("expired").await;
        faulty("id-token=alg-none").await;
        let envelope = faulty("wrong-envelope").await;
        let text = envelope.text();
        assert!(
            ["access_token", "issuer", "keys", "\"id\"", "\"response\""]
                .iter()
                .all(|word| !text.contains(word)),
            "{endpoint:?} {text}"
        );
        let headers = [("x-sandbox-fault", "reset")];
        assert!(wire::raw(method, &url, &headers, "").await.is_err(), "{endpoint:?}");
        world.sandbox.set_fault_times(endpoint, Fault::Status { code: 500 }, 1);
        assert_eq!(wire::send(method, &url, &[], "").await.status, 500, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_fault_in_the_address_waits_with_the_code() {
    let world = World::new().await;
    let ask = with(&ASK, "scope", Some("openid"));
    let set = world.jwks(Endpoint::KakaoJwks).await;

    let spoiled = with(&ask, "fault", Some("id-token=wrong-aud"));
    let code = world.kakao_agree(&spoiled, "whale").await;
    let tokens = world.kakao_token(&exchange(&code)).await.json();
    assert_eq!(part(text(&tokens, "/id_token"), 1)["aud"], "f".repeat(32));

    let expired = with(&ask, "fault", Some("expired"));
    let code = world.kakao_agree(&expired, "whale").await;
    assert!(world.kakao_token(&exchange(&code)).await.text().contains("KOE320"));

    let rotated = with(&ask, "fault", Some("rotated-key=1"));
    let code = world.kakao_agree(&rotated, "whale").await;
    let tokens = world.kakao_token(&exchange(&code)).await.json();
    assert_eq!(verified(text(&tokens, "/id_token"), &set), None);

    let url = format!("{}&fault=expired", world.naver_authorize(&naver::ASK));
    let code = code_of(&world.post(&url, &[("sandbox_decision", "agree")]).await);
    let refused = world.naver_token(&naver::issue(&code)).await.json();
    assert_eq!(refused["error_description"], "no valid data in session");
}

#[tokio::test]
async fn the_screen_hands_the_fault_on() {
    let world = World::new().await;
    let url = world.kakao_authorize(&with(&ASK, "fault", Some("id-token=missing-sub")));
    let screen = world.get(&url).await.text();
    assert!(screen.contains("name=\"sandbox_fault\" value=\"id-token=missing-sub\""));
    assert!(!screen.contains("name=\"fault\""));
    let wrong = world
        .get(&world.kakao_authorize(&with(&ASK, "fault", Some("nonsense"))))
        .await;
    assert!(wrong.status == 400 && wrong.text().contains("no such fault"));
    let broken = world
        .get(&world.kakao_authorize(&with(&ASK, "fault", Some("status=502"))))
        .await;
    assert_eq!(broken.status, 502);
    let form = [("sandbox_decision", "agree"), ("sandbox_fault", "wrong-envelope")];
    let lost = world.post(&world.kakao_authorize(&ASK), &form).await;
    assert!(!lost.header("location").unwrap().contains("code="));
}

#[tokio::test]
async fn a_silent_sign_in_works_for_whoever_is_linked() {
    let world = World::new().await;
    let silent = with(&ASK, "prompt", Some("none"));
    let hinted = with(&silent, "login_hint", Some("whale@example.com"));
    let error = async |ask: &[(&str, &str)]| came_back(&world.get(&world.kakao_authorize(ask)).await)[0].1.clone();
    assert_eq!(error(&silent).await, "login_required");
    assert_eq!(error(&hinted).await, "consent_required");
    world.kakao("whale").await;
    let back = world.get(&world.kakao_authorize(&hinted)).await;
    let tokens = world.kakao_token(&exchange(&code_of(&back))).await;
    assert_eq!(tokens.status, 200);
    for key in ["login-required", "consent-required", "interaction-required"] {
        let back = world
            .post(&world.kakao_authorize(&silent), &[("sandbox_decision", key)])
            .await;
        let back = came_back(&back);
        assert_eq!(
            (back[0].1.as_str(), back[2].1.as_str()),
            (key.replace('-', "_").as_str(), STATE)
        );
    }
    for prompt in ["login", "create", "select_account", "login,create"] {
        let screen = world
            .get(&world.kakao_authorize(&with(&ASK, "prompt", Some(prompt))))
            .await;
        assert!(screen.text().contains(&format!("<code>{prompt}</code>")));
    }
}

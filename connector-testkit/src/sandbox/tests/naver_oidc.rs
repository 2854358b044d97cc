//! NAVER's other world: `/oauth2/*`, with PKCE, a nonce and an id_token.

use serde_json::json;

use super::super::Endpoint;
use super::naver::{ASK, issue};
use super::oidc::verified;
use super::wire::{self, Reply};
use super::{CHALLENGE, NAVER_ID, SECRET, STATE, VERIFIER, World, came_back, code_of, pairs, query, text, with};

const MORE: [(&str, &str); 4] = [
    ("scope", "openid"),
    ("nonce", "n-2"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

impl World {
    fn oidc_authorize(&self, ask: &[(&str, &str)]) -> String {
        format!("{}/oauth2/authorize?{}", self.sandbox.naver_auth(), query(ask))
    }

    async fn oidc_token(&self, form: &[(&str, &str)]) -> Reply {
        self.post(&format!("{}/oauth2/token", self.sandbox.naver_auth()), form)
            .await
    }

    async fn oidc_agree(&self, user: &str) -> String {
        let form = [("sandbox_decision", "agree"), ("sandbox_user", user)];
        let ask = [&ASK[..], &MORE].concat();
        code_of(&self.post(&self.oidc_authorize(&ask), &form).await)
    }
}

#[tokio::test]
async fn a_sign_in_ends_in_an_id_token_whose_sub_is_its_own() {
    let world = World::new().await;
    let set = world.jwks(Endpoint::NaverJwks).await;
    let mut same = Vec::new();
    for user in ["whale", "numeric"] {
        let code = world.oidc_agree(user).await;
        let form = with(&issue(&code), "code_verifier", Some(VERIFIER));
        let tokens = world.oidc_token(&form).await.json();
        assert_eq!(tokens["expires_in"], "3600");
        let claims = verified(text(&tokens, "/id_token"), &set).expect("signed");
        let sub = text(&claims, "/sub").to_owned();
        assert_eq!(
            claims,
            json!({
                "iss": "https://nid.naver.com", "aud": NAVER_ID, "sub": sub, "nonce": "n-2",
                "iat": 1_800_000_000, "exp": 1_800_003_600,
            })
        );
        let me = world.naver_me(text(&tokens, "/access_token")).await.json();
        same.push(text(&me, "/response/id") == sub);

        let refresh = [
            ("grant_type", "refresh_token"),
            ("client_id", NAVER_ID),
            ("client_secret", SECRET),
            ("refresh_token", text(&tokens, "/refresh_token")),
        ];
        assert!(world.naver_token(&refresh).await.json().get("error").is_some());
        let again = world.oidc_token(&refresh).await.json();
        assert!(again.get("id_token").is_some() && again.get("refresh_token").is_none());
    }
    assert_eq!(same, [false, true]);
}

#[tokio::test]
async fn the_two_worlds_do_not_mix() {
    let world = World::new().await;
    let code = world.oidc_agree("whale").await;
    let form = with(&issue(&code), "code_verifier", Some(VERIFIER));
    assert_eq!(world.naver_token(&form).await.json()["error"], "invalid_request");
    assert!(world.oidc_token(&form).await.json().get("id_token").is_some());
    let code = world.naver_agree("whale").await;
    assert_eq!(world.oidc_token(&issue(&code)).await.json()["error"], "invalid_request");
    let tokens = world.naver_token(&issue(&code)).await.json();
    assert!(tokens.get("access_token").is_some() && tokens.get("id_token").is_none());
}

#[tokio::test]
async fn the_verifier_and_the_credentials_are_checked() {
    let world = World::new().await;
    for verifier in [None, Some("x".repeat(43))] {
        let code = world.oidc_agree("whale").await;
        let form = issue(&code);
        let form = with(&form, "code_verifier", verifier.as_deref());
        let refused = world.oidc_token(&form).await;
        assert_eq!(
            (refused.status, text(&refused.json(), "/error")),
            (200, "invalid_request")
        );
    }
    let code = world.oidc_agree("whale").await;
    let form = issue(&code);
    for (name, value) in [
        ("client_secret", Some("wrong")),
        ("client_secret", None),
        ("client_id", Some("x")),
    ] {
        let refused = world.oidc_token(&with(&form, name, value)).await;
        assert_eq!(
            (refused.status, refused.json()),
            (401, json!({"error": "invalid_client"}))
        );
    }
    assert_eq!(
        world
            .get(&format!("{}/oauth2/token", world.sandbox.naver_auth()))
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn a_wrong_authorize_request_comes_back() {
    let world = World::new().await;
    let whole = [&ASK[..], &MORE].concat();
    for (ask, error) in [
        (with(&whole, "scope", None), "invalid_scope"),
        (with(&whole, "scope", Some("profile")), "invalid_scope"),
        (with(&whole, "code_challenge_method", Some("plain")), "invalid_request"),
        (
            with(&whole, "response_type", Some("token")),
            "unsupported_response_type",
        ),
    ] {
        let back = came_back(&world.get(&world.oidc_authorize(&ask)).await);
        assert_eq!(back[..2], pairs(&[("state", STATE), ("error", error)]));
    }
}

#[tokio::test]
async fn automatic_login_needs_the_naver_app() {
    let world = World::new().await;
    let automatic = with(&ASK, "auth_type", Some("autologin"));
    let url = world.naver_authorize(&automatic);
    let refused = [
        ("state", STATE),
        ("error", "access_denied"),
        ("error_description", "unsupported browser environment."),
    ];
    assert_eq!(came_back(&world.get(&url).await), pairs(&refused));
    let agree = [("sandbox_decision", "agree")];
    assert_eq!(came_back(&world.post(&url, &agree).await), pairs(&refused));
    for agent in [
        "Mozilla/5.0 NAVER(inapp; search; 620; 10.10.2; XR)",
        "Mozilla/5.0 Naver(inapp; search; 620; 10.10.2; XR)",
    ] {
        let headers = [
            ("User-Agent", agent),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        assert!(wire::send("GET", &url, &headers, "").await.text().contains("need"));
        code_of(&wire::send("POST", &url, &headers, &query(&agree)).await);
    }
    let agent = [("User-Agent", "NAVER(inapp; search; 620; 10.10.2; XR)")];
    let back = async |user: &str| {
        let url = format!("{url}&sandbox_user={user}");
        came_back(&wire::send("GET", &url, &agent, "").await)
    };
    assert_eq!(back("nobody").await[2].1, "user not logged in.");
    assert_eq!(back("giant").await[2].1, "need user consent.");
    world.naver("giant").await;
    assert_eq!(back("giant").await[0].0, "code");
    for manner in ["reprompt", "reauthenticate"] {
        let url = world.naver_authorize(&with(&ASK, "auth_type", Some(manner)));
        assert!(world.get(&url).await.text().contains(&format!("<code>{manner}</code>")));
    }
}

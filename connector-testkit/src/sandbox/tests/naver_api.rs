//! NAVER's API beyond the profile: revocation, agreements, addresses.

use serde_json::{Value, json};

use super::super::{Provider, Sandbox, TestClient};
use super::wire::{self, Reply};
use super::{CALLBACK, NAVER_ID, SECRET, STATE, World, query, text, with};

impl World {
    async fn revoke(&self, form: &[(&str, &str)]) -> Reply {
        self.post(&format!("{}/oauth2.0/revoke", self.sandbox.naver_auth()), form)
            .await
    }

    /// Whether the access token and the refresh token live.
    async fn alive(&self, tokens: &Value) -> (bool, bool) {
        let refresh = [
            ("grant_type", "refresh_token"),
            ("client_id", NAVER_ID),
            ("client_secret", SECRET),
            ("refresh_token", text(tokens, "/refresh_token")),
        ];
        (
            self.naver_me(text(tokens, "/access_token")).await.status == 200,
            self.naver_token(&refresh).await.json().get("access_token").is_some(),
        )
    }
}

fn revocation(token: &str) -> [(&str, &str); 3] {
    [("client_id", NAVER_ID), ("client_secret", SECRET), ("token", token)]
}

#[tokio::test]
async fn a_revoked_token_takes_its_pair_along_whatever_the_hint() {
    let world = World::new().await;
    for (name, hint) in [
        ("access_token", None),
        ("refresh_token", Some("refresh_token")),
        ("refresh_token", Some("access_token")),
    ] {
        let (tokens, others) = (world.naver("whale").await, world.naver("whale").await);
        let token = text(&tokens, &format!("/{name}")).to_owned();
        let form = revocation(&token);
        let form = with(&form, "token_type_hint", hint);
        for _ in 0..2 {
            let done = world.revoke(&form).await;
            assert_eq!((done.status, done.body.len()), (200, 0));
        }
        assert_eq!(world.alive(&tokens).await, (false, false));
        assert_eq!(world.alive(&others).await, (true, true));
    }
}

#[tokio::test]
async fn revocation_answers_with_real_statuses() {
    let world = World::new().await;
    let form = revocation("unknown");
    assert_eq!(world.revoke(&form).await.status, 200);
    for (name, value, status, error) in [
        ("token", None, 400, "invalid_request"),
        ("client_secret", None, 400, "invalid_request"),
        ("client_secret", Some("wrong"), 401, "unauthorized_client"),
        ("client_id", Some("wrong"), 401, "unauthorized_client"),
    ] {
        let refused = world.revoke(&with(&form, name, value)).await;
        assert_eq!((refused.status, text(&refused.json(), "/error")), (status, error));
    }
}

#[tokio::test]
async fn delete_succeeds_for_anything() {
    let world = World::new().await;
    let tokens = world.naver("whale").await;
    for token in [text(&tokens, "/access_token"), "anything"] {
        let form = [
            ("grant_type", "delete"),
            ("client_id", NAVER_ID),
            ("client_secret", SECRET),
            ("access_token", token),
            ("service_provider", "NAVER"),
        ];
        let done = world.naver_token(&form).await;
        assert_eq!(done.json(), json!({"access_token": token, "result": "success"}));
    }
    assert_eq!(world.alive(&tokens).await, (false, false));
}

#[tokio::test]
async fn the_agreement_repeats_the_token_and_addresses_need_a_permission() {
    let world = World::new().await;
    let tokens = world.naver("whale").await;
    let token = text(&tokens, "/access_token");
    let get = async |path: &str, token: &str| {
        world
            .bearer(&format!("{}{path}", world.sandbox.naver_api()), token)
            .await
    };
    assert_eq!(
        get("/v1/nid/agreement", token).await.json(),
        json!({"result": "success", "accessToken": token, "agreementInfos": [
            {"termCode": "TERM_2026_V_1_0_0", "clientId": NAVER_ID, "agreeDate": "05:00:00.000 PM 01/15/2027"},
        ]})
    );
    assert_eq!(get("/v1/nid/agreement", "x").await.status, 401);
    let refused = get("/v1/nid/payaddress", token).await;
    assert_eq!((refused.status, &refused.json()["errorCode"]), (403, &json!("403")));

    let app = TestClient::new("app").redirect_uri(CALLBACK).items(["payaddress"]);
    let sandbox = Sandbox::builder().client(Provider::Naver, app).start().await.unwrap();
    let ask = [
        ("response_type", "code"),
        ("client_id", "app"),
        ("redirect_uri", CALLBACK),
        ("state", STATE),
    ];
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    let url = format!("{}/oauth2.0/authorize?{}", sandbox.naver_auth(), query(&ask));
    let back = wire::send("POST", &url, &headers, "sandbox_decision=agree").await;
    let code = super::code_of(&back);
    let form = query(&[
        ("grant_type", "authorization_code"),
        ("client_id", "app"),
        ("code", &code),
    ]);
    let url = format!("{}/oauth2.0/token", sandbox.naver_auth());
    let tokens = wire::send("POST", &url, &headers, &form).await.json();
    let bearer = format!("Bearer {}", text(&tokens, "/access_token"));
    let url = format!("{}/v1/nid/payaddress", sandbox.naver_api());
    let reply = wire::send("GET", &url, &[("Authorization", &bearer)], "").await;
    assert_eq!(text(&reply.json(), "/data/zipCode"), "00001");
}

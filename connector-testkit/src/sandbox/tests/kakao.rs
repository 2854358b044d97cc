//! Kakao: the whole flow, and each refusal with its code.

use serde_json::json;

use super::super::Endpoint;
use super::wire::{self, Reply};
use super::{
    CALLBACK, CHALLENGE, KAKAO_ID, SECRET, STATE, VERIFIER, World, came_back, code_of, pairs, query, text, with,
};

pub(super) const ASK: [(&str, &str); 6] = [
    ("response_type", "code"),
    ("client_id", KAKAO_ID),
    ("redirect_uri", CALLBACK),
    ("state", STATE),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

impl World {
    pub(super) fn kakao_authorize(&self, ask: &[(&str, &str)]) -> String {
        format!("{}/oauth/authorize?{}", self.sandbox.kakao_auth(), query(ask))
    }

    pub(super) async fn kakao_agree(&self, ask: &[(&str, &str)], user: &str) -> String {
        let form = [("sandbox_decision", "agree"), ("sandbox_user", user)];
        code_of(&self.post(&self.kakao_authorize(ask), &form).await)
    }

    pub(super) async fn kakao_token(&self, form: &[(&str, &str)]) -> Reply {
        self.post(&format!("{}/oauth/token", self.sandbox.kakao_auth()), form)
            .await
    }

    async fn kakao_me(&self, token: &str, query: &str) -> Reply {
        self.bearer(&format!("{}/v2/user/me{query}", self.sandbox.kakao_api()), token)
            .await
    }

    /// Signs somebody in and gives the token reply.
    pub(super) async fn kakao(&self, user: &str) -> serde_json::Value {
        let code = self.kakao_agree(&ASK, user).await;
        let reply = self.kakao_token(&exchange(&code)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        reply.json()
    }
}

pub(super) fn exchange(code: &str) -> [(&str, &str); 6] {
    [
        ("grant_type", "authorization_code"),
        ("client_id", KAKAO_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", VERIFIER),
    ]
}

fn refused(reply: &Reply, status: u16, error: &str, code: &str) {
    assert_eq!(reply.status, status, "{}", reply.text());
    let body = reply.json();
    assert_eq!((text(&body, "/error"), text(&body, "/error_code")), (error, code));
    assert_ne!(text(&body, "/error_description"), "");
}

#[tokio::test]
async fn a_sign_in_ends_in_the_whole_profile() {
    let world = World::new().await;
    let tokens = world.kakao("whale").await;
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["expires_in"], 21_599);
    assert_eq!(tokens["refresh_token_expires_in"], 5_183_999);
    assert!(text(&tokens, "/scope").starts_with("profile_nickname profile_image account_email "));
    let token = text(&tokens, "/access_token");

    let me = world.kakao_me(token, "?secure_resource=true").await;
    assert_eq!(me.status, 200);
    assert_eq!(
        me.json(),
        json!({"id": 1_234_567_890_123_456_789_i64, "connected_at": "2026-01-11T01:45:28Z", "kakao_account": {
            "profile_nickname_needs_agreement": false, "profile_image_needs_agreement": false,
            "profile": {"nickname": "고래", "is_default_nickname": false, "is_default_image": false,
                "thumbnail_image_url": "https://img.example/whale/110.jpg",
                "profile_image_url": "https://img.example/whale/640.jpg"},
            "name_needs_agreement": false, "name": "김고래",
            "email_needs_agreement": false, "is_email_valid": true, "is_email_verified": true,
            "email": "whale@example.com",
            "age_range_needs_agreement": false, "age_range": "20~29",
            "birthyear_needs_agreement": false, "birthyear": "2002",
            "birthday_needs_agreement": false, "birthday": "1130", "birthday_type": "SOLAR", "is_leap_month": false,
            "gender_needs_agreement": false, "gender": "female",
            "phone_number_needs_agreement": false, "phone_number": "+82 10-0000-0001"}})
    );

    world.pass(599);
    let info = world
        .bearer(
            &format!("{}/v1/user/access_token_info", world.sandbox.kakao_api()),
            token,
        )
        .await;
    assert_eq!(
        info.json(),
        json!({"id": 1_234_567_890_123_456_789_i64, "expires_in": 21_000, "app_id": 1_234_567})
    );

    let count = |endpoint| world.sandbox.count(endpoint);
    assert_eq!(
        (
            count(Endpoint::KakaoToken),
            count(Endpoint::KakaoMe),
            count(Endpoint::NaverMe)
        ),
        (1, 1, 0)
    );
    let paths: Vec<_> = world
        .sandbox
        .requests()
        .into_iter()
        .map(|one| (one.number, one.method, one.path))
        .collect();
    assert_eq!(paths[1], (2, "POST".to_owned(), "/kakao/auth/oauth/token".to_owned()));
}

#[tokio::test]
async fn the_unusual_users_are_as_promised() {
    let world = World::new().await;
    let mut me = Vec::new();
    for user in ["giant", "unverified", "taken", "bare", "default", "numeric", "markup"] {
        let tokens = world.kakao(user).await;
        me.push(world.kakao_me(text(&tokens, "/access_token"), "").await);
    }
    assert!(me[0].text().contains("\"id\":9223372036854775807"));
    assert_eq!(
        me[0].json().pointer("/kakao_account/birthday_type"),
        Some(&json!("LUNAR"))
    );
    assert_eq!(
        me[1].json().pointer("/kakao_account/is_email_verified"),
        Some(&json!(false))
    );
    assert_eq!(
        me[2].json().pointer("/kakao_account/is_email_valid"),
        Some(&json!(false))
    );
    assert_eq!(me[3].text(), r#"{"id":1}"#);
    assert_eq!(
        me[4].json().pointer("/kakao_account/profile/is_default_image"),
        Some(&json!(true))
    );
    assert_eq!(
        me[4].json().pointer("/kakao_account/profile/is_default_nickname"),
        Some(&json!(true))
    );
    assert_eq!(
        me[5].json().pointer("/properties/profile_image"),
        Some(&json!("http://img.example/veteran/640.jpg"))
    );
    assert_eq!(
        text(&me[6].json(), "/kakao_account/profile/nickname"),
        "<b>\"O'Tree\" & 🌳</b>"
    );
}

#[tokio::test]
async fn property_keys_choose_the_members() {
    let world = World::new().await;
    let tokens = world.kakao("numeric").await;
    let token = text(&tokens, "/access_token");
    let get = async |keys: &str| {
        world
            .kakao_me(token, &format!("?{}", query(&[("property_keys", keys)])))
            .await
            .json()
    };
    let some = get(r#"["kakao_account.email","properties.nickname"]"#).await;
    assert_eq!(
        some,
        json!({"id": 7, "connected_at": "2026-01-11T01:45:28Z", "properties": {"nickname": "고참"},
            "kakao_account": {"email_needs_agreement": false, "is_email_valid": true, "is_email_verified": true,
                "email": "veteran@example.com"}})
    );
    let all = get(r#"["kakao_account."]"#).await;
    assert!(all.pointer("/kakao_account/profile/nickname").is_some() && all.get("properties").is_none());
    assert!(get(r#"["has_signed_up"]"#).await.get("kakao_account").is_none());
    assert_eq!(
        get("email").await,
        json!({"code": -2, "msg": "property_keys must be a JSON array of strings"})
    );
}

#[tokio::test]
async fn a_refused_item_needs_agreement_and_has_no_value() {
    let world = World::new().await;
    let form = [
        ("sandbox_decision", "agree"),
        ("sandbox_shown", "1"),
        ("sandbox_item", "profile_nickname"),
    ];
    let reply = world.post(&world.kakao_authorize(&ASK), &form).await;
    let tokens = world.kakao_token(&exchange(&code_of(&reply))).await.json();
    assert_eq!(tokens["scope"], "profile_nickname");
    let me = world.kakao_me(text(&tokens, "/access_token"), "").await.json();
    let account = &me["kakao_account"];
    assert_eq!(account["email_needs_agreement"], true);
    assert_eq!(account["profile_image_needs_agreement"], true);
    assert_eq!(
        account["profile"],
        json!({"nickname": "고래", "is_default_nickname": false})
    );
    assert!(account.get("email").is_none() && account.get("is_email_verified").is_none());
}

#[tokio::test]
async fn refusing_everything_leaves_no_scope() {
    let world = World::new().await;
    let form = [("sandbox_decision", "agree"), ("sandbox_shown", "1")];
    let reply = world.post(&world.kakao_authorize(&ASK), &form).await;
    let tokens = world.kakao_token(&exchange(&code_of(&reply))).await.json();
    assert!(tokens.get("scope").is_none());
    let me = world.kakao_me(text(&tokens, "/access_token"), "").await.json();
    assert!(me["kakao_account"].get("profile").is_none());
}

#[tokio::test]
async fn only_the_items_of_scope_are_asked_for() {
    let world = World::new().await;
    for scope in ["account_email,name", "account_email name"] {
        let page = world
            .get(&world.kakao_authorize(&with(&ASK, "scope", Some(scope))))
            .await;
        let page = page.text();
        assert!(page.contains("item-account_email") && page.contains("item-name"));
        assert!(!page.contains("item-profile_nickname"));
    }
}

#[tokio::test]
async fn saying_no_comes_back_as_access_denied() {
    let world = World::new().await;
    for (decision, description) in [
        ("cancel", "User denied access"),
        ("under-14", "Not allowed under age 14"),
    ] {
        let reply = world
            .post(&world.kakao_authorize(&ASK), &[("sandbox_decision", decision)])
            .await;
        let expected = [
            ("error", "access_denied"),
            ("error_description", description),
            ("state", STATE),
        ];
        assert_eq!(came_back(&reply), pairs(&expected));
    }
    let silent = world
        .get(&world.kakao_authorize(&with(&ASK, "prompt", Some("none"))))
        .await;
    assert_eq!(came_back(&silent)[0].1, "login_required");
}

#[tokio::test]
async fn a_wrong_authorize_request_ends_on_kakaos_own_page() {
    let world = World::new().await;
    let other = with(&ASK, "client_id", Some("other"));
    for (ask, code) in [
        (with(&ASK, "client_id", Some("<nobody>")), "KOE101"),
        (with(&ASK, "client_id", None), "KOE207"),
        (
            with(&ASK, "redirect_uri", Some("http://127.0.0.1:1/callback")),
            "KOE006",
        ),
        (with(&ASK, "redirect_uri", None), "KOE207"),
        (with(&ASK, "response_type", Some("id_token")), "KOE201"),
        (with(&ASK, "response_type", Some("token")), "KOE202"),
        (with(&ASK, "response_type", None), "KOE207"),
        (with(&ASK, "access_type", Some("offline")), "KOE204"),
        (with(&ASK, "prompt", Some("consent")), "KOE204"),
        (with(&ASK, "code_challenge_method", Some("plain")), "KOE204"),
        (with(&ASK, "code_challenge", None), "KOE204"),
        (with(&ASK, "scope", Some("profile_nickname,plusfriends")), "KOE205"),
        (with(&other, "scope", Some("account_email")), "KOE205"),
        ([&ASK[..], &[("state", "again")]].concat(), "KOE204"),
    ] {
        let reply = world.get(&world.kakao_authorize(&ask)).await;
        assert_eq!((reply.status, reply.header("location")), (400, None), "{ask:?}");
        assert!(
            reply.text().contains(&format!("<code id=\"error-code\">{code}</code>")),
            "{ask:?}"
        );
        assert!(!reply.text().contains("<nobody>"));
    }
}

#[tokio::test]
async fn a_code_is_bound_and_works_once() {
    let world = World::new().await;
    for (name, value, status, error, code) in [
        ("client_secret", None, 401, "invalid_client", "KOE010"),
        ("client_secret", Some("wrong"), 401, "invalid_client", "KOE010"),
        ("client_id", Some("nobody"), 400, "invalid_client", "KOE101"),
        ("client_id", Some("other"), 400, "invalid_grant", "KOE320"),
        (
            "redirect_uri",
            Some("http://127.0.0.1:1/callback"),
            400,
            "invalid_grant",
            "KOE303",
        ),
        ("redirect_uri", None, 400, "invalid_grant", "KOE303"),
        (
            "code_verifier",
            Some("wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong"),
            400,
            "invalid_grant",
            "KOE320",
        ),
        ("code_verifier", None, 400, "invalid_grant", "KOE320"),
        ("code", Some("nothing"), 400, "invalid_grant", "KOE320"),
        ("grant_type", Some("password"), 400, "unsupported_grant_type", "KOE310"),
    ] {
        let fresh = world.kakao_agree(&ASK, "whale").await;
        refused(
            &world.kakao_token(&with(&exchange(&fresh), name, value)).await,
            status,
            error,
            code,
        );
    }
    let fresh = world.kakao_agree(&ASK, "whale").await;
    assert_eq!(world.kakao_token(&exchange(&fresh)).await.status, 200);
    refused(
        &world.kakao_token(&exchange(&fresh)).await,
        400,
        "invalid_grant",
        "KOE320",
    );

    let old = world.kakao_agree(&ASK, "whale").await;
    world.pass(60);
    refused(
        &world.kakao_token(&exchange(&old)).await,
        400,
        "invalid_grant",
        "KOE320",
    );

    let plain = with(&with(&ASK, "code_challenge", None), "code_challenge_method", None);
    let unproven = world.kakao_agree(&plain, "whale").await;
    refused(
        &world.kakao_token(&exchange(&unproven)).await,
        400,
        "invalid_grant",
        "KOE320",
    );
}

#[tokio::test]
async fn a_secret_in_the_query_or_in_json_is_not_seen() {
    let world = World::new().await;
    let code = world.kakao_agree(&ASK, "whale").await;
    let fields = query(&exchange(&code));
    let url = format!("{}/oauth/token", world.sandbox.kakao_auth());
    refused(
        &world.post(&format!("{url}?{fields}"), &[]).await,
        400,
        "unsupported_grant_type",
        "KOE310",
    );
    let json = wire::send("POST", &url, &[("Content-Type", "application/json")], &fields).await;
    refused(&json, 400, "unsupported_grant_type", "KOE310");
    assert_eq!(world.get(&format!("{url}?{fields}")).await.status, 405);
}

#[tokio::test]
async fn a_refresh_token_is_renewed_in_its_last_month() {
    let world = World::new().await;
    let first = world.kakao("whale").await;
    let old = text(&first, "/refresh_token");
    let ask = |token| {
        [
            ("grant_type", "refresh_token"),
            ("client_id", KAKAO_ID),
            ("client_secret", SECRET),
            ("refresh_token", token),
        ]
    };
    let early = world.kakao_token(&ask(old)).await.json();
    assert_eq!(
        early
            .as_object()
            .map(|all| all.keys().cloned().collect::<Vec<_>>())
            .unwrap(),
        ["access_token", "expires_in", "token_type"]
    );

    world.pass(31 * 24 * 3600);
    let late = world.kakao_token(&ask(old)).await.json();
    let new = text(&late, "/refresh_token");
    assert!(!new.is_empty() && new != old && late.get("scope").is_none());
    refused(&world.kakao_token(&ask(old)).await, 400, "invalid_grant", "KOE322");
    assert_eq!(world.kakao_token(&ask(new)).await.status, 200);
    refused(&world.kakao_token(&ask("")).await, 400, "invalid_request", "KOE319");
    refused(
        &world.kakao_token(&with(&ask(new), "client_secret", None)).await,
        401,
        "invalid_client",
        "KOE010",
    );
}

#[tokio::test]
async fn a_token_dies_of_age() {
    let world = World::new().await;
    let tokens = world.kakao("whale").await;
    let token = text(&tokens, "/access_token");
    world.pass(21_598);
    assert_eq!(world.kakao_me(token, "").await.status, 200);
    world.pass(1);
    for reply in [world.kakao_me(token, "").await, world.kakao_me("nothing", "").await] {
        assert_eq!(reply.status, 401);
        assert_eq!(
            reply.json(),
            json!({"msg": "this access token does not exist", "code": -401})
        );
        assert_eq!(reply.header("www-authenticate"), Some("Bearer error=invalid_token"));
    }
    let bare = world.get(&format!("{}/v2/user/me", world.sandbox.kakao_api())).await;
    assert_eq!((bare.status, &bare.json()["code"]), (401, &json!(-401)));
}

//! NAVER: the whole flow, errors inside 200, and the two shapes of 401.

use serde_json::{Value, json};

use super::wire::Reply;
use super::{CALLBACK, NAVER_ID, SECRET, STATE, World, came_back, code_of, pairs, query, text, with};

pub(super) const ASK: [(&str, &str); 4] = [
    ("response_type", "code"),
    ("client_id", NAVER_ID),
    ("redirect_uri", CALLBACK),
    ("state", STATE),
];

impl World {
    pub(super) fn naver_authorize(&self, ask: &[(&str, &str)]) -> String {
        format!("{}/oauth2.0/authorize?{}", self.sandbox.naver_auth(), query(ask))
    }

    pub(super) async fn naver_agree(&self, user: &str) -> String {
        let form = [("sandbox_decision", "agree"), ("sandbox_user", user)];
        code_of(&self.post(&self.naver_authorize(&ASK), &form).await)
    }

    pub(super) async fn naver_token(&self, form: &[(&str, &str)]) -> Reply {
        self.post(&format!("{}/oauth2.0/token", self.sandbox.naver_auth()), form)
            .await
    }

    pub(super) async fn naver_me(&self, token: &str) -> Reply {
        self.bearer(&format!("{}/v1/nid/me", self.sandbox.naver_api()), token)
            .await
    }

    /// Signs somebody in and gives the token reply.
    pub(super) async fn naver(&self, user: &str) -> Value {
        let code = self.naver_agree(user).await;
        let reply = self.naver_token(&issue(&code)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }
}

pub(super) fn issue(code: &str) -> [(&str, &str); 6] {
    [
        ("grant_type", "authorization_code"),
        ("client_id", NAVER_ID),
        ("client_secret", SECRET),
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("state", STATE),
    ]
}

fn refused(reply: &Reply, description: &str) {
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.json(),
        json!({"error": "invalid_request", "error_description": description})
    );
}

#[tokio::test]
async fn a_sign_in_ends_in_the_whole_profile() {
    let world = World::new().await;
    let tokens = world.naver("whale").await;
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["expires_in"], "3600");
    let token = text(&tokens, "/access_token");
    assert!(
        token.len() <= 256 && ['+', '/', '='].iter().all(|sign| token.contains(*sign)),
        "{token}"
    );
    assert!(
        text(&tokens, "/refresh_token")
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric())
    );

    let me = world.naver_me(token).await;
    assert_eq!(me.status, 200);
    assert!(me.body.is_ascii() && me.text().contains(r"\uace0\ub798"));
    assert_eq!(
        me.json(),
        json!({"resultcode": "00", "message": "success", "response": {
            "id": "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456", "nickname": "고래", "name": "김고래",
            "email": "whale@example.com", "gender": "F", "age": "20-29", "birthday": "11-30", "birthyear": "2002",
            "profile_image": "https://img.example/naver/whale.jpg",
            "mobile": "010-0000-0001", "mobile_e164": "+821000000001"}})
    );
}

#[tokio::test]
async fn the_unusual_users_are_as_promised() {
    let world = World::new().await;
    let mut me = Vec::new();
    for user in ["giant", "bare", "default", "numeric", "markup"] {
        let tokens = world.naver(user).await;
        me.push(world.naver_me(text(&tokens, "/access_token")).await.json()["response"].clone());
    }
    assert_eq!(
        (&me[0]["gender"], &me[0]["age"], text(&me[0], "/id").len()),
        (&json!("U"), &json!("60-"), 64)
    );
    assert_eq!(me[1].as_object().map(serde_json::Map::len), Some(1));
    assert_eq!(me[2]["nickname"], "abc***");
    assert!(text(&me[2], "/profile_image").ends_with("nodata_33x33.gif"));
    assert_eq!(me[3]["id"], "9007199254740993");
    assert_eq!(me[4]["nickname"], "<b>\"O'Tree\" & 🌳</b>");
}

#[tokio::test]
async fn every_documented_method_works() {
    let world = World::new().await;
    let url = format!("{}/oauth2.0/authorize", world.sandbox.naver_auth());
    assert!(world.post(&url, &ASK).await.text().contains("id=\"agree\""));
    let code = world.naver_agree("whale").await;
    let url = format!("{}/oauth2.0/token?{}", world.sandbox.naver_auth(), query(&issue(&code)));
    let tokens = world.get(&url).await.json();
    let bearer = format!("Bearer {}", text(&tokens, "/access_token"));
    let url = format!("{}/v1/nid/me", world.sandbox.naver_api());
    let me = super::wire::send("POST", &url, &[("Authorization", &bearer)], "").await;
    assert_eq!(me.json()["resultcode"], "00");
}

#[tokio::test]
async fn a_refused_item_is_not_there() {
    let world = World::new().await;
    let form = [
        ("sandbox_decision", "agree"),
        ("sandbox_shown", "1"),
        ("sandbox_item", "name"),
    ];
    let code = code_of(&world.post(&world.naver_authorize(&ASK), &form).await);
    let tokens = world.naver_token(&issue(&code)).await.json();
    let token = text(&tokens, "/access_token");
    let me = world.naver_me(token).await.json();
    assert_eq!(
        me["response"],
        json!({"id": "gZ3xq0Yd-AbCdEfGhIjKlMnOpQrStUvWxYz0123_456", "name": "김고래"})
    );

    let url = format!("{}/v1/nid/verify", world.sandbox.naver_api());
    assert_eq!(
        world.bearer(&url, token).await.json(),
        json!({"resultcode": "00", "message": "success"})
    );
    let info = world.bearer(&format!("{url}?info=true"), token).await.json();
    assert_eq!(
        (text(&info, "/response/allowed_profile"), text(&info, "/response/token")),
        ("name", token)
    );
}

#[tokio::test]
async fn saying_no_comes_back_as_access_denied() {
    let world = World::new().await;
    let automatic = with(&ASK, "auth_type", Some("autologin"));
    for (ask, decision, description) in [
        (&ASK[..], "cancel", "Canceled By User"),
        (&automatic, "not-logged-in", "user not logged in."),
        (&automatic, "needs-consent", "need user consent."),
        (&automatic, "unsupported-browser", "unsupported browser environment."),
    ] {
        let reply = world
            .post(&world.naver_authorize(ask), &[("sandbox_decision", decision)])
            .await;
        let expected = [
            ("state", STATE),
            ("error", "access_denied"),
            ("error_description", description),
        ];
        assert_eq!(came_back(&reply), pairs(&expected));
    }
    let not_offered = world
        .post(&world.naver_authorize(&ASK), &[("sandbox_decision", "needs-consent")])
        .await;
    assert_eq!(not_offered.status, 400);
}

#[tokio::test]
async fn a_wrong_authorize_request_is_shown_or_sent_back() {
    let world = World::new().await;
    for (name, value) in [
        ("client_id", Some("nobody")),
        ("client_id", None),
        ("redirect_uri", Some("http://x.example")),
    ] {
        let reply = world.get(&world.naver_authorize(&with(&ASK, name, value))).await;
        assert_eq!((reply.status, reply.header("location")), (400, None));
        assert!(
            reply
                .header("content-type")
                .is_some_and(|kind| kind.starts_with("text/html"))
        );
    }
    let reply = world
        .get(&world.naver_authorize(&with(&ASK, "response_type", Some("token"))))
        .await;
    assert_eq!(came_back(&reply)[1].1, "unsupported_response_type");
    let reply = world.get(&world.naver_authorize(&with(&ASK, "state", None))).await;
    assert_eq!(came_back(&reply)[0].1, "invalid_request");
    let reply = world
        .get(&world.naver_authorize(&with(&ASK, "inapp_view", Some("custom_tab"))))
        .await;
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_code_is_bound_and_works_once() {
    const SPENT: &str = "no valid data in session";
    const CLIENT: &str = "wrong client id / client secret pair";
    let world = World::new().await;
    for (name, value, description) in [
        ("client_secret", None, CLIENT),
        ("client_secret", Some("wrong"), CLIENT),
        ("client_id", Some("nobody"), CLIENT),
        ("code", Some("nothing"), SPENT),
        ("state", Some("another"), SPENT),
        ("redirect_uri", Some("http://127.0.0.1:1/callback"), SPENT),
        ("grant_type", Some("password"), "wrong grant_type"),
    ] {
        let fresh = world.naver_agree("whale").await;
        refused(
            &world.naver_token(&with(&issue(&fresh), name, value)).await,
            description,
        );
    }
    let fresh = world.naver_agree("whale").await;
    let tolerated = with(&with(&issue(&fresh), "state", None), "redirect_uri", None);
    assert!(world.naver_token(&tolerated).await.json().get("access_token").is_some());
    refused(&world.naver_token(&issue(&fresh)).await, SPENT);

    let old = world.naver_agree("whale").await;
    world.pass(60);
    refused(&world.naver_token(&issue(&old)).await, SPENT);
}

#[tokio::test]
async fn a_refresh_never_names_a_refresh_token() {
    let world = World::new().await;
    let first = world.naver("whale").await;
    world.pass(365 * 24 * 3600);
    let ask = |token| {
        [
            ("grant_type", "refresh_token"),
            ("client_id", NAVER_ID),
            ("client_secret", SECRET),
            ("refresh_token", token),
        ]
    };
    let next = world.naver_token(&ask(text(&first, "/refresh_token"))).await.json();
    assert!(next.get("refresh_token").is_none() && next["expires_in"] == "3600");
    assert_eq!(world.naver_me(text(&next, "/access_token")).await.status, 200);
    let wrong = world.naver_token(&ask("nothing")).await;
    assert_eq!((wrong.status, text(&wrong.json(), "/error")), (200, "invalid_request"));
}

#[tokio::test]
async fn both_shapes_of_401_are_served() {
    let world = World::new().await;
    let tokens = world.naver("whale").await;
    world.pass(3600);
    let old = world.naver_me(text(&tokens, "/access_token")).await;
    assert_eq!((old.status, text(&old.json(), "/resultcode")), (401, "024"));
    let none = world.get(&format!("{}/v1/nid/me", world.sandbox.naver_api())).await;
    assert_eq!((none.status, text(&none.json(), "/errorCode")), (401, "028"));
    assert!(none.body.is_ascii());
}

//! Kakao's API beyond the profile: logout, unlink, consents, terms, addresses.

use serde_json::json;

use super::super::{Provider, Sandbox, TestClient};
use super::wire::{self, Reply};
use super::{ADMIN, BYE, CALLBACK, KAKAO_ID, SECRET, STATE, World, query, text};

const WHALE: i64 = 1_234_567_890_123_456_789;

impl World {
    /// Calls kapi with this `Authorization`; a POST carries the fields as its form, a GET as its query.
    async fn kapi(&self, method: &str, path: &str, authorization: &str, fields: &[(&str, &str)]) -> Reply {
        let headers = [
            ("Authorization", authorization),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let url = format!("{}{path}", self.sandbox.kakao_api());
        match method {
            "POST" => wire::send("POST", &url, &headers, &query(fields)).await,
            _ => wire::send(method, &format!("{url}?{}", query(fields)), &headers, "").await,
        }
    }

    /// Signs the whale in and gives its `Authorization` and refresh token.
    async fn whale(&self) -> (String, String) {
        let tokens = self.kakao("whale").await;
        (
            format!("Bearer {}", text(&tokens, "/access_token")),
            text(&tokens, "/refresh_token").to_owned(),
        )
    }

    async fn lives(&self, authorization: &str) -> bool {
        self.kapi("GET", "/v2/user/me", authorization, &[]).await.status == 200
    }

    async fn refreshes(&self, refresh: &str) -> bool {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", KAKAO_ID),
            ("client_secret", SECRET),
            ("refresh_token", refresh),
        ];
        let reply = self.kakao_token(&form).await;
        assert!(reply.status == 200 || reply.text().contains("KOE322"));
        reply.status == 200
    }
}

fn admin() -> String {
    format!("KakaoAK {ADMIN}")
}

const TARGET: [(&str, &str); 2] = [("target_id_type", "user_id"), ("target_id", "1234567890123456789")];

fn refused(reply: &Reply, status: u16, code: i64) {
    assert_eq!(
        (reply.status, &reply.json()["code"]),
        (status, &json!(code)),
        "{}",
        reply.text()
    );
    assert_ne!(text(&reply.json(), "/msg"), "");
}

#[tokio::test]
async fn logout_ends_one_sign_in_and_the_admin_key_all() {
    let world = World::new().await;
    let ((one, refresh), (two, _)) = (world.whale().await, world.whale().await);
    let out = world.kapi("POST", "/v1/user/logout", &one, &[]).await;
    assert_eq!((out.status, out.json()), (200, json!({"id": WHALE})));
    assert_eq!((world.lives(&one).await, world.lives(&two).await), (false, true));
    assert!(!world.refreshes(&refresh).await);
    refused(&world.kapi("POST", "/v1/user/logout", &one, &[]).await, 401, -401);

    let out = world.kapi("POST", "/v1/user/logout", &admin(), &TARGET).await;
    assert_eq!((out.status, out.json()), (200, json!({"id": WHALE})));
    assert!(!world.lives(&two).await);
}

#[tokio::test]
async fn unlink_ends_everything_and_cannot_be_done_twice() {
    let world = World::new().await;
    refused(
        &world.kapi("POST", "/v1/user/unlink", &admin(), &TARGET).await,
        400,
        -101,
    );
    let ((one, refresh), (two, _)) = (world.whale().await, world.whale().await);
    let out = world.kapi("POST", "/v1/user/unlink", &one, &[]).await;
    assert_eq!((out.status, out.json()), (200, json!({"id": WHALE})));
    assert!(!world.lives(&one).await && !world.lives(&two).await && !world.refreshes(&refresh).await);
    refused(&world.kapi("POST", "/v1/user/unlink", &one, &[]).await, 401, -401);
    refused(
        &world.kapi("POST", "/v1/user/unlink", &admin(), &TARGET).await,
        400,
        -101,
    );

    let (three, _) = world.whale().await;
    let me = world.kapi("POST", "/v2/user/me", &admin(), &TARGET).await;
    assert_eq!(me.json()["id"], WHALE);
    assert_eq!(
        world.kapi("POST", "/v1/user/unlink", &admin(), &TARGET).await.status,
        200
    );
    assert!(!world.lives(&three).await);
}

#[tokio::test]
async fn the_admin_key_and_its_target_are_checked() {
    let world = World::new().await;
    world.whale().await;
    let unlink = async |key: &str, fields: &[(&str, &str)]| world.kapi("POST", "/v1/user/unlink", key, fields).await;
    refused(&unlink("KakaoAK wrong", &TARGET).await, 401, -401);
    refused(&unlink(&admin(), &[]).await, 400, -2);
    refused(&unlink(&admin(), &TARGET[..1]).await, 400, -2);
    refused(&unlink(&admin(), &[TARGET[0], ("target_id", "5")]).await, 400, -101);
    assert_eq!(unlink(&admin(), &TARGET).await.status, 200);
}

#[tokio::test]
async fn the_browser_is_sent_back_after_logout() {
    let world = World::new().await;
    let logout = async |fields: &[(&str, &str)]| {
        let url = format!("{}/oauth/logout?{}", world.sandbox.kakao_auth(), query(fields));
        world.get(&url).await
    };
    let whole = [("client_id", KAKAO_ID), ("logout_redirect_uri", BYE), ("state", STATE)];
    let back = logout(&whole).await;
    assert_eq!(
        (back.status, back.header("location")),
        (302, Some("http://127.0.0.1:1/bye?state=st%208%2F%2B%3D"))
    );
    assert_eq!(logout(&whole[..2]).await.header("location"), Some(BYE));
    for (fields, code) in [
        (vec![whole[0], ("logout_redirect_uri", CALLBACK)], "KOE007"),
        (vec![("client_id", "x"), whole[1]], "KOE101"),
        (vec![whole[0]], "KOE207"),
    ] {
        let page = logout(&fields).await;
        assert!(page.status == 400 && page.text().contains(code), "{code}");
    }
}

#[tokio::test]
async fn consents_are_listed_and_taken_back() {
    let world = World::new().await;
    let (whale, _) = world.whale().await;
    let only = [("scopes", r#"["account_email"]"#)];
    let listed = world.kapi("GET", "/v2/user/scopes", &whale, &[]).await.json();
    assert_eq!(
        (&listed["id"], listed["scopes"].as_array().unwrap().len()),
        (&json!(WHALE), 9)
    );
    let email = |agreed: bool| {
        let mut scope = json!({
            "id": "account_email", "display_name": "카카오계정(이메일)", "type": "PRIVACY", "using": true,
            "agreed": agreed,
        });
        if agreed {
            scope["revocable"] = json!(true);
        }
        json!({"id": WHALE, "scopes": [scope]})
    };
    assert_eq!(
        world.kapi("GET", "/v2/user/scopes", &whale, &only).await.json(),
        email(true)
    );
    let revoked = world.kapi("POST", "/v2/user/revoke/scopes", &whale, &only).await;
    assert_eq!((revoked.status, revoked.json()), (200, email(false)));
    let admins = world
        .kapi("GET", "/v2/user/scopes", &admin(), &[&TARGET[..], &only].concat())
        .await;
    assert_eq!(admins.json(), email(false));
    let me = world.kapi("GET", "/v2/user/me", &whale, &[]).await.json();
    assert_eq!(me.pointer("/kakao_account/email"), None);
    assert_eq!(me.pointer("/kakao_account/email_needs_agreement"), Some(&json!(true)));

    let revoke = async |fields: &[(&str, &str)]| world.kapi("POST", "/v2/user/revoke/scopes", &whale, fields).await;
    refused(&revoke(&[("scopes", r#"["profile_nickname"]"#)]).await, 403, -3);
    refused(&revoke(&[("scopes", r#"["nothing"]"#)]).await, 400, -2);
    refused(&revoke(&[("scopes", "account_email")]).await, 400, -2);
    refused(&revoke(&[]).await, 400, -2);
}

#[tokio::test]
async fn terms_are_listed_agreed_to_and_taken_back() {
    let world = World::new().await;
    let (whale, _) = world.whale().await;
    let list = async |fields: &[(&str, &str)]| world.kapi("GET", "/v2/user/service_terms", &whale, fields).await;
    let service = json!({
        "tag": "service_20260101", "required": true, "agreed": true, "revocable": false,
        "agreed_at": "2027-01-15T08:00:00Z", "agreed_by": "KAUTH",
    });
    assert_eq!(list(&[]).await.json(), json!({"id": WHALE, "service_terms": [service]}));
    let all = list(&[("result", "app_service_terms")]).await.json();
    assert_eq!(all["service_terms"].as_array().unwrap().len(), 3);

    let tags = [("tags", "marketing_20260101,service_20260101,unknown")];
    let upgraded = world
        .kapi("POST", "/v2/user/upgrade/service_terms", &whale, &tags)
        .await
        .json();
    assert_eq!(
        upgraded,
        json!({"id": WHALE, "agreed_service_terms": [{
            "tag": "marketing_20260101", "agreed": true, "agreed_at": "2027-01-15T08:00:00Z", "agreed_by": "KAPI",
        }]})
    );
    assert_eq!(list(&[]).await.json()["service_terms"].as_array().unwrap().len(), 2);
    let revoke = async |fields: &[(&str, &str)]| {
        world
            .kapi("POST", "/v2/user/revoke/service_terms", &whale, fields)
            .await
    };
    assert_eq!(
        revoke(&[("tags", "marketing_20260101")]).await.json(),
        json!({"id": WHALE, "revoked_service_terms": [{"tag": "marketing_20260101", "agreed": false}]})
    );
    assert_eq!(list(&[]).await.json()["service_terms"].as_array().unwrap().len(), 1);
    refused(&revoke(&[("tags", "service_20260101")]).await, 403, -3);
    refused(&revoke(&tags).await, 400, -2);
    refused(&revoke(&[]).await, 400, -2);
    refused(&list(&[("tags", "unknown")]).await, 400, -2);
}

#[tokio::test]
async fn addresses_need_a_permission_and_a_consent() {
    let world = World::new().await;
    let (whale, _) = world.whale().await;
    refused(
        &world.kapi("GET", "/v1/user/shipping_address", &whale, &[]).await,
        403,
        -5,
    );

    let app = TestClient::new("app")
        .redirect_uri(CALLBACK)
        .items(["profile_nickname", "shipping_address"]);
    let sandbox = Sandbox::builder().client(Provider::Kakao, app).start().await.unwrap();
    let headers = [("Content-Type", "application/x-www-form-urlencoded")];
    for (items, fields, count) in [
        ("", "", 2),
        ("", "?address_id=20000001", 1),
        ("", "?page_size=2&from_updated_at=1767225600", 1),
        ("", "?page_size=1", 0),
        ("&sandbox_shown=1&sandbox_item=profile_nickname", "", 0),
    ] {
        let ask = [
            ("response_type", "code"),
            ("client_id", "app"),
            ("redirect_uri", CALLBACK),
        ];
        let url = format!("{}/oauth/authorize?{}", sandbox.kakao_auth(), query(&ask));
        let back = wire::send("POST", &url, &headers, &format!("sandbox_decision=agree{items}")).await;
        let code = back
            .header("location")
            .unwrap()
            .split("code=")
            .nth(1)
            .unwrap()
            .to_owned();
        let form = query(&[
            ("grant_type", "authorization_code"),
            ("client_id", "app"),
            ("redirect_uri", CALLBACK),
            ("code", &code),
        ]);
        let url = format!("{}/oauth/token", sandbox.kakao_auth());
        let tokens = wire::send("POST", &url, &headers, &form).await.json();
        let bearer = format!("Bearer {}", text(&tokens, "/access_token"));
        let url = format!("{}/v1/user/shipping_address{fields}", sandbox.kakao_api());
        let reply = wire::send("GET", &url, &[("Authorization", &bearer)], "").await;
        let body = reply.json();
        assert_eq!(
            body["shipping_addresses"].as_array().map_or(0, Vec::len),
            count,
            "{body}"
        );
        assert_eq!(reply.status == 200, !fields.ends_with("=1"), "{body}");
        if !items.is_empty() {
            assert_eq!(body["shipping_addresses_needs_agreement"], true);
        }
    }
}

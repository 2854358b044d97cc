//! OpenID Connect: the documents, the keys, and id_tokens that a careful reader checks.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::super::{Endpoint, Fault, IdTokenFault, Provider, Sandbox, TestClient};
use super::kakao::{ASK, exchange};
use super::wire;
use super::{CALLBACK, KAKAO_ID, SECRET, World, query, text, with};

fn decode(part: &str) -> Vec<u8> {
    BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64url")
}

/// One part of a JWT: 0 the header, 1 the claims.
pub(super) fn part(jwt: &str, n: usize) -> Value {
    serde_json::from_slice(&decode(jwt.split('.').nth(n).expect("a part"))).expect("JSON")
}

/// The claims, if a key of this set that the header names has signed them.
pub(super) fn verified(jwt: &str, set: &Value) -> Option<Value> {
    let kid = part(jwt, 0)["kid"].clone();
    let keys = set["keys"].as_array().expect("keys");
    let key = keys.iter().find(|key| key["kid"] == kid)?;
    let (message, signature) = jwt.rsplit_once('.').expect("three parts");
    let key = RsaPublicKeyComponents {
        n: decode(text(key, "/n")),
        e: decode(text(key, "/e")),
    };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &decode(signature))
        .ok()
        .map(|()| part(jwt, 1))
}

impl World {
    pub(super) async fn jwks(&self, endpoint: Endpoint) -> Value {
        let reply = self.get(&format!("{}{}", self.sandbox.origin(), endpoint.path())).await;
        assert_eq!(reply.status, 200);
        reply.json()
    }

    /// Signs somebody in at Kakao with `openid` and a nonce, and gives the token reply.
    async fn kakao_openid(&self, user: &str) -> Value {
        let ask = with(
            &ASK,
            "scope",
            Some("openid profile_nickname profile_image account_email"),
        );
        let ask = with(&ask, "nonce", Some("n-1"));
        let code = self.kakao_agree(&ask, user).await;
        self.kakao_token(&exchange(&code)).await.json()
    }
}

#[tokio::test]
async fn discovery_names_the_real_issuer_and_this_sandbox() {
    let world = World::new().await;
    for (auth, endpoint, issuer, jwks) in [
        (
            world.sandbox.kakao_auth(),
            Endpoint::KakaoDiscovery,
            "https://kauth.kakao.com",
            "/.well-known/jwks.json",
        ),
        (
            world.sandbox.naver_auth(),
            Endpoint::NaverDiscovery,
            "https://nid.naver.com",
            "/oauth2/jwks",
        ),
    ] {
        let found = world
            .get(&format!("{auth}/.well-known/openid-configuration"))
            .await
            .json();
        assert_eq!(found["issuer"], issuer);
        assert_eq!(found["jwks_uri"], format!("{auth}{jwks}"));
        for name in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint"] {
            assert!(
                text(&found, &format!("/{name}")).starts_with(world.sandbox.origin()),
                "{name}"
            );
        }
        assert_eq!(world.sandbox.count(endpoint), 1);
    }
}

#[tokio::test]
async fn rotated_keys_are_new_and_the_old_ones_gone() {
    let world = World::new().await;
    for (endpoint, size) in [(Endpoint::KakaoJwks, 2), (Endpoint::NaverJwks, 1)] {
        let before = world.jwks(endpoint).await;
        assert_eq!(before, world.jwks(endpoint).await);
        world.sandbox.rotate_keys();
        let after = world.jwks(endpoint).await;
        let (before, after) = (before["keys"].as_array().unwrap(), after["keys"].as_array().unwrap());
        assert_eq!((before.len(), after.len()), (size, size));
        for key in before {
            assert_eq!(text(key, "/kid").len(), 30);
            assert_eq!(decode(text(key, "/n")).len(), 256);
            assert!(!after.iter().any(|new| new["kid"] == key["kid"] || new["n"] == key["n"]));
        }
    }
}

#[tokio::test]
async fn kakao_signs_an_id_token_for_whoever_asks_for_openid() {
    let world = World::new().await;
    let tokens = world.kakao_openid("whale").await;
    assert!(text(&tokens, "/scope").ends_with(" openid"));
    let jwt = text(&tokens, "/id_token");
    let set = world.jwks(Endpoint::KakaoJwks).await;
    assert_eq!(part(jwt, 0)["kid"], set["keys"][1]["kid"]);
    let expected = json!({
        "iss": "https://kauth.kakao.com", "aud": KAKAO_ID, "sub": "1234567890123456789",
        "iat": 1_800_000_000, "auth_time": 1_800_000_000, "exp": 1_800_021_599, "nonce": "n-1",
        "nickname": "고래", "picture": "http://img.example/whale/110.jpg", "email": "whale@example.com",
    });
    assert_eq!(verified(jwt, &set), Some(expected));
    for user in ["unverified", "taken", "bare"] {
        let tokens = world.kakao_openid(user).await;
        assert_eq!(part(text(&tokens, "/id_token"), 1).get("email"), None, "{user}");
    }
    assert_eq!(world.kakao("whale").await.get("id_token"), None);
}

#[tokio::test]
async fn a_refresh_brings_an_id_token_if_the_sign_in_did() {
    let world = World::new().await;
    let first = world.kakao_openid("giant").await;
    let plain = world.kakao("giant").await;
    world.pass(100);
    for (tokens, comes) in [(&first, true), (&plain, false)] {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", KAKAO_ID),
            ("client_secret", SECRET),
            ("refresh_token", text(tokens, "/refresh_token")),
        ];
        let again = world.kakao_token(&form).await.json();
        assert_eq!(again.get("id_token").is_some(), comes);
        if comes {
            let claims = part(text(&again, "/id_token"), 1);
            assert_eq!(claims["nonce"], "n-1");
            assert_eq!(claims["iat"].as_u64(), claims["auth_time"].as_u64().map(|at| at + 100));
        }
    }
}

#[tokio::test]
async fn the_console_switch_decides_when_scope_is_silent() {
    for (switch, scope, comes) in [
        (Some(true), None, true),
        (Some(true), Some("profile_nickname"), false),
        (Some(true), Some("openid,profile_nickname"), true),
        (Some(false), None, false),
        (None, None, false),
    ] {
        let mut app = TestClient::new("app").redirect_uri(CALLBACK);
        if let Some(on) = switch {
            app = app.oidc(on);
        }
        let sandbox = Sandbox::builder().client(Provider::Kakao, app).start().await.unwrap();
        let mut ask = vec![
            ("response_type", "code"),
            ("client_id", "app"),
            ("redirect_uri", CALLBACK),
        ];
        ask.extend(scope.map(|scope| ("scope", scope)));
        let url = format!("{}/oauth/authorize?{}", sandbox.kakao_auth(), query(&ask));
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        let back = wire::send("POST", &url, &headers, "sandbox_decision=agree").await;
        let code = back
            .header("location")
            .unwrap()
            .split("code=")
            .nth(1)
            .unwrap()
            .to_owned();
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "app"),
            ("redirect_uri", CALLBACK),
            ("code", &code),
        ];
        let url = format!("{}/oauth/token", sandbox.kakao_auth());
        let tokens = wire::send("POST", &url, &headers, &query(&form)).await.json();
        assert_eq!(tokens.get("id_token").is_some(), comes, "{switch:?} {scope:?} {tokens}");
    }
}

#[tokio::test]
async fn userinfo_says_it_the_openid_way() {
    let world = World::new().await;
    let ask = with(
        &ASK,
        "scope",
        Some("openid account_email gender birthday birthyear phone_number name"),
    );
    let code = world.kakao_agree(&ask, "whale").await;
    let tokens = world.kakao_token(&exchange(&code)).await.json();
    let url = format!("{}/v1/oidc/userinfo", world.sandbox.kakao_api());
    let info = world.bearer(&url, text(&tokens, "/access_token")).await;
    assert_eq!(
        info.json(),
        json!({
            "sub": "1234567890123456789", "name": "김고래", "email": "whale@example.com", "email_verified": true,
            "gender": "FEMALE", "birthdate": "2002-11-30",
            "phone_number": "+82 10-0000-0001", "phone_number_verified": true,
        })
    );
    let plain = world.kakao("whale").await;
    let refused = world.bearer(&url, text(&plain, "/access_token")).await;
    assert_eq!(
        (refused.status, &refused.json()["required_scopes"]),
        (403, &json!(["openid"]))
    );
}

#[tokio::test]
async fn each_way_of_spoiling_an_id_token_spoils_that_alone() {
    let world = World::new().await;
    let set = world.jwks(Endpoint::KakaoJwks).await;
    let good = part(text(&world.kakao_openid("whale").await, "/id_token"), 1);
    for (wrong, signed, member) in [
        (IdTokenFault::AlgNone, false, None),
        (IdTokenFault::Hs256, false, None),
        (IdTokenFault::BadSignature, false, None),
        (IdTokenFault::UnknownKid, false, None),
        (IdTokenFault::WrongIss, true, Some("iss")),
        (IdTokenFault::WrongAud, true, Some("aud")),
        (IdTokenFault::WrongNonce, true, Some("nonce")),
        (IdTokenFault::MissingNonce, true, Some("nonce")),
        (IdTokenFault::MissingSub, true, Some("sub")),
        (IdTokenFault::Expired, true, Some("exp")),
    ] {
        world
            .sandbox
            .set_fault_times(Endpoint::KakaoToken, Fault::IdToken { wrong }, 1);
        let tokens = world.kakao_openid("whale").await;
        let jwt = text(&tokens, "/id_token");
        let header = part(jwt, 0);
        let verified = header["alg"] == "RS256" && verified(jwt, &set).is_some();
        assert_eq!(verified, signed, "{wrong:?}");
        let claims = part(jwt, 1);
        for name in ["iss", "aud", "nonce", "sub", "exp", "nickname"] {
            assert_eq!(
                claims.get(name) == good.get(name),
                member != Some(name),
                "{wrong:?} {name}"
            );
        }
    }
}

#[tokio::test]
async fn a_rotated_key_is_published_after_some_fetches() {
    let world = World::new().await;
    world
        .sandbox
        .set_fault_times(Endpoint::KakaoToken, Fault::RotatedKey { fetches: 1 }, 1);
    let tokens = world.kakao_openid("whale").await;
    let jwt = text(&tokens, "/id_token");
    assert_eq!(verified(jwt, &world.jwks(Endpoint::KakaoJwks).await), None);
    assert!(verified(jwt, &world.jwks(Endpoint::KakaoJwks).await).is_some());
}

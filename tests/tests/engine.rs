//! The engine is proved by providers of different character before its shape is frozen: Google (id_token only), GitHub (two
//! profile requests), and a raw connector without OAuth.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../providers/github.rs"]
mod github;
#[path = "../providers/google.rs"]
mod google;
#[path = "../providers/raw.rs"]
mod raw;

use connector_core::{AuthorizeRequest, ErrorKind, Flow, Verification};
use connector_testkit::{NOW, Rig, ScriptedHttp, ScriptedKeys};
use serde_json::{Value, json};

fn config() -> Value {
    json!({ "clientId": "client-1", "clientSecret": "secret-1" })
}

fn base64url(value: &Value) -> String {
    data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

/// A token that the scripted keys take for signed.
fn id_token(nonce: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = json!({
        "iss": "https://accounts.google.com", "aud": "client-1", "sub": "110169484474386276334", "iat": NOW, "exp": NOW + 3600,
        "nonce": nonce, "email": "whale@example.com", "email_verified": true, "name": "Whale", "locale": "ko"
    });
    change(&mut claims);
    format!(
        "{}.{}.c2ln",
        base64url(&json!({ "alg": "RS256", "kid": "k1", "typ": "JWT" })),
        base64url(&claims)
    )
}

async fn nonce_of(rig: &Rig) -> String {
    rig.begin().await.unwrap().1.attempt().nonce().to_owned()
}

/// A rig draws the same values in every run, so the nonce of the next sign-in is known beforehand.
async fn google(change: impl FnOnce(&mut Value)) -> Rig {
    let nonce = nonce_of(&Rig::new(&google::CONNECTOR, config(), ScriptedHttp::new()).unwrap()).await;
    let reply = json!({ "access_token": "at", "token_type": "Bearer", "expires_in": 3599, "id_token": id_token(&nonce, change) });
    Rig::new(
        &google::CONNECTOR,
        config(),
        ScriptedHttp::new().json(200, reply.to_string()),
    )
    .unwrap()
}

#[tokio::test]
async fn google_signs_in_from_its_id_token_alone() {
    let rig = google(|_| {}).await;
    let profile = rig
        .sign_in("state={state}&code=c1&iss=https%3A%2F%2Faccounts.google.com&scope=email")
        .await
        .unwrap();
    assert_eq!(profile.subject, "110169484474386276334");
    assert_eq!(profile.email.unwrap().verification, Verification::Verified);
    assert_eq!(rig.requests().len(), 1, "one token request and no profile request");
}

#[tokio::test]
async fn google_sends_a_nonce_and_pkce() {
    let rig = google(|_| {}).await;
    let (url, pending) = rig.begin().await.unwrap();
    assert!(url.contains(&format!("&nonce={}", pending.attempt().nonce())), "{url}");
    assert!(
        url.contains("&code_challenge=") && url.contains("&code_challenge_method=S256"),
        "{url}"
    );
    assert!(url.contains("&scope=openid%20email%20profile&"), "{url}");
    assert!(!url.contains(pending.attempt().verifier()), "B11");
}

#[tokio::test]
async fn f10_f5_f22_an_id_token_that_is_not_ours_is_refused() {
    for change in [
        |claims: &mut Value| claims["nonce"] = json!("other"),
        |claims: &mut Value| claims["iss"] = json!("https://accounts.google.com/"),
        |claims: &mut Value| claims["exp"] = json!(NOW - 61),
    ] {
        let error = google(change).await.sign_in("state={state}&code=c1").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code().as_str()),
            (ErrorKind::IdTokenInvalid, "host.id_token.id_token_invalid")
        );
    }
    let forged = google(|_| {}).await.keys(ScriptedKeys::refusing());
    assert_eq!(
        forged.sign_in("state={state}&code=c1").await.unwrap_err().kind(),
        ErrorKind::IdTokenInvalid
    );
    let none = ScriptedHttp::new().json(200, r#"{"access_token":"at","token_type":"bearer"}"#);
    let rig = Rig::new(&google::CONNECTOR, config(), none).unwrap();
    assert_eq!(
        rig.sign_in("state={state}&code=c1").await.unwrap_err().kind(),
        ErrorKind::IdTokenInvalid
    );
}

#[tokio::test]
async fn github_fetches_two_steps_and_takes_the_primary_address() {
    let http = ScriptedHttp::new()
        .json(200, r#"{"access_token":"gho_1","token_type":"bearer","scope":"read:user,user:email"}"#)
        .json(200, r#"{"id":583231,"login":"octocat","name":null,"avatar_url":"https://img.example/u/583231"}"#)
        .json(200, r#"[{"email":"a@x.example","primary":false,"verified":true},{"email":"b@x.example","primary":true,"verified":true}]"#);
    let rig = Rig::new(&github::CONNECTOR, config(), http).unwrap();
    let profile = rig.sign_in("state={state}&code=c1").await.unwrap();
    assert_eq!(
        (profile.subject.as_str(), profile.name.as_deref()),
        ("583231", Some("octocat"))
    );
    assert_eq!(profile.email.unwrap().address, "b@x.example");
    assert_eq!(profile.scopes.unwrap().granted.unwrap(), ["read:user", "user:email"]);
    let targets: Vec<_> = rig.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(
        targets[1..],
        ["https://api.github.com/user", "https://api.github.com/user/emails"]
    );
}

#[tokio::test]
async fn github_without_the_address_list_still_signs_in() {
    let http = ScriptedHttp::new()
        .json(200, r#"{"access_token":"gho_1","token_type":"bearer"}"#)
        .json(200, r#"{"id":1,"login":"o"}"#)
        .json(404, r#"{"message":"Not Found"}"#);
    let rig = Rig::new(&github::CONNECTOR, config(), http).unwrap();
    assert!(rig.sign_in("state={state}&code=c1").await.unwrap().email.is_none());
}

#[tokio::test]
async fn github_answers_errors_under_http_200() {
    let http = ScriptedHttp::new().json(
        200,
        r#"{"error":"bad_verification_code","error_description":"expired"}"#,
    );
    let error = Rig::new(&github::CONNECTOR, config(), http)
        .unwrap()
        .sign_in("state={state}&code=c1")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GrantRejected);
}

#[tokio::test]
async fn a_raw_connector_needs_no_code() {
    let http = ScriptedHttp::new().reply(Ok(http::Response::new("is_valid:true".into())));
    let rig = Rig::new(&raw::CONNECTOR, json!({}), http).unwrap();
    let profile = rig.sign_in("state={state}&claimed_id=76561197960287930").await.unwrap();
    assert_eq!(
        (profile.subject.as_str(), profile.namespace.as_str()),
        ("76561197960287930", "https://raw.example")
    );
}

#[tokio::test]
async fn b15_documented_parameters_and_extra_scopes_are_appended() {
    let ask = AuthorizeRequest::new()
        .param("login_hint", "a&client_id=x")
        .extra_scope("openid")
        .extra_scope("calendar");
    let rig = Rig::new(&google::CONNECTOR, config(), ScriptedHttp::new())
        .unwrap()
        .asking(ask);
    let url = rig.begin().await.unwrap().0;
    assert!(url.contains("&scope=openid%20email%20profile%20calendar&"), "{url}");
    assert!(url.ends_with("&login_hint=a%26client_id%3Dx"), "{url}");
    let refused = Rig::new(&google::CONNECTOR, config(), ScriptedHttp::new()).unwrap();
    let refused = refused
        .asking(AuthorizeRequest::new().param("nonce", "mine"))
        .begin()
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::RequestInvalid);
}

#[test]
fn a_flow_is_data_that_a_file_can_carry() {
    let flow = Flow::code("{auth}/a", "{auth}/t")
        .host("auth", "https://a.example")
        .pkce()
        .scopes(&["x"]);
    let text = serde_json::to_string(&flow).unwrap();
    let again: Flow = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), text);
}

//! Whole outgoing requests of Kakao and NAVER, as snapshots: the authorization URL, the token request, the profile request.
//! Clock and randomness stand still, so they are byte-identical from run to run (H17). Secrets are shown by name (J6).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use connector_core::{AuthorizeRequest, Operation, RefreshRequest, Registration, Secret, Target};
use connector_testkit::{Rig, ScriptedHttp};
use insta::assert_snapshot;
use serde_json::{Value, json};

const SECRET: &str = "client-secret-5f1d";
const CODE: &str = "code-a%2b+/=";
const TOKEN: &str = "AAAA+x/y=";

fn kakao(more: Value) -> (&'static Registration, Value) {
    let mut config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": SECRET });
    config
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    (&connector_kakao::CONNECTOR, config)
}

fn naver(more: Value) -> (&'static Registration, Value) {
    let mut config = json!({ "clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": SECRET });
    config
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    (&connector_naver::CONNECTOR, config)
}

/// One parameter a line.
fn readable_url(url: &str) -> String {
    url.replacen('?', "\n  ?", 1).replace('&', "\n  &")
}

async fn authorize((registration, config): (&'static Registration, Value), ask: AuthorizeRequest) -> String {
    let rig = Rig::new(registration, config, ScriptedHttp::new()).unwrap().asking(ask);
    readable_url(&rig.begin().await.unwrap().0)
}

/// The token and the profile request of one sign-in.
async fn exchange((registration, config): (&'static Registration, Value), me: &str) -> [String; 2] {
    let tokens = json!({ "access_token": TOKEN, "token_type": "bearer", "expires_in": "3600" });
    let http = ScriptedHttp::new()
        .json(200, tokens.to_string())
        .json(200, me.to_owned());
    let rig = Rig::new(registration, config, http).unwrap();
    rig.sign_in("state={state}&code=code-a%252b%2B%2F%3D").await.unwrap();
    let secrets = [("client_secret", SECRET), ("code", CODE), ("access_token", TOKEN)];
    let requests = rig.requests();
    assert_eq!(requests.len(), 2, "one token request and one profile request");
    [0, 1].map(|n| requests[n].readable(&secrets))
}

const KAKAO_ME: &str = r#"{"id":1}"#;
const NAVER_ME: &str = r#"{"resultcode":"00","response":{"id":"a"}}"#;

#[tokio::test]
async fn b12_b14_kakao_authorize() {
    assert_snapshot!(authorize(kakao(json!({})), AuthorizeRequest::new()).await);
}

#[tokio::test]
async fn b15_kakao_authorize_with_everything() {
    let config = kakao(json!({
        "scopes": ["openid", "profile_nickname"], "prompt": ["login", "select_account"], "serviceTerms": ["t1", "t2"],
        "channelPublicIds": ["_abcd"]
    }));
    let ask = AuthorizeRequest::new()
        .extra_scope("account_email")
        .extra_scope("openid")
        .param("login_hint", "고래 a&b");
    assert_snapshot!(authorize(config, ask).await);
}

#[tokio::test]
async fn b10_naver_authorize_has_no_pkce_nonce_or_scope() {
    assert_snapshot!(authorize(naver(json!({})), AuthorizeRequest::new()).await);
}

#[tokio::test]
async fn naver_authorize_asking_again() {
    assert_snapshot!(authorize(naver(json!({ "authType": "reprompt" })), AuthorizeRequest::new()).await);
}

#[tokio::test]
async fn d43_v8_kakao_token_and_profile() {
    let [token, profile] = exchange(kakao(json!({})), KAKAO_ME).await;
    assert_snapshot!("kakao_token", token);
    assert_snapshot!("kakao_profile", profile);
}

#[tokio::test]
async fn d43_kakao_token_without_a_secret_leaves_it_out() {
    let config = (
        &connector_kakao::CONNECTOR,
        json!({ "clientId": "0123456789abcdef0123456789abcdef" }),
    );
    assert_snapshot!(exchange(config, KAKAO_ME).await[0]);
}

#[tokio::test]
async fn kakao_profile_of_chosen_keys() {
    let config = kakao(json!({ "propertyKeys": ["kakao_account.email", "kakao_account.profile"] }));
    assert_snapshot!(exchange(config, KAKAO_ME).await[1]);
}

#[tokio::test]
async fn d43_v8_naver_token_and_profile() {
    let [token, profile] = exchange(naver(json!({})), NAVER_ME).await;
    assert_snapshot!("naver_token", token);
    assert_snapshot!("naver_profile", profile);
}

#[tokio::test]
async fn origins_replace_hosts_and_keep_their_path_prefix() {
    let config = kakao(json!({ "origins": { "auth": "https://gw.example/kauth", "api": "https://gw.example/kapi/" } }));
    let rig = Rig::new(config.0, config.1, ScriptedHttp::new()).unwrap();
    let url = rig.begin().await.unwrap().0;
    assert!(url.starts_with("https://gw.example/kauth/oauth/authorize?"), "{url}");
    assert_eq!(rig.connector().origins(), ["https://gw.example"]);
}

#[tokio::test]
async fn naver_openid_connect_authorize() {
    let url = authorize(naver(json!({ "flow": "oidc" })), AuthorizeRequest::new()).await;
    assert_snapshot!(url);
}

#[tokio::test]
async fn kakao_authorize_with_an_id_token_demanded_and_scopes() {
    let config = json!({ "oidc": true, "scopes": ["openid", "profile_nickname"] });
    let url = authorize(kakao(config), AuthorizeRequest::new().extra_scope("account_email")).await;
    assert_snapshot!(url);
}

/// What each operation after a sign-in sends, one snapshot for each provider.
#[tokio::test]
async fn requests_after_the_sign_in() {
    for (name, (registration, config)) in [
        (
            "after_kakao",
            kakao(json!({ "adminKey": "planted-admin", "appId": "1" })),
        ),
        ("after_naver", naver(json!({}))),
        ("after_naver_oidc", naver(json!({ "flow": "oidc" }))),
    ] {
        let rig = Rig::new(registration, config, ScriptedHttp::new()).unwrap();
        let (connector, cx) = (rig.connector(), rig.context());
        let token = Secret::new(TOKEN);
        let items = ["first".to_owned(), "second".to_owned()];
        // The script is empty, so every call ends as lost; what was sent is what matters.
        let _ = connector
            .refresh()
            .unwrap()
            .refresh(cx, &RefreshRequest::new(TOKEN))
            .await;
        for target in [
            Target::AccessToken(token.clone()),
            Target::RefreshToken(token.clone()),
            Target::User("42".to_owned()),
        ] {
            let _ = connector.revoke().unwrap().revoke(cx, &target).await;
            if let Some(logout) = connector.logout() {
                let _ = logout.logout(cx, &target).await;
            }
        }
        let _ = connector.verify().unwrap().verify(cx, &token).await;
        let consents = connector.consents().unwrap();
        for operation in consents.consent_operations() {
            match operation {
                Operation::Addresses => drop(consents.addresses(cx, &token).await),
                _ => drop(consents.consents(cx, operation, &token, &items).await),
            }
        }
        let secrets = [
            ("client_secret", SECRET),
            ("access_token", TOKEN),
            ("admin_key", "planted-admin"),
        ];
        let requests: Vec<_> = rig
            .requests()
            .iter()
            .map(|request| request.readable(&secrets))
            .collect();
        assert_snapshot!(name, requests.join("\n---\n\n"));
    }
}

//! The README's support matrix is what the connectors do: each cell is read off a sign-in, none is written by hand.
//! `UPDATE_README=1 cargo test -p connector-tests --test readme` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

use std::{fs, path::Path};

use connector_core::Registration;
use connector_testkit::{Rig, ScriptedHttp};
use serde_json::json;

const START: &str = "<!-- matrix -->\n";
const END: &str = "<!-- /matrix -->";

async fn row(registration: &Registration, me: &str) -> String {
    let config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "secret-1" });
    let tokens = r#"{"access_token":"at","token_type":"bearer"}"#;
    let rig = Rig::new(
        registration,
        config,
        ScriptedHttp::new().json(200, tokens).json(200, me.to_owned()),
    )
    .unwrap();
    let url = rig.begin().await.unwrap().0;
    let profile = rig.sign_in("state={state}&code=c").await.unwrap();
    let email = serde_json::to_value(profile.email.unwrap()).unwrap();
    let pkce = if url.contains("code_challenge_method=S256") {
        "S256"
    } else {
        "not offered by the provider"
    };
    let [token, me] = [0, 1].map(|n| rig.requests()[n].target.split('?').next().unwrap().to_owned());
    let rule = email["rule"].as_str().unwrap();
    format!(
        "| `{}` | {} / {} | authorize, callback, profile | {pkce} | `{token}` | `{me}` | `{rule}` |\n",
        registration.id(),
        registration.info().name.en,
        registration.info().name.ko
    )
}

#[tokio::test]
async fn the_support_matrix_is_up_to_date() {
    let mut table = "| connector | provider | can | PKCE | token endpoint | profile | e-mail verification by |\n|---|---|---|---|---|---|---|\n".to_owned();
    table += &row(
        &connector_kakao::CONNECTOR,
        include_str!("../../connector-kakao/fixtures/full.json"),
    )
    .await;
    table += &row(
        &connector_naver::CONNECTOR,
        include_str!("../../connector-naver/fixtures/full.json"),
    )
    .await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        written, table,
        "run UPDATE_README=1 cargo test -p connector-tests --test readme"
    );
}

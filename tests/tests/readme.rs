//! The README's support matrix is what the connectors do: each cell is read off a sign-in, none is written by hand. The pages of
//! findings are the catalogue's.
//! `UPDATE_README=1 cargo test -p connector-tests --test readme` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod documents;
mod findings;

use std::{fs, path::Path};

use connector_core::{Registration, capabilities};
use connector_host::settings::Lang;
use connector_testkit::{Rig, ScriptedHttp};
use serde_json::{Value, json};

const START: &str = "<!-- matrix -->\n";
const END: &str = "<!-- /matrix -->";

async fn row(registration: &Registration, mode: &str, more: Value, me: &str) -> String {
    let mut config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "secret-1" });
    config
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let http = || {
        let tokens = r#"{"access_token":"at","token_type":"bearer"}"#;
        ScriptedHttp::new().json(200, tokens).json(200, me.to_owned())
    };
    let rig = Rig::new(registration, config.clone(), http()).unwrap();
    let url = rig.begin().await.unwrap().0;
    let result = rig.sign_in("state={state}&code=c").await;
    let id_token = match (&result, url.contains("nonce=")) {
        (Err(error), _) if error.kind().code() == "id_token_invalid" => "demanded",
        (_, true) => "verified if one comes",
        (_, false) => "none",
    };
    // Where an id_token is demanded the mapping is that of the other mode of the same connector.
    let plain = Rig::new(
        registration,
        json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "s" }),
        http(),
    );
    let plain = plain.unwrap();
    let profile = plain.sign_in("state={state}&code=c").await.unwrap();
    let email = serde_json::to_value(profile.email.unwrap()).unwrap();
    let pkce = if url.contains("code_challenge_method=S256") {
        "S256"
    } else {
        "not offered by the provider"
    };
    let token = rig.requests()[0].target.clone();
    let me = plain.requests()[1].target.split('?').next().unwrap().to_owned();
    let rule = email["rule"].as_str().unwrap();
    let after = capabilities(rig.connector()).join(", ");
    format!(
        "| `{}` {mode} | {} / {} | {pkce} | {id_token} | `{token}` | `{me}` | `{rule}` | {after} |\n",
        registration.id(),
        registration.info().name.en,
        registration.info().name.ko
    )
}

#[tokio::test]
async fn the_support_matrix_is_up_to_date() {
    let mut table = "| connector | provider | PKCE | id_token | token endpoint | profile | e-mail verification by | after the sign-in |\n|---|---|---|---|---|---|---|---|\n".to_owned();
    let kakao = include_str!("../../connector-kakao/fixtures/full.json");
    let naver = include_str!("../../connector-naver/fixtures/full.json");
    let all = json!({ "webhooks": true });
    table += &row(&connector_kakao::CONNECTOR, "", all.clone(), kakao).await;
    let oidc = json!({ "oidc": true, "webhooks": true });
    table += &row(&connector_kakao::CONNECTOR, "with `\"oidc\": true`", oidc, kakao).await;
    table += &row(&connector_naver::CONNECTOR, "", all, naver).await;
    let oidc = json!({ "flow": "oidc", "webhooks": true });
    table += &row(&connector_naver::CONNECTOR, "with `\"flow\": \"oidc\"`", oidc, naver).await;
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

#[test]
fn the_pages_of_findings_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../connector-host/docs");
    for (name, lang) in [("findings.md", Lang::En), ("findings.ko.md", Lang::Ko)] {
        let (path, pages) = (folder.join(name), findings::pages(lang));
        if std::env::var_os("UPDATE_README").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, pages).unwrap();
            continue;
        }
        assert!(
            fs::read_to_string(&path).unwrap_or_default() == pages,
            "{name} is out of date: run UPDATE_README=1 cargo test -p connector-tests --test readme"
        );
    }
}

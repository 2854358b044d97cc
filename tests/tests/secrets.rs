//! Secrets behind references: read at load and again at a reload, from files with or without a line break at their end (S5, A24, A25).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{fs, path::Path};

use common::{KAKAO_ID, SECRET, Service};
use connector_core::{AuthorizeRequest, Callback, ErrorKind, Result};
use connector_host::{Host, Profile, SealingKey};
use serde_json::json;

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";

/// Settings in a folder, with the secret in a file beside them.
fn written(folder: &Path, service: &Service) {
    let settings = json!({ "version": 1, "publicUrl": service.base, "instances": { "kakao": { "connector": "kakao", "config": {
        "clientId": KAKAO_ID, "clientSecret": { "$file": "./secret" },
        "origins": { "auth": service.sandbox.kakao_auth(), "api": service.sandbox.kakao_api() } } } } });
    fs::write(folder.join("connectors.json"), settings.to_string()).unwrap();
}

fn secret(folder: &Path, text: &str) {
    fs::write(folder.join("secret"), text).unwrap();
}

fn host(folder: &Path) -> Host {
    Host::builder()
        .settings_file(folder.join("connectors.json"))
        .sealing_key(SealingKey::from_bytes([9; 32]))
        .single_process()
        .profile(Profile::Dev)
        .build()
        .unwrap()
}

async fn sign_in(host: &Host) -> Result<()> {
    let begun = host.authorize("kakao", AuthorizeRequest::new()).await?;
    let back = common::Browser::default().post(begun.url(), AGREE).await;
    let query = back.location().split_once('?').unwrap().1.to_owned();
    host.sign_in("kakao", Callback::from_query(query).sealed(begun.sealed()))
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_rotated_file_takes_effect_at_a_reload_and_a_bad_one_changes_nothing() {
    let service = Service::start().await;
    let folder = std::env::temp_dir().join(format!("connectors-secrets-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    written(&folder, &service);
    secret(&folder, "planted-old-secret");
    let host = host(&folder);
    assert_eq!(sign_in(&host).await.unwrap_err().kind(), ErrorKind::CredentialsRejected);

    secret(&folder, &format!("{SECRET}\r\n"));
    assert!(sign_in(&host).await.is_err(), "what was loaded stays until a reload");
    host.reload().unwrap();
    sign_in(&host).await.unwrap();

    for bad in [
        "",
        "\n",
        &format!("{SECRET}\n\n"),
        &format!(" {SECRET}"),
        "<client-secret>",
        "\u{feff}secret",
    ] {
        secret(&folder, bad);
        let refused = host.reload().unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConfigInvalid, "{bad:?}");
        assert!(!format!("{refused:?} {refused} {:?}", refused.findings()).contains(SECRET));
    }
    fs::remove_file(folder.join("secret")).unwrap();
    assert!(host.reload().is_err());
    sign_in(&host).await.unwrap();
    let _ = fs::remove_dir_all(&folder);
}

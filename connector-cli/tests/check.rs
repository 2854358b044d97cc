//! `connectors check --live`, the real program against a sandbox in this process.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    path::Path,
    process::{Command, Output},
};

use connector_testkit::sandbox::{Provider, Sandbox, TestClient};
use serde_json::{Value, json};

const ID: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "plantedLiveSecret";

fn sandbox(runtime: &tokio::runtime::Runtime) -> Sandbox {
    let app = TestClient::new(ID)
        .secret(SECRET)
        .redirect_uri("http://127.0.0.1:4999/callback/kakao");
    let naver = TestClient::new("naver-id")
        .secret(SECRET)
        .redirect_uri("http://127.0.0.1:4999/callback/naver");
    let started = Sandbox::builder()
        .client(Provider::Kakao, app)
        .client(Provider::Naver, naver)
        .start();
    runtime.block_on(started).unwrap()
}

fn settings(sandbox: &Sandbox, secret: &str) -> Value {
    json!({ "version": 1, "publicUrl": "http://127.0.0.1:4999", "instances": {
        "kakao": { "connector": "kakao", "config": { "clientId": ID, "clientSecret": secret,
            "origins": { "auth": sandbox.kakao_auth(), "api": sandbox.kakao_api() } } },
        "naver": { "connector": "naver", "config": { "clientId": "naver-id", "clientSecret": SECRET,
            "origins": { "auth": sandbox.naver_auth(), "api": sandbox.naver_api() } } } } })
}

fn run(folder: &Path, settings: &Value, args: &[&str]) -> Output {
    std::fs::write(folder.join("connectors.json"), format!("{settings:#}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_connectors"))
        .arg("check")
        .args(args)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let printed = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(!printed.contains(SECRET) && !printed.contains(ID), "{printed}");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The sandbox listens on another port every time.
fn without_port(text: &str, sandbox: &Sandbox) -> String {
    text.replace(sandbox.origin().trim_start_matches("http://"), "127.0.0.1:PORT")
}

#[test]
fn exit_codes_and_reports() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = sandbox(&runtime);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();

    let good = run(folder, &settings(&sandbox, SECRET), &["--live"]);
    assert_eq!(good.status.code(), Some(0));
    insta::assert_snapshot!("good", without_port(&text(&good.stdout), &sandbox));

    let wrong = run(
        folder,
        &settings(&sandbox, "another-secret"),
        &["--live", "--lang", "ko"],
    );
    assert_eq!(wrong.status.code(), Some(4));
    insta::assert_snapshot!("wrong_table", without_port(&text(&wrong.stdout), &sandbox));
    insta::assert_snapshot!("wrong_findings", without_port(&text(&wrong.stderr), &sandbox));

    let json = run(
        folder,
        &settings(&sandbox, "another-secret"),
        &["--live", "--json", "kakao"],
    );
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let field = |pointer: &str| json.pointer(pointer).cloned().unwrap();
    assert_eq!(field("/findings/0/code"), "E503");
    assert_eq!(field("/provedLive"), false);
    assert_eq!(field("/checked").as_array().unwrap().len(), 1);

    let mut stranger = settings(&sandbox, SECRET);
    *stranger.pointer_mut("/instances/kakao/config/clientId").unwrap() = json!("ffffffffffffffffffffffffffffffff");
    let stranger = run(folder, &stranger, &["--live", "--json", "kakao"]);
    let stranger: Value = serde_json::from_slice(&stranger.stdout).unwrap();
    assert_eq!(stranger["summary"]["errors"], 1, "two probes, one mistake: {stranger}");

    let mut nowhere = settings(&sandbox, SECRET);
    *nowhere.pointer_mut("/instances/kakao/config/origins/auth").unwrap() = json!("http://127.0.0.1:9");
    assert_eq!(run(folder, &nowhere, &["--live", "kakao"]).status.code(), Some(3));
    assert_eq!(run(folder, &nowhere, &["--live", "naver"]).status.code(), Some(0));
    assert_eq!(run(folder, &nowhere, &["--live", "other"]).status.code(), Some(2));
    assert_eq!(
        run(folder, &nowhere, &["kakao"]).status.code(),
        Some(2),
        "`--live` is asked for by name"
    );
    *nowhere.pointer_mut("/instances/kakao/config/clientId").unwrap() = json!("");
    assert_eq!(
        run(folder, &nowhere, &["--live"]).status.code(),
        Some(1),
        "it validates first"
    );
}

#[test]
fn nobody_is_asked_twice() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = sandbox(&runtime);
    let folder = tempfile::tempdir().unwrap();
    let report = run(
        folder.path(),
        &settings(&sandbox, SECRET),
        &["--live", "naver", "naver", "--json"],
    );
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(report["checked"].as_array().unwrap().len(), 1, "{report}");
}

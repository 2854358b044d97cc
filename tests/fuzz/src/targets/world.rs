//! The scripted world around a target.

use std::{cell::RefCell, future::Future, sync::Arc};

use connector_core::{Error, ErrorKind, Registration};
use connector_host::{Host, Profile, SealingKey, answer::ErrorAnswer};
use connector_testkit::{FixedClock, Rig, ScriptedHttp, ScriptedKeys};
use serde_json::{Value, json};

use super::CANARY;

/// The client id of every app.
pub const CLIENT: &str = "0123456789abcdef0123456789abcdef";
/// The client secret of every app.
pub const SECRET: &str = "planted-secret-77aa";
/// The admin key of every app.
pub const ADMIN_KEY: &str = "planted-admin-key-31";
/// When it is.
pub const NOW: i64 = 1_768_095_928;
/// Every way in which a connector of ours can be set up.
pub const MODES: [&str; 4] = ["kakao", "kakao-oidc", "naver", "naver-oidc"];

thread_local! {
    static RUNTIME: RefCell<tokio::runtime::Runtime> = RefCell::new(
        tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a thread can have a runtime"),
    );
}

/// Runs to the end what never waits.
pub fn run<T>(call: impl Future<Output = T>) -> T {
    RUNTIME.with_borrow(|runtime| runtime.block_on(call))
}

fn registration(mode: &str) -> &'static Registration {
    if mode.starts_with("kakao") {
        &connector_kakao::CONNECTOR
    } else {
        &connector_naver::CONNECTOR
    }
}

fn config(mode: &str) -> Value {
    let mut config = json!({ "clientId": CLIENT, "clientSecret": SECRET, "webhooks": true });
    match mode {
        "kakao-oidc" => config["oidc"] = json!(true),
        "naver-oidc" => config["flow"] = json!("oidc"),
        _ => {}
    }
    if mode.starts_with("kakao") {
        config["adminKey"] = json!(ADMIN_KEY);
        config["appId"] = json!("1234567");
    }
    config
}

/// A connector with these replies.
pub fn rig(mode: &str, http: ScriptedHttp) -> Rig {
    let rig = Rig::new(registration(mode), config(mode), http);
    rig.unwrap_or_else(|findings| panic!("{mode}: {findings:?}"))
}

/// A host of all modes that reaches nobody.
pub fn host() -> Host {
    let instances: serde_json::Map<_, _> = MODES
        .iter()
        .map(|mode| {
            let connector = registration(mode).id();
            (
                (*mode).to_owned(),
                json!({ "connector": connector, "config": config(mode) }),
            )
        })
        .collect();
    Host::builder()
        .settings_value(json!({ "version": 1, "publicUrl": "http://localhost:1", "instances": instances }))
        .profile(Profile::Dev)
        .single_process()
        .sealing_key(SealingKey::from_bytes([7; 32]))
        .clock(Arc::new(FixedClock::at(NOW)))
        .keys(Arc::new(ScriptedKeys::trusting()))
        .http(Arc::new(ScriptedHttp::new()))
        .build()
        .expect("these settings are good")
}

/// An error is typed, is not our fault, and shows nothing that was planted with this app.
pub fn check(error: &Error, mode: &str) {
    assert_ne!(error.kind(), ErrorKind::Internal, "{error:?}");
    let answer = serde_json::to_string(&ErrorAnswer::from(error)).expect("an answer is JSON");
    unseen(&format!("{error} {error:?} {answer}"), mode);
}

/// A text shows nothing that was planted with this app. A key that it was never given is a word like any other to it.
pub fn unseen(text: &str, mode: &str) {
    let key = mode.starts_with("kakao").then_some(ADMIN_KEY);
    for planted in [CANARY, SECRET].into_iter().chain(key) {
        assert!(!text.contains(planted), "{planted} in {text}");
    }
}

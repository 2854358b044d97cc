//! `check --live` against the sandbox: every row of both connectors, each by the answer that earns it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod documents;

use std::sync::Arc;

use connector_host::{
    core::{Clock, Timestamp},
    live::{Checked, Live},
    settings::{self, Profile, Settings, Source},
    transport::{Limits, Transport},
};
use connector_testkit::sandbox::{Endpoint, Fault, Provider, Sandbox, TestClient};
use documents::{linked, options};
use serde_json::{Value, json};

const KAKAO_ID: &str = "0123456789abcdef0123456789abcdef";
const NAVER_ID: &str = "jyvqXeaVOVmVABCDEFGH";
const SECRET: &str = "planted-live-secret";
const PUBLIC: &str = "http://127.0.0.1:4999";

/// A sandbox that knows one application of each provider.
async fn sandbox() -> Sandbox {
    let client = |id: &str, instance: &str| {
        TestClient::new(id)
            .secret(SECRET)
            .redirect_uri(format!("{PUBLIC}/callback/{instance}"))
            .oidc(true)
    };
    Sandbox::builder()
        .client(Provider::Kakao, client(KAKAO_ID, "kakao"))
        .client(Provider::Naver, client(NAVER_ID, "naver"))
        .start()
        .await
        .unwrap()
}

/// Settings that go to a sandbox, with changes of one config.
fn document(sandbox: &Sandbox, instance: &str, change: &Value) -> Value {
    let mut document = json!({ "version": 1, "publicUrl": PUBLIC, "instances": {
        "kakao": { "connector": "kakao", "config": { "clientId": KAKAO_ID, "clientSecret": SECRET,
            "origins": { "auth": sandbox.kakao_auth(), "api": sandbox.kakao_api() } } },
        "naver": { "connector": "naver", "config": { "clientId": NAVER_ID, "clientSecret": SECRET,
            "origins": { "auth": sandbox.naver_auth(), "api": sandbox.naver_api() } } } } });
    for (name, value) in change.as_object().unwrap() {
        document["instances"][instance]["config"][name] = value.clone();
    }
    document
}

fn loaded(document: &Value) -> Settings {
    let report = settings::load(&Source::value(document.clone()), &linked(), &options());
    report.settings.unwrap_or_else(|| panic!("{:?}", report.findings))
}

async fn check(document: &Value, instance: &str) -> Checked {
    let settings = loaded(document);
    let instance = settings.instances.iter().find(|it| *it.id == *instance).unwrap();
    let live = Live::new(Arc::new(Transport::new(Limits::default(), true).unwrap()));
    live.check(instance).await.unwrap()
}

/// The codes of what was found, in the order of the probes.
fn codes(checked: &Checked) -> Vec<&'static str> {
    checked
        .probes
        .iter()
        .filter_map(|probe| probe.finding.as_ref())
        .map(|finding| finding.code)
        .collect()
}

async fn earns(sandbox: &Sandbox, instance: &str, change: Value, expected: &[&str]) {
    let checked = check(&document(sandbox, instance, &change), instance).await;
    assert_eq!(codes(&checked), expected, "{instance} {change}: {checked:?}");
    assert!(!format!("{checked:?}").contains(SECRET));
}

#[tokio::test]
async fn right_credentials_are_told_without_a_user() {
    let sandbox = sandbox().await;
    for (instance, change, requests) in [
        ("kakao", json!({}), 5),
        ("kakao", json!({ "oidc": true }), 5),
        ("naver", json!({}), 3),
        ("naver", json!({ "flow": "oidc" }), 5),
    ] {
        let before = sandbox.requests().len();
        earns(&sandbox, instance, change, &[]).await;
        // The first goes to the root of the host, which is no provider's path.
        assert_eq!(
            sandbox.requests().len() - before,
            requests - 1,
            "each probe once: {:?}",
            &sandbox.requests()[before..]
        );
    }
    assert_eq!(sandbox.count(Endpoint::KakaoMe) + sandbox.count(Endpoint::NaverMe), 0);
}

#[tokio::test]
async fn e502_e503_wrong_id_and_wrong_secret() {
    let sandbox = sandbox().await;
    let other = json!({ "clientId": "ffffffffffffffffffffffffffffffff" });
    earns(&sandbox, "kakao", other, &["E502", "E502"]).await;
    earns(
        &sandbox,
        "kakao",
        json!({ "clientSecret": "Planted0Wrong0Secret" }),
        &["E503"],
    )
    .await;
    earns(
        &sandbox,
        "naver",
        json!({ "clientSecret": "Planted0Wrong0Secret" }),
        &["E503"],
    )
    .await;
    earns(
        &sandbox,
        "naver",
        json!({ "clientSecret": "Planted0Wrong0Secret", "flow": "oidc" }),
        &["E503"],
    )
    .await;
    // NAVER's error page names no code.
    earns(&sandbox, "naver", json!({ "clientId": "unknown" }), &["W508", "E503"]).await;
}

#[tokio::test]
async fn e504_e505_e506_what_the_console_does_not_allow() {
    let sandbox = sandbox().await;
    let mut elsewhere = document(&sandbox, "kakao", &json!({}));
    elsewhere["publicUrl"] = json!("http://127.0.0.1:4998");
    let checked = check(&elsewhere, "kakao").await;
    assert_eq!(codes(&checked), ["E504"]);
    let finding = checked.probes.iter().find_map(|probe| probe.finding.clone()).unwrap();
    assert!(finding.message.en.contains("http://127.0.0.1:4998/callback/kakao"));
    assert!(finding.help.unwrap().en.contains("Redirect URI"));
    let checked = check(&elsewhere, "naver").await;
    assert_eq!(codes(&checked), ["W508"]);
    let finding = checked.probes.iter().find_map(|probe| probe.finding.clone()).unwrap();
    assert!(
        finding
            .message
            .en
            .ends_with("`clientId` or the callback address is wrong"),
        "{:?}",
        finding.message
    );
    assert!(
        finding
            .help
            .unwrap()
            .ko
            .contains("http://127.0.0.1:4998/callback/naver")
    );
    earns(&sandbox, "kakao", json!({ "scopes": ["talk_message"] }), &["E506"]).await;
    for (code, expected) in [("KOE004", "E505"), ("KOE008", "E502")] {
        let page = Fault::Body {
            status: 400,
            content_type: "text/html".to_owned(),
            bytes: format!("<h1>Kakao</h1><p>({code})</p>").into(),
        };
        sandbox.set_fault_times(Endpoint::KakaoAuthorize, page, 1);
        earns(&sandbox, "kakao", json!({}), &[expected]).await;
    }
    let mismatch = Fault::Body {
        status: 400,
        content_type: "application/json".to_owned(),
        bytes: r#"{"error":"invalid_grant","error_description":"Redirect URI mismatch.","error_code":"KOE303"}"#.into(),
    };
    sandbox.set_fault_times(Endpoint::KakaoToken, mismatch, 1);
    earns(&sandbox, "kakao", json!({}), &["E504"]).await;
}

#[tokio::test]
async fn w508_answers_that_prove_nothing() {
    let sandbox = sandbox().await;
    for fault in [
        Fault::TooMany { retry_after: Some(5) },
        Fault::Status { code: 503 },
        Fault::Html,
    ] {
        sandbox.set_fault_times(Endpoint::KakaoToken, fault, 1);
        earns(&sandbox, "kakao", json!({}), &["W508"]).await;
        assert_eq!(
            sandbox.count(Endpoint::KakaoToken) % 10,
            sandbox.count(Endpoint::KakaoAuthorize) % 10,
            "nothing is repeated"
        );
    }
    sandbox.set_fault_times(Endpoint::KakaoJwks, Fault::Html, 1);
    earns(&sandbox, "kakao", json!({ "oidc": true }), &["W508"]).await;
    // The browser is sent back with an error that no row knows; with anything else it is sent to the login page.
    for (back, earned) in [
        ("/callback?state=x&error=server_error#top", &["W508"][..]),
        ("/login?error_page=1", &[]),
    ] {
        let to = format!("{PUBLIC}{back}");
        sandbox.set_fault_times(Endpoint::KakaoAuthorize, Fault::Redirect { to }, 1);
        earns(&sandbox, "kakao", json!({}), earned).await;
    }
    // A redirect is not followed.
    sandbox.set_fault_times(
        Endpoint::KakaoToken,
        Fault::Redirect {
            to: sandbox.kakao_api(),
        },
        1,
    );
    earns(&sandbox, "kakao", json!({}), &["W508"]).await;
}

#[tokio::test]
async fn e501_hosts_that_cannot_be_reached() {
    let sandbox = sandbox().await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let nowhere = json!({ "origins": { "auth": address, "api": sandbox.kakao_api() } });
    let before = sandbox.count(Endpoint::KakaoToken);
    earns(&sandbox, "kakao", nowhere, &["E501"]).await;
    assert_eq!(
        sandbox.count(Endpoint::KakaoToken),
        before,
        "without a way nothing more is asked"
    );
    sandbox.set_fault_times(Endpoint::NaverToken, Fault::Reset, 1);
    earns(&sandbox, "naver", json!({}), &["E501"]).await;
}

/// A clock that is off.
struct Off(i64);

impl Clock for Off {
    fn now(&self) -> Timestamp {
        connector_host::clock::SystemClock.now().plus(self.0)
    }
}

/// A page on this machine that tells the time, as providers do.
async fn telling_time() -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let date = || async { ([("date", "Sat, 21 Nov 2026 00:00:00 GMT")], "") };
    tokio::spawn(axum::serve(listener, axum::Router::new().fallback(date)).into_future());
    address
}

#[tokio::test]
async fn w507_a_clock_that_is_off() {
    let address = telling_time().await;
    let sandbox = sandbox().await;
    let change = json!({ "origins": { "auth": sandbox.kakao_auth(), "api": format!("http://{address}") } });
    let settings = loaded(&document(&sandbox, "kakao", &change));
    let told = 1_795_219_200;
    for (seconds, expected) in [(0, 0), (29, 0), (-29, 0), (31, 1), (-3600, 1)] {
        let clock = Off(told + seconds - connector_host::clock::SystemClock.now().secs());
        let live = Live::new(Arc::new(Transport::new(Limits::default(), true).unwrap())).clock(Arc::new(clock));
        let checked = live.check(&settings.instances[0]).await.unwrap();
        let skewed = checked
            .probes
            .iter()
            .filter(|probe| probe.host == address.to_string())
            .filter_map(|probe| probe.finding.as_ref());
        assert_eq!(
            skewed.filter(|finding| finding.code == "W507").count(),
            expected,
            "{seconds}: {checked:?}"
        );
    }
}

#[tokio::test]
async fn findings_stand_at_their_places() {
    let sandbox = sandbox().await;
    let text = format!(
        "{:#}",
        document(&sandbox, "kakao", &json!({ "clientSecret": "Planted0Wrong0Secret" }))
    );
    let source = Source::text("t.json", text.clone());
    let settings = settings::load(&source, &linked(), &options()).settings.unwrap();
    let live = Live::new(Arc::new(Transport::new(Limits::default(), true).unwrap()));
    let checked = live.check(&settings.instances[0]).await.unwrap();
    let findings = checked
        .probes
        .iter()
        .filter_map(|probe| probe.finding.clone())
        .collect();
    let report = settings::locate(&source, &settings, &options(), findings, Profile::Dev);
    let (start, _) = report.findings[0].range.unwrap();
    assert!(text.lines().nth(start.line - 1).unwrap().contains("clientSecret"));
    for printed in documents::every_form(&report) {
        assert!(!printed.contains("Planted0Wrong0Secret"), "{printed}");
    }
}

//! The sandbox over real HTTP, asked by a client of thirty lines that hides nothing.

mod deferred;
mod faults;
mod kakao;
mod kakao_api;
mod naver;
mod naver_api;
mod naver_oidc;
mod notices;
mod oidc;
mod pages;
mod wire;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use url::Url;
use url::form_urlencoded::Serializer;

use super::{Provider, Sandbox, TestClient};
use wire::Reply;

const KAKAO_ID: &str = "0123456789abcdef0123456789abcdef";
const NAVER_ID: &str = "naverClientId0000001";
const SECRET: &str = "a secret & more";
const CALLBACK: &str = "http://127.0.0.1:1/callback?instance=a";
const BYE: &str = "http://127.0.0.1:1/bye";
const ADMIN: &str = "fedcba9876543210fedcba9876543210";
const STATE: &str = "st 8/+=";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A sandbox with one app at each provider, and a clock that the test moves.
struct World {
    sandbox: Sandbox,
    clock: Arc<AtomicU64>,
}

impl World {
    async fn new() -> Self {
        let clock = Arc::new(AtomicU64::new(1_800_000_000));
        let hands = Arc::clone(&clock);
        let app = |id| TestClient::new(id).secret(SECRET).redirect_uri(CALLBACK);
        let sandbox = Sandbox::builder()
            .client(Provider::Kakao, app(KAKAO_ID).admin_key(ADMIN).logout_redirect_uri(BYE))
            .client(
                Provider::Kakao,
                TestClient::new("other")
                    .redirect_uri(CALLBACK)
                    .items(["profile_nickname"]),
            )
            .client(Provider::Naver, app(NAVER_ID))
            .clock(move || hands.load(Ordering::Relaxed))
            .code_life_secs(60)
            .start()
            .await
            .expect("a free port");
        Self { sandbox, clock }
    }

    fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    async fn get(&self, url: &str) -> Reply {
        wire::send("GET", url, &[], "").await
    }

    async fn bearer(&self, url: &str, token: &str) -> Reply {
        wire::send("GET", url, &[("Authorization", &format!("Bearer {token}"))], "").await
    }

    async fn post(&self, url: &str, form: &[(&str, &str)]) -> Reply {
        wire::send(
            "POST",
            url,
            &[("Content-Type", "application/x-www-form-urlencoded")],
            &query(form),
        )
        .await
    }
}

fn query(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// These pairs with one replaced, added, or (`None`) left out.
fn with<'a>(pairs: &[(&'a str, &'a str)], name: &'a str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut pairs: Vec<_> = pairs.iter().copied().filter(|(key, _)| *key != name).collect();
    pairs.extend(value.map(|value| (name, value)));
    pairs
}

/// The parameters of a callback, which must go to [`CALLBACK`] and keep its query.
fn came_back(reply: &Reply) -> Vec<(String, String)> {
    assert_eq!(reply.status, 302, "{}", reply.text());
    let to = reply.header("location").expect("a Location");
    assert!(to.starts_with(&format!("{CALLBACK}&")), "{to}");
    Url::parse(to)
        .expect("a URL")
        .query_pairs()
        .into_owned()
        .skip(1)
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

fn code_of(reply: &Reply) -> String {
    let back = came_back(reply);
    assert_eq!(
        back.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["code", "state"]
    );
    assert_eq!(back[1].1, STATE);
    back[0].1.clone()
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

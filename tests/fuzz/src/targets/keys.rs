//! Published keys and discovery documents, as they are fetched.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{Algorithm, KeySet, Keys, Reach};
use connector_host::keys::PublishedKeys;
use connector_testkit::{FixedClock, ScriptedHttp};
use data_encoding::BASE64URL_NOPAD;

use super::world::{NOW, check, run};

fn published(status: u16, body: &[u8]) -> PublishedKeys {
    let http = ScriptedHttp::new()
        .json(status, body.to_vec())
        .json(status, body.to_vec());
    PublishedKeys::new(Arc::new(http), Arc::new(FixedClock::at(NOW)))
}

fn at() -> KeySet<'static> {
    KeySet::new(
        "https://keys.example/",
        Reach::default(),
        Instant::now() + Duration::from_secs(5),
    )
}

/// Bytes as a key set, and, after the first line break, as a token to hold against it. No key set makes the fixed token good.
pub fn key_set(bytes: &[u8]) {
    let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    let named = format!(
        "{}.{}.{}",
        part(r#"{"alg":"RS256","kid":"a"}"#),
        part("{}"),
        part(&"s".repeat(256))
    );
    let nameless = format!(
        "{}.{}.{}",
        part(r#"{"alg":"ES256"}"#),
        part("{}"),
        part(&"s".repeat(64))
    );
    let own = bytes
        .split(|byte| *byte == b'\n')
        .nth(1)
        .map(|line| String::from_utf8_lossy(line).into_owned());
    for token in [Some(named), Some(nameless), own].into_iter().flatten() {
        for algorithm in [Algorithm::Rs256, Algorithm::Es256] {
            let Err(error) = run(published(200, bytes).verify(&at(), algorithm, &token)) else {
                panic!("this token was never signed")
            };
            check(&error, "kakao");
        }
    }
}

/// Bytes as a discovery document.
pub fn discovery(bytes: &[u8]) {
    const ISSUER: &str = "https://issuer.example";
    for status in [200, 500] {
        match run(published(status, bytes).discovery(&at(), ISSUER)) {
            Ok(document) => assert!(status == 200 && document["issuer"] == ISSUER, "F26"),
            Err(error) => check(&error, "kakao"),
        }
    }
}

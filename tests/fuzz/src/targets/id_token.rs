//! id_tokens: the text itself, and claims under a good signature.

use std::sync::LazyLock;

use connector_testkit::ScriptedHttp;
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use super::{
    CANARY,
    world::{check, rig, run, unseen},
};

static NONCES: LazyLock<[(&str, String); 2]> = LazyLock::new(|| {
    ["kakao-oidc", "naver-oidc"].map(|mode| {
        let (_, pending) = run(rig(mode, ScriptedHttp::new()).begin()).expect("a sign-in can begin");
        (mode, pending.attempt().nonce().to_owned())
    })
});

/// Bytes as a whole id_token; and as `header`, line break, `payload` of one whose signature is good. `{nonce}` stands for the
/// right nonce.
pub fn claims(bytes: &[u8]) {
    for (mode, nonce) in &*NONCES {
        signed_in(mode, &String::from_utf8_lossy(bytes));
        let filled = String::from_utf8_lossy(bytes).replace("{nonce}", nonce);
        let (header, payload) = filled
            .split_once('\n')
            .unwrap_or((r#"{"alg":"RS256","kid":"k"}"#, &filled));
        let encoded = [header, payload].map(|part| BASE64URL_NOPAD.encode(part.as_bytes()));
        signed_in(mode, &format!("{}.{}.c2ln", encoded[0], encoded[1]));
    }
}

fn signed_in(mode: &str, id_token: &str) {
    let tokens = json!({ "access_token": CANARY, "token_type": "bearer", "id_token": id_token });
    let http = ScriptedHttp::new()
        .json(200, tokens.to_string())
        .json(200, r#"{"id":1,"resultcode":"00","response":{"id":"1"}}"#);
    let rig = rig(mode, http);
    match run(rig.sign_in("state={state}&code=c")) {
        Ok(profile) => {
            assert!(id_token.len() <= 64 * 1024, "F18");
            assert!(mode != "kakao-oidc" || profile.subject == "1", "F21");
            unseen(&format!("{profile:?}"), mode);
        }
        Err(error) => check(&error, mode),
    }
}

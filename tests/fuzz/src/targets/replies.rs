//! Token and profile replies of both providers, under good and bad statuses.

use connector_core::Result;
use connector_testkit::ScriptedHttp;

use super::{
    CANARY,
    world::{MODES, check, rig, run, unseen},
};

/// A token reply that leads on to the profile.
const TOKENS: &str = r#"{"access_token":"canary-5f1d7d0e","refresh_token":"planted-secret-77aa","token_type":"bearer","expires_in":3600}"#;
const STATUSES: [u16; 3] = [200, 400, 503];

/// A body at the token endpoint. The client's secret and the code are planted: what the provider echoes is not repeated.
pub fn token(body: &[u8]) {
    // Lengths choose who is asked, so that one input costs little.
    let mode = MODES[body.len() % MODES.len()];
    for status in STATUSES {
        let http = ScriptedHttp::new()
            .json(status, body.to_vec())
            .json(200, r#"{"id":1,"resultcode":"00","response":{"id":"1"}}"#);
        ended(mode, http, status);
    }
}

/// A body of Kakao's profile endpoint. The access token is planted.
pub fn profile_kakao(body: &[u8]) {
    profile("kakao", body);
}

/// A body of NAVER's profile endpoint. The access token is planted.
pub fn profile_naver(body: &[u8]) {
    profile("naver", body);
}

fn profile(mode: &str, body: &[u8]) {
    for status in [200, 401, 403, 503] {
        let http = ScriptedHttp::new().json(200, TOKENS).json(status, body.to_vec());
        ended(mode, http, status);
    }
}

/// A sign-in with these replies keeps the contract of a profile, or ends in a typed error.
fn ended(mode: &str, http: ScriptedHttp, status: u16) {
    let rig = rig(mode, http);
    let outcome: Result<_> = run(rig.sign_in(&format!("state={{state}}&code={CANARY}")));
    match outcome {
        Ok(profile) => {
            assert!(status == 200, "{status} is never success (E24)");
            let subject = &profile.subject;
            assert!((1..=255).contains(&subject.len()) && subject.bytes().all(|byte| byte.is_ascii_graphic()));
            unseen(&format!("{profile:?}"), mode);
        }
        Err(error) => check(&error, mode),
    }
    unseen(&format!("{rig:?} {:?}", rig.requests()), mode);
    for request in rig.requests() {
        assert!(!request.target.contains(CANARY), "J5: {}", request.target);
    }
}

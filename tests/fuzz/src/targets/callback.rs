//! What a browser brings back.

use connector_core::{
    Callback,
    callback::{MAX_FORM, MAX_QUERY},
};
use connector_testkit::ScriptedHttp;
use http::Request;

use super::{
    CANARY,
    world::{ADMIN_KEY, MODES, SECRET, check, rig, run, unseen},
};

/// Bytes as the query and as the form of a callback. `{state}` stands for the right state.
pub fn returned(bytes: &[u8]) {
    let request =
        Request::post("http://localhost:1/callback").header("content-type", "application/x-www-form-urlencoded");
    let (parts, ()) = request.body(()).expect("the request is whole").into_parts();
    for form_post in [true, false] {
        match Callback::from_parts(&parts, bytes).answer(form_post) {
            Ok(_) => assert!(form_post && bytes.len() <= MAX_FORM, "C22"),
            Err(error) => check(&error, "kakao"),
        }
    }
    let query = String::from_utf8_lossy(bytes);
    if let Ok(answer) = Callback::from_query(query.as_ref()).answer(false) {
        assert!(query.len() <= MAX_QUERY, "C26");
        // Only a whole state is ever compared; the rest of the query can hold what it likes.
        assert!(answer.state().is_none_or(|state| state.len() <= query.len()));
        unseen(&format!("{answer:?}"), "kakao");
    }
    // The code is planted. In any other parameter it, or a secret of ours, is the word of whoever sent the browser.
    let foreign = query.replacen(&format!("&code={CANARY}"), "", 1);
    let planted_once = [CANARY, SECRET, ADMIN_KEY]
        .iter()
        .all(|planted| !foreign.contains(planted));
    for mode in MODES {
        match run(rig(mode, ScriptedHttp::new()).come_back(&query)) {
            Ok(verified) => unseen(&format!("{verified:?}"), mode),
            Err(error) if planted_once => check(&error, mode),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

//! What a browser brings in the place of a sealed sign-in, and what stands inside a seal.

use std::sync::LazyLock;

use connector_core::{Callback, Pending};
use connector_host::{
    Host, SealingKey,
    sealed::{KeyRing, expiry_of},
};

use super::world::{check, host, run};

static RING: LazyLock<KeyRing> =
    LazyLock::new(|| KeyRing::new(SealingKey::from_bytes([9; 32]), Vec::new()).expect("one key is enough"));
static HOST: LazyLock<Host> = LazyLock::new(host);

/// Bytes as a sealed text, as a cookie header, and as what was sealed.
pub fn opened(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = expiry_of(&text);
    let Err(error) = RING.open(&text, "kakao", "kakao") else {
        panic!("nobody can make a sealed text without the key")
    };
    check(&error, "kakao");
    let state = "a".repeat(52);
    let callback = || Callback::from_query(format!("code=c&state={state}"));
    let cookie = format!("attempt-{}={text}", &state[..8]);
    for callback in [
        callback().sealed(text.as_ref()),
        callback().cookie(text.as_ref()),
        callback().cookie(cookie),
    ] {
        let Err(error) = run(HOST.sign_in("kakao", callback)) else {
            panic!("nobody signs in without having begun")
        };
        check(&error, "kakao");
    }
    if let Some(pending) = Pending::read(bytes) {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        pending.write(&mut once);
        let again = Pending::read(&once).expect("what was written can be read");
        again.write(&mut twice);
        assert_eq!(once, twice);
    }
}

//! What a provider, or anybody who says so, sends on its own account.

use std::sync::LazyLock;

use connector_core::Notice;
use connector_host::{Heard, Host};
use data_encoding::BASE64URL_NOPAD;
use http::{HeaderValue, Request};

use super::world::{MODES, host, run, unseen};

static HOST: LazyLock<Host> = LazyLock::new(host);

/// Bytes as `authorization`, line break, fields: in the form and in the query.
pub fn form(bytes: &[u8]) {
    let (first, rest) = lines(bytes);
    let query = String::from_utf8_lossy(rest).into_owned();
    for mode in MODES {
        hear(mode, "application/x-www-form-urlencoded", first, rest, None);
        hear(mode, "", first, b"", Some(&query));
    }
}

/// Bytes as a security event token; and as `header`, line break, `payload` of one whose signature is good.
pub fn event(bytes: &[u8]) {
    let (header, payload) = lines(bytes);
    let signed = format!(
        "{}.{}.c2ln",
        BASE64URL_NOPAD.encode(header),
        BASE64URL_NOPAD.encode(payload)
    );
    for mode in MODES {
        hear(mode, "application/secevent+jwt", b"", bytes, None);
        hear(mode, "application/secevent+jwt", b"", signed.as_bytes(), None);
    }
}

fn lines(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or_default();
    (&bytes[..end], bytes.get(end + 1..).unwrap_or_default())
}

fn hear(mode: &str, media_type: &str, authorization: &[u8], body: &[u8], query: Option<&str>) {
    let target = format!("http://localhost:1/webhook?{}", query.unwrap_or_default());
    let mut request = if query.is_some() {
        Request::get(target)
    } else {
        Request::post(target)
    };
    request = request.header("content-type", media_type);
    if let Ok(value) = HeaderValue::from_bytes(authorization) {
        request = request.header("authorization", value);
    }
    // A query that is no address never reaches us.
    let Ok(request) = request.body(()) else { return };
    let (parts, ()) = request.into_parts();
    match run(HOST.notification(mode, &Notice::from_parts(&parts, body))) {
        Ok(heard) => answered(&heard, mode),
        Err(error) => panic!("{mode}: {error:?}"),
    }
}

fn answered(heard: &Heard, mode: &str) {
    let status = heard.answer.status;
    let good = (200..300).contains(&status);
    assert_eq!(good, heard.refused.is_none(), "{heard:?}");
    assert!(good || (400..500).contains(&status), "{heard:?}");
    assert!(heard.notification.is_none() || heard.refused.is_none());
    if let Some(notification) = &heard.notification {
        assert!(!notification.events.is_empty() && !notification.replay_key.is_empty());
    }
    unseen(&format!("{heard:?} {:?}", heard.answer.body), mode);
}

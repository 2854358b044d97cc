//! Answers, made in one place: JSON, a page, a redirect.

use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

/// An answer of any kind.
pub(super) fn any(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status_of(status);
    let headers = answer.headers_mut();
    set(headers, CONTENT_TYPE, content_type);
    set(headers, CACHE_CONTROL, "no-store");
    answer
}

/// UTF-8 JSON, as Kakao sends it.
pub(super) fn json(status: u16, body: &Value) -> Response {
    any(status, "application/json;charset=UTF-8", body.to_string())
}

/// JSON in which everything beyond ASCII is a `\uXXXX` escape, as NAVER sends it.
pub(super) fn ascii_json(status: u16, body: &Value) -> Response {
    any(status, "application/json;charset=utf-8", escaped(&body.to_string()))
}

/// No body at all.
pub(super) fn empty(status: u16) -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status_of(status);
    answer
}

/// 302 to an address.
pub(super) fn found(to: &str) -> Response {
    let mut answer = empty(302);
    set(answer.headers_mut(), LOCATION, to);
    set(answer.headers_mut(), CACHE_CONTROL, "no-store");
    answer
}

/// Kakao's header on every 401 (Kakao Developers, REST API › Error code).
pub(super) fn www_authenticate(mut answer: Response) -> Response {
    set(answer.headers_mut(), WWW_AUTHENTICATE, "Bearer error=invalid_token");
    answer
}

pub(super) fn retry_after(mut answer: Response, seconds: Option<u64>) -> Response {
    if let Some(seconds) = seconds {
        set(answer.headers_mut(), RETRY_AFTER, &seconds.to_string());
    }
    answer
}

/// Sets a header, unless the value cannot be one.
pub(super) fn set(headers: &mut HeaderMap, name: http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn status_of(code: u16) -> StatusCode {
    // hyper itself answers 1xx; nobody else may.
    StatusCode::from_u16(code)
        .ok()
        .filter(|status| !status.is_informational())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// In JSON text whatever is not ASCII stands inside a string, so escaping each UTF-16 unit is safe.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    for letter in json.chars() {
        if letter.is_ascii() {
            out.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_read_back_as_the_same_text() {
        let value = serde_json::json!({"a": "고래 🌳 \" \\"});
        let text = escaped(&value.to_string());
        assert!(text.is_ascii());
        assert!(text.contains(r"\uace0\ub798") && text.contains(r"\ud83c\udf33"));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}

//! Kakao's error bodies and error pages, with the texts of its published tables.

use axum::response::Response;
use serde_json::json;

use super::super::ask::Ask;
use super::super::page::{both, escape, page};
use super::super::{Endpoint, reply};

/// The error body of kauth.kakao.com.
pub(super) fn kauth(status: u16, error: &str, description: &str, code: &str) -> Response {
    reply::json(
        status,
        &json!({"error": error, "error_description": description, "error_code": code}),
    )
}

/// The error body of kapi.kakao.com.
pub(super) fn kapi(status: u16, code: i64, msg: &str) -> Response {
    let answer = reply::json(status, &json!({"msg": msg, "code": code}));
    if status == 401 {
        reply::www_authenticate(answer)
    } else {
        answer
    }
}

/// KOE010, the only kauth error known to come as 401.
pub(super) fn bad_secret() -> Response {
    kauth(401, "invalid_client", "Bad client credentials", "KOE010")
}

/// KOE101 at the token endpoint.
pub(super) fn no_such_client(id: &str) -> Response {
    kauth(400, "invalid_client", &format!("Not exist client_id [{id}]"), "KOE101")
}

/// KOE320. Kakao repeats the code in the description.
pub(super) fn no_such_code(code: &str) -> Response {
    kauth(
        400,
        "invalid_grant",
        &format!("authorization code not found for code={code}"),
        "KOE320",
    )
}

/// KOE303.
pub(super) fn redirect_mismatch() -> Response {
    kauth(400, "invalid_grant", "Redirect URI mismatch.", "KOE303")
}

/// KOE310.
pub(super) fn bad_grant_type() -> Response {
    kauth(400, "unsupported_grant_type", "unsupported grant_type", "KOE310")
}

/// KOE319.
pub(super) fn no_refresh_token() -> Response {
    kauth(400, "invalid_request", "refresh_token is required.", "KOE319")
}

/// KOE322.
pub(super) fn dead_refresh_token() -> Response {
    kauth(400, "invalid_grant", "expired_or_invalid_refresh_token", "KOE322")
}

/// A parameter sent twice (RFC 6749, 3.2). Kakao's own words are not known; the code is usually, not always, there.
pub(super) fn repeated(name: &str) -> Response {
    reply::json(
        400,
        &json!({"error": "invalid_request", "error_description": format!("duplicate parameter: {name}")}),
    )
}

/// -401 for a token that is unknown, expired or of another app.
pub(super) fn no_such_token() -> Response {
    kapi(401, -401, "this access token does not exist")
}

/// -101.
pub(super) fn not_linked() -> Response {
    kapi(400, -101, "NotRegisteredUserException")
}

/// KOE101 as a page.
pub(super) fn unknown_client_page(id: &str) -> Shown {
    Shown::new(
        "KOE101",
        "There is no such client_id",
        "잘못된 앱 키입니다",
        format!("Not exist client_id [{id}]"),
    )
}

/// -402: the token is good, but the person did not agree to this.
pub(super) fn needs_consent(scope: &str, allowed: &[&str]) -> Response {
    reply::json(
        403,
        &json!({
            "msg": "insufficient scopes.", "code": -402, "api_type": "USER",
            "required_scopes": [scope], "allowed_scopes": allowed,
        }),
    )
}

/// 429: KOE237 at the token endpoint, -10 elsewhere.
pub(in super::super) fn too_many(endpoint: Endpoint) -> Response {
    match endpoint {
        Endpoint::KakaoToken => kauth(429, "invalid_request", "token request rate limit exceeded", "KOE237"),
        _ => kapi(429, -10, "API limit has been exceeded."),
    }
}

/// The answer to a code or token that is taken for expired; none where nothing is presented.
pub(in super::super) fn expired(endpoint: Endpoint, ask: &Ask) -> Option<Response> {
    match endpoint {
        Endpoint::KakaoToken if ask.form.get("grant_type") == Some("refresh_token") => Some(dead_refresh_token()),
        Endpoint::KakaoToken => Some(no_such_code(ask.form.get("code").unwrap_or("null"))),
        Endpoint::KakaoAuthorize | Endpoint::KakaoBrowserLogout | Endpoint::KakaoDiscovery | Endpoint::KakaoJwks => {
            None
        }
        _ => Some(no_such_token()),
    }
}

/// 200 with neither `access_token` nor `id`.
pub(in super::super) fn wrong_envelope() -> Response {
    let body = json!({"token_type": "bearer", "expires_in": 21599, "properties": {}});
    reply::json(200, &body)
}

/// One of Kakao's own pages: shown before the redirect URI can be trusted, so the app never hears of it.
pub(super) struct Shown {
    code: &'static str,
    en: &'static str,
    ko: &'static str,
    detail: String,
}

impl Shown {
    pub(super) fn new(code: &'static str, en: &'static str, ko: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            en,
            ko,
            detail: detail.into(),
        }
    }

    /// KOE207.
    pub(super) fn missing(name: &str) -> Self {
        Self::new(
            "KOE207",
            "A required parameter is missing",
            "필수 파라미터가 없습니다",
            name,
        )
    }

    /// KOE204.
    pub(super) fn invalid(name: &str) -> Self {
        Self::new(
            "KOE204",
            "The request contains an invalid parameter",
            "잘못된 파라미터가 포함되어 있습니다",
            name,
        )
    }

    pub(super) fn page(&self) -> Response {
        let title = format!("Admin Settings Issue ({})", self.code);
        let body = format!(
            "<h1>{}</h1>\n<p>{}</p>\n<p>Error code: <code id=\"error-code\">{}</code></p>\n<p><code>{}</code></p>",
            both(&title, &format!("앱 관리자 설정 오류 ({})", self.code)),
            both(self.en, self.ko),
            self.code,
            escape(&self.detail)
        );
        page(400, &title, &body)
    }
}

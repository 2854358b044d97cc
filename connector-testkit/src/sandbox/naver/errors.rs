//! NAVER's error bodies: OAuth errors inside HTTP 200, and the two body shapes of the API host.

use axum::response::Response;
use serde_json::json;

use super::super::ask::Ask;
use super::super::page::{both, escape, page};
use super::super::{Endpoint, reply};
use super::Flow;

/// An error of the token endpoint. NAVER answers it with 200.
fn oauth(error: &str, description: &str) -> Response {
    reply::ascii_json(200, &json!({"error": error, "error_description": description}))
}

/// Client id or secret is wrong. The OpenID Connect world says so with a status (observed), the older one with 200.
pub(super) fn bad_client(flow: Flow) -> Response {
    match flow {
        Flow::Legacy => oauth("invalid_request", "wrong client id / client secret pair"),
        Flow::Oidc => reply::ascii_json(401, &json!({"error": "invalid_client"})),
    }
}

/// The code is used, expired or wrong, or something that it is bound to differs.
pub(super) fn no_such_code() -> Response {
    oauth("invalid_request", "no valid data in session")
}

/// The refresh token is wrong. That there is an `error` is known, its text is not.
pub(super) fn no_such_refresh_token() -> Response {
    oauth("invalid_request", "invalid refresh_token")
}

/// Something is missing or not understood.
pub(super) fn malformed(what: &str) -> Response {
    oauth("invalid_request", what)
}

/// 401 in the shape of NAVER's own login API.
pub(super) fn no_such_token() -> Response {
    reply::ascii_json(
        401,
        &json!({"resultcode": "024", "message": "Authentication failed (인증 실패하였습니다.)"}),
    )
}

/// 401 in the shape of the gateway before it.
pub(super) fn no_authorization() -> Response {
    reply::ascii_json(
        401,
        &json!({"errorMessage": "Authentication header not exists (인증 헤더가 없습니다.)", "errorCode": "028"}),
    )
}

/// An error of the revocation endpoint, whose statuses are real.
pub(super) fn revocation(status: u16, error: &str, description: &str) -> Response {
    reply::ascii_json(status, &json!({"error": error, "error_description": description}))
}

/// 403: the API is not switched on for the app, or the person did not allow it.
pub(super) fn forbidden() -> Response {
    reply::ascii_json(
        403,
        &json!({"errorMessage": "Forbidden (호출 권한이 없습니다.)", "errorCode": "403"}),
    )
}

/// 429. The guide gives the status and the text, and no code.
pub(in super::super) fn too_many() -> Response {
    reply::ascii_json(429, &json!({"errorMessage": "limit exceeded (쿼리 한도 초과)"}))
}

/// The answer to a code or token that is taken for expired; none where nothing is presented.
pub(in super::super) fn expired(endpoint: Endpoint, ask: &Ask) -> Option<Response> {
    match endpoint {
        Endpoint::NaverToken | Endpoint::NaverOidcToken if ask.fields().get("grant_type") == Some("refresh_token") => {
            Some(no_such_refresh_token())
        }
        Endpoint::NaverToken | Endpoint::NaverOidcToken => Some(no_such_code()),
        Endpoint::NaverMe | Endpoint::NaverVerify | Endpoint::NaverAgreement | Endpoint::NaverPayaddress => {
            Some(no_such_token())
        }
        _ => None,
    }
}

/// 200 without the essential: no `access_token`, or `resultcode` `00` and no `response`.
pub(in super::super) fn wrong_envelope(endpoint: Endpoint) -> Response {
    match endpoint {
        Endpoint::NaverToken | Endpoint::NaverOidcToken => {
            reply::ascii_json(200, &json!({"token_type": "bearer", "expires_in": "3600"}))
        }
        Endpoint::NaverAgreement | Endpoint::NaverPayaddress => reply::ascii_json(200, &json!({"result": "success"})),
        _ => reply::ascii_json(200, &json!({"resultcode": "00", "message": "success"})),
    }
}

/// NAVER's own page, before the callback can be trusted.
pub(super) fn shown(what: &str) -> Response {
    let body = format!(
        "<h1>{}</h1>\n<p><code>{}</code></p>",
        both(
            "The service cannot be signed in to",
            "네이버 로그인 서비스 설정에 오류가 있어 이용할 수 없습니다"
        ),
        escape(what)
    );
    page(400, "NAVER Login: service settings error", &body)
}

//! The discovery documents and the key sets.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::endpoint::{KAKAO_API, KAKAO_AUTH, NAVER_API, NAVER_AUTH};
use super::super::shared::Shared;
use super::super::{Provider, reply};

/// The issuer in tokens and documents. It is the real one, to the byte: a connector accepts no other, wherever its
/// requests go.
pub(in super::super) const fn issuer(provider: Provider) -> &'static str {
    match provider {
        Provider::Kakao => "https://kauth.kakao.com",
        Provider::Naver => "https://nid.naver.com",
    }
}

/// `GET /.well-known/openid-configuration` of either, with the endpoints of this sandbox.
pub(in super::super) fn discovery(shared: &Shared, provider: Provider) -> Response {
    let origin = &shared.origin;
    reply::json(
        200,
        &match provider {
            Provider::Kakao => kakao(&format!("{origin}{KAKAO_AUTH}"), &format!("{origin}{KAKAO_API}")),
            Provider::Naver => naver(&format!("{origin}{NAVER_AUTH}"), &format!("{origin}{NAVER_API}")),
        },
    )
}

/// The public keys as a JWK set.
pub(in super::super) fn jwks(shared: &Shared, provider: Provider) -> Response {
    let set = shared.ring(provider).lock().fetch();
    reply::json(200, &set)
}

fn kakao(auth: &str, api: &str) -> Value {
    json!({
        "issuer": issuer(Provider::Kakao),
        "authorization_endpoint": format!("{auth}/oauth/authorize"),
        "token_endpoint": format!("{auth}/oauth/token"),
        "userinfo_endpoint": format!("{api}/v1/oidc/userinfo"),
        "jwks_uri": format!("{auth}/.well-known/jwks.json"),
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "request_uri_parameter_supported": false,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": [
            "iss", "aud", "sub", "auth_time", "exp", "iat", "nonce", "nickname", "picture", "email"
        ],
    })
}

/// Refresh works, though `grant_types_supported` does not list it.
fn naver(auth: &str, api: &str) -> Value {
    json!({
        "issuer": issuer(Provider::Naver),
        "authorization_endpoint": format!("{auth}/oauth2/authorize"),
        "token_endpoint": format!("{auth}/oauth2/token"),
        "jwks_uri": format!("{auth}/oauth2/jwks"),
        "userinfo_endpoint": format!("{api}/v1/nid/me"),
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile"],
        "grant_types_supported": ["authorization_code"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "none"],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })
}

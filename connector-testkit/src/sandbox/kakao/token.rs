//! `POST /oauth/token`: codes and refresh tokens into access tokens.

use std::sync::Arc;

use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::super::ask::Ask;
use super::super::book::{Code, Issued, KAKAO_ACCESS_LIFE, KAKAO_REFRESH_LIFE};
use super::super::client::TestClient;
use super::super::fields::Fields;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::errors;

/// Only the form counts: a parameter in the query is not seen.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    let form = &ask.form;
    if let Some(name) = form.repeated() {
        return errors::repeated(name);
    }
    let is_refresh = match form.get("grant_type") {
        Some("authorization_code") => false,
        Some("refresh_token") => true,
        _ => return errors::bad_grant_type(),
    };
    let id = form.get("client_id").unwrap_or("null");
    let Some(client) = shared.client(Provider::Kakao, id) else {
        return errors::no_such_client(id);
    };
    // A secret that was never switched on is not looked at.
    if client.secret.is_some() && form.get("client_secret") != client.secret.as_deref() {
        return errors::bad_secret();
    }
    if is_refresh {
        refresh(shared, client, form)
    } else {
        exchange(shared, client, form)
    }
}

fn exchange(shared: &Shared, client: &Arc<TestClient>, form: &Fields) -> Response {
    let presented = form.get("code").unwrap_or("null");
    let now = shared.now();
    let mut book = shared.book.lock();
    let Some(code) = book.spend(client, presented, now) else {
        return errors::no_such_code(presented);
    };
    if form.get("redirect_uri") != Some(&code.redirect_uri) {
        return errors::redirect_mismatch();
    }
    if !proves(&code, form.get("code_verifier")) {
        return errors::no_such_code(presented);
    }
    let issued = book.issue(code.grant, now);
    let scope = issued.grant.items.join(" ");
    tokens(issued, Some(scope).filter(|scope| !scope.is_empty()))
}

/// PKCE (RFC 7636, 4.6). Whether Kakao itself enforces it is not documented; a verifier without a challenge is refused
/// as well (RFC 9700, 2.1.1: no downgrade).
fn proves(code: &Code, verifier: Option<&str>) -> bool {
    match (&code.challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            (43..=128).contains(&verifier.len())
                && BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes())) == *challenge
        }
        _ => false,
    }
}

/// The answer names no scope, and a refresh token only if it was renewed.
fn refresh(shared: &Shared, client: &Arc<TestClient>, form: &Fields) -> Response {
    let Some(presented) = form.filled("refresh_token") else {
        return errors::no_refresh_token();
    };
    match shared.book.lock().renew(client, presented, shared.now()) {
        Some(issued) => tokens(issued, None),
        None => errors::dead_refresh_token(),
    }
}

fn tokens(issued: Issued, scope: Option<String>) -> Response {
    let mut body = Map::new();
    body.insert("token_type".to_owned(), "bearer".into());
    body.insert("access_token".to_owned(), issued.access.into());
    body.insert("expires_in".to_owned(), KAKAO_ACCESS_LIFE.into());
    if let Some(refresh) = issued.refresh {
        body.insert("refresh_token".to_owned(), refresh.into());
        body.insert("refresh_token_expires_in".to_owned(), KAKAO_REFRESH_LIFE.into());
    }
    if let Some(scope) = scope {
        body.insert("scope".to_owned(), scope.into());
    }
    reply::json(200, &Value::Object(body))
}

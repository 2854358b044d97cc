//! `POST /oauth/token`: codes and refresh tokens into access tokens.

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value};

use super::super::ask::Ask;
use super::super::book::{Issued, KAKAO_ACCESS_LIFE, KAKAO_REFRESH_LIFE};
use super::super::client::TestClient;
use super::super::faults::Fault;
use super::super::oidc::id_token::id_token;
use super::super::shared::Shared;
use super::super::{Provider, pkce, reply};
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
        refresh(shared, client, ask)
    } else {
        exchange(shared, client, ask)
    }
}

fn exchange(shared: &Shared, client: &Arc<TestClient>, ask: &Ask) -> Response {
    let form = &ask.form;
    let presented = form.get("code").unwrap_or("null");
    let now = shared.now();
    let mut book = shared.book.lock();
    let Some(code) = book.spend(client, presented, now, |_| true) else {
        return errors::no_such_code(presented);
    };
    if form.get("redirect_uri") != Some(&code.redirect_uri) {
        return errors::redirect_mismatch();
    }
    if !pkce::proves(code.challenge.as_deref(), form.get("code_verifier")) {
        return errors::no_such_code(presented);
    }
    let fault = ask.fault.as_ref().or(code.fault.as_ref());
    let issued = book.issue(code.grant, now);
    drop(book);
    let mut scope = issued.grant.items.clone();
    scope.extend(issued.grant.openid.as_ref().map(|_| "openid"));
    let scope = (!scope.is_empty()).then(|| scope.join(" "));
    tokens(shared, fault, issued, scope)
}

/// The answer names no scope, and a refresh token only if it was renewed. An id_token comes if one came with the first
/// refresh token.
fn refresh(shared: &Shared, client: &Arc<TestClient>, ask: &Ask) -> Response {
    let Some(presented) = ask.form.filled("refresh_token") else {
        return errors::no_refresh_token();
    };
    let renewed = shared.book.lock().renew(client, presented, shared.now(), |_| true);
    match renewed {
        Some(issued) => tokens(shared, ask.fault.as_ref(), issued, None),
        None => errors::dead_refresh_token(),
    }
}

fn tokens(shared: &Shared, fault: Option<&Fault>, issued: Issued, scope: Option<String>) -> Response {
    let id_token = id_token(shared, &issued.grant, fault);
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
    if let Some(id_token) = id_token {
        body.insert("id_token".to_owned(), id_token.into());
    }
    reply::json(200, &Value::Object(body))
}

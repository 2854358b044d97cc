//! `GET|POST /oauth2.0/token`: issue and refresh. Errors come with 200, `expires_in` comes as text.

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value};

use super::super::ask::Ask;
use super::super::book::{Issued, NAVER_ACCESS_LIFE};
use super::super::client::TestClient;
use super::super::fields::Fields;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::errors;

/// The guide lists GET and POST, and its samples put the fields into the query of either.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    let fields = ask.fields();
    if fields.repeated().is_some() {
        return errors::malformed("duplicate parameter");
    }
    let Some(client) = shared.client(Provider::Naver, fields.get("client_id").unwrap_or_default()) else {
        return errors::bad_client();
    };
    if client.secret.is_some() && fields.get("client_secret") != client.secret.as_deref() {
        return errors::bad_client();
    }
    match fields.get("grant_type") {
        Some("authorization_code") => issue(shared, client, &fields),
        Some("refresh_token") => refresh(shared, client, &fields),
        _ => errors::malformed("wrong grant_type"),
    }
}

/// `state` is documented as required and left out by NAVER's own iOS SDK; `redirect_uri` is the other way round. Either
/// is compared if it comes.
fn issue(shared: &Shared, client: &Arc<TestClient>, fields: &Fields) -> Response {
    let Some(presented) = fields.filled("code") else {
        return errors::malformed("code is required");
    };
    let now = shared.now();
    let mut book = shared.book.lock();
    let Some(code) = book.spend(client, presented, now) else {
        return errors::no_such_code();
    };
    let state_differs = fields
        .get("state")
        .is_some_and(|state| Some(state) != code.state.as_deref());
    let uri_differs = fields.get("redirect_uri").is_some_and(|uri| uri != code.redirect_uri);
    if state_differs || uri_differs {
        return errors::no_such_code();
    }
    tokens(book.issue(code.grant, now))
}

/// The answer never names a refresh token: the old one stays.
fn refresh(shared: &Shared, client: &Arc<TestClient>, fields: &Fields) -> Response {
    let presented = fields.get("refresh_token").unwrap_or_default();
    match shared.book.lock().renew(client, presented, shared.now()) {
        Some(issued) => tokens(issued),
        None => errors::no_such_refresh_token(),
    }
}

fn tokens(issued: Issued) -> Response {
    let mut body = Map::new();
    body.insert("access_token".to_owned(), issued.access.into());
    if let Some(refresh) = issued.refresh {
        body.insert("refresh_token".to_owned(), refresh.into());
    }
    body.insert("token_type".to_owned(), "bearer".into());
    body.insert("expires_in".to_owned(), NAVER_ACCESS_LIFE.to_string().into());
    reply::ascii_json(200, &Value::Object(body))
}

//! `GET|POST /oauth2.0/token` and `POST /oauth2/token`: issue and refresh. Errors come with 200, `expires_in` comes as
//! text.

use std::sync::Arc;

use axum::response::Response;
use serde_json::{Map, Value};

use super::super::ask::Ask;
use super::super::book::{Issued, NAVER_ACCESS_LIFE};
use super::super::client::TestClient;
use super::super::faults::Fault;
use super::super::oidc::id_token::id_token;
use super::super::shared::Shared;
use super::super::{Provider, pkce, reply};
use super::Flow;
use super::errors;
use super::leave;

/// The guide lists GET and POST, and its samples put the fields into the query of either.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask, flow: Flow) -> Response {
    let fields = ask.fields();
    if fields.repeated().is_some() {
        return errors::malformed("duplicate parameter");
    }
    let Some(client) = shared.client(Provider::Naver, fields.get("client_id").unwrap_or_default()) else {
        return errors::bad_client(flow);
    };
    if client.secret.is_some() && fields.get("client_secret") != client.secret.as_deref() {
        return errors::bad_client(flow);
    }
    match fields.get("grant_type") {
        Some("authorization_code") => issue(shared, ask, client, flow),
        Some("refresh_token") => refresh(shared, ask, client, flow),
        Some("delete") if flow == Flow::Legacy => match fields.filled("access_token") {
            Some(token) => leave::delete(shared, client, token),
            None => errors::malformed("access_token is required"),
        },
        _ => errors::malformed("wrong grant_type"),
    }
}

/// `state` is documented as required and left out by NAVER's own iOS SDK; `redirect_uri` is the other way round. Either
/// is compared if it comes.
fn issue(shared: &Shared, ask: &Ask, client: &Arc<TestClient>, flow: Flow) -> Response {
    let fields = ask.fields();
    let Some(presented) = fields.filled("code") else {
        return errors::malformed("code is required");
    };
    let now = shared.now();
    let mut book = shared.book.lock();
    let Some(code) = book.spend(client, presented, now, |grant| flow.fits(grant)) else {
        return errors::no_such_code();
    };
    let state_differs = fields
        .get("state")
        .is_some_and(|state| Some(state) != code.state.as_deref());
    let uri_differs = fields.get("redirect_uri").is_some_and(|uri| uri != code.redirect_uri);
    let proven = pkce::proves(
        code.challenge.as_deref(),
        fields.get("code_verifier").filter(|_| flow == Flow::Oidc),
    );
    if state_differs || uri_differs || !proven {
        return errors::no_such_code();
    }
    let fault = ask.fault.as_ref().or(code.fault.as_ref());
    let issued = book.issue(code.grant, now);
    drop(book);
    tokens(shared, fault, issued)
}

/// The answer never names a refresh token: the old one stays.
fn refresh(shared: &Shared, ask: &Ask, client: &Arc<TestClient>, flow: Flow) -> Response {
    let fields = ask.fields();
    let presented = fields.get("refresh_token").unwrap_or_default();
    let renewed = shared
        .book
        .lock()
        .renew(client, presented, shared.now(), |grant| flow.fits(grant));
    match renewed {
        Some(issued) => tokens(shared, ask.fault.as_ref(), issued),
        None => errors::no_such_refresh_token(),
    }
}

fn tokens(shared: &Shared, fault: Option<&Fault>, issued: Issued) -> Response {
    let id_token = id_token(shared, &issued.grant, fault);
    let mut body = Map::new();
    body.insert("access_token".to_owned(), issued.access.into());
    if let Some(refresh) = issued.refresh {
        body.insert("refresh_token".to_owned(), refresh.into());
    }
    body.insert("token_type".to_owned(), "bearer".into());
    body.insert("expires_in".to_owned(), NAVER_ACCESS_LIFE.to_string().into());
    if let Some(id_token) = id_token {
        body.insert("id_token".to_owned(), id_token.into());
    }
    reply::ascii_json(200, &Value::Object(body))
}

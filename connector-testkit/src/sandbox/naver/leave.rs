//! Ways to leave: `POST /oauth2.0/revoke`, which is NAVER's unlink, and the older `grant_type=delete`. There is no
//! logout.

use std::sync::Arc;

use axum::response::Response;
use serde_json::json;

use super::super::ask::Ask;
use super::super::client::TestClient;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::errors;

/// `POST /oauth2.0/revoke`. Here the statuses are real. A wrong hint still finds the token, and one token takes its pair
/// along.
pub(in super::super) fn revoke(shared: &Shared, ask: &Ask) -> Response {
    let form = &ask.form;
    let missing = |name: &str| errors::revocation(400, "invalid_request", &format!("{name} is required"));
    for name in ["client_id", "token"] {
        if form.filled(name).is_none() {
            return missing(name);
        }
    }
    let wrong = || errors::revocation(401, "unauthorized_client", "client authentication failed");
    let Some(client) = shared.client(Provider::Naver, form.get("client_id").unwrap_or_default()) else {
        return wrong();
    };
    match (client.secret.as_deref(), form.filled("client_secret")) {
        (Some(_), None) => return missing("client_secret"),
        (Some(secret), Some(presented)) if secret != presented => return wrong(),
        _ => {}
    }
    let token = form.get("token").unwrap_or_default();
    end(shared, client, token);
    reply::empty(200)
}

/// `grant_type=delete` at the token endpoint: success is reported whatever the token was.
pub(super) fn delete(shared: &Shared, client: &Arc<TestClient>, token: &str) -> Response {
    end(shared, client, token);
    reply::ascii_json(200, &json!({"access_token": token, "result": "success"}))
}

/// Ends the sign-in of a token of this app. The app leaves the person's list: the next sign-in asks for consent.
fn end(shared: &Shared, client: &Arc<TestClient>, token: &str) {
    let mut book = shared.book.lock();
    let found = book.whose(token, shared.now());
    if let Some(grant) = found.filter(|grant| Arc::ptr_eq(&grant.client, client)) {
        book.end_session(&grant);
        book.links.cut(&grant);
    }
}

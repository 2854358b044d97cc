//! `/v1/nid/me` and `/v1/nid/verify`, in NAVER's envelope.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::errors;

/// `GET|POST /v1/nid/me`.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    for_bearer(shared, ask, |_, grant| success(Some(profile(grant))))
}

/// `GET|POST /v1/nid/verify[?info=true]`. The form of `expire_date` is not documented; here it is epoch seconds.
pub(in super::super) fn verify(shared: &Shared, ask: &Ask) -> Response {
    for_bearer(shared, ask, |left, grant| {
        let info = json!({
            "token": ask.bearer(),
            "expire_date": (shared.now() + left).to_string(),
            "allowed_profile": grant.items.join(","),
        });
        success((ask.fields().get("info") == Some("true")).then_some(info))
    })
}

/// A refused item is simply not there.
fn profile(grant: &Grant) -> Value {
    let it = &grant.user.naver;
    let values = [
        ("nickname", it.nickname),
        ("profile_image", it.profile_image),
        ("age", it.age),
        ("gender", it.gender),
        ("email", it.email),
        ("mobile", it.mobile),
        ("name", it.name),
        ("birthday", it.birthday),
        ("birthyear", it.birthyear),
    ];
    let mut response = Map::new();
    response.insert("id".to_owned(), it.id.into());
    for (name, value) in values {
        if let Some(value) = value.filter(|_| grant.has(name)) {
            response.insert(name.to_owned(), value.into());
        }
    }
    // Undocumented; seen in every reply that has `mobile`.
    if let Some(number) = it.mobile_e164.filter(|_| grant.has("mobile")) {
        response.insert("mobile_e164".to_owned(), number.into());
    }
    Value::Object(response)
}

fn success(response: Option<Value>) -> Response {
    let mut body = Map::new();
    body.insert("resultcode".to_owned(), "00".into());
    body.insert("message".to_owned(), "success".into());
    if let Some(response) = response {
        body.insert("response".to_owned(), response);
    }
    reply::ascii_json(200, &Value::Object(body))
}

/// Runs `answer` with the seconds that the token has left and what it stands for.
pub(super) fn for_bearer(shared: &Shared, ask: &Ask, answer: impl FnOnce(u64, &Grant) -> Response) -> Response {
    if !ask.is_authorized() {
        return errors::no_authorization();
    }
    let token = ask.bearer().unwrap_or_default();
    let found = shared.book.lock().bearer(Provider::Naver, token, shared.now());
    match found {
        Some((left, grant)) => answer(left, &grant),
        None => errors::no_such_token(),
    }
}

//! What the person agreed to, and taking it back: `/v2/user/scopes`, `/v2/user/revoke/scopes`.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::items::Item;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::caller::Caller;
use super::errors;

/// Required here, as in most apps, and so not to be taken back.
const REQUIRED: &str = "profile_nickname";

/// `GET /v2/user/scopes`, all or those of `scopes`.
pub(in super::super) fn list(shared: &Shared, ask: &Ask) -> Response {
    let caller = match Caller::read(shared, ask) {
        Ok(caller) => caller,
        Err(answer) => return answer,
    };
    match wanted(ask) {
        Ok(wanted) => answer(&caller.grant, wanted.as_deref()),
        Err(answer) => answer,
    }
}

/// `POST /v2/user/revoke/scopes`.
pub(in super::super) fn revoke(shared: &Shared, ask: &Ask) -> Response {
    let caller = match Caller::read(shared, ask) {
        Ok(caller) => caller,
        Err(answer) => return answer,
    };
    let wanted = match wanted(ask) {
        Ok(Some(wanted)) if !wanted.is_empty() => wanted,
        Ok(_) => return errors::kapi(400, -2, "scopes is required"),
        Err(answer) => return answer,
    };
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let known = caller.grant.client.configured(Provider::Kakao);
    if !wanted.iter().all(|id| known.iter().any(|item| item.id == *id)) {
        return errors::kapi(400, -2, "There is no scopes to revoke. check the scopes you requested");
    }
    if wanted.contains(&REQUIRED) {
        let msg = format!("[{REQUIRED}] is not revocable. check the scopes you requested");
        return errors::kapi(403, -3, &msg);
    }
    let left = shared.book.lock().withdraw(&caller.grant, &wanted);
    let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
    answer(&left, Some(&wanted))
}

/// A list is a JSON array inside one parameter.
fn wanted(ask: &Ask) -> Result<Option<Vec<String>>, Response> {
    let fields = ask.fields();
    let list = fields.get("scopes").map(serde_json::from_str::<Vec<String>>);
    list.transpose()
        .map_err(|_| errors::kapi(400, -2, "scopes must be a JSON array of strings"))
}

fn answer(grant: &Grant, wanted: Option<&[String]>) -> Response {
    let items = grant.client.configured(Provider::Kakao);
    let scopes: Vec<Value> = items
        .into_iter()
        .filter(|item| wanted.is_none_or(|wanted| wanted.iter().any(|id| id == item.id)))
        .map(|item| scope(grant, item))
        .collect();
    reply::json(200, &json!({"id": grant.user.kakao.id, "scopes": scopes}))
}

fn scope(grant: &Grant, item: &Item) -> Value {
    let agreed = grant.has(item.id);
    let mut scope = json!({
        "id": item.id, "display_name": item.ko, "type": "PRIVACY", "using": true, "agreed": agreed,
    });
    if agreed && let Some(members) = scope.as_object_mut() {
        members.insert("revocable".to_owned(), (item.id != REQUIRED).into());
    }
    scope
}

//! `/v2/user/me` and `/v1/user/access_token_info`.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::fields::Fields;
use super::super::reply;
use super::super::shared::Shared;
use super::account;
use super::caller::Caller;
use super::errors;

/// `GET|POST /v2/user/me`.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    match Caller::read(shared, ask) {
        Ok(caller) => me(&ask.fields(), &caller.grant),
        Err(answer) => answer,
    }
}

/// `GET /v1/user/access_token_info`.
pub(in super::super) fn token_info(shared: &Shared, ask: &Ask) -> Response {
    match Caller::person(shared, ask) {
        Ok(Caller { grant, left }) => reply::json(
            200,
            &json!({"id": grant.user.kakao.id, "expires_in": left, "app_id": grant.client.app_id}),
        ),
        Err(answer) => answer,
    }
}

fn me(fields: &Fields, grant: &Grant) -> Response {
    let https = match fields.get("secure_resource") {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return errors::kapi(400, -2, "secure_resource must be true or false"),
    };
    let keys = fields.get("property_keys").map(serde_json::from_str::<Vec<String>>);
    let Ok(keys) = keys.transpose() else {
        return errors::kapi(400, -2, "property_keys must be a JSON array of strings");
    };
    let mut me = Map::new();
    me.insert("id".to_owned(), grant.user.kakao.id.into());
    if grant.user.kakao.has_account {
        me.insert("connected_at".to_owned(), "2026-01-11T01:45:28Z".into());
        if let Some(properties) = account::properties(grant, https, keys.as_deref()) {
            me.insert("properties".to_owned(), properties);
        }
        if let Some(account) = account::kakao_account(grant, https, keys.as_deref()) {
            me.insert("kakao_account".to_owned(), account);
        }
    }
    reply::json(200, &Value::Object(me))
}

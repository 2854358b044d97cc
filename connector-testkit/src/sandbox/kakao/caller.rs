//! Who calls an API of kapi: a person by an access token, or the app itself by its admin key in the name of a person.

use std::sync::Arc;

use axum::response::Response;

use super::super::Provider;
use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::shared::Shared;
use super::super::users;
use super::errors;

/// Whom a call is about.
pub(super) struct Caller {
    pub(super) grant: Arc<Grant>,
    /// The seconds that the access token has left; `None` if the app itself calls.
    pub(super) left: Option<u64>,
}

impl Caller {
    /// Reads `Authorization: Bearer …`, or `KakaoAK …` with `target_id_type=user_id` and `target_id`.
    pub(super) fn read(shared: &Shared, ask: &Ask) -> Result<Self, Response> {
        match ask.admin_key() {
            Some(key) => admin(shared, ask, key),
            None => Self::person(shared, ask),
        }
    }

    /// As [`Caller::read`], where the admin key is not taken.
    pub(super) fn person(shared: &Shared, ask: &Ask) -> Result<Self, Response> {
        let Some(token) = ask.bearer() else {
            return Err(errors::kapi(401, -401, "no authentication key!"));
        };
        let found = shared.book.lock().bearer(Provider::Kakao, token, shared.now());
        let (left, grant) = found.ok_or_else(errors::no_such_token)?;
        Ok(Self {
            grant,
            left: Some(left),
        })
    }
}

fn admin(shared: &Shared, ask: &Ask, key: &str) -> Result<Caller, Response> {
    let mut clients = shared
        .clients
        .iter()
        .filter(|((provider, _), client)| *provider == Provider::Kakao && client.admin_key.as_deref() == Some(key))
        .map(|(_, client)| client)
        .peekable();
    if clients.peek().is_none() {
        return Err(errors::kapi(401, -401, "wrong appKey(admin) format"));
    }
    let fields = ask.fields();
    if fields.get("target_id_type") != Some("user_id") {
        return Err(errors::kapi(400, -2, "target_id_type must be user_id"));
    }
    let target = fields.get("target_id").and_then(|id| id.parse::<i64>().ok());
    let Some(target) = target else {
        return Err(errors::kapi(400, -2, "target_id must be a number"));
    };
    let user = users::all().iter().find(|user| user.kakao.id == target);
    let book = shared.book.lock();
    let linked = user.and_then(|user| clients.find_map(|client| book.links.get(Provider::Kakao, client, user)));
    match linked {
        Some(link) => Ok(Caller {
            grant: Arc::clone(&link.grant),
            left: None,
        }),
        None => Err(errors::not_linked()),
    }
}

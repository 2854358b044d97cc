//! Ways to leave: logout of a token, logout of the browser, unlink.

use axum::response::Response;
use serde_json::json;

use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::shared::Shared;
use super::super::{Provider, callback, reply};
use super::caller::Caller;
use super::errors::{self, Shown};

/// `POST /v1/user/logout`: the sign-in of this token; with the admin key every one of the person.
pub(in super::super) fn logout(shared: &Shared, ask: &Ask) -> Response {
    let caller = match Caller::read(shared, ask) {
        Ok(caller) => caller,
        Err(answer) => return answer,
    };
    let mut book = shared.book.lock();
    match caller.left {
        Some(_) => book.end_session(&caller.grant),
        None => book.end_person(&caller.grant),
    }
    gone(&caller.grant)
}

/// `POST /v1/user/unlink`. No notification follows an unlink of one's own.
pub(in super::super) fn unlink(shared: &Shared, ask: &Ask) -> Response {
    let caller = match Caller::read(shared, ask) {
        Ok(caller) => caller,
        Err(answer) => return answer,
    };
    shared.book.lock().unlink(&caller.grant);
    gone(&caller.grant)
}

fn gone(grant: &Grant) -> Response {
    reply::json(200, &json!({"id": grant.user.kakao.id}))
}

/// `GET /oauth/logout` of kauth, where a browser goes. There is no session here that could end.
pub(in super::super) fn browser(shared: &Shared, ask: &Ask) -> Response {
    match checked(shared, ask) {
        Ok(to) => reply::found(&to),
        Err(shown) => shown.page(),
    }
}

fn checked(shared: &Shared, ask: &Ask) -> Result<String, Shown> {
    let asked = &ask.query;
    let id = asked.filled("client_id").ok_or_else(|| Shown::missing("client_id"))?;
    let client = shared
        .client(Provider::Kakao, id)
        .ok_or_else(|| errors::unknown_client_page(id))?;
    let uri = asked
        .filled("logout_redirect_uri")
        .ok_or_else(|| Shown::missing("logout_redirect_uri"))?;
    if !client.logout_redirect_uris.iter().any(|known| known == uri) {
        return Err(Shown::new(
            "KOE007",
            "This logout redirect URI is not registered",
            "등록되지 않은 로그아웃 리다이렉트 URI입니다",
            uri,
        ));
    }
    Ok(match asked.get("state") {
        Some(state) => callback::url(Provider::Kakao, uri, &[("state", state)]),
        None => uri.to_owned(),
    })
}

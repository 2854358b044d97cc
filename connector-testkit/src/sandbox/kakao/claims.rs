//! What Kakao says of a person in an id_token and at `/v1/oidc/userinfo`.

use axum::response::Response;
use serde_json::{Map, Value};

use super::super::ask::Ask;
use super::super::book::Grant;
use super::super::reply;
use super::super::shared::Shared;
use super::caller::Caller;
use super::errors;

/// The claims that only Kakao's id_token has. There is no `email_verified`: an address that is not verified is left
/// out.
pub(in super::super) fn of(grant: &Grant) -> Map<String, Value> {
    let it = &grant.user.kakao;
    let mut claims = common(grant);
    claims.insert("auth_time".to_owned(), grant.at.into());
    if it.is_email_valid
        && it.is_email_verified
        && let Some(email) = it.email.filter(|_| grant.has("account_email"))
    {
        claims.insert("email".to_owned(), email.into());
    }
    claims
}

/// `GET /v1/oidc/userinfo`.
pub(in super::super) fn userinfo(shared: &Shared, ask: &Ask) -> Response {
    match Caller::person(shared, ask) {
        Ok(caller) if caller.grant.openid.is_none() => errors::needs_consent("openid", &caller.grant.items),
        Ok(caller) => reply::json(200, &Value::Object(info(&caller.grant))),
        Err(answer) => answer,
    }
}

fn info(grant: &Grant) -> Map<String, Value> {
    let it = &grant.user.kakao;
    let mut claims = common(grant);
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            claims.insert(name.to_owned(), value);
        }
    };
    put("name", it.name.filter(|_| grant.has("name")).map(Value::from));
    if let Some(email) = it.email.filter(|_| grant.has("account_email")) {
        put("email", Some(email.into()));
        put(
            "email_verified",
            Some((it.is_email_valid && it.is_email_verified).into()),
        );
    }
    // The table says `female`, the sample beside it `MALE`.
    let gender = it.gender.filter(|_| grant.has("gender"));
    put("gender", gender.map(|gender| gender.to_uppercase().into()));
    put("birthdate", birthdate(grant).map(Value::from));
    if let Some(number) = it.phone_number.filter(|_| grant.has("phone_number")) {
        put("phone_number", Some(number.into()));
        put("phone_number_verified", Some(true.into()));
    }
    claims
}

/// The member number is text here, and a number everywhere else. The picture is not https.
fn common(grant: &Grant) -> Map<String, Value> {
    let it = &grant.user.kakao;
    let mut claims = Map::new();
    claims.insert("sub".to_owned(), it.id.to_string().into());
    if let Some(nickname) = it.nickname.filter(|_| grant.has("profile_nickname")) {
        claims.insert("nickname".to_owned(), nickname.into());
    }
    if let Some(picture) = it.thumbnail_image.filter(|_| grant.has("profile_image")) {
        claims.insert("picture".to_owned(), format!("http://{picture}").into());
    }
    claims
}

/// `YYYY-MM-DD`, `0000-MM-DD` or `YYYY`, after what was agreed to.
fn birthdate(grant: &Grant) -> Option<String> {
    let it = &grant.user.kakao;
    let year = it.birthyear.filter(|_| grant.has("birthyear"));
    let day = it
        .birthday
        .filter(|_| grant.has("birthday"))
        .and_then(|day| day.split_at_checked(2));
    match (year, day) {
        (year, Some((month, day))) => Some(format!("{}-{month}-{day}", year.unwrap_or("0000"))),
        (year, None) => year.map(str::to_owned),
    }
}

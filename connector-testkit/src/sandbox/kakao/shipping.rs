//! `GET /v1/user/shipping_address`. Everybody has the same two addresses.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::ask::Ask;
use super::super::shared::Shared;
use super::super::{Provider, reply};
use super::caller::Caller;
use super::errors;

/// The consent item, which an app must have switched on by name.
const ITEM: &str = "shipping_address";

/// Newest first; a page begins behind `from_updated_at`.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    made(shared, ask).unwrap_or_else(|refused| refused)
}

fn made(shared: &Shared, ask: &Ask) -> Result<Response, Response> {
    let caller = Caller::read(shared, ask)?;
    let fields = ask.fields();
    let number = |name: &str| match fields.filled(name).map(str::parse::<u64>) {
        None => Ok(None),
        Some(Ok(number)) => Ok(Some(number)),
        Some(Err(_)) => Err(errors::kapi(400, -2, &format!("{name} must be a number"))),
    };
    let (id, from) = (number("address_id")?, number("from_updated_at")?);
    let size = number("page_size")?.unwrap_or(10);
    if size < 2 {
        return Err(errors::kapi(400, -2, "page_size must be 2 or more"));
    }
    let grant = &caller.grant;
    let items = grant.client.configured(Provider::Kakao);
    if !items.iter().any(|item| item.id == ITEM) {
        return Err(errors::kapi(
            403,
            -5,
            "the app is not permitted to use shipping_address",
        ));
    }
    let user = grant.user.kakao.id;
    if !grant.has(ITEM) {
        return Ok(reply::json(
            200,
            &json!({"user_id": user, "shipping_addresses_needs_agreement": true}),
        ));
    }
    let addresses: Vec<Value> = addresses()
        .into_iter()
        .filter(|address| id.is_none_or(|id| address["id"] == id))
        .filter(|address| {
            let updated = address["updated_at"].as_u64();
            from.is_none_or(|from| from == 0 || updated < Some(from))
        })
        .take(usize::try_from(size).unwrap_or(usize::MAX))
        .collect();
    Ok(reply::json(
        200,
        &json!({
            "user_id": user, "shipping_addresses_needs_agreement": false, "shipping_addresses": addresses,
        }),
    ))
}

fn addresses() -> [Value; 2] {
    [
        json!({
            "id": 20_000_002, "name": "집", "is_default": true, "updated_at": 1_767_225_600, "type": "NEW",
            "base_address": "서울특별시 종로구 없는로 1", "detail_address": "101호", "receiver_name": "받는이",
            "receiver_phone_number1": "010-0000-0001", "receiver_phone_number2": "02-000-0001",
            "zone_number": "00001", "zip_code": "000-001",
        }),
        json!({
            "id": 20_000_001, "is_default": false, "updated_at": 1_735_689_600, "type": "OLD",
            "base_address": "부산광역시 없는구 없는동 2", "zone_number": "00002",
        }),
    ]
}

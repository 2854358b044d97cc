//! `/v1/nid/agreement` and `/v1/nid/payaddress`, which do not speak in the profile's envelope.

use axum::response::Response;
use serde_json::json;

use super::super::ask::Ask;
use super::super::shared::Shared;
use super::super::{date, reply};
use super::errors;
use super::me::for_bearer;

/// `GET|POST /v1/nid/agreement`. The answer repeats the access token.
pub(in super::super) fn agreement(shared: &Shared, ask: &Ask) -> Response {
    for_bearer(shared, ask, |_, grant| {
        reply::ascii_json(
            200,
            &json!({
                "result": "success",
                "accessToken": ask.bearer(),
                "agreementInfos": [
                    {"termCode": "TERM_2026_V_1_0_0", "clientId": grant.client.id, "agreeDate": date::naver(grant.at)},
                ],
            }),
        )
    })
}

/// `GET /v1/nid/payaddress`, for apps that have the item switched on by name.
pub(in super::super) fn payaddress(shared: &Shared, ask: &Ask) -> Response {
    for_bearer(shared, ask, |_, grant| {
        if !grant.has("payaddress") {
            return errors::forbidden();
        }
        reply::ascii_json(
            200,
            &json!({"result": "success", "data": {
                "receiverName": "받는이", "zipCode": "00001", "baseAddress": "서울특별시 종로구 없는로 1",
                "detailAddress": "101호", "roadNameYn": "Y", "telNo": "010-0000-0001",
            }}),
        )
    })
}

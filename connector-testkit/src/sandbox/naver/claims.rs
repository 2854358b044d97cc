//! What NAVER says of a person in an id_token: who it is, and nothing else that could be relied on.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::super::book::Grant;

/// The claims beyond those that every id_token has.
pub(in super::super) fn of(grant: &Grant) -> Map<String, Value> {
    let mut claims = Map::new();
    claims.insert("sub".to_owned(), subject(grant).into());
    claims
}

/// Pairwise, so another one for every app. It is not documented whether it equals the profile's `id`: of a user from
/// before 2021 it does here, of the others not, so nothing can be built on either.
fn subject(grant: &Grant) -> String {
    let id = grant.user.naver.id;
    if id.bytes().all(|letter| letter.is_ascii_digit()) {
        return id.to_owned();
    }
    let pair = format!("{} {id}", grant.client.id);
    BASE64URL_NOPAD.encode(&Sha256::digest(pair.as_bytes()))
}

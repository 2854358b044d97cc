//! A JWT in its compact form.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::ring::Named;

/// `header.claims.signature`; whoever signs gets the first two parts.
pub(in super::super) fn compact(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let mut text = format!("{}.{}", part(header), part(claims));
    let signature = sign(text.as_bytes());
    text.push('.');
    text.push_str(&BASE64URL_NOPAD.encode(&signature));
    text
}

/// Signed as a provider signs: RS256, `kid` named, and this `typ`.
pub(in super::super) fn signed(typ: &str, claims: &Value, by: &Named) -> String {
    let header = json!({"kid": by.kid, "typ": typ, "alg": "RS256"});
    compact(&header, claims, |message| by.key.rs256(message))
}

//! Schemas of two releases.

use connector_core::schema::compat::breaks;
use serde_json::Value;

/// Bytes as two JSON texts, one after the other. A schema accepts what it accepted itself.
pub fn two_schemas(bytes: &[u8]) {
    let mut texts = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let Some(Ok(old)) = texts.next() else { return };
    let new = texts.next().and_then(Result::ok).unwrap_or(Value::Bool(true));
    for found in breaks(&old, &new).iter().chain(&breaks(&new, &old)) {
        assert!(!found.change.en.is_empty() && !found.change.ko.is_empty() && !found.to_string().is_empty());
    }
    assert!(breaks(&old, &Value::Bool(true)).is_empty(), "everything is allowed");
}

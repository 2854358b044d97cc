//! A connector as it is when everything is switched on. Some things are known only of a configured connector.

use std::sync::Arc;

use connector_host::core::{Connector, Registration, Site, capabilities};
use serde_json::{Value, json};

/// A connector that is prepared with the examples of its own schema.
fn prepared(registration: &Registration) -> Option<Arc<dyn Connector>> {
    let site = Site::new("example", "https://login.example.kr/callback/example");
    let (connector, _) = registration
        .prepare(config(&registration.config_schema()), &site)
        .ok()?;
    Some(connector)
}

/// What a connector can do.
pub(crate) fn capabilities_of(registration: &Registration) -> Vec<&'static str> {
    let mut names = vec!["authorize", "callback", "profile"];
    names.extend(
        prepared(registration)
            .iter()
            .flat_map(|connector| capabilities(&**connector)),
    );
    names
}

/// The origins that a connector contacts, or sends the browser to.
pub(crate) fn origins_of(registration: &Registration) -> Vec<String> {
    let mut origins = prepared(registration).map_or(Vec::new(), |connector| connector.origins().to_vec());
    origins.sort();
    origins
}

/// The required settings by their examples, and every switch on.
fn config(schema: &Value) -> Value {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.into_iter().flatten().any(|it| it == name);
    let properties = schema.get("properties").and_then(Value::as_object);
    let chosen = properties.into_iter().flatten().filter_map(|(name, property)| {
        if property.get("type").and_then(Value::as_str) == Some("boolean") {
            return Some((name.clone(), Value::Bool(true)));
        }
        let given = property.pointer("/examples/0").filter(|_| is_required(name))?;
        // A reference stands for a secret.
        let value = if given.is_object() {
            json!("example")
        } else {
            given.clone()
        };
        Some((name.clone(), value))
    });
    Value::Object(chosen.collect())
}

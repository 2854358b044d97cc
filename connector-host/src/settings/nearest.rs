//! Which key was probably meant: first the known misspellings and the titles of forms, then the most similar one.

use connector_core::config::bare;
pub(super) use connector_core::config::nearest as among;
use serde_json::Value;

use super::known::properties;

/// The key of a schema's object that a wrong key probably means, if it is not there already.
pub(super) fn key(schema: &Value, wrong: &str, present: impl Fn(&str) -> bool) -> Option<String> {
    let known = || properties(schema).filter(|(name, _)| !present(name));
    let plain = bare(wrong);
    let alias = known().find(|(name, field)| {
        let aliases = [field.get("x-aliases"), field.pointer("/x-i18n/ko/aliases")];
        let aliases = aliases.into_iter().flatten().filter_map(Value::as_array).flatten();
        let aliases = aliases.filter_map(Value::as_str);
        let titles = [field.get("title"), field.pointer("/x-i18n/ko/title")];
        let titles = titles.into_iter().flatten().filter_map(Value::as_str);
        bare(name) == plain || aliases.chain(titles).map(bare).any(|alias| alias == plain)
    });
    if let Some((name, _)) = alias {
        return Some(name.clone());
    }
    // The nearest key may be there already; then the second nearest would mislead.
    let names: Vec<&str> = properties(schema).map(|(name, _)| name.as_str()).collect();
    among(&names, wrong).filter(|name| !present(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn s6_known_misspellings_and_similar_keys() {
        let schema = json!({ "properties": {
            "clientId": { "x-aliases": ["REST API key"] }, "clientSecret": { "x-aliases": ["secret"] }, "scopes": {} } });
        let none = |_: &str| false;
        assert_eq!(key(&schema, "restApiKey", none).as_deref(), Some("clientId"));
        assert_eq!(key(&schema, "client_id", none).as_deref(), Some("clientId"));
        assert_eq!(key(&schema, "secret", none).as_deref(), Some("clientSecret"));
        assert_eq!(key(&schema, "clientSecrt", none).as_deref(), Some("clientSecret"));
        assert_eq!(key(&schema, "clientSecrt", |key| key == "clientSecret"), None);
        assert_eq!(key(&schema, "favouriteColour", none), None);
    }
}

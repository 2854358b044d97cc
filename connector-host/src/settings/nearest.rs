//! Which key was probably meant: first the known misspellings, then the most similar one.

use serde_json::Value;

use super::known::properties;

/// How similar a key must be, where 1 is equal.
const SIMILAR: f64 = 0.85;

/// The key of a schema's object that a wrong key probably means, if it is not there already.
pub(super) fn key(schema: &Value, wrong: &str, present: impl Fn(&str) -> bool) -> Option<String> {
    let known = || properties(schema).filter(|(name, _)| !present(name));
    let plain = bare(wrong);
    let alias = known().find(|(name, field)| {
        let aliases = field
            .get("x-aliases")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        bare(name) == plain || aliases.map(bare).any(|alias| alias == plain)
    });
    if let Some((name, _)) = alias {
        return Some(name.clone());
    }
    // The nearest key may be there already; then the second nearest would mislead.
    let names: Vec<&str> = properties(schema).map(|(name, _)| name.as_str()).collect();
    among(&names, wrong).filter(|name| !present(name)).map(str::to_owned)
}

/// The most similar of some names.
pub(super) fn among<'n>(names: &[&'n str], wrong: &str) -> Option<&'n str> {
    let plain = bare(wrong);
    let alike = names
        .iter()
        .map(|name| (strsim::jaro_winkler(&bare(name), &plain), *name));
    let best = alike.max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.filter(|(similarity, _)| *similarity >= SIMILAR)
        .map(|(_, name)| name)
}

/// A key without case, `_`, `-` and spaces, cut to a length that is quick to compare.
fn bare(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .take(64)
        .flat_map(char::to_lowercase)
        .collect()
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

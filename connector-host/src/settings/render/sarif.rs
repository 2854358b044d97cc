//! Findings as SARIF 2.1.0, for tools that collect the results of checks.

use connector_core::{Text, config::Severity};
use serde_json::{Value, json};

use super::{
    super::{CATALOGUE, Entry, Lang, Located, Position},
    Named, whole,
};

/// The first findings of every configuration, as one run.
pub fn sarif(all: &[Named<'_>], lang: Lang, most: usize) -> Value {
    let results: Vec<Value> = all
        .iter()
        .flat_map(|(report, _)| report.findings.iter().take(most).map(|located| result(located, lang)))
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "connectors",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": CATALOGUE.iter().map(|entry| json!({
                    "id": entry.code,
                    "shortDescription": { "text": both(entry.message) },
                    "fullDescription": { "text": both(entry.meaning) },
                    "help": { "text": both(entry.help) },
                    "defaultConfiguration": { "level": level(entry.severity()) },
                })).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A rule speaks of no finding yet: its places are told in words.
fn both(text: Text) -> String {
    let [en, ko] = [Lang::En, Lang::Ko].map(|lang| Entry::in_words(text, lang));
    format!("{en}\n\n{ko}")
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(located: &Located, lang: Lang) -> Value {
    let finding = &located.finding;
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity()),
        "message": { "text": whole(located, lang) },
    });
    if let Some(index) = CATALOGUE.iter().position(|entry| entry.code == finding.code) {
        *member(&mut result, "ruleIndex") = index.into();
    }
    let Some(file) = &located.file else {
        return result;
    };
    let mut location = place(file, located.range);
    if !finding.pointer.is_empty() {
        *member(&mut location, "logicalLocations") = json!([{ "fullyQualifiedName": finding.pointer }]);
    }
    *member(&mut result, "locations") = json!([location]);
    if let Some(related) = &located.related {
        *member(&mut result, "relatedLocations") = json!([place(&related.file, Some(related.range))]);
    }
    // A fix of a whole file has no regions.
    if let Some(repair) = located.fix.as_ref().filter(|repair| !repair.edits.is_empty()) {
        let replacements: Vec<Value> = repair
            .edits
            .iter()
            .map(|edit| json!({ "deletedRegion": region(edit.range), "insertedContent": { "text": edit.text } }))
            .collect();
        *member(&mut result, "fixes") = json!([{
            "artifactChanges": [{ "artifactLocation": { "uri": uri(file) }, "replacements": replacements }],
        }]);
    }
    result
}

/// The place of a member that is to be written.
fn member<'v>(value: &'v mut Value, name: &str) -> &'v mut Value {
    if !value.is_object() {
        *value = json!({});
    }
    match value {
        Value::Object(object) => object.entry(name).or_insert(Value::Null),
        other => other,
    }
}

fn place(file: &str, range: Option<(Position, Position)>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(range) = range {
        *member(&mut place, "region") = region(range);
    }
    json!({ "physicalLocation": place })
}

fn region((start, end): (Position, Position)) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    // A colon in the first segment would be read as the end of a scheme.
    if !path.starts_with('/') && path.split('/').next().is_some_and(|first| first.contains(':')) {
        uri.push_str("./");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(uri("a b/설정.json"), "a%20b/%EC%84%A4%EC%A0%95.json");
        assert_eq!(uri("x:y.json"), "./x%3Ay.json");
        assert_eq!(uri("/etc/connectors.json"), "/etc/connectors.json");
    }
}

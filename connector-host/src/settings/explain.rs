//! From a schema's verdict to findings: one mistake, one message, with the fix, never with a value.

use connector_core::{
    Finding,
    config::Spot,
    validate::{Violated, Violation},
};
use serde_json::Value;

use super::{address, catalogue};

/// Similarity above which a key is taken for a misspelling of another (A1).
const SIMILAR: f64 = 0.85;

/// To whom a place belongs.
pub(super) struct Owner<'a> {
    connector: Option<&'a str>,
}

impl<'a> Owner<'a> {
    /// The document itself.
    pub(super) const fn document() -> Self {
        Self { connector: None }
    }

    /// The config of a connector.
    pub(super) const fn connector(id: &'a str) -> Self {
        Self { connector: Some(id) }
    }

    fn name(&self) -> String {
        self.connector
            .map_or_else(|| "the configuration".to_owned(), |id| format!("connector `{id}`"))
    }

    fn name_ko(&self) -> String {
        self.connector
            .map_or_else(|| "설정".to_owned(), |id| format!("커넥터 `{id}`"))
    }
}

/// Findings for all violations of one document or config.
pub(super) fn findings(violations: &[Violation], document: &Value, schema: &Value, owner: &Owner<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut meant: Vec<String> = Vec::new();
    for violation in violations {
        let node = node(schema, &violation.pointer);
        let value = document.pointer(&violation.pointer).unwrap_or(&Value::Null);
        if let Violated::Unknown(key) = &violation.fault {
            let finding = unknown(&violation.pointer, key, node, value, owner);
            if let Some(suggestion) = &finding.suggestion {
                meant.push(format!("{}/{}", violation.pointer, token(suggestion)));
            }
            findings.push(finding);
        }
    }
    for violation in violations {
        let pointer = &violation.pointer;
        let node = node(schema, pointer);
        let value = document.pointer(pointer).unwrap_or(&Value::Null);
        match &violation.fault {
            Violated::Unknown(_) => {}
            // A mistyped required key is reported once.
            Violated::Missing(key) if meant.contains(&format!("{pointer}/{}", token(key))) => {}
            Violated::Missing(key) => findings.push(missing(pointer, key, node, owner)),
            Violated::Key => findings.extend(keys(pointer, value)),
            fault => findings.push(about_value(pointer, fault, value, node)),
        }
    }
    // A value is judged once: the first thing said about it is the most telling.
    let mut seen: Vec<(String, Spot)> = Vec::new();
    findings.retain(|finding| {
        let place = (finding.pointer.clone(), finding.spot);
        let fresh = !seen.contains(&place) || finding.code == "E102" || finding.code == "E103";
        seen.push(place);
        fresh
    });
    findings
}

fn unknown(pointer: &str, key: &str, node: &Value, object: &Value, owner: &Owner<'_>) -> Finding {
    if key.starts_with('$') {
        let reason = "unknown key that begins with `$`";
        return catalogue::E301
            .finding(format!("{pointer}/{}", token(key)), &[("reason", reason)])
            .spot(Spot::Key);
    }
    let properties = node.get("properties").and_then(Value::as_object);
    let known: Vec<&str> = properties
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    let absent = |name: &&str| object.get(*name).is_none();
    let alias = properties.into_iter().flatten().find(|(_, schema)| {
        let aliases = schema.get("x-aliases").and_then(Value::as_array);
        aliases
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .any(|alias| alias == key)
    });
    let suggestion = alias
        .map(|(name, _)| name.clone())
        .filter(|name| absent(&name.as_str()));
    let suggestion = suggestion.or_else(|| nearest(key, known.iter().copied().filter(absent)));
    let places = [
        ("field", &*shown(key)),
        ("owner", &owner.name()),
        ("owner_ko", &owner.name_ko()),
        ("known", &known.join(", ")),
    ];
    let mut finding = catalogue::E103
        .finding(format!("{pointer}/{}", token(key)), &places)
        .spot(Spot::Key);
    finding.suggestion = suggestion;
    finding
}

fn missing(pointer: &str, key: &str, node: &Value, owner: &Owner<'_>) -> Finding {
    let console = |lang: &str| {
        node.pointer(&format!("/properties/{key}/x-console/{lang}"))
            .and_then(Value::as_str)
    };
    let (en, ko) = match (console("en"), console("ko")) {
        (Some(en), Some(ko)) => (format!("find it at {en}"), format!("위치: {ko}")),
        _ => ("add it".to_owned(), "추가하세요".to_owned()),
    };
    let places = [
        ("owner", &*owner.name()),
        ("owner_ko", &owner.name_ko()),
        ("field", key),
        ("where", &en),
        ("where_ko", &ko),
    ];
    catalogue::E102.finding(pointer, &places).spot(Spot::Owner)
}

fn keys(pointer: &str, object: &Value) -> Vec<Finding> {
    let bad = |key: &&String| !is_label(key);
    let keys = object.as_object().into_iter().flatten().map(|(key, _)| key).filter(bad);
    keys.map(|key| {
        catalogue::E107
            .finding(format!("{pointer}/{}", token(key)), &[("key", &shown(key))])
            .spot(Spot::Key)
    })
    .collect()
}

fn about_value(pointer: &str, fault: &Violated, value: &Value, node: &Value) -> Finding {
    let field = field_of(pointer);
    let place = [("field", field.as_str())];
    if value.is_null() {
        return catalogue::E104.finding(pointer, &place);
    }
    if pointer == "/version" && value.is_number() {
        return catalogue::E109.finding(pointer, &[("supported", "1")]);
    }
    if pointer.rsplit('/').next().is_some_and(|key| key.starts_with('$')) && pointer != "/$schema" {
        let reason = "its name does not have the form of such a name";
        return catalogue::E301.finding(pointer, &[("reason", reason)]);
    }
    let is_reference = value
        .as_object()
        .is_some_and(|object| object.keys().any(|key| key.starts_with('$')));
    if is_reference {
        let several = value.as_object().is_some_and(|object| object.len() > 1);
        let reason = match (node.get("anyOf").is_some(), several) {
            (false, _) => "no reference is allowed here",
            (true, true) => "exactly one key is allowed",
            (true, false) => "its name does not have the form of such a name",
        };
        return catalogue::E301.finding(pointer, &[("reason", reason)]);
    }
    match fault {
        Violated::Type(expected) => {
            let places = [
                ("field", field.as_str()),
                ("expected", *expected),
                ("found", type_of(value)),
            ];
            catalogue::E101.finding(pointer, &places)
        }
        Violated::NotAllowed(allowed) => {
            catalogue::E105.finding(pointer, &[("field", field.as_str()), ("allowed", &allowed.join(", "))])
        }
        _ if is_credential(node) && value.is_string() => {
            credential(pointer, &field, value.as_str().unwrap_or_default())
        }
        _ if is_address(node) && value.is_string() => {
            address::fault(pointer, &field, value.as_str().unwrap_or_default())
        }
        Violated::Limit(limits) => catalogue::E106.finding(pointer, &[("field", field.as_str()), ("limits", limits)]),
        _ => catalogue::E105.finding(
            pointer,
            &[("field", field.as_str()), ("allowed", "the form of its schema")],
        ),
    }
}

/// What is wrong with a credential, from the document or from behind a reference.
pub(super) fn credential(pointer: &str, field: &str, text: &str) -> Finding {
    if text.trim().is_empty() {
        return catalogue::E202.finding(pointer, &[("field", field)]);
    }
    let odd = text.chars().enumerate().find(|(_, c)| !c.is_ascii_graphic());
    let Some((at, c)) = odd else {
        return catalogue::E106.finding(pointer, &[("field", field), ("limits", "<= 4096")]);
    };
    let (en, ko) = match c {
        '\n' | '\r' => ("a line break", "줄바꿈"),
        c if c.is_whitespace() => ("white space", "공백"),
        c if c.is_control() => ("a control character", "제어"),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => ("an invisible character", "보이지 않는"),
        _ => ("a character outside ASCII", "ASCII가 아닌"),
    };
    let end = text.chars().rev().take_while(|c| !c.is_ascii_graphic()).count();
    let start = text.chars().take_while(|c| !c.is_ascii_graphic()).count();
    let (place, place_ko) = match (start, end) {
        (0, 0) => ("inside".to_owned(), "중간에".to_owned()),
        (0, count) => (format!("at the end ({count} invisible)"), format!("끝에 {count}개의")),
        (count, _) => (format!("at the start ({count} invisible)"), format!("앞에 {count}개의")),
    };
    let places = [
        ("field", field),
        ("what", &*format!("{en} {place}")),
        ("what_ko", &*format!("{place_ko} {ko}")),
    ];
    catalogue::E201.finding(pointer, &places).spot(Spot::Character(at))
}

/// Whether a schema node is that of a credential: text or a reference.
pub(super) fn is_credential(node: &Value) -> bool {
    let branches = node.get("anyOf").and_then(Value::as_array);
    branches.into_iter().flatten().any(|branch| {
        branch
            .get("$ref")
            .is_some_and(|target| target == "#/definitions/reference")
    })
}

fn is_address(node: &Value) -> bool {
    node.get("format").is_some_and(|format| format == "uri")
}

/// The schema node for a place in the document.
pub(super) fn node<'a>(schema: &'a Value, pointer: &str) -> &'a Value {
    let mut node = schema;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let next = node.get("properties").and_then(|properties| properties.get(&part));
        let next = next
            .or_else(|| node.get("items"))
            .or_else(|| node.get("additionalProperties"));
        node = next.filter(|next| next.is_object()).unwrap_or(&Value::Null);
    }
    node
}

/// The nearest of some names, if it is near enough.
pub(super) fn nearest<'a>(key: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| !"_- ".contains(*c))
            .flat_map(char::to_lowercase)
            .collect()
    };
    let near = names.map(|name| (strsim::jaro_winkler(&plain(key), &plain(name)), name));
    let best = near.max_by(|(left, _), (right, _)| left.total_cmp(right))?;
    (best.0 >= SIMILAR).then(|| best.1.to_owned())
}

/// A key as it may be printed: escaped, cut at 40 characters.
pub(super) fn shown(key: &str) -> String {
    key.chars()
        .take(40)
        .flat_map(char::escape_default_unless_text)
        .collect()
}

trait EscapeUnlessText {
    fn escape_default_unless_text(self) -> std::vec::IntoIter<char>;
}

impl EscapeUnlessText for char {
    /// Control and format characters are escaped; letters of any language stay readable.
    fn escape_default_unless_text(self) -> std::vec::IntoIter<char> {
        let odd = self.is_control()
            || matches!(self, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        let chars: Vec<char> = if odd {
            self.escape_unicode().collect()
        } else {
            vec![self]
        };
        chars.into_iter()
    }
}

/// A key as a part of a JSON pointer (RFC 6901).
pub(super) fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The name of the field at a place; of a list's item, the list's.
pub(super) fn field_of(pointer: &str) -> String {
    let mut parts = pointer
        .rsplit('/')
        .filter(|part| !part.bytes().all(|b| b.is_ascii_digit()) || part.is_empty());
    shown(parts.next().filter(|part| !part.is_empty()).unwrap_or("the document"))
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether a text is a DNS label (L32).
pub(super) fn is_label(text: &str) -> bool {
    let inner = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (1..=63).contains(&text.len()) && inner && !text.starts_with('-') && !text.ends_with('-')
}

//! From what a schema refuses to what an admin reads.

use std::collections::BTreeSet;

use connector_core::{
    Finding, Text,
    config::{Fix, Sentence, Spot},
    validate::{Violated, Violation},
};
use serde_json::Value;

use super::{
    address, advice,
    astray::Elsewhere,
    credential,
    fill::{Fill, fill, finding},
    known, limits, nearest, reference, schema,
    tree::{below, field, last_part, parent, parts},
    wording::{dotted, expected_type, found_type, printable},
};

/// The document, or the part of it, that a schema was held against.
pub(super) struct Ground<'a> {
    pub(super) schema: &'a Value,
    pub(super) value: &'a Value,
    /// How the object at a pointer is called.
    pub(super) owner: &'a dyn Fn(&str) -> Sentence,
    /// What is to be done with a key of this document that is unknown at a pointer, if more is known than its spelling.
    pub(super) elsewhere: &'a dyn Fn(&Value, &str, &str) -> Option<Elsewhere>,
}

/// One finding per mistake.
pub(super) fn explain(ground: &Ground<'_>, violations: Vec<Violation>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut missing = Vec::new();
    // What was already said about: the value at a pointer, or a key.
    let mut said: BTreeSet<String> = BTreeSet::new();
    for Violation { pointer, fault } in violations.into_iter().take(limits::FINDINGS) {
        let reference = reference_at(ground, &pointer);
        if let Some((pointer, value)) = reference {
            if said.insert(pointer.clone()) {
                let wrong = reference::form(value, &|| pointer.clone()).err();
                findings.extend(wrong.map(|finding| *finding));
            }
            continue;
        }
        match fault {
            Violated::Unknown(key) if matches!(key.as_str(), "$env" | "$file" | "$credential") => {
                if said.insert(pointer.clone()) {
                    let places = [("reason", reference::MISPLACED.into())];
                    findings.push(finding("E301", pointer, &places).help(reference::MISPLACED_HELP));
                }
            }
            Violated::Unknown(key) => findings.push(unknown(ground, ground.value, &pointer, &key)),
            Violated::Missing(key) => missing.push((pointer, key)),
            Violated::Key => {}
            fault => {
                if said.insert(pointer.clone()) {
                    findings.push(wrong(ground, &pointer, &fault));
                }
            }
        }
    }
    findings.extend(missing.into_iter().map(|(pointer, key)| absent(ground, &pointer, &key)));
    findings
}

/// The reference in which a violation stands, if it stands in one.
fn reference_at<'a>(ground: &Ground<'a>, pointer: &str) -> Option<(String, &'a Value)> {
    let mut at = String::new();
    for part in parts(pointer) {
        at = below(&at, &part);
        let value = ground.value.pointer(&at)?;
        let schema = known::part(ground.schema, &at)?;
        let choices = schema.get("anyOf").and_then(Value::as_array);
        let takes = choices.into_iter().flatten().any(|choice| choice.get("$ref").is_some());
        if takes && value.is_object() {
            return Some((at, value));
        }
    }
    None
}

/// A key that nobody knows.
pub(super) fn unknown(ground: &Ground<'_>, value: &Value, pointer: &str, key: &str) -> Finding {
    let schema = known::part(ground.schema, pointer).unwrap_or(&Value::Null);
    let present = |key: &str| {
        let object = value.pointer(pointer).and_then(Value::as_object);
        object.is_some_and(|object| object.contains_key(key))
    };
    let names: Vec<&str> = known::properties(schema).map(|(name, _)| name.as_str()).collect();
    let known_names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let places = [
        ("field", printable(key).into()),
        ("owner", (ground.owner)(pointer).into()),
        ("known", known_names.join(", ").into()),
    ];
    let finding = finding("E103", below(pointer, key), &places).spot(Spot::Key);
    if let Some(elsewhere) = (ground.elsewhere)(value, pointer, key) {
        let fix = elsewhere.fix();
        return finding.help(elsewhere.help).fix(fix);
    }
    let Some(meant) = nearest::key(schema, key, present) else {
        return match nearest::key(schema, key, |_| false) {
            Some(there) => finding.help(fill(
                THERE_ALREADY,
                &[("there", there.as_str().into()), ("field", printable(key).into())],
            )),
            None => finding,
        };
    };
    let text = Text::new("did you mean `{suggestion}`?", "혹시 `{suggestion}`인가요?");
    let help = fill(text, &[("suggestion", meant.as_str().into())]);
    finding.help(help).fix(Fix::Rename(meant.clone())).suggestion(meant)
}

fn absent(ground: &Ground<'_>, pointer: &str, key: &str) -> Finding {
    let part = known::part(ground.schema, &below(pointer, key));
    let mut line = advice::line(key, part);
    if key == "connector"
        && let Some(id) = last_part(pointer).filter(|id| matches!(id.as_str(), "kakao" | "naver"))
    {
        line = format!("`\"connector\": \"{id}\"`");
    }
    let places = [
        ("owner", (ground.owner)(pointer).into()),
        ("field", key.into()),
        ("line", line.into()),
    ];
    let mut finding = finding("E102", pointer, &places).spot(Spot::Owner);
    finding.help = finding
        .help
        .map(|help| advice::with_console(help, part.unwrap_or(&Value::Null)));
    finding
}

/// A value that is wrong in itself.
fn wrong(ground: &Ground<'_>, pointer: &str, fault: &Violated) -> Finding {
    let value = ground.value.pointer(pointer).unwrap_or(&Value::Null);
    let schema = known::part(ground.schema, pointer).unwrap_or(&Value::Null);
    let name = printable(&field(pointer));
    let place = || ("field", Fill::from(name.as_str()));
    if value.is_null() && !pointer.is_empty() {
        let optional = is_optional(ground, pointer);
        let finding = finding("E104", pointer, &[place()]).fix(optional.then_some(Fix::Remove));
        let is_instance = pointer.starts_with("/instances/") && pointer.matches('/').count() == 2;
        return match optional {
            true if is_instance => finding.help(NO_INSTANCE),
            true => finding,
            false if advice::is_item(pointer) => finding.help(fill(NO_ITEM, &[place()])),
            false => finding.help(advice::of_required(&name, schema)),
        };
    }
    if let Some(object) = value.as_object() {
        let dollar = object.keys().any(|key| key.starts_with('$'));
        if dollar && matches!(fault, Violated::Type(_) | Violated::Form) {
            return finding("E301", pointer, &[("reason", reference::MISPLACED.into())])
                .help(reference::MISPLACED_HELP);
        }
    }
    if let Some(text) = value.as_str() {
        let is_credential = schema
            .get("anyOf")
            .and_then(Value::as_array)
            .is_some_and(|all| all.iter().any(|one| one.get("$ref").is_some()));
        let of_text = if is_credential {
            credential::flaw(text, pointer, &name).map(|mut flaw| {
                if matches!(flaw.code, "E201" | "E202" | "E203") {
                    flaw.help = flaw.help.map(|help| advice::with_console(help, schema));
                }
                flaw
            })
        } else {
            None
        };
        let is_address = schema.get("format").and_then(Value::as_str) == Some("uri") || pointer == "/publicUrl";
        let of_address = || match schema.get("pattern").and_then(Value::as_str) {
            Some(schema::ORIGIN) => address::no_origin(text, pointer, &name),
            Some(schema::PROXY) => address::no_proxy(text, pointer, &name),
            _ if is_address => Some(address::refused(text, pointer, &dotted(pointer))),
            _ => None,
        };
        if let Some(finding) = of_text.or_else(of_address) {
            return finding;
        }
    }
    match fault {
        Violated::Type(expected) => {
            let places = [
                place(),
                ("expected", expected_type(expected).into()),
                ("found", found_type(value).into()),
            ];
            // A secret that is mended into the text would earn a warning in place of the error.
            let fix = converted(expected, value).filter(|_| !known::is_secret(schema));
            let mut finding = finding("E101", pointer, &places).fix(fix);
            if pointer.is_empty() {
                finding.message = fill(WHOLE, &places);
            }
            finding.help(advice::of_type(pointer, &name, schema, expected, value))
        }
        Violated::NotAllowed(_) if pointer == "/version" => finding("E109", pointer, &[("supported", "1".into())]),
        Violated::NotAllowed(allowed) => {
            let list: Vec<String> = allowed.iter().map(|one| format!("`{one}`")).collect();
            let same = |one: &&String| value.as_str().is_some_and(|text| one.eq_ignore_ascii_case(text.trim()));
            let meant = allowed.iter().find(same).map(|one| Fix::Replace(one.as_str().into()));
            finding("E105", pointer, &[place(), ("allowed", list.join(", ").into())]).fix(meant)
        }
        Violated::Limit(bound) if bound != "unique" => {
            let (text, n) = match bound.split_once(' ') {
                Some(("<=", n)) if value.is_string() => (Text::new("at most {n} characters", "최대 {n}자"), n),
                Some((">=", n @ "1")) if value.is_string() => (Text::new("at least {n} character", "최소 {n}자"), n),
                Some((">=", n)) if value.is_string() => (Text::new("at least {n} characters", "최소 {n}자"), n),
                Some(("<=", n)) if value.is_array() => (Text::new("at most {n} items", "최대 {n}개"), n),
                Some((">=", n @ "1")) if value.is_object() => (Text::new("at least {n} key", "키 최소 {n}개"), n),
                Some((">=", n)) if value.is_object() => (Text::new("at least {n} keys", "키 최소 {n}개"), n),
                Some(("<=", n)) => (Text::new("at most {n}", "최대 {n}"), n),
                Some((">=", n)) => (Text::new("at least {n}", "최소 {n}"), n),
                _ => (Text::new("{n}", "{n}"), bound.as_str()),
            };
            limit(pointer, &name, schema, text, n).help(advice::of_limit(pointer, &name, schema))
        }
        Violated::Limit(_) => {
            let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let short = list.iter().take(limits::FINDINGS).enumerate();
            let second = short
                .clone()
                .find(|(n, item)| list.iter().take(*n).any(|earlier| earlier == *item));
            let pointer = second.map_or_else(|| pointer.to_owned(), |(n, _)| below(pointer, &n.to_string()));
            limit(
                &pointer,
                &name,
                &Value::Null,
                Text::new("every item once", "항목마다 한 번"),
                "",
            )
            .help(fill(ONCE, &[place()]))
        }
        _ => {
            let allowed: Fill<'_> = match schema.get("pattern").and_then(Value::as_str) {
                Some(pattern) => match advice::form(pattern) {
                    Some(text) => text.into(),
                    None => format!("`{pattern}`").into(),
                },
                None => advice::line(&name, Some(schema)).into(),
            };
            finding("E105", pointer, &[place(), ("allowed", allowed)])
        }
    }
}

/// Whether a key may be left out.
fn is_optional(ground: &Ground<'_>, pointer: &str) -> bool {
    let Some((owner, key)) = parent(pointer).zip(last_part(pointer)) else {
        return false;
    };
    let required = known::part(ground.schema, owner).and_then(|owner| owner.get("required"));
    let required = required.and_then(Value::as_array).into_iter().flatten();
    ground.value.pointer(owner).is_some_and(Value::is_object) && !required.into_iter().any(|name| name == &*key)
}

/// How a value of another type says the same.
fn converted(expected: &str, value: &Value) -> Option<Fix> {
    match (expected, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Fix::Quote),
        ("array", Value::String(_)) => Some(Fix::Split),
        ("boolean", Value::String(text)) if matches!(text.as_str(), "true" | "false") => Some(Fix::Unquote),
        ("integer", Value::String(text))
            if text.len() < 10 && text.parse::<u32>().is_ok() && !text.starts_with(['0', '+']) =>
        {
            Some(Fix::Unquote)
        }
        _ => None,
    }
}

fn limit(pointer: &str, name: &str, schema: &Value, text: Text, n: &str) -> Finding {
    let bound = |word: &str| schema.get(word).and_then(Value::as_u64);
    let limits: Fill<'_> = match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!("{least}-{most}").into(),
        _ => fill(text, &[("n", n.into())]).into(),
    };
    finding("E106", pointer, &[("field", name.into()), ("limits", limits)])
}

const THERE_ALREADY: Text = Text::new(
    "`{there}` is there already: keep the right one of the two values under it, and delete `{field}`",
    "`{there}` 항목이 이미 있습니다. 둘 중 맞는 값만 그 항목에 남기고 `{field}` 항목을 지우세요",
);
const NO_INSTANCE: Text = Text::new(
    "delete the key, or write `{ \"connector\": \"kakao\", \"config\": { … } }`; to switch one off, `\"enabled\": false`",
    "키를 지우거나 `{ \"connector\": \"kakao\", \"config\": { … } }`로 쓰세요. 끄려면 `\"enabled\": false`를 씁니다",
);
const NO_ITEM: Text = Text::new(
    "delete the `null` from the list, with its comma",
    "목록에서 `null`과 쉼표를 지우세요",
);
const ONCE: Text = Text::new(
    "delete the second of the two equal items of `{field}`",
    "`{field}`: 같은 항목 둘 중 두 번째를 지우세요",
);
const WHOLE: Text = Text::new(
    "the configuration must be {expected}, found {found}",
    "설정 전체의 형식은 {expected}, 실제는 {found}",
);

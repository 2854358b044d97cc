//! What to do about a value that is wrong in itself: always the form that is wanted here, never the value that stands here.

use connector_core::{
    Text,
    config::{Sentence, bare},
};
use serde_json::Value;

use super::{fill::fill, known};

/// A member as it could stand in the file: its key with an example.
pub(super) fn line(key: &str, part: Option<&Value>) -> String {
    match key {
        "config" => return "`\"config\": { \"clientId\": … }`".to_owned(),
        "instances" => {
            return "`\"instances\": { \"kakao\": { \"connector\": \"kakao\", \"config\": { … } } }`".to_owned();
        }
        "label" => return "`\"label\": { \"en\": \"Continue with NAVER\", \"ko\": \"네이버로 계속하기\" }`".to_owned(),
        _ => {}
    }
    let example = part.and_then(|part| part.pointer("/examples/0").or_else(|| part.get("default")));
    let example = example.filter(|example| **example != serde_json::json!({}));
    format!("`\"{key}\": {}`", example.map_or_else(|| "…".to_owned(), spaced))
}

/// A value in one line, with spaces where people write them.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let members: Vec<String> = object
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), spaced(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// About a value of the wrong type.
pub(super) fn of_type(pointer: &str, name: &str, schema: &Value, expected: &str, value: &Value) -> Sentence {
    let depth = pointer.matches('/').count();
    let is_config = |pointer: &str| depth == 3 && pointer.starts_with("/instances/") && pointer.ends_with("/config");
    let text = match (pointer, value) {
        ("", Value::String(_)) => Text::new(
            "the whole file is one text in quotes: take the outer quotes and every `\\` before a quote away",
            "파일 전체가 따옴표 안의 텍스트입니다. 바깥 따옴표와 따옴표 앞의 `\\`를 지우세요",
        ),
        ("", Value::Array(list)) if list.len() == 1 => Text::new(
            "take the outer `[ ]` away, so that the file begins with `{`",
            "바깥 `[ ]`를 지워 파일이 `{`로 시작하게 하세요",
        ),
        ("", _) => Text::new(
            "begin with `{ \"version\": 1, \"publicUrl\": …, \"instances\": { … } }`; `connectors init` writes one",
            "`{ \"version\": 1, \"publicUrl\": …, \"instances\": { … } }`로 시작하세요. `connectors init`이 만들어 줍니다",
        ),
        ("/instances", _) => Text::new(
            "the id of each instance is a key: `\"instances\": { \"kakao\": { \"connector\": \"kakao\", \"config\": { … } } }`",
            "인스턴스 ID가 키입니다: `\"instances\": { \"kakao\": { \"connector\": \"kakao\", \"config\": { … } } }`",
        ),
        (pointer, Value::Array(_)) if depth == 2 && pointer.starts_with("/instances/") => Text::new(
            "one instance, without `[ ]`: `{ \"connector\": \"kakao\", \"config\": { … } }`; another one needs an id of its own",
            "`[ ]` 없이 인스턴스 하나만 쓰세요: `{ \"connector\": \"kakao\", \"config\": { … } }`. 다른 인스턴스에는 따로 ID가 필요합니다",
        ),
        (pointer, _) if depth == 2 && pointer.starts_with("/instances/") => Text::new(
            "write `{ \"connector\": \"kakao\", \"config\": { … } }`",
            "`{ \"connector\": \"kakao\", \"config\": { … } }`로 쓰세요",
        ),
        (pointer, Value::String(text)) if is_config(pointer) && text.trim_start().starts_with('{') => Text::new(
            "take the quotes around it and every `\\` before a quote away: `\"config\": { \"clientId\": … }`",
            "바깥 따옴표와 따옴표 앞의 `\\`를 지우세요: `\"config\": { \"clientId\": … }`",
        ),
        (pointer, _) if is_config(pointer) => Text::new(
            "write the settings inside `\"config\": { \"clientId\": … }`",
            "설정을 `\"config\": { \"clientId\": … }` 안에 쓰세요",
        ),
        _ if expected == "string" && name == "label" => Text::new(
            "write text in quotes, or one text for each language: {line}",
            "따옴표로 감싼 텍스트로 쓰거나 언어별로 쓰세요: {line}",
        ),
        _ if expected == "string" && is_item(pointer) => Text::new(
            "write every item as text in quotes: `\"{name}\": [\"…\"]`",
            "항목마다 따옴표로 감싼 텍스트로 쓰세요: `\"{name}\": [\"…\"]`",
        ),
        _ if expected == "string" && known::is_secret(schema) => {
            Text::new("write a reference: {line}", "참조로 쓰세요: {line}")
        }
        (_, Value::Array(_)) if expected == "string" => Text::new(
            "one text, without `[ ]`: {line}",
            "`[ ]` 없이 텍스트 하나로 쓰세요: {line}",
        ),
        _ => match expected {
            "string" => Text::new("write text in quotes: {line}", "따옴표로 감싼 텍스트로 쓰세요: {line}"),
            "array" => Text::new("write a list in `[ ]`: {line}", "`[ ]` 안에 목록으로 쓰세요: {line}"),
            "object" => Text::new("write an object in `{ }`: {line}", "`{ }` 객체로 쓰세요: {line}"),
            "boolean" => Text::new(
                "write `true` or `false` without quotes: `\"{name}\": true`",
                "따옴표 없이 `true`나 `false`로 쓰세요: `\"{name}\": true`",
            ),
            _ => Text::new(
                "write a whole number without quotes: {line}",
                "따옴표 없이 정수로 쓰세요: {line}",
            ),
        },
    };
    fill(
        text,
        &[("line", line(name, Some(schema)).into()), ("name", name.into())],
    )
}

/// Whether a pointer leads to an item of a list.
pub(super) fn is_item(pointer: &str) -> bool {
    pointer
        .rsplit('/')
        .next()
        .is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()))
}

/// About `null` at a place that needs a value.
pub(super) fn of_required(name: &str, schema: &Value) -> Sentence {
    let text = Text::new(
        "it is needed: write {line}",
        "꼭 필요한 값입니다. 이렇게 쓰세요: {line}",
    );
    with_console(fill(text, &[("line", line(name, Some(schema)).into())]), schema)
}

/// A help, and where in the console the value is found.
pub(super) fn with_console(help: Sentence, part: &Value) -> Sentence {
    match known::console(part) {
        Some(console) if help.en.ends_with('?') => Sentence {
            en: format!("{} In the console: {}", help.en, console.en).into(),
            ko: format!("{} 콘솔 위치: {}", help.ko, console.ko).into(),
        },
        Some(console) => Sentence {
            en: format!("{}; in the console: {}", help.en, console.en).into(),
            ko: format!("{}. 콘솔 위치: {}", help.ko, console.ko).into(),
        },
        None => help,
    }
}

/// About a number, a length or a count outside its limits.
pub(super) fn of_limit(pointer: &str, name: &str, schema: &Value) -> Sentence {
    let text = match schema.get("default").filter(|default| default.is_number()) {
        Some(_) => Text::new(
            "write a number within the limits, or leave it out to get the default: {line}",
            "한도 안의 숫자를 쓰거나, 기본값을 쓰려면 빼세요: {line}",
        ),
        None if is_item(pointer) => Text::new(
            "write an item of that length into `{name}`, or delete it",
            "`{name}`: 그 길이에 맞게 쓰거나 항목을 지우세요",
        ),
        None if schema.get("items").is_some() => Text::new(
            "shorten the list; a right one is {line}",
            "목록을 줄이세요. 올바른 예: {line}",
        ),
        None => Text::new("write a value within the limits: {line}", "한도에 맞게 쓰세요: {line}"),
    };
    fill(
        text,
        &[("line", line(name, Some(schema)).into()), ("name", name.into())],
    )
}

/// The form that a pattern of a schema asks for, in words.
pub(super) fn form(pattern: &str) -> Option<Text> {
    const FORMS: [(&str, Text); 8] = [
        (
            super::schema::NAME,
            Text::new(
                "lower-case letters, digits and `-`, such as `brand-b`",
                "영문 소문자, 숫자, `-`(예: `brand-b`)",
            ),
        ),
        (
            super::schema::PATH,
            Text::new(
                "a path that begins with `/`, `./` or `../`, such as `./proxy.pem`",
                "`/`, `./`, `../`로 시작하는 경로(예: `./proxy.pem`)",
            ),
        ),
        (
            super::schema::PROXY,
            Text::new(
                "`none`, `environment` or an address such as `http://proxy.example:3128`",
                "`none`, `environment` 또는 `http://proxy.example:3128` 같은 주소",
            ),
        ),
        (
            super::schema::ORIGIN,
            Text::new(
                "scheme, host and port, such as `https://www.example.kr`",
                "스킴, 호스트, 포트(예: `https://www.example.kr`)",
            ),
        ),
        (
            connector_core::fields::SCOPE,
            Text::new(
                "one item per text, by its English name, without spaces and commas: `[\"openid\", \"profile\"]`",
                "항목마다 텍스트 하나, 영문 이름으로, 공백과 쉼표 없이: `[\"openid\", \"profile\"]`",
            ),
        ),
        (
            connector_core::fields::TAG,
            Text::new(
                "one item per text, of letters, digits, `.`, `_` and `-`",
                "항목마다 텍스트 하나, 영문자·숫자·`.`·`_`·`-`만",
            ),
        ),
        (
            connector_core::fields::CREDENTIAL,
            Text::new("printable ASCII without spaces", "공백 없는 ASCII 문자"),
        ),
        (
            connector_core::fields::DIGITS,
            Text::new(
                "digits in quotes, such as `\"1234567\"`",
                "따옴표로 감싼 숫자(예: `\"1234567\"`)",
            ),
        ),
    ];
    FORMS.iter().find(|(known, _)| *known == pattern).map(|(_, text)| *text)
}

/// An instance id that says the same as a key that cannot be one, if anything is left of it.
pub(super) fn id_like(key: &str) -> String {
    let mut id = String::new();
    for c in key.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => id.push(c),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    id.truncate(63);
    let id = id.trim_matches('-');
    match bare(key).as_str() {
        "네이버" | "네이버로그인" => "naver",
        "카카오" | "카카오로그인" | "카카오톡" => "kakao",
        _ if id.is_empty() => "my-login",
        _ => id,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_our_schemas_has_words() {
        fn patterns(schema: &Value, all: &mut Vec<String>) {
            match schema {
                Value::Object(object) => {
                    let here = object.get("format").and_then(Value::as_str) != Some("uri");
                    all.extend(
                        object
                            .get("pattern")
                            .filter(|_| here)
                            .and_then(Value::as_str)
                            .map(str::to_owned),
                    );
                    object.values().for_each(|inner| patterns(inner, all));
                }
                Value::Array(list) => list.iter().for_each(|inner| patterns(inner, all)),
                _ => {}
            }
        }
        let mut all = Vec::new();
        let mut bundle = super::super::bundle(&crate::registry(&[]).unwrap());
        // References and addresses have words of their own.
        bundle["definitions"]["reference"] = Value::Null;
        bundle["properties"]["publicUrl"] = Value::Null;
        patterns(&bundle, &mut all);
        for pattern in all {
            assert!(form(&pattern).is_some(), "{pattern}");
        }
    }

    #[test]
    fn ids_are_made_of_what_was_written() {
        assert_eq!(id_like("Naver Login"), "naver-login");
        assert_eq!(id_like("네이버"), "naver");
        assert_eq!(id_like("구글"), "my-login");
        assert_eq!(id_like("_kakao_2_"), "kakao-2");
    }
}

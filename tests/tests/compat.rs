//! `schema --compat`: what it calls compatible accepts every configuration that was valid.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod documents;

use std::{path::Path, sync::LazyLock};

use connector_core::{schema::compat::breaks, validate::Validator};
use documents::paths;
use proptest::prelude::*;
use serde_json::{Value, json};

static KAKAO: LazyLock<Value> = LazyLock::new(|| connector_kakao::CONNECTOR.schema());
static NAVER: LazyLock<Value> = LazyLock::new(|| connector_naver::CONNECTOR.schema());

/// A change of one word somewhere in a schema.
fn edit(mut schema: Value, place: usize, how: u8, amount: u64) -> Value {
    let mut pointers = Vec::new();
    all_words(&schema, "", &mut pointers);
    let pointer = &pointers[place % pointers.len()];
    let (parent, word) = pointer.rsplit_once('/').unwrap();
    let word = word.replace("~1", "/").replace("~0", "~");
    let Some(object) = schema.pointer_mut(parent).and_then(Value::as_object_mut) else {
        return schema;
    };
    match (how, object.get_mut(&word)) {
        (0, _) => drop(object.remove(&word)),
        (1, Some(Value::Number(number))) => *number = (number.as_u64().unwrap_or(0) + amount).into(),
        (2, Some(Value::Number(number))) => *number = number.as_u64().unwrap_or(0).saturating_sub(amount).into(),
        (3, Some(Value::Array(list))) => drop(list.pop()),
        (4, Some(Value::Array(list))) if list.first().is_some_and(Value::is_string) => list.push(json!("extra")),
        (5, Some(Value::Bool(truth))) => *truth = !*truth,
        (6, Some(Value::String(text))) if word == "type" => {
            *text = ["string", "boolean", "object", "array"][amount as usize % 4].to_owned()
        }
        (7, Some(Value::Object(members))) => {
            members.insert("extra".to_owned(), json!({ "type": "string" }));
        }
        _ => {}
    }
    schema
}

fn all_words(value: &Value, pointer: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(words) => {
            for (word, inner) in words {
                let at = format!("{pointer}/{}", word.replace('~', "~0").replace('/', "~1"));
                if !word.starts_with("x-") && !matches!(word.as_str(), "examples" | "description" | "title") {
                    all.push(at.clone());
                    all_words(inner, &at, all);
                }
            }
        }
        Value::Array(list) => {
            for (n, inner) in list.iter().enumerate() {
                all_words(inner, &format!("{pointer}/{n}"), all);
            }
        }
        _ => {}
    }
}

/// Configs near the edges of the schemas.
fn config() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "id",
        "",
        "a b",
        "openid",
        "login",
        "create",
        "extra",
        "oidc",
        "oauth2",
        "https://a.example",
        "1234567",
    ]);
    let value = prop_oneof![
        4 => text.clone().prop_map(Value::from),
        1 => Just(json!("x".repeat(300))),
        1 => any::<bool>().prop_map(Value::from),
        1 => (0..100_i64).prop_map(Value::from),
        2 => prop::collection::vec(text, 0..4).prop_map(Value::from),
        1 => Just(json!({ "$env": "A" })),
        1 => Just(json!({ "auth": "https://a.example", "allowPrivate": true })),
    ];
    let name = prop::sample::select(vec![
        "scopes",
        "prompt",
        "oidc",
        "flow",
        "authType",
        "origins",
        "appId",
        "adminKey",
        "nonce",
        "serviceTerms",
        "extra",
    ]);
    prop::collection::vec((name, value), 0..4).prop_map(|members| {
        let mut config = json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "Abcd1234Ef" });
        for (name, value) in members {
            config[name] = value;
        }
        config
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn what_is_called_compatible_refuses_nothing_that_was_valid(
        kakao in any::<bool>(), place in any::<usize>(), how in 0..8_u8, amount in 1..40_u64, configs in prop::collection::vec(config(), 12)
    ) {
        let old = if kakao { &*KAKAO } else { &*NAVER };
        let new = edit(old.clone(), place, how, amount);
        let (Ok(before), Ok(after)) = (Validator::new(old), Validator::new(&new)) else { return Ok(()) };
        if breaks(old, &new).is_empty() {
            for config in configs {
                prop_assert!(!before.is_valid(&config) || after.is_valid(&config), "{config}");
            }
        }
    }
}

/// The schemas of the last release, and the configurations that were valid with them.
#[test]
fn the_released_schemas_are_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let read =
        |path: &str| -> Value { serde_json::from_str(&std::fs::read_to_string(root.join(path)).unwrap()).unwrap() };
    for name in ["connectors", "kakao", "naver"] {
        let (old, new) = (
            read(&format!("released/{name}.schema.json")),
            read(&format!("{name}.schema.json")),
        );
        assert_eq!(breaks(&old, &new), [], "{name}: this is a major change");
    }
    let validator = Validator::new(&read("connectors.schema.json")).unwrap();
    for path in paths("good")
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "json"))
    {
        let document: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(validator.is_valid(&document), "{}", path.display());
    }
}

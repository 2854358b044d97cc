//! Documents with a marker in every position where an admin puts a value: texts, numbers, references, comments, broken syntax.

use proptest::prelude::*;
use serde_json::{Value, json};

/// What stands for a secret.
pub(crate) const TEXT: &str = "cAnArY77";
/// What stands for a secret number.
pub(crate) const NUMBER: u64 = 7_777_001_177;

/// A document that uses every setting.
fn full() -> Value {
    json!({
        "$schema": "./connectors.schema.json", "version": 1, "publicUrl": "https://login.example.kr", "x-note": "n",
        "defaults": { "lang": "ko", "signInTtlSecs": 300, "returnOrigins": ["https://www.example.kr"],
            "http": { "connectTimeoutMs": 3000, "requestTimeoutMs": 5000, "timeoutMs": 8000, "maxResponseKiB": 512,
                "proxy": "none", "caFile": "./absent.pem" } },
        "instances": {
            "kakao": { "connector": "kakao", "enabled": true, "order": 10, "label": { "en": "K", "ko": "카" }, "tenant": "a",
                "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" },
                    "oidc": true, "scopes": ["openid", "profile_nickname"], "prompt": ["login"], "serviceTerms": ["t"],
                    "channelPublicIds": ["_a"], "propertyKeys": ["kakao_account.email"], "audiences": ["b"], "appId": "1",
                    "adminKey": { "$env": "KAKAO_ADMIN_KEY" }, "webhooks": true,
                    "origins": { "auth": "https://gw.example", "api": "https://gw.example", "allowPrivate": true } } },
            "naver": { "connector": "naver", "label": "N", "config": { "clientId": "jyvqXeaVOVmVABCDEFGH",
                "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "oidc", "scopes": ["openid"], "nonce": true,
                "authType": "reprompt", "autoLogin": false, "webhooks": true, "sameSubject": false,
                "origins": { "auth": "https://gw.example" }, "restApiKey": "unknown" } }
        }
    })
}

/// How a marker looks when somebody pastes it.
fn pasted() -> impl Strategy<Value = Value> {
    let texts = [
        "{}",
        " {}",
        "{} ",
        "{}\n",
        "a {} b",
        "<{}>",
        "${{}}",
        "{{{}}}",
        "%{}%",
        "$env:{}",
        "\u{200b}{}",
        "“{}”",
        "'{}'",
        "{},b",
        "https://u:{}@x.example",
        "https://x.example?{}",
        "https://x.example/#{}",
        "http://{}",
        "{}://x",
        "{}.example:99999",
        "http://x:{}@p.example:1",
        "/run/secrets/{}",
        "YOUR_{}",
        "{}==",
        "카{}",
    ];
    let text = prop::sample::select(texts.to_vec()).prop_map(|form| json!(form.replacen("{}", TEXT, 1)));
    let reference = prop::sample::select(vec!["$env", "$file", "$credential", "env", "$vault", "value"])
        .prop_map(|key| json!({ key: TEXT }));
    prop_oneof![
        8 => text,
        2 => Just(json!(NUMBER)),
        1 => Just(json!(-(NUMBER as i64))),
        1 => Just(json!(NUMBER as f64 + 0.5)),
        3 => reference,
        1 => Just(json!([TEXT, { "deep": [TEXT, NUMBER] }])),
        1 => Just(json!({ "deep": TEXT })),
        1 => Just(json!({ "$env": "A", "$file": TEXT })),
    ]
}

/// Pointers to all values that are no objects, and to references.
fn leaves(value: &Value, pointer: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if object.keys().any(|key| key.starts_with("$e")) {
                all.push(pointer.to_owned());
            }
            for (key, inner) in object {
                leaves(inner, &format!("{pointer}/{key}"), all);
            }
        }
        Value::Array(list) => {
            all.push(pointer.to_owned());
            for (n, inner) in list.iter().enumerate() {
                leaves(inner, &format!("{pointer}/{n}"), all);
            }
        }
        _ => all.push(pointer.to_owned()),
    }
}

/// Where something can be inserted without becoming part of a key, which may be printed.
fn outside_keys(text: &str) -> Vec<usize> {
    let (mut places, mut inside) = (Vec::new(), None);
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match inside {
            None => places.push(at),
            Some(start) if c == '"' && !escaped => {
                if !text[at + 1..].trim_start().starts_with(':') {
                    places.extend((start..=at).filter(|at| text.is_char_boundary(*at)));
                }
                inside = None;
                escaped = false;
                continue;
            }
            Some(_) => {}
        }
        escaped = c == '\\' && !escaped;
        if c == '"' && inside.is_none() {
            inside = Some(at + 1);
        }
    }
    places.push(text.len());
    places
}

/// Texts of documents with markers; some are no JSON.
pub(crate) fn documents() -> impl Strategy<Value = String> {
    let mut places = Vec::new();
    leaves(&full(), "", &mut places);
    let marks = prop::collection::vec((prop::sample::select(places), pasted()), 1..12);
    let broken = prop::sample::select(vec![
        "",
        "",
        "",
        "// cAnArY77\n",
        "/* cAnArY77 */",
        "# cAnArY77\n",
        "cAnArY77",
        "'cAnArY77'",
        "“cAnArY77”",
        "`cAnArY77`",
        "-7777001177",
        "7777001177x",
        "\"cAnArY77",
        "\"cAnArY77\\x",
        "=cAnArY77",
        "$cAnArY77",
        "： cAnArY77",
        "export A=cAnArY77",
        "\"cAnArY77”",
        "\u{a0}cAnArY77",
        "/* cAnArY77",
    ]);
    let at = any::<prop::sample::Index>();
    (
        marks,
        broken,
        at,
        any::<bool>(),
        prop::option::weighted(0.1, any::<prop::sample::Index>()),
    )
        .prop_map(|(marks, broken, at, pretty, cut)| {
            let mut document = full();
            for (pointer, value) in marks {
                if let Some(place) = document.pointer_mut(&pointer) {
                    *place = value;
                }
            }
            let mut text = if pretty {
                format!("{document:#}")
            } else {
                document.to_string()
            };
            let places = outside_keys(&text);
            text.insert_str(places[at.index(places.len())], broken);
            if let Some(cut) = cut {
                let at = cut.index(text.len() + 1);
                text.truncate((0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
            }
            text
        })
}

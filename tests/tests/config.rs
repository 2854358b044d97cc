//! Bad configurations with the findings that an expert would want, each at its place; good ones with none (group A, admin rules).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod documents;

use std::{fs, path::Path, sync::LazyLock};

use connector_core::validate::Validator;
use connector_host::settings::{self, Lang, Profile, Source, render};
use documents::{found, linked, options, paths};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn a26_every_bad_file_earns_exactly_its_findings() {
    let mut wrong = Vec::new();
    for path in paths("bad") {
        let report = settings::load(&Source::path(&path), &linked(), &options());
        let expected: Vec<String> = fs::read_to_string(path.with_extension("expect"))
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        if found(&report) != expected {
            wrong.push(format!(
                "{}: {:?} instead of {expected:?}",
                path.file_name().unwrap().display(),
                found(&report)
            ));
        }
        let refused = expected.iter().any(|finding| finding.starts_with('E'));
        assert_eq!(report.settings.is_none(), refused, "{}", path.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every JSON output fits its committed schema.
#[test]
fn findings_fit_their_schema() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/findings.schema.json")).unwrap();
    let validator = Validator::new(&schema).unwrap();
    for path in paths("bad").into_iter().chain(paths("good")) {
        let report = settings::load(&Source::path(&path), &linked(), &options());
        let output = render::json(&[(&report, "t.json")], render::MOST);
        assert!(
            validator.is_valid(&output),
            "{}: {:?}",
            path.display(),
            validator.violations(&output)
        );
    }
}

#[test]
fn good_files_earn_nothing() {
    for path in paths("good") {
        let report = settings::load(&Source::path(&path), &linked(), &options());
        assert_eq!(found(&report), [""; 0], "{}", path.display());
    }
}

#[test]
fn findings_are_written_for_people_in_both_languages() {
    let mut text = String::new();
    for name in [
        "e103-typo",
        "e201-newline",
        "many-sorted",
        "e301-unknown",
        "w405-normal",
        "e003-euckr",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/bad/{name}.json"));
        let report = settings::load(
            &Source::bytes(format!("{name}.json"), fs::read(path).unwrap()),
            &linked(),
            &options(),
        );
        text += &render::human(&report, &format!("{name}.json"), Lang::En);
        text += &render::human(&report, &format!("{name}.json"), Lang::Ko);
    }
    insta::assert_snapshot!(text);
}

#[test]
fn e201_e302_values_behind_references() {
    let with = |reference: Value| {
        let text = json!({ "version": 1, "publicUrl": "https://login.example.kr", "instances": { "naver": { "connector": "naver",
            "config": { "clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": reference } } } });
        let report = settings::load(&Source::text("t.json", text.to_string()), &linked(), &options());
        report
            .findings
            .iter()
            .map(|located| located.finding.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(with(json!({ "$env": "NAVER_CLIENT_SECRET" })), [""; 0]);
    assert_eq!(with(json!({ "$env": "WITH_LINE_BREAK" })), ["E201"]);
    assert_eq!(with(json!({ "$env": "EMPTY" })), ["E302"]);
    assert_eq!(with(json!({ "$env": "ABSENT" })), ["E302"]);
    let file = std::env::temp_dir().join(format!("connectors-secret-{}", std::process::id()));
    fs::write(&file, "Abcd1234Ef\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut fs::metadata(&file).unwrap().permissions(), 0o600);
    let codes = with(json!({ "$file": file }));
    fs::remove_file(&file).unwrap();
    assert!(codes.iter().all(|code| *code == "W305"), "{codes:?}");
}

#[test]
fn e404_profiles_follow_the_public_address() {
    let text = r#"{"version":1,"publicUrl":"http://localhost:8080","instances":{"naver":{"connector":"naver","config":{"clientId":"a","clientSecret":"Abcd1234Ef"}}}}"#;
    let source = Source::text("t.json", text);
    let report = settings::load(&source, &linked(), &options());
    assert_eq!((report.profile, found(&report).len()), (Profile::Dev, 0));
    let mut forced = options();
    forced.profile = Some(Profile::Production);
    let report = settings::load(&source, &linked(), &forced);
    assert!(found(&report).contains(&"E404 1:26".to_owned()), "{:?}", found(&report));
}

/// A config value of any shape, near enough to the real ones to be interesting.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        Just("0123456789abcdef0123456789abcdef".to_owned()),
        Just(String::new()),
        Just("a b".to_owned()),
        Just("openid".to_owned()),
        Just("select_account".to_owned()),
        Just("reprompt".to_owned()),
        Just("https://gw.example/p".to_owned()),
        Just("http://127.0.0.1:1".to_owned()),
        Just("http://10.0.0.1".to_owned()),
        Just("https://u@gw.example".to_owned()),
        ".{0,12}",
        "[!-~]{1,40}",
    ];
    let leaf = prop_oneof![
        text.clone().prop_map(Value::from),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from)
    ];
    prop_oneof![
        6 => leaf.clone(),
        3 => prop::collection::vec(text.prop_map(Value::from), 0..4).prop_map(Value::from),
        2 => prop::collection::btree_map(prop_oneof![Just("auth".to_owned()), Just("api".to_owned()), Just("allowPrivate".to_owned()), "[a-z]{1,3}"], leaf, 0..3)
            .prop_map(|map| map.into_iter().collect()),
    ]
}

fn config(fields: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(
        prop_oneof![20 => prop::sample::select(fields), 1 => Just("other")],
        value(),
        0..6,
    )
    .prop_map(|map| map.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Schema and typed config give the same verdict about a config without references (A20).
fn same_verdict(registration: &connector_core::Registration, validator: &Validator, config: Value) {
    let by_schema = validator.is_valid(&config);
    let site = connector_core::Site::new("t", "https://login.example.kr/callback/t");
    let by_code = registration.prepare(config.clone(), &site).is_ok();
    assert_eq!(by_schema, by_code, "schema {by_schema}, code {by_code}: {config}");
}

static KAKAO_SCHEMA: LazyLock<Validator> =
    LazyLock::new(|| Validator::new(&connector_kakao::CONNECTOR.schema()).unwrap());
static NAVER_SCHEMA: LazyLock<Validator> =
    LazyLock::new(|| Validator::new(&connector_naver::CONNECTOR.schema()).unwrap());

const KAKAO: &[&str] = &[
    "clientId",
    "clientSecret",
    "scopes",
    "prompt",
    "serviceTerms",
    "channelPublicIds",
    "propertyKeys",
    "origins",
];
const NAVER: &[&str] = &["clientId", "clientSecret", "authType", "origins"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a20_kakao_schema_and_code_agree(mut configs in prop::collection::vec(config(KAKAO), 5)) {
        for config in &mut configs {
            config.as_object_mut().unwrap().entry("clientId").or_insert(json!("id"));
            same_verdict(&connector_kakao::CONNECTOR, &KAKAO_SCHEMA, config.clone());
        }
    }

    #[test]
    fn a20_naver_schema_and_code_agree(mut configs in prop::collection::vec(config(NAVER), 5)) {
        for config in &mut configs {
            config.as_object_mut().unwrap().entry("clientSecret").or_insert(json!("secret"));
            same_verdict(&connector_naver::CONNECTOR, &NAVER_SCHEMA, config.clone());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// A23, X3: whatever stands in a document, no finding repeats it, in any format or language.
    #[test]
    fn a23_no_finding_holds_a_value(config in config(KAKAO), place in 0..6_usize) {
        const CANARY: &str = "cAnArY77";
        let mut document = json!({ "version": 1, "publicUrl": "https://login.example.kr",
            "instances": { "k": { "connector": "kakao", "label": "l", "config": config } } });
        let pointers = ["/version", "/publicUrl", "/instances/k/connector", "/instances/k/label", "/instances/k/config/clientId", "/instances/k/config/scopes"];
        if let Some(target) = document.pointer_mut(pointers[place]) {
            *target = if place % 2 == 0 { json!(CANARY) } else { json!([CANARY, { "deep": CANARY }]) };
        }
        let report = settings::load(&Source::text("t.json", format!("{document:#}")), &linked(), &options());
        for printed in documents::every_form(&report) {
            prop_assert!(!printed.contains(CANARY), "{printed}");
        }
    }

    #[test]
    fn any_bytes_end_in_findings_or_success(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[{}\\[\\]:,\"a-z0-9 \\\\]{0,80}") {
        for bytes in [bytes, text.into_bytes()] {
            let report = settings::load(&Source::bytes("t.json", bytes), &linked(), &options());
            prop_assert!(report.settings.is_some() || !report.findings.is_empty());
            documents::every_form(&report);
        }
    }
}

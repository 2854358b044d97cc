//! Bad configurations with the findings that an expert would want, each at its place; good ones with none (group A, admin rules).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod canary;
mod corpus;
mod documents;

use std::{collections::BTreeSet, fs, sync::LazyLock};

use connector_core::validate::Validator;
use connector_host::settings::{self, CATALOGUE, Lang, Profile, Source, render};
use documents::{found, linked, options, paths};
use proptest::prelude::*;
use serde_json::{Value, json};

/// `UPDATE_EXPECTED=1` writes what is found now; read it before you keep it.
#[test]
fn a26_every_bad_file_earns_exactly_its_findings() {
    let mut wrong = Vec::new();
    for case in corpus::cases() {
        let report = case.report();
        let found = case.found(&report);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            case.expect(&found);
        } else if found != case.expected {
            wrong.push(format!("{}: {found:?} instead of {:?}", case.name, case.expected));
        }
        let refused = found.iter().any(|finding| finding.starts_with('E'));
        assert_eq!(report.settings.is_none(), refused, "{}", case.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a person and a program are told about every bad file.
#[test]
fn findings_are_written_for_people_in_both_languages() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let _bound = settings.bind_to_scope();
    for case in corpus::cases() {
        let report = case.report();
        let name = case.file_name();
        let english = render::human(&report, name, Lang::En);
        let korean = render::human(&report, name, Lang::Ko);
        insta::assert_snapshot!(case.name.as_str(), case.at_home(&format!("{english}\n{korean}")));
    }
}

/// What can be earned by a document alone or with its surroundings has a file; help is there, in both languages, and concrete.
#[test]
fn the_bad_files_are_many_and_every_finding_helps() {
    let cases = corpus::cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    let mut earned = BTreeSet::new();
    let (mut all, mut vague) = (0, Vec::new());
    for case in &cases {
        for located in case.report().findings {
            let finding = &located.finding;
            earned.insert(finding.code);
            all += 1;
            let help = finding
                .help
                .clone()
                .unwrap_or_else(|| panic!("{}: {} has no help", case.name, finding.code));
            for text in [&finding.message, &help].into_iter().flat_map(|it| [&it.en, &it.ko]) {
                assert!(!corpus::is_unfilled(text), "{}: {text}", case.name);
            }
            if !corpus::is_concrete(&help.en) || !corpus::is_concrete(&help.ko) {
                vague.push(format!("{} {}: {} / {}", case.name, finding.code, help.en, help.ko));
            }
        }
    }
    let missing: Vec<&str> = CATALOGUE
        .iter()
        .map(|entry| entry.code)
        .filter(|code| code[1..] < *"500" && !earned.contains(code))
        .collect();
    assert!(missing.is_empty(), "no file earns {missing:?}");
    assert!(
        vague.len() * 20 <= all,
        "{} of {all}:\n{}",
        vague.len(),
        vague.join("\n")
    );
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
    fn a23_no_finding_holds_a_value(text in canary::documents(), jsonc in any::<bool>()) {
        let name = if jsonc { "t.jsonc" } else { "t.json" };
        let report = settings::load(&Source::text(name, text.as_str()), &linked(), &options());
        for printed in documents::every_form(&report) {
            prop_assert!(!printed.contains(canary::TEXT), "{printed}");
            prop_assert!(!printed.contains(&canary::NUMBER.to_string()), "{printed}");
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Addresses are judged by code alone while settings are loaded: what it takes, the committed pattern takes too.
    #[test]
    fn a20_an_address_that_the_code_takes_fits_the_schema(
        scheme in prop::sample::select(vec!["https://", "http://", "HTTPS://", "https:/", ""]),
        host in prop_oneof![
            Just("localhost".to_owned()), Just("127.0.0.1".to_owned()), Just("[::1]".to_owned()), Just("[::ffff:1.2.3.4]".to_owned()),
            Just("로그인.example".to_owned()), "[a-z0-9.:@%\\[\\]_~-]{0,14}", ".{0,6}",
        ],
        port in prop_oneof![Just(String::new()), ":[0-9]{0,7}", ":[a-z]"],
        path in prop_oneof![Just(String::new()), "/[a-z0-9/?#@ %.\\\\-]{0,10}", ".{0,4}"],
    ) {
        static PATTERN: LazyLock<Validator> = LazyLock::new(|| {
            let schema: Value = serde_json::from_str(include_str!("../../schemas/connectors.schema.json")).unwrap();
            Validator::new(schema.pointer("/properties/publicUrl").unwrap()).unwrap()
        });
        let text = format!("{scheme}{host}{port}{path}");
        if connector_core::fields::BaseUrl::parse(&text).is_some() {
            prop_assert!(PATTERN.is_valid(&json!(text)), "{text:?}");
        }
    }
}

//! The suite itself is tried: connectors that break one rule each must fail exactly that rule, and good ones none.
#![cfg(feature = "suite")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod support;

use connector_core::Registration;
use connector_testkit::suite::{self, Report};
use support::{
    broken::Broken,
    faults, good,
    mending::{self, Mends},
    others,
};

const GOOD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");

fn told(report: &Report) -> String {
    report.entries.iter().filter_map(suite::Entry::explanation).collect()
}

macro_rules! broken {
    ($($name:ident: $fault:ident => $rules:expr;)*) => {
        $(
            #[test]
            fn $name() {
                static CONNECTOR: Registration = Registration::of::<Broken<{ faults::$fault }>>();
                let report = suite::run(&CONNECTOR, GOOD);
                assert_eq!(report.broken_rules(), $rules, "{}", told(&report));
            }
        )*
    };
}

broken! {
    the_wrapper_alone_breaks_nothing: NONE => [""; 0];

    drops_the_state_from_the_url: NO_STATE => ["B4"];
    sends_the_secret_in_the_authorize_url: SECRET_IN_URL => ["B11"];
    leaves_the_challenge_method_to_the_provider: NO_CHALLENGE_METHOD => ["B10"];
    spells_the_redirect_uri_otherwise: OTHER_REDIRECT => ["B14"];
    encodes_a_value_twice: TWICE_ENCODED => ["B14"];
    sends_a_parameter_twice: TWICE_IN_URL => ["B8"];
    ignores_unknown_parameters: TAKES_ANY_PARAMETER => ["B15"];
    ignores_odd_scopes: TAKES_ODD_SCOPES => ["B6"];
    ignores_a_foreign_redirect_uri: TAKES_ANY_REDIRECT => ["B2"];
    adds_a_fragment_to_the_url: FRAGMENT_IN_URL => ["B16"];
    // It wants an id_token and looks at none.
    wants_an_id_token_without_openid: NONCE_WITHOUT_OPENID => [
        "B12", "F1", "F10", "F11", "F17", "F18", "F19", "F2", "F20", "F27", "F3", "F5", "F6", "F7", "F8",
    ];
    sends_another_parameter_every_time: CLOCKWORK_PARAMETER => ["H17"];

    sends_the_embedders_data_to_the_provider: DATA_IN_URL => ["B5"];

    ignores_who_refused_in_the_callback: CANCEL_IS_A_FAULT => ["C8"];
    takes_a_failed_silent_sign_in_for_a_refusal: SILENT_IS_A_REFUSAL => ["C9"];
    blames_the_admin_for_a_passing_fault: FAULT_IS_THE_ADMINS => ["C27"];
    exchanges_an_empty_code: NO_CODE_NEEDED => ["C5"];
    panics_at_a_short_error: PANICS_ON_SHORT_ERRORS => ["H19"];
    refuses_unknown_callback_parameters: REFUSES_EXTRAS => ["C21"];

    accepts_a_reply_without_an_access_token: MAKES_UP_A_TOKEN => ["D10"];
    accepts_any_token_type: ANY_TOKEN_TYPE => ["D13"];
    lets_the_last_of_two_tokens_win: LAST_TOKEN_WINS => ["D9"];
    takes_html_for_a_token: HTML_IS_FINE => ["D1"];
    takes_nothing_for_a_token: EMPTY_IS_FINE => ["D2"];
    takes_null_for_a_token: NULL_IS_A_TOKEN => ["D3"];
    mends_a_reply_that_was_cut: MENDS_CUT_REPLIES => ["D5"];
    cuts_what_follows_a_reply: CUTS_TRAILING_TEXT => ["D6"];
    replaces_bytes_that_are_not_utf8: MENDS_UTF8 => ["D7"];
    reads_numbers_that_json_has_not: MENDS_NUMBERS => ["D8"];
    cleans_the_access_token: CLEANS_THE_TOKEN => ["D11"];
    cuts_the_access_token: CUTS_THE_TOKEN => ["D12"];
    drops_an_error_beside_a_token: DROPS_THE_ERROR => ["D15"];
    calls_a_timeout_a_fault: TIMEOUT_IS_A_FAULT => ["D23"];
    calls_a_large_reply_invalid: TOO_LARGE_IS_INVALID => ["D26"];
    flattens_a_nested_reply: FLATTENS_NESTING => ["D31"];
    refuses_an_odd_expiry: REFUSES_ODD_EXPIRY => ["D32"];
    retries_the_token_call: RETRIES_THE_TOKEN_CALL => ["D19"];
    retries_a_lost_token_call: RETRIES_LOST_TOKEN_CALLS => ["D25"];
    follows_a_redirect_to_a_stranger: FOLLOWS_AWAY => ["D21"];
    follows_a_redirect_at_home: FOLLOWS_HOME => ["D22"];
    forgets_how_long_to_wait: DROPS_THE_WAIT => ["D18"];
    hides_that_the_client_was_refused: HIDES_401 => ["D17"];
    blames_the_user_for_the_client: BLAMES_THE_USER => ["D44"];
    believes_a_token_under_a_bad_status: TOKEN_BEFORE_STATUS => ["D45"];
    believes_a_token_under_an_odd_status: ODD_STATUS_IS_FINE => ["D20"];
    sends_the_code_twice: SENDS_THE_CODE_TWICE => ["X5"];
    sends_the_client_in_the_url: CODE_IN_URL => ["D43"];
    encodes_the_code_twice: ENCODES_THE_CODE_TWICE => ["V8"];
    takes_only_lower_case_bearer: ONLY_LOWER_CASE_BEARER => ["V2"];
    // What is not scrubbed stands in an error, too.
    repeats_the_code_in_the_providers_words: ECHOES_THE_CODE => ["D33", "J1"];

    treats_401_as_success: TREATS_401_AS_SUCCESS => ["E7"];
    treats_400_as_success: TREATS_400_AS_SUCCESS => ["E24"];
    follows_a_redirect_with_the_token: FOLLOWS_WITH_THE_TOKEN => ["E21"];
    retries_the_profile_by_itself: RETRIES_THE_PROFILE => ["E22"];
    sends_the_token_in_the_url: TOKEN_IN_URL => ["J5"];
    lets_the_last_of_two_ids_win: LAST_ID_WINS => ["E5"];

    calls_a_large_profile_invalid: PROFILE_TOO_LARGE_IS_INVALID => ["E20"];
    gives_an_empty_subject: EMPTY_SUBJECT => ["P8"];
    // An empty text where nothing is known is an optional item that stops the sign-in.
    gives_an_empty_name: EMPTY_NAME => ["E10", "P1"];
    makes_up_an_id: MAKES_UP_AN_ID => ["E2"];
    takes_the_id_from_a_float: ID_FROM_A_FLOAT => ["E3"];
    cleans_the_id: CLEANS_THE_ID => ["E4"];
    derives_the_id_from_the_email: ID_FROM_THE_EMAIL => ["E12"];
    hands_on_a_raw_email: RAW_EMAIL => ["E15"];
    hands_on_a_raw_picture: RAW_PICTURE => ["E16"];
    hands_on_an_http_picture: HTTP_PICTURE => ["P6"];
    refuses_null: NULL_IS_REFUSED => ["P1"];
    // A panic at null is a panic, and an optional item that stops the sign-in.
    panics_on_null: PANICS_ON_NULL => ["H19", "P1"];
    panics_on_short_text: PANICS_ON_SHORT_TEXT => ["H19"];
    swallows_warnings: SWALLOWS_WARNINGS => ["P2"];
    calls_every_email_verified: ALWAYS_VERIFIED => ["P7"];
    believes_an_email_from_the_browser: BELIEVES_THE_BROWSER => ["P7"];
    // Every reply without a name is refused, the smallest one among them.
    needs_a_name: NEEDS_A_NAME => ["E10", "P1", "P2", "V10"];
    drops_emoji_from_names: DROPS_EMOJI => ["V11"];

    has_no_korean_name: NO_KOREAN_NAME => ["M3"];
    has_documentation_without_tls: HTTP_DOCUMENTATION => ["M3"];
    has_undated_console_steps: UNDATED_STEPS => ["M3"];
    has_console_steps_of_one_name: STEPS_OF_ONE_NAME => ["M3"];
    has_a_console_step_for_an_unknown_field: STEP_FOR_AN_UNKNOWN_FIELD => ["M3"];
    has_an_open_schema: OPEN_SCHEMA => ["S2"];
    has_a_property_without_a_title: NO_TITLE => ["S3"];
    has_a_property_without_a_korean_description: NO_KOREAN_DESCRIPTION => ["S3"];
    has_an_example_that_does_not_load: ODD_EXAMPLE => ["S3"];
    has_a_secret_that_is_not_write_only: READABLE_SECRET => ["S4"];
    has_an_alias_that_is_a_real_key: ALIAS_OF_A_REAL_KEY => ["S6"];
    has_a_key_that_is_required_twice: REQUIRES_TWICE => ["S5"];
    has_a_schema_that_changes: CHANGING_SCHEMA => ["S1"];

    debug_prints_the_secret: DEBUG_SHOWS_THE_SECRET => ["H8"];
    an_error_holds_the_code: ERROR_SHOWS_THE_CODE => ["J1"];
    contacts_an_undeclared_host: UNDECLARED_HOST => ["H18"];
}

macro_rules! mending {
    ($($name:ident: $fault:ident => $rules:expr;)*) => {
        $(
            #[test]
            fn $name() {
                static CONNECTOR: Registration = Registration::of::<Mends<{ mending::$fault }>>();
                let report = suite::run(&CONNECTOR, concat!(env!("CARGO_MANIFEST_DIR"), "/tests/claims"));
                assert_eq!(report.broken_rules(), $rules, "{}", told(&report));
            }
        )*
    };
}

mending! {
    the_mending_wrapper_alone_breaks_nothing: NOTHING => [""; 0];
    mends_the_issuer: ISSUER => ["F5"];
    mends_the_audience: AUDIENCE => ["F6"];
    mends_the_subject: SUBJECT => ["E2", "E3", "E4", "F7"];
    mends_the_times: TIMES => ["F8"];
    refuses_what_just_ended: STRICT_CLOCK => ["F9"];
    mends_the_nonce: NONCE => ["F10"];
    // A sign-in with another algorithm works, so the suite takes that one for the right one.
    mends_the_algorithm: ALGORITHM => ["F1", "F2", "F28", "R8"];
    drops_extensions: EXTENSIONS => ["F11"];
    drops_padding: PADDING => ["F18"];
    lets_the_last_of_two_claims_win: REPEATS => ["F19"];
    drops_the_access_token_hash: HASH => ["F20"];
    drops_the_kind_of_token: KIND => ["F27"];
    resends_a_lost_refresh: RESENDS_REFRESHES => ["R4"];
    calls_every_refresh_token_new: CALLS_EVERY_TOKEN_NEW => ["R1"];
    blames_the_admin_for_a_dead_refresh_token: HIDES_REFUSED_REFRESHES => ["R2"];
    fetches_the_keys_that_a_token_names: FETCHES_OFFERED_KEYS => ["F12"];
    makes_up_a_missing_id_token: NEEDS_NO_TOKEN => ["F22"];
    refreshes_with_a_token_of_any_issuer: REFRESHES_ANY_ISSUER => ["F28"];
    takes_the_id_token_of_another_app: TAKES_TOKENS_OF_OTHER_APPS => ["R8"];
    takes_any_notification: TAKES_ANY_NOTICE => ["N1", "N2"];
}

#[test]
fn a_crate_that_does_io_breaks_h14() {
    let report = suite::run(&good::CONNECTOR, concat!(env!("CARGO_MANIFEST_DIR"), "/tests/does_io"));
    assert_eq!(report.broken_rules(), ["H14"], "{}", told(&report));
}

/// Runs the suite for a good connector; gives the names of the cases that did not apply.
fn unblemished(registration: &'static Registration, folder: &str) -> Vec<&'static str> {
    let folder = format!("{}/tests/{folder}", env!("CARGO_MANIFEST_DIR"));
    let report = suite::run(registration, folder);
    assert_eq!(report.broken_rules(), [""; 0], "{}", told(&report));
    let missing = report
        .entries
        .iter()
        .filter(|it| matches!(it.verdict, suite::Verdict::NotApplicable(_)));
    missing.map(|entry| entry.name).collect()
}

/// What says nothing about a connector without an id_token, without operations and without notifications.
fn is_about_more(name: &str) -> bool {
    [
        "id_token",
        "keys_that",
        "claim",
        "token_hash",
        "kind_of_token",
        "refresh",
        "revocation",
        "notification",
        "after_the_sign_in",
    ]
    .iter()
    .any(|word| name.contains(word))
}

#[test]
fn a_good_connector_passes_all_cases() {
    let missing: Vec<_> = unblemished(&good::CONNECTOR, "good")
        .into_iter()
        .filter(|name| !is_about_more(name))
        .collect();
    assert_eq!(
        missing,
        [
            "the_crate_does_no_io_of_its_own",
            "an_unset_secret_is_left_out_of_the_token_request",
            "a_reply_without_its_success_marker_is_refused",
        ]
    );
}

#[test]
fn a_good_connector_with_everything_in_the_id_token_passes() {
    let missing = unblemished(&others::CLAIMS, "claims");
    assert!(missing.len() < 25, "{missing:#?}");
}

#[test]
fn a_good_connector_with_two_profile_requests_passes() {
    let missing = unblemished(&others::TWO_STEPS, "two_steps");
    assert!(
        missing.iter().filter(|name| !is_about_more(name)).count() < 10,
        "{missing:#?}"
    );
}

#[test]
fn a_good_connector_without_oauth_passes() {
    let missing = unblemished(&others::RAW, "raw");
    assert!(
        missing.iter().filter(|name| !is_about_more(name)).count() < 80,
        "{missing:#?}"
    );
}

/// Without any fixture the suite says what to do, and blames nothing else.
#[test]
fn without_fixtures_one_rule_is_broken_and_says_what_is_missing() {
    let report = suite::run(&good::CONNECTOR, "nowhere");
    assert_eq!(report.broken_rules(), ["P8"], "{}", told(&report));
    assert!(told(&report).contains("fixtures/full.json"), "{}", told(&report));
}

/// A failure names the rule, why it matters and how to mend it; the result is written in two forms.
#[test]
fn a_failure_explains_itself_and_the_result_is_written() {
    static CONNECTOR: Registration = Registration::of::<Broken<{ faults::NO_STATE }>>();
    let report = suite::run(&CONNECTOR, GOOD);
    let text = told(&report);
    for part in ["B4 is broken", "what happened:", "why it matters:", "how to mend it:"] {
        assert!(text.contains(part), "{text}");
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    report.write(&folder).unwrap();
    let json = std::fs::read_to_string(folder.join("good.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["fail"], report.counts().2);
    assert_eq!(json["cases"].as_array().unwrap().len(), suite::cases().count());
    let page = std::fs::read_to_string(folder.join("good.md")).unwrap();
    assert!(page.starts_with("**good 0.1.0** fails"), "{page}");
    assert!(
        page.contains("| B4 | the authorize url carries the state of its attempt | **fail**:"),
        "{page}"
    );
}

//! Every error code of both providers goes through its connector: what it becomes, and what is kept of it. The lists are
//! those of the providers' documentation; the kinds are those of the rows C8, C9, C27, D14, D16, D44, E6, E8, E24 and R6.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{Actor, CodeNote, Context, Error, ErrorKind, Registration, Secret, Site, Stage, Target, Text};
use connector_testkit::{FixedClock, FixedRandom, NOW, REDIRECT_URI, Rig, ScriptedHttp, ScriptedKeys};
use serde_json::{Value, json};

use ErrorKind::{
    ConsentMissing, CredentialsRejected, Denied, GrantRejected, InteractionRequired, ProviderUnavailable, RateLimited,
    ReplyInvalid, TokenRejected, UserNotAllowed,
};

const KAKAO: &Registration = &connector_kakao::CONNECTOR;
const NAVER: &Registration = &connector_naver::CONNECTOR;

const SECRET: &str = "secret-7d0e";
const CODE: &str = "code-1f2e";
const TOKENS: &str = r#"{"access_token":"at-1a2b","token_type":"bearer","expires_in":3600}"#;

/// One code: `code` as the provider sends it, the OAuth `error` beside it, status, text, and what becomes of it.
type Row = (&'static str, &'static str, u16, &'static str, ErrorKind);

/// Kakao, redirected back.
const A2: &[Row] = &[
    ("access_denied", "", 0, "User denied access", Denied),
    ("access_denied", "", 0, "Not allowed under age 14", UserNotAllowed),
    (
        "login_required",
        "",
        0,
        "account authentication needed",
        InteractionRequired,
    ),
    ("consent_required", "", 0, "user consent required.", InteractionRequired),
    ("interaction_required", "", 0, "d", InteractionRequired),
    ("invalid_request", "", 0, "d", CredentialsRejected),
    ("invalid_scope", "", 0, "d", CredentialsRejected),
    ("server_error", "", 0, "d", ProviderUnavailable),
    ("unauthorized", "", 0, "d", CredentialsRejected),
    ("misconfigured", "", 0, "d", CredentialsRejected),
    // Not among the values that C27 names.
    ("invalid_client", "", 0, "d", CredentialsRejected),
    ("invalid_grant", "", 0, "d", GrantRejected),
];

/// Kakao's token endpoint without a KOE code.
const A3: &[Row] = &[
    ("", "invalid_request", 400, "d", GrantRejected),
    ("", "invalid_client", 401, "d", CredentialsRejected),
    ("", "invalid_scope", 400, "d", CredentialsRejected),
    ("", "invalid_grant", 400, "d", GrantRejected),
    ("", "misconfigured", 400, "d", CredentialsRejected),
    ("", "unauthorized", 401, "d", CredentialsRejected),
    ("", "server_error", 500, "d", ProviderUnavailable),
];

/// Kakao's KOE codes. Those without an `error` in the documentation are shown as pages; here they come as token replies.
const A12: &[Row] = &[
    // These two have no meaning of their own: the `error` beside them decides.
    ("KOE001", "invalid_request", 400, "d", GrantRejected),
    ("KOE002", "invalid_request", 400, "d", GrantRejected),
    ("KOE003", "server_error", 500, "d", ProviderUnavailable),
    ("KOE004", "", 400, "d", CredentialsRejected),
    ("KOE005", "", 400, "d", UserNotAllowed),
    ("KOE006", "", 400, "d", CredentialsRejected),
    ("KOE007", "", 400, "d", CredentialsRejected),
    ("KOE008", "", 400, "d", CredentialsRejected),
    ("KOE009", "misconfigured", 400, "d", CredentialsRejected),
    (
        "KOE010",
        "invalid_client",
        401,
        "Bad client credentials",
        CredentialsRejected,
    ),
    ("KOE023", "", 400, "d", CredentialsRejected),
    (
        "KOE101",
        "invalid_client",
        401,
        "Not exist client_id",
        CredentialsRejected,
    ),
    ("KOE102", "invalid_client", 400, "d", CredentialsRejected),
    ("KOE201", "invalid_request", 400, "d", CredentialsRejected),
    ("KOE202", "invalid_request", 400, "d", CredentialsRejected),
    ("KOE203", "", 400, "d", Denied),
    ("KOE204", "invalid_request", 400, "d", CredentialsRejected),
    ("KOE205", "invalid_scope", 400, "d", CredentialsRejected),
    ("KOE207", "invalid_request", 400, "d", CredentialsRejected),
    (
        "KOE237",
        "invalid_request",
        400,
        "token request rate limit exceeded",
        RateLimited,
    ),
    (
        "KOE237",
        "invalid_request",
        429,
        "token request rate limit exceeded",
        RateLimited,
    ),
    (
        "KOE303",
        "invalid_grant",
        400,
        "Redirect URI mismatch.",
        CredentialsRejected,
    ),
    ("KOE310", "unsupported_grant_type", 400, "d", CredentialsRejected),
    ("KOE310", "invalid_request", 400, "d", CredentialsRejected),
    ("KOE319", "invalid_request", 400, "d", GrantRejected),
    (
        "KOE320",
        "invalid_grant",
        400,
        "authorization code not found for code=",
        GrantRejected,
    ),
    (
        "KOE322",
        "invalid_grant",
        400,
        "expired_or_invalid_refresh_token",
        GrantRejected,
    ),
    ("KOE400", "invalid_token", 400, "d", GrantRejected),
];

/// Kakao's API host.
const A13: &[Row] = &[
    ("-1", "", 400, "m", ProviderUnavailable),
    ("-2", "", 400, "m", ReplyInvalid),
    ("-3", "", 403, "m", CredentialsRejected),
    ("-4", "", 403, "m", UserNotAllowed),
    ("-5", "", 403, "m", CredentialsRejected),
    ("-6", "", 403, "m", ReplyInvalid),
    ("-7", "", 400, "m", ProviderUnavailable),
    ("-8", "", 400, "m", ReplyInvalid),
    ("-9", "", 400, "m", ReplyInvalid),
    ("-10", "", 400, "m", RateLimited),
    ("-10", "", 429, "API limit has been exceeded.", RateLimited),
    ("-11", "", 400, "m", CredentialsRejected),
    ("-12", "", 403, "m", CredentialsRejected),
    ("-101", "", 400, "m", GrantRejected),
    ("-102", "", 400, "m", ReplyInvalid),
    ("-103", "", 400, "m", UserNotAllowed),
    ("-201", "", 400, "m", CredentialsRejected),
    ("-301", "", 400, "m", CredentialsRejected),
    ("-401", "", 401, "this access token does not exist", TokenRejected),
    ("-401", "", 401, "ip mismatched! callerIp=", CredentialsRejected),
    ("-402", "", 403, "insufficient scopes.", ConsentMissing),
    ("-405", "", 400, "m", UserNotAllowed),
    ("-406", "", 401, "m", UserNotAllowed),
    ("-501", "", 400, "m", ReplyInvalid),
    ("-502", "", 400, "m", ReplyInvalid),
    ("-504", "", 400, "m", ReplyInvalid),
    ("-530", "", 400, "m", ReplyInvalid),
    ("-531", "", 400, "m", ReplyInvalid),
    ("-532", "", 400, "m", ReplyInvalid),
    ("-602", "", 400, "m", ReplyInvalid),
    ("-603", "", 400, "m", ProviderUnavailable),
    ("-606", "", 400, "m", ReplyInvalid),
    ("-903", "", 400, "m", CredentialsRejected),
    ("-911", "", 400, "m", ReplyInvalid),
    ("-9798", "", 503, "m", ProviderUnavailable),
];

/// NAVER, redirected back.
const B2: &[Row] = &[
    ("access_denied", "", 0, "Canceled By User", Denied),
    ("access_denied", "", 0, "user not logged in.", InteractionRequired),
    ("access_denied", "", 0, "need user consent.", InteractionRequired),
    (
        "access_denied",
        "",
        0,
        "unsupported browser environment.",
        InteractionRequired,
    ),
    ("invalid_request", "", 0, "d", CredentialsRejected),
    ("unauthorized_client", "", 0, "d", CredentialsRejected),
    ("unsupported_response_type", "", 0, "d", CredentialsRejected),
    ("invalid_scope", "", 0, "d", CredentialsRejected),
    ("server_error", "", 0, "d", ProviderUnavailable),
    ("temporarily_unavailable", "", 0, "d", ProviderUnavailable),
];

/// NAVER's token endpoint, mostly with status 200; `invalid_client` is that of the OpenID Connect one.
const B3: &[Row] = &[
    ("", "invalid_request", 200, "no valid data in session", GrantRejected),
    (
        "",
        "invalid_request",
        200,
        "wrong client id / client secret pair",
        CredentialsRejected,
    ),
    ("", "invalid_request", 200, "other", GrantRejected),
    (
        "",
        "unauthorized_client",
        200,
        "code not authenticated",
        CredentialsRejected,
    ),
    ("", "unsupported_response_type", 200, "d", GrantRejected),
    ("", "invalid_grant", 200, "d", GrantRejected),
    ("", "invalid_client", 401, "d", CredentialsRejected),
    ("", "server_error", 200, "d", ProviderUnavailable),
    ("", "temporarily_unavailable", 503, "d", ProviderUnavailable),
];

/// NAVER's revocation.
const B4: &[Row] = &[
    ("", "invalid_request", 400, "d", GrantRejected),
    ("", "unauthorized_client", 401, "d", CredentialsRejected),
    ("", "temporarily_unavailable", 503, "d", ProviderUnavailable),
];

/// NAVER's API host.
const B5: &[Row] = &[
    ("024", "", 401, "Authentication failed", TokenRejected),
    ("024", "", 200, "Authentication failed", TokenRejected),
    ("028", "", 401, "Authentication header not exists", TokenRejected),
    ("028", "", 200, "Authentication header not exists", TokenRejected),
    ("403", "", 403, "Forbidden", ConsentMissing),
    ("403", "", 200, "Forbidden", ConsentMissing),
    ("404", "", 404, "Not Found", ReplyInvalid),
    ("405", "", 405, "method not allowed", ReplyInvalid),
    ("429", "", 429, "limit exceeded", RateLimited),
    ("500", "", 500, "Internal Server Error", ProviderUnavailable),
];

/// Which list is answered at which stage.
const KAKAO_LISTS: [(Stage, &[Row]); 4] = [
    (Stage::Callback, A2),
    (Stage::Token, A3),
    (Stage::Token, A12),
    (Stage::Profile, A13),
];
const NAVER_LISTS: [(Stage, &[Row]); 4] = [
    (Stage::Callback, B2),
    (Stage::Token, B3),
    (Stage::Revoke, B4),
    (Stage::Profile, B5),
];

fn config() -> Value {
    json!({ "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": SECRET })
}

/// A text that is too long, holds a value of ours and tries to clear a terminal.
fn nasty(text: &str) -> String {
    format!("{text} {SECRET} {CODE}\u{1b}[2J\r\n{}", "가나다라".repeat(200))
}

/// L26, D33, D34: what is kept of a text.
fn is_harmless(text: &str, began: &str) {
    assert!(text.starts_with(began), "{text}");
    assert!(text.len() <= 512, "{} bytes", text.len());
    assert!(!text.contains(char::is_control), "{text}");
}

async fn callback(registration: &Registration, (code, _, _, text, kind): Row) {
    let rig = Rig::new(registration, config(), ScriptedHttp::new()).unwrap();
    let fields = [("error", code), ("error_description", &nasty(text))];
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let error = rig.sign_in(&format!("state={{state}}&{query}")).await.unwrap_err();
    assert_eq!(error.kind(), kind, "{code} {text}");
    assert_eq!(error.stage(), Some(Stage::Callback), "{code}");
    let said = error.provider().unwrap();
    assert_eq!(said.error(), Some(code));
    is_harmless(said.text().unwrap(), text);
    assert!(rig.requests().is_empty(), "{code}: nothing is sent");
}

/// What a reply leaves behind.
fn check(error: &Error, stage: Stage, (code, name, status, text, kind): Row) {
    let row = format!("{code} {name} {status} {text}");
    assert_eq!(error.kind(), kind, "{row}");
    assert_eq!(error.stage(), Some(stage), "{row}");
    let said = error.provider().unwrap();
    assert_eq!(said.status(), Some(status), "{row}");
    assert_eq!(said.code(), Some(code).filter(|code| !code.is_empty()), "{row}");
    assert_eq!(said.error(), Some(name).filter(|name| !name.is_empty()), "{row}");
    let kept = said.text().unwrap();
    is_harmless(kept, text);
    assert!(!kept.contains(SECRET), "{row}: {kept}");
}

fn oauth_body((code, name, _, text, _): Row) -> String {
    let mut body = json!({ "error_description": nasty(text) });
    for (member, value) in [("error", name), ("error_code", code)] {
        if !value.is_empty() {
            body[member] = json!(value);
        }
    }
    body.to_string()
}

async fn token(registration: &Registration, row: Row) {
    let http = ScriptedHttp::new().json(row.2, oauth_body(row));
    let rig = Rig::new(registration, config(), http).unwrap();
    let error = rig.sign_in(&format!("state={{state}}&code={CODE}")).await.unwrap_err();
    check(&error, Stage::Token, row);
    assert!(!error.provider().unwrap().text().unwrap().contains(CODE));
    assert_eq!(rig.requests().len(), 1);
}

async fn profile(registration: &Registration, row: Row, body: Value) {
    let http = ScriptedHttp::new().json(200, TOKENS).json(row.2, body.to_string());
    let rig = Rig::new(registration, config(), http).unwrap();
    let error = rig.sign_in(&format!("state={{state}}&code={CODE}")).await.unwrap_err();
    check(&error, Stage::Profile, row);
    let scopes = if row.0 == "-402" { &["talk_message"][..] } else { &[] };
    assert_eq!(error.provider().unwrap().required_scopes(), scopes);
}

#[tokio::test]
async fn a2_c8_c9_c27_what_kakao_redirects_back() {
    for row in A2 {
        callback(KAKAO, *row).await;
    }
}

#[tokio::test]
async fn a3_d44_kakao_errors_without_a_code() {
    for row in A3 {
        token(KAKAO, *row).await;
    }
}

#[tokio::test]
async fn a12_d16_every_koe_code() {
    for row in A12 {
        let (code, _, status, text, kind) = *row;
        token(KAKAO, *row).await;
        // The code decides, not the `error` beside it: here that one would say something else.
        if !["KOE001", "KOE002"].contains(&code) {
            let other = if kind == GrantRejected {
                "invalid_scope"
            } else {
                "invalid_grant"
            };
            token(KAKAO, (code, other, status, text, kind)).await;
        }
    }
}

#[tokio::test]
async fn a13_e8_every_number_code() {
    for row in A13 {
        let (code, _, _, text, _) = *row;
        let mut body = json!({ "msg": nasty(text), "code": code.parse::<i64>().unwrap() });
        if code == "-402" {
            body["required_scopes"] = json!(["talk_message"]);
        }
        profile(KAKAO, *row, body).await;
    }
}

#[tokio::test]
async fn b2_c8_c9_c27_what_naver_redirects_back() {
    for row in B2 {
        callback(NAVER, *row).await;
    }
}

#[tokio::test]
async fn b3_d14_d44_every_error_of_the_token_endpoint() {
    for row in B3 {
        token(NAVER, *row).await;
    }
}

#[tokio::test]
async fn b4_r6_every_error_of_the_revocation() {
    let (connector, _) = NAVER.prepare(config(), &Site::new("test", REDIRECT_URI)).unwrap();
    for row in B4 {
        let http = ScriptedHttp::new().json(row.2, oauth_body(*row));
        let cx = Context::new(
            Arc::new(http) as Arc<_>,
            Arc::new(ScriptedKeys::trusting()),
            Arc::new(FixedClock::at(NOW)),
            Arc::new(FixedRandom::default()),
            Instant::now() + Duration::from_secs(10),
        );
        let target = Target::AccessToken(Secret::new("at-1a2b"));
        let error = connector.revoke().unwrap().revoke(&cx, &target).await.unwrap_err();
        check(&error, Stage::Revoke, *row);
    }
}

#[tokio::test]
async fn b5_e6_e7_every_code_in_both_shapes() {
    for row in B5 {
        let (code, _, _, text, _) = *row;
        profile(NAVER, *row, json!({ "errorMessage": nasty(text), "errorCode": code })).await;
        profile(NAVER, *row, json!({ "resultcode": code, "message": nasty(text) })).await;
    }
}

/// The code under which a row is looked up.
fn key(row: &Row) -> &'static str {
    if row.0.is_empty() { row.1 } else { row.0 }
}

/// Whether a note speaks of a row, leaving aside that a note with words goes before one without.
fn speaks_of(note: &CodeNote, stage: Stage, row: &Row) -> bool {
    let text = row.3.to_ascii_lowercase();
    note.code == key(row)
        && (note.stages.is_empty() || note.stages.contains(&stage))
        && note.words.is_none_or(|words| text.contains(words))
}

#[test]
fn every_code_of_the_lists_has_a_note_and_every_note_a_code() {
    for (registration, lists) in [(KAKAO, KAKAO_LISTS), (NAVER, NAVER_LISTS)] {
        let notes = registration.info().codes;
        let rows = || {
            lists
                .iter()
                .flat_map(|(stage, rows)| rows.iter().map(|row| (*stage, row)))
        };
        for (stage, row) in rows() {
            let fitting = || notes.iter().filter(|note| speaks_of(note, stage, row));
            let note = fitting()
                .find(|note| note.words.is_some())
                .or_else(|| fitting().next())
                .unwrap_or_else(|| panic!("{} at {} has no note", key(row), stage.code()));
            // A page of the provider never becomes an error of ours.
            if let Some(kind) = note.kind {
                assert_eq!(kind, row.4, "{} {} at {}", row.0, row.1, stage.code());
            }
            assert_eq!(
                fitting().filter(|it| it.words == note.words).count(),
                1,
                "{}: two notes",
                key(row)
            );
        }
        for note in notes {
            assert!(
                rows().any(|(stage, row)| speaks_of(note, stage, row)),
                "{} is in no list",
                note.code
            );
        }
    }
}

#[test]
fn every_note_is_written_in_both_languages() {
    let hangul = |text: &str| text.contains(|c: char| ('가'..='힣').contains(&c));
    let sentence = |text: Text| {
        assert!(text.en.ends_with('.') && !hangul(text.en), "{}", text.en);
        assert!(text.ko.ends_with('.') && hangul(text.ko), "{}", text.ko);
    };
    for registration in [KAKAO, NAVER] {
        for note in registration.info().codes {
            sentence(note.cause);
            sentence(note.remedy);
            if let Some(place) = note.place {
                assert!(!place.en.is_empty() && !hangul(place.en), "{}", place.en);
                assert!(hangul(place.ko), "{}", place.ko);
            }
        }
    }
}

/// Who acts on errors of a kind.
fn actors(kind: ErrorKind) -> &'static [Actor] {
    match kind {
        Denied | InteractionRequired | GrantRejected | ConsentMissing => &[Actor::User],
        UserNotAllowed => &[Actor::User, Actor::Admin],
        // The embedder refreshes the token, else the user signs in again.
        TokenRejected => &[Actor::Operator, Actor::User],
        CredentialsRejected => &[Actor::Admin],
        RateLimited | ProviderUnavailable => &[Actor::Nobody],
        ReplyInvalid => &[Actor::Operator],
        _ => &[],
    }
}

#[test]
fn who_acts_follows_from_the_kind() {
    for registration in [KAKAO, NAVER] {
        for note in registration.info().codes {
            match note.kind {
                Some(kind) => assert!(actors(kind).contains(&note.who), "{} {}", note.code, kind.code()),
                None => assert_eq!(note.who, Actor::Operator, "{}", note.code),
            }
        }
    }
}

/// A place that the console steps name is spelled as they spell it.
#[test]
fn places_are_those_of_the_console_steps() {
    for registration in [KAKAO, NAVER] {
        let info = registration.info();
        let steps = info.console.steps;
        for place in info.codes.iter().filter_map(|note| note.place) {
            let begins = |step: &connector_core::ConsoleStep| {
                step.path.en.starts_with(place.en) && step.path.ko.starts_with(place.ko)
            };
            assert!(steps.iter().any(begins), "{}", place.en);
        }
        for code in steps.iter().flat_map(|step| step.codes) {
            assert!(info.codes.iter().any(|note| note.code == *code), "{code} has no note");
        }
    }
}

//! `--fix`: every fix leaves less to be found, a second run changes nothing, layout and comments stay.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod documents;

use connector_host::settings::{self, Options, Report, Source, render};
use documents::{BASE, found, linked, options, paths};
use proptest::prelude::*;

fn codes(report: &Report) -> Vec<&'static str> {
    let mut codes: Vec<_> = report.findings.iter().map(|located| located.finding.code).collect();
    codes.sort_unstable();
    codes
}

/// Whether every code is there at most as often as before.
fn subset(after: &[&str], before: &[&str]) -> bool {
    let count = |codes: &[&str], code: &str| codes.iter().filter(|it| **it == code).count();
    after.iter().all(|code| count(after, code) <= count(before, code))
}

/// Mends a text; what holds of every text is checked on the way.
fn mended(name: &str, bytes: &[u8]) -> (Vec<u8>, Report) {
    let source = |bytes: &[u8]| Source::bytes(name, bytes);
    let before = settings::load(&source(bytes), &linked(), &options());
    let first = settings::mend(&source(bytes), &linked(), &options());
    let text = first
        .files
        .first()
        .map_or_else(|| bytes.to_vec(), |file| file.text.clone().into_bytes());
    let after = settings::load(&source(&text), &linked(), &options());
    assert_eq!(
        render::fixable(&first.report),
        0,
        "{name}: a fix is offered that was just refused"
    );
    assert_eq!(
        found(&after),
        found(&first.report),
        "{name}: the report is that of the new text"
    );
    if !codes(&before).contains(&"E003") {
        assert!(
            subset(&codes(&after), &codes(&before)),
            "{name}: {:?} after {:?}",
            found(&after),
            found(&before)
        );
        assert_eq!(first.applied > 0, text != bytes, "{name}");
        assert!(
            first.applied == 0 || codes(&after).len() < codes(&before).len(),
            "{name}"
        );
    }
    let second = settings::mend(&source(&text), &linked(), &options());
    assert!(
        second.files.is_empty() && second.applied == 0,
        "{name}: a second run changes something"
    );
    (text, after)
}

#[test]
fn every_bad_file_is_left_with_fewer_findings_or_unchanged() {
    let mut fixed = 0;
    for path in paths("bad") {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (text, _) = mended(name, &bytes);
        fixed += usize::from(text != bytes);
    }
    assert!(fixed >= 20, "{fixed}");
}

fn fixes(change: (&str, &str), to: &str) {
    fixes_in("t.json", change, to);
}

/// A change of the base is mended to the base with another change.
fn fixes_in(name: &str, (from, wrong): (&str, &str), to: &str) {
    assert!(BASE.contains(from), "{from}");
    let (text, report) = mended(name, BASE.replacen(from, wrong, 1).as_bytes());
    assert_eq!(
        String::from_utf8(text).unwrap(),
        BASE.replacen(from, to, 1),
        "{:?}",
        found(&report)
    );
}

const ID: &str = "\"jyvqXeaVOVmVABCDEFGH\"";
const SECRET: &str = "{ \"$env\": \"NAVER_CLIENT_SECRET\" }";
const KAKAO_SECRET: &str = "{ \"$env\": \"KAKAO_CLIENT_SECRET\" }";

#[test]
fn each_code_is_mended_by_the_smallest_edits() {
    // E006, E008
    fixes((SECRET, "{ \"$env\": \"NAVER_CLIENT_SECRET\" },"), SECRET);
    fixes((ID, "“jyvqXeaVOVmVABCDEFGH”"), ID);
    fixes(("\"version\"", "'version'"), "\"version\"");
    // E103
    fixes(
        (ID, &format!("{ID}, \"config\": {{ \"webhooks\": true }}")),
        &format!("{ID}, \"webhooks\": true"),
    );
    // E101
    fixes((ID, "1234567"), "\"1234567\"");
    fixes(
        (KAKAO_SECRET, &format!("{KAKAO_SECRET},\n        \"oidc\": \"true\"")),
        &format!("{KAKAO_SECRET},\n        \"oidc\": true"),
    );
    let listed = |scopes: &str| format!("{KAKAO_SECRET}, \"scopes\": {scopes}");
    fixes(
        (KAKAO_SECRET, &listed("\" openid,profile_nickname \"")),
        &listed("[\"openid\", \"profile_nickname\"]"),
    );
    // E103
    fixes(("\"clientSecret\"", "\"client_secret\""), "\"clientSecret\"");
    fixes(("\"instances\"", "\"instancess\""), "\"instances\"");
    // E104, E105
    fixes((KAKAO_SECRET, &listed("null")), KAKAO_SECRET);
    fixes(
        (SECRET, &format!("{SECRET}, \"flow\": \"OIDC\"")),
        &format!("{SECRET}, \"flow\": \"oidc\""),
    );
    // E201
    fixes((ID, "\" jyvqXeaVOVmVABCDEFGH\\u200b\\n\""), ID);
    // E210, E303
    fixes(
        (
            KAKAO_SECRET,
            &format!("{KAKAO_SECRET}, \"oidc\": true, \"scopes\": [\"profile\"]"),
        ),
        &format!("{KAKAO_SECRET}, \"oidc\": true, \"scopes\": [\"openid\", \"profile\"]"),
    );
    fixes((SECRET, "\"${NAVER_CLIENT_SECRET}\""), SECRET);
    // W405
    fixes(
        ("https://login.example.kr", "https://LOGIN.example.kr:443/"),
        "https://login.example.kr",
    );
    // W004
    let (text, report) = mended("t.json", format!("\u{feff}{BASE}").as_bytes());
    assert_eq!(
        (String::from_utf8(text).unwrap().as_str(), found(&report).len()),
        (BASE, 0)
    );
}

#[test]
fn e003_utf16_is_written_as_utf8() {
    for big in [false, true] {
        let units = std::iter::once(0xfeff).chain(BASE.encode_utf16());
        let bytes: Vec<u8> = units
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let (text, _) = mended("t.json", &bytes);
        assert_eq!(String::from_utf8(text).unwrap(), BASE);
    }
    // What EUC-KR means is not certain.
    let (text, report) = mended("t.json", b"{ \"label\": \"\xb0\xa1\" }");
    assert_eq!((text[0], found(&report).len()), (b'{', 1));
}

#[test]
fn members_go_with_their_comma_and_their_line() {
    let null = |lines: &str| format!("{KAKAO_SECRET},\n{lines}");
    fixes((KAKAO_SECRET, &null("        \"scopes\": null")), KAKAO_SECRET);
    fixes(
        (
            KAKAO_SECRET,
            &null("        \"scopes\": null,\n        \"webhooks\": false"),
        ),
        &null("        \"webhooks\": false"),
    );
    fixes(
        (
            KAKAO_SECRET,
            &null("        \"scopes\": null,\n        \"prompt\": null,\n        \"oidc\": null"),
        ),
        KAKAO_SECRET,
    );
    fixes_in(
        "t.jsonc",
        (
            KAKAO_SECRET,
            &null("        // why\n        \"scopes\": null, // behind"),
        ),
        &null("        // why\n        // behind"),
    );
}

#[test]
fn a_fix_that_would_uncover_more_is_left_to_the_admin() {
    // Without its null, Kakao's recommended secret is missing (W207).
    let (text, report) = mended("t.json", BASE.replacen(KAKAO_SECRET, "null", 1).as_bytes());
    assert_eq!(found(&report), ["E104 16:25"]);
    assert!(String::from_utf8(text).unwrap().contains("null"));
    // The good fix beside it is taken all the same.
    let both = BASE.replacen(KAKAO_SECRET, "null", 1).replacen(ID, "1234567", 1);
    let (_, report) = mended("t.json", both.as_bytes());
    assert_eq!(found(&report), ["E104 16:25"]);
}

#[test]
fn misspelt_keys_are_judged_as_what_they_mean() {
    let text = BASE.replacen(
        "\"clientSecret\": { \"$env\": \"NAVER",
        "\"clientSecrt\": { \"$vault\": \"NAVER",
        1,
    );
    let report = settings::load(&Source::text("t.json", text), &linked(), &Options::default());
    assert_eq!(found(&report)[..2], ["E103 9:9", "E301 9:26"]);
}

/// Parts from which documents are made that are nearly right.
fn parts() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "\"jyvqXeaVOVmVABCDEFGH\"",
        "1234567",
        "true",
        "null",
        "\" a\"",
        "\"a b\"",
        "\"${NAME}\"",
        "[]",
        "[\"openid\"]",
        "{}",
        "{ \"$env\": \"NAVER_CLIENT_SECRET\" }",
        "'x'",
        "“x”",
        "\"OIDC\"",
        "\"profile openid\"",
        "\"true\"",
        "\"0123456789abcdef0123456789abcdef\"",
    ]);
    let key = prop::sample::select(vec![
        "clientId",
        "client_id",
        "restApiKey",
        "clientSecret",
        "clientSecrt",
        "scopes",
        "scope",
        "flow",
        "oidc",
        "prompt",
        "nonce",
        "x",
        "authType",
    ]);
    let member = (key, value).prop_map(|(key, value)| format!("\"{key}\": {value}"));
    let config = (
        prop::collection::vec(member, 0..6),
        prop::sample::select(vec!["", ",", " // c\n"]),
    );
    let instance = (prop::sample::select(vec!["naver", "kakao"]), config).prop_map(|(connector, (members, end))| {
        format!(
            "\"{connector}\": {{ \"connector\": \"{connector}\", \"config\": {{ {}{end} }} }}",
            members.join(",\n      ")
        )
    });
    let url = prop::sample::select(vec![
        "https://login.example.kr",
        "https://LOGIN.example.kr/",
        "login.example.kr",
        "http://localhost:1",
    ]);
    (url, instance).prop_map(|(url, instance)| {
        format!("{{\n  \"version\": 1,\n  \"publicUrl\": \"{url}\",\n  \"instances\": {{ {instance} }}\n}}\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_fix_adds_a_finding_and_a_second_run_changes_nothing(text in parts(), jsonc in any::<bool>()) {
        mended(if jsonc { "t.jsonc" } else { "t.json" }, text.as_bytes());
    }
}

//! `connectors explain`, as a person types it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::process::{Command, Output};

fn run(args: &[&str], locale: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_connectors"))
        .arg("explain")
        .args(args)
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .env("LC_ALL", locale)
        .output()
        .unwrap()
}

fn page(args: &[&str]) -> String {
    let output = run(args, "C.UTF-8");
    assert!(output.status.success() && output.stderr.is_empty(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn koe205_in_english() {
    insta::assert_snapshot!(page(&["KOE205"]));
}

#[test]
fn koe205_in_korean() {
    insta::assert_snapshot!(page(&["KOE205", "--lang", "ko"]));
}

#[test]
fn a_code_with_several_meanings_shows_all_of_them() {
    insta::assert_snapshot!(page(&["-401", "--lang", "en"]));
    insta::assert_snapshot!(page(&["access_denied"]));
}

#[test]
fn a_code_of_the_providers_own_page() {
    insta::assert_snapshot!(page(&["KOE001", "--lang", "ko"]));
}

#[test]
fn kinds_and_findings_have_pages_too() {
    insta::assert_snapshot!(page(&["grant_rejected"]));
    insta::assert_snapshot!(page(&["grant_rejected", "--lang", "ko"]));
    insta::assert_snapshot!(page(&["e102", "--lang", "ko"]));
}

#[test]
fn pages_of_findings_show_wrong_and_right() {
    for code in ["E005", "E103", "E106", "E302", "W207", "W305", "E504"] {
        let both = format!("{}\n{}", page(&[code]), page(&[code, "--lang", "ko"]));
        assert!(!both.contains('•'), "{both}");
        insta::assert_snapshot!(format!("page_{}", code.to_lowercase()), both);
    }
}

#[test]
fn one_connector_any_case_and_texts() {
    assert_eq!(page(&["koe205"]), page(&["kakao:KOE205"]));
    assert_eq!(page(&["--lang=en", "-401"]), page(&["kakao:-401"]));
    assert!(
        page(&["naver:access_denied"])
            .lines()
            .all(|line| !line.contains("Kakao"))
    );
    assert!(page(&["No valid data in session"]).starts_with("invalid_request (NAVER)"));
    assert!(page(&["024"]).contains("token_rejected"));
}

#[test]
fn the_locale_chooses_the_language() {
    let output = run(&["024"], "ko_KR.UTF-8");
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("024 (네이버)"));
}

#[test]
fn an_unknown_code_names_the_nearest_and_ends_with_2() {
    for (code, locale, says) in [
        (
            "KOE206",
            "C",
            "error: that code is not known; the nearest known ones: KOE006, KOE201, KOE202\n",
        ),
        ("naver:KOE205", "C", "error: no code like that is known\n"),
        (
            "kakao:401",
            "C",
            "error: that code is not known; the nearest known ones: -401\n",
        ),
        ("favourite colour", "C", "error: no code like that is known\n"),
        ("\u{1b}[2J", "ko", "오류: 알 수 없는 코드입니다\n"),
    ] {
        let output = run(&[code], locale);
        assert_eq!(output.status.code(), Some(2), "{code}");
        assert!(output.stdout.is_empty(), "{code}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), says, "{code}");
    }
}

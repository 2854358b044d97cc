//! Help texts and exit codes.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{page, run};

const COMMANDS: [&str; 12] = [
    "init",
    "validate",
    "schema",
    "explain",
    "check",
    "guide",
    "show",
    "list",
    "serve",
    "demo",
    "completions",
    "man",
];

#[test]
fn help_of_the_program() {
    insta::assert_snapshot!(page(&["--help"]));
    let ran = run(&[]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(
        COMMANDS
            .iter()
            .all(|command| ran.err.contains(&format!("\n  {command} ")))
    );
}

#[test]
fn help_of_every_command() {
    for command in COMMANDS {
        insta::assert_snapshot!(format!("help_of_{command}"), page(&[command, "--help"]));
    }
}

#[test]
fn every_command_has_the_options_of_the_program() {
    for command in COMMANDS {
        let help = page(&[command, "--help"]);
        for option in ["--lang", "--color", "--quiet", "--verbose", "--help"] {
            assert!(help.contains(option), "{command} {option}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    for args in [
        &["nothing-like-this"][..],
        &["guide"],
        &["guide", "google"],
        &["guide", "kakao", "--public-url", "login.example.kr"],
        &["show", "google"],
        &["show", "\u{1b}[2J"],
        &["schema", "google"],
        &["init", "--connector", "google"],
        &["init", "--public-url", "http://login.example.kr"],
        &["completions", "tcsh"],
        &["list", "--lang", "fr"],
        &["list", "-q", "-v"],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{args:?}: {}", ran.err);
        assert!(!ran.err.contains('\u{1b}'), "{args:?}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(
        page(&["--version"]),
        format!("connectors {}\n", env!("CARGO_PKG_VERSION"))
    );
}

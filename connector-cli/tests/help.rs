//! Help texts and exit codes.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{command, page, run};

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

/// Everything that is said in Korean is asked for once as a person would: by option or by locale.
#[test]
fn help_in_korean() {
    insta::assert_snapshot!(page(&["--lang", "ko", "--help"]));
    for command in COMMANDS {
        insta::assert_snapshot!(format!("help_of_{command}_ko"), page(&[command, "--help", "--lang=ko"]));
    }
    // The short form stands on one line per option.
    insta::assert_snapshot!(page(&["validate", "-h", "--lang", "ko"]));
}

#[test]
fn wrong_usage_in_korean() {
    let told = [
        &["nothing-like-this"][..],
        &["validat"],
        &["validate", "--alow", "W101"],
        &["validate", "--allow", "E101"],
        &["validate", "--max-size", "1e3"],
        &["validate", "--max-size", "99999999999999999999999"],
        &["validate", "--max-size", ""],
        &["validate", "--max-size"],
        &["validate", "--fix", "--fix"],
        &["serve", "--listen", "localhost"],
        &["serve", "--profile", "test"],
        &["guide"],
        &["guide", "\u{1b}[2J", "x"],
        &["list", "-q", "-v"],
        &["schema", "--compat", "old"],
        &["schema", "kakao", "--bundle"],
        &["check"],
        &["list", "--lang", "fr"],
        &["help", "nothing-like-this"],
    ];
    let mut all = String::new();
    for args in told {
        let folder = tempfile::tempdir().unwrap();
        let mut command = command(folder.path(), args);
        let ran: common::Ran = command.env("LC_ALL", "ko_KR.UTF-8").output().unwrap().into();
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!ran.err.contains('\u{1b}'), "{args:?}");
        all += &format!("$ connectors {}\n{}\n", args.join(" ").escape_default(), ran.err);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn colour_is_as_wished_in_korean_too() {
    let coloured = run(&["nothing-like-this", "--lang", "ko", "--color", "always"]);
    assert!(coloured.err.contains('\u{1b}'), "{}", coloured.err);
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path(), &["--help", "--lang", "ko"]);
    let plain: common::Ran = command.env("CLICOLOR_FORCE", "1").output().unwrap().into();
    assert!(plain.out.contains("\u{1b}[1m"), "{}", plain.out);
}

//! How the program behaves among others: pipes, alphabets, colours, loudness.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    process::Stdio,
};

use common::{Ran, command, page, run};

fn in_locale(locale: &str, args: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    command(folder.path(), args)
        .env("LC_ALL", locale)
        .output()
        .unwrap()
        .into()
}

#[test]
fn a_reader_that_leaves_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["schema", "--bundle"][..],
        &["completions", "bash"],
        &["show", "kakao"],
        &["list", "--json"],
    ] {
        let mut child = command(folder.path(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut line, mut words) = (String::new(), String::new());
        // The reader leaves, with all that it has read ahead.
        BufReader::with_capacity(16, child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), words.as_str()),
            (Some(0), ""),
            "{args:?}"
        );
    }
}

#[test]
fn nobody_who_reads_at_all_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["show", "kakao"][..],
        &["guide", "naver", "-q"],
        &["explain", "KOE205"],
    ] {
        let mut child = command(folder.path(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut words = String::new();
        child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), words.as_str()),
            (Some(0), ""),
            "{args:?}"
        );
    }
}

#[test]
fn words_that_nobody_reads_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["guide", "kakao"][..],
        &["validate", "absent.json"],
        &["show", "google"],
    ] {
        let mut child = command(folder.path(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        let mut data = String::new();
        child.stdout.take().unwrap().read_to_string(&mut data).unwrap();
        let ran = common::run_in(folder.path(), args);
        assert_eq!((child.wait().unwrap().code(), data), (ran.code, ran.out), "{args:?}");
    }
}

/// The standard macros panic when a pipe closes; those of anstream go on to the exit code.
#[test]
fn nothing_is_printed_by_macros_that_panic() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let imported: String = text.lines().filter(|line| line.starts_with("use anstream::")).collect();
            for name in ["print", "println", "eprint", "eprintln"] {
                let used = text.contains(&format!(" {name}!("));
                let known = imported
                    .split(|letter: char| !letter.is_ascii_alphabetic())
                    .any(|it| it == name);
                assert!(!used || known, "{} prints by std's {name}!", path.display());
            }
        }
    }
}

#[test]
fn a_terminal_without_utf_8_gets_readable_english() {
    for locale in ["C", "POSIX", "ko_KR.EUC-KR"] {
        for args in [
            &["guide", "kakao"][..],
            &["guide", "naver"],
            &["show", "naver"],
            &["show", "kakao"],
            &["list"],
            &["explain", "KOE006"],
            &["validate", "absent.json"],
            &["show", "google"],
        ] {
            let ran = in_locale(locale, args);
            let odd: Vec<char> = (ran.out + &ran.err)
                .chars()
                .filter(|letter| !letter.is_ascii())
                .collect();
            assert!(odd.is_empty(), "{locale} {args:?}: {odd:?}");
        }
    }
    let guide = in_locale("C", &["guide", "kakao"]).out;
    assert!(guide.contains("App > Platform key > REST API key") && guide.contains(" -> clientId"));
    // What programs and wikis read stays as it is.
    assert!(
        in_locale("C", &["guide", "kakao", "--format", "json"])
            .out
            .contains("앱 › 플랫폼 키")
    );
    // Who asks for Korean gets it.
    assert!(
        in_locale("C", &["guide", "kakao", "--lang", "ko"])
            .out
            .contains("앱 > 플랫폼 키")
    );
}

#[test]
fn the_locale_chooses_the_language() {
    assert!(
        in_locale("ko_KR.UTF-8", &["guide", "naver"])
            .out
            .starts_with("네이버 로그인")
    );
    assert!(
        in_locale("ko_KR.UTF-8", &["guide", "naver", "--lang", "en"])
            .out
            .starts_with("NAVER Login")
    );
    assert!(
        in_locale("ko_KR.UTF-8", &["--lang", "en", "guide", "naver"])
            .out
            .starts_with("NAVER Login")
    );
    assert!(in_locale("ko_KR.UTF-8", &["show", "google"]).err.starts_with("오류: "));
}

#[test]
fn colour_comes_only_when_it_is_wanted() {
    let escape = '\u{1b}';
    for args in [
        &["guide", "kakao"][..],
        &["show", "kakao"],
        &["--help"],
        &["guide", "--help"],
    ] {
        assert!(!page(args).contains(escape), "{args:?}");
        let always: Vec<&str> = args.iter().chain(&["--color", "always"]).copied().collect();
        assert!(page(&always).contains(escape), "{args:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let coloured = |args: &[&str], name: &str, value: &str| {
        let ran: Ran = command(folder.path(), args).env(name, value).output().unwrap().into();
        ran.out.contains(escape)
    };
    assert!(coloured(&["guide", "kakao"], "CLICOLOR_FORCE", "1"));
    assert!(!coloured(
        &["guide", "kakao", "--color", "never"],
        "CLICOLOR_FORCE",
        "1"
    ));
    assert!(!coloured(&["guide", "kakao"], "NO_COLOR", "1"));
    assert!(!page(&["guide", "kakao", "--format", "json", "--color", "always"]).contains(escape));
}

#[test]
fn words_beside_the_data_can_be_left_out() {
    assert!(!run(&["guide", "kakao"]).err.is_empty());
    assert!(run(&["guide", "kakao", "--quiet"]).err.is_empty());
    assert!(!run(&["guide", "google", "--quiet"]).err.is_empty());
}

/// Everything is printed or written, or the program says that it was not.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_fault_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("c.json"), "{}").unwrap();
    for args in [
        &["schema"][..],
        &["completions", "bash"],
        &["man"],
        &["show", "kakao"],
        &["validate", "--format", "json", "c.json"],
    ] {
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran: Ran = command(folder.path(), args).stdout(full()).output().unwrap().into();
        assert_eq!(
            (ran.code, ran.err.as_str()),
            (Some(3), "error: the output cannot be written\n"),
            "{args:?}"
        );
        let deaf = command(folder.path(), args).stdout(full()).stderr(full()).status();
        assert_eq!(deaf.unwrap().code(), Some(3), "{args:?}");
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_names_no_configuration() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["list", "--instances"][..],
        &["validate"],
        &["guide", "kakao"],
        &["check", "--live"],
    ] {
        let of = |value: Option<&str>| -> Ran {
            let mut command = command(folder.path(), args);
            value.map(|value| command.env("CONNECTORS_CONFIG", value));
            command.output().unwrap().into()
        };
        let (empty, unset) = (of(Some("")), of(None));
        assert_eq!((empty.code, &empty.err), (unset.code, &unset.err), "{args:?}");
        assert_eq!(of(Some("nowhere.json")).code, Some(3), "{args:?}");
    }
}

#[test]
fn names_of_files_steer_no_terminal() {
    let name = "\u{1b}[31m\u{202e}x.json";
    for args in [
        &["validate", name][..],
        &["list", "--instances", "--config", name],
        &["check", "--live", "--config", name],
        &["serve", "--config", name],
        &["schema", "--check", name],
        &["schema", "--compat", name, name],
        &["serve", "--config", "../x", "--sealing-key-file", name],
    ] {
        let coloured: Vec<&str> = args.iter().chain(&["--color", "always"]).copied().collect();
        let ran = run(&coloured);
        assert!(!ran.err.is_empty(), "{args:?}");
        assert!(
            !ran.err.contains("\u{1b}[31mx") && !ran.err.contains('\u{202e}'),
            "{args:?}: {}",
            ran.err
        );
    }
}

/// What the program says by itself is said in Korean to those who ask for it.
#[test]
fn refusals_are_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("connectors.json"), "{}").unwrap();
    for args in [
        &["explain", "E999"][..],
        &["schema", "google"],
        &["schema", "--compat", "x", "y"],
        &["schema", "--write", "connectors.json"],
        &["man", "--write", "connectors.json"],
        &["init"],
        &["demo", "--listen", "0.0.0.0:0"],
        &["demo", "--listen", "127.0.0.1:0", "--write", "."],
        &["validate", "--fix", "-", "--format", "json"],
    ] {
        let korean: Vec<&str> = args.iter().chain(&["--lang", "ko"]).copied().collect();
        let ran: Ran = command(folder.path(), &korean).output().unwrap().into();
        assert!(ran.code == Some(2) || ran.code == Some(3), "{args:?}: {:?}", ran.code);
        assert!(ran.err.starts_with("오류: "), "{args:?}: {}", ran.err);
        let english: Ran = command(folder.path(), args).output().unwrap().into();
        assert!(
            english.err.starts_with("error: ") && english.err.is_ascii(),
            "{}",
            english.err
        );
    }
    assert_eq!(fs::read_to_string(folder.path().join("connectors.json")).unwrap(), "{}");
}

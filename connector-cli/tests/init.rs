//! `connectors init`: what it writes is a configuration in which nothing is missing but values.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{collections::BTreeMap, fs, path::Path};

use common::{Ran, command, run_in};
use serde_json::Value;

const VALUES: [(&str, &str); 4] = [
    ("KAKAO_CLIENT_ID", "0123456789abcdef0123456789abcdef"),
    ("KAKAO_CLIENT_SECRET", "Qm3v9ZkT7rYwXc1LpN5sDh8JfGb2EaUo"),
    ("NAVER_CLIENT_ID", "jyvqXeaVOVmVABCDEFGH"),
    ("NAVER_CLIENT_SECRET", "Tz4kWq9LmX"),
];

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

/// The codes that `validate` finds.
fn codes(folder: &Path, values: &[(&str, &str)]) -> Vec<String> {
    let mut validate = command(folder, &["validate", "--format", "json", "--deny-warnings"]);
    for (name, _) in VALUES {
        validate.env_remove(name);
    }
    let ran: Ran = validate.envs(values.iter().copied()).output().unwrap().into();
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn e_validating_what_init_wrote_gives_nothing_but_unset_variables() {
    for args in [
        &["init"][..],
        &["init", "--connector", "kakao"],
        &["init", "--connector", "naver", "--connector", "naver"],
        &["init", "--public-url", "https://login.example.kr", "--lang", "ko"],
        &["init", "--public-url", "https://login.example.kr/sign-in/"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let ran = run_in(folder.path(), args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
        let unset = codes(folder.path(), &[]);
        assert!(
            !unset.is_empty() && unset.iter().all(|code| code == "E302"),
            "{args:?}: {unset:?}"
        );
        assert_eq!(codes(folder.path(), &VALUES), [""; 0], "{args:?}");
    }
}

#[test]
fn what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["init", "--public-url", "https://login.example.kr"]);
    assert_eq!(ran.out, "connectors.schema.json\n.env.example\nconnectors.json\n");
    insta::assert_snapshot!("words", ran.err);
    let files = files(folder.path());
    assert_eq!(
        files.keys().map(String::as_str).collect::<Vec<_>>(),
        [".env.example", "connectors.json", "connectors.schema.json"]
    );
    insta::assert_snapshot!("config", files["connectors.json"]);
    insta::assert_snapshot!("variables", files[".env.example"]);
    assert_eq!(files["connectors.schema.json"], common::page(&["schema", "--bundle"]));
    let other = tempfile::tempdir().unwrap();
    run_in(other.path(), &["init", "--lang", "ko"]);
    insta::assert_snapshot!(
        "variables_ko",
        fs::read_to_string(other.path().join(".env.example")).unwrap()
    );
}

#[test]
fn the_variables_file_can_be_read_by_a_shell() {
    let folder = tempfile::tempdir().unwrap();
    run_in(folder.path(), &["init"]);
    let script = "set -eu; set -a; . ./.env.example; set +a; env | grep -c -E '^(KAKAO|NAVER)_CLIENT_(ID|SECRET)=$'";
    let output = std::process::Command::new("sh")
        .current_dir(folder.path())
        .args(["-c", script])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "4\n");
}

#[test]
fn nothing_is_overwritten_or_half_written() {
    for existing in ["connectors.json", "connectors.schema.json", ".env.example"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(existing), "mine").unwrap();
        let ran = run_in(folder.path(), &["init"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
        assert!(ran.err.contains(existing) && ran.err.contains("--force"), "{}", ran.err);
        assert_eq!(
            files(folder.path()),
            BTreeMap::from([(existing.to_owned(), "mine".to_owned())])
        );
        let ran = run_in(folder.path(), &["init", "--force"]);
        assert_eq!(ran.code, Some(0));
        let files = files(folder.path());
        assert!(files.len() == 3 && files.values().all(|text| text != "mine"));
    }
}

#[test]
fn a_place_that_cannot_be_written_ends_with_3() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("taken"), "").unwrap();
    let ran = run_in(folder.path(), &["init", "taken/below"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
    // A folder where a file belongs: nothing is left behind.
    fs::create_dir_all(folder.path().join("there/connectors.json")).unwrap();
    let ran = run_in(folder.path(), &["init", "--force", "there"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""));
}

#[test]
fn a_folder_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["init", "-q", "a/b"]);
    assert_eq!(ran.err, "");
    assert_eq!(files(&folder.path().join("a/b")).len(), 3);
}

#[cfg(unix)]
#[test]
fn others_may_read_what_was_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    run_in(folder.path(), &["init"]);
    for name in files(folder.path()).keys() {
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o600, 0o600, "{name}");
        assert_eq!(mode & 0o133, 0, "{name}");
    }
}

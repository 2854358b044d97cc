//! `connectors validate`, as a person and a pipeline run it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

/// Two mistakes that can be mended, and one that cannot.
const BAD: &str = r#"{
  "version": 1,
  "publicUrl": "http://login.example.kr",
  "instances": { "naver": { "connector": "naver", "config": {
    "client_id": 1234567,
    "clientSecret": { "$env": "SECRET" }, } } }
}
"#;
const MENDED: &str = r#"{
  "version": 1,
  "publicUrl": "http://login.example.kr",
  "instances": { "naver": { "connector": "naver", "config": {
    "clientId": "1234567",
    "clientSecret": { "$env": "SECRET" } } } }
}
"#;

/// A folder that is there as long as the value lives.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("connectors-validate-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(folder: &Folder, args: &[&str], input: Option<&str>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_connectors"))
        .arg("validate")
        .args(args)
        .current_dir(&folder.0)
        .env_clear()
        .env("SECRET", "Abcd1234Ef")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Wrong usage ends the program before it reads.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all(input.unwrap_or_default().as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn fix_writes_what_is_certain_and_tells_what_is_left() {
    let folder = Folder::new("fix");
    let path = folder.0.join("connectors.json");
    fs::write(&path, BAD).unwrap();
    let before = run(&folder, &[], None);
    assert_eq!(before.status.code(), Some(1));
    assert!(
        text(&before.stderr)
            .ends_with("4 errors, 0 warnings · 3 fixable with --fix · profile production (from publicUrl)\n")
    );
    let mended = run(&folder, &["--fix"], None);
    assert_eq!(mended.status.code(), Some(1), "E403 is left");
    assert!(
        text(&mended.stderr).starts_with("error[E403]"),
        "{}",
        text(&mended.stderr)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left beside it");
    run(&folder, &["--fix"], None);
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
}

#[cfg(unix)]
#[test]
fn fix_keeps_the_mode_and_goes_behind_links() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("mode");
    let (path, link) = (folder.0.join("real.json"), folder.0.join("connectors.json"));
    fs::write(&path, BAD).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.json", &link).unwrap();
    run(&folder, &["--fix"], None);
    assert_eq!(fs::read_to_string(&path).unwrap(), MENDED);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let folder = Folder::new("pipe");
    let mended = run(&folder, &["-", "--fix"], Some(BAD));
    assert_eq!((mended.status.code(), text(&mended.stdout).as_str()), (Some(1), MENDED));
    let unchanged = run(&folder, &["-", "--fix"], Some(MENDED));
    assert_eq!(text(&unchanged.stdout), MENDED);
    let json = run(&folder, &["-", "--fix", "--format", "json"], Some(BAD));
    assert_eq!((json.status.code(), json.stdout.len()), (Some(2), 0));
    let commented = run(
        &folder,
        &["-", "--stdin-filename", "in.jsonc"],
        Some(&MENDED.replace("http:", "https:").replace("1,", "1, // one")),
    );
    assert_eq!(commented.status.code(), Some(0), "{}", text(&commented.stderr));
}

#[test]
fn every_format_says_the_same() {
    let folder = Folder::new("formats");
    fs::write(folder.0.join("connectors.json"), BAD).unwrap();
    let github = run(&folder, &["--format", "github"], None);
    insta::assert_snapshot!("github", text(&github.stdout));
    let sarif: serde_json::Value = serde_json::from_slice(&run(&folder, &["--format", "sarif"], None).stdout).unwrap();
    let results = sarif.pointer("/runs/0/results").unwrap();
    insta::assert_json_snapshot!("sarif_results", results);
    insta::assert_json_snapshot!("sarif_rule", sarif.pointer("/runs/0/tool/driver/rules/10").unwrap());
    let json: serde_json::Value = serde_json::from_slice(&run(&folder, &["--format", "json"], None).stdout).unwrap();
    insta::assert_json_snapshot!("json", json);
    assert_eq!(
        results.as_array().unwrap().len(),
        json["findings"].as_array().unwrap().len()
    );
    let human = run(&folder, &["--lang", "ko"], None);
    assert!(human.stdout.is_empty());
    insta::assert_snapshot!("korean", text(&human.stderr));
}

#[test]
fn several_configurations_make_one_document() {
    let folder = Folder::new("several");
    fs::write(folder.0.join("a.json"), BAD).unwrap();
    fs::write(folder.0.join("b.json"), MENDED.replace("http:", "https:")).unwrap();
    let output = run(&folder, &["--format", "json", "a.json", "b.json", "absent.json"], None);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"], serde_json::json!(["a.json", "b.json", "absent.json"]));
    assert_eq!(json["summary"]["errors"], 5);
    assert_eq!(
        output.status.code(),
        Some(1),
        "findings outrank a file that cannot be read"
    );
    assert_eq!(run(&folder, &["absent.json"], None).status.code(), Some(3));
}

#[test]
fn warnings_can_be_denied_allowed_and_limited() {
    let folder = Folder::new("warnings");
    let warned = MENDED
        .replace("http:", "https:")
        .replace("{ \"$env\": \"SECRET\" }", "\"Abcd1234Ef\"");
    fs::write(folder.0.join("connectors.json"), warned).unwrap();
    let code = |args: &[&str]| run(&folder, args, None).status.code();
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--deny-warnings"]), Some(1));
    assert_eq!(code(&["--deny-warnings", "--allow", "W304"]), Some(0));
    assert_eq!(code(&["--deny-warnings", "--allow", "w304:naver"]), Some(0));
    assert_eq!(code(&["--deny-warnings", "--allow", "W304:other"]), Some(1));
    assert_eq!(code(&["--allow", "E101"]), Some(2));
    assert_eq!(code(&["--allow", "W999"]), Some(2));
    assert_eq!(code(&["--deny-warnings", "--profile", "dev"]), Some(0));
    assert_eq!(code(&["--max-size", "10"]), Some(1));
    fs::write(folder.0.join("connectors.json"), BAD).unwrap();
    let few = run(&folder, &["--max-findings", "1"], None);
    assert!(text(&few.stderr).contains("and 3 more"), "{}", text(&few.stderr));
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let folder = Folder::new("quiet");
    fs::write(folder.0.join("connectors.json"), MENDED.replace("http:", "https:")).unwrap();
    let good = run(&folder, &["-q"], None);
    assert_eq!((good.status.code(), good.stderr.len()), (Some(0), 0));
    fs::write(folder.0.join("connectors.json"), MENDED).unwrap();
    let bad = text(&run(&folder, &["-q"], None).stderr);
    assert!(bad.starts_with("error[E403]") && !bad.contains("1 error"), "{bad}");
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let folder = Folder::new("colours");
    fs::write(folder.0.join("connectors.json"), MENDED).unwrap();
    let plain = text(&run(&folder, &[], None).stderr);
    assert!(!plain.contains('\u{1b}'));
    let coloured = text(&run(&folder, &["--color", "always"], None).stderr);
    assert!(coloured.contains("\u{1b}[1;31merror[E403]\u{1b}[0m"), "{coloured:?}");
}

/// What could not be written is told, and so is everything that is still wrong.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_still_wrong() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("c.json"), r#"{ "versoin": 1 }"#).unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_connectors"))
        .args(["validate", "--fix", "-"])
        .stdin(std::fs::File::open(folder.path().join("c.json")).unwrap())
        .stdout(full)
        .output()
        .unwrap();
    let told = text(&output.stderr);
    assert!(told.starts_with("error: cannot write -: no space left\n"), "{told}");
    assert!(told.contains("unknown field `versoin`"), "{told}");
    assert_eq!(output.status.code(), Some(1));
}

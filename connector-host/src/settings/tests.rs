//! What a whole document earns, at which place. The files in `tests/config` show the rest.

use std::{fs, path::PathBuf, sync::Arc};

use connector_core::Registry;
use serde_json::{Value, json};

use super::*;

const BASE: &str = r#"{
  "version": 1,
  "publicUrl": "https://login.example.kr",
  "instances": {
    "naver": {
      "connector": "naver",
      "config": {
        "clientId": "jyvqXeaVOVmVABCDEFGH",
        "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }
      }
    },
    "kakao": {
      "connector": "kakao",
      "config": {
        "clientId": "0123456789abcdef0123456789abcdef",
        "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }
      }
    }
  }
}
"#;

struct Variables(&'static str);

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "NAVER_CLIENT_SECRET" => Some(self.0.to_owned()),
            "KAKAO_CLIENT_SECRET" => Some("0f1e2d3c4b5a69788796a5b4c3d2e1f0".to_owned()),
            _ => None,
        }
    }
}

fn linked() -> Registry {
    crate::registry(&[]).unwrap()
}

fn options(naver_secret: &'static str) -> Options {
    Options {
        environment: Arc::new(Variables(naver_secret)),
        ..Options::default()
    }
}

fn load_from(source: &Source) -> Report {
    load(source, &linked(), &options("Abcd1234Ef"))
}

/// The base with some lines replaced by others.
fn with(changes: &[(usize, &str)]) -> String {
    let line = |(n, line): (usize, &str)| {
        changes
            .iter()
            .find(|(at, _)| *at == n + 1)
            .map_or(line, |(_, new)| *new)
            .to_owned()
    };
    BASE.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

fn found(report: &Report) -> Vec<String> {
    let place = |located: &Located| {
        let (line, column) = located.range.map_or((0, 0), |(start, _)| (start.line, start.column));
        format!("{} {line}:{column}", located.finding.code)
    };
    report.findings.iter().map(place).collect()
}

fn earns(changes: &[(usize, &str)]) -> Vec<String> {
    found(&load_from(&Source::text("t.json", with(changes))))
}

/// A directory that is there as long as the value lives.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path = std::env::temp_dir().join(format!("connectors-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        for (name, text) in files {
            fs::write(path.join(name), text).unwrap();
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_base_earns_nothing() {
    let report = load_from(&Source::text("t.json", BASE));
    assert_eq!(found(&report), [""; 0]);
    let settings = report.settings.unwrap();
    assert!(settings.has("kakao") && settings.has("naver") && !settings.has("other"));
    assert_eq!(
        &*settings.instances[1].redirect_uri,
        "https://login.example.kr/callback/naver"
    );
    assert_eq!(report.profile, Profile::Production);
}

#[test]
fn a9_a10_e001_e002_files_and_limits() {
    assert_eq!(
        found(&load_from(&Source::path("/nonexistent/connectors.json"))),
        ["E001 1:1"]
    );
    let empty = Folder::new("empty", &[("notes.txt", "")]);
    assert_eq!(found(&load_from(&Source::path(&empty.0))), ["E001 1:1"]);
    // A part of a directory that cannot be read is not left aside.
    let broken = Folder::new("broken", &[("a.json", BASE)]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", broken.0.join("b.json")).unwrap();
    #[cfg(unix)]
    assert_eq!(found(&load_from(&Source::path(&broken.0))), ["E001 1:1"]);
    fs::create_dir(broken.0.join("c.json")).unwrap();
    fs::write(broken.0.join("connectors.schema.json"), "{}").unwrap();
    let _ = fs::remove_file(broken.0.join("b.json"));
    assert_eq!(found(&load_from(&Source::path(&broken.0))), [""; 0]);
    let padded = format!("{BASE}{}", " ".repeat(limits::SIZE + 1 - BASE.len()));
    assert_eq!(found(&load_from(&Source::text("t.json", padded))), ["E002 1:1"]);
    assert_eq!(
        found(&load_from(&Source::text("t.json", "[".repeat(10_000)))),
        ["E002 1:65"]
    );
    let long = "a".repeat(limits::TEXT + 1);
    assert_eq!(
        earns(&[(8, &format!("        \"clientId\": \"{long}\","))]),
        ["E002 8:21"]
    );
    let huge = format!("{{\"version\":\"{}\"}}", "a".repeat(10 << 20));
    assert_eq!(found(&load_from(&Source::text("t.json", huge))), ["E002 1:12"]);
    let keys: Vec<String> = (0..=limits::KEYS).map(|n| format!("\"x-{n}\":0")).collect();
    let many = load_from(&Source::text("t.json", format!("{{{}}}", keys.join(","))));
    assert_eq!(many.findings[0].finding.code, "E002");
    let items = vec!["0"; limits::ITEMS + 1].join(",");
    let many = load_from(&Source::text("t.json", format!("{{\"a\":[{items}]}}")));
    assert_eq!(many.findings[0].finding.code, "E002");
}

#[test]
fn a7_a19_e009_keys_that_stand_twice() {
    let without_address: String = BASE
        .lines()
        .filter(|line| !line.contains("publicUrl"))
        .map(|line| format!("{line}\n"))
        .collect();
    let two = Folder::new("two", &[("a.json", BASE), ("b.json", &without_address)]);
    let report = load_from(&Source::path(&two.0));
    assert_eq!(found(&report), ["E009 4:5", "E009 11:5"]);
    assert!(
        report
            .findings
            .iter()
            .all(|located| located.file.as_ref().unwrap().ends_with("b.json"))
    );
    assert!(report.settings.is_none());
    let parts = [
        (
            "a.json",
            r#"{"version":1,"publicUrl":"https://a.example","instances":{}}"#,
        ),
        (
            "b.jsonc",
            "{ // more\n \"version\":1,\"instances\":{\"n\":{\"connector\":\"naver\",\"config\":{}},} }",
        ),
    ];
    let split = Folder::new("split", &parts);
    let report = load_from(&Source::path(&split.0));
    assert_eq!(found(&report), ["E102 2:52", "E102 2:52"]);
    assert!(report.findings[0].file.as_ref().unwrap().ends_with("b.jsonc"));
}

#[test]
fn a26_everything_at_once_with_two_repeated_keys() {
    let changes = [
        (8, "        \"clientId\": 1, \"clientId\": 2, \"x\": {\"a\":1,\"a\":2},"),
        (3, "  \"publicUrl\": \"http://login.example.kr\","),
    ];
    assert_eq!(
        earns(&changes),
        ["E403 3:16", "E101 8:21", "E009 8:24", "E103 8:39", "E009 8:51"]
    );
}

#[test]
fn a1_e103_keys_in_the_wrong_room() {
    let outside = [
        (
            6,
            "      \"connector\": \"naver\",\n      \"clientId\": \"jyvqXeaVOVmVABCDEFGH\",",
        ),
        (8, ""),
    ];
    let text = with(&outside).replace("\n\n", "\n");
    let report = load_from(&Source::text("t.json", text));
    assert_eq!(found(&report), ["E103 7:7"]);
    assert!(
        report.findings[0]
            .finding
            .help
            .as_ref()
            .unwrap()
            .en
            .contains("belongs in `config`")
    );
    let inside = earns(&[(8, "        \"clientId\": \"jyvqXeaVOVmVABCDEFGH\", \"enabled\": true,")]);
    assert_eq!(inside, ["E103 8:45"]);
}

#[test]
fn a13_e106_numbers_that_no_machine_holds() {
    let defaults =
        "  \"publicUrl\": \"https://login.example.kr\",\n  \"defaults\": { \"http\": { \"timeoutMs\": 1e400 } },";
    assert_eq!(earns(&[(3, defaults)]), ["E106 4:40"]);
    assert_eq!(earns(&[(3, &defaults.replace("1e400", "1000.5"))]), ["E101 4:40"]);
    assert_eq!(earns(&[(3, &defaults.replace("1e400", "-1"))]), ["E106 4:40"]);
}

#[test]
fn a25_e201_e204_e302_w305_w306_behind_references() {
    let source = Source::text("t.json", BASE);
    let with_secret = |secret| found(&load(&source, &linked(), &options(secret)));
    assert_eq!(with_secret("Abcd1234Ef\r\n"), ["E201 9:35"]);
    assert_eq!(with_secret(""), ["E302 9:35"]);
    assert_eq!(with_secret("QWJjZDEyMzRFZg=="), ["W306 9:35"]);
    assert_eq!(with_secret("jyvqXeaVOVmVABCDEFGH"), ["E204 9:35"]);
    assert_eq!(with_secret("<secret>"), ["E203 9:35"]);
    assert_eq!(
        earns(&[(9, "        \"clientSecret\": { \"$env\": \"A\", \"$file\": \"/b\" }")]),
        ["E301 9:40"]
    );
    let dev = Options {
        profile: Some(Profile::Dev),
        ..options("x")
    };
    let same = with(&[(9, "        \"clientSecret\": \"jyvqXeaVOVmVABCDEFGH\"")]);
    assert_eq!(
        found(&load(&Source::text("t.json", same), &linked(), &dev)),
        ["E204 9:25"]
    );
    let unread = Options {
        no_env: true,
        ..options("")
    };
    assert_eq!(found(&load(&source, &linked(), &unread)), [""; 0]);
}

#[cfg(unix)]
#[test]
fn w305_a_secret_file_that_everybody_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let text = with(&[(9, "        \"clientSecret\": { \"$file\": \"./secret\" }")]);
    let folder = Folder::new("mode", &[("connectors.json", &text), ("secret", "Abcd1234Ef\r\n")]);
    let source = Source::path(folder.0.join("connectors.json"));
    let mode = |mode| {
        fs::set_permissions(folder.0.join("secret"), fs::Permissions::from_mode(mode)).unwrap();
        found(&load_from(&source))
    };
    assert_eq!(mode(0o644), ["W305 9:36"]);
    assert_eq!(mode(0o600), [""; 0]);
    fs::write(folder.0.join("secret"), "a".repeat(limits::TEXT + 1)).unwrap();
    assert_eq!(found(&load_from(&source)), ["E302 9:36"]);
}

#[test]
fn w111_w205_instances_compared_with_each_other() {
    let twice = with(&[
        (12, "    \"naver-2\": {"),
        (13, "      \"connector\": \"naver\","),
        (15, "        \"clientId\": \"jyvqXeaVOVmVABCDEFGH\","),
        (16, "        \"clientSecret\": { \"$env\": \"NAVER_CLIENT_SECRET\" }"),
    ]);
    assert_eq!(found(&load_from(&Source::text("t.json", twice))), ["W111 15:21"]);
    let swapped = earns(&[(8, "        \"clientId\": \"0123456789abcdef0123456789abcdef\",")]);
    let shaped = linked()
        .get("kakao")
        .unwrap()
        .schema()
        .pointer("/properties/clientId/x-shape")
        .is_some();
    assert_eq!(swapped, if shaped { vec!["W205 8:21"] } else { Vec::new() });
}

#[test]
fn disabled_instances_are_checked_without_their_references() {
    let off = "      \"connector\": \"naver\", \"enabled\": false,";
    let unset = "        \"clientSecret\": { \"$env\": \"ABSENT\" }";
    let report = load_from(&Source::text("t.json", with(&[(6, off), (9, unset)])));
    assert_eq!(found(&report), [""; 0]);
    assert!(!report.settings.unwrap().has("naver"));
    assert_eq!(
        earns(&[(6, off), (8, "        \"clientId\": \"a\", \"typo\": 1,")]),
        ["E103 8:26"]
    );
}

#[test]
fn e404_profiles() {
    let local = Source::text("t.json", with(&[(3, "  \"publicUrl\": \"http://localhost:8080\",")]));
    assert_eq!(load_from(&local).profile, Profile::Dev);
    let production = Options {
        profile: Some(Profile::Production),
        ..options("Abcd1234Ef")
    };
    assert_eq!(found(&load(&local, &linked(), &production)), ["E404 3:16"]);
}

#[test]
fn a_value_without_text_earns_the_same_codes() {
    let value: Value = serde_json::from_str(&with(&[(8, "\"clientId\": 7,")])).unwrap();
    let report = load_from(&Source::value(value));
    assert_eq!(report.findings.len(), 1);
    assert_eq!(
        (report.findings[0].finding.code, report.findings[0].range),
        ("E101", None)
    );
    assert_eq!(report.findings[0].finding.pointer, "/instances/naver/config/clientId");
    assert_eq!(load_from(&Source::value(json!([1]))).findings[0].finding.code, "E101");
}

#[test]
fn the_reader_and_serde_json_agree_on_what_is_json() {
    let texts = [
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "-0",
        "1.5e-3",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\t\"",
        "[1 2]",
        "[,]",
        "[1,,2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "nul",
        "truex",
        "[1]]",
        "",
        " ",
        "\"",
        "{\"a\":1,}",
        "[1,]",
        "tru e",
        "\u{a0}1",
        "\"a\nb\"",
        "NaN",
        "[\"a\" \"b\"]",
        "{\"\":0}",
        "\"\\ud83d\\ude00\"",
    ];
    for text in texts {
        let reading = reader::read(text, false);
        let ours = reading.root.is_some() && reading.faults.is_empty();
        assert_eq!(ours, serde_json::from_str::<Value>(text).is_ok(), "{text:?}");
        assert!(ours || !reading.faults.is_empty(), "{text:?}");
    }
}

#[test]
fn s1_s3_every_property_of_the_bundle_is_described() {
    fn walk(schema: &Value, path: &str) {
        for (name, property) in known::properties(schema) {
            let path = format!("{path}/{name}");
            for word in ["/title", "/description", "/x-i18n/ko/title", "/x-i18n/ko/description"] {
                assert!(
                    property.pointer(word).is_some_and(Value::is_string),
                    "{path} lacks {word}"
                );
            }
            assert!(
                property.get("examples").is_some() || property.get("default").is_some(),
                "{path} has neither example nor default"
            );
            walk(property, &path);
        }
        for inner in ["additionalProperties", "items"] {
            if let Some(inner) = schema.get(inner).filter(|inner| inner.is_object()) {
                walk(inner, path);
            }
        }
    }
    let bundle = bundle(&linked());
    walk(&schema::ENVELOPE, "");
    for (name, definition) in bundle["definitions"].as_object().unwrap() {
        walk(definition, name);
    }
    let validator = connector_core::validate::Validator::new(&bundle).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(BASE).unwrap()));
    let mut wrong: Value = serde_json::from_str(BASE).unwrap();
    wrong["instances"]["naver"]["config"]["scopeList"] = json!([]);
    assert!(!validator.is_valid(&wrong));
}

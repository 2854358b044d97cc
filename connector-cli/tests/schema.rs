//! `connectors schema`: other drafts, layouts for forms, and what an edit breaks.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{fs, process::Command};

use serde_json::Value;

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_connectors"))
        .arg("schema")
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_edit_that_refuses_more_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let paths = [old.to_str().unwrap(), new.to_str().unwrap()];
    assert_eq!(run(&["--write", paths[0]]).0, Some(0));
    assert_eq!(run(&["--write", paths[1]]).0, Some(0));
    assert_eq!(
        run(&["--compat", paths[0], paths[1]]),
        (Some(0), String::new(), String::new())
    );

    let path = new.join("naver.schema.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    *schema.pointer_mut("/properties/scopes/maxItems").unwrap() = 5.into();
    fs::write(&path, schema.to_string()).unwrap();
    let (code, _, told) = run(&["--compat", paths[0], paths[1]]);
    assert_eq!(code, Some(1));
    assert!(
        told.starts_with("naver.schema.json: /properties/scopes: `maxItems` is narrower: 5\n"),
        "{told}"
    );
    let (_, _, told) = run(&["--compat", paths[0], paths[1], "--lang", "ko"]);
    assert_eq!(
        told,
        "naver.schema.json: /properties/scopes: 더 좁아졌습니다: `maxItems` 5\n유효하던 설정이 거부될 수 있습니다. 호환되지 않는 변경입니다\n"
    );
    let one = path.to_str().unwrap();
    assert_eq!(
        run(&["--compat", one, &format!("{}/naver.schema.json", paths[0])]).0,
        Some(0),
        "wider again"
    );

    fs::remove_file(&path).unwrap();
    assert_eq!(
        run(&["--compat", paths[0], paths[1]]).0,
        Some(1),
        "a schema that is gone"
    );
    assert_eq!(run(&["--compat", paths[0], "/nonexistent"]).0, Some(3));
}

#[test]
fn a_directory_is_of_one_draft() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new");
    let path = path.to_str().unwrap();
    assert_eq!(run(&["--write", path, "--draft", "2020-12"]).0, Some(0));
    assert_eq!(run(&["--check", path, "--draft", "2020-12"]).0, Some(0));
    let (code, _, told) = run(&["--check", path]);
    assert_eq!((code, told.lines().count()), (Some(1), 5));
    let kakao = folder.path().join("new/kakao.schema.json");
    let same = fs::read_to_string(&kakao).unwrap();
    fs::write(
        &kakao,
        same.replacen("  \"type\": \"object\"", "  \"type\": \"array\"", 1),
    )
    .unwrap();
    let line = 1 + same
        .split("  \"type\": \"object\"")
        .next()
        .unwrap()
        .matches('\n')
        .count();
    let (_, _, told) = run(&["--check", path, "--draft", "2020-12"]);
    let differs = format!("kakao.schema.json differs from line {line} on; `connectors schema --draft 2020-12 --write ");
    assert!(told.contains(&differs), "{told}");
    fs::remove_file(&kakao).unwrap();
    let (code, _, told) = run(&["--check", path, "--draft", "2020-12"]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains("kakao.schema.json is missing; `connectors schema --draft 2020-12 --write "),
        "{told}"
    );
    assert_eq!(run(&["kakao", "--write", path]).0, Some(2), "all schemas or one");
}

#[test]
fn drafts_and_layouts() {
    let (code, newer, _) = run(&["kakao", "--draft", "2020-12"]);
    let newer: Value = serde_json::from_str(&newer).unwrap();
    assert_eq!(code, Some(0));
    assert_eq!(
        newer.pointer("/$schema").unwrap(),
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(
        newer.pointer("/properties/clientId/anyOf/1/$ref").unwrap(),
        "#/$defs/reference"
    );
    assert!(newer.pointer("/$defs/reference").is_some() && newer.pointer("/definitions").is_none());
    insta::assert_snapshot!("layout_of_rjsf", run(&["naver", "--ui", "rjsf"]).1);
    insta::assert_snapshot!(
        "layout_of_jsonforms",
        run(&["naver", "--ui", "jsonforms", "--lang", "ko"]).1
    );
    assert_eq!(run(&["--ui", "rjsf"]).0, Some(2), "a layout is of one connector");
}

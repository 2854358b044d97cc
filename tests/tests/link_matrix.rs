//! What the linker keeps of a connector crate (H11): {binary, cdylib, static library linked by a C program} × {debug, release}.
//! Naming a static works everywhere; `use connector_x as _;` works wherever rustc links; a line in Cargo.toml does nothing.
//!
//! The fixture packages are written below the target directory and built there with the lock file of the workspace, offline,
//! because the lints of the workspace forbid the exported function that a C program needs.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

/// The three ways to mention a connector crate: package name, `use` lines, connectors named to the registry.
const WAYS: [(&str, &str, &str); 3] = [
    ("line", "", ""),
    ("used", "use connector_kakao as _;\nuse connector_naver as _;\n", ""),
    ("named", "", "&connector_kakao::CONNECTOR, &connector_naver::CONNECTOR"),
];

/// Release is cheap but real where it matters: the crates that register are optimised, what they depend on is not.
const WORKSPACE: &str = r#"
[workspace]
resolver = "3"
members = ["line", "used", "named"]
[profile.dev]
debug = false
incremental = false
[profile.release.package."*"]
opt-level = 0
[profile.release.package.connector-core]
opt-level = 3
[profile.release.package.connector-kakao]
opt-level = 3
[profile.release.package.connector-naver]
opt-level = 3
"#;

const C_PROGRAM: &str = r#"
#include <dlfcn.h>
#include <stdio.h>
#ifndef LOAD
size_t linked(void);
#endif
int main(int count, char **words) {
#ifdef LOAD
    void *library = count == 2 ? dlopen(words[1], RTLD_NOW) : NULL;
    size_t (*linked)(void) = library ? (size_t (*)(void))dlsym(library, "linked") : NULL;
    if (!linked) return 1;
#endif
    printf("%zu\n", linked());
    return 0;
}
"#;

static FIXTURE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("link-matrix");
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::create_dir_all(&folder).unwrap();
    fs::copy(house.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("Cargo.toml"), WORKSPACE).unwrap();
    fs::write(folder.join("program.c"), C_PROGRAM).unwrap();
    for (way, uses, named) in WAYS {
        let source = folder.join(way).join("src");
        fs::create_dir_all(&source).unwrap();
        let dependencies: String = ["connector-core", "connector-kakao", "connector-naver"]
            .map(|name| format!("{name} = {{ path = {:?} }}\n", house.join(name)))
            .concat();
        let manifest = format!(
            "[package]\nname = \"{way}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [lib]\ncrate-type = [\"cdylib\", \"staticlib\"]\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join(way).join("Cargo.toml"), manifest).unwrap();
        let count = format!(
            "{uses}fn count() -> usize {{\n    let registry = connector_core::Registry::new(&[{named}]).expect(\"no id twice\");\n    \
             assert_eq!(registry.get(\"kakao\").is_some(), registry.ids().contains(&\"kakao\"));\n    registry.ids().len()\n}}\n"
        );
        fs::write(
            source.join("main.rs"),
            format!("{count}fn main() {{\n    println!(\"{{}}\", count());\n}}\n"),
        )
        .unwrap();
        fs::write(
            source.join("lib.rs"),
            format!("{count}#[unsafe(no_mangle)]\npub extern \"C\" fn linked() -> usize {{\n    count()\n}}\n"),
        )
        .unwrap();
    }
    folder
});

/// What a command prints; it must succeed.
fn output(command: &mut Command) -> String {
    let run = command.output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{command:?}\n{said}");
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

/// How many connectors each way gives in a binary, a cdylib and a C-linked static library.
fn counts(profile: &str) -> [[usize; 3]; 3] {
    let folder = &*FIXTURE;
    let (built, programs) = (
        folder.join("target").join(profile),
        folder.join("programs").join(profile),
    );
    fs::create_dir_all(&programs).unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--workspace", "--offline", "--target-dir"])
        .arg(folder.join("target"))
        .current_dir(folder);
    output(if profile == "release" {
        cargo.arg("--release")
    } else {
        &mut cargo
    });

    let compile = |name: &str, more: &[String]| {
        let program = programs.join(name);
        output(
            Command::new("cc")
                .arg("-o")
                .arg(&program)
                .arg(folder.join("program.c"))
                .args(more),
        );
        program
    };
    let load = compile("load", &["-DLOAD".into(), "-ldl".into()]);
    WAYS.map(|(way, ..)| {
        let archive = built.join(format!("lib{way}.a")).display().to_string();
        let system = ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl"].map(String::from);
        let linked = compile(way, &[&[archive][..], &system].concat());
        [
            output(&mut Command::new(built.join(way))),
            output(Command::new(&load).arg(built.join(format!("lib{way}.so")))),
            output(&mut Command::new(linked)),
        ]
        .map(|printed| printed.parse().unwrap())
    })
}

fn holds(profile: &str) {
    let [line, used, named] = counts(profile);
    println!("{profile}: [binary, cdylib, C-linked static library] = line {line:?}, used {used:?}, named {named:?}");
    assert_eq!(line, [0, 0, 0], "a line in Cargo.toml links nothing");
    assert_eq!(
        used[..2],
        [2, 2],
        "`use connector_x as _;` registers wherever rustc links"
    );
    assert!(
        used[2] == 0 || used[2] == 2,
        "a C linker keeps both connectors or neither"
    );
    assert_eq!(named, [2, 2, 2], "naming a static always works");
}

#[test]
fn h11_what_is_named_is_linked_in_debug() {
    holds("debug");
}

#[test]
fn h11_what_is_named_is_linked_in_release() {
    holds("release");
}

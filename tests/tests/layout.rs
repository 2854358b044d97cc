//! The house itself: which crate may depend on which, how heavy a connector may be, what connectors may not touch (H14, house
//! rules). Read from `cargo metadata`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .exec()
        .unwrap()
});

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Normal dependencies of a package of ours, by name; optional ones included.
fn direct(package: &str) -> BTreeSet<String> {
    let package = METADATA.packages.iter().find(|it| it.name.as_str() == package).unwrap();
    package
        .dependencies
        .iter()
        .filter(|it| it.kind == DependencyKind::Normal)
        .map(|it| it.name.clone())
        .collect()
}

/// All packages that a package of ours pulls in without any feature of its own, by walking names: features of the whole
/// workspace do not count, so the validator, which core has behind a feature, is cut off.
fn transitive(package: &str) -> BTreeSet<String> {
    let by_name: BTreeMap<&str, _> = METADATA.packages.iter().map(|it| (it.name.as_str(), it)).collect();
    let (mut seen, mut next) = (BTreeSet::new(), vec![package.to_owned()]);
    while let Some(name) = next.pop() {
        let Some(package) = by_name.get(name.as_str()) else {
            continue;
        };
        for dependency in package
            .dependencies
            .iter()
            .filter(|it| it.kind == DependencyKind::Normal && !it.optional)
        {
            if dependency.target.is_none() && seen.insert(dependency.name.clone()) {
                next.push(dependency.name.clone());
            }
        }
    }
    seen
}

const OURS: [&str; 7] = [
    "connector-core",
    "connector-kakao",
    "connector-naver",
    "connector-host",
    "connector-testkit",
    "connector-cli",
    "connector-tests",
];

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("connector-core", &[][..]),
        ("connector-kakao", &["connector-core"]),
        ("connector-naver", &["connector-core"]),
        (
            "connector-host",
            &["connector-core", "connector-kakao", "connector-naver"],
        ),
        ("connector-testkit", &["connector-core", "connector-host"]),
        (
            "connector-cli",
            &["connector-core", "connector-host", "connector-testkit"],
        ),
        ("connector-tests", &[]),
    ]);
    for (package, allowed) in allowed {
        for dependency in direct(package).iter().filter(|it| OURS.contains(&it.as_str())) {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{package} may not depend on {dependency}"
            );
        }
    }
}

#[test]
fn connectors_are_light() {
    // NAVER's notices are signed and encrypted; that takes a few small crates.
    let crypto = ["aes", "cbc", "data-encoding", "hmac", "md-5", "sha2"];
    for (package, more) in [("connector-kakao", [].as_slice()), ("connector-naver", &crypto)] {
        let own = direct(package);
        let mut allowed = ["connector-core", "schemars", "serde"].to_vec();
        allowed.extend(more);
        allowed.sort_unstable();
        assert_eq!(own.iter().map(String::as_str).collect::<Vec<_>>(), allowed, "{package}");
        let all = transitive(package);
        assert!(all.len() <= 80, "{package} pulls in {} crates", all.len());
        for heavy in ["reqwest", "hyper", "tokio", "rustls", "aws-lc-rs", "jsonschema", "axum"] {
            assert!(!all.contains(heavy), "{package} pulls in {heavy}");
        }
    }
    for heavy in ["reqwest", "tokio"] {
        assert!(!transitive("connector-core").contains(heavy), "core does no I/O");
    }
}

#[test]
fn the_top_level_holds_what_was_agreed() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "deny.toml",
        "clippy.toml",
        "rustfmt.toml",
        "connector-core",
        "connector-naver",
        "connector-kakao",
        "connector-host",
        "connector-testkit",
        "connector-cli",
        "schemas",
        "tests",
        "target",
        ".ci",
        ".git",
        ".gitignore",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            known.contains(&name.as_str()),
            "{name} has not earned its place at the top level"
        );
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // Tests may be long: each holds many small cases.
            if !path.ends_with("tests") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn h14_connectors_and_core_take_everything_from_outside_as_given() {
    for package in ["connector-core", "connector-kakao", "connector-naver"] {
        let mut files = Vec::new();
        sources(&root().join(package).join("src"), &mut files);
        assert!(!files.is_empty());
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            for word in [
                "std::env::",
                "std::fs",
                "SystemTime",
                "std::net::Tcp",
                "getrandom",
                "reqwest",
                "tokio::",
            ] {
                assert!(!text.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

/// Code lines as they stand after rustfmt, without blanks, comments and tests.
fn code_lines(text: &str) -> usize {
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[test]
fn files_hold_one_idea() {
    for package in OURS {
        let mut files = Vec::new();
        sources(
            &root().join(package.replace("connector-tests", "tests")).join("src"),
            &mut files,
        );
        for file in files {
            let lines = code_lines(&fs::read_to_string(&file).unwrap());
            assert!(
                lines <= 400,
                "{} has {lines} code lines: does it hide two ideas?",
                file.display()
            );
        }
    }
}

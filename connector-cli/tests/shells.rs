//! What shells and `man` get is read by them without complaint. A reader that is missing here is named loudly.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::{fs, io::Write as _, process::Command};

use common::{page, run_in};

/// Written past the test runner, which would keep the words of a test that passes.
fn warn(program: &str) {
    let _ = writeln!(
        std::io::stderr(),
        "WARNING: {program} is not installed here; what it would read was not tried"
    );
}

/// Runs another program on a file; `None` if the program is not here.
fn reads(program: &str, args: &[&str], file: &std::path::Path) -> Option<(bool, String)> {
    match Command::new(program).args(args).arg(file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Some((output.status.success(), said))
        }
        Err(_) => {
            warn(program);
            None
        }
    }
}

#[test]
fn shells_read_their_completions() {
    let folder = tempfile::tempdir().unwrap();
    for (shell, program, args) in [
        ("bash", "bash", &["-n"][..]),
        ("zsh", "zsh", &["-n"]),
        ("fish", "fish", &["-n"]),
        ("powershell", "pwsh", &["-NoProfile", "-File"]),
    ] {
        let script = page(&["completions", shell]);
        for word in ["guide", "public-url"] {
            assert!(script.contains(word), "{shell} {word}");
        }
        let file = folder.path().join(format!("connectors.{shell}.ps1"));
        fs::write(&file, script).unwrap();
        if let Some((read, said)) = reads(program, args, &file) {
            assert!(read && said.is_empty(), "{shell}: {said}");
        }
    }
}

#[test]
fn bash_completes_commands_and_values() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("connectors.bash");
    fs::write(&file, page(&["completions", "bash"])).unwrap();
    let completed = |words: &str| {
        let script = format!(
            r#"source "$0"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
            _connectors connectors "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"; echo "${{COMPREPLY[@]}}""#
        );
        Command::new("bash").args(["-c", &script]).arg(&file).output()
    };
    match completed("connectors gui") {
        Ok(output) => assert_eq!(String::from_utf8(output.stdout).unwrap(), "guide\n"),
        Err(_) => return warn("bash"),
    }
    let formats = completed("connectors guide --format ma").unwrap();
    assert_eq!(String::from_utf8(formats.stdout).unwrap(), "markdown\n");
}

#[test]
fn man_reads_every_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for (directory, lang) in [("pages", "en"), ("korean", "ko")] {
        let ran = run_in(folder.path(), &["man", "--write", directory, "--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
        for entry in fs::read_dir(folder.path().join(directory)).unwrap() {
            names.push(entry.unwrap().path());
        }
    }
    for path in &names {
        if let Some((read, said)) = reads("groff", &["-K", "utf8", "-man", "-Tutf8", "-ww", "-z"], path) {
            assert!(read && said.is_empty(), "{}: {said}", path.display());
        }
        if let Some((read, said)) = reads("man", &["--warnings", "-l"], path) {
            assert!(read && said.is_empty(), "{}: {said}", path.display());
        }
    }
    let mut names: Vec<_> = names
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap())
        .collect();
    names.sort();
    insta::assert_snapshot!(names.join("\n"));
    assert_eq!(
        fs::read_to_string(folder.path().join("pages/connectors.1")).unwrap(),
        page(&["man"])
    );
}

#[test]
fn the_page_of_guide() {
    let folder = tempfile::tempdir().unwrap();
    run_in(folder.path(), &["man", "--write", "."]);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("connectors-guide.1")).unwrap());
    run_in(folder.path(), &["man", "--write", ".", "--lang", "ko"]);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("connectors-guide.1")).unwrap());
}

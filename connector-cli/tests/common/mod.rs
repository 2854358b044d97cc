//! The program as a person runs it: in a folder, with arguments, in an environment that says nothing but what a test says.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub, missing_docs)]

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_connectors"));
    let said = [
        "LC_ALL",
        "LC_MESSAGES",
        "LC_CTYPE",
        "CONNECTORS_CONFIG",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
    ];
    for name in said {
        command.env_remove(name);
    }
    command
        .env("LANG", "C.UTF-8")
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::null());
    command
}

pub fn run_in(folder: &Path, args: &[&str]) -> Ran {
    command(folder, args).output().unwrap().into()
}

/// Runs in an empty folder.
pub fn run(args: &[&str]) -> Ran {
    run_in(tempfile::tempdir().unwrap().path(), args)
}

/// What a successful run prints.
pub fn page(args: &[&str]) -> String {
    let ran = run(args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
    ran.out
}

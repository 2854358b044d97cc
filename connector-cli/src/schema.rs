//! `connectors schema`: prints the JSON Schemas, writes them to a directory, or compares them.

mod compat;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anstream::print;
use clap::{Args, ValueEnum};
use connector_host::{
    core::{self, Registry, Text, config::Sentence},
    registry,
    settings::{self, forms, render},
};
use serde_json::Value;

use crate::{
    guide::unknown,
    unwritable,
    voice::{Voice, write_line},
};

/// Arguments of `connectors schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Connector whose config schema is printed
    #[arg(value_name = "CONNECTOR", conflicts_with_all = ["bundle", "write", "check"])]
    connector: Option<String>,
    /// Print the schema of a whole configuration file (the default)
    #[arg(long)]
    bundle: bool,
    /// Write all schemas to this directory
    #[arg(long, value_name = "DIR", conflicts_with = "check")]
    write: Option<PathBuf>,
    /// Compare all schemas with those in this directory; exit code 1 if any differs
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,
    /// Say whether NEW may refuse what OLD accepted, files or directories; exit code 1 if it may
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["connector", "bundle", "write", "check"])]
    compat: Option<Vec<PathBuf>>,
    /// Print a layout for forms instead: fields in order and in groups, secrets as passwords
    #[arg(long, value_name = "LIBRARY", requires = "connector")]
    ui: Option<Ui>,
    /// Draft in which the schema is written; all its words mean the same in both
    #[arg(long, value_name = "DRAFT", default_value = "7")]
    draft: Draft,
}

/// A library that makes forms from schemas.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Ui {
    /// react-jsonschema-form.
    Rjsf,
    /// JSON Forms.
    Jsonforms,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Draft {
    /// Draft-07.
    #[value(name = "7")]
    Seven,
    /// 2020-12.
    #[value(name = "2020-12")]
    Of2020,
}

impl Draft {
    fn of(self, schema: Value) -> Value {
        match self {
            Self::Seven => schema,
            Self::Of2020 => core::schema::in_2020_12(&schema),
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    if let Some([old, new]) = args.compat.as_deref() {
        return compat::run(old, new, voice);
    }
    if let Some(directory) = &args.write {
        return write(directory, &all(&registry, args.draft), voice);
    }
    if let Some(directory) = &args.check {
        return check(directory, &all(&registry, args.draft), args.draft, voice);
    }
    let schema = match &args.connector {
        None => settings::bundle(&registry),
        Some(id) => match registry.get(id) {
            Some(registration) => registration.schema(),
            None => {
                voice.fail(unknown(&registry, None));
                return ExitCode::from(2);
            }
        },
    };
    let schema = match args.ui {
        Some(Ui::Rjsf) => forms::rjsf(&schema, voice.lang),
        Some(Ui::Jsonforms) => forms::jsonforms(&schema, voice.lang),
        None => args.draft.of(schema),
    };
    print!("{}", text(&schema));
    ExitCode::SUCCESS
}

/// All schemas by file name.
fn all(registry: &Registry, draft: Draft) -> Vec<(String, String)> {
    let ours = [
        ("connectors", settings::bundle(registry)),
        ("answers", connector_host::answer::schema()),
        ("findings", settings::render::schema()),
    ];
    let theirs = registry
        .iter()
        .map(|registration| (registration.id(), registration.schema()));
    ours.into_iter()
        .chain(theirs)
        .map(|(name, schema)| (format!("{name}.schema.json"), text(&draft.of(schema))))
        .collect()
}

fn text(schema: &Value) -> String {
    format!("{:#}\n", connector_host::answer::sorted(schema))
}

fn write(directory: &Path, all: &[(String, String)], voice: Voice) -> ExitCode {
    let write = |(name, text): &(String, String)| fs::write(directory.join(name), text);
    match fs::create_dir_all(directory).and_then(|()| all.iter().try_for_each(write)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => unwritable::tell(directory, &error, voice),
    }
}

/// Names every file that is missing or not the same, and the line at which it begins to differ.
fn check(directory: &Path, all: &[(String, String)], draft: Draft, voice: Voice) -> ExitCode {
    const DIFFERS: Text = Text::new(
        "{file} differs from line {line} on; `connectors schema{draft} --write {directory}` writes it anew",
        "{file}: {line}번째 줄부터 다릅니다. `connectors schema{draft} --write {directory}`로 다시 쓸 수 있습니다",
    );
    const MISSING: Text = Text::new(
        "{file} is missing; `connectors schema{draft} --write {directory}` writes it",
        "{file}: 파일이 없습니다. `connectors schema{draft} --write {directory}`로 쓸 수 있습니다",
    );
    let shown = |path: &Path| render::plain_name(&path.to_string_lossy()).into_owned();
    let draft = match draft {
        Draft::Seven => "",
        Draft::Of2020 => " --draft 2020-12",
    };
    let mut same = true;
    for (name, text) in all {
        let path = directory.join(name);
        let (wrong, line) = match fs::read(&path) {
            Ok(written) if written == text.as_bytes() => continue,
            Ok(written) => (DIFFERS, first_other_line(&written, text.as_bytes())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (MISSING, 1),
            Err(_) => (DIFFERS, 1),
        };
        same = false;
        let places = [
            ("file", &*shown(&path)),
            ("line", &*line.to_string()),
            ("directory", &*shown(directory)),
            ("draft", draft),
        ];
        write_line(&voice.spell(&voice.pick(Sentence::fill(wrong, &places))));
    }
    ExitCode::from(u8::from(!same))
}

/// The line, counted from 1, at which two texts begin to differ.
fn first_other_line(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b);
    1 + same.filter(|(byte, _)| **byte == b'\n').count()
}

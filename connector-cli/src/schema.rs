//! `connectors schema`: prints the JSON Schemas, writes them to a directory, or compares them.

mod compat;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anstream::{eprintln, print};
use clap::{Args, ValueEnum};
use connector_host::{
    core::{self, Registry},
    registry,
    settings::{self, forms},
};
use serde_json::Value;

use crate::voice::Voice;

/// Arguments of `connectors schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Connector whose config schema is printed
    #[arg(value_name = "CONNECTOR", conflicts_with = "bundle")]
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

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    if let Some([old, new]) = args.compat.as_deref() {
        return compat::run(old, new);
    }
    if let Some(directory) = &args.write {
        return write(directory, &registry);
    }
    if let Some(directory) = &args.check {
        return check(directory, &registry);
    }
    let schema = match &args.connector {
        None => settings::bundle(&registry),
        Some(id) => match registry.get(id) {
            Some(registration) => registration.schema(),
            None => {
                eprintln!(
                    "error: this program has no connector with that id; it has {}",
                    registry.ids().join(", ")
                );
                return ExitCode::from(2);
            }
        },
    };
    let schema = match (args.ui, args.draft) {
        (Some(Ui::Rjsf), _) => forms::rjsf(&schema, voice.lang),
        (Some(Ui::Jsonforms), _) => forms::jsonforms(&schema, voice.lang),
        (None, Draft::Seven) => schema,
        (None, Draft::Of2020) => core::schema::in_2020_12(&schema),
    };
    print!("{}", text(&schema));
    ExitCode::SUCCESS
}

fn all(registry: &Registry) -> Vec<(String, String)> {
    let mut all = vec![
        ("connectors.schema.json".to_owned(), text(&settings::bundle(registry))),
        (
            "answers.schema.json".to_owned(),
            text(&connector_host::answer::schema()),
        ),
        ("findings.schema.json".to_owned(), text(&settings::render::schema())),
    ];
    all.extend(registry.iter().map(|registration| {
        (
            format!("{}.schema.json", registration.id()),
            text(&registration.schema()),
        )
    }));
    all
}

fn text(schema: &Value) -> String {
    format!("{:#}\n", connector_host::answer::sorted(schema))
}

fn write(directory: &Path, registry: &Registry) -> ExitCode {
    let written = fs::create_dir_all(directory).and_then(|()| {
        all(registry)
            .into_iter()
            .try_for_each(|(name, text)| fs::write(directory.join(name), text))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot write to {}: {error}", directory.display());
            ExitCode::from(3)
        }
    }
}

fn check(directory: &Path, registry: &Registry) -> ExitCode {
    let differs =
        |(name, text): &(String, String)| fs::read_to_string(directory.join(name)).ok().as_ref() != Some(text);
    let different: Vec<_> = all(registry).into_iter().filter(differs).collect();
    for (name, _) in &different {
        eprintln!(
            "{} differs; `connectors schema --write {}` writes it anew",
            directory.join(name).display(),
            directory.display()
        );
    }
    if different.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

//! `connectors validate`: checks configurations without starting anything.

use std::{io::Read as _, path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};
use connector_host::{
    registry,
    settings::{self, Lang, Options, Source, render},
};

use crate::serve::ProfileArg;

/// Arguments of `connectors validate`.
#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    /// Configuration files; `-` reads standard input [default: connectors.json]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Profile instead of the one that publicUrl implies
    #[arg(long, value_enum)]
    profile: Option<ProfileArg>,
    /// Check the form of references and open nothing
    #[arg(long)]
    no_env: bool,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Language of the findings [default: by LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, value_enum)]
    lang: Option<LangArg>,
    /// Name for standard input in messages
    #[arg(long, default_value = "stdin.json", value_name = "NAME")]
    stdin_filename: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, in the manner of rustc.
    Human,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    /// English.
    En,
    /// Korean.
    Ko,
}

/// Runs the command. Exit codes: 0 no error, 1 findings, 3 unreadable.
pub(crate) fn run(args: &ValidateArgs) -> ExitCode {
    let registry = match registry(&[]) {
        Ok(registry) => registry,
        Err(findings) => {
            findings.iter().for_each(|finding| eprintln!("{finding}"));
            return ExitCode::from(70);
        }
    };
    let lang = chosen(args.lang);
    let mut options = Options::default();
    options.profile = args.profile.map(Into::into);
    options.no_env = args.no_env;
    let default = [PathBuf::from("connectors.json")];
    let paths = if args.paths.is_empty() {
        &default[..]
    } else {
        &args.paths
    };
    let (mut unreadable, mut refused) = (false, false);
    for path in paths {
        let source = match source(path, &args.stdin_filename) {
            Ok(source) => source,
            Err(message) => {
                eprintln!("error: {message}");
                return ExitCode::from(3);
            }
        };
        let report = settings::load(&source, &registry, &options);
        let name = source.name();
        match args.format {
            Format::Human => eprint!("{}", render::human(&report, &name, lang)),
            Format::Json => println!("{:#}", render::json(&report, &name)),
        }
        let (errors, warnings) = render::counts(&report);
        unreadable |= report.findings.iter().any(|located| located.finding.code == "E001");
        refused |= report.findings.iter().any(|located| located.finding.code != "E001")
            && (errors > 0 || (args.deny_warnings && warnings > 0));
    }
    match (refused, unreadable) {
        (true, _) => ExitCode::from(1),
        (false, true) => ExitCode::from(3),
        (false, false) => ExitCode::SUCCESS,
    }
}

fn source(path: &PathBuf, name: &str) -> Result<Source, &'static str> {
    if path.as_os_str() != "-" {
        return Ok(Source::path(path));
    }
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to refuse it.
    std::io::stdin()
        .take(16 * 1024 * 1024 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| "cannot read standard input")?;
    Ok(Source::bytes(name, bytes))
}

/// The language asked for, else that of the environment.
pub(crate) fn chosen(lang: Option<LangArg>) -> Lang {
    lang.map_or_else(preferred, |lang| match lang {
        LangArg::En => Lang::En,
        LangArg::Ko => Lang::Ko,
    })
}

#[expect(clippy::disallowed_methods, reason = "the program reads its own environment here")]
pub(crate) fn preferred() -> Lang {
    let wish = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    if wish.is_some_and(|wish| wish.starts_with("ko")) {
        Lang::Ko
    } else {
        Lang::En
    }
}

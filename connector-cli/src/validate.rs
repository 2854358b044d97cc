//! `connectors validate`: checks configurations without starting anything, and mends them where no doubt is left.

mod outcome;
mod write;

use std::{io::Read as _, path::PathBuf, process::ExitCode};

use anstream::{eprint, print, println};
use clap::{Args, ValueEnum};
use connector_host::{
    core::{Registry, Text},
    registry,
    settings::{self, Allow, Options, Report, Source, limits, render},
};

use self::outcome::Outcome;
use crate::{config_path, serve::ProfileArg, voice::Voice};

const HUMAN_ONLY: Text = Text::new(
    "with `-` and `--fix` standard output is the mended text; only `--format human` goes with it",
    "`-`와 `--fix`를 함께 쓰면 고친 텍스트가 표준 출력으로 나옵니다. `--format human`만 쓸 수 있습니다",
);

/// Why a code cannot be allowed.
pub(crate) const NOT_ALLOWED: &str = "not the code of a warning; errors cannot be allowed";

/// Arguments of `connectors validate`.
#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    /// Configuration files or directories; `-` reads standard input [default: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]
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
    /// Do not tell a warning, everywhere or for one instance; may be repeated
    #[arg(long, value_name = "CODE[:INSTANCE]", value_parser = allowed)]
    allow: Vec<Allow>,
    /// Apply the fixes that leave no doubt, write the files, and tell what is left
    #[arg(long)]
    fix: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Name for standard input in messages; one that ends in .jsonc allows comments
    #[arg(long, default_value = "stdin.json", value_name = "NAME")]
    stdin_filename: String,
    /// Most bytes of a configuration
    #[arg(long, default_value_t = limits::SIZE, value_name = "BYTES")]
    max_size: usize,
    /// Most findings that are told; the rest is counted
    #[arg(long, default_value_t = render::MOST, value_name = "N")]
    max_findings: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, in the manner of rustc.
    Human,
    /// For programs.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

fn allowed(text: &str) -> Result<Allow, &'static str> {
    Allow::parse(text).ok_or(NOT_ALLOWED)
}

/// Runs the command. Exit codes: 0 no error, 1 findings, 2 wrong usage, 3 unreadable, 70 our fault.
pub(crate) fn run(args: &ValidateArgs, voice: Voice) -> ExitCode {
    let registry = match registry(&[]) {
        Ok(registry) => registry,
        Err(findings) => {
            findings.iter().for_each(|finding| voice.tell(finding));
            return ExitCode::from(70);
        }
    };
    let from_input = args.paths.iter().any(|path| path.as_os_str() == "-");
    if args.fix && from_input && args.format != Format::Human {
        voice.fail(HUMAN_ONLY);
        return ExitCode::from(2);
    }
    let mut options = Options::default();
    options.profile = args.profile.map(Into::into);
    options.no_env = args.no_env;
    options.allow.clone_from(&args.allow);
    options.max_size = args.max_size;
    let default = [config_path::default()];
    let paths = if args.paths.is_empty() {
        &default[..]
    } else {
        &args.paths
    };
    let mut outcome = Outcome::default();
    let mut judged = Vec::with_capacity(paths.len());
    for path in paths {
        let source = match source(path, args) {
            Ok(source) => source,
            Err(message) => {
                voice.fail(message);
                return ExitCode::from(3);
            }
        };
        let report = judge(&source, &registry, &options, args, (&mut outcome, voice));
        outcome.add(&report, args.deny_warnings);
        judged.push((report, source.name()));
    }
    tell(&judged, args, voice);
    // The program ends: taking the parts of a large text from each other would only cost time.
    std::mem::forget(judged);
    outcome.code()
}

/// Checks one configuration; mends it before, if asked to.
fn judge(
    source: &Source,
    registry: &Registry,
    options: &Options,
    args: &ValidateArgs,
    (outcome, voice): (&mut Outcome, Voice),
) -> Report {
    if args.fix {
        let mended = settings::mend(source, registry, options);
        if write::all(&mended, source, voice) {
            return mended.report;
        }
        // What stands in the files is as wrong as before.
        outcome.unwritten();
    }
    settings::validate(source, registry, options)
}

fn tell(judged: &[(Report, String)], args: &ValidateArgs, voice: Voice) {
    let (lang, most) = (voice.lang, args.max_findings);
    let named: Vec<render::Named<'_>> = judged.iter().map(|(report, name)| (report, name.as_str())).collect();
    match args.format {
        Format::Human => {
            let mut manner = render::Manner::new(lang);
            manner.most = most;
            // What is no terminal gets no colours: the stream takes them out.
            manner.colour = true;
            manner.summary = !voice.quiet;
            for (report, name) in named {
                eprint!("{}", voice.spell(&render::human_as(report, name, &manner)));
            }
        }
        Format::Json => println!("{:#}", render::json(&named, most)),
        Format::Github => named
            .iter()
            .for_each(|(report, _)| print!("{}", render::github(report, lang, most))),
        Format::Sarif => println!("{:#}", render::sarif(&named, lang, most)),
    }
}

fn source(path: &PathBuf, args: &ValidateArgs) -> Result<Source, Text> {
    if path.as_os_str() != "-" {
        return Ok(Source::path(path));
    }
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to refuse it.
    let most = u64::try_from(args.max_size).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin()
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|_| Text::new("cannot read standard input", "표준 입력을 읽을 수 없습니다"))?;
    Ok(Source::bytes(&args.stdin_filename, bytes))
}

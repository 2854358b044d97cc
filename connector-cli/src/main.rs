//! The program `connectors`: checks, serves and demonstrates a sign-in configuration.

mod check;
mod completions;
mod config_path;
mod configured;
mod day;
mod demo;
mod draft;
mod example;
mod explain;
mod field;
mod guide;
mod init;
mod list;
mod locale;
mod man;
mod panic;
mod public_url;
mod schema;
mod serve;
mod show;
mod unwritable;
mod usage;
mod validate;
mod voice;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::voice::{Voice, VoiceArgs};

const EXIT_CODES: &str = "Exit codes:
  0   no error; warnings may have been printed
  1   findings: errors, warnings under --deny-warnings, or schemas that differ
  2   wrong usage; unknown command, connector or code
  3   something cannot be read, written or reached
  4   the live check proved a fault
  70  a fault of this program";

/// Social sign-in connectors: check, serve and demonstrate a configuration.
///
/// Data goes to standard output, words for people go to standard error.
#[derive(Debug, Parser)]
#[command(name = "connectors", version, arg_required_else_help = true, after_long_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    voice: VoiceArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the first files of a configuration: connectors.json, its schema and .env.example.
    ///
    /// On a terminal, what is not given is asked for. Elsewhere all linked connectors are taken, and the address
    /// http://localhost:8080 for trying things out. The files hold references to environment variables and no values.
    Init(init::InitArgs),
    /// Check configuration files or directories without starting anything.
    Validate(validate::ValidateArgs),
    /// Print the JSON Schemas, write them to a directory, or compare them with one.
    Schema(schema::SchemaArgs),
    /// Explain a code: of a provider (KOE205, kakao:-401, naver:024), of this program, or of a settings finding (E102).
    Explain(explain::ExplainArgs),
    /// Ask the providers, without a user, whether they know what the configuration says.
    Check(check::CheckArgs),
    /// Show what to do in a provider's console, with the addresses to paste.
    Guide(guide::GuideArgs),
    /// Show a connector's settings, limits, addresses, scopes and codes; or what is set for an instance.
    Show(show::ShowArgs),
    /// List the linked connectors, or the configured instances.
    List(list::ListArgs),
    /// Run the host over HTTP.
    Serve(serve::ServeArgs),
    /// Run the host with the embedded sandbox: a complete local Kakao and NAVER, no account, no network.
    Demo(demo::DemoArgs),
    /// Print completions for a shell.
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write one page per command.
    Man(man::ManArgs),
}

fn main() -> ExitCode {
    panic::hide_payloads();
    panic::told(run)
}

fn run() -> ExitCode {
    let cli: Cli = usage::parsed();
    let voice = Voice::of(&cli.voice);
    match cli.command {
        Command::Init(args) => init::run(&args, voice),
        Command::Validate(args) => validate::run(&args, voice),
        Command::Schema(args) => schema::run(&args, voice),
        Command::Explain(args) => explain::run(&args, voice),
        Command::Check(args) => check::run(&args, voice),
        Command::Guide(args) => guide::run(&args, voice),
        Command::Show(args) => show::run(&args, voice),
        Command::List(args) => list::run(&args, voice),
        Command::Serve(args) => serve::run(&args, voice),
        Command::Demo(args) => demo::run(&args, voice),
        Command::Completions(args) => completions::run::<Cli>(&args),
        Command::Man(args) => man::run::<Cli>(&args, voice),
    }
}

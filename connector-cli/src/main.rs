//! The program `connectors`: checks, serves and demonstrates a sign-in configuration.

mod check;
mod config_path;
mod demo;
mod explain;
mod list;
mod panic;
mod schema;
mod serve;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Social sign-in connectors: check, serve and demonstrate a configuration.
///
/// Data goes to standard output, words for people go to standard error.
#[derive(Debug, Parser)]
#[command(name = "connectors", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check configuration files or directories without starting anything.
    Validate(validate::ValidateArgs),
    /// Print the JSON Schemas, write them to a directory, or compare them with one.
    Schema(schema::SchemaArgs),
    /// Explain a code: of a provider (KOE205, kakao:-401, naver:024), of this program, or of a settings finding (E102).
    Explain(explain::ExplainArgs),
    /// Ask the providers, without a user, whether they know what the configuration says.
    Check(check::CheckArgs),
    /// List the linked connectors.
    List(list::ListArgs),
    /// Run the host over HTTP.
    Serve(serve::ServeArgs),
    /// Run the host with the embedded sandbox: a complete local Kakao and NAVER, no account, no network.
    Demo(demo::DemoArgs),
}

fn main() -> ExitCode {
    panic::hide_payloads();
    match Cli::parse().command {
        Command::Validate(args) => validate::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Check(args) => check::run(&args),
        Command::List(args) => list::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
    }
}

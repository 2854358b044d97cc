//! `connectors show`: everything about a connector, or the settings of an instance.

mod connector;
mod instance;

use std::process::ExitCode;

use anstream::println;
use clap::Args;
use connector_host::registry;

use crate::{configured::ConfigArg, guide::unknown, voice::Voice};

/// Arguments of `connectors show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Linked connector; with --config, or if no connector has that name, an instance of the configuration
    #[arg(value_name = "CONNECTOR|INSTANCE")]
    name: String,
    /// Print JSON, in both languages
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArg,
}

/// Runs the command. Exit codes: 0 shown; 1 and 3 as `validate`, if the configuration was named; 2 unknown name.
pub(crate) fn run(args: &ShowArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    let registration = registry.get(&args.name);
    if let Some(registration) = registration.filter(|_| !args.config.is_named()) {
        if args.json {
            println!("{:#}", connector::to_json(registration));
        } else {
            voice.page(&connector::page(registration, voice));
        }
        return ExitCode::SUCCESS;
    }
    let configured = match args.config.at_hand(&registry, voice) {
        Ok(configured) => configured,
        Err(code) => return code,
    };
    let found = configured.as_ref().and_then(|it| Some((it, it.instance(&args.name)?)));
    let Some((configured, instance)) = found else {
        voice.fail(unknown(&registry, configured.as_ref()));
        return ExitCode::from(2);
    };
    if args.json {
        println!("{:#}", instance::to_json(configured, instance, &registry));
    } else {
        voice.page(&instance::page(configured, instance, &registry, voice));
    }
    ExitCode::SUCCESS
}

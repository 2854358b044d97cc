//! `connectors list`: the linked connectors.

use std::process::ExitCode;

use clap::Args;
use connector_host::registry;
use serde_json::{Value, json};

/// Arguments of `connectors list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: &ListArgs) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    if args.json {
        let all: Vec<Value> = registry
            .iter()
            .map(|registration| json!({ "info": registration.info(), "package": registration.package(), "capabilities": CAPABILITIES }))
            .collect();
        println!("{:#}", Value::from(all));
        return ExitCode::SUCCESS;
    }
    for registration in registry.iter() {
        let info = registration.info();
        println!(
            "{:<12} {} / {}  {} {}  {}",
            info.id,
            info.name.en,
            info.name.ko,
            registration.package(),
            info.version,
            CAPABILITIES.join(", ")
        );
    }
    ExitCode::SUCCESS
}

/// What every connector can do.
const CAPABILITIES: [&str; 3] = ["authorize", "callback", "profile"];

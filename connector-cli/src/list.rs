//! `connectors list`: the linked connectors.

use std::process::ExitCode;

use clap::Args;
use connector_host::{
    core::{Registration, Site, capabilities},
    registry,
};
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
            .map(|registration| json!({ "info": registration.info(), "package": registration.package(), "capabilities": capabilities_of(registration) }))
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
            capabilities_of(registration).join(", ")
        );
    }
    ExitCode::SUCCESS
}

/// What a connector can do when everything is switched on. What it really can is known only of a configured one, so it is
/// prepared with the examples of its own schema.
fn capabilities_of(registration: &Registration) -> Vec<&'static str> {
    let mut names = vec!["authorize", "callback", "profile"];
    let site = Site::new("example", "https://login.example.kr/callback/example");
    if let Ok((connector, _)) = registration.prepare(example(&registration.config_schema()), &site) {
        names.extend(capabilities(&*connector));
    }
    names
}

/// The required settings by their examples, and every switch on.
fn example(schema: &Value) -> Value {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.into_iter().flatten().any(|it| it == name);
    let properties = schema.get("properties").and_then(Value::as_object);
    let chosen = properties.into_iter().flatten().filter_map(|(name, property)| {
        if property.get("type").and_then(Value::as_str) == Some("boolean") {
            return Some((name.clone(), Value::Bool(true)));
        }
        let given = property.pointer("/examples/0").filter(|_| is_required(name))?;
        // A reference stands for a secret.
        let value = if given.is_object() {
            json!("example")
        } else {
            given.clone()
        };
        Some((name.clone(), value))
    });
    Value::Object(chosen.collect())
}

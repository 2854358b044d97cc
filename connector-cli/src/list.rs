//! `connectors list`: the linked connectors, or the configured instances.

use std::process::ExitCode;

use anstream::println;
use clap::Args;
use connector_host::{
    core::{Paste, Registry, Text},
    registry,
    settings::InstanceSettings,
};
use serde_json::{Value, json};

use crate::{
    configured::{ConfigArg, Configured},
    example::capabilities_of,
    voice::Voice,
};

/// Arguments of `connectors list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// List the configured instances with the addresses to register
    #[arg(long)]
    instances: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArg,
}

/// Runs the command. Exit codes: 0 listed; 1 and 3 as `validate`, for instances.
pub(crate) fn run(args: &ListArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    if !args.instances {
        list_connectors(&registry, args.json, voice);
        return ExitCode::SUCCESS;
    }
    match Configured::read(&args.config.path(), &registry, voice) {
        Ok(configured) => {
            list_instances(&configured, args.json, voice);
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

fn list_connectors(registry: &Registry, json: bool, voice: Voice) {
    if json {
        let all: Vec<Value> = registry
            .iter()
            .map(|registration| json!({ "info": registration.info(), "package": registration.package(), "capabilities": capabilities_of(registration) }))
            .collect();
        println!("{:#}", Value::from(all));
        return;
    }
    for registration in registry.iter() {
        let info = registration.info();
        let name = if voice.ascii {
            info.name.en.to_owned()
        } else {
            format!("{} / {}", info.name.en, info.name.ko)
        };
        voice.page(&format!(
            "{:<12} {name}  {} {}  {}\n",
            info.id,
            registration.package(),
            info.version,
            capabilities_of(registration).join(", ")
        ));
    }
}

fn list_instances(configured: &Configured, json: bool, voice: Voice) {
    const ON: Text = Text::new("on ", "켜짐");
    const OFF: Text = Text::new("off", "꺼짐");
    const ORDER: Text = Text::new("order", "순서");
    const NONE: Text = Text::new("no instance is configured", "설정된 인스턴스가 없습니다");
    // As the buttons stand.
    let mut instances: Vec<_> = configured.settings.instances.iter().collect();
    instances.sort_by_key(|instance| (instance.order, &instance.id));
    if json {
        let all: Vec<Value> = instances.iter().map(|it| to_json(configured, it)).collect();
        println!("{:#}", Value::from(all));
        return;
    }
    if instances.is_empty() {
        voice.say(NONE);
    }
    let widest = |text: fn(&InstanceSettings) -> usize| instances.iter().map(|it| text(it)).max().unwrap_or_default();
    let (ids, connectors) = (widest(|it| it.id.len()), widest(|it| it.registration.id().len()));
    for instance in &instances {
        voice.page(&format!(
            "{:<ids$}  {:<connectors$}  {}  {} {:<7}  {}\n",
            instance.id,
            instance.registration.id(),
            voice.pick(if instance.enabled { ON } else { OFF }),
            voice.pick(ORDER),
            instance.order,
            instance.redirect_uri,
        ));
        if let Some(address) = webhook(configured, instance) {
            voice.page(&format!("{:<ids$}  webhook: {address}\n", ""));
        }
    }
}

fn to_json(configured: &Configured, instance: &InstanceSettings) -> Value {
    json!({
        "id": instance.id,
        "connector": instance.registration.id(),
        "enabled": instance.enabled,
        "order": instance.order,
        "callback": instance.redirect_uri,
        "webhook": webhook(configured, instance),
    })
}

/// Where the provider's notices arrive, if the instance takes any.
fn webhook(configured: &Configured, instance: &InstanceSettings) -> Option<String> {
    let taken = configured.takes_notices(&instance.id);
    taken.then(|| Paste::Webhook.address(&configured.settings.public_url, &instance.id))
}

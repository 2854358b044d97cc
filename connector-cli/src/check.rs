//! `connectors check --live`: asks the providers, without a user, whether they know what the configuration says.

mod table;

use std::{collections::BTreeSet, process::ExitCode, sync::Arc};

use anstream::{eprint, print, println};
use clap::Args;
use connector_host::{
    core::{Finding, Text, config::Sentence},
    live::{Checked, Live},
    registry,
    settings::{self, InstanceSettings, Options, Profile, Report, Settings, Source, render},
    transport::Transport,
};

use crate::{
    configured::ConfigArg,
    serve::{NO_RUNTIME, ProfileArg},
    voice::Voice,
};

/// Instances that are tried unless they are named.
const MOST: usize = 20;
const TOO_MANY: Text = Text::new(
    "{n} instances are enabled; name those to try, {most} go unnamed",
    "켜진 인스턴스가 {n}개입니다. 확인할 인스턴스를 지정하세요. 지정하지 않으면 {most}개까지만 확인합니다",
);
const NOT_ENABLED: Text = Text::new(
    "no enabled instance has that id; `connectors list --instances` shows them",
    "켜진 인스턴스 중에 그런 ID가 없습니다. `connectors list --instances`로 확인하세요",
);
const NO_TRANSPORT: Text = Text::new("the transport cannot be started", "네트워크 연결을 준비할 수 없습니다");

/// Arguments of `connectors check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Send requests to the providers; `validate` checks without
    #[arg(long, required = true)]
    live: bool,
    /// Instances to try [default: all enabled ones, at most 20]
    #[arg(value_name = "INSTANCE")]
    instances: Vec<String>,
    #[command(flatten)]
    config: ConfigArg,
    /// Profile instead of the one that publicUrl implies
    #[arg(long, value_enum)]
    profile: Option<ProfileArg>,
    /// Print JSON, with findings in the shape of `validate --format json`
    #[arg(long)]
    json: bool,
}

/// Runs the command. Exit codes: 0 nothing is known to be wrong, 1 the configuration has errors, 2 wrong usage, 3 a provider
/// cannot be reached, 4 a fault is proven.
pub(crate) fn run(args: &CheckArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    let mut options = Options::default();
    options.profile = args.profile.map(Into::into);
    let source = Source::path(args.config.path());
    let report = settings::load(&source, &registry, &options);
    let mut manner = render::Manner::new(voice.lang);
    manner.colour = true;
    manner.summary = !voice.quiet;
    let Report {
        settings: Some(settings),
        profile,
        ..
    } = &report
    else {
        eprint!("{}", voice.spell(&render::human_as(&report, &source.name(), &manner)));
        let unreadable = report.findings.iter().any(|located| located.finding.code == "E001");
        return ExitCode::from(if unreadable { 3 } else { 1 });
    };
    let instances = match chosen_instances(settings, &args.instances) {
        Ok(instances) => instances,
        Err(message) => {
            voice.fail(message);
            return ExitCode::from(2);
        }
    };
    let checked = match ask(settings, *profile, &instances) {
        Ok(checked) => checked,
        Err(message) => {
            voice.fail(message);
            return ExitCode::from(70);
        }
    };
    let found = settings::locate(&source, settings, &options, told_once(&checked), *profile);
    let code = code(&found);
    if args.json {
        println!("{:#}", table::json(&checked, &found, &source.name()));
    } else {
        print!("{}", voice.spell(&table::text(&checked, voice.lang)));
        eprint!("{}", voice.spell(&render::human_as(&found, &source.name(), &manner)));
    }
    code
}

/// What the probes found; what two of them say in the same words is one mistake.
fn told_once(checked: &[Checked]) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::new();
    for finding in checked
        .iter()
        .flat_map(|one| &one.probes)
        .filter_map(|probe| probe.finding.as_ref())
    {
        let says_the_same = |other: &Finding| {
            (other.code, &other.pointer, &other.message) == (finding.code, &finding.pointer, &finding.message)
        };
        if !told.iter().any(says_the_same) {
            told.push(finding.clone());
        }
    }
    told
}

fn chosen_instances<'s>(settings: &'s Settings, named: &[String]) -> Result<Vec<&'s InstanceSettings>, Sentence> {
    if named.is_empty() {
        let enabled: Vec<_> = settings.instances.iter().filter(|instance| instance.enabled).collect();
        return match enabled.len() {
            0..=MOST => Ok(enabled),
            n => Err(Sentence::fill(
                TOO_MANY,
                &[("n", &n.to_string()), ("most", &MOST.to_string())],
            )),
        };
    }
    let find = |id: &String| {
        let found = settings.instances.iter().find(|instance| *instance.id == **id);
        found
            .filter(|instance| instance.enabled)
            .ok_or_else(|| Sentence::from(NOT_ENABLED))
    };
    // Nobody is asked twice, however often an instance is named.
    let once: BTreeSet<&String> = named.iter().collect();
    once.into_iter().map(find).collect()
}

fn ask(settings: &Settings, profile: Profile, instances: &[&InstanceSettings]) -> Result<Vec<Checked>, Text> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| NO_RUNTIME)?;
    let transport = Transport::new(settings.limits(), profile == Profile::Dev).map_err(|_| NO_TRANSPORT)?;
    let live = Live::new(Arc::new(transport));
    runtime.block_on(async {
        let mut checked = Vec::with_capacity(instances.len());
        for instance in instances {
            checked.extend(live.check(instance).await);
        }
        Ok(checked)
    })
}

/// A proven fault outranks an unknown.
fn code(found: &Report) -> ExitCode {
    let has = |codes: &[&str]| {
        found
            .findings
            .iter()
            .any(|located| codes.contains(&located.finding.code))
    };
    if has(&["E502", "E503", "E504", "E505", "E506"]) {
        ExitCode::from(4)
    } else if has(&["E501"]) {
        ExitCode::from(3)
    } else {
        ExitCode::SUCCESS
    }
}

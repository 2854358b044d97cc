//! `connectors init`: the first files of a configuration. They hold references and no sample values, so that nothing but the values
//! themselves is missing.

mod files;
mod questions;

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anstream::println;
use clap::Args;
use connector_host::{
    core::{Registration, Registry, Text, config::Sentence},
    registry,
    settings::render,
};

use self::files::Failure;
use crate::{draft::Draft, guide::unknown, public_url, unwritable, voice::Voice};

/// Where `serve` listens, for trying things out.
const LOCAL: &str = "http://localhost:8080";

/// Arguments of `connectors init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Connector to configure, once for each
    #[arg(long = "connector", value_name = "ID")]
    connectors: Vec<String>,
    /// Where browsers reach the service
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
    /// Directory to write to
    #[arg(value_name = "DIR", default_value = ".")]
    directory: PathBuf,
}

/// What was chosen.
#[derive(Debug)]
struct Choice {
    connectors: Vec<&'static Registration>,
    public_url: String,
}

/// Runs the command. Exit codes: 0 written; 2 unknown connector, odd address, or files are there already; 3 cannot write.
pub(crate) fn run(args: &InitArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    // Before anything is asked.
    if let Some(code) = refused(args, voice) {
        return code;
    }
    let Some(choice) = chosen(args, &registry, voice) else {
        return ExitCode::from(2);
    };
    let drafts: Vec<Draft> = choice.connectors.iter().map(|it| Draft::new(it.id(), it)).collect();
    let files = files::all(&choice.public_url, &drafts, &registry, voice);
    match files::write(&args.directory, &files, args.force) {
        Ok(written) => {
            for path in written {
                println!("{}", path.display());
            }
            next_steps(&args.directory, &drafts, &choice.public_url, voice);
            ExitCode::SUCCESS
        }
        Err(failure) => fail(&failure, voice),
    }
}

fn refused(args: &InitArgs, voice: Voice) -> Option<ExitCode> {
    let there = files::there(&args.directory);
    (!args.force && !there.is_empty()).then(|| fail(&Failure::Exist(there), voice))
}

fn fail(failure: &Failure, voice: Voice) -> ExitCode {
    const EXIST: Text = Text::new(
        "nothing was written: {paths} there already; --force replaces",
        "아무것도 쓰지 않았습니다. 이미 있는 파일: {paths}. --force로 바꿀 수 있습니다",
    );
    match failure {
        Failure::Exist(paths) => {
            let names: Vec<String> = paths.iter().map(|path| plain(path)).collect();
            let is = if names.len() == 1 { "is" } else { "are" };
            let (en, ko) = (format!("{} {is}", names.join(", ")), names.join(", "));
            voice.fail(Sentence {
                en: Sentence::fill(EXIST, &[("paths", &en)]).en,
                ko: Sentence::fill(EXIST, &[("paths", &ko)]).ko,
            });
            ExitCode::from(2)
        }
        Failure::Io(path, error) => unwritable::tell(path, error, voice),
    }
}

/// A path for people.
fn plain(path: &Path) -> String {
    render::plain_name(&path.to_string_lossy()).into_owned()
}

fn chosen(args: &InitArgs, registry: &Registry, voice: Voice) -> Option<Choice> {
    let mut connectors = Vec::new();
    for id in &args.connectors {
        match registry.get(id) {
            Some(registration) => connectors.push(registration),
            None => {
                voice.fail(unknown(registry, None));
                return None;
            }
        }
    }
    let mut public_url = match &args.public_url {
        Some(address) => Some(public_url::checked(address, registry, voice)?),
        None => None,
    };
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let mut answers = io::stdin().lock();
        if connectors.is_empty() {
            connectors = questions::connectors(&mut answers, registry, voice)?;
        }
        if public_url.is_none() {
            public_url = Some(questions::public_url(&mut answers, registry, voice)?);
        }
    }
    if connectors.is_empty() {
        connectors = registry.iter().collect();
    }
    connectors.sort_by_key(|registration| registration.id());
    connectors.dedup_by_key(|registration| registration.id());
    Some(Choice {
        connectors,
        public_url: public_url.unwrap_or_else(|| LOCAL.to_owned()),
    })
}

fn next_steps(directory: &Path, drafts: &[Draft], public_url: &str, voice: Voice) {
    const LOCAL_ONLY: Text = Text::new(
        "publicUrl is {url}, which only this machine reaches; change it before others sign in",
        "publicUrl: {url}. 이 컴퓨터에서만 접속됩니다. 서비스하기 전에 바꾸세요",
    );
    const GUIDE: Text = Text::new(
        "Next, in the console of each provider:",
        "다음으로 각 제공자의 콘솔에서:",
    );
    const FILL: Text = Text::new(
        "then copy .env.example to .env, fill it in, and check:",
        "그다음 .env.example을 .env로 복사해 값을 채우고 확인하세요.",
    );
    if public_url == LOCAL {
        voice.say(Sentence::fill(LOCAL_ONLY, &[("url", public_url)]));
    }
    voice.say(GUIDE);
    if directory != Path::new(".") {
        let enter = Text::new("  cd {path}", "  cd {path}");
        voice.say(Sentence::fill(enter, &[("path", &plain(directory))]));
    }
    for draft in drafts {
        let command = Text::new("  connectors guide {id}", "  connectors guide {id}");
        voice.say(Sentence::fill(command, &[("id", &draft.id)]));
    }
    voice.say(FILL);
    let check = "  set -a; . ./.env; set +a; connectors validate";
    voice.say(Text::new(check, check));
}

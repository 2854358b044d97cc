//! `connectors serve`: the host over HTTP. Nothing is half-started: it listens only when everything is ready.

mod reload;
mod signals;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anstream::eprint;
use clap::{Args, ValueEnum};
use connector_host::{
    Host, HostBuilder, Profile, SealingKey,
    core::{Error, Text, config::Sentence},
    registry,
    router::HostRouter,
    settings::{self, Options, Source, render},
};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use self::{
    reload::Watched,
    signals::{Signals, told},
};
use crate::{
    configured::ConfigArg,
    voice::{Voice, write_line},
};

/// The environment variable with the sealing key.
const KEY_VARIABLE: &str = "CONNECTORS_SEALING_KEY";
const DRAWN: Text = Text::new(
    "no sealing key given; the dev profile draws one, so begun sign-ins do not survive a restart",
    "봉인 키가 없어 개발 프로필에서 임시로 만들었습니다. 다시 시작하면 진행 중이던 로그인은 이어지지 않습니다",
);
const NO_KEY: Text = Text::new(
    "cannot read the sealing key from {path}",
    "봉인 키를 읽을 수 없습니다: {path}",
);
const ODD_KEY: Text = Text::new(
    "{source} does not hold 32 bytes as base64 or hexadecimal text",
    "{source}: base64나 16진수 텍스트로 된 32바이트가 아닙니다",
);
pub(crate) const NO_RUNTIME: Text = Text::new("no runtime can be started", "런타임을 시작할 수 없습니다");
const SAYS: Text = Text::new("{error}", "{error}");
const OPEN: Text = Text::new("open {address}/", "브라우저로 열기: {address}/");
const CALLBACK: Text = Text::new("  {id}: callback URL {address}", "  {id}: 콜백 URL {address}");
const WEBHOOK: Text = Text::new("  {id}: notifications {address}", "  {id}: 알림(웹훅) {address}");
/// What the host advises to those who embed it is done here by options.
const HERE: [(&str, Text); 2] = [
    (
        "E902",
        Text::new(
            "set CONNECTORS_SEALING_KEY or pass --sealing-key-file: 32 random bytes, such as `openssl rand -base64 32` prints, that all processes share",
            "CONNECTORS_SEALING_KEY나 --sealing-key-file로 모든 프로세스가 공유하는 32바이트 난수를 주세요. `openssl rand -base64 32`로 만들 수 있습니다",
        ),
    ),
    (
        "E903",
        Text::new(
            "pass --single-process if no other process serves the same sign-ins; guards that processes share are for those who embed the host",
            "같은 로그인을 처리하는 다른 프로세스가 없으면 --single-process를 쓰세요. 여러 프로세스가 공유하는 저장소는 호스트를 내장할 때 쓸 수 있습니다",
        ),
    ),
];
/// How long calls in progress may go on after the signal to stop: L1 at its default and one second (L34).
const GRACE: Duration = Duration::from_secs(11);

/// Arguments of `connectors serve`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Profile instead of the one that publicUrl implies
    #[arg(long, value_enum)]
    profile: Option<ProfileArg>,
    /// File with the sealing key: 32 bytes as base64 or hexadecimal text [default: the variable CONNECTORS_SEALING_KEY]
    #[arg(long, value_name = "PATH")]
    sealing_key_file: Option<PathBuf>,
    /// Say that no other process serves the same sign-ins, so that the one-time guard may be in memory
    #[arg(long)]
    single_process: bool,
}

/// A profile by its name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ProfileArg {
    /// Loopback addresses and plain http to them are allowed.
    Dev,
    /// Public addresses and https only.
    Production,
}

impl From<ProfileArg> for Profile {
    fn from(profile: ProfileArg) -> Self {
        match profile {
            ProfileArg::Dev => Self::Dev,
            ProfileArg::Production => Self::Production,
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &ServeArgs, voice: Voice) -> ExitCode {
    start_log(voice);
    match prepare(args, voice) {
        Ok((host, watched)) => run_until_stopped(host, args.listen, Some(watched), voice),
        Err(code) => code,
    }
}

fn prepare(args: &ServeArgs, voice: Voice) -> Result<(Host, Watched), ExitCode> {
    let path = args.config.path();
    let profile = args.profile.map(Profile::from);
    checked(&path, profile, voice)?;
    let mut builder = Host::builder().settings_file(&path);
    if let Some(profile) = profile {
        builder = builder.profile(profile);
    }
    if args.single_process {
        builder = builder.single_process();
    }
    let key = sealing_key(args.sealing_key_file.as_deref()).map_err(|message| {
        voice.fail(message);
        ExitCode::from(3)
    })?;
    let drawn = key.is_none();
    if let Some(key) = key {
        builder = builder.sealing_key(key);
    }
    let host = build(builder, voice)?;
    if drawn {
        voice.say(DRAWN);
    }
    Ok((host, Watched { path, profile }))
}

/// Shows what `validate` would say, with the profile that is in force; errors end the start.
fn checked(path: &Path, profile: Option<Profile>, voice: Voice) -> Result<(), ExitCode> {
    let registry = registry(&[]).map_err(|findings| {
        findings.iter().for_each(|finding| voice.tell(finding));
        ExitCode::from(70)
    })?;
    let mut options = Options::default();
    options.profile = profile;
    let source = Source::path(path);
    let report = settings::load(&source, &registry, &options);
    if !(voice.quiet && report.findings.is_empty()) {
        eprint!("{}", voice.spell(&render::human(&report, &source.name(), voice.lang)));
    }
    match report.settings {
        Some(_) => Ok(()),
        None if report.findings.iter().any(|located| located.finding.code == "E001") => Err(ExitCode::from(3)),
        None => Err(ExitCode::from(1)),
    }
}

#[expect(clippy::disallowed_methods, reason = "the program reads its own environment here")]
fn sealing_key(file: Option<&Path>) -> Result<Option<SealingKey>, Sentence> {
    let text = match file {
        Some(path) => {
            let name = path.to_string_lossy();
            let places = [("path", &*render::plain_name(&name))];
            std::fs::read_to_string(path).map_err(|_| Sentence::fill(NO_KEY, &places))?
        }
        None => match std::env::var(KEY_VARIABLE) {
            Ok(text) if !text.is_empty() => text,
            _ => return Ok(None),
        },
    };
    let source = file.map_or_else(|| KEY_VARIABLE.into(), Path::to_string_lossy);
    SealingKey::from_text(text.trim_end())
        .map(Some)
        .map_err(|_| Sentence::fill(ODD_KEY, &[("source", &render::plain_name(&source))]))
}

/// Builds a host, or says on standard error everything that is wrong.
pub(crate) fn build(builder: HostBuilder, voice: Voice) -> Result<Host, ExitCode> {
    builder.build().map_err(|error| {
        complain(&error, voice);
        ExitCode::from(1)
    })
}

fn complain(error: &Error, voice: Voice) {
    if error.findings().is_empty() {
        voice.fail(Sentence::fill(SAYS, &[("error", &error.to_string())]));
    }
    for finding in error.findings() {
        let here = HERE.iter().find(|(code, _)| *code == finding.code);
        voice.tell(&here.map_or_else(|| finding.clone(), |(_, help)| finding.clone().help(*help)));
    }
}

/// Serves until the process is told to stop, and lets calls in progress end.
pub(crate) fn run_until_stopped(host: Host, listen: SocketAddr, watched: Option<Watched>, voice: Voice) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(_) => {
            voice.fail(NO_RUNTIME);
            return ExitCode::from(70);
        }
    };
    let code = runtime.block_on(serve(host, listen, watched, voice));
    runtime.shutdown_timeout(Duration::from_millis(200));
    code
}

/// Exit code 1.
pub(crate) fn cannot_listen(listen: SocketAddr, error: &std::io::Error, voice: Voice) -> ExitCode {
    const CANNOT_LISTEN: Text = Text::new(
        "cannot listen on {address}: {reason}",
        "{address}: 연결을 받을 수 없습니다({reason})",
    );
    let places = [("address", &*listen.to_string()), ("reason", &error.to_string())];
    voice.fail(Sentence::fill(CANNOT_LISTEN, &places));
    ExitCode::from(1)
}

async fn serve(host: Host, listen: SocketAddr, watched: Option<Watched>, voice: Voice) -> ExitCode {
    // Before anybody can know of this process: a signal that nobody waits for would kill it.
    let Signals { stop, again } = Signals::awaited();
    let listener = match TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) => return cannot_listen(listen, &error, voice),
    };
    let address = listener.local_addr().unwrap_or(listen);
    if let Some(watched) = watched {
        tokio::spawn(watched.reload_when_changed(host.clone(), again, voice));
    }
    if !voice.quiet {
        // In one language: programs wait for it.
        write_line(&format!("listening on http://{address}"));
        announce(&host, voice);
    }
    let router = HostRouter::new(host.clone()).into_router();
    let (closing, patience) = (stop.clone(), stop);
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        told(closing).await;
        host.close();
    });
    let patience = async {
        told(patience).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = async { serving.await } => match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                voice.fail(Sentence::fill(SAYS, &[("error", &error.to_string())]));
                ExitCode::from(1)
            }
        },
        () = patience => ExitCode::SUCCESS,
    }
}

fn announce(host: &Host, voice: Voice) {
    voice.say(Sentence::fill(OPEN, &[("address", &host.public_url())]));
    for instance in host.instances() {
        let places = [("id", instance.id()), ("address", instance.redirect_uri())];
        voice.say(Sentence::fill(CALLBACK, &places));
        if let Some(address) = instance.webhook_url() {
            voice.say(Sentence::fill(WEBHOOK, &[("id", instance.id()), ("address", &address)]));
        }
    }
}

/// Logs to standard error as `RUST_LOG` says, else as loudly as was asked for.
pub(crate) fn start_log(voice: Voice) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(voice.log_level()));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

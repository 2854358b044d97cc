//! `connectors serve`: the host over HTTP. Nothing is half-started: it listens only when everything is ready.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, SystemTime},
};

use anstream::{eprint, eprintln};
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

use crate::{configured::ConfigArg, voice::Voice};

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
const REFUSED: Text = Text::new(
    "the new settings were refused; the old ones stay in force",
    "새 설정이 거부되었습니다. 기존 설정을 계속 씁니다",
);
const IN_FORCE: Text = Text::new("new settings are in force", "새 설정을 적용했습니다");
/// How long calls in progress may go on after the signal to stop: L1 at its default and one second (L34).
const GRACE: Duration = Duration::from_secs(11);
/// How often the settings file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

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

fn prepare(args: &ServeArgs, voice: Voice) -> Result<(Host, PathBuf), ExitCode> {
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
    let host = build(builder)?;
    if drawn {
        voice.say(DRAWN);
    }
    Ok((host, path))
}

/// Shows what `validate` would say, at its places; errors end the start.
fn checked(path: &Path, profile: Option<Profile>, voice: Voice) -> Result<(), ExitCode> {
    let registry = registry(&[]).map_err(|findings| {
        findings.iter().for_each(|finding| eprintln!("{finding}"));
        ExitCode::from(70)
    })?;
    let mut options = Options::default();
    options.profile = profile;
    let source = Source::path(path);
    let report = settings::load(&source, &registry, &options);
    if !report.findings.is_empty() {
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
pub(crate) fn build(builder: HostBuilder) -> Result<Host, ExitCode> {
    builder.build().map_err(|error| {
        complain(&error);
        ExitCode::from(1)
    })
}

fn complain(error: &Error) {
    if error.findings().is_empty() {
        eprintln!("error: {error}");
    }
    for finding in error.findings() {
        eprintln!("{finding}");
    }
}

/// Serves until the process is told to stop, and lets calls in progress end.
pub(crate) fn run_until_stopped(host: Host, listen: SocketAddr, watched: Option<PathBuf>, voice: Voice) -> ExitCode {
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

async fn serve(host: Host, listen: SocketAddr, watched: Option<PathBuf>, voice: Voice) -> ExitCode {
    let listener = match TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) => return cannot_listen(listen, &error, voice),
    };
    let address = listener.local_addr().unwrap_or(listen);
    if !voice.quiet {
        eprintln!("listening on http://{address}");
        announce(&host);
    }
    if let Some(path) = watched {
        tokio::spawn(reload_when_changed(host.clone(), path, voice));
    }
    let router = HostRouter::new(host.clone()).into_router();
    let stopping = host.clone();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move {
        told_to_stop().await;
        stopping.close();
    });
    let patience = async {
        told_to_stop().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        result = async { serving.await } => match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::from(1)
            }
        },
        () = patience => ExitCode::SUCCESS,
    }
}

fn announce(host: &Host) {
    eprintln!("open {}/", host.public_url());
    for instance in host.instances() {
        eprintln!("  {}: callback URL {}", instance.id(), instance.redirect_uri());
        if let Some(address) = instance.webhook_url() {
            eprintln!("  {}: notifications {address}", instance.id());
        }
    }
}

async fn told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Reads the settings again on SIGHUP and when the file changes; a bad one changes nothing (A24).
async fn reload_when_changed(host: Host, path: PathBuf, voice: Voice) {
    let mut last = last_change(&path);
    #[cfg(unix)]
    let mut hangup = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok();
    loop {
        #[cfg(unix)]
        let told = async {
            match &mut hangup {
                Some(hangup) => {
                    hangup.recv().await;
                }
                None => std::future::pending().await,
            }
        };
        #[cfg(not(unix))]
        let told = std::future::pending::<()>();
        let asked = tokio::select! {
            () = told => true,
            () = tokio::time::sleep(LOOK_EVERY) => false,
        };
        let now = last_change(&path);
        if asked || now != last {
            last = now;
            match host.reload() {
                Ok(()) => voice.say(IN_FORCE),
                Err(error) => {
                    eprintln!("{}", voice.pick(REFUSED));
                    complain(&error);
                }
            }
        }
    }
}

/// When a file was written last; of a directory, when anything in it was.
fn last_change(path: &Path) -> Option<SystemTime> {
    let of = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let inside = inside.filter_map(|entry| of(&entry.path())).max();
    inside.max(of(path))
}

/// Logs to standard error as `RUST_LOG` says, else as loudly as was asked for.
pub(crate) fn start_log(voice: Voice) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(voice.log_level()));
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

//! `connectors demo`: `serve` with the embedded sandbox. No account, no network.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use connector_host::{
    Host, Profile, SealingKey,
    core::{Text, config::Sentence},
    settings::render,
};
use connector_testkit::sandbox::{Provider, Sandbox, TestClient};
use serde_json::json;

use crate::{serve, unwritable, voice::Voice};

const KAKAO_ID: &str = "0123456789abcdef0123456789abcdef";
const NAVER_ID: &str = "jyvqXeaVOVmVABCDEFGH";
/// Credentials of an application that exists nowhere but in the sandbox.
const KAKAO_SECRET: &str = "sandboxKakaoSecret00000000000001";
const NAVER_SECRET: &str = "sandboxNaver";

const LOOPBACK_ONLY: Text = Text::new(
    "the demo signs anybody in as anybody, so it listens on loopback only",
    "데모는 누구든 아무 사용자로나 로그인시키므로 루프백 주소에서만 실행됩니다",
);
const NO_SANDBOX: Text = Text::new(
    "the sandbox cannot start: {reason}",
    "샌드박스를 시작할 수 없습니다: {reason}",
);
const SANDBOX: Text = Text::new("sandbox provider at {address}", "샌드박스 제공자: {address}");
const NO_RANDOM: Text = Text::new(
    "the operating system gave no random bytes",
    "운영체제에서 난수를 얻지 못했습니다",
);
const IN_THE_WAY: Text = Text::new(
    "nothing was written: {path} is there already, and no demo wrote it",
    "아무것도 쓰지 않았습니다. 데모가 만들지 않은 파일이 이미 있습니다: {path}",
);

/// Arguments of `connectors demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Address to listen on; loopback only
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// Keep the configuration in this directory
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &DemoArgs, voice: Voice) -> ExitCode {
    serve::start_log(voice);
    if !args.listen.ip().is_loopback() {
        voice.fail(LOOPBACK_ONLY);
        return ExitCode::from(2);
    }
    // The port must be known before the callback addresses are registered at the sandbox.
    let listen = match std::net::TcpListener::bind(args.listen).and_then(|listener| listener.local_addr()) {
        Ok(address) => address,
        Err(error) => {
            return serve::cannot_listen(args.listen, &error, voice);
        }
    };
    let public = format!("http://{listen}");
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
    else {
        voice.fail(serve::NO_RUNTIME);
        return ExitCode::from(70);
    };
    let sandbox = match runtime.block_on(start_sandbox(&public)) {
        Ok(sandbox) => sandbox,
        Err(error) => {
            voice.fail(Sentence::fill(NO_SANDBOX, &[("reason", &error.to_string())]));
            return ExitCode::from(1);
        }
    };
    let settings = settings(&public, &sandbox);
    if let Some(directory) = &args.write {
        let path = directory.join("connectors.json");
        if is_not_ours(&path) {
            let path = path.to_string_lossy();
            voice.fail(Sentence::fill(IN_THE_WAY, &[("path", &render::plain_name(&path))]));
            return ExitCode::from(2);
        }
        if let Err(error) = keep(directory, &path, &settings) {
            return unwritable::tell(&path, &error, voice);
        }
    }
    let Ok(key) = SealingKey::draw() else {
        voice.fail(NO_RANDOM);
        return ExitCode::from(70);
    };
    let builder = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .sealing_key(key)
        .single_process();
    voice.say(Sentence::fill(SANDBOX, &[("address", sandbox.origin())]));
    match serve::build(builder, voice) {
        Ok(host) => serve::run_until_stopped(host, listen, None, voice),
        Err(code) => code,
    }
}

async fn start_sandbox(public: &str) -> std::io::Result<Sandbox> {
    let kakao = TestClient::new(KAKAO_ID)
        .secret(KAKAO_SECRET)
        .redirect_uri(format!("{public}/callback/kakao"));
    let naver = TestClient::new(NAVER_ID)
        .secret(NAVER_SECRET)
        .redirect_uri(format!("{public}/callback/naver"));
    Sandbox::builder()
        .client(Provider::Kakao, kakao)
        .client(Provider::Naver, naver)
        .start()
        .await
}

fn settings(public: &str, sandbox: &Sandbox) -> serde_json::Value {
    json!({
        "version": 1,
        "publicUrl": public,
        "instances": {
            "kakao": {
                "connector": "kakao", "order": 10,
                "config": {
                    "clientId": KAKAO_ID, "clientSecret": KAKAO_SECRET,
                    "origins": { "auth": sandbox.kakao_auth(), "api": sandbox.kakao_api() }
                }
            },
            "naver": {
                "connector": "naver", "order": 20,
                "config": {
                    "clientId": NAVER_ID, "clientSecret": NAVER_SECRET,
                    "origins": { "auth": sandbox.naver_auth(), "api": sandbox.naver_api() }
                }
            }
        }
    })
}

/// Whether something stands at a path that no demo wrote.
fn is_not_ours(path: &Path) -> bool {
    path.symlink_metadata().is_ok() && !std::fs::read_to_string(path).is_ok_and(|text| text.contains(KAKAO_SECRET))
}

fn keep(directory: &Path, path: &Path, settings: &serde_json::Value) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let text = serde_json::to_string_pretty(settings)?;
    std::fs::write(path, text + "\n")
}

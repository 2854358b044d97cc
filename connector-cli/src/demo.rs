//! `connectors demo`: `serve` with the embedded sandbox. No account, no network.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anstream::eprintln;
use clap::Args;
use connector_host::{Host, Profile, SealingKey};
use connector_testkit::sandbox::{Provider, Sandbox, TestClient};
use serde_json::json;

use crate::{serve, voice::Voice};

const KAKAO_ID: &str = "0123456789abcdef0123456789abcdef";
const NAVER_ID: &str = "jyvqXeaVOVmVABCDEFGH";
/// Credentials of an application that exists nowhere but in the sandbox.
const KAKAO_SECRET: &str = "sandboxKakaoSecret00000000000001";
const NAVER_SECRET: &str = "sandboxNaver";

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
        eprintln!("error: the demo signs anybody in as anybody, so it listens on loopback only");
        return ExitCode::from(2);
    }
    // The port must be known before the callback addresses are registered at the sandbox.
    let listen = match std::net::TcpListener::bind(args.listen).and_then(|listener| listener.local_addr()) {
        Ok(address) => address,
        Err(error) => {
            eprintln!("error: cannot listen on {}: {error}", args.listen);
            return ExitCode::from(1);
        }
    };
    let public = format!("http://{listen}");
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
    else {
        eprintln!("error: cannot start");
        return ExitCode::from(70);
    };
    let sandbox = match runtime.block_on(start_sandbox(&public)) {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("error: the sandbox cannot start: {error}");
            return ExitCode::from(1);
        }
    };
    let settings = settings(&public, &sandbox);
    if let Some(directory) = &args.write
        && let Err(error) = keep(directory, &settings)
    {
        eprintln!("error: cannot write to {}: {error}", directory.display());
        return ExitCode::from(3);
    }
    let Ok(key) = SealingKey::draw() else {
        eprintln!("error: the operating system gave no random bytes");
        return ExitCode::from(70);
    };
    let builder = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .sealing_key(key)
        .single_process();
    if !voice.quiet {
        eprintln!("sandbox provider at {}", sandbox.origin());
    }
    match serve::build(builder) {
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

fn keep(directory: &std::path::Path, settings: &serde_json::Value) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let text = serde_json::to_string_pretty(settings)?;
    std::fs::write(directory.join("connectors.json"), text + "\n")
}

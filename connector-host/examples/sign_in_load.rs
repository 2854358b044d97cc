//! Runs sign-ins through the public API against a given origin and prints one JSON line, with the floor of the same run beside
//! it: two bare HTTP calls and typed parsing for each sign-in.
//!
//! `cargo run --release -p connector-host --example sign_in_load -- ORIGIN SIGN_INS CONCURRENCY`
//!
//! The origin must answer `POST /oauth/token` and `GET /v2/user/me` as Kakao does. Without an origin a small one is started in
//! another thread of this process; its CPU time is then part of both figures, so only the ratio of a run against a separate
//! process says anything about the goal.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "an example that measures is no library"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use connector_host::{
    Host, Profile, SealingKey,
    core::{AuthorizeRequest, Callback},
};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

#[derive(serde::Deserialize)]
struct Tokens {
    access_token: String,
}

#[derive(serde::Deserialize)]
struct Me {
    id: u64,
}

const ME: &str = r#"{"id":1234567890123456789,"kakao_account":{"profile":{"nickname":"whale","is_default_nickname":false},"email":"whale@example.com","is_email_valid":true,"is_email_verified":true}}"#;

/// A provider of a few lines: keep-alive, two answers.
async fn provider() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let listener = listener.into_std().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut buffer = vec![0; 16 * 1024];
                    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                        let token = buffer.get(..length).is_some_and(|text| text.starts_with(b"POST"));
                        let body = if token {
                            r#"{"token_type":"bearer","access_token":"at","expires_in":21599}"#
                        } else {
                            ME
                        };
                        let head = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                            body.len()
                        );
                        if stream.write_all((head + body).as_bytes()).await.is_err() {
                            return;
                        }
                    }
                });
            }
        });
    });
    origin
}

/// CPU time of this thread's process so far, user and system, in clock ticks of 10 ms.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

fn peak_rss_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// Runs `total` jobs, `wide` at a time; gives CPU and wall time for each and sorted latencies.
async fn run<F>(
    total: usize,
    wide: usize,
    job: impl Fn() -> F + Send + Sync + 'static,
) -> (Duration, Duration, Vec<Duration>)
where
    F: Future<Output = ()> + Send,
{
    let (job, next) = (Arc::new(job), Arc::new(AtomicUsize::new(0)));
    let (cpu_before, begun) = (cpu(), Instant::now());
    let workers: Vec<_> = (0..wide)
        .map(|_| {
            let (job, next) = (Arc::clone(&job), Arc::clone(&next));
            tokio::spawn(async move {
                let mut latencies = Vec::new();
                while next.fetch_add(1, Ordering::Relaxed) < total {
                    let begun = Instant::now();
                    job().await;
                    latencies.push(begun.elapsed());
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for worker in workers {
        latencies.extend(worker.await.unwrap());
    }
    latencies.sort();
    let count = u32::try_from(total).unwrap();
    ((cpu() - cpu_before) / count, begun.elapsed() / count, latencies)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let mut args = std::env::args().skip(1);
    let origin = match args.next() {
        Some(origin) if origin != "-" => origin,
        _ => provider().await,
    };
    let total: usize = args.next().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let wide: usize = args.next().and_then(|text| text.parse().ok()).unwrap_or(16);
    let settings = json!({ "version": 1, "publicUrl": "http://localhost:1", "instances": { "kakao": { "connector": "kakao",
        "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "s3cr3t-of-load", "origins": { "auth": origin, "api": origin } } } } });
    let builder = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .single_process();
    let host = builder.sealing_key(SealingKey::from_bytes([7; 32])).build().unwrap();

    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let (token, me) = (
        format!("{origin}/oauth/token"),
        format!("{origin}/v2/user/me?secure_resource=true"),
    );
    let floor = move || {
        let (client, token, me) = (client.clone(), token.clone(), me.clone());
        async move {
            let form = "grant_type=authorization_code&client_id=0123456789abcdef0123456789abcdef&client_secret=s3cr3t-of-load&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcallback%2Fkakao&code=c";
            let reply = client
                .post(&token)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form)
                .send()
                .await
                .unwrap();
            let tokens: Tokens = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
            let reply = client
                .get(&me)
                .header("authorization", format!("Bearer {}", tokens.access_token))
                .send()
                .await
                .unwrap();
            let me: Me = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
            assert!(me.id > 0);
        }
    };
    let sign_in = move || {
        let host = host.clone();
        async move {
            let begun = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
            let state = begun.url().split("state=").nth(1).unwrap().split('&').next().unwrap();
            let callback = Callback::from_query(format!("code=c&state={state}")).sealed(begun.sealed());
            host.sign_in("kakao", callback).await.unwrap();
        }
    };
    run(total / 10, wide, floor.clone()).await;
    run(total / 10, wide, sign_in.clone()).await;
    let (floor_cpu, _, _) = run(total, wide, floor).await;
    let (own_cpu, wall, latencies) = run(total, wide, sign_in).await;
    let at = |share: usize| {
        latencies
            .get(latencies.len() * share / 100)
            .copied()
            .unwrap_or_default()
            .as_micros()
    };
    println!(
        "{}",
        json!({
            "signIns": total, "concurrency": wide, "perSecond": (1.0 / wall.as_secs_f64()).round(),
            "cpuMicrosPerSignIn": own_cpu.as_nanos() as f64 / 1000.0, "floorCpuMicrosPerSignIn": floor_cpu.as_nanos() as f64 / 1000.0,
            "ratio": own_cpu.as_secs_f64() / floor_cpu.as_secs_f64(), "peakRssKiB": peak_rss_kib(), "p50Micros": at(50), "p99Micros": at(99),
        })
    );
}

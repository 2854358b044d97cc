//! Runs sign-ins through the public API against a provider on loopback and prints one JSON line, with the floor of the same run
//! beside it: two bare HTTP calls and typed parsing for each sign-in, with a client of the same limits and the same bytes on the
//! wire.
//!
//! `cargo run --release -p connector-host --example sign_in_load -- [SIGN_INS] [CONCURRENCY] [--only own|floor] [--origin ORIGIN]`
//!
//! The provider is a process of its own (this program again, started with `--serve`), so that its work is in neither figure. It
//! never sleeps, so that waking it is in neither either; it takes a processor for itself. With `--origin` it is somebody else's; it
//! must answer `POST /oauth/token` and `GET /v2/user/me` as Kakao does. Both sides are warmed up and then take turns, so that a noisy
//! machine is noisy to both; the figures are the medians of the turns.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "an example that measures is no library"
)]

use std::{
    io::{BufRead as _, BufReader},
    pin::Pin,
    process::{Child, Command, Stdio},
    sync::{
        Arc, OnceLock,
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

/// Turns of each side after the warm-up.
const TURNS: usize = 7;

type BoxedJob = Pin<Box<dyn Future<Output = ()> + Send>>;

#[derive(serde::Deserialize)]
struct Tokens {
    access_token: String,
}

#[derive(serde::Deserialize)]
struct Me {
    id: u64,
}

const TOKENS: &str = r#"{"token_type":"bearer","access_token":"at","expires_in":21599}"#;
const ME: &str = r#"{"id":1234567890123456789,"kakao_account":{"profile":{"nickname":"whale","is_default_nickname":false},"email":"whale@example.com","is_email_valid":true,"is_email_verified":true}}"#;

/// A provider of a few lines: keep-alive, two answers. It ends with its parent.
async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_line(&mut String::new());
        std::process::exit(0);
    });
    // Whoever writes to a sleeping process pays for waking it, and the slower of the two sides finds it asleep more often.
    tokio::spawn(async {
        loop {
            tokio::task::yield_now().await;
        }
    });
    while let Ok((mut stream, _)) = listener.accept().await {
        stream.set_nodelay(true).unwrap();
        tokio::spawn(async move {
            let mut buffer = vec![0; 16 * 1024];
            while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                let token = buffer.get(..length).is_some_and(|text| text.starts_with(b"POST"));
                let body = if token { TOKENS } else { ME };
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
}

/// Starts the provider in a process of its own.
fn provider() -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg("--serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut origin = String::new();
    let out = child.stdout.as_mut().unwrap();
    BufReader::new(out).read_line(&mut origin).unwrap();
    (child, origin.trim().to_owned())
}

/// Time on a processor of all threads of this process so far, user and system, to the nanosecond.
fn cpu() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let of_task = |task: std::fs::DirEntry| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        text.split(' ').next().and_then(|nanos| nanos.parse::<u64>().ok())
    };
    Duration::from_nanos(tasks.flatten().filter_map(of_task).sum())
}

fn peak_rss_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// Runs `total` jobs, `wide` at a time; gives CPU and wall time for each and the latencies.
async fn run(
    total: usize,
    wide: usize,
    job: impl Fn() -> BoxedJob + Send + Sync + 'static,
) -> (Duration, Duration, Vec<Duration>) {
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
    let count = u32::try_from(total).unwrap();
    // Threads that ended take their time along; those of the warm-up do.
    (
        cpu().saturating_sub(cpu_before) / count,
        begun.elapsed() / count,
        latencies,
    )
}

fn median(mut of_turns: Vec<Duration>) -> Duration {
    of_turns.sort();
    of_turns.get(of_turns.len() / 2).copied().unwrap_or_default()
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--serve") {
        return serve().await;
    }
    let option = |name: &str| args.iter().skip_while(|arg| *arg != name).nth(1).cloned();
    let numbers: Vec<usize> = args.iter().map_while(|arg| arg.parse().ok()).collect();
    let (total, wide) = (
        numbers.first().copied().unwrap_or(50_000),
        numbers.get(1).copied().unwrap_or(16),
    );
    let only = option("--only");
    let (_provider, origin) = match option("--origin") {
        Some(origin) => (None, origin),
        None => {
            let (child, origin) = provider();
            (Some(child), origin)
        }
    };
    let sign_in = sign_in(&origin);
    let floor = floor(&origin);
    let (with_floor, with_own) = (only.as_deref() != Some("own"), only.as_deref() != Some("floor"));
    let turn = total.div_ceil(TURNS);
    let (mut floor_cpu, mut own_cpu, mut walls, mut latencies) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for counted in std::iter::once(false).chain([true; TURNS]) {
        if with_floor {
            let (cpu, ..) = run(turn, wide, floor.clone()).await;
            floor_cpu.extend(counted.then_some(cpu));
        }
        if with_own {
            let (cpu, wall, times) = run(turn, wide, sign_in.clone()).await;
            if counted {
                own_cpu.push(cpu);
                walls.push(wall);
                latencies.extend(times);
            }
        }
    }
    latencies.sort();
    let (floor_cpu, own_cpu, wall) = (median(floor_cpu), median(own_cpu), median(walls));
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
            "signIns": turn * TURNS, "concurrency": wide, "perSecond": (1.0 / wall.as_secs_f64()).round(),
            "cpuMicrosPerSignIn": own_cpu.as_nanos() as f64 / 1000.0, "floorCpuMicrosPerSignIn": floor_cpu.as_nanos() as f64 / 1000.0,
            "ratio": own_cpu.as_secs_f64() / floor_cpu.as_secs_f64(), "peakRssKiB": peak_rss_kib(), "p50Micros": at(50), "p99Micros": at(99),
        })
    );
}

/// A whole sign-in through the host.
fn sign_in(origin: &str) -> impl Fn() -> BoxedJob + Clone + Send + Sync + 'static {
    let settings = json!({ "version": 1, "publicUrl": "http://localhost:1", "instances": { "kakao": { "connector": "kakao",
        "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": "s3cr3t-of-load", "origins": { "auth": origin, "api": origin } } } } });
    let builder = Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .single_process();
    let host = builder.sealing_key(SealingKey::from_bytes([7; 32])).build().unwrap();
    // Reading the URL is the browser's work: where the state stands is found once.
    let place = Arc::new(OnceLock::new());
    move || {
        let (host, place) = (host.clone(), Arc::clone(&place));
        Box::pin(async move {
            let begun = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
            let at = *place.get_or_init(|| begun.url().find("state=").unwrap() + 6);
            let state = begun.url().get(at..at + 52).unwrap();
            let callback = Callback::from_query(format!("code=c&state={state}")).sealed(begun.sealed());
            host.sign_in("kakao", callback).await.unwrap();
        })
    }
}

/// The two calls of a sign-in and nothing else: the same client, limits, headers and body length as the host's.
fn floor(origin: &str) -> impl Fn() -> BoxedJob + Clone + Send + Sync + 'static {
    const FORM: &str = "grant_type=authorization_code&client_id=0123456789abcdef0123456789abcdef&client_secret=s3cr3t-of-load&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcallback%2Fkakao&code=c&code_verifier=0123456789abcdef0123456789abcdef0123456789abcdef";
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(5))
        .pool_idle_timeout(Duration::from_secs(60))
        .http1_max_headers(100)
        .user_agent(concat!("connectors/", env!("CARGO_PKG_VERSION")))
        .build()
        .unwrap();
    let (token, me) = (
        format!("{origin}/oauth/token"),
        format!("{origin}/v2/user/me?secure_resource=true"),
    );
    move || {
        let (client, token, me) = (client.clone(), token.clone(), me.clone());
        Box::pin(async move {
            let call = client
                .post(&token)
                .header("content-type", "application/x-www-form-urlencoded");
            let reply = call
                .header("accept", "application/json")
                .body(FORM)
                .send()
                .await
                .unwrap();
            let tokens: Tokens = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
            let call = client
                .get(&me)
                .header("authorization", format!("Bearer {}", tokens.access_token));
            let reply = call.header("accept", "application/json").send().await.unwrap();
            let me: Me = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
            assert!(me.id > 0);
        })
    }
}

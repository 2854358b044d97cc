//! How long from the start of a process to its first authorization URL, with one instance in its settings.
//!
//! `cargo run --release -p connector-host --example cold_start -- [TIMES]`
//!
//! This program starts itself again and again: once to do nothing, once to build a host and to begin a sign-in, in turns. Printed
//! are the medians, as seen from outside, and what the process itself measured between `main` and the URL.
#![allow(clippy::unwrap_used, missing_docs, reason = "an example that measures is no library")]

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use connector_host::{Host, SealingKey, core::AuthorizeRequest};

const SETTINGS: &str = r#"{"version":1,"publicUrl":"https://login.example.kr","instances":{"kakao":{"connector":"kakao",
    "config":{"clientId":"0123456789abcdef0123456789abcdef","clientSecret":"s3cr3t-of-cold-start"}}}}"#;

fn begin() {
    let begun = Instant::now();
    let builder = Host::builder().settings_text(SETTINGS).single_process();
    let host = builder.sealing_key(SealingKey::from_bytes([7; 32])).build().unwrap();
    let built = begun.elapsed();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let first = runtime
        .block_on(host.authorize("kakao", AuthorizeRequest::new()))
        .unwrap();
    let done = begun.elapsed();
    assert!(first.url().starts_with("https://kauth.kakao.com/"));
    println!("{} {}", built.as_nanos(), done.as_nanos());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Starts this program with one argument; gives the time until it says something, and what it says.
fn start(what: &str) -> (Duration, String) {
    let begun = Instant::now();
    let mut command = Command::new(std::env::current_exe().unwrap());
    let mut child = command.arg(what).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();
    let took = begun.elapsed();
    assert!(child.wait().unwrap().success());
    (took, said)
}

fn main() {
    let argument = std::env::args().nth(1).unwrap_or_default();
    match argument.as_str() {
        "--nothing" => return println!(),
        "--begin" => return begin(),
        _ => {}
    }
    let times: usize = argument.parse().unwrap_or(101);
    let (mut nothing, mut whole, mut built, mut first) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..times {
        nothing.push(start("--nothing").0);
        let (took, said) = start("--begin");
        whole.push(took);
        let mut parts = said
            .split_whitespace()
            .map(|nanos| Duration::from_nanos(nanos.parse().unwrap()));
        built.push(parts.next().unwrap());
        first.push(parts.next().unwrap());
    }
    println!(
        "process that does nothing {:?}; process that begins one sign-in {:?} (goal 6 ms); in it: host built {:?}, first URL {:?}",
        median(nothing),
        median(whole),
        median(built),
        median(first)
    );
}

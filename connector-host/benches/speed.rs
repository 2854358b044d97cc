//! Prints what the host costs, from one run: instance lookup, authorize with sealing, text to prepared instances, memory.
//!
//! `cargo bench -p connector-host`. Machines are noisy: compare the numbers of one run with each other.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench is no library"
)]

use std::{
    fmt::Write as _,
    hint::black_box,
    time::{Duration, Instant},
};

use connector_host::{
    Host, Profile, SealingKey,
    core::AuthorizeRequest,
    registry,
    settings::{self, Options, Source},
};

fn document(instances: usize) -> String {
    let mut text = r#"{"version":1,"publicUrl":"https://login.example.kr","instances":{"#.to_owned();
    for n in 0..instances {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}"tenant-{n:06}":{{"connector":"naver","config":{{"clientId":"client{n:06}","clientSecret":"secret{n:06}"}}}}"#
        );
    }
    text + "}}"
}

fn host(instances: usize) -> Host {
    let key = SealingKey::from_bytes([7; 32]);
    Host::builder()
        .settings_value(serde_json::from_str(&document(instances)).unwrap())
        .sealing_key(key)
        .single_process()
        .profile(Profile::Production)
        .build()
        .unwrap()
}

/// The best of several rounds, for one call.
fn best(rounds: u32, calls: u32, mut call: impl FnMut(u32)) -> Duration {
    let round = |_| {
        let begun = Instant::now();
        (0..calls).for_each(&mut call);
        begun.elapsed() / calls
    };
    (0..rounds).map(round).min().unwrap()
}

/// Bytes of live heap, as the kernel sees the process.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok())
        .unwrap_or(0)
        * 4096
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();

    let before = resident();
    let many = host(100_000);
    println!(
        "memory: {} bytes an instance at 100,000 (resident set; goal 1024 of live heap)",
        (resident().saturating_sub(before)) / 100_000
    );

    let ids: Vec<String> = (0..100_000_u64)
        .map(|n| format!("tenant-{:06}", n.wrapping_mul(7919) % 100_000))
        .collect();
    let one = best(5, 1_000_000, |_| {
        drop(black_box(many.instance(black_box("tenant-050000"))))
    });
    let random = best(5, 100_000, |n| drop(black_box(many.instance(&ids[n as usize]))));
    println!("lookup: {one:?} for one repeated id (goal 30 ns), {random:?} for random ids among 100,000 (goal 100 ns)");

    let authorize = best(5, 20_000, |_| {
        black_box(
            runtime
                .block_on(many.authorize("tenant-050000", AuthorizeRequest::new()))
                .unwrap(),
        );
    });
    println!("authorize with sealing: {authorize:?} (goal 1.5 µs)");

    let registry = registry(&[]).unwrap();
    let load = |text: &str| {
        settings::load(&Source::text("bench.json", text), &registry, &Options::default())
            .settings
            .is_some()
    };
    let (small, large) = (document(1), document(10_000));
    let one = best(5, 2_000, |_| assert!(load(&small)));
    let all = best(3, 1, |_| assert!(load(&large)));
    println!("text to prepared: {one:?} for a document of one instance, {all:?} for 10,000 instances (goal 60 ms)");
}

//! Nothing is left behind: live heap, open files and tasks are the same after thousands of sign-ins of every kind as before them
//! (G1, H6, I2, I9). Counted, never timed.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{
    alloc::System,
    collections::HashMap,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use common::{
    Browser,
    provider::{Provider, back_with, settings_of},
};
use connector_core::AuthorizeRequest;
use connector_host::{Host, Profile, SealingKey, router::HostRouter};
use connector_testkit::FixedClock;
use serde_json::json;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::task::JoinSet;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What a process holds at a moment.
#[derive(Clone, Copy, Debug)]
struct Held {
    heap: i64,
    files: usize,
    tasks: usize,
}

impl Held {
    fn now() -> Self {
        let stats = ALLOCATOR.stats();
        let heap = stats.bytes_allocated as i64 - stats.bytes_deallocated as i64;
        let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
        let files = std::fs::read_dir("/proc/self/fd").unwrap().count();
        Self { heap, files, tasks }
    }

    /// Waits for what was hung up to be noticed, and looks then.
    async fn settled() -> Self {
        let mut last = Self::now();
        for _ in 0..40 {
            tokio::time::sleep(Duration::from_millis(25)).await;
            let now = Self::now();
            if (now.heap, now.files, now.tasks) == (last.heap, last.files, last.tasks) {
                break;
            }
            last = now;
        }
        last
    }
}

struct World {
    provider: Provider,
    host: Host,
    clock: Arc<FixedClock>,
    base: String,
    user: usize,
}

impl World {
    async fn start() -> Self {
        let provider = Provider::start(Duration::ZERO).await;
        let clock = Arc::new(FixedClock::at(1_768_095_928));
        let instance = provider.instance("0123456789abcdef0123456789abcdef", "s3cr3t");
        let host = Host::builder()
            .settings_value(settings_of(json!({ "kakao": instance }), 1_000))
            .profile(Profile::Dev)
            .sealing_key(SealingKey::from_bytes([7; 32]))
            .single_process()
            .clock(Arc::clone(&clock) as Arc<_>)
            .build()
            .unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = HostRouter::new(host.clone()).into_router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            provider,
            host,
            clock,
            base,
            user: 0,
        }
    }

    /// So many sign-ins, a few at a time, of users whom the provider treats in this way.
    async fn sign_ins(&mut self, fault: &'static str, count: usize) {
        for _ in 0..count.div_ceil(20) {
            let mut calls = JoinSet::new();
            for _ in 0..20 {
                self.user += 1;
                let (host, code) = (self.host.clone(), format!("{fault}-{}", self.user));
                calls.spawn(async move {
                    let begun = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
                    host.sign_in("kakao", back_with(&begun, &code)).await.is_ok()
                });
            }
            while let Some(good) = calls.join_next().await {
                assert_eq!(good.unwrap(), fault == "good");
            }
        }
    }

    /// Callers that go away while the provider thinks.
    async fn given_up(&mut self, count: usize) {
        let mut calls = JoinSet::new();
        for _ in 0..count {
            self.user += 1;
            let begun = self.host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
            let (host, callback) = (self.host.clone(), back_with(&begun, &format!("slow-{}", self.user)));
            calls.spawn(async move { host.sign_in("kakao", callback).await.is_ok() });
        }
        while self.host.in_progress() < count {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        calls.abort_all();
        while calls.join_next().await.is_some() {}
        assert_eq!(self.host.in_progress(), 0);
    }

    /// Browsers that are sent away and never come back.
    async fn abandoned(&self, count: usize) {
        for _ in 0..count {
            let begun = Browser::default().get(&format!("{}/connect/kakao", self.base)).await;
            assert_eq!(begun.status, 303);
        }
    }

    /// One of everything. Afterwards the marks of all its sign-ins have expired.
    async fn round(&mut self, each: usize) {
        self.sign_ins("good", each * 4).await;
        self.sign_ins("reset", each).await;
        self.sign_ins("cut-late", each).await;
        self.sign_ins("stall", 20).await;
        self.given_up(each).await;
        self.abandoned(each).await;
        self.clock.advance(12 * 60);
        // Whoever comes next sweeps.
        self.sign_ins("good", 200).await;
        self.clock.advance(12 * 60);
        *self.provider.seen.tokens.lock().unwrap() = HashMap::new();
    }
}

/// One test, because the counter is the whole program's.
#[tokio::test]
async fn i9_steady_load_and_every_fault_leave_nothing_behind() {
    let mut world = World::start().await;
    for _ in 0..2 {
        world.round(60).await;
    }
    let before = Held::settled().await;
    for _ in 0..4 {
        world.round(60).await;
    }
    let after = Held::settled().await;
    let connections = world.provider.seen.connections.load(Ordering::Relaxed);
    println!(
        "{} sign-ins over {connections} connections: {before:?} -> {after:?}",
        world.user
    );
    let grown = after.heap - before.heap;
    assert!(grown < 32 * 1024, "{grown} bytes more after four rounds");
    // The provider stands in this process too: two files for each kept connection.
    assert!(after.files <= before.files + 8, "{before:?} {after:?}");
    assert!(after.tasks <= before.tasks + 8, "{before:?} {after:?}");
}

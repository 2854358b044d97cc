//! Memory and allocations of the hot paths, counted: they do not depend on how busy the machine is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{alloc::System, sync::Arc};

use connector_core::AuthorizeRequest;
use connector_host::{Host, Profile, SealingKey};
use connector_testkit::{FixedClock, FixedRandom, ScriptedHttp};
use serde_json::{Map, Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const INSTANCES: usize = 100_000;

fn host(count: usize) -> Host {
    // From files, which are read again when settings are reloaded: nothing of the text is kept. One text may hold 200 000 keys.
    let folder = std::env::temp_dir().join(format!("connectors-allocations-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: String, document: Value| std::fs::write(folder.join(name), document.to_string()).unwrap();
    write(
        "base.json".to_owned(),
        json!({ "version": 1, "publicUrl": "http://localhost:1" }),
    );
    for (part, from) in (0..count).step_by(25_000).enumerate() {
        let instances: Map<String, Value> = (from..count.min(from + 25_000))
            .map(|n| {
                let config = json!({ "clientId": format!("{n:032x}") });
                (format!("kakao-{n}"), json!({ "connector": "kakao", "config": config }))
            })
            .collect();
        write(format!("part-{part}.json"), json!({ "instances": instances }));
    }
    let host = Host::builder()
        .settings_file(&folder)
        .profile(Profile::Dev)
        .single_process()
        .sealing_key(SealingKey::from_bytes([7; 32]))
        .http(Arc::new(ScriptedHttp::new()))
        .clock(Arc::new(FixedClock::at(1_700_000_000)))
        .random(Arc::new(FixedRandom::default()))
        .build()
        .unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    host
}

/// One test, because the counter is the whole program's.
#[test]
fn memory_and_allocations_of_the_hot_paths() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    drop(host(10));

    let region = Region::new(ALLOCATOR);
    let many = host(INSTANCES);
    let change = region.change();
    let live = change.bytes_allocated as i64 - change.bytes_deallocated as i64;
    let each = live / INSTANCES as i64;
    println!("{each} bytes of live heap for each of {INSTANCES} instances");
    assert!(each <= 1024, "{each} bytes for each instance");

    let ids: Vec<String> = (0..1000).map(|n| format!("kakao-{}", n * 97)).collect();
    let region = Region::new(ALLOCATOR);
    for id in &ids {
        assert!(many.instance(id).is_ok_and(|found| found.id() == id));
    }
    assert_eq!(region.change().allocations, 0, "a lookup allocates nothing");

    let begin = || {
        let begun = runtime.block_on(many.authorize("kakao-7", AuthorizeRequest::new()));
        assert!(begun.is_ok());
    };
    begin();
    let region = Region::new(ALLOCATOR);
    begin();
    let change = region.change();
    println!("{} allocations for one begun sign-in", change.allocations);
    assert!(change.allocations <= 9, "{} allocations", change.allocations);
    // G1: a begun and abandoned sign-in leaves nothing behind.
    let region = Region::new(ALLOCATOR);
    for _ in 0..10_000 {
        begin();
    }
    let change = region.change();
    let left = change.bytes_allocated as i64 - change.bytes_deallocated as i64;
    assert_eq!(left, 0, "bytes left behind by 10 000 begun sign-ins");
}

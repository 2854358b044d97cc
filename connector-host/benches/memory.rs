//! Prints what an instance costs in memory: live heap when a hundred thousand of the smallest ones are loaded from files, whose text
//! is dropped.
//!
//! `cargo bench -p connector-host`
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench is no library")]

use std::{alloc::System, fmt::Write as _};

use connector_host::{Host, Profile, SealingKey};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const INSTANCES: usize = 100_000;
/// One file may hold 200,000 keys.
const IN_A_FILE: usize = 25_000;

fn main() {
    let folder = std::env::temp_dir().join(format!("connectors-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let head = r#"{"version":1,"publicUrl":"https://login.example.kr"}"#;
    std::fs::write(folder.join("base.json"), head).unwrap();
    for first in (0..INSTANCES).step_by(IN_A_FILE) {
        let mut text = r#"{"instances":{"#.to_owned();
        for n in first..first + IN_A_FILE {
            let comma = if n == first { "" } else { "," };
            let _ = write!(
                text,
                r#"{comma}"tenant-{n:06}":{{"connector":"kakao","config":{{"clientId":"{n:032x}"}}}}"#
            );
        }
        std::fs::write(folder.join(format!("part-{first:06}.json")), text + "}}").unwrap();
    }
    let region = Region::new(ALLOCATOR);
    let host = Host::builder()
        .settings_file(&folder)
        .sealing_key(SealingKey::from_bytes([7; 32]))
        .single_process()
        .profile(Profile::Production)
        .build()
        .unwrap();
    let change = region.change();
    let live = change.bytes_allocated.saturating_sub(change.bytes_deallocated) / INSTANCES;
    println!("memory: {live} bytes of live heap an instance at {INSTANCES} (goal 1024)");
    drop(host);
    std::fs::remove_dir_all(folder).unwrap();
}

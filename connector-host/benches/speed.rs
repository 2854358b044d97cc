//! Prints what the host costs, from one run: instance lookup, authorize with sealing, text to prepared instances, text to
//! findings. `taskset -c 0` in front shows what one core does alone.
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
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_host::{
    Host, Profile, SealingKey,
    clock::SystemClock,
    core::{Algorithm, AuthorizeRequest, Http, KeySet, Keys as _, Reach, Result},
    keys::PublishedKeys,
    registry,
    settings::{self, Environment, Options, Source},
};

/// RFC 7515 appendix A.2.
const RSA_N: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
const RSA_JWS: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

/// Answers everything with the key set of the vector.
struct Published;

#[async_trait]
impl Http for Published {
    async fn send(&self, _: http::Request<Bytes>, _: Instant) -> Result<http::Response<Bytes>> {
        let set = format!(r#"{{"keys":[{{"kty":"RSA","e":"AQAB","n":"{RSA_N}"}}]}}"#);
        Ok(http::Response::new(set.into()))
    }
}

fn document(instances: usize) -> String {
    let mut text = r#"{"version":1,"publicUrl":"https://login.example.kr","instances":{"#.to_owned();
    for n in 0..instances {
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}"tenant-{n:06}":{{"connector":"naver","config":{{"clientId":"client{n:06}","clientSecret":{{"$env":"SECRET_{n:06}"}}}}}}"#
        );
    }
    text + "}}"
}

/// Gives every variable a value of its own.
struct Variables;

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        Some(format!("value-of-{name}"))
    }
}

/// A host whose secrets stand in the document: the builder reads references from the real environment.
fn host(instances: usize) -> Host {
    let key = SealingKey::from_bytes([7; 32]);
    let text = document(instances)
        .replace("{\"$env\":\"SECRET_", "\"secret")
        .replace("\"}", "\"");
    Host::builder()
        .settings_value(serde_json::from_str(&text).unwrap())
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

/// Bytes of an id.
const ID: usize = "tenant-000000".len();

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();

    // The ids stand side by side, as they come out of a request's buffer: looking for them must not cost more than looking them up.
    let ids: String = (0..100_000_u64)
        .map(|n| format!("tenant-{:06}", n.wrapping_mul(7919) % 100_000))
        .collect();
    let id = |n: u32| &ids[n as usize * ID..][..ID];
    let many = host(100_000);
    let one = best(5, 1_000_000, |_| {
        drop(black_box(many.instance(black_box("tenant-050000"))))
    });
    let random = best(5, 100_000, |n| drop(black_box(many.instance(id(n)))));
    println!("lookup: {one:?} for one repeated id (goal 30 ns), {random:?} for random ids among 100,000 (goal 100 ns)");

    let authorize = best(5, 20_000, |_| {
        black_box(
            runtime
                .block_on(many.authorize("tenant-050000", AuthorizeRequest::new()))
                .unwrap(),
        );
    });
    println!("authorize with sealing: {authorize:?} (goal 1.5 µs)");

    let keys = PublishedKeys::new(Arc::new(Published), Arc::new(SystemClock));
    let signed = best(5, 5_000, |_| {
        let set = KeySet::new(
            "https://keys.example/",
            Reach::Public,
            Instant::now() + Duration::from_secs(5),
        );
        let payload = runtime.block_on(keys.verify(&set, Algorithm::Rs256, RSA_JWS));
        assert!(black_box(payload).is_ok());
    });
    println!("RS256 signature with a kept key: {signed:?} (goal 60 µs for a whole id_token)");

    let registry = registry(&[]).unwrap();
    let mut options = Options::default();
    options.environment = Arc::new(Variables);
    let load = |text: &str| {
        settings::load(&Source::text("bench.json", text), &registry, &options)
            .settings
            .is_some()
    };
    let (small, large) = (document(1), document(10_000));
    let one = best(5, 2_000, |_| assert!(load(&small)));
    let all = best(5, 1, |_| assert!(load(&large)));
    println!("text to prepared: {one:?} for a document of one instance, {all:?} for 10,000 instances (goal 60 ms)");

    let judge = |text: &str| {
        let source = Source::text("bench.json", text);
        let report = settings::validate(&source, &registry, &options);
        assert!(report.findings.is_empty());
    };
    let alone = best(5, 2_000, |_| judge(&small));
    let all = best(20, 1, |_| judge(&large));
    println!(
        "text to findings: {alone:?} for one instance, {all:?} for 10,000 instances (goal 25 ms on two cores), {:.1} µs each",
        all.as_secs_f64() * 100.0
    );
}

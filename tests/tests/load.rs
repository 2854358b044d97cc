//! Many sign-ins at once, over real HTTP: nobody is lost, nobody is taken for another, and trouble stays where it is (group I,
//! G13, H15, H16). Counts and kinds only: no figure here depends on how busy the machine is.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use common::{
    Browser, Service,
    provider::{Provider, back_with, settings_of},
};
use connector_core::{AuthorizeRequest, Callback, Clock, Error, ErrorKind, Mark, Reason, Result, Spent, Timestamp};
use connector_host::{
    Host, Profile, SealingKey,
    clock::SystemClock,
    guard::{Guard, MemoryGuard},
};
use connector_testkit::{FixedClock, sandbox::Endpoint};
use serde_json::{Value, json};
use tokio::task::JoinSet;

const ID: &str = "0123456789abcdef0123456789abcdef";

fn host_of(settings: Value) -> connector_host::HostBuilder {
    Host::builder()
        .settings_value(settings)
        .profile(Profile::Dev)
        .sealing_key(SealingKey::from_bytes([7; 32]))
        .single_process()
}

/// A whole sign-in of the user of a code; gives the subject.
async fn sign_in(host: &Host, instance: &str, code: &str) -> Result<String> {
    let begun = host.authorize(instance, AuthorizeRequest::new().app_data(code)).await?;
    let done = host.sign_in(instance, back_with(&begun, code)).await?;
    assert_eq!(done.granted().app_data(), code.as_bytes(), "another's data");
    Ok(done.profile().subject.clone())
}

/// How many of each outcome there are.
async fn outcomes(mut calls: JoinSet<Result<String>>) -> BTreeMap<String, usize> {
    let mut outcomes = BTreeMap::new();
    while let Some(outcome) = calls.join_next().await {
        let outcome = outcome
            .unwrap()
            .map_or_else(|error| error.kind().code().to_owned(), |_| "ok".to_owned());
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i1_a_thousand_sign_ins_at_once_and_nobody_is_taken_for_another() {
    let provider = Provider::start(Duration::ZERO).await;
    let host = host_of(settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 10_000))
        .build()
        .unwrap();
    let mut calls = JoinSet::new();
    for user in 1..=1_000 {
        let host = host.clone();
        calls.spawn(async move {
            let subject = sign_in(&host, "kakao", &format!("good-{user}")).await?;
            assert_eq!(subject, user.to_string(), "another's identity");
            Ok(subject)
        });
    }
    assert_eq!(outcomes(calls).await, BTreeMap::from([("ok".to_owned(), 1_000)]));
    let tokens = provider.seen.tokens.lock().unwrap();
    assert!(
        tokens.len() == 1_000 && tokens.values().all(|count| *count == 1),
        "one token request each"
    );
    assert_eq!(provider.seen.profiles.load(Ordering::Relaxed), 1_000);
    assert_eq!(host.in_progress(), 0);
}

#[tokio::test]
async fn connections_are_used_again() {
    let provider = Provider::start(Duration::ZERO).await;
    let host = host_of(settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 5_000))
        .build()
        .unwrap();
    for user in 1..=100 {
        sign_in(&host, "kakao", &format!("good-{user}")).await.unwrap();
    }
    assert_eq!(provider.seen.token_requests(), 100);
    let connections = provider.seen.connections.load(Ordering::Relaxed);
    assert!(
        connections <= 2,
        "{connections} connections for 200 requests one after the other"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i2_late_answers_hold_places_and_nothing_else() {
    let provider = Provider::start(Duration::from_millis(500)).await;
    let settings = settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 5_000);
    let host = host_of(settings).most_calls(300).build().unwrap();
    let mut calls = JoinSet::new();
    for user in 1..=300 {
        let host = host.clone();
        calls.spawn(async move { sign_in(&host, "kakao", &format!("good-{user}")).await });
    }
    assert_eq!(outcomes(calls).await, BTreeMap::from([("ok".to_owned(), 300)]));
    assert_eq!(host.in_progress(), 0, "every place is free again");
}

#[tokio::test]
async fn i3_a_dead_provider_takes_nothing_from_a_good_one() {
    let (good, dead) = (
        Provider::start(Duration::ZERO).await,
        Provider::start(Duration::from_secs(60)).await,
    );
    let instances = json!({ "good": good.instance(ID, "s3cr3t"), "dead": dead.instance(ID, "s3cr3t") });
    let host = host_of(settings_of(instances, 4_000)).most_calls(150).build().unwrap();
    let mut hanging = JoinSet::new();
    for user in 1..=50 {
        let host = host.clone();
        hanging.spawn(async move { sign_in(&host, "dead", &format!("good-{user}")).await });
    }
    while dead.seen.open.load(Ordering::Relaxed) < 50 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for user in 1..=100 {
        assert_eq!(
            sign_in(&host, "good", &format!("good-{user}")).await.unwrap(),
            user.to_string()
        );
    }
    assert_eq!(host.in_progress(), 50, "the good one's users waited for nobody");
    assert_eq!(outcomes(hanging).await, BTreeMap::from([("timeout".to_owned(), 50)]));
}

/// I5, in one process: three hosts with one guard and one sealing key, of which one is killed again and again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i5_killed_hosts_lose_only_what_is_inside_them() {
    let provider = Provider::start(Duration::from_millis(20)).await;
    let guard = Arc::new(MemoryGuard::default());
    let settings = settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 5_000);
    let host = || {
        host_of(settings.clone())
            .guard(Arc::clone(&guard) as Arc<_>)
            .build()
            .unwrap()
    };
    let steady = [host(), host()];
    let mut killed = 0;
    for round in 0..5 {
        let mortal = host();
        // Everybody begins at the host that will die.
        let mut begun = Vec::new();
        for user in 0..60 {
            begun.push((user, mortal.authorize("kakao", AuthorizeRequest::new()).await.unwrap()));
        }
        let (mut inside, mut elsewhere) = (JoinSet::new(), JoinSet::new());
        for (user, begun) in begun {
            let code = format!("good-{}", round * 100 + user + 1);
            let (at, calls) = match user % 3 {
                0 => (mortal.clone(), &mut inside),
                other => (steady[other - 1].clone(), &mut elsewhere),
            };
            let callback = back_with(&begun, &code);
            calls.spawn(async move {
                at.sign_in("kakao", callback)
                    .await
                    .map(|done| done.profile().subject.clone())
            });
        }
        while mortal.in_progress() == 0 {
            tokio::task::yield_now().await;
        }
        drop(mortal);
        inside.abort_all();
        while let Some(call) = inside.join_next().await {
            killed += usize::from(call.is_err());
        }
        assert_eq!(
            outcomes(elsewhere).await,
            BTreeMap::from([("ok".to_owned(), 40)]),
            "0 lost before the callback"
        );
    }
    assert!(killed > 0, "somebody was inside");
    let tokens = provider.seen.tokens.lock().unwrap();
    assert!(
        tokens.values().all(|count| *count == 1),
        "no code is sent twice, whichever host died"
    );
}

/// A shared guard that is away now and then.
#[derive(Debug, Default)]
struct Flickering {
    inner: MemoryGuard,
    away: AtomicBool,
    refused: AtomicUsize,
}

#[async_trait]
impl Guard for Flickering {
    async fn spend(&self, mark: Mark, now: Timestamp, expires: Timestamp) -> Result<Spent> {
        if self.away.load(Ordering::SeqCst) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            return Err(Error::new(ErrorKind::StoreUnavailable, "the store is away"));
        }
        self.inner.spend(mark, now, expires).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i6_only_callbacks_inside_the_gap_of_the_guard_are_refused() {
    let provider = Provider::start(Duration::ZERO).await;
    let guard = Arc::new(Flickering::default());
    let settings = settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 5_000);
    let host = host_of(settings).guard(Arc::clone(&guard) as Arc<_>).build().unwrap();
    let mut calls = JoinSet::new();
    let mut user = 0;
    for away in [false, true, false, true, false] {
        guard.away.store(away, Ordering::SeqCst);
        for _ in 0..40 {
            user += 1;
            let (host, code) = (host.clone(), format!("good-{user}"));
            calls.spawn(async move { sign_in(&host, "kakao", &code).await });
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let refused = guard.refused.load(Ordering::SeqCst);
    let mut told = outcomes(calls).await;
    let refused_later = guard.refused.load(Ordering::SeqCst);
    assert_eq!(refused, refused_later, "the gap is over");
    assert!(refused > 0);
    assert_eq!(told.remove("store_unavailable"), Some(refused));
    assert_eq!(told, BTreeMap::from([("ok".to_owned(), 200 - refused)]));
    assert_eq!(
        provider.seen.token_requests(),
        200 - refused,
        "who is refused sends no code"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i7_resets_cuts_and_stalls_end_typed_and_touch_nobody_else() {
    let provider = Provider::start(Duration::ZERO).await;
    let settings = settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 3_000);
    let host = host_of(settings).profile_retries(0).build().unwrap();
    let fault = |n: usize| match n % 20 {
        0 => "reset",
        1 => "reset-late",
        2 | 3 => "slow",
        4 => "cut",
        5 => "cut-late",
        6 => "stall",
        7 => "stall-late",
        _ => "good",
    };
    let mut calls = JoinSet::new();
    for user in 1..=400 {
        let (host, fault) = (host.clone(), fault(user));
        calls.spawn(async move {
            let outcome = sign_in(&host, "kakao", &format!("{fault}-{user}")).await;
            let kind = outcome.as_ref().err().map(Error::kind);
            let expected = match fault {
                "good" | "slow" => None,
                "stall" | "stall-late" => Some(ErrorKind::Timeout),
                _ => Some(ErrorKind::ProviderUnavailable),
            };
            assert_eq!(kind, expected, "{fault}");
            outcome
        });
    }
    let told = outcomes(calls).await;
    assert_eq!(told["ok"], 280);
    assert_eq!(told["timeout"], 40);
    assert_eq!(told["provider_unavailable"], 80);
    let tokens = provider.seen.tokens.lock().unwrap();
    assert!(
        tokens.len() == 400 && tokens.values().all(|count| *count == 1),
        "X5: no code is sent twice"
    );
    assert_eq!(host.in_progress(), 0);
}

/// The system's clock, moved.
#[derive(Debug, Default)]
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        SystemClock.now().plus(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i8_a_thousand_callbacks_with_an_expired_key_set_fetch_it_once() {
    const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";
    let service = Service::start().await;
    let clock = Arc::new(Ahead::default());
    let settings = common::settings(&service.base, &service.sandbox);
    let host = host_of(settings).clock(Arc::clone(&clock) as Arc<_>).build().unwrap();
    let returning = async || {
        let begun = host.authorize("kakao-oidc", AuthorizeRequest::new()).await.unwrap();
        let back = Browser::default().post(begun.url(), AGREE).await;
        let query = back.location().split_once('?').unwrap().1.to_owned();
        Callback::from_query(query).sealed(begun.sealed())
    };
    host.sign_in("kakao-oidc", returning().await).await.unwrap();
    assert_eq!(service.sandbox.count(Endpoint::KakaoJwks), 1);
    clock.0.store(61 * 60, Ordering::Relaxed);
    let mut callbacks = Vec::new();
    for _ in 0..1_000 {
        callbacks.push(returning().await);
    }
    let mut calls = JoinSet::new();
    for callback in callbacks {
        let host = host.clone();
        calls.spawn(async move {
            host.sign_in("kakao-oidc", callback)
                .await
                .map(|done| done.profile().subject.clone())
        });
    }
    assert_eq!(outcomes(calls).await, BTreeMap::from([("ok".to_owned(), 1_000)]));
    assert_eq!(
        service.sandbox.count(Endpoint::KakaoJwks),
        2,
        "one fetch for all of them"
    );
}

#[tokio::test]
async fn g13_a_full_guard_refuses_without_sending_a_code_and_recovers() {
    let provider = Provider::start(Duration::ZERO).await;
    let (guard, clock) = (
        Arc::new(MemoryGuard::holding(1_000)),
        Arc::new(FixedClock::at(1_768_095_928)),
    );
    let settings = settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 5_000);
    let builder = host_of(settings).guard(Arc::clone(&guard) as Arc<_>);
    let host = builder.clock(Arc::clone(&clock) as Arc<_>).build().unwrap();
    let (mut good, mut refused) = (0, 0);
    for user in 1..=1_500 {
        match sign_in(&host, "kakao", &format!("good-{user}")).await {
            Ok(_) => good += 1,
            Err(error) => {
                assert_eq!(
                    (error.kind(), error.reason()),
                    (ErrorKind::StoreUnavailable, Some(Reason::GuardFull))
                );
                refused += 1;
            }
        }
    }
    assert!(refused > 0, "the guard has a bound");
    assert_eq!(guard.remembered(), good, "no live mark was dropped");
    assert_eq!(provider.seen.token_requests(), good);
    clock.advance(12 * 60);
    for user in 2_001..=2_100 {
        sign_in(&host, "kakao", &format!("good-{user}")).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h16_every_call_sees_one_whole_version_of_the_settings() {
    let provider = Provider::start(Duration::from_millis(5)).await;
    let version = |n: usize| {
        let instance = provider.instance(&format!("{n:032x}"), &format!("secret-of-{n}"));
        settings_of(json!({ "kakao": instance }), 5_000)
    };
    let host = Host::builder()
        .settings_text(version(0).to_string())
        .profile(Profile::Dev)
        .sealing_key(SealingKey::from_bytes([7; 32]))
        .single_process()
        .build()
        .unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let mut calls = JoinSet::new();
    for worker in 0..20 {
        let (host, over) = (host.clone(), Arc::clone(&over));
        calls.spawn(async move {
            let mut n = worker * 10_000;
            while !over.load(Ordering::Relaxed) {
                n += 1;
                sign_in(&host, "kakao", &format!("good-{n}")).await?;
            }
            Ok(String::new())
        });
    }
    for n in 1..=100 {
        host.reload_text(version(n).to_string()).unwrap();
        assert_eq!(
            host.reload_text("{").unwrap_err().kind(),
            ErrorKind::ConfigInvalid,
            "A24"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    over.store(true, Ordering::Relaxed);
    assert_eq!(
        outcomes(calls).await,
        BTreeMap::from([("ok".to_owned(), 20)]),
        "nobody was lost"
    );
    let clients = provider.seen.clients.lock().unwrap();
    assert!(clients.len() > 10, "only {} versions were seen", clients.len());
    for (id, secret) in clients.keys() {
        let n = usize::from_str_radix(id, 16).unwrap();
        assert_eq!(
            *secret,
            format!("secret-of-{n}"),
            "half of one version and half of another"
        );
    }
}

/// H15 with faults: whoever is inside when the host closes ends typed, and nobody stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn h15_a_shutdown_in_the_middle_of_trouble_leaves_nobody_behind() {
    let provider = Provider::start(Duration::from_millis(100)).await;
    let host = host_of(settings_of(json!({ "kakao": provider.instance(ID, "s3cr3t") }), 1_000))
        .build()
        .unwrap();
    let mut calls = JoinSet::new();
    for user in 1..=100 {
        let fault = ["good", "reset", "cut", "stall"][user % 4];
        let begun = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap();
        let (host, callback) = (host.clone(), back_with(&begun, &format!("{fault}-{user}")));
        calls.spawn(async move { host.sign_in("kakao", callback).await.map(|_| String::new()) });
    }
    while host.in_progress() < 100 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    host.close();
    let refused = host.authorize("kakao", AuthorizeRequest::new()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Overloaded);
    let told = outcomes(calls).await;
    assert_eq!(
        (told["ok"], told["provider_unavailable"], told["timeout"]),
        (25, 50, 25),
        "{told:?}"
    );
    assert_eq!(host.in_progress(), 0);
}

//! Each fault, as a caller sees it.

use std::time::{Duration, Instant};

use tokio::io::AsyncReadExt;

use super::super::{Endpoint, Fault};
use super::wire::{self, Reply};
use super::{CALLBACK, KAKAO_ID, World, query};

const JSON: [(&str, &str); 1] = [("Content-Type", "application/json")];

impl World {
    fn at(&self, endpoint: Endpoint) -> String {
        format!("{}{}", self.sandbox.origin(), endpoint.path())
    }

    /// The answer of an endpoint to a request with this fault in its header.
    async fn faulty(&self, endpoint: Endpoint, fault: &str) -> Reply {
        let method = if endpoint == Endpoint::KakaoToken {
            "POST"
        } else {
            "GET"
        };
        wire::send(method, &self.at(endpoint), &[("x-sandbox-fault", fault)], "").await
    }
}

#[tokio::test]
async fn slow_waits_and_then_answers() {
    let world = World::new().await;
    let begun = Instant::now();
    let reply = world.faulty(Endpoint::KakaoMe, "slow=60").await;
    assert!(begun.elapsed() >= Duration::from_millis(60));
    assert_eq!((reply.status, &reply.json()["code"]), (401, &(-401).into()));
}

#[tokio::test]
async fn drip_sends_byte_after_byte() {
    let world = World::new().await;
    let headers = [("x-sandbox-fault", "drip=2")];
    let mut stream = wire::open("GET", &world.at(Endpoint::NaverMe), &headers, "")
        .await
        .unwrap();
    let mut reads = 0;
    let mut all = Vec::new();
    loop {
        let mut some = [0; 4096];
        let n = stream.read(&mut some).await.unwrap();
        if n == 0 {
            break;
        }
        reads += 1;
        all.extend_from_slice(&some[..n]);
    }
    let reply = wire::parse(&all);
    assert_eq!(reply.json()["errorCode"], "028");
    assert!(reads > 10, "{reads} reads");
}

#[tokio::test]
async fn reset_breaks_the_connection_without_a_byte() {
    let world = World::new().await;
    let headers = [("x-sandbox-fault", "reset")];
    let broken = wire::raw("GET", &world.at(Endpoint::KakaoMe), &headers, "").await;
    assert_eq!(
        broken.map_err(|error| error.kind()),
        Err(std::io::ErrorKind::ConnectionReset)
    );
    assert_eq!(world.sandbox.count(Endpoint::KakaoMe), 1);
}

#[tokio::test]
async fn truncated_promises_more_than_it_sends() {
    let world = World::new().await;
    let reply = world.faulty(Endpoint::NaverMe, "truncated").await;
    let promised: usize = reply.header("content-length").unwrap().parse().unwrap();
    assert_eq!(reply.json()["errorCode"], "028");
    assert_eq!(promised, reply.body.len() + 64);
}

#[tokio::test]
async fn endless_goes_on_until_the_caller_hangs_up() {
    let world = World::new().await;
    let headers = [("x-sandbox-fault", "endless")];
    let mut stream = wire::open("GET", &world.at(Endpoint::KakaoMe), &headers, "")
        .await
        .unwrap();
    let mut much = vec![0; 3 * 1024 * 1024];
    stream.read_exact(&mut much).await.unwrap();
}

#[tokio::test]
async fn plain_answers_are_as_ordered() {
    let world = World::new().await;
    let html = world.faulty(Endpoint::KakaoToken, "html").await;
    assert_eq!(
        (html.status, html.header("content-type")),
        (200, Some("text/html;charset=utf-8"))
    );
    let status = world.faulty(Endpoint::KakaoMe, "status=503").await;
    assert_eq!((status.status, status.body.len()), (503, 0));
    let away = world.faulty(Endpoint::KakaoToken, "redirect=file:///etc/passwd").await;
    assert_eq!(
        (away.status, away.header("location")),
        (302, Some("file:///etc/passwd"))
    );
    let any = world
        .faulty(
            Endpoint::NaverMe,
            r#"{"kind":"body","status":418,"content_type":"text/x-tea","bytes":"short"}"#,
        )
        .await;
    assert_eq!(
        (any.status, any.header("content-type"), any.text().as_str()),
        (418, Some("text/x-tea"), "short")
    );
    let wrong = world.faulty(Endpoint::NaverMe, "slow").await;
    assert!(wrong.status == 400 && wrong.text().contains("too-many"));
}

#[tokio::test]
async fn too_many_speaks_the_providers_words() {
    let world = World::new().await;
    for (endpoint, words) in [
        (Endpoint::KakaoToken, "KOE237"),
        (Endpoint::KakaoMe, "\"code\":-10"),
        (Endpoint::NaverMe, "limit exceeded"),
    ] {
        let reply = world.faulty(endpoint, "too-many=7").await;
        assert_eq!((reply.status, reply.header("retry-after")), (429, Some("7")));
        assert!(reply.text().contains(words));
        assert_eq!(world.faulty(endpoint, "too-many").await.header("retry-after"), None);
    }
}

#[tokio::test]
async fn a_wrong_envelope_lacks_the_essential() {
    let world = World::new().await;
    for endpoint in [
        Endpoint::KakaoToken,
        Endpoint::KakaoMe,
        Endpoint::NaverToken,
        Endpoint::NaverMe,
    ] {
        let reply = world.faulty(endpoint, "wrong-envelope").await;
        assert_eq!(reply.status, 200);
        let body = reply.json();
        assert!(
            ["access_token", "id", "response"]
                .iter()
                .all(|name| body.get(*name).is_none()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_callback_can_lose_its_query() {
    let world = World::new().await;
    world
        .sandbox
        .set_fault(Endpoint::KakaoAuthorize, Some(Fault::WrongEnvelope));
    let ask = [
        ("client_id", KAKAO_ID),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
    ];
    let url = format!("{}?{}", world.at(Endpoint::KakaoAuthorize), query(&ask));
    assert_eq!(world.get(&url).await.status, 200);
    let back = world.post(&url, &[("sandbox_decision", "agree")]).await;
    assert_eq!(back.header("location"), CALLBACK.split('?').next());
}

#[tokio::test]
async fn expired_is_said_of_whatever_is_presented() {
    let world = World::new().await;
    for (endpoint, words) in [
        (Endpoint::KakaoToken, "KOE320"),
        (Endpoint::KakaoMe, "-401"),
        (Endpoint::NaverToken, "no valid data in session"),
        (Endpoint::NaverMe, "024"),
    ] {
        assert!(
            world.faulty(endpoint, "expired").await.text().contains(words),
            "{endpoint:?}"
        );
    }
    world.sandbox.set_fault(Endpoint::KakaoToken, Some(Fault::Expired));
    let form = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    assert!(
        world
            .post(&world.at(Endpoint::KakaoToken), &form)
            .await
            .text()
            .contains("KOE322")
    );
}

#[tokio::test]
async fn a_fault_leaves_the_other_endpoints_alone_and_wears_off() {
    let world = World::new().await;
    let tokens = world.kakao("whale").await;
    let token = tokens["access_token"].as_str().unwrap();
    let status = async || world.bearer(&world.at(Endpoint::KakaoMe), token).await.status;
    world
        .sandbox
        .set_fault_times(Endpoint::KakaoMe, Fault::Status { code: 500 }, 1);
    world.kakao("giant").await;
    assert_eq!((status().await, status().await), (500, 200));
    world
        .sandbox
        .set_fault(Endpoint::KakaoMe, Some(Fault::Status { code: 502 }));
    assert_eq!((status().await, status().await), (502, 502));
    world.sandbox.set_fault(Endpoint::KakaoMe, None);
    assert_eq!(status().await, 200);
}

#[tokio::test]
async fn faults_are_ordered_over_http_too() {
    let world = World::new().await;
    let url = format!("{}/sandbox/fault", world.sandbox.origin());
    let order = r#"{"endpoint":"naver.token","fault":{"kind":"status","code":503},"times":1}"#;
    assert_eq!(wire::send("POST", &url, &JSON, order).await.status, 204);
    let status = async || world.get(&world.at(Endpoint::NaverToken)).await.status;
    assert_eq!((status().await, status().await), (503, 200));
    for wrong in [
        r#"{"endpoint":"naver.nothing"}"#,
        r#"{"endpoint":"naver.me","foult":null}"#,
        "no",
    ] {
        assert!(wire::send("POST", &url, &JSON, wrong).await.status >= 400, "{wrong}");
    }
}

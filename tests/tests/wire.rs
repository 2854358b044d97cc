//! The transport against servers that misbehave, byte for byte (D4, D20-D30, V4-V8, A15).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use connector_core::{ErrorKind, Http as _, Reason, Result};
use connector_host::transport::{Limits, Transport};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What a server does with a connection once it has read a request.
#[derive(Clone)]
enum Then {
    Say(Vec<u8>),
    /// Says it one byte at a time, with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Says it over and over.
    Forever(Vec<u8>, Vec<u8>),
    Hang,
    Reset,
}

/// A server that answers every request in one way; counts the requests.
async fn server(then: Then) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(answer(stream, then.clone(), Arc::clone(&counted)));
        }
    });
    (base, count)
}

async fn answer(mut stream: TcpStream, then: Then, count: Arc<AtomicUsize>) {
    let mut buffer = [0; 65536];
    if stream.read(&mut buffer).await.unwrap_or(0) == 0 {
        return;
    }
    count.fetch_add(1, Ordering::SeqCst);
    match then {
        Then::Say(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Then::Drip(bytes, pause) => {
            for byte in bytes {
                tokio::time::sleep(pause).await;
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
            }
        }
        Then::Forever(first, again) => {
            let _ = stream.write_all(&first).await;
            while stream.write_all(&again).await.is_ok() {}
        }
        Then::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
        Then::Reset => {
            stream.set_zero_linger().unwrap();
        }
    }
}

fn transport() -> Transport {
    let mut limits = Limits::default();
    limits.request = Duration::from_millis(1500);
    Transport::new(limits, true).unwrap()
}

async fn get(transport: &Transport, url: &str) -> Result<http::Response<Bytes>> {
    let request = http::Request::get(url)
        .header("accept", "application/json")
        .body(Bytes::new())
        .unwrap();
    transport
        .send(request, Instant::now() + Duration::from_secs(3600))
        .await
}

async fn fault(then: Then) -> (ErrorKind, Option<Reason>, usize) {
    let (base, count) = server(then).await;
    let (transport, url) = (transport(), format!("{base}/x"));
    // The request's own limit ends it (L2): the call's is an hour away.
    let call = get(&transport, &url);
    let ended = tokio::time::timeout(Duration::from_secs(60), call).await;
    let error = ended.expect("a request outlives its limit").unwrap_err();
    assert!(
        !format!("{error:?}").contains("127.0.0.1"),
        "J3: no address in an error"
    );
    (error.kind(), error.reason(), count.load(Ordering::SeqCst))
}

fn say(text: &str) -> Then {
    Then::Say(text.replace('\n', "\r\n").into_bytes())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn d4_d20_to_d30_broken_answers() {
    use ErrorKind::*;
    for (then, kinds) in [
        (
            say("HTTP/1.1 200 OK\ncontent-length: 10\n\nabc"),
            &[ProviderUnavailable][..],
        ),
        (
            say("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\nzz\nabc\n"),
            &[ProviderUnavailable],
        ),
        (
            say("HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\nfffffffffffffffffff\nabc\n"),
            &[ProviderUnavailable],
        ),
        (
            say("HTTP/1.1 200 OK\ncontent-length: -1\n\nabc"),
            &[ProviderUnavailable],
        ),
        (
            say("HTTP/1.1 200 OK\ncontent-length: 1\ncontent-length: 2\n\nabc"),
            &[ProviderUnavailable],
        ),
        (say("HTTQ/9 200\n\n"), &[ProviderUnavailable]),
        (say(""), &[ProviderUnavailable]),
        (Then::Reset, &[ProviderUnavailable]),
        (Then::Hang, &[Timeout]),
        (
            Then::Drip(b"HTTP/1.1 200 OK\r\n".repeat(100), Duration::from_millis(40)),
            &[Timeout, ProviderUnavailable],
        ),
        (
            Then::Drip(
                [&b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n"[..], &[b'x'; 900]].concat(),
                Duration::from_millis(20),
            ),
            &[Timeout],
        ),
        (
            Then::Forever(
                b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec(),
                [&b"10000\r\n"[..], &[b'x'; 65536], b"\r\n"].concat(),
            ),
            &[ReplyTooLarge],
        ),
        (say("HTTP/1.1 200 OK\ncontent-length: 734003200\n\nx"), &[ReplyTooLarge]),
        (
            Then::Say([&b"HTTP/1.1 200 OK\r\nx: "[..], &vec![b'a'; 8_000_000], b"\r\n\r\n"].concat()),
            &[ReplyTooLarge, ProviderUnavailable],
        ),
        (
            Then::Say(
                [
                    b"HTTP/1.1 200 OK\r\n".to_vec(),
                    b"a: b\r\n".repeat(20_000),
                    b"\r\n".to_vec(),
                ]
                .concat(),
            ),
            &[ReplyTooLarge, ProviderUnavailable],
        ),
        (
            Then::Forever(Vec::new(), b"HTTP/1.1 103 Early Hints\r\n\r\n".to_vec()),
            &[Timeout, ProviderUnavailable, ReplyTooLarge],
        ),
        (
            say("HTTP/1.1 200 OK\ncontent-encoding: gzip\ncontent-length: 3\n\nabc"),
            &[ReplyInvalid],
        ),
        (
            say("HTTP/1.1 200 OK\ncontent-encoding: made-up\ncontent-length: 3\n\nabc"),
            &[ReplyInvalid],
        ),
    ] {
        let (kind, _, count) = fault(then).await;
        assert!(kinds.contains(&kind), "{kind:?} is not among {kinds:?}");
        assert_eq!(count, 1, "X5");
    }
}

#[tokio::test]
async fn d21_d22_redirects_are_given_back_and_not_followed() {
    let (other, count) = server(say("HTTP/1.1 200 OK\ncontent-length: 0\n\n")).await;
    for status in [301, 302, 303, 307, 308] {
        let (base, _) = server(say(&format!(
            "HTTP/1.1 {status} Away\nlocation: {other}/\ncontent-length: 0\n\n"
        )))
        .await;
        assert_eq!(get(&transport(), &format!("{base}/x")).await.unwrap().status(), status);
    }
    assert_eq!(count.load(Ordering::SeqCst), 0, "the other origin receives nothing");
}

#[tokio::test]
async fn v5_v4_transfer_variants_succeed() {
    for answer in [
        "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n1;ext=1\n{\n1\n}\n0\n\n",
        "HTTP/1.1 200 OK\nconnection: close\n\n{}",
        "HTTP/1.0 200 OK\n\n{}",
        "HTTP/1.1 103 Early Hints\nlink: x\n\nHTTP/1.1 200 OK\ncontent-length: 2\n\n{}",
        "HTTP/1.1 200 OK\nSet-Cookie: a=b\nCONTENT-type: Application/JSON; charset=\"UTF-8\"\nContent-Length: 2\n\n{}",
    ] {
        let (base, _) = server(say(answer)).await;
        assert_eq!(
            get(&transport(), &format!("{base}/x")).await.unwrap().body(),
            "{}",
            "{answer}"
        );
    }
}

#[tokio::test]
async fn d40_cookies_and_d42_l8_proxies_are_not_used() {
    let (base, _) = server(say(
        "HTTP/1.1 200 OK\nset-cookie: a=b\ncontent-length: 0\nconnection: close\n\n",
    ))
    .await;
    let transport = transport();
    get(&transport, &format!("{base}/x")).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let second = format!("http://{}", listener.local_addr().unwrap());
    let seen = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut buffer = vec![0; 4096];
        let length = stream.read(&mut buffer).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8(buffer[..length].to_vec())
            .unwrap()
            .to_ascii_lowercase()
    });
    get(&transport, &format!("{second}/x")).await.unwrap();
    let request = seen.await.unwrap();
    for header in ["cookie:", "referer:", "accept-encoding:"] {
        assert!(!request.contains(header), "{request}");
    }
}

#[tokio::test]
async fn v7_d39_a_connection_that_the_provider_closed_is_not_used_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 4096];
            if stream.read(&mut buffer).await.unwrap() > 0 {
                counted.fetch_add(1, Ordering::SeqCst);
                // Kept alive by its words, closed right afterwards.
                stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
                    .await
                    .unwrap();
            }
        }
    });
    let transport = transport();
    for n in 1..=20 {
        let request = http::Request::post(format!("{base}/token"))
            .body(Bytes::from_static(b"code=c"))
            .unwrap();
        transport
            .send(request, Instant::now() + Duration::from_secs(5))
            .await
            .unwrap();
        assert_eq!(count.load(Ordering::SeqCst), n, "one POST each");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a15_a_refused_address_is_named_even_where_no_client_can_be_built() {
    let mut limits = Limits::default();
    limits.roots = Some(b"-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n".to_vec());
    let transport = Transport::new(limits, false).unwrap();
    let reason = async |url| get(&transport, url).await.unwrap_err().reason();
    for _ in 0..2 {
        assert_eq!(reason("https://10.0.0.5/").await, Some(Reason::PrivateAddress));
        assert_eq!(reason("https://kauth.example/").await, Some(Reason::Tls));
    }
}

#[tokio::test]
async fn a15_l9_private_and_plain_addresses_are_refused_before_anything_is_sent() {
    for (loopback, url) in [
        (false, "https://127.0.0.1:1/"),
        (false, "https://localhost:1/"),
        (true, "https://10.0.0.1/"),
        (true, "https://[::ffff:169.254.169.254]/"),
        (true, "http://kauth.kakao.com/"),
    ] {
        let transport = Transport::new(Limits::default(), loopback).unwrap();
        assert_eq!(
            get(&transport, url).await.unwrap_err().kind(),
            ErrorKind::ConfigInvalid,
            "{url}"
        );
    }
}

#[tokio::test]
async fn d41_a_server_without_tls_is_no_provider() {
    let (base, _) = server(say("HTTP/1.1 200 OK\ncontent-length: 0\n\n")).await;
    let error = get(&transport(), &base.replace("http:", "https:")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ProviderUnavailable);
    let refused = get(&transport(), "http://127.0.0.1:9/").await.unwrap_err();
    assert_eq!(
        (refused.kind(), refused.reason()),
        (ErrorKind::ProviderUnavailable, Some(Reason::Transport))
    );
}

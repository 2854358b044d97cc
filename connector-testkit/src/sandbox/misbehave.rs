//! How each fault is carried out.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::response::Response;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, LOCATION};
use http_body_util::channel::Channel;
use serde_json::json;
use tokio::time::sleep;

use super::ask::Ask;
use super::faults::Fault;
use super::kakao;
use super::line::Shears;
use super::naver;
use super::reply;
use super::{Endpoint, Provider};

/// What a truncated answer promises beyond what it sends.
const MISSING: usize = 64;
/// How long the sent part of a broken answer gets to reach the wire.
const FLUSH: Duration = Duration::from_millis(20);
const HTML: &str =
    "<!doctype html><html lang=\"en\"><title>Sandbox</title><h1>An HTML page instead of JSON</h1></html>";

/// An answer under a fault. `honest` is run only by those faults that need the right answer, so the others leave
/// codes unspent.
pub(super) async fn answer(
    fault: Fault,
    endpoint: Endpoint,
    ask: &Ask,
    shears: Option<&Shears>,
    honest: impl FnOnce() -> Response,
) -> Response {
    match fault {
        Fault::Slow { ms } => {
            sleep(Duration::from_millis(ms)).await;
            honest()
        }
        Fault::Drip { ms } => drip(honest(), Duration::from_millis(ms)).await,
        Fault::Reset => reset(shears),
        Fault::Truncated => truncated(honest()).await,
        Fault::Endless => endless(),
        Fault::Html => reply::any(200, "text/html;charset=utf-8", HTML),
        Fault::Status { code } => reply::empty(code),
        Fault::TooMany { retry_after } => reply::retry_after(
            match endpoint.provider() {
                Provider::Kakao => kakao::errors::too_many(endpoint),
                Provider::Naver => naver::errors::too_many(),
            },
            retry_after,
        ),
        Fault::Redirect { to } => reply::found(&to),
        Fault::WrongEnvelope => match endpoint {
            _ if endpoint.is_authorize() || endpoint == Endpoint::KakaoBrowserLogout => lost_callback(honest()),
            Endpoint::KakaoDiscovery | Endpoint::NaverDiscovery | Endpoint::KakaoJwks | Endpoint::NaverJwks => {
                reply::json(200, &json!({"documents": []}))
            }
            _ => match endpoint.provider() {
                Provider::Kakao => kakao::errors::wrong_envelope(),
                Provider::Naver => naver::errors::wrong_envelope(endpoint),
            },
        },
        // Whoever makes the id_token looks for these.
        Fault::IdToken { .. } | Fault::RotatedKey { .. } => honest(),
        Fault::Expired => match endpoint.provider() {
            Provider::Kakao => kakao::errors::expired(endpoint, ask),
            Provider::Naver => naver::errors::expired(endpoint, ask),
        }
        .unwrap_or_else(honest),
        Fault::Body {
            status,
            content_type,
            bytes,
        } => reply::any(status, &content_type, bytes),
    }
}

async fn drip(answer: Response, pause: Duration) -> Response {
    let (head, body) = answer.into_parts();
    let bytes = read(body).await;
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(1);
    tokio::spawn(async move {
        for at in 0..bytes.len() {
            sleep(pause).await;
            if sender.send_data(bytes.slice(at..=at)).await.is_err() {
                return;
            }
        }
    });
    Response::from_parts(head, Body::new(body))
}

async fn truncated(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    let bytes = read(body).await;
    head.headers.insert(CONTENT_LENGTH, (bytes.len() + MISSING).into());
    let (mut sender, body) = Channel::<Bytes, io::Error>::new(1);
    tokio::spawn(async move {
        let _ = sender.send_data(bytes).await;
        sleep(FLUSH).await;
        sender.abort(broken());
    });
    Response::from_parts(head, Body::new(body))
}

fn endless() -> Response {
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(1);
    tokio::spawn(async move {
        let chunk = Bytes::from_static(&[b' '; 16 * 1024]);
        while sender.send_data(chunk.clone()).await.is_ok() {}
    });
    reply::any(200, "application/json", Body::new(body))
}

/// A callback that forgot its query.
fn lost_callback(answer: Response) -> Response {
    let to = answer
        .headers()
        .get(LOCATION)
        .and_then(|to| to.to_str().ok())
        .and_then(|to| to.split('?').next());
    match to {
        Some(to) => reply::found(to),
        None => answer,
    }
}

/// Behind a foreign server there are no shears: there the answer breaks off before its first byte of body.
fn reset(shears: Option<&Shears>) -> Response {
    if let Some(shears) = shears {
        shears.cut();
        // Any answer: its first byte is never written.
        return reply::empty(200);
    }
    let (sender, body) = Channel::<Bytes, io::Error>::new(1);
    sender.abort(broken());
    Response::new(Body::new(body))
}

fn broken() -> io::Error {
    io::ErrorKind::ConnectionReset.into()
}

/// The body of an answer of our own, which is whole and in memory.
async fn read(body: Body) -> Bytes {
    to_bytes(body, usize::MAX).await.unwrap_or_default()
}

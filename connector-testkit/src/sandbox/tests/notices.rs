//! What is sent to an app unasked, seen by a receiver that only listens.

use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::super::{Endpoint, KakaoEvent, KakaoUnlinkNotice, NaverUnlinkNotice, Provider};
use super::oidc::{part, verified};
use super::{ADMIN, KAKAO_ID, NAVER_ID, SECRET, World, text};

/// A receiver that answers 202 with a word, and what it got.
struct Receiver {
    url: String,
    got: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?instance=a", listener.local_addr().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&got);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut all = Vec::new();
                let mut some = [0; 8192];
                loop {
                    let n = stream.read(&mut some).await.unwrap();
                    all.extend_from_slice(&some[..n]);
                    let text = String::from_utf8_lossy(&all).into_owned();
                    let length = text
                        .lines()
                        .find_map(|line| line.strip_prefix("Content-Length: "))
                        .map_or(0, |length| length.parse::<usize>().unwrap());
                    let whole = text
                        .split_once("\r\n\r\n")
                        .is_some_and(|(_, body)| body.len() == length);
                    if whole || n == 0 {
                        break;
                    }
                }
                kept.lock().unwrap().push(String::from_utf8(all).unwrap());
                let answer = "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nheard\r\n0\r\n\r\n";
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        Self { url, got }
    }

    fn last(&self) -> (String, String) {
        let got = self.got.lock().unwrap();
        let (head, body) = got.last().unwrap().split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }
}

/// The vector computed for the fact sheet.
fn vector(to: &str) -> NaverUnlinkNotice {
    let iv = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    NaverUnlinkNotice::new(
        to,
        "naverClientId0000001",
        "naverClientSecret01",
        "abcdefgABCDEFGH1234567",
        1_693_877_406,
    )
    .iv(iv)
}

const HIDDEN: &str = "AAECAwQFBgcICQoLDA0ODxj2XWsswguRkO9BM133fC2M3lJs1sFRPj9Cv4t3jar_";
const SIGNATURE: &str = "lOwIHpU1MGk-L2gfWY_cEQVUqAMXClBKU8KdWS6BeGk";

#[test]
fn navers_notice_is_encrypted_and_signed_as_documented() {
    let fields = vector("").fields().unwrap();
    let expected = [
        ("clientId", "naverClientId0000001"),
        ("encryptUniqueId", HIDDEN),
        ("timestamp", "1693877406"),
        ("signature", SIGNATURE),
    ];
    assert_eq!(fields.each_ref().map(|(name, value)| (*name, value.as_str())), expected);
    let forged = vector("").forged().fields().unwrap();
    assert_eq!(forged[..3], fields[..3]);
    assert_ne!(forged[3], fields[3]);
    assert!(vector("").padded().fields().unwrap()[3].1.ends_with('='));
}

#[tokio::test]
async fn naver_sends_a_form_or_a_query() {
    let receiver = Receiver::new().await;
    let receipt = vector(&receiver.url).send().await.unwrap();
    assert_eq!((receipt.status, receipt.body.as_str()), (202, "heard"));
    let (head, body) = receiver.last();
    assert!(head.starts_with("POST /hook?instance=a HTTP/1.1\r\n"), "{head}");
    assert_eq!(
        body,
        format!("clientId=naverClientId0000001&encryptUniqueId={HIDDEN}&timestamp=1693877406&signature={SIGNATURE}")
    );
    vector(&receiver.url).in_query().send().await.unwrap();
    let (head, empty) = receiver.last();
    assert!(head.starts_with(&format!("POST /hook?instance=a&{body} HTTP/1.1\r\n")) && empty.is_empty());
}

#[tokio::test]
async fn kakao_sends_an_unlink_by_post_or_get() {
    let receiver = Receiver::new().await;
    let notice = KakaoUnlinkNotice::new(&receiver.url, ADMIN, "1234567890");
    assert_eq!(notice.send().await.unwrap().status, 202);
    let (head, body) = receiver.last();
    assert!(head.contains(&format!("\r\nAuthorization: KakaoAK {ADMIN}\r\n")));
    assert_eq!(body, "app_id=1234567&user_id=1234567890&referrer_type=UNLINK_FROM_APPS");
    notice
        .referrer_type("ACCOUNT_DELETE")
        .app_id("9")
        .by_get()
        .send()
        .await
        .unwrap();
    let (head, body) = receiver.last();
    let first = "GET /hook?instance=a&app_id=9&user_id=1234567890&referrer_type=ACCOUNT_DELETE HTTP/1.1\r\n";
    assert!(head.starts_with(first) && body.is_empty(), "{head}");
}

#[tokio::test]
async fn kakao_sends_a_signed_event() {
    let world = World::new().await;
    let receiver = Receiver::new().await;
    let set = world.jwks(Endpoint::KakaoJwks).await;
    let event = KakaoEvent::new(&receiver.url, KAKAO_ID, "1234567890");
    let send = async |event: KakaoEvent| {
        assert_eq!(world.sandbox.send_kakao_event(&event).await.unwrap().status, 202);
        receiver.last()
    };
    let (head, jwt) = send(event.clone()).await;
    assert!(head.contains("\r\nContent-Type: application/secevent+jwt\r\n"));
    assert_eq!(part(&jwt, 0)["typ"], "secevent+jwt");
    let claims = verified(&jwt, &set).expect("signed");
    assert_eq!(
        (text(&claims, "/iss"), text(&claims, "/aud"), text(&claims, "/sub")),
        ("https://kauth.kakao.com", KAKAO_ID, "1234567890")
    );
    let uri = "https://schemas.openid.net/secevent/oauth/event-type/user-unlinked";
    assert_eq!(
        claims["events"],
        json!({uri: {
            "subject": {"subject_type": "iss-sub", "iss": "https://kauth.kakao.com", "sub": "1234567890"},
            "reason": "UNLINK_FROM_APPS",
        }})
    );
    assert!(claims.get("exp").is_none());
    assert_ne!(part(&send(event.clone()).await.1, 1)["jti"], claims["jti"]);

    let odd = event.clone().event("tokens-revoked").jti("same").typ("JWT").issuer("x");
    let (_, jwt) = send(odd).await;
    let claims = part(&jwt, 1);
    assert_eq!(
        (
            text(&part(&jwt, 0), "/typ"),
            text(&claims, "/jti"),
            text(&claims, "/iss")
        ),
        ("JWT", "same", "x")
    );
    assert!(
        claims["events"]
            .as_object()
            .unwrap()
            .keys()
            .all(|uri| uri.ends_with("/tokens-revoked"))
    );
    assert_eq!(verified(&send(event.signed_by_stranger()).await.1, &set), None);
}

#[tokio::test]
async fn an_unlink_at_the_provider_kills_the_tokens() {
    let world = World::new().await;
    let kakao = world.kakao("whale").await;
    let naver = world.naver("whale").await;
    assert_eq!(
        world.sandbox.user_id(Provider::Kakao, "whale").as_deref(),
        Some("1234567890123456789")
    );
    assert!(world.sandbox.unlink(Provider::Kakao, KAKAO_ID, "whale"));
    assert!(!world.sandbox.unlink(Provider::Kakao, KAKAO_ID, "whale"));
    let me = format!("{}/v2/user/me", world.sandbox.kakao_api());
    assert_eq!(world.bearer(&me, text(&kakao, "/access_token")).await.status, 401);
    assert_eq!(world.naver_me(text(&naver, "/access_token")).await.status, 200);
    assert!(world.sandbox.unlink(Provider::Naver, NAVER_ID, "whale"));
    assert_eq!(world.naver_me(text(&naver, "/access_token")).await.status, 401);
}

#[tokio::test]
async fn an_address_that_is_not_http_or_silent_is_an_error() {
    let send = async |to: &str| NaverUnlinkNotice::new(to, NAVER_ID, SECRET, "x", 1).send().await;
    assert!(send("https://127.0.0.1:1/").await.is_err());
    assert!(send("nonsense").await.is_err());
    assert!(send("http://127.0.0.1:1/").await.is_err());
}

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bytes::Bytes;
use connector_core::Timestamp;
use http::{Request, Response};
use serde_json::{Value, json};

use super::*;

/// RFC 7515 appendix A.2: RS256.
const RSA_N: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
const RSA_JWS: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
/// RFC 7515 appendix A.3: ES256.
const EC_X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const EC_Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
const EC_JWS: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

fn rsa() -> Value {
    json!({ "kty": "RSA", "n": RSA_N, "e": "AQAB" })
}

fn ec() -> Value {
    json!({ "kty": "EC", "crv": "P-256", "x": EC_X, "y": EC_Y })
}

fn with(mut key: Value, name: &str, value: &str) -> Value {
    key[name] = json!(value);
    key
}

/// The RSA vector under a header that names a key; its signature is then wrong.
fn naming(kid: &str) -> String {
    let header = BASE64URL_NOPAD.encode(json!({ "alg": "RS256", "kid": kid }).to_string().as_bytes());
    let (_, rest) = RSA_JWS.split_once('.').unwrap();
    format!("{header}.{rest}")
}

/// A provider of keys, and a clock that stands still.
struct Outside {
    document: Mutex<(u16, String, Option<&'static str>)>,
    fetches: Mutex<usize>,
    now: Mutex<i64>,
    slow: Duration,
}

impl Outside {
    fn serving(document: &Value) -> Arc<Self> {
        Arc::new(Self {
            document: Mutex::new((200, document.to_string(), None)),
            fetches: Mutex::new(0),
            now: Mutex::new(1_000_000),
            slow: Duration::from_millis(5),
        })
    }
    fn serve(&self, status: u16, text: impl Into<String>) {
        *self.document.lock().unwrap() = (status, text.into(), None);
    }
    fn later(&self, secs: i64) {
        *self.now.lock().unwrap() += secs;
    }
    fn fetches(&self) -> usize {
        *self.fetches.lock().unwrap()
    }
}

#[async_trait]
impl Http for Outside {
    async fn send(&self, request: Request<Bytes>, _: Instant) -> Result<Response<Bytes>> {
        assert_eq!(request.uri(), "https://i.example/keys");
        *self.fetches.lock().unwrap() += 1;
        tokio::time::sleep(self.slow).await;
        let (status, text, max_age) = self.document.lock().unwrap().clone();
        let mut reply = Response::builder().status(status);
        if let Some(max_age) = max_age {
            reply = reply.header("cache-control", max_age);
        }
        Ok(reply.body(Bytes::from(text)).unwrap())
    }
}

impl Clock for Outside {
    fn now(&self) -> Timestamp {
        Timestamp::from_secs(*self.now.lock().unwrap())
    }
}

fn keys(outside: &Arc<Outside>) -> PublishedKeys {
    PublishedKeys::new(Arc::clone(outside) as Arc<_>, Arc::clone(outside) as Arc<_>)
}

async fn verify(keys: &PublishedKeys, algorithm: Algorithm, jws: &str) -> Result<Vec<u8>> {
    let deadline = Instant::now() + Duration::from_secs(5);
    let set = KeySet::new("https://i.example/keys", Reach::Public, deadline);
    keys.verify(&set, algorithm, jws).await
}

async fn kind(keys: &PublishedKeys, jws: &str) -> ErrorKind {
    verify(keys, Algorithm::Rs256, jws).await.unwrap_err().kind()
}

#[tokio::test]
async fn rfc_7515_vectors_verify() {
    let outside = Outside::serving(&json!({ "keys": [rsa(), ec()] }));
    let keys = keys(&outside);
    for (algorithm, jws) in [(Algorithm::Rs256, RSA_JWS), (Algorithm::Es256, EC_JWS)] {
        let payload = verify(&keys, algorithm, jws).await.unwrap();
        let payload: Value = serde_json::from_slice(&payload).unwrap();
        assert_eq!(payload["iss"], "joe");
    }
    assert_eq!(outside.fetches(), 1);
}

#[tokio::test]
async fn f2_f3_the_key_type_is_pinned_and_a_flipped_bit_is_seen() {
    let outside = Outside::serving(&json!({ "keys": [rsa(), ec(), { "kty": "oct", "k": RSA_N }] }));
    let keys = keys(&outside);
    assert!(verify(&keys, Algorithm::Es256, RSA_JWS).await.is_err());
    assert!(verify(&keys, Algorithm::Rs256, EC_JWS).await.is_err());
    let (signed, signature) = RSA_JWS.rsplit_once('.').unwrap();
    let flipped = BASE64URL_NOPAD.encode(
        &BASE64URL_NOPAD
            .decode(signature.as_bytes())
            .unwrap()
            .iter()
            .enumerate()
            .map(|(n, byte)| if n == 7 { byte ^ 1 } else { *byte })
            .collect::<Vec<_>>(),
    );
    for bad in [
        format!("{signed}.{flipped}"),
        format!("{signed}."),
        signed.to_owned(),
        "a.b.c.d".to_owned(),
    ] {
        assert_eq!(kind(&keys, &bad).await, ErrorKind::IdTokenInvalid);
    }
}

#[tokio::test]
async fn f4_f23_f25_v15_unusable_keys_are_skipped_one_by_one() {
    let short = BASE64URL_NOPAD.encode(&[0xff; 128]);
    let bad = [
        json!({ "kty": "RSA", "n": "%%%", "e": "AQAB" }),
        json!({ "kty": "OKP", "crv": "Ed25519" }),
        json!(7),
        json!({ "kty": "RSA", "n": short, "e": "AQAB" }),
        with(rsa(), "use", "enc"),
        with(rsa(), "alg", "RS512"),
    ];
    let mut all = bad.to_vec();
    all.push(rsa());
    let outside = Outside::serving(&json!({ "keys": all }));
    verify(&keys(&outside), Algorithm::Rs256, RSA_JWS).await.unwrap();
    let outside = Outside::serving(&json!({ "keys": bad }));
    assert_eq!(kind(&keys(&outside), RSA_JWS).await, ErrorKind::IdTokenInvalid);
    for (status, text, expected) in [
        (500, "{}".to_owned(), ErrorKind::ProviderUnavailable),
        (302, String::new(), ErrorKind::ReplyInvalid),
        (404, String::new(), ErrorKind::ReplyInvalid),
        (200, "<html>".to_owned(), ErrorKind::ReplyInvalid),
        (200, "{}".to_owned(), ErrorKind::ReplyInvalid),
        (200, r#"{"keys":[]}"#.to_owned(), ErrorKind::ReplyInvalid),
        (
            200,
            json!({ "keys": vec![rsa(); 101] }).to_string(),
            ErrorKind::ReplyInvalid,
        ),
    ] {
        let outside = Outside::serving(&json!({}));
        outside.serve(status, text.clone());
        assert_eq!(
            kind(&keys(&outside), RSA_JWS).await,
            expected,
            "{status} {}",
            text.len()
        );
    }
}

#[tokio::test]
async fn f13_f14_unknown_key_ids_fetch_at_most_three_times_and_evict_nothing() {
    let outside = Outside::serving(&json!({ "keys": [rsa()] }));
    let keys = keys(&outside);
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
    for n in 0..100 {
        assert_eq!(
            kind(&keys, &naming(&format!("../{n}"))).await,
            ErrorKind::IdTokenInvalid
        );
    }
    assert!(outside.fetches() <= 3, "{} fetches", outside.fetches());
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
}

#[tokio::test]
async fn f15_v15_rotated_keys_are_fetched_at_once() {
    let outside = Outside::serving(&json!({ "keys": [ec()] }));
    let keys = keys(&outside);
    verify(&keys, Algorithm::Es256, EC_JWS).await.unwrap();
    outside.serve(200, json!({ "keys": [rsa()] }).to_string());
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
    assert_eq!(outside.fetches(), 2);
}

#[tokio::test]
async fn f16_a_token_without_a_key_id_tries_every_key_of_its_type() {
    let foreign = json!({ "kty": "RSA", "n": BASE64URL_NOPAD.encode(&[0xab; 256]), "e": "AQAB", "kid": "x" });
    let outside = Outside::serving(&json!({ "keys": [foreign, with(rsa(), "kid", "y")] }));
    verify(&keys(&outside), Algorithm::Rs256, RSA_JWS).await.unwrap();
}

#[tokio::test]
async fn l25_a_set_is_fresh_for_its_time_and_its_last_copy_serves_for_a_day() {
    let outside = Outside::serving(&json!({ "keys": [rsa()] }));
    let keys = keys(&outside);
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
    outside.later(3599);
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
    assert_eq!(outside.fetches(), 1);
    outside.serve(500, "");
    outside.later(1);
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
    assert_eq!(outside.fetches(), 2);
    outside.later(24 * 3600);
    assert_eq!(kind(&keys, RSA_JWS).await, ErrorKind::ProviderUnavailable);
    outside.later(60);
    outside.serve(200, json!({ "keys": [rsa()] }).to_string());
    verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
}

#[tokio::test]
async fn l25_what_the_server_says_of_freshness_is_clamped() {
    for (said, fresh_after, stale_after) in [
        ("max-age=0", 299, 300),
        ("public, Max-Age=600, immutable", 599, 600),
        ("max-age=999999999", 86_399, 86_400),
    ] {
        let outside = Outside::serving(&json!({ "keys": [rsa()] }));
        outside.document.lock().unwrap().2 = Some(said);
        let keys = keys(&outside);
        verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
        outside.later(fresh_after);
        verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
        assert_eq!(outside.fetches(), 1, "{said}");
        outside.later(stale_after - fresh_after);
        verify(&keys, Algorithm::Rs256, RSA_JWS).await.unwrap();
        assert_eq!(outside.fetches(), 2, "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i8_a_thousand_misses_at_once_make_one_fetch() {
    let outside = Outside::serving(&json!({ "keys": [rsa()] }));
    let keys = Arc::new(keys(&outside));
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let keys = Arc::clone(&keys);
            tokio::spawn(async move { verify(&keys, Algorithm::Rs256, RSA_JWS).await.is_ok() })
        })
        .collect();
    for call in calls {
        assert!(call.await.unwrap());
    }
    assert_eq!(outside.fetches(), 1);
}

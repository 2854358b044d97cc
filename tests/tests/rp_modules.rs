//! The relying-party modules of the OpenID Foundation's conformance suite, made again offline and named after them: a provider
//! that signs, publishes and discovers as each module wants it, and a real host in front.
//!
//! `idtoken-sig-none` has an optional part in which a client may accept an unsigned id_token that came straight from the token
//! endpoint. It is not offered: an algorithm that the header can choose is a switch that attackers find, and no provider needs it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../providers/discovered.rs"]
mod discovered;
#[path = "../signing/mod.rs"]
mod signing;

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_core::{AuthorizeRequest, Callback, Http, Profile, RefreshRequest, Result};
use connector_host::{Granted, Host};
use connector_testkit::{FixedClock, NOW, Recorded};
use http::{Request, Response};
use serde_json::{Value, json};
use signing::Signer;

const ISSUER: &str = discovered::ISSUER;

/// What one module changes about a good provider.
type Change = Box<dyn Fn(&mut Value) + Send + Sync>;

/// What one module puts in the place of a signed token.
type Retouch = Box<dyn Fn(String) -> String + Send + Sync>;

/// A provider whose documents can be changed.
struct Op {
    signer: Mutex<Signer>,
    header: Mutex<Change>,
    claims: Mutex<Change>,
    keys: Mutex<Change>,
    document: Mutex<Change>,
    userinfo: Mutex<Value>,
    /// Put in the place of the signed token, if it is some.
    token: Mutex<Option<Retouch>>,
    nonce: Mutex<String>,
    sent: Mutex<Vec<Recorded>>,
}

fn nothing() -> Mutex<Change> {
    Mutex::new(Box::new(|_| {}))
}

impl Op {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            signer: Mutex::new(Signer::first()),
            header: nothing(),
            claims: nothing(),
            keys: nothing(),
            document: nothing(),
            userinfo: Mutex::new(
                json!({ "sub": "248289761001", "email": "janedoe@example.com", "email_verified": true }),
            ),
            token: Mutex::default(),
            nonce: Mutex::default(),
            sent: Mutex::default(),
        })
    }

    fn id_token(&self) -> String {
        let signer = self.signer.lock().unwrap();
        let mut header = json!({ "alg": "RS256", "kid": signer.kid, "typ": "JWT" });
        let mut claims = json!({ "iss": ISSUER, "sub": "248289761001", "aud": "client-1", "iat": NOW, "exp": NOW + 600,
            "nonce": *self.nonce.lock().unwrap() });
        (self.header.lock().unwrap())(&mut header);
        (self.claims.lock().unwrap())(&mut claims);
        let token = signer.sign(&header, &claims);
        match &*self.token.lock().unwrap() {
            Some(change) => change(token),
            None => token,
        }
    }

    fn answer(&self, path: &str) -> (u16, Value) {
        match path {
            "/.well-known/openid-configuration" => {
                let mut document = json!({ "issuer": ISSUER, "authorization_endpoint": "https://op.example/authorize",
                    "token_endpoint": "https://op.example/token", "jwks_uri": "https://op.example/keys",
                    "userinfo_endpoint": "https://op.example/userinfo" });
                (self.document.lock().unwrap())(&mut document);
                (200, document)
            }
            "/keys" => {
                let mut set = json!({ "keys": [self.signer.lock().unwrap().public()] });
                (self.keys.lock().unwrap())(&mut set);
                (200, set)
            }
            "/token" => (
                200,
                json!({ "access_token": "at-1", "token_type": "Bearer", "expires_in": 600, "refresh_token": "rt-1",
                    "id_token": self.id_token() }),
            ),
            "/userinfo" => (200, self.userinfo.lock().unwrap().clone()),
            _ => (404, json!({})),
        }
    }

    fn count(&self, path: &str) -> usize {
        let target = format!("{ISSUER}{path}");
        self.sent
            .lock()
            .unwrap()
            .iter()
            .filter(|request| request.target == target)
            .count()
    }
}

#[async_trait]
impl Http for Op {
    async fn send(&self, request: Request<Bytes>, _: Instant) -> Result<Response<Bytes>> {
        assert_eq!(request.uri().host(), Some("op.example"), "no other host is contacted");
        self.sent.lock().unwrap().push(Recorded::from(&request));
        let (status, body) = self.answer(request.uri().path());
        Ok(Response::builder()
            .status(status)
            .body(body.to_string().into())
            .unwrap())
    }
}

fn host(op: &Arc<Op>) -> Host {
    let settings = json!({ "version": 1, "publicUrl": "https://login.example.kr", "instances": { "op": { "connector": "discovered",
        "config": { "clientId": "client-1", "clientSecret": "s:e c/r+é".replace('é', "e") .replace(' ', "_") } } } });
    Host::builder()
        .with([&discovered::CONNECTOR])
        .settings_value(settings)
        .sealing_key(connector_host::SealingKey::from_bytes([7; 32]))
        .single_process()
        .http(Arc::clone(op) as Arc<_>)
        .clock(Arc::new(FixedClock::at(NOW)))
        .build()
        .unwrap()
}

async fn grant(op: &Arc<Op>, host: &Host) -> Result<Granted> {
    let begun = host.authorize("op", AuthorizeRequest::new()).await?;
    let param = |name: &str| {
        let (_, query) = begun.url().split_once('?').unwrap();
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(found, _)| found == name).unwrap().1.into_owned()
    };
    *op.nonce.lock().unwrap() = param("nonce");
    let callback = Callback::from_query(format!("code=c-1&state={}", param("state"))).sealed(begun.sealed());
    host.callback("op", callback).await
}

async fn sign_in(op: &Arc<Op>) -> Result<Profile> {
    let host = host(op);
    let granted = grant(op, &host).await?;
    host.profile(&granted).await
}

async fn kind(op: &Arc<Op>) -> &'static str {
    sign_in(op).await.map_or_else(|error| error.kind().code(), |_| "ok")
}

/// A module in which one thing about the id_token is wrong: it is refused, and nobody asks for the profile.
async fn refused(op: Arc<Op>) {
    assert_eq!(kind(&op).await, "id_token_invalid");
    assert_eq!((op.count("/token"), op.count("/userinfo")), (1, 0));
}

fn with_claims(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Arc<Op> {
    let op = Op::new();
    *op.claims.lock().unwrap() = Box::new(change);
    op
}

fn with_header(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Arc<Op> {
    let op = Op::new();
    *op.header.lock().unwrap() = Box::new(change);
    op
}

fn with_token(change: impl Fn(String) -> String + Send + Sync + 'static) -> Arc<Op> {
    let op = Op::new();
    *op.token.lock().unwrap() = Some(Box::new(change));
    op
}

#[tokio::test]
async fn plain_sign_in() {
    let op = Op::new();
    let profile = sign_in(&op).await.unwrap();
    assert_eq!(profile.subject, "248289761001");
    assert_eq!(profile.namespace, ISSUER);
}

#[tokio::test]
async fn scope_userinfo_claims() {
    let op = Op::new();
    let host = host(&op);
    let begun = host.authorize("op", AuthorizeRequest::new()).await.unwrap();
    assert!(begun.url().contains("scope=openid%20email"), "{}", begun.url());
    assert_eq!(
        sign_in(&op).await.unwrap().email.unwrap().address,
        "janedoe@example.com"
    );
}

#[tokio::test]
async fn client_secret_basic() {
    let op = Op::new();
    sign_in(&op).await.unwrap();
    let sent = op.sent.lock().unwrap();
    let token = sent.iter().find(|request| request.target.ends_with("/token")).unwrap();
    let header = token.headers.iter().find(|(name, _)| name == "authorization").unwrap();
    // RFC 6749 §2.3.1: both halves are form-encoded first.
    let expected = data_encoding::BASE64.encode(b"client-1:s%3Ae_c%2Fr%2Be");
    assert_eq!(header.1, format!("Basic {expected}"));
    assert_eq!((token.field("client_secret"), token.field("client_id")), (None, None));
}

#[tokio::test]
async fn invalid_iss() {
    refused(with_claims(|claims| claims["iss"] = json!("https://other.example"))).await;
    refused(with_claims(|claims| claims["iss"] = json!("https://op.example/"))).await;
}

#[tokio::test]
async fn missing_sub() {
    refused(with_claims(|claims| {
        drop(claims.as_object_mut().unwrap().remove("sub"))
    }))
    .await;
}

#[tokio::test]
async fn invalid_aud() {
    refused(with_claims(|claims| claims["aud"] = json!("other"))).await;
    refused(with_claims(|claims| claims["aud"] = json!(["client-1", "other"]))).await;
}

#[tokio::test]
async fn missing_aud() {
    refused(with_claims(|claims| {
        drop(claims.as_object_mut().unwrap().remove("aud"))
    }))
    .await;
}

#[tokio::test]
async fn missing_iat() {
    refused(with_claims(|claims| {
        drop(claims.as_object_mut().unwrap().remove("iat"))
    }))
    .await;
}

#[tokio::test]
async fn nonce_invalid() {
    refused(with_claims(|claims| claims["nonce"] = json!("other"))).await;
    refused(with_claims(|claims| {
        drop(claims.as_object_mut().unwrap().remove("nonce"))
    }))
    .await;
}

#[tokio::test]
async fn kid_absent_single_jwks() {
    let op = with_header(|header| drop(header.as_object_mut().unwrap().remove("kid")));
    assert_eq!(kind(&op).await, "ok");
}

#[tokio::test]
async fn kid_absent_multiple_jwks() {
    let op = with_header(|header| drop(header.as_object_mut().unwrap().remove("kid")));
    *op.keys.lock().unwrap() = Box::new(|set| {
        set["keys"].as_array_mut().unwrap().insert(0, Signer::second().public());
    });
    assert_eq!(kind(&op).await, "ok", "F16: keys of the pinned type are tried");
}

#[tokio::test]
async fn idtoken_sig_rs256() {
    assert_eq!(kind(&Op::new()).await, "ok");
}

#[tokio::test]
async fn idtoken_sig_none() {
    refused(with_header(|header| header["alg"] = json!("none"))).await;
    let unsigned = |token: String| {
        let payload = token.split('.').nth(1).unwrap().to_owned();
        let header = data_encoding::BASE64URL_NOPAD.encode(br#"{"alg":"none"}"#);
        format!("{header}.{payload}.")
    };
    refused(with_token(unsigned)).await;
}

#[tokio::test]
async fn invalid_sig_rs256() {
    let flipped = |token: String| {
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let mut bytes = data_encoding::BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
        bytes[9] ^= 4;
        format!("{signed}.{}", data_encoding::BASE64URL_NOPAD.encode(&bytes))
    };
    refused(with_token(flipped)).await;
    // Signed with a key that nobody publishes, under the id of the published one.
    let op = Op::new();
    let published = op.signer.lock().unwrap().public();
    let kid = op.signer.lock().unwrap().kid;
    *op.signer.lock().unwrap() = Signer {
        kid,
        ..Signer::second()
    };
    *op.keys.lock().unwrap() = Box::new(move |set| set["keys"] = json!([published]));
    refused(op).await;
}

/// A signature made with HMAC, keyed with the public key or with the client secret (RFC 8725 §2.1).
#[tokio::test]
async fn invalid_sig_hs256() {
    for key in [
        Signer::first().public()["n"].as_str().unwrap().to_owned(),
        "s:e_c/r+e".to_owned(),
    ] {
        refused(with_token(move |token| {
            let payload = token.split('.').nth(1).unwrap();
            signing::hmac(&key, payload)
        }))
        .await;
    }
}

#[tokio::test]
async fn invalid_sig_es256() {
    refused(with_header(|header| header["alg"] = json!("ES256"))).await;
}

#[tokio::test]
async fn ignores_unparseable_key_in_jwks() {
    let op = Op::new();
    *op.keys.lock().unwrap() = Box::new(|set| {
        let odd =
            json!([7, { "kty": "RSA", "n": "***" }, { "kty": "quantum", "kid": "q" }, { "kty": "oct", "k": "AAAA" }]);
        for key in odd.as_array().unwrap() {
            set["keys"].as_array_mut().unwrap().insert(0, key.clone());
        }
    });
    assert_eq!(kind(&op).await, "ok");
}

/// F11, F12, F17-F20, F27: what no module of the suite covers.
#[tokio::test]
async fn headers_and_claims_that_choose_nothing() {
    refused(with_header(|header| header["crit"] = json!(["exp"]))).await;
    refused(with_header(|header| header["b64"] = json!(false))).await;
    refused(with_header(|header| header["typ"] = json!("at+jwt"))).await;
    refused(with_header(|header| header["typ"] = json!("secevent+jwt"))).await;
    refused(with_header(|header| header["kid"] = json!("k".repeat(1_000_000)))).await;
    refused(with_claims(|claims| {
        claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA")
    }))
    .await;
    refused(with_claims(|claims| claims["pad"] = json!("x".repeat(70_000)))).await;
    refused(with_claims(|claims| claims["exp"] = json!(NOW - 61))).await;
    refused(with_claims(|claims| claims["azp"] = json!("other"))).await;
    refused(with_token(|token| format!("{token}.x"))).await;
    refused(with_token(|_| "a.b".to_owned())).await;
    // F12: a key or an address in the header is not looked at; no request leaves for it.
    let op = with_header(|header| {
        header["jku"] = json!("https://evil.example/keys");
        header["jwk"] = Signer::second().public();
        header["x5u"] = json!("https://evil.example/cert");
    });
    assert_eq!(kind(&op).await, "ok");
    // F9, V14: what is just in time.
    for change in [
        (|claims| claims["exp"] = json!(NOW - 60)) as fn(&mut Value),
        |claims| claims["exp"] = json!((NOW + 5) as f64 + 0.5),
        |claims| claims["aud"] = json!(["client-1"]),
        |claims| claims["at_hash"] = json!(signing::at_hash("at-1")),
    ] {
        assert_eq!(kind(&with_claims(change)).await, "ok");
    }
}

/// F19: a claim that stands twice, under a good signature.
#[tokio::test]
async fn a_claim_that_stands_twice_is_refused() {
    let op = Op::new();
    let signer = Signer::first();
    *op.token.lock().unwrap() = Some(Box::new(move |token: String| {
        let payload = data_encoding::BASE64URL_NOPAD
            .decode(token.split('.').nth(1).unwrap().as_bytes())
            .unwrap();
        let text = String::from_utf8(payload).unwrap().replacen('{', "{\"sub\":\"1\",", 1);
        signer.sign_text(&json!({ "alg": "RS256", "kid": signer.kid }), &text)
    }));
    refused(op).await;
}

#[tokio::test]
async fn userinfo_invalid_sub() {
    let op = Op::new();
    op.userinfo.lock().unwrap()["sub"] = json!("somebody-else");
    assert_eq!(kind(&op).await, "id_token_invalid");
}

#[tokio::test]
async fn signing_key_rotation() {
    let op = Op::new();
    let host = host(&op);
    grant(&op, &host).await.unwrap();
    *op.signer.lock().unwrap() = Signer::second();
    grant(&op, &host).await.unwrap();
    assert_eq!(op.count("/keys"), 2);
}

#[tokio::test]
async fn signing_key_rotation_just_before_signing() {
    let op = Op::new();
    let host = host(&op);
    let begun = host.authorize("op", AuthorizeRequest::new()).await.unwrap();
    drop(begun);
    *op.signer.lock().unwrap() = Signer::second();
    grant(&op, &host).await.unwrap();
    assert_eq!(op.count("/keys"), 1);
}

#[tokio::test]
async fn discovery_openid_config() {
    let op = Op::new();
    let host = host(&op);
    for _ in 0..5 {
        let granted = grant(&op, &host).await.unwrap();
        host.profile(&granted).await.unwrap();
    }
    assert_eq!(op.count("/.well-known/openid-configuration"), 1, "read once, then kept");
}

#[tokio::test]
async fn discovery_jwks_uri_keys() {
    let op = Op::new();
    sign_in(&op).await.unwrap();
    assert_eq!(op.count("/keys"), 1);
}

#[tokio::test]
async fn discovery_issuer_mismatch() {
    for issuer in [
        json!("https://op.example/"),
        json!("https://other.example"),
        json!(null),
        json!(7),
    ] {
        let op = Op::new();
        *op.document.lock().unwrap() = Box::new(move |document| document["issuer"] = issuer.clone());
        let host = host(&op);
        let error = host.authorize("op", AuthorizeRequest::new()).await.unwrap_err();
        assert_eq!((error.kind().code(), op.count("/token")), ("reply_invalid", 0));
        // Nothing of it was kept: a good document is read afterwards.
        *op.document.lock().unwrap() = Box::new(|_| {});
        grant(&op, &host).await.unwrap();
    }
}

/// F24, F26: a document that lacks an address, or sends code, secret or keys to a host that nobody named.
#[tokio::test]
async fn f26_discovery_documents_that_lead_astray() {
    for member in [
        "authorization_endpoint",
        "token_endpoint",
        "jwks_uri",
        "userinfo_endpoint",
    ] {
        for wrong in [
            json!(null),
            json!("https://evil.example/x"),
            json!("http://op.example/x"),
            json!("https://op.example@evil.example/x"),
            json!("https://u:p@op.example/x"),
            json!("https://op.example:8443/x"),
        ] {
            let op = Op::new();
            let value = wrong.clone();
            *op.document.lock().unwrap() = Box::new(move |document| document[member] = value.clone());
            assert_eq!(kind(&op).await, "reply_invalid", "{member} {wrong}");
            assert_eq!(op.count("/token"), 0);
        }
    }
}

async fn refreshed(change: fn(&mut Value)) -> &'static str {
    let op = Op::new();
    let host = host(&op);
    let granted = grant(&op, &host).await.unwrap();
    *op.claims.lock().unwrap() = Box::new(change);
    let ask = RefreshRequest::of(granted.grant()).unwrap();
    host.refresh("op", ask)
        .await
        .map_or_else(|error| error.kind().code(), |_| "ok")
}

#[tokio::test]
async fn refresh_token() {
    assert_eq!(refreshed(|_| {}).await, "ok");
}

#[tokio::test]
async fn refresh_token_invalid_issuer() {
    assert_eq!(
        refreshed(|claims| claims["iss"] = json!("https://other.example")).await,
        "id_token_invalid"
    );
}

#[tokio::test]
async fn refresh_token_invalid_sub() {
    assert_eq!(
        refreshed(|claims| claims["sub"] = json!("other")).await,
        "id_token_invalid"
    );
}

#[tokio::test]
async fn refresh_token_invalid_aud() {
    assert_eq!(
        refreshed(|claims| claims["aud"] = json!("other")).await,
        "id_token_invalid"
    );
}

/// Our verdict on a signature is that of an independent implementation, for 500 tokens that are changed a little.
#[tokio::test]
async fn signatures_are_judged_as_another_implementation_judges_them() {
    use connector_core::{Algorithm, KeySet, Keys as _, Reach};
    let op = Op::new();
    let keys = connector_host::keys::PublishedKeys::new(Arc::clone(&op) as Arc<_>, Arc::new(FixedClock::at(NOW)));
    let good = op.id_token();
    let public = op.signer.lock().unwrap().public();
    let (mut agreed, mut accepted) = (0, 0);
    for n in 0..500_usize {
        let mut bytes = good.clone().into_bytes();
        if n > 0 {
            let place = (n * 7919) % bytes.len();
            bytes[place] = b"ABCdef019-_."[n % 12];
        }
        let token = String::from_utf8(bytes).unwrap();
        let set = KeySet::new("https://op.example/keys", Reach::Public, Instant::now());
        let ours = keys.verify(&set, Algorithm::Rs256, &token).await.is_ok();
        let theirs = signing::another_opinion(&public, &token);
        assert_eq!(ours, theirs, "{n}: {token}");
        agreed += 1;
        accepted += usize::from(ours);
    }
    assert_eq!(agreed, 500);
    assert!((1..100).contains(&accepted), "{accepted} accepted");
}

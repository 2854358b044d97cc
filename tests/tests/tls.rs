//! TLS and HTTP/2 with real certificates, over loopback (D41, L9, V5).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Router, extract::Request, routing::get, serve::Listener};
use bytes::Bytes;
use connector_core::{ErrorKind, Http as _, Reason};
use connector_host::transport::{Limits, Transport};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
    server::TlsStream,
};

/// An authority that the client trusts, and nobody else does.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }

    /// A server with a certificate of this authority.
    async fn server(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> u16 {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        change(&mut params);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        serve(certificate.der().clone(), &key).await
    }
}

async fn serve(certificate: tokio_rustls::rustls::pki_types::CertificateDer<'static>, key: &KeyPair) -> u16 {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().route(
        "/",
        get(|request: Request| async move { format!("{:?}", request.version()) }),
    );
    let door = Door(listener, TlsAcceptor::from(Arc::new(config)));
    tokio::spawn(async move { axum::serve(door, router).await });
    port
}

struct Door(TcpListener, TlsAcceptor);

impl Listener for Door {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, from) = self.0.accept().await.unwrap();
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, from);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// What comes of a request: the body, or kind and reason.
async fn ask(roots: Option<Vec<u8>>, port: u16) -> Result<String, (ErrorKind, Option<Reason>)> {
    let mut limits = Limits::default();
    limits.roots = roots;
    let transport = Transport::new(limits, true).unwrap();
    let mut request = http::Request::new(Bytes::new());
    *request.uri_mut() = format!("https://localhost:{port}/").parse().unwrap();
    let reply = transport.send(request, Instant::now() + Duration::from_secs(5)).await;
    reply
        .map(|reply| String::from_utf8(reply.body().to_vec()).unwrap())
        .map_err(|error| {
            let text = format!("{error:?}");
            assert!(!text.contains("localhost"), "X3: no URL in {text}");
            (error.kind(), error.reason())
        })
}

const REFUSED: Result<String, (ErrorKind, Option<Reason>)> = Err((ErrorKind::ProviderUnavailable, Some(Reason::Tls)));

#[tokio::test]
async fn v5_a_trusted_certificate_and_http_2() {
    let authority = Authority::new();
    let port = authority.server("localhost", |_| {}).await;
    assert_eq!(ask(Some(authority.pem()), port).await.unwrap(), "HTTP/2.0");
}

#[tokio::test]
async fn d41_a_certificate_of_an_unknown_authority_is_refused() {
    let port = Authority::new().server("localhost", |_| {}).await;
    assert_eq!(ask(None, port).await, REFUSED);
    assert_eq!(ask(Some(Authority::new().pem()), port).await, REFUSED);
}

#[tokio::test]
async fn d41_a_self_signed_certificate_is_refused() {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(["localhost".to_owned()])
        .unwrap()
        .self_signed(&key)
        .unwrap();
    let port = serve(certificate.der().clone(), &key).await;
    assert_eq!(ask(None, port).await, REFUSED);
}

#[tokio::test]
async fn d41_a_certificate_out_of_its_time_is_refused() {
    let authority = Authority::new();
    let expired = authority
        .server("localhost", |params| {
            params.not_before = date_time_ymd(2019, 1, 1);
            params.not_after = date_time_ymd(2020, 1, 1);
        })
        .await;
    assert_eq!(ask(Some(authority.pem()), expired).await, REFUSED);
    let early = authority
        .server("localhost", |params| params.not_before = date_time_ymd(2200, 1, 1))
        .await;
    assert_eq!(ask(Some(authority.pem()), early).await, REFUSED);
}

#[tokio::test]
async fn d41_a_certificate_of_another_host_is_refused() {
    let authority = Authority::new();
    let port = authority.server("other.example", |_| {}).await;
    assert_eq!(ask(Some(authority.pem()), port).await, REFUSED);
}

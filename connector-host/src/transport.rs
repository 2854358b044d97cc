//! reqwest behind core's `Http`, with every limit set: no redirect, no cookie, no referer, no retry, no decompression, no proxy
//! of the environment, https only, capped and timed (L2-L9).

mod address;
mod faults;
mod targets;

use std::{
    fmt,
    future::ready,
    pin::pin,
    sync::{Arc, OnceLock},
    thread,
    time::{Duration, Instant},
};

use bytes::{Bytes, BytesMut};
use connector_core::{Error, ErrorKind, Http, Reach, Reason, Result, http::Sending};
use http::{Request, Response, header};
use tokio::time::{error::Elapsed, timeout_at};

use self::{
    address::{Addresses, Names},
    targets::Targets,
};

/// Header lines of an answer (L6).
const MAX_HEADER_LINES: usize = 100;
/// Bytes of all header lines of an answer (L6).
const MAX_HEADER_BYTES: usize = 64 * 1024;

/// What may be set of the limits. Out-of-range values are brought into range.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// DNS, TCP and TLS: 0.5-5 s (L3).
    pub connect: Duration,
    /// One request, first byte sent to last byte read: 0.5-10 s (L2).
    pub request: Duration,
    /// Bytes of an answer's body: 16 KiB-4 MiB (L5).
    pub max_body: usize,
    /// Whether and through what to go to the providers (L8).
    pub proxy: Proxy,
    /// Extra root certificates as PEM, for a proxy or a test server.
    pub roots: Option<Vec<u8>>,
}

/// Whether outgoing calls go through a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxy {
    /// Straight to the provider; variables of the environment are ignored.
    #[default]
    None,
    /// Through what the environment's variables say.
    Environment,
    /// Through this address.
    Address(String),
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            request: Duration::from_secs(5),
            max_body: 1024 * 1024,
            proxy: Proxy::None,
            roots: None,
        }
    }
}

impl Limits {
    fn in_range(mut self) -> Self {
        self.connect = self.connect.clamp(Duration::from_millis(500), Duration::from_secs(5));
        self.request = self.request.clamp(Duration::from_millis(500), Duration::from_secs(10));
        self.max_body = self.max_body.clamp(16 * 1024, 4 * 1024 * 1024);
        self
    }
}

/// The transport of a process. Its client is built aside, because that takes milliseconds; the first request waits for it.
pub struct Transport {
    limits: Limits,
    loopback: bool,
    public: Arc<Built>,
    private: Arc<Built>,
    targets: Targets,
}

#[derive(Default)]
struct Built(OnceLock<Result<reqwest::Client>>);

impl Built {
    /// Builds the client, or waits for whoever is at it.
    fn now(&self, limits: &Limits, loopback: bool, reach: Reach) {
        self.0.get_or_init(|| client(limits, loopback, reach));
    }
}

impl Transport {
    /// Begins to build the client. `loopback` is the explicit switch that lets plain http and loopback addresses through (L9).
    ///
    /// # Errors
    /// `internal` when no thread can be started.
    pub fn new(limits: Limits, loopback: bool) -> Result<Self> {
        let (public, private) = (Arc::<Built>::default(), Arc::<Built>::default());
        let limits = limits.in_range();
        let (aside, wanted) = (Arc::clone(&public), limits.clone());
        let build = move || {
            aside.now(&wanted, loopback, Reach::Public);
        };
        let named = thread::Builder::new().name("connectors-http".to_owned());
        named
            .spawn(build)
            .map_err(|_| Error::new(ErrorKind::Internal, "no thread can be started"))?;
        Ok(Self {
            limits,
            loopback,
            public,
            private,
            targets: Targets::default(),
        })
    }

    fn built(&self, reach: Reach) -> &Arc<Built> {
        match reach {
            Reach::Public => &self.public,
            Reach::Private => &self.private,
        }
    }

    /// Waits until the client is there.
    async fn client(&self, reach: Reach) -> Result<&reqwest::Client> {
        let built = self.built(reach);
        let (aside, limits, loopback) = (Arc::clone(built), self.limits.clone(), self.loopback);
        let _ = tokio::task::spawn_blocking(move || aside.now(&limits, loopback, reach)).await;
        let client = built.0.get().ok_or_else(unbuilt)?;
        client.as_ref().map_err(Clone::clone)
    }

    /// A request as the client takes it, if its address may be asked.
    fn prepared(&self, request: Request<Bytes>, reach: Reach) -> Result<reqwest::Request> {
        let allowed = Addresses {
            loopback: self.loopback,
            reach,
        };
        let target = self.targets.parsed(request.uri())?;
        allowed.judge(&target)?;
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, target);
        *request.headers_mut() = parts.headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        Ok(request)
    }

    /// The reply to what was sent.
    async fn received(
        &self,
        sent: impl Future<Output = reqwest::Result<reqwest::Response>>,
    ) -> Result<Response<Bytes>> {
        let mut reply = sent.await.map_err(|error| faults::error(&error))?;
        self.judge(&reply)?;
        let mut response = Response::new(self.body(&mut reply).await?);
        *response.status_mut() = reply.status();
        std::mem::swap(response.headers_mut(), reply.headers_mut());
        Ok(response)
    }

    /// What the head of a reply must be like before its body is read.
    fn judge(&self, reply: &reqwest::Response) -> Result<()> {
        let length: usize = reply
            .headers()
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 4)
            .sum();
        if length > MAX_HEADER_BYTES || reply.headers().len() > MAX_HEADER_LINES {
            return Err(too_large("the answer's headers are larger than 64 KiB or 100 lines"));
        }
        // A coding that nobody offered is not unpacked (D27, D28).
        let mut codings = reply.headers().get_all(header::CONTENT_ENCODING).iter();
        if codings.any(|coding| coding.as_bytes() != b"identity") {
            return Err(Error::new(
                ErrorKind::ReplyInvalid,
                "the answer carries a content coding that was not offered",
            ));
        }
        let declared = reply.content_length();
        if declared.is_some_and(|length| length > self.limits.max_body as u64) {
            return Err(too_large("the answer's body is larger than the limit"));
        }
        Ok(())
    }

    /// The whole body, without a copy if it came in one piece.
    async fn body(&self, reply: &mut reqwest::Response) -> Result<Bytes> {
        let (mut first, mut joined) = (Bytes::new(), BytesMut::new());
        while let Some(chunk) = reply.chunk().await.map_err(|error| faults::error(&error))? {
            if first.len() + joined.len() + chunk.len() > self.limits.max_body {
                return Err(too_large("the answer's body is larger than the limit"));
            }
            if first.is_empty() && joined.is_empty() {
                first = chunk;
                continue;
            }
            joined.extend_from_slice(&std::mem::take(&mut first));
            joined.extend_from_slice(&chunk);
        }
        Ok(if joined.is_empty() { first } else { joined.freeze() })
    }
}

impl Http for Transport {
    // Written out rather than as an `async fn`: while the reply is awaited, the request is the client's alone and what waits is small.
    fn send<'s, 'a>(&'s self, request: Request<Bytes>, deadline: Instant) -> Sending<'a>
    where
        's: 'a,
        Self: 'a,
    {
        let deadline = deadline.min(Instant::now() + self.limits.request);
        let reach = request.extensions().get::<Reach>().copied().unwrap_or_default();
        let prepared = match self.prepared(request, reach) {
            Ok(prepared) => prepared,
            Err(refused) => return Box::pin(ready(Err(refused))),
        };
        match self.built(reach).0.get() {
            Some(Ok(client)) => {
                let sent = client.execute(prepared);
                Box::pin(async move {
                    let exchange = pin!(self.received(sent));
                    timeout_at(deadline.into(), exchange).await.unwrap_or_else(late)
                })
            }
            Some(Err(fault)) => Box::pin(ready(Err(fault.clone()))),
            None => Box::pin(async move {
                let exchange = pin!(async {
                    let sent = self.client(reach).await?.execute(prepared);
                    self.received(sent).await
                });
                timeout_at(deadline.into(), exchange).await.unwrap_or_else(late)
            }),
        }
    }
}

fn late(_: Elapsed) -> Result<Response<Bytes>> {
    Err(Error::new(ErrorKind::Timeout, "the provider did not answer in time"))
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("limits", &self.limits)
            .field("loopback", &self.loopback)
            .finish_non_exhaustive()
    }
}

fn unbuilt() -> Error {
    Error::new(ErrorKind::Internal, "the HTTP client could not be built")
}

fn too_large(message: &'static str) -> Error {
    Error::new(ErrorKind::ReplyTooLarge, message)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that builds a client, with every limit set"
)]
fn client(limits: &Limits, loopback: bool, reach: Reach) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        // An embedder's features may compile decompression in; it stays off (L7).
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .https_only(!loopback)
        .tls_version_min(reqwest::tls::Version::TLS_1_2)
        .connect_timeout(limits.connect)
        .http1_max_headers(MAX_HEADER_LINES)
        .http2_max_header_list_size(64 * 1024)
        .pool_idle_timeout(Duration::from_secs(60))
        .dns_resolver(Arc::new(Names(Addresses { loopback, reach })));
    builder = match &limits.proxy {
        Proxy::None => builder.no_proxy(),
        Proxy::Environment => builder,
        Proxy::Address(address) => {
            let proxy =
                reqwest::Proxy::all(address.as_str()).map_err(|_| unbuildable("the proxy's address is not valid"))?;
            builder.no_proxy().proxy(proxy)
        }
    };
    if let Some(pem) = &limits.roots {
        let roots = reqwest::Certificate::from_pem_bundle(pem)
            .map_err(|_| unbuildable("the extra root certificates are not PEM"))?;
        builder = builder.tls_certs_merge(roots);
    }
    builder.build().map_err(|_| {
        unbuildable("the HTTP client cannot be built; is there a store of root certificates (Debian: ca-certificates)?")
    })
}

fn unbuildable(message: &'static str) -> Error {
    Error::new(ErrorKind::ProviderUnavailable, message).because(Reason::Tls)
}

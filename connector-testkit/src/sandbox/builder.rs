//! Setting a sandbox up.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::Sandbox;
use super::book::Book;
use super::client::{Provider, TestClient};
use super::clock::{self, Clock};
use super::faults::Board;
use super::journal::Journal;
use super::line::{Door, Shears};
use super::oidc::ring::Ring;
use super::shared::{Lock, Shared};

/// Long enough for a person, short enough to be tested.
const CODE_LIFE: u64 = 600;

/// Settings of a sandbox that does not run yet; made by [`Sandbox::builder`].
#[must_use]
pub struct SandboxBuilder {
    clients: BTreeMap<(Provider, String), Arc<TestClient>>,
    clock: Clock,
    code_life: u64,
    listen: SocketAddr,
}

impl SandboxBuilder {
    pub(super) fn new() -> Self {
        Self {
            clients: BTreeMap::new(),
            clock: clock::system(),
            code_life: CODE_LIFE,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        }
    }

    /// Registers an app. A second one with the same id at the same provider replaces the first.
    pub fn client(mut self, provider: Provider, client: TestClient) -> Self {
        self.clients.insert((provider, client.id.clone()), Arc::new(client));
        self
    }

    /// Replaces the clock: seconds since 1970. Codes and tokens age by it alone.
    pub fn clock(mut self, now: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(now);
        self
    }

    /// How long an authorization code lives; ten minutes unless said. Neither provider documents it.
    pub fn code_life_secs(mut self, seconds: u64) -> Self {
        self.code_life = seconds;
        self
    }

    /// Where to listen; a free port of 127.0.0.1 unless said. Anybody who reaches the address can sign in as anybody:
    /// keep it on loopback.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Starts serving, on the tokio runtime at hand.
    ///
    /// # Errors
    ///
    /// If the address cannot be listened on.
    pub async fn start(self) -> std::io::Result<Sandbox> {
        let listener = TcpListener::bind(self.listen).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let (stop, stopped) = oneshot::channel::<()>();
        let sandbox = Sandbox {
            stop: Some(stop),
            ..self.mounted(origin)
        };
        let service = sandbox.router().into_make_service_with_connect_info::<Shears>();
        let server = axum::serve(Door(listener), service).with_graceful_shutdown(async {
            // Ends when the sandbox is dropped.
            let _ = stopped.await;
        });
        tokio::spawn(server.into_future());
        Ok(sandbox)
    }

    /// Does not serve: the caller mounts [`Sandbox::router`] in a server of its own, at `origin` (which may carry a path
    /// prefix).
    #[must_use]
    pub fn mounted(self, origin: impl Into<String>) -> Sandbox {
        let origin = origin.into();
        let shared = Shared {
            origin: origin.clone(),
            clients: self.clients,
            clock: self.clock,
            code_life: self.code_life,
            book: Lock::new(Book::new()),
            board: Lock::new(Board::default()),
            journal: Lock::new(Journal::default()),
            numbers: AtomicU64::new(0),
            kakao_ring: Lock::new(Ring::new(Provider::Kakao)),
            naver_ring: Lock::new(Ring::new(Provider::Naver)),
        };
        Sandbox {
            origin,
            shared: Arc::new(shared),
            stop: None,
        }
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("clients", &self.clients)
            .field("code_life", &self.code_life)
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

//! A Kakao and a NAVER on loopback: a real HTTP server that speaks both dialects, for tests, demos and authors.
//!
//! It is written from the providers' public documents alone and shares no code with the connectors, so the two check
//! each other. Everything about it is invented but the protocol: apps come from [`TestClient`], people from a fixed
//! list, codes and tokens from the machine's randomness.
//!
//! | to learn | read |
//! |---|---|
//! | who can sign in | `users.rs`, and `items.rs` for what they can refuse |
//! | what the person sees | `consent.rs`, `page.rs` |
//! | what a provider checks and answers | `kakao/`, `naver/` |
//! | what is remembered between two requests | `book.rs` |
//! | who is linked to an app, and how that ends | `links.rs`, `ends.rs` |
//! | what is signed, and with which keys | `oidc/` |
//! | what is sent to an app unasked | [`KakaoUnlinkNotice`], [`KakaoEvent`], [`NaverUnlinkNotice`] |
//! | how it misbehaves | [`Fault`], `misbehave.rs`, `line.rs` |
//!
//! ```no_run
//! use connector_testkit::sandbox::{Endpoint, Fault, Provider, Sandbox, TestClient};
//!
//! # async fn run() -> std::io::Result<()> {
//! let app = TestClient::new("0123456789abcdef0123456789abcdef")
//!     .secret("a secret")
//!     .redirect_uri("http://127.0.0.1:8080/callback/kakao");
//! let sandbox = Sandbox::builder().client(Provider::Kakao, app).start().await?;
//! println!("origins: auth {}, api {}", sandbox.kakao_auth(), sandbox.kakao_api());
//! sandbox.set_fault_times(Endpoint::KakaoToken, Fault::Reset, 1);
//! # Ok(())
//! # }
//! ```
//!
//! What differs from the real ones on purpose: nobody is ever signed in already, so the consent screen always comes (and
//! Kakao's `prompt=none` fails unless `login_hint` names a user who is linked), and no consent is remembered from one
//! sign-in to the next.

mod ask;
mod book;
mod builder;
mod callback;
mod client;
mod clock;
mod consent;
mod date;
mod endpoint;
mod ends;
mod expiring;
mod faults;
mod fields;
mod id_token_fault;
mod index;
mod items;
mod journal;
mod kakao;
mod line;
mod links;
mod misbehave;
mod naver;
mod notice;
mod notify;
mod oidc;
mod page;
mod pkce;
mod random;
mod reply;
mod routes;
mod shared;
#[cfg(test)]
mod tests;
mod users;

use std::fmt;
use std::sync::Arc;

use axum::Router;
use tokio::sync::oneshot;

pub use builder::SandboxBuilder;
pub use client::{Provider, TestClient};
pub use endpoint::Endpoint;
pub use faults::{Fault, NoSuchFault};
pub use id_token_fault::IdTokenFault;
pub use journal::Received;
pub use notice::{KakaoEvent, KakaoUnlinkNotice, NaverUnlinkNotice, Receipt};

use faults::Order;
use shared::Shared;

/// A running sandbox. It stops when this is dropped: no new connection is taken, idle ones are closed.
pub struct Sandbox {
    origin: String,
    shared: Arc<Shared>,
    /// Dropped with the sandbox, which the server notices.
    stop: Option<oneshot::Sender<()>>,
}

impl Sandbox {
    /// Begins to set one up.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    /// `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Stands for `https://kauth.kakao.com`.
    #[must_use]
    pub fn kakao_auth(&self) -> String {
        self.base(endpoint::KAKAO_AUTH)
    }

    /// Stands for `https://kapi.kakao.com`.
    #[must_use]
    pub fn kakao_api(&self) -> String {
        self.base(endpoint::KAKAO_API)
    }

    /// Stands for `https://nid.naver.com`.
    #[must_use]
    pub fn naver_auth(&self) -> String {
        self.base(endpoint::NAVER_AUTH)
    }

    /// Stands for `https://openapi.naver.com`.
    #[must_use]
    pub fn naver_api(&self) -> String {
        self.base(endpoint::NAVER_API)
    }

    /// The routes alone, sharing this sandbox's memory, to be mounted in another server. There [`Fault::Reset`] sends a
    /// head before the connection breaks.
    pub fn router(&self) -> Router {
        routes::router(Arc::clone(&self.shared))
    }

    /// Makes an endpoint misbehave at every request, or with `None` behave again. A consent screen that is shown counts
    /// as a request too.
    pub fn set_fault(&self, endpoint: Endpoint, fault: Option<Fault>) {
        let times = None;
        self.shared.board.lock().set(Order { endpoint, fault, times });
    }

    /// Makes an endpoint misbehave at its next requests.
    pub fn set_fault_times(&self, endpoint: Endpoint, fault: Fault, times: u32) {
        self.shared.board.lock().set(Order {
            endpoint,
            fault: Some(fault),
            times: Some(times),
        });
    }

    /// Both providers sign with new keys from now on, under new names; the old ones are gone from the published sets at
    /// once. See [`Fault::RotatedKey`] for a set that lags behind.
    pub fn rotate_keys(&self) {
        for provider in [Provider::Kakao, Provider::Naver] {
            self.shared.ring(provider).lock().rotate(0);
        }
    }

    /// The latest requests under the providers' paths, at most 1000, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.shared.journal.lock().latest()
    }

    /// How many requests an endpoint has received, faulty answers included.
    #[must_use]
    pub fn count(&self, endpoint: Endpoint) -> u64 {
        self.shared.journal.lock().count(endpoint)
    }

    fn base(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("origin", &self.origin)
            .field("serves", &self.stop.is_some())
            .finish_non_exhaustive()
    }
}

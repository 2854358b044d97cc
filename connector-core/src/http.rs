//! The one door to the network.

use std::{pin::Pin, time::Instant};

use async_trait::async_trait;
use bytes::Bytes;

use crate::error::Result;

/// Sends one request and brings one whole answer.
///
/// An implementation keeps these promises, because the engine relies on them and does not repeat them:
/// - no redirect is followed, no cookie kept, no `Referer` sent, nothing sent twice (L4);
/// - the answer's body is at most L5, its headers at most L6, counted after decompression; no content coding is
///   offered, and an answer that carries one is refused (L7);
/// - https with certificate and host name checked, except loopback under the explicit switch (L9);
/// - the call ends before `deadline`, however slowly bytes arrive (L2);
/// - the error holds no URL, header or body (X3).
#[async_trait]
pub trait Http: Send + Sync {
    /// Sends `request`; gives the answer with whatever status it has.
    ///
    /// # Errors
    /// `provider_unavailable`, `timeout`, `reply_too_large` or `reply_invalid`, without a stage; the engine adds it.
    async fn send(&self, request: http::Request<Bytes>, deadline: Instant) -> Result<http::Response<Bytes>>;
}

/// A prepared request, as [`Http::send`] gives it back: it goes out when this is awaited.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>>> + Send + 'a>>;

/// Put into a request's extensions by the engine: which addresses the request may reach (L11). Without it, public ones only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Public addresses only.
    #[default]
    Public,
    /// Private addresses too, because the admin allowed them for this instance.
    Private,
}

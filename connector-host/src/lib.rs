//! What an auth platform embeds: connectors by instance id, and the calls authorize, callback, profile.
//!
//! Fifteen lines in any framework:
//!
//! ```no_run
//! # use connector_host::{Host, SealingKey, core::{AuthorizeRequest, Callback, Result}};
//! # async fn example(parts: http::request::Parts, body: Vec<u8>, cart_id: String) -> Result<()> {
//! let host = Host::builder()
//!     .settings_file("connectors.json")
//!     .sealing_key(SealingKey::from_env("CONNECTORS_SEALING_KEY")?)
//!     .single_process()
//!     .build()?;
//!
//! // GET /login/kakao: answer 303 to `begun.url()` with this cookie.
//! let begun = host.authorize("kakao", AuthorizeRequest::new().app_data(cart_id)).await?;
//! let answer = (begun.set_cookie(), begun.url());
//!
//! // The callback, untouched.
//! let done = host.sign_in("kakao", Callback::from_parts(&parts, &body)).await?;
//! let user = done.identity(); // instance + namespace + subject: find or create the user by this, never by e-mail
//! let answer = (done.clear_cookie(), done.profile(), done.granted().app_data());
//! # Ok(()) }
//! ```
//!
//! # The rooms
//!
//! [`Host`] and its builder · dispatch · [`settings`], the admin's document · [`sealed`], begun sign-ins as sealed text ·
//! [`guard`], one use only · [`transport`], reqwest behind core's `Http` · [`keys`] · [`live`], a check without a user · [`web`], cookies and headers on `http`
//! types · `router`, an axum shim over `web` (feature `axum`).

pub use connector_core as core;
#[cfg(feature = "kakao")]
pub use connector_kakao as kakao;
#[cfg(feature = "naver")]
pub use connector_naver as naver;

pub mod answer;
mod begun;
mod builder;
pub mod clock;
mod contain;
mod crowd;
mod dispatch;
mod drawn;
mod fenced;
pub mod guard;
mod host;
mod instance;
mod instances;
pub mod keys;
pub mod live;
mod observe;
mod operations;
mod refreshing;
pub mod return_to;
#[cfg(feature = "axum")]
pub mod router;
pub mod sealed;
pub mod settings;
pub mod transport;
pub mod web;

pub use crate::{
    begun::{Begun, Granted, SignedIn},
    builder::{HostBuilder, registry},
    host::Host,
    instance::Instance,
    instances::InstanceRef,
    operations::Heard,
    sealed::SealingKey,
    settings::Profile,
};

/// The README's example is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

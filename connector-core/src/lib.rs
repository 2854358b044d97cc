//! The interface of social sign-in connectors and the one OAuth engine behind them.
//!
//! # The map of the house
//!
//! - An **author** describes a provider: [`Provider`], [`Flow`], [`Errors`], mapped from [`Evidence`] to a [`Profile`], and
//!   registers it with [`register!`].
//! - A **host** sees an object-safe [`Connector`] and calls it with a [`Context`], which holds everything from outside.
//! - [`OAuth`] joins the two. Nothing else sends anything.
//! - One sign-in walks [`AuthorizeRequest`] → [`Redirect`] → [`Pending`] → [`Returned`] → [`Verified`] → [`Grant`] → [`Profile`].
//! - What comes after is a [`Step`] of the flow for each [`Operation`], read by the functions in [`After`] and reached through
//!   the accessors of [`Connector`]: refresh, revoke, verify, consents, [notifications](notice).
//! - Every failure is one [`Error`] with an [`ErrorKind`].

extern crate self as connector_core;

mod after;
mod ask;
mod at;
mod call;
pub mod callback;
pub mod capability;
pub mod config;
mod connector;
mod consent;
mod console;
mod context;
mod credential;
pub mod decode;
mod engine;
mod error;
mod errors;
mod facts;
pub mod fields;
mod flow;
mod grant;
pub mod http;
mod id_token;
pub mod info;
pub mod live;
pub mod normal;
pub mod notice;
pub mod pkce;
pub mod plan;
mod pointer;
mod profile;
mod provider;
mod provider_error;
mod refresh;
pub mod registry;
pub mod schema;
mod secret;
pub mod sign_in;
mod state;
mod step;
mod text;
mod tokens;
#[cfg(feature = "validate")]
pub mod validate;

pub use async_trait::async_trait;
#[doc(hidden)]
pub use inventory;

pub use crate::{
    after::After,
    ask::{AuthorizeRequest, CORE_PARAMS, Hint, MAX_APP_DATA, RawWish, Redirect, Wish, is_scope},
    at::At,
    call::{Call, Source, USER_AGENT},
    callback::Callback,
    capability::Target,
    config::Finding,
    connector::{CallbackRules, Connector, capabilities},
    consent::{Address, Consent},
    console::{Basis, Console, ConsoleStep, Paste, When},
    context::{Algorithm, Clock, Context, KeySet, Keys, NoRandomness, Random, Timestamp},
    credential::{Credential, TokenFacts},
    engine::OAuth,
    error::{Error, ErrorKind, Reason, Result, Stage},
    errors::{Errors, MAX_RETRY_AFTER},
    facts::{Evidence, Facts, Warning},
    flow::{Flow, IdToken},
    grant::Grant,
    http::{Http, Reach},
    info::{Actor, CodeNote, Info},
    live::{LiveCheck, LiveDiscovery, LiveRow, Verdict},
    notice::{Event, Notice, Notification},
    profile::{AgeRange, Email, Gender, Identity, LunarBirthday, Profile, RawProfile, Rule, Verification},
    provider::{Client, Provider},
    provider_error::ProviderError,
    refresh::{RefreshRequest, Refreshed},
    registry::{Prepare, Registration, Registry, Site},
    secret::Secret,
    sign_in::{Mark, Pending, Returned, Spent, Verified},
    state::{Attempt, STATE_LEN, equal_in_constant_time},
    step::{Operation, Step},
    text::Text,
    tokens::{MAX_ID_TOKEN, MAX_TOKEN, Tokens},
};

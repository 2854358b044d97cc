//! What a hook of a connector may look at.

use std::{cell::Cell, fmt};

use crate::{
    ask::AuthorizeRequest,
    context::{NoRandomness, Random, Timestamp},
    error::Stage,
    step::Operation,
    tokens::Tokens,
};

/// Where in a sign-in a hook is called, and what it may look at. It has accessors only, so that it can grow.
pub struct At<'a> {
    stage: Stage,
    step: Option<&'a str>,
    operation: Option<Operation>,
    ask: Option<&'a AuthorizeRequest>,
    tokens: Option<&'a Tokens>,
    state: Option<&'a str>,
    outside: Option<(Timestamp, &'a dyn Random)>,
    varies: Cell<bool>,
}

impl<'a> At<'a> {
    pub(crate) const fn new(stage: Stage) -> Self {
        Self {
            stage,
            step: None,
            operation: None,
            ask: None,
            tokens: None,
            state: None,
            outside: None,
            varies: Cell::new(false),
        }
    }

    pub(crate) const fn step_named(mut self, step: &'a str) -> Self {
        self.step = Some(step);
        self
    }

    pub(crate) const fn operating(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    pub(crate) const fn asking(mut self, ask: &'a AuthorizeRequest) -> Self {
        self.ask = Some(ask);
        self
    }

    pub(crate) const fn with_tokens(mut self, tokens: &'a Tokens) -> Self {
        self.tokens = Some(tokens);
        self
    }

    pub(crate) const fn with_state(mut self, state: &'a str) -> Self {
        self.state = Some(state);
        self
    }

    pub(crate) fn with_outside(mut self, now: Timestamp, random: &'a dyn Random) -> Self {
        self.outside = Some((now, random));
        self
    }

    /// Whether the hook looked at something that differs from call to call.
    pub(crate) const fn varies(&self) -> bool {
        self.varies.get()
    }

    /// The stage of the sign-in.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// The name of the profile step, while profiles are fetched.
    pub const fn step(&self) -> Option<&str> {
        self.step
    }

    /// What is being done after the sign-in, if anything.
    pub const fn operation(&self) -> Option<Operation> {
        self.operation
    }

    /// The `User-Agent` of the browser that begins a sign-in, if the caller told it.
    pub fn browser(&self) -> Option<&str> {
        self.varies.set(true);
        self.ask.and_then(AuthorizeRequest::browser)
    }

    /// What the caller asked for, while the authorization URL is built.
    pub const fn ask(&self) -> Option<&AuthorizeRequest> {
        self.ask
    }

    /// The tokens, once there are some.
    pub const fn tokens(&self) -> Option<&Tokens> {
        self.tokens
    }

    /// The `state` of this sign-in, after the callback.
    pub const fn state(&self) -> Option<&str> {
        self.state
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.varies.set(true);
        self.outside.map_or(Timestamp::from_secs(0), |(now, _)| now)
    }

    /// Fills `bytes` with randomness.
    ///
    /// # Errors
    /// When there is none.
    pub fn random(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        self.varies.set(true);
        // Without an outside the constant part of a URL is being prepared; whatever comes of it is thrown away.
        self.outside.map_or(Ok(()), |(_, random)| random.fill(bytes))
    }
}

impl fmt::Debug for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("At")
            .field("stage", &self.stage)
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}

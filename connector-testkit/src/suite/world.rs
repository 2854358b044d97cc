//! The outside world of the suite: replies by stage, randomness that can be drawn again.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_core::{Attempt, Error, ErrorKind, Http, NoRandomness, Random, Result};
use http::{Request, Response};

use crate::scripted::{FixedRandom, Recorded};

/// One reply of the provider, or a failure on the way to it.
#[derive(Clone)]
pub(crate) enum Reply {
    /// An answer.
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// The transport gave up.
    Lost(ErrorKind),
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self::Answer {
            status,
            headers,
            body: body.into(),
        }
    }

    pub(crate) fn good(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, body)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.retain(|(known, _)| *known != name);
            headers.push((name, value.into()));
        }
        self
    }

    fn send(self) -> Result<Response<Bytes>> {
        match self {
            Self::Lost(kind) => Err(Error::new(kind, "the suite's transport gave up")),
            Self::Answer { status, headers, body } => {
                let mut reply = Response::builder().status(status);
                for (name, value) in headers {
                    reply = reply.header(name, value);
                }
                reply
                    .body(body.into())
                    .map_err(|_| Error::new(ErrorKind::Internal, "the suite's reply is no reply"))
            }
        }
    }
}

/// The calls of a sign-in in which a connector may send something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Callback,
    Profile,
}

/// A provider that answers each stage from its own script, the last reply again and again, and keeps what it was sent.
#[derive(Default)]
pub(crate) struct World {
    in_profile: AtomicBool,
    callback: Mutex<VecDeque<Reply>>,
    profile: Mutex<VecDeque<Reply>>,
    sent: Mutex<Vec<(Phase, Recorded)>>,
}

fn open<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    pub(crate) fn script(&self, callback: Vec<Reply>, profile: Vec<Reply>) {
        *open(&self.callback) = callback.into();
        *open(&self.profile) = profile.into();
        open(&self.sent).clear();
        self.enter(Phase::Callback);
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.in_profile.store(phase == Phase::Profile, Ordering::SeqCst);
    }

    pub(crate) fn sent(&self) -> Vec<(Phase, Recorded)> {
        open(&self.sent).clone()
    }
}

#[async_trait]
impl Http for World {
    async fn send(&self, request: Request<Bytes>, _: Instant) -> Result<Response<Bytes>> {
        let (phase, script) = match self.in_profile.load(Ordering::SeqCst) {
            false => (Phase::Callback, &self.callback),
            true => (Phase::Profile, &self.profile),
        };
        open(&self.sent).push((phase, Recorded::from(&request)));
        let reply = {
            let mut script = open(script);
            if script.len() > 1 {
                script.pop_front()
            } else {
                script.front().cloned()
            }
        };
        reply.unwrap_or(Reply::Lost(ErrorKind::ProviderUnavailable)).send()
    }
}

/// Randomness that is the same in every run, remembers the last attempt drawn from it, and can run dry.
#[derive(Default)]
pub(crate) struct Draws {
    source: FixedRandom,
    dry: AtomicBool,
    last: Mutex<Vec<u8>>,
}

/// How many bytes one attempt takes.
const ATTEMPT: usize = 96;

impl Draws {
    pub(crate) fn run_dry(&self) {
        self.dry.store(true, Ordering::SeqCst);
    }

    /// The attempt that was drawn last, drawn again from the same bytes.
    pub(crate) fn last_attempt(&self) -> Option<Attempt> {
        let bytes = open(&self.last).clone();
        (bytes.len() == ATTEMPT)
            .then(|| Attempt::draw(&Again(bytes)).ok())
            .flatten()
    }
}

impl Random for Draws {
    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandomness> {
        if self.dry.load(Ordering::SeqCst) {
            return Err(NoRandomness);
        }
        self.source.fill(bytes)?;
        // A host may draw along what it needs itself.
        if let Some(attempt) = bytes.get(..ATTEMPT) {
            *open(&self.last) = attempt.to_vec();
        }
        Ok(())
    }
}

struct Again(Vec<u8>);

impl Random for Again {
    fn fill(&self, bytes: &mut [u8]) -> std::result::Result<(), NoRandomness> {
        for (byte, drawn) in bytes.iter_mut().zip(&self.0) {
            *byte = *drawn;
        }
        Ok(())
    }
}

//! The checks between a callback and a code exchange, as types: `Pending → Returned → Verified`. A [`Verified`] has no other
//! constructor, so no connector can forget a check and no host can skip the one-time guard.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{
    ask::{RawWish, Redirect},
    callback::Answer,
    connector::Connector,
    context::Timestamp,
    error::{Error, ErrorKind, Reason, Result, Stage},
    provider_error::ProviderError,
    state::{Attempt, STATE_LEN, equal_in_constant_time},
};

/// Longest authorization code, in bytes (L12).
pub const MAX_CODE: usize = 4096;
/// Longest `state` that is looked at, in bytes (L12).
pub const MAX_STATE: usize = 512;
/// How far in the future a sign-in may have been begun, in seconds (L22, G7).
pub const CLOCK_SKEW_SECS: i64 = 60;

/// A begun sign-in: what the callback will be held against. It travels sealed in the user's browser, never on our side.
#[derive(Clone)]
pub struct Pending {
    begun: Timestamp,
    life_secs: u32,
    attempt: Attempt,
    redirect_uri: String,
    data: Vec<u8>,
    app_data: Vec<u8>,
    return_to: Option<String>,
    raw: Option<RawWish>,
}

impl Pending {
    /// Joins a redirect with what the embedder wants back. `life_secs` is the life of the sign-in (L19).
    pub fn new(redirect: Redirect, begun: Timestamp, life_secs: u32, redirect_uri: &str) -> (String, Self) {
        let (url, attempt, data) = redirect.into_parts();
        let redirect_uri = redirect_uri.to_owned();
        (
            url,
            Self {
                begun,
                life_secs,
                attempt,
                redirect_uri,
                data,
                app_data: Vec::new(),
                return_to: None,
                raw: None,
            },
        )
    }

    /// Adds the embedder's data and the checked return address.
    #[must_use]
    pub fn carrying(mut self, app_data: &[u8], return_to: Option<String>) -> Self {
        self.app_data = app_data.to_vec();
        self.return_to = return_to;
        self
    }

    /// Adds what is wished of the raw profile.
    #[must_use]
    pub fn wishing_raw(mut self, raw: Option<&RawWish>) -> Self {
        self.raw = raw.cloned();
        self
    }

    /// The secrets of this attempt.
    pub const fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// When the sign-in stops being good.
    pub fn expires(&self) -> Timestamp {
        self.begun.plus(i64::from(self.life_secs))
    }

    /// Writes everything down, for sealing. The layout is versioned by the seal.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.begun.secs().to_le_bytes());
        out.extend_from_slice(&self.life_secs.to_le_bytes());
        let return_to = self.return_to.as_deref().unwrap_or_default();
        let raw = self.raw.as_ref().map(RawWish::to_text).unwrap_or_default();
        for part in [
            self.attempt.state().as_bytes(),
            self.attempt.nonce().as_bytes(),
            self.attempt.verifier().as_bytes(),
            self.redirect_uri.as_bytes(),
            &self.data,
            &self.app_data,
            return_to.as_bytes(),
            raw.as_bytes(),
        ] {
            out.extend_from_slice(&u16::try_from(part.len()).unwrap_or(u16::MAX).to_le_bytes());
            out.extend_from_slice(part);
        }
    }

    /// Reads what [`write`](Self::write) wrote.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (begun, rest) = bytes.split_first_chunk::<8>()?;
        let (life, rest) = rest.split_first_chunk::<4>()?;
        let mut rest = rest;
        let mut part = || {
            let (len, tail) = rest.split_first_chunk::<2>()?;
            let (part, tail) = tail.split_at_checked(usize::from(u16::from_le_bytes(*len)))?;
            rest = tail;
            Some(part)
        };
        let mut text = || std::str::from_utf8(part()?).ok();
        let attempt = Attempt::from_texts(text()?, text()?, text()?)?;
        let redirect_uri = text()?.to_owned();
        let (data, app_data) = (part()?.to_vec(), part()?.to_vec());
        let return_to = String::from_utf8(part()?.to_vec()).ok()?;
        let raw = RawWish::from_text(std::str::from_utf8(part()?).ok()?);
        let begun = Timestamp::from_secs(i64::from_le_bytes(*begun));
        let return_to = Some(return_to).filter(|address| !address.is_empty());
        let life_secs = u32::from_le_bytes(*life);
        rest.is_empty().then_some(Self {
            begun,
            life_secs,
            attempt,
            redirect_uri,
            data,
            app_data,
            return_to,
            raw,
        })
    }

    /// Holds a callback against this sign-in: first its age (C19, G7), then `state` in constant time (C1-C3).
    ///
    /// # Errors
    /// `sign_in_expired` or `state_mismatch`.
    pub fn returned(self, answer: Answer, now: Timestamp) -> Result<Returned> {
        if now > self.expires() || self.begun > now.plus(CLOCK_SKEW_SECS) {
            return Err(refuse(ErrorKind::SignInExpired, "the sign-in is too old"));
        }
        let state = answer
            .state()
            .filter(|state| state.len() <= MAX_STATE)
            .unwrap_or_default();
        if state.len() != STATE_LEN || !equal_in_constant_time(state, self.attempt.state()) {
            return Err(refuse(
                ErrorKind::StateMismatch,
                "the callback does not belong to this sign-in",
            ));
        }
        Ok(Returned { pending: self, answer })
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("begun", &self.begun)
            .field("life_secs", &self.life_secs)
            .finish_non_exhaustive()
    }
}

/// A callback that belongs to a live sign-in of this browser and instance. It has still to be spent.
#[derive(Debug)]
pub struct Returned {
    pending: Pending,
    answer: Answer,
}

impl Returned {
    /// The mark to spend at the one-time guard, whatever else the callback holds.
    pub fn mark(&self) -> Mark {
        let mut hash = Sha256::new();
        // Keyed with a secret of the attempt that never leaves the seal, so that a reader of the store learns nothing (G6).
        hash.update(b"connectors one-time mark\0");
        hash.update(self.pending.attempt.nonce());
        hash.update(self.pending.attempt.state());
        Mark(hash.finalize().into())
    }

    /// When the mark may be forgotten: the sign-in has expired by then.
    pub fn expires(&self) -> Timestamp {
        self.pending.expires()
    }

    /// What the embedder sent along: its data and the checked return address.
    pub fn carried(&self) -> Carried {
        Carried {
            app_data: self.pending.app_data.clone(),
            return_to: self.pending.return_to.clone(),
        }
    }

    /// The remaining checks, in this order: issuer (C14), the provider's own error (C8-C11), the mark (C17), the code (C5-C7).
    ///
    /// # Errors
    /// What the first failed check says.
    pub fn verify(self, connector: &dyn Connector, spent: Result<Spent>) -> Result<Verified> {
        let rules = connector.callback_rules();
        let Answer {
            code,
            error,
            error_description,
            iss,
            others,
            ..
        } = self.answer;
        if let (Some(iss), Some(issuer)) = (iss, rules.issuer)
            && iss != issuer.as_bytes()
        {
            return Err(refuse(ErrorKind::CallbackInvalid, "the callback names another issuer"));
        }
        if let Some(error) = error.filter(|error| !error.is_empty()) {
            let ours = [
                self.pending.attempt.state(),
                self.pending.attempt.nonce(),
                self.pending.attempt.verifier(),
            ];
            let code = code
                .as_deref()
                .and_then(|code| std::str::from_utf8(code).ok())
                .unwrap_or_default();
            let ours: Vec<&str> = ours
                .into_iter()
                .chain(Some(code).filter(|code| !code.is_empty()))
                .collect();
            let text = error_description
                .and_then(|text| String::from_utf8(text).ok())
                .unwrap_or_default();
            let error = std::str::from_utf8(&error).unwrap_or_default();
            // What the error means is read before our own values are taken out of it.
            let kind = connector.refusal(&ProviderError::default().with_error(error).with_text(&text, &[]));
            let said = ProviderError::default()
                .with_error(error)
                .with_text(&text, &ours)
                .without(&ours);
            return Err(refuse(kind, "the provider sent the browser back with an error").said(said));
        }
        spent?;
        let code = code.unwrap_or_default();
        if rules.needs_code && code.is_empty() {
            return Err(refuse(
                ErrorKind::CallbackInvalid,
                "the callback holds neither a code nor an error",
            ));
        }
        if code.len() > MAX_CODE || !code.iter().all(|b| (0x20..=0x7e).contains(b)) {
            return Err(refuse(
                ErrorKind::CallbackInvalid,
                "the code is too long or holds characters that no code has",
            ));
        }
        let code = String::from_utf8(code).unwrap_or_default();
        let Pending {
            attempt,
            redirect_uri,
            data,
            raw,
            ..
        } = self.pending;
        Ok(Verified {
            attempt,
            redirect_uri,
            data,
            code,
            others,
            raw,
        })
    }
}

fn refuse(kind: ErrorKind, message: &'static str) -> Error {
    Error::new(kind, message).at(Stage::Callback)
}

/// What the embedder sent along with a sign-in.
#[derive(Clone, Default)]
pub struct Carried {
    /// The embedder's data, byte for byte.
    pub app_data: Vec<u8>,
    /// Where the browser goes next; checked when the sign-in began.
    pub return_to: Option<String>,
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Carried")
            .field("app_data", &self.app_data.len())
            .finish_non_exhaustive()
    }
}

/// The one-time mark of an attempt: a keyed hash from which nothing can be read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark([u8; 32]);

impl Mark {
    /// The bytes of the mark.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The mark of a provider's notification, so that the same one is delivered once (N3). `what` tells it apart from all
    /// others of the instance.
    pub fn of_notification(instance: &str, what: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"connectors notification mark\0");
        hash.update(instance);
        hash.update(b"\0");
        hash.update(what);
        Self(hash.finalize().into())
    }

    /// Says that this mark was spent for the first time. Only a one-time guard may say so.
    pub const fn spent_for_the_first_time(self) -> Spent {
        Spent(())
    }

    /// The refusal of a mark that was spent before (C17).
    pub fn already_used() -> Error {
        refuse(ErrorKind::StateMismatch, "the callback was used before").because(Reason::AlreadyUsed)
    }
}

impl fmt::Debug for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mark([redacted])")
    }
}

/// Proof that a mark was won at the one-time guard.
#[derive(Debug)]
pub struct Spent(());

/// A callback that passed every check. Only now may its code be exchanged.
pub struct Verified {
    attempt: Attempt,
    redirect_uri: String,
    data: Vec<u8>,
    code: String,
    others: Vec<(String, String)>,
    raw: Option<RawWish>,
}

impl Verified {
    /// The authorization code; empty only for a connector whose callbacks have none.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The secrets of the attempt.
    pub const fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// The redirect URI with which the sign-in began, byte for byte (B14).
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// The data that a raw connector kept.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// What is wished of the raw profile.
    pub const fn raw(&self) -> Option<&RawWish> {
        self.raw.as_ref()
    }

    /// Another parameter of the callback. It came through the browser and nobody signed it.
    pub fn unsigned(&self, name: &str) -> Option<&str> {
        self.others
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// All other parameters of the callback, in order, for protocols that sign the whole of them.
    pub fn all_unsigned(&self) -> impl Iterator<Item = (&str, &str)> {
        self.others.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verified([redacted])")
    }
}

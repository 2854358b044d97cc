//! What is put into one sign-in, and what comes out of it.

use connector_core::{Attempt, Callback, Error, ErrorKind, Profile, Reason, Result as Signed};
use serde_json::Value;

use super::{fixtures::Material, lab::CODE, world::Reply};
use crate::scripted::Recorded;

/// A begun sign-in, as the browser and the suite know it.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) url: String,
    /// `name=value` of the attempt cookie.
    pub(crate) cookie: String,
    pub(crate) attempt: Attempt,
    /// What the fixtures add to a callback.
    pub(crate) more: Vec<(String, String)>,
}

impl Start {
    /// The query of a good callback, with another state and code.
    pub(crate) fn query(&self, state: &str, code: &str) -> String {
        let mut pairs = vec![("state", state), ("code", code)];
        pairs.extend(self.more.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        query(&pairs)
    }

    /// The query of a good callback.
    pub(crate) fn good_query(&self) -> String {
        self.query(self.attempt.state(), CODE)
    }
}

/// How a sign-in went.
#[derive(Clone)]
pub(crate) struct Outcome {
    pub(crate) result: Signed<Profile>,
    pub(crate) start: Option<Start>,
    pub(crate) token_requests: Vec<Recorded>,
    pub(crate) profile_requests: Vec<Recorded>,
}

impl Outcome {
    /// The kind of error with which it ended.
    pub(crate) fn kind(&self) -> Option<ErrorKind> {
        self.result.as_ref().err().map(Error::kind)
    }

    /// How it ended, in words.
    pub(crate) fn said(&self) -> String {
        match &self.result {
            Ok(_) => "a profile".to_owned(),
            Err(error) => format!("`{}` ({})", error.kind().code(), error.message()),
        }
    }

    /// Whether the connector panicked.
    pub(crate) fn panicked(&self) -> bool {
        let reason = self.result.as_ref().err().and_then(Error::reason);
        reason == Some(Reason::Panic)
    }

    /// The profile as JSON.
    pub(crate) fn profile(&self) -> Value {
        let profile = self.result.as_ref().ok();
        profile.and_then(|it| serde_json::to_value(it).ok()).unwrap_or_default()
    }

    /// The subject.
    pub(crate) fn subject(&self) -> Option<&str> {
        self.result.as_ref().ok().map(|profile| profile.subject.as_str())
    }
}

/// Makes a callback from what was begun.
pub(crate) type MakeCallback<'a> = Box<dyn Fn(&Start) -> Callback + 'a>;
/// Makes the replies of the token endpoint from a good one.
pub(crate) type MakeReplies<'a> = Box<dyn Fn(Value) -> Vec<Reply> + 'a>;

/// What differs from a good sign-in.
pub(crate) struct Play<'a> {
    pub(crate) material: Material,
    pub(crate) callback: Option<MakeCallback<'a>>,
    pub(crate) token: Option<MakeReplies<'a>>,
    pub(crate) steps: Option<Vec<Reply>>,
}

impl<'a> Play<'a> {
    pub(crate) fn of(material: &Material) -> Self {
        Self {
            material: material.clone(),
            callback: None,
            token: None,
            steps: None,
        }
    }

    /// Another callback.
    pub(crate) fn callback(mut self, make: impl Fn(&Start) -> Callback + 'a) -> Self {
        self.callback = Some(Box::new(make));
        self
    }

    /// Another token reply, made from the good one.
    pub(crate) fn token(mut self, make: impl Fn(Value) -> Reply + 'a) -> Self {
        self.token = Some(Box::new(move |good| vec![make(good)]));
        self
    }

    /// Other profile replies.
    pub(crate) fn steps(mut self, replies: Vec<Reply>) -> Self {
        self.steps = Some(replies);
        self
    }
}

/// The profile replies of a material.
pub(crate) fn replies(material: &Material) -> Vec<Reply> {
    let steps = material.get("steps").and_then(Value::as_array).into_iter().flatten();
    steps.map(|step| Reply::good(step.to_string())).collect()
}

/// The value of a parameter of a URL, decoded.
pub(crate) fn param(url: &str, name: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let value = url.query_pairs().find(|(known, _)| known == name);
    value.map(|(_, value)| value.into_owned())
}

/// A query from pairs.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// An error with its findings.
pub(crate) fn told(error: &Error) -> String {
    let findings: Vec<String> = error.findings().iter().map(ToString::to_string).collect();
    format!("{error} {}", findings.join("; "))
}

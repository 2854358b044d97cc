//! Every request that the engine sends, and the profile steps.

use http::{HeaderValue, Method};
use serde_json::Value;

use super::OAuth;
use crate::{
    at::At,
    call::{Call, Source},
    context::Context,
    error::{Error, ErrorKind, Result, Stage},
    errors::{Judging, judge},
    http::{Reach, Sending},
    provider::Provider,
    provider_error::ProviderError,
    step::{self, Authorization, Step},
    tokens::Tokens,
};

/// The profile replies by the names of their steps, and the status of the last one.
pub(super) type Fetched = (Vec<(String, Value)>, Option<u16>);

/// What the fields of a step are filled from.
#[derive(Default)]
pub(super) struct Filling<'a> {
    pub(super) token: &'a str,
    pub(super) token_kind: &'a str,
    pub(super) user: &'a str,
    pub(super) items: &'a [String],
}

impl<P: Provider> OAuth<P> {
    /// A call, ready to go out when it is awaited. Whoever does so holds neither call nor request meanwhile.
    pub(super) fn send<'c>(&self, cx: &'c Context, call: Call) -> Result<Sending<'c>> {
        let mut request = call.into_request()?;
        if self.reach != Reach::default() {
            request.extensions_mut().insert(self.reach);
        }
        Ok(cx.http().send(request, cx.deadline()))
    }

    /// Awaits the reply of a call and judges it. `read` makes something of a good one; if it refuses, its error tells the status
    /// too.
    pub(super) async fn ask<T>(
        &self,
        at: &Judging<'_>,
        sending: Sending<'_>,
        read: impl FnOnce(Value, u16) -> Result<T>,
    ) -> Result<T> {
        let reply = sending.await.map_err(|error| error.at(at.stage))?;
        let hook = |said: &ProviderError| P::error(&self.config, &At::new(at.stage), said);
        let status = reply.status().as_u16();
        let said = |error: Error| error.at(at.stage).said(ProviderError::status_only(Some(status)));
        judge(at, &reply, &hook).and_then(|body| read(body, status).map_err(said))
    }

    /// A call as a step describes it. The hook has not seen it yet.
    pub(super) fn step(&self, step: &Step, target: &http::Uri, bearer: &str, filling: &Filling<'_>) -> Result<Call> {
        let (flow, client) = (P::flow(&self.config), P::client(&self.config));
        let method = if step.post { Method::POST } else { Method::GET };
        let mut call = Call::to(method, target);
        let header = match &step.authorization {
            Authorization::Bearer => Some(format!("Bearer {bearer}")),
            Authorization::Admin(scheme) => {
                let key = client.admin_key.ok_or_else(|| {
                    Error::new(ErrorKind::Unsupported, "the instance was given no admin key")
                        .capabilities(crate::connector::capabilities(self))
                })?;
                Some(format!("{scheme} {}", key.expose()))
            }
            Authorization::None => None,
        };
        if let Some(text) = header {
            let mut value = HeaderValue::from_str(&text)
                .map_err(|_| Error::new(ErrorKind::RequestInvalid, "the token is no header value"))?;
            value.set_sensitive(true);
            call.authorization(value);
        }
        for (name, value) in &step.fields {
            let source = match value {
                step::Value::Text(text) => {
                    call.set(name.clone(), text.clone())?;
                    continue;
                }
                step::Value::From(source) => *source,
            };
            let joined;
            let text = match source {
                Source::ClientId => client.id,
                Source::ClientSecret => client.secret.map(|secret| secret.expose()).unwrap_or_default(),
                Source::Token => filling.token,
                Source::TokenKind => filling.token_kind,
                Source::User => filling.user,
                Source::Items => {
                    joined = filling.items.join(&flow.separator);
                    &joined
                }
                Source::ItemsAsJson => {
                    joined = json_list(filling.items);
                    &joined
                }
                _ => return Err(Error::new(ErrorKind::Internal, "a step's field has no such source")),
            };
            if !text.is_empty() {
                call.push(name.clone(), source, text);
            }
        }
        Ok(call)
    }

    /// Everything of ours that must not come back in an error's text.
    pub(super) fn own_secrets<'a>(&'a self, more: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let client = P::client(&self.config);
        let kept = [client.secret, client.admin_key].into_iter().flatten();
        kept.map(crate::secret::Secret::expose).chain(more).collect()
    }

    /// The profile steps, each once. A credential that holds nothing but an id_token has none.
    pub(super) async fn fetch(&self, cx: &Context, tokens: &Tokens) -> Result<Fetched> {
        let flow = P::flow(&self.config);
        if tokens.access().is_empty() {
            return Ok((Vec::new(), None));
        }
        let plan = self.plan(cx).await.map_err(|error| error.at(Stage::Profile))?;
        let ours = self.own_secrets(tokens.secrets());
        let (mut replies, mut last) = (Vec::with_capacity(flow.steps.len()), None);
        for (step, target) in flow.steps.iter().zip(&plan.steps) {
            let sending = {
                let mut call = self.step(step, target, tokens.access(), &Filling::default())?;
                let at = At::new(Stage::Profile)
                    .step_named(&step.name)
                    .with_tokens(tokens)
                    .with_outside(cx.now(), cx.random());
                P::request(&self.config, &at, &mut call)?;
                self.send(cx, call)?
            };
            let judging = Judging::api(Stage::Profile, &step.errors, &ours);
            match self.ask(&judging, sending, object_or_list).await {
                Ok((reply, status)) => {
                    replies.push((step.name.clone(), reply));
                    last = Some(status);
                }
                Err(error) if step.optional && absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok((replies, last))
    }
}

fn object_or_list(reply: Value, status: u16) -> Result<(Value, u16)> {
    if reply.is_object() || reply.is_array() {
        return Ok((reply, status));
    }
    let message = "the reply is neither an object nor a list";
    Err(Error::new(ErrorKind::ReplyInvalid, message))
}

/// Whether an optional step said that there is nothing.
fn absent(error: &Error) -> bool {
    error
        .provider()
        .and_then(ProviderError::status)
        .is_some_and(|status| matches!(status, 403 | 404))
}

fn json_list(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    Value::from(items).to_string()
}

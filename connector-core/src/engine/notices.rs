//! Notifications: proof first, then reading (N1-N5).

use async_trait::async_trait;
use serde_json::Value;

use super::OAuth;
use crate::{
    at::At,
    capability::Notifications,
    context::{Context, Timestamp},
    error::{Error, ErrorKind, Result, Stage},
    flow::Flow,
    id_token::{self, Nonce},
    normal,
    notice::{Acknowledgement, Event, Heard, Notice, Notification, malformed},
    provider::Provider,
};

/// For how long a `jti` is remembered, in seconds: a provider that got no answer tries again within that time.
const JTI_LIFE_SECS: u32 = 24 * 60 * 60;

#[async_trait]
impl<P: Provider> Notifications for OAuth<P> {
    async fn notification(&self, cx: &Context, notice: &Notice) -> Result<Notification> {
        let heard = {
            let at = At::new(Stage::Notification).with_outside(cx.now(), cx.random());
            (P::AFTER.notification)(&self.config, &at, notice).map_err(|error| error.at(Stage::Notification))?
        };
        let token = match heard {
            Heard::Told(notification) => return Ok(notification),
            Heard::Signed(token) => token,
        };
        let flow = P::flow(&self.config);
        let (Some(rule), Some(keys)) = (&flow.id_token, &self.plan.keys) else {
            let message = "the connector takes signed notifications and describes no keys";
            return Err(Error::new(ErrorKind::Internal, message).at(Stage::Notification));
        };
        let expected = self.expecting(rule, keys, Nonce::Unknown, "");
        let claims = id_token::verify_event(cx, &token, &expected)
            .await
            .map_err(not_authentic)?;
        told(flow, &rule.issuer, &claims)
    }

    fn acknowledge(&self, notice: &Notice, outcome: &Result<()>) -> Acknowledgement {
        (P::AFTER.acknowledge)(notice, outcome)
    }
}

/// A token that is not good is a notification that is not authentic; trouble with keys stays what it is.
fn not_authentic(error: Error) -> Error {
    if error.kind() != ErrorKind::IdTokenInvalid {
        return error.at(Stage::Notification);
    }
    let refused = malformed("the security event token is not authentic");
    match error.reason() {
        Some(reason) => refused.because(reason),
        None => refused,
    }
}

/// Reads the claims of a security event token (RFC 8417 §2.2).
fn told(flow: &Flow, issuer: &str, claims: &Value) -> Result<Notification> {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let events = claims
        .get("events")
        .and_then(Value::as_object)
        .filter(|it| !it.is_empty());
    let events = events.ok_or_else(|| malformed("the security event token holds no event"))?;
    let id = text(claims, "jti").filter(|id| (1..=256).contains(&id.len()));
    let id = id.ok_or_else(|| malformed("the security event token has no id"))?;
    let known = |uri: &String| {
        let meaning = flow.events.iter().find(|(name, _)| name == uri);
        meaning.map_or(Event::Unknown, |(_, event)| *event)
    };
    let mut subject = text(claims, "sub");
    let mut reason = None;
    for event in events.values() {
        subject = subject.or_else(|| event.get("subject").and_then(|it| text(it, "sub")));
        reason = reason.or_else(|| text(event, "reason"));
    }
    let other = |event: &Value| event.get("subject").and_then(|it| text(it, "sub")) != subject;
    if events
        .values()
        .any(|event| event.get("subject").is_some_and(|it| it.get("sub").is_some()) && other(event))
    {
        return Err(malformed("the security event token speaks of two subjects"));
    }
    if subject.as_deref().is_some_and(|subject| !normal::is_subject(subject)) {
        return Err(malformed("the security event token names no usable subject"));
    }
    let occurred = claims.get("toe").or(claims.get("iat")).and_then(Value::as_i64);
    let mut notification = Notification::new(Event::Unknown, issuer, id)
        .reason(reason.as_deref())
        .occurred(occurred.map(Timestamp::from_secs))
        .replay_secs(JTI_LIFE_SECS);
    notification.events = events.keys().map(known).collect();
    notification.subject = subject;
    Ok(notification)
}

//! What Kakao says on its own account (Kakao Developers, "Kakao Login › Webhook").

use connector_core::{
    At, Error, ErrorKind, Event, Flow, Notice, Notification, Reason, Result, equal_in_constant_time, normal,
    notice::{Acknowledgement, Heard, malformed, unproved},
};

use crate::{Config, NAMESPACE, codes};

const SIGNED: &str = "application/secevent+jwt";

/// Adds what the events of signed notifications mean.
pub(crate) fn described(flow: Flow) -> Flow {
    codes::EVENTS
        .iter()
        .fold(flow, |flow, (uri, event)| flow.event(uri, *event))
}

/// Account notices come signed. Unlink notices come as a query or a form, with the primary admin key as their proof.
pub(crate) fn read(config: &Config, _: &At<'_>, notice: &Notice) -> Result<Heard> {
    if notice.media_type() == SIGNED {
        return Ok(Heard::Signed(notice.text()?.trim().to_owned()));
    }
    let key = config.admin_key.as_ref().map(|key| key.secret().expose());
    let given = notice.authorization().and_then(|it| it.strip_prefix("KakaoAK "));
    let (Some(key), Some(given)) = (key, given) else {
        return Err(unproved(
            "the notification brings no admin key, or the instance has none to compare",
        ));
    };
    if !equal_in_constant_time(key, given) {
        return Err(unproved("the notification brings another admin key"));
    }
    let fields = notice.fields()?;
    if config
        .app_id
        .as_ref()
        .is_some_and(|id| fields.get("app_id") != Some(id.as_ref()))
    {
        return Err(malformed("the notification is for another app").because(Reason::Audience));
    }
    let user = fields.demand("user_id")?;
    if !normal::is_subject(user) || !user.bytes().all(|b| b.is_ascii_digit()) {
        return Err(malformed("the notification names no member number"));
    }
    let reason = fields.demand("referrer_type")?;
    // Neither an id nor a time tells two of them apart: within a minute the same text is the same notification.
    let told = Notification::new(Event::Unlinked, NAMESPACE, format!("unlink {user} {reason}"))
        .subject(user)
        .reason(Some(reason))
        .replay_secs(60);
    Ok(Heard::Told(told))
}

/// RFC 8935 §2.3 for signed notices; for the others nothing but the status is looked at.
pub(crate) fn acknowledge(notice: &Notice, outcome: &Result<()>) -> Acknowledgement {
    match outcome {
        Ok(()) if notice.media_type() == SIGNED => Acknowledgement::status(202),
        Ok(()) => Acknowledgement::status(200),
        Err(error) if error.kind() != ErrorKind::CallbackInvalid => Acknowledgement::status(error.kind().http_status()),
        Err(error) if notice.media_type() == SIGNED => {
            Acknowledgement::object(400, &[("err", word(error)), ("description", error.message())])
        }
        Err(error) if error.reason() == Some(Reason::Proof) => Acknowledgement::status(401),
        Err(_) => Acknowledgement::status(400),
    }
}

/// The word of RFC 8935 §2.4 for a refusal.
fn word(error: &Error) -> &'static str {
    match error.reason() {
        Some(Reason::Key) => "invalid_key",
        Some(Reason::Issuer) => "invalid_issuer",
        Some(Reason::Audience) => "invalid_audience",
        _ => "invalid_request",
    }
}

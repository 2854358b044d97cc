//! id_tokens that come another way than with a code: refreshed, or handed in by an app (F28, R8).

use connector_core::{AuthorizeRequest, Credential, ErrorKind, RefreshRequest, Result as Called};
use serde_json::{Value, json};

use super::{
    after::{HANDED, must_be},
    case::{Case, Stop, Tried, broken, must, not_applicable},
    id_token::{Token, set},
    lab::{INSTANCE, Lab},
    subject::Subject,
    world::Reply,
};
use crate::rig::NOW;

pub(crate) const CASES: &[Case] = &[
    Case::new("F28", "a_refreshed_id_token_of_somebody_else_is_refused", refreshed),
    Case::new("R8", "an_id_token_of_another_application_is_refused", handed_in),
];

/// A good id_token, as text and read, and its nonce.
fn issued(subject: &Subject, lab: &Lab<'_>) -> Result<(String, String), Stop> {
    let good = subject.good()?;
    let start = lab
        .begin(AuthorizeRequest::new())
        .map_err(|error| Stop::Broken(error.to_string()))?;
    let reply = lab.token_reply(&start, &good.full);
    match reply.get("id_token").and_then(Value::as_str) {
        Some(token) => Ok((token.to_owned(), start.attempt.nonce().to_owned())),
        None => not_applicable("this connector gets no id_token"),
    }
}

fn changed(token: &str, name: &str, value: &Value) -> String {
    Token::read(token).map_or_else(String::new, |mut token| {
        set(&mut token.claims, name, value);
        token.text()
    })
}

fn refreshed(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    if lab.connector()?.refresh().is_none() {
        return not_applicable("this connector refreshes no tokens");
    }
    let (token, _) = issued(subject, &lab)?;
    let own = Token::read(&token).and_then(|token| token.claims.get("sub")?.as_str().map(str::to_owned));
    let refresh = |id_token: String| {
        let reply =
            json!({ "access_token": "fresh-token", "token_type": "bearer", "expires_in": 60, "id_token": id_token });
        let ask = RefreshRequest::new(HANDED).subject(own.clone().unwrap_or_default());
        lab.call(Reply::good(reply.to_string()), lab.host.refresh(INSTANCE, ask))
            .0
    };
    match refresh(token.clone()) {
        Ok(fresh) if fresh.tokens().id_token().is_none() => {
            return not_applicable("this connector reads no refreshed id_token");
        }
        Ok(_) => {}
        Err(error) => {
            return broken(format!(
                "a good refreshed id_token ended with `{}`",
                error.kind().code()
            ));
        }
    }
    for (name, value) in [
        ("sub", json!("somebody-else")),
        ("iss", json!("https://other.example")),
        ("aud", json!("other")),
        ("exp", json!(NOW - 61)),
    ] {
        let outcome = refresh(changed(&token, name, &value));
        let what = format!("a refreshed id_token with `{name}` as {value}");
        must_be(outcome.err().as_ref(), ErrorKind::IdTokenInvalid, &what)?;
    }
    Ok(())
}

fn handed_in(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let (token, nonce) = issued(subject, &lab)?;
    let hand_in = |lab: &Lab<'_>, token: &str, nonce: &str| -> Called<()> {
        let credential = Credential::id_token(token, nonce);
        let call = lab.host.verify_credential(INSTANCE, &credential);
        lab.call(Reply::good("{}"), call).0.map(drop)
    };
    match hand_in(&lab, &token, &nonce).map_err(|error| error.kind()) {
        Ok(()) => {}
        Err(ErrorKind::Unsupported) => return not_applicable("this connector takes no id_token from an app"),
        Err(kind) => return broken(format!("a good id_token of an app ended with `{}`", kind.code())),
    }
    for (name, value) in [
        ("aud", json!("other")),
        ("aud", json!(["other"])),
        ("azp", json!("other")),
        ("iss", json!("https://other.example")),
        ("exp", json!(NOW - 61)),
    ] {
        let outcome = hand_in(&lab, &changed(&token, name, &value), &nonce);
        let what = format!("an id_token of an app with `{name}` as {value}");
        must_be(outcome.err().as_ref(), ErrorKind::IdTokenInvalid, &what)?;
    }
    let other_nonce = hand_in(&lab, &token, "other").err();
    must_be(
        other_nonce.as_ref(),
        ErrorKind::IdTokenInvalid,
        "an app's id_token with another nonce",
    )?;
    let unproved = hand_in(&Lab::distrusting(subject)?, &token, &nonce);
    must(unproved.is_err(), || {
        "an app's id_token with a wrong signature was taken".to_owned()
    })
}

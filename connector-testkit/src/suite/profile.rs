//! Replies of the profile endpoint (group E).

use connector_core::ErrorKind;
use serde_json::{Value, json};

use super::{
    case::{Case, Stop, Tried, must, must_end, must_work, not_applicable},
    lab::{ACCESS, Lab},
    play::{Outcome, Play, replies},
    subject::{Rehearsal, Subject},
    tamper,
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("J5", "the_access_token_travels_in_a_header_only", header_only),
    Case::new("E6", "a_reply_without_its_success_marker_is_refused", marker),
    Case::new(
        "E7",
        "a_401_of_the_profile_endpoint_means_the_token_was_refused",
        status_401,
    ),
    Case::new("E18", "a_profile_reply_that_is_not_utf8_is_refused", not_utf8),
    Case::new("E19", "a_broken_profile_reply_is_refused", broken_replies),
    Case::new("E20", "a_profile_reply_over_the_limit_is_refused", over_the_limit),
    Case::new("E21", "a_redirect_of_the_profile_endpoint_is_not_followed", redirects),
    Case::new("E22", "a_profile_request_that_failed_once_is_tried_again", again),
    Case::new("E24", "a_status_outside_success_is_never_a_profile", statuses),
    Case::new("E24", "an_error_body_is_never_a_profile", error_bodies),
];

/// How many profile requests a good sign-in sends.
fn steps(good: &Rehearsal) -> Result<usize, Stop> {
    match good.outcome.profile_requests.len() {
        0 => not_applicable("this connector sends no profile request"),
        steps => Ok(steps),
    }
}

/// A sign-in for each profile request, in which that one is answered otherwise.
fn each_step(subject: &Subject, reply: &Reply, judge: impl Fn(usize, &Outcome) -> Tried) -> Tried {
    let good = subject.good()?;
    for step in 0..steps(good)? {
        let mut all = replies(&good.full);
        if let Some(place) = all.get_mut(step) {
            *place = reply.clone();
        }
        let outcome = subject.lab()?.play(Play::of(&good.full).steps(all));
        judge(step, &outcome)?;
    }
    Ok(())
}

fn each_refused(subject: &Subject, kind: ErrorKind, what: &str, reply: &Reply) -> Tried {
    each_step(subject, reply, |step, outcome| {
        must_end(outcome, kind, &format!("{what} for profile request {}", step + 1))
    })
}

fn header_only(subject: &Subject) -> Tried {
    let good = subject.good()?;
    steps(good)?;
    let encoded: String = url::form_urlencoded::byte_serialize(ACCESS.as_bytes()).collect();
    for request in &good.outcome.profile_requests {
        must(
            !request.target.contains(ACCESS) && !request.target.contains(&encoded),
            || "the access token stands in the URL".to_owned(),
        )?;
    }
    Ok(())
}

fn marker(subject: &Subject) -> Tried {
    let good = subject.good()?;
    steps(good)?;
    // What the smallest reply leaves out is optional, so it is no marker.
    let base = &good.full;
    let ids = tamper::holding(base, &good.profile.subject);
    let mut markers = 0;
    for place in tamper::places(base) {
        let scalar = base
            .pointer(&place)
            .is_some_and(|value| !value.is_object() && !value.is_array());
        let kept = good
            .id_only
            .as_ref()
            .is_none_or(|small| small.pointer(&place).is_some());
        if !scalar || !kept || ids.contains(&place) || !place.starts_with("/steps/") {
            continue;
        }
        let lab = subject.lab()?;
        if lab
            .play_material(&tamper::without(base, std::slice::from_ref(&place)))
            .kind()
            .is_none()
        {
            continue;
        }
        markers += 1;
        for other in [json!("suite-unknown"), json!(7), json!(null)] {
            let outcome = lab.play_material(&tamper::with(base, std::slice::from_ref(&place), &other));
            must(outcome.kind().is_some(), || {
                format!("{place} was {other}, and the reply was taken")
            })?;
        }
    }
    if markers == 0 {
        return not_applicable("this connector's replies have no success marker");
    }
    Ok(())
}

fn status_401(subject: &Subject) -> Tried {
    for body in ["", "{}", "<html></html>", r#"{"error":"invalid_token"}"#] {
        let what = format!("401 with {body:?}");
        each_refused(subject, ErrorKind::TokenRejected, &what, &Reply::new(401, body))?;
    }
    let good = subject.good()?;
    let with_id = replies(&good.full).first().cloned();
    if let Some(Reply::Answer { body, .. }) = with_id {
        each_refused(
            subject,
            ErrorKind::TokenRejected,
            "401 with a good body",
            &Reply::new(401, body),
        )?;
    }
    Ok(())
}

fn not_utf8(subject: &Subject) -> Tried {
    let reply = Reply::good(b"{\"id\":\"\xff\",\"sub\":\"\xff\"}".to_vec());
    each_refused(subject, ErrorKind::ReplyInvalid, "a reply that is not UTF-8", &reply)
}

fn broken_replies(subject: &Subject) -> Tried {
    for body in ["", " ", "<html></html>", "{\"id\":", "{} x", "{\"id\":NaN}"] {
        let what = format!("the reply {body:?}");
        each_refused(subject, ErrorKind::ReplyInvalid, &what, &Reply::good(body))?;
    }
    each_refused(subject, ErrorKind::ReplyInvalid, "204", &Reply::new(204, ""))?;
    // JSON that is no object: whoever the user is, this reply does not say it.
    let good = subject.good()?;
    let holds_id = |step: usize| {
        let reply = good.full.pointer(&format!("/steps/{step}"));
        reply.is_some_and(|reply| !tamper::holding(reply, &good.profile.subject).is_empty())
    };
    for body in ["null", "7", "\"text\"", "[]"] {
        each_step(subject, &Reply::good(body), |step, outcome| match holds_id(step) {
            true => must_end(outcome, ErrorKind::ReplyInvalid, &format!("the reply {body}")),
            false => must(outcome.kind() != Some(ErrorKind::Internal), || {
                format!("the reply {body} ended with {}", outcome.said())
            }),
        })?;
    }
    Ok(())
}

fn over_the_limit(subject: &Subject) -> Tried {
    let reply = Reply::Lost(ErrorKind::ReplyTooLarge);
    each_refused(subject, ErrorKind::ReplyTooLarge, "a reply over 1 MiB", &reply)
}

fn redirects(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let own = good
        .outcome
        .profile_requests
        .first()
        .map(|request| request.target.clone());
    for to in ["https://elsewhere.example/me".to_owned(), own.unwrap_or_default()] {
        for status in [301, 302, 307, 308] {
            let reply = Reply::new(status, "").with("location", to.clone());
            each_step(subject, &reply, |step, outcome| {
                must_end(outcome, ErrorKind::ReplyInvalid, &format!("{status} to {to}"))?;
                must(outcome.profile_requests.len() <= step + 1, || {
                    format!("{status} to {to} was followed with the access token")
                })
            })?;
        }
    }
    Ok(())
}

fn again(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let steps = steps(good)?;
    let mut script = vec![Reply::new(503, "")];
    script.extend(replies(&good.full));
    let alone = subject.lab()?.play(Play::of(&good.full).steps(script.clone()));
    must_end(
        &alone,
        ErrorKind::ProviderUnavailable,
        "503 where the host tries only once",
    )?;
    must(alone.profile_requests.len() == 1, || {
        "the connector tries again by itself; that is the host's to do".to_owned()
    })?;
    let outcome = Lab::retrying(subject)?.play(Play::of(&good.full).steps(script));
    must_work(&outcome, "503 once and a good reply after it")?;
    must(outcome.profile_requests.len() == steps + 1, || {
        format!(
            "{} requests were sent instead of {}",
            outcome.profile_requests.len(),
            steps + 1
        )
    })
}

fn statuses(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let steps = steps(good)?;
    for (status, kind) in [
        (400, ErrorKind::ReplyInvalid),
        (418, ErrorKind::ReplyInvalid),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::ProviderUnavailable),
        (503, ErrorKind::ProviderUnavailable),
    ] {
        for step in 0..steps {
            let mut all = replies(&good.full);
            if let Some(Reply::Answer { status: place, .. }) = all.get_mut(step) {
                *place = status;
            }
            let outcome = subject.lab()?.play(Play::of(&good.full).steps(all));
            must_end(&outcome, kind, &format!("a good reply under {status}"))?;
        }
    }
    Ok(())
}

fn error_bodies(subject: &Subject) -> Tried {
    let good = subject.good()?;
    steps(good)?;
    if tamper::holding(good.full.get("steps").unwrap_or(&Value::Null), &good.profile.subject).is_empty() {
        return not_applicable("the subject does not come from a profile reply");
    }
    for body in [
        json!({ "error": "server_error" }),
        json!({ "error": { "code": 1, "message": "no" } }),
        json!({ "code": 987_654, "msg": "no" }),
        json!({ "message": "Not here" }),
        json!({}),
    ] {
        let all = replies(&good.full)
            .iter()
            .map(|_| Reply::good(body.to_string()))
            .collect();
        let outcome = subject.lab()?.play(Play::of(&good.full).steps(all));
        must(outcome.kind().is_some(), || {
            format!("the body {body} was taken for a profile")
        })?;
        must(outcome.kind() != Some(ErrorKind::Internal), || {
            format!("the body {body} ended with {}", outcome.said())
        })?;
    }
    Ok(())
}

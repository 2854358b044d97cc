//! The token request itself, and what the token endpoint says no or yes with (D15-D19, D32-D45, V1-V4, V8, X5).

use connector_core::ErrorKind;
use serde_json::{Value, json};

use super::{
    case::{Case, Tried, must, must_end, must_work, not_applicable},
    lab::{CODE, Lab},
    play::Play,
    subject::Subject,
    token::{answered, but, exchanges, sent_no_more_than_a_good_one},
    words::error,
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("X5", "a_code_is_sent_once_and_to_one_address", once),
    Case::new("D15", "an_error_beside_a_token_wins", error_wins),
    Case::new(
        "D17",
        "a_401_of_the_token_endpoint_means_the_client_was_refused",
        status_401,
    ),
    Case::new(
        "D18",
        "a_limit_is_reported_with_its_waiting_time_and_never_waited_for",
        limited,
    ),
    Case::new(
        "D19",
        "a_code_is_not_sent_again_after_a_fault_of_the_provider",
        server_faults,
    ),
    Case::new("D32", "an_odd_expiry_is_unknown_and_stops_nothing", odd_expiry),
    Case::new(
        "D43",
        "the_token_request_is_a_form_and_nothing_of_it_stands_in_the_url",
        form,
    ),
    Case::new("D43", "an_unset_secret_is_left_out_of_the_token_request", unset_secret),
    Case::new("D44", "errors_of_the_token_endpoint_have_their_kinds", kinds),
    Case::new("D45", "the_status_is_judged_before_a_token_in_the_body", status_first),
    Case::new("V2", "token_replies_that_differ_within_the_protocol_work", variants),
    Case::new("V8", "a_code_is_decoded_once_and_encoded_once", exact_code),
];

fn once(subject: &Subject) -> Tried {
    exchanges(subject)?;
    let good = subject.good()?;
    let all = good.outcome.token_requests.iter().chain(&good.outcome.profile_requests);
    let holding = |request: &&crate::Recorded| {
        request.field("code").is_some()
            || request.form().iter().any(|(_, value)| value == CODE)
            || url::Url::parse(&request.target).is_ok_and(|url| url.query_pairs().any(|(_, value)| value == CODE))
    };
    let times = all.filter(holding).count();
    must(times == 1, || format!("the code was sent {times} times in one sign-in"))
}

fn error_wins(subject: &Subject) -> Tried {
    let outcome = answered(subject, |good| {
        Reply::good(but(&good, &[("error", json!("invalid_grant"))]).to_string())
    })?;
    must_end(&outcome, ErrorKind::GrantRejected, "`invalid_grant` beside a token")?;
    for value in [json!(true), json!(7), json!({ "a": 1 }), json!(["x"])] {
        let outcome = answered(subject, |good| {
            Reply::good(but(&good, &[("error", value.clone())]).to_string())
        })?;
        must_end(
            &outcome,
            ErrorKind::ReplyInvalid,
            &format!("the error {value} beside a token"),
        )?;
    }
    Ok(())
}

fn status_401(subject: &Subject) -> Tried {
    let outcome = answered(subject, |_| Reply::new(401, ""))?;
    must_end(&outcome, ErrorKind::CredentialsRejected, "401 without a body")?;
    let outcome = answered(subject, |_| {
        Reply::new(403, "<html></html>").with("content-type", "text/html")
    })?;
    must_end(&outcome, ErrorKind::ReplyInvalid, "403 with a page")
}

fn limited(subject: &Subject) -> Tried {
    for (header, secs) in [
        ("30", Some(30)),
        ("0", Some(0)),
        ("999999999", Some(3600)),
        ("-5", None),
        ("soon", None),
    ] {
        let outcome = answered(subject, |_| Reply::new(429, "").with("retry-after", header))?;
        // Who waits runs into the call's deadline, and ends as `timeout`.
        must_end(&outcome, ErrorKind::RateLimited, "429")?;
        let told = error(outcome)?.retry_after_secs();
        let fits = told == secs || (secs.is_none() && told == Some(0));
        must(fits, || format!("`Retry-After: {header}` was read as {told:?}"))?;
    }
    Ok(())
}

fn server_faults(subject: &Subject) -> Tried {
    for status in [500, 502, 503] {
        for body in ["", "<html>", "{}", r#"{"access_token":"a","token_type":"bearer"}"#] {
            let outcome = answered(subject, |_| Reply::new(status, body).with("retry-after", "1"))?;
            let what = format!("{status} with {body:?}");
            must_end(&outcome, ErrorKind::ProviderUnavailable, &what)?;
            sent_no_more_than_a_good_one(subject, &outcome, &what)?;
        }
    }
    Ok(())
}

fn odd_expiry(subject: &Subject) -> Tried {
    for value in [
        json!(-1),
        json!("soon"),
        json!(true),
        json!(1e30),
        json!(400_000_000),
        json!({}),
    ] {
        let outcome = answered(subject, |good| {
            Reply::good(but(&good, &[("expires_in", value.clone())]).to_string())
        })?;
        must_work(&outcome, &format!("`expires_in` {value}"))?;
    }
    Ok(())
}

fn form(subject: &Subject) -> Tried {
    exchanges(subject)?;
    let good = subject.good()?;
    for request in &good.outcome.token_requests {
        let kind = request.headers.iter().find(|(name, _)| name == "content-type");
        let is_form = kind.is_some_and(|(_, kind)| kind.starts_with("application/x-www-form-urlencoded"));
        must(request.method == "POST" && is_form, || {
            "the token request is no POST with a form".to_owned()
        })?;
        let query = url::Url::parse(&request.target)
            .ok()
            .and_then(|url| url.query().map(str::to_owned));
        let query = query.unwrap_or_default();
        let leaks = ["code", "client_secret", "code_verifier", "client_id", "redirect_uri"];
        let leaks = leaks
            .iter()
            .any(|name| query.split('&').any(|pair| pair.starts_with(&format!("{name}="))));
        let secret = subject.secrets.iter().any(|secret| request.target.contains(secret));
        must(!leaks && !secret, || {
            "the token request's URL holds parts of the request".to_owned()
        })?;
        let mut names: Vec<String> = request.form().into_iter().map(|(name, _)| name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        must(names.len() == all, || {
            "a field of the token request stands twice".to_owned()
        })?;
        let grant = request.field("grant_type");
        must(grant.as_deref() == Some("authorization_code"), || {
            "the grant type is not `authorization_code`".to_owned()
        })?;
    }
    Ok(())
}

fn unset_secret(subject: &Subject) -> Tried {
    exchanges(subject)?;
    if subject.config == subject.smallest {
        return not_applicable("this connector has no secret that may be left out");
    }
    let good = subject.good()?;
    let outcome = Lab::with_config(subject, &subject.smallest)?.play(Play::of(&good.full));
    let empty = |request: &crate::Recorded| request.form().iter().any(|(_, value)| value.is_empty());
    must(!outcome.token_requests.iter().any(empty), || {
        "an unset value is sent as an empty field".to_owned()
    })
}

fn kinds(subject: &Subject) -> Tried {
    for (code, kind) in [
        ("invalid_client", ErrorKind::CredentialsRejected),
        ("unauthorized_client", ErrorKind::CredentialsRejected),
        ("invalid_scope", ErrorKind::CredentialsRejected),
        ("unsupported_grant_type", ErrorKind::CredentialsRejected),
        ("invalid_grant", ErrorKind::GrantRejected),
        ("invalid_request", ErrorKind::GrantRejected),
        ("server_error", ErrorKind::ProviderUnavailable),
        ("temporarily_unavailable", ErrorKind::ProviderUnavailable),
        ("suite_unheard_of", ErrorKind::GrantRejected),
    ] {
        for status in [400, 401] {
            let body = json!({ "error": code }).to_string();
            let outcome = answered(subject, |_| Reply::new(status, body.clone()))?;
            must_end(&outcome, kind, &format!("`{code}` under {status}"))?;
            let kept = error(outcome)?;
            let kept = kept.provider().and_then(|said| said.error()).map(str::to_owned);
            must(kept.as_deref() == Some(code), || {
                format!("the provider's `{code}` is not kept")
            })?;
        }
    }
    Ok(())
}

fn status_first(subject: &Subject) -> Tried {
    for (status, kind) in [
        (400, ErrorKind::ReplyInvalid),
        (404, ErrorKind::ReplyInvalid),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::ProviderUnavailable),
    ] {
        let outcome = answered(subject, |good| Reply::new(status, good.to_string()))?;
        must_end(&outcome, kind, &format!("a good token under {status}"))?;
    }
    let body = json!({ "error": "invalid_grant" }).to_string();
    let outcome = answered(subject, |_| Reply::new(503, body.clone()))?;
    must_end(&outcome, ErrorKind::ProviderUnavailable, "`invalid_grant` under 503")
}

fn variants(subject: &Subject) -> Tried {
    let changes: [&[(&str, Value)]; 6] = [
        &[("token_type", json!("BEARER")), ("expires_in", json!("3600"))],
        &[("token_type", json!("Bearer")), ("expires_in", json!(3600.0))],
        &[("error", json!(null)), ("refresh_token", json!(null))],
        &[("error", json!("")), ("scope", json!(""))],
        &[("expires_in", json!(null)), ("scope", json!("a b"))],
        &[("suite_unknown", json!([[{ "a": null }], 1.5, "\u{1f600}"]))],
    ];
    for change in changes {
        let outcome = answered(subject, |good| Reply::good(but(&good, change).to_string()))?;
        must_work(&outcome, &format!("a token reply with {change:?}"))?;
    }
    for kind in ["text/json", "APPLICATION/JSON; charset=\"utf-8\"", "text/plain"] {
        let outcome = answered(subject, |good| {
            let pretty = serde_json::to_string_pretty(&good).unwrap_or_default();
            Reply::good(format!("\u{feff}{pretty}\n")).with("content-type", kind)
        })?;
        must_work(&outcome, &format!("a pretty-printed token reply as {kind}"))?;
    }
    Ok(())
}

fn exact_code(subject: &Subject) -> Tried {
    exchanges(subject)?;
    let good = subject.good()?;
    let sent = good
        .outcome
        .token_requests
        .iter()
        .find_map(|request| request.field("code"));
    must(sent.as_deref() == Some(CODE), || {
        "the code did not reach the token endpoint as it came".to_owned()
    })
}

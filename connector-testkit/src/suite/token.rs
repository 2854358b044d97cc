//! Replies of the token endpoint that are outside the protocol (D1-D13, D20-D26).

use connector_core::ErrorKind;
use serde_json::{Value, json};

use super::{
    case::{Case, Stop, Tried, must, must_end, not_applicable},
    play::{Outcome, Play},
    subject::Subject,
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("D1", "a_token_reply_that_is_html_is_refused", html),
    Case::new("D2", "an_empty_token_reply_is_refused", empty),
    Case::new("D3", "a_token_reply_that_is_no_object_is_refused", no_object),
    Case::new("D5", "a_token_reply_cut_in_the_middle_is_refused", cut),
    Case::new("D6", "a_token_reply_followed_by_more_is_refused", trailing),
    Case::new("D7", "a_token_reply_that_is_not_utf8_is_refused", not_utf8),
    Case::new("D8", "a_token_reply_with_numbers_that_json_has_not_is_refused", numbers),
    Case::new("D9", "a_token_reply_with_a_member_twice_is_refused", doubled),
    Case::new("D10", "a_token_reply_without_an_access_token_is_refused", no_token),
    Case::new("D11", "an_access_token_with_odd_characters_is_refused", odd_token),
    Case::new("D12", "an_oversized_access_token_is_refused", long_token),
    Case::new("D13", "a_token_of_another_type_is_refused", other_type),
    Case::new("D20", "an_odd_status_of_the_token_endpoint_is_refused", odd_status),
    Case::new("D21", "a_redirect_of_the_token_endpoint_is_not_followed", redirect_away),
    Case::new(
        "D22",
        "a_redirect_within_the_token_endpoints_origin_is_not_followed",
        redirect_home,
    ),
    Case::new("D23", "a_token_endpoint_that_never_answers_ends_as_a_timeout", never),
    Case::new("D25", "a_token_request_that_is_lost_is_not_sent_again", lost),
    Case::new("D26", "a_token_reply_over_the_limit_is_refused", over_the_limit),
    Case::new("D31", "a_token_reply_nested_without_end_is_refused", nested),
];

/// Refuses to judge a connector that exchanges no code.
pub(crate) fn exchanges(subject: &Subject) -> Result<(), Stop> {
    let good = subject.good()?;
    let asks = |request: &crate::Recorded| request.method == "POST" && request.field("grant_type").is_some();
    if good.outcome.token_requests.iter().any(asks) {
        Ok(())
    } else {
        not_applicable("this connector exchanges no code at a token endpoint")
    }
}

/// A sign-in in which the token endpoint answers something else.
pub(crate) fn answered(subject: &Subject, make: impl Fn(Value) -> Reply) -> Result<Outcome, Stop> {
    exchanges(subject)?;
    let good = subject.good()?;
    Ok(subject.lab()?.play(Play::of(&good.full).token(make)))
}

fn refused(subject: &Subject, what: &str, make: impl Fn(Value) -> Reply) -> Tried {
    let outcome = answered(subject, make)?;
    must_end(&outcome, ErrorKind::ReplyInvalid, what)?;
    must(outcome.profile_requests.is_empty(), || {
        format!("{what}: the profile was asked for all the same")
    })
}

/// The good reply with some members replaced.
pub(crate) fn but(good: &Value, changes: &[(&str, Value)]) -> Value {
    let mut reply = good.clone();
    if let Some(object) = reply.as_object_mut() {
        object.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    }
    reply
}

fn text(reply: &Value) -> Reply {
    Reply::good(reply.to_string())
}

fn html(subject: &Subject) -> Tried {
    refused(subject, "an HTML page", |_| {
        Reply::good("<html><body>Welcome</body></html>").with("content-type", "text/html")
    })
}

fn empty(subject: &Subject) -> Tried {
    refused(subject, "200 without a body", |_| Reply::good(""))?;
    refused(subject, "204", |_| Reply::new(204, ""))
}

fn no_object(subject: &Subject) -> Tried {
    for body in ["[]", "\"text\"", "7", "null", "true"] {
        refused(subject, &format!("the reply {body}"), |_| Reply::good(body))?;
    }
    Ok(())
}

fn cut(subject: &Subject) -> Tried {
    for part in [2, 3] {
        refused(subject, "half a reply", |good| {
            let whole = good.to_string();
            let half = whole.len() - whole.len() / part;
            Reply::good(whole.get(..half).unwrap_or_default().to_owned())
        })?;
    }
    Ok(())
}

fn trailing(subject: &Subject) -> Tried {
    for more in [" x", "{}", "\u{0}"] {
        refused(subject, "a good reply followed by more", |good| {
            Reply::good(good.to_string() + more)
        })?;
    }
    Ok(())
}

fn not_utf8(subject: &Subject) -> Tried {
    refused(subject, "a reply that is not UTF-8", |good| {
        let mut bytes = but(&good, &[("more", json!("@"))]).to_string().into_bytes();
        if let Some(byte) = bytes.iter_mut().find(|byte| **byte == b'@') {
            *byte = 0xff;
        }
        Reply::good(bytes)
    })?;
    refused(subject, "a reply in UTF-16", |good| {
        let units = good.to_string();
        Reply::good(units.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    })
}

fn numbers(subject: &Subject) -> Tried {
    for number in ["NaN", "Infinity", "-Infinity", "1e400", "0x10"] {
        refused(subject, &format!("the number {number}"), |good| {
            let reply = but(&good, &[("more", json!("@"))]).to_string();
            Reply::good(reply.replace("\"@\"", number))
        })?;
    }
    Ok(())
}

fn doubled(subject: &Subject) -> Tried {
    for (twice, what) in [
        ("\"access_token\":\"other\"", "the access token twice"),
        ("\"deep\":{\"a\":1,\"a\":2}", "a member that nobody reads twice, inside"),
    ] {
        refused(subject, what, |good| {
            Reply::good(good.to_string().replacen('{', &format!("{{{twice},"), 1))
        })?;
    }
    Ok(())
}

fn no_token(subject: &Subject) -> Tried {
    for value in [
        json!(null),
        json!(""),
        json!(7),
        json!(["a"]),
        json!({ "a": 1 }),
        json!(true),
    ] {
        refused(subject, &format!("the access token {value}"), |good| {
            text(&but(&good, &[("access_token", value.clone())]))
        })?;
    }
    refused(subject, "no access token", |mut good| {
        good.as_object_mut().map(|reply| reply.remove("access_token"));
        text(&good)
    })
}

fn odd_token(subject: &Subject) -> Tried {
    for token in ["a b", "a\r\nx-evil: 1", "토큰", "a\u{7f}b"] {
        refused(subject, &format!("the access token {token:?}"), |good| {
            text(&but(&good, &[("access_token", json!(token))]))
        })?;
    }
    Ok(())
}

fn long_token(subject: &Subject) -> Tried {
    refused(subject, "an access token of more than 16 KiB", |good| {
        text(&but(&good, &[("access_token", json!("a".repeat(16 * 1024 + 1)))]))
    })
}

fn other_type(subject: &Subject) -> Tried {
    for value in [json!("mac"), json!("DPoP"), json!(7), json!("")] {
        refused(subject, &format!("the token type {value}"), |good| {
            text(&but(&good, &[("token_type", value.clone())]))
        })?;
    }
    Ok(())
}

fn odd_status(subject: &Subject) -> Tried {
    for status in [101, 199, 304, 999] {
        refused(subject, &format!("status {status}"), |good| {
            Reply::new(status, good.to_string())
        })?;
    }
    Ok(())
}

fn redirected(subject: &Subject, to: &str) -> Tried {
    let plain = answered(subject, |good| Reply::new(400, good.to_string()))?;
    for status in [302, 303, 307, 308] {
        let outcome = answered(subject, |_| Reply::new(status, "").with("location", to))?;
        must_end(&outcome, ErrorKind::ReplyInvalid, &format!("{status} to {to}"))?;
        must(outcome.token_requests.len() <= plain.token_requests.len(), || {
            format!("{status} to {to} was followed")
        })?;
    }
    Ok(())
}

fn redirect_away(subject: &Subject) -> Tried {
    redirected(subject, "https://elsewhere.example/token")
}

fn redirect_home(subject: &Subject) -> Tried {
    exchanges(subject)?;
    let good = subject.good()?;
    let own = good
        .outcome
        .token_requests
        .first()
        .map(|request| request.target.clone());
    let own = own.unwrap_or_default();
    let origin = url::Url::parse(&own).map(|url| url.origin().ascii_serialization());
    redirected(subject, &format!("{}/moved", origin.unwrap_or_default()))?;
    redirected(subject, &own)?;
    redirected(subject, "file:///etc/passwd")
}

fn never(subject: &Subject) -> Tried {
    let outcome = answered(subject, |_| Reply::Lost(ErrorKind::Timeout))?;
    must_end(&outcome, ErrorKind::Timeout, "no answer before the deadline")
}

/// One token request is one too many only if a good sign-in needs fewer.
pub(crate) fn sent_no_more_than_a_good_one(subject: &Subject, outcome: &Outcome, what: &str) -> Tried {
    let usual = subject.good()?.outcome.token_requests.len();
    must(outcome.token_requests.len() <= usual, || {
        format!(
            "{what}: {} requests were sent; a good sign-in sends {usual}",
            outcome.token_requests.len()
        )
    })
}

fn lost(subject: &Subject) -> Tried {
    let outcome = answered(subject, |_| Reply::Lost(ErrorKind::ProviderUnavailable))?;
    must_end(&outcome, ErrorKind::ProviderUnavailable, "a connection that was reset")?;
    sent_no_more_than_a_good_one(subject, &outcome, "a connection that was reset")
}

fn over_the_limit(subject: &Subject) -> Tried {
    let outcome = answered(subject, |_| Reply::Lost(ErrorKind::ReplyTooLarge))?;
    must_end(&outcome, ErrorKind::ReplyTooLarge, "a reply over 1 MiB")
}

fn nested(subject: &Subject) -> Tried {
    refused(subject, "100 000 nested lists", |_| {
        Reply::good(format!(
            "{{\"access_token\":\"a\",\"token_type\":\"bearer\",\"x\":{}{}}}",
            "[".repeat(100_000),
            "]".repeat(100_000)
        ))
    })
}

//! What an id_token must say and how it must be signed (group F). Nobody is signed in by a wrong one, and nobody asks for a
//! profile.

use connector_core::ErrorKind;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::{
    case::{Case, Tried, must, must_end, must_work, not_applicable},
    lab::Lab,
    play::{Outcome, Play, param},
    subject::Subject,
    world::Reply,
};
use crate::rig::NOW;

pub(crate) const CASES: &[Case] = &[
    Case::new("F1", "an_unsigned_id_token_is_refused", unsigned),
    Case::new("F2", "an_id_token_with_another_algorithm_is_refused", algorithm),
    Case::new("F3", "an_id_token_with_a_wrong_signature_is_refused", signature),
    Case::new("F5", "an_id_token_of_another_issuer_is_refused", issuer),
    Case::new("F6", "an_id_token_for_another_client_is_refused", audience),
    Case::new("F7", "an_id_token_without_a_usable_subject_is_refused", subject_claim),
    Case::new("F8", "an_id_token_out_of_its_time_is_refused", times),
    Case::new("F9", "an_id_token_is_good_until_a_minute_after_its_end", just_in_time),
    Case::new("F10", "an_id_token_of_another_sign_in_is_refused", nonce),
    Case::new("F11", "an_id_token_with_an_extension_is_refused", extensions),
    Case::new("F12", "keys_that_an_id_token_brings_are_ignored", own_keys),
    Case::new("F17", "a_malformed_id_token_is_refused", malformed),
    Case::new("F18", "an_oversized_id_token_is_refused", oversized),
    Case::new("F19", "a_claim_that_stands_twice_is_refused", twice),
    Case::new("F20", "a_wrong_access_token_hash_is_refused", hash),
    Case::new("F22", "a_sign_in_without_its_id_token_is_refused", absent),
    Case::new("F27", "another_kind_of_token_is_no_id_token", other_kind),
];

/// What is put in the place of a token.
type Change<'a> = &'a dyn Fn(&str) -> String;

/// The header and the claims of a token, both as JSON.
pub(super) struct Token {
    header: Value,
    pub(super) claims: Value,
}

impl Token {
    pub(super) fn read(text: &str) -> Option<Self> {
        let part = |n| {
            let bytes = BASE64URL_NOPAD.decode(text.split('.').nth(n)?.as_bytes()).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        Some(Self {
            header: part(0)?,
            claims: part(1)?,
        })
    }

    pub(super) fn text(&self) -> String {
        signed(&self.header.to_string(), &self.claims.to_string())
    }
}

fn signed(header: &str, claims: &str) -> String {
    let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    format!("{}.{}.c2lnbmF0dXJl", part(header), part(claims))
}

/// A sign-in whose token reply was changed.
fn with_reply(subject: &Subject, lab: &Lab<'_>, change: impl Fn(&mut Value)) -> Result<Outcome, super::case::Stop> {
    let good = subject.good()?;
    let sends_one = good
        .outcome
        .start
        .as_ref()
        .is_some_and(|start| param(&start.url, "nonce").is_some());
    if !sends_one {
        return not_applicable("this connector sends no nonce, so it takes no id_token");
    }
    Ok(lab.play(Play::of(&good.full).token(|mut reply| {
        change(&mut reply);
        Reply::good(reply.to_string())
    })))
}

/// A sign-in whose id_token was changed as text.
fn with_text(subject: &Subject, lab: &Lab<'_>, change: impl Fn(&str) -> String) -> Result<Outcome, super::case::Stop> {
    with_reply(subject, lab, |reply| {
        let text = reply
            .get("id_token")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        if let Some(place) = reply.get_mut("id_token") {
            *place = change(&text).into();
        }
    })
}

fn with(subject: &Subject, change: impl Fn(&mut Token)) -> Result<Outcome, super::case::Stop> {
    let lab = subject.lab()?;
    with_text(subject, &lab, |text| {
        let Some(mut token) = Token::read(text) else {
            return String::new();
        };
        change(&mut token);
        token.text()
    })
}

fn refused(outcome: &Outcome, what: &str) -> Tried {
    must_end(outcome, ErrorKind::IdTokenInvalid, what)?;
    must(outcome.profile_requests.is_empty(), || {
        format!("{what}: the profile was asked for all the same")
    })
}

/// Tries several values of one claim; `null` takes the claim away.
fn claims(subject: &Subject, name: &str, values: &[Value]) -> Tried {
    for value in values {
        let outcome = with(subject, |token| set(&mut token.claims, name, value))?;
        refused(&outcome, &format!("the claim `{name}` as {}", short(value)))?;
    }
    Ok(())
}

fn headers(subject: &Subject, name: &str, values: &[Value]) -> Tried {
    for value in values {
        let outcome = with(subject, |token| set(&mut token.header, name, value))?;
        refused(&outcome, &format!("the header `{name}` as {}", short(value)))?;
    }
    Ok(())
}

pub(super) fn set(object: &mut Value, name: &str, value: &Value) {
    if let Some(object) = object.as_object_mut() {
        match value {
            Value::Null => drop(object.remove(name)),
            value => drop(object.insert(name.to_owned(), value.clone())),
        }
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}

fn unsigned(subject: &Subject) -> Tried {
    headers(
        subject,
        "alg",
        &[json!("none"), json!("None"), json!("nOnE"), json!(null)],
    )
}

fn algorithm(subject: &Subject) -> Tried {
    headers(
        subject,
        "alg",
        &[json!("HS256"), json!("RS512"), json!("PS256"), json!(7), json!("")],
    )
}

fn signature(subject: &Subject) -> Tried {
    let outcome = with_text(subject, &Lab::distrusting(subject)?, str::to_owned)?;
    refused(&outcome, "a wrong signature")
}

fn issuer(subject: &Subject) -> Tried {
    let others = [json!("https://other.example"), json!(null), json!(7), json!("")];
    claims(subject, "iss", &others)?;
    let outcome = with(subject, |token| {
        let slashed = format!(
            "{}/",
            token.claims.get("iss").and_then(Value::as_str).unwrap_or_default()
        );
        set(&mut token.claims, "iss", &slashed.into());
    })?;
    refused(&outcome, "the issuer with a slash behind it")
}

fn audience(subject: &Subject) -> Tried {
    let others = [json!("other"), json!(null), json!([]), json!(7), json!(["other"])];
    claims(subject, "aud", &others)?;
    let outcome = with(subject, |token| {
        let mixed = json!([token.claims.get("aud"), "other"]);
        set(&mut token.claims, "aud", &mixed);
    })?;
    refused(&outcome, "ours among strangers")?;
    claims(subject, "azp", &[json!("other")])?;
    let outcome = with(subject, |token| {
        let list = json!([token.claims.get("aud")]);
        set(&mut token.claims, "aud", &list);
    })?;
    must_work(&outcome, "exactly our id as a list")
}

fn subject_claim(subject: &Subject) -> Tried {
    let wrong = [
        json!(null),
        json!(""),
        json!(7),
        json!("x".repeat(256)),
        json!("a b"),
        json!("가"),
    ];
    claims(subject, "sub", &wrong)
}

fn times(subject: &Subject) -> Tried {
    claims(
        subject,
        "exp",
        &[json!(NOW - 61), json!(null), json!("9999999999"), json!(true)],
    )?;
    claims(subject, "iat", &[json!(NOW + 61), json!(null), json!("1")])?;
    claims(subject, "nbf", &[json!(NOW + 61), json!("1")])
}

fn just_in_time(subject: &Subject) -> Tried {
    for (name, value) in [
        ("exp", json!(NOW - 60)),
        ("exp", json!((NOW + 5) as f64 + 0.5)),
        ("iat", json!(NOW + 60)),
        ("nbf", json!(NOW + 60)),
    ] {
        let outcome = with(subject, |token| set(&mut token.claims, name, &value))?;
        must_work(&outcome, &format!("`{name}` at the edge"))?;
    }
    Ok(())
}

fn nonce(subject: &Subject) -> Tried {
    claims(subject, "nonce", &[json!("other"), json!(null), json!(""), json!(7)])
}

fn extensions(subject: &Subject) -> Tried {
    headers(subject, "crit", &[json!(["exp"]), json!([])])?;
    headers(subject, "b64", &[json!(false)])
}

fn own_keys(subject: &Subject) -> Tried {
    let connector = subject.lab()?.connector()?;
    // At home, where the host's fence would let a request through.
    let address = connector.origins().first().cloned().unwrap_or_default() + "/suite-keys";
    let key = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "suite" });
    for (name, value) in [
        ("jwk", key),
        ("jku", json!(address)),
        ("x5u", json!(address)),
        ("x5c", json!(["AAAA"])),
    ] {
        let outcome = with(subject, |token| set(&mut token.header, name, &value))?;
        must_work(&outcome, &format!("the header `{name}` under a good signature"))?;
        must(outcome.token_requests.len() == 1, || {
            format!("the header `{name}` made the connector send a request")
        })?;
    }
    Ok(())
}

fn malformed(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let rest = |text: &str| {
        text.split_once('.')
            .map(|(_, rest)| rest.to_owned())
            .unwrap_or_default()
    };
    let changes: [(&str, Change<'_>); 7] = [
        ("two parts", &|text| {
            text.rsplit_once('.')
                .map(|(first, _)| first.to_owned())
                .unwrap_or_default()
        }),
        ("five parts", &|text| format!("{text}.a.b")),
        ("a header that is not base64url", &|text| format!("%%%.{}", rest(text))),
        ("a header that is a list", &|text| {
            format!("{}.{}", BASE64URL_NOPAD.encode(b"[]"), rest(text))
        }),
        ("a payload that is no JSON", &|text| {
            let header = text.split('.').next().unwrap_or_default();
            format!("{header}.{}.c2ln", BASE64URL_NOPAD.encode(b"{"))
        }),
        ("a payload that is a list", &|text| {
            let header = text.split('.').next().unwrap_or_default();
            format!("{header}.{}.c2ln", BASE64URL_NOPAD.encode(b"[]"))
        }),
        ("text that is no token", &|_| "x".to_owned()),
    ];
    for (what, change) in changes {
        refused(&with_text(subject, &lab, change)?, what)?;
    }
    Ok(())
}

fn oversized(subject: &Subject) -> Tried {
    claims(subject, "suite-padding", &[json!("x".repeat(64 * 1024))])
}

fn twice(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let outcome = with_text(subject, &lab, |text| {
        let token = Token::read(text);
        token.map_or_else(String::new, |token| {
            signed(
                &token.header.to_string(),
                &token.claims.to_string().replacen('{', "{\"sub\":\"1\",", 1),
            )
        })
    })?;
    refused(&outcome, "a subject that stands twice")
}

fn hash(subject: &Subject) -> Tried {
    claims(subject, "at_hash", &[json!("AAAAAAAAAAAAAAAAAAAAAA"), json!(7)])
}

fn absent(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let none = with_reply(subject, &lab, |reply| set(reply, "id_token", &Value::Null))?;
    let scope = none.start.as_ref().and_then(|start| param(&start.url, "scope"));
    let asked_for = scope.is_some_and(|scope| scope.split([' ', ',']).any(|item| item == "openid"));
    if none.kind().is_none() && !asked_for {
        return not_applicable("this connector can do without an id_token");
    }
    for value in [json!(null), json!(""), json!(7), json!({})] {
        let outcome = with_reply(subject, &lab, |reply| set(reply, "id_token", &value))?;
        refused(&outcome, &format!("{} as the id_token", short(&value)))?;
    }
    Ok(())
}

fn other_kind(subject: &Subject) -> Tried {
    headers(
        subject,
        "typ",
        &[json!("at+jwt"), json!("logout+jwt"), json!("secevent+jwt"), json!(7)],
    )
}

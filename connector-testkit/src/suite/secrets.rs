//! Secrets, determinism and declared hosts (H8, H17, H18, J1).

use connector_core::AuthorizeRequest;
use serde_json::json;

use super::{
    case::{Case, Stop, Tried, broken, must},
    lab::{ACCESS, CODE, INSTANCE, Lab, REFRESH},
    play::{Outcome, Play},
    subject::{Rehearsal, Subject},
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("H8", "debug_of_a_configured_connector_shows_no_secret", debug),
    Case::new("H17", "the_same_clock_and_randomness_give_the_same_sign_in", same_again),
    Case::new("H18", "only_declared_hosts_are_contacted", declared_hosts),
    Case::new("J1", "no_secret_stands_in_any_error_of_any_case", leaks),
];

fn debug(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let instance = lab.host.instance(INSTANCE).map_err(|error| error.to_string())?;
    let connector = lab.connector()?;
    let text = format!("{instance:?} {instance:#?} {connector:?} {connector:#?} {:?}", lab.host);
    must(!subject.secrets.iter().any(|secret| text.contains(secret)), || {
        "a secret of the config stands in the `Debug` of the connector".to_owned()
    })
}

/// Everything that a sign-in shows, as text.
fn transcript(outcome: &Outcome) -> String {
    let url = outcome
        .start
        .as_ref()
        .map(|start| start.url.clone())
        .unwrap_or_default();
    let requests = outcome.token_requests.iter().chain(&outcome.profile_requests);
    let requests: String = requests.map(|request| request.readable(&[])).collect();
    let error = outcome.result.as_ref().err().map(|error| format!("{error:?}"));
    format!("{url}\n{requests}\n{}\n{error:?}", outcome.profile())
}

fn same_again(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let plays: [fn(&Rehearsal) -> Play<'static>; 2] = [
        |good| Play::of(&good.full),
        |good| Play::of(&good.full).token(|_| Reply::new(400, r#"{"error":"invalid_grant"}"#)),
    ];
    for play in plays {
        let mut texts = Vec::new();
        for _ in 0..2 {
            texts.push(transcript(&subject.lab()?.play(play(good))));
        }
        must(texts.first() == texts.last(), || {
            "two runs with the same clock and randomness differ".to_owned()
        })?;
    }
    Ok(())
}

fn declared_hosts(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let origins = lab.connector()?.origins().to_vec();
    for material in [Some(&good.full), good.id_only.as_ref()].into_iter().flatten() {
        for request in lab.unfenced(material)? {
            let origin = url::Url::parse(&request.target).map(|url| url.origin().ascii_serialization());
            let origin = origin.unwrap_or_default();
            must(origins.contains(&origin), || {
                format!("{origin} was contacted, and only {} are declared", origins.join(", "))
            })?;
        }
    }
    Ok(())
}

/// Every way in which a provider may repeat what it was sent; the errors are searched as those of every other case are.
fn leaks(subject: &Subject) -> Tried {
    if let Ok(good) = subject.good() {
        echoes(subject, good)?;
    }
    match subject.leaks().first() {
        None => Ok(()),
        Some(leak) => broken(leak.clone()),
    }
}

fn echoes(subject: &Subject, good: &Rehearsal) -> Result<(), Stop> {
    let lab: Lab<'_> = subject.lab()?;
    let Ok(start) = lab.begin(AuthorizeRequest::new()) else {
        return Ok(());
    };
    let ours = format!("{} {CODE} {}", subject.secrets.join(" "), start.attempt.verifier());
    let issued = format!("{ours} {ACCESS} {REFRESH}");
    let bodies = |all: &str| {
        [
            json!({ "error": "invalid_grant", "error_description": all }).to_string(),
            json!({ "error": CODE, "error_description": all, "error_code": start.attempt.verifier() }).to_string(),
            json!({ "code": -401, "msg": all, "message": all }).to_string(),
            format!("<html>{all}</html>"),
            format!("{{\"access_token\":\"{all}\", broken"),
            all.to_owned(),
        ]
    };
    for status in [200, 302, 400, 401, 403, 429, 500] {
        for body in bodies(&ours) {
            let again = lab.begin(AuthorizeRequest::new()).map_err(|error| error.to_string())?;
            let play = Play::of(&good.full).token(|_| Reply::new(status, body.clone()));
            lab.finish(again, INSTANCE, play);
        }
        for body in bodies(&issued) {
            let again = lab.begin(AuthorizeRequest::new()).map_err(|error| error.to_string())?;
            let play = Play::of(&good.full).steps(vec![Reply::new(status, body)]);
            lab.finish(again, INSTANCE, play);
        }
    }
    Ok(())
}

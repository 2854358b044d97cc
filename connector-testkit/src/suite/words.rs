//! What is kept of the words of a provider that says no (D33-D35).

use connector_core::Error;
use serde_json::json;

use super::{
    case::{Case, Stop, Tried, broken, must},
    lab::CODE,
    play::Outcome,
    subject::Subject,
    token::{answered, exchanges},
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("D33", "an_error_text_that_repeats_our_secrets_is_scrubbed", scrubbed),
    Case::new("D34", "an_error_text_with_terminal_escapes_is_escaped", escaped),
    Case::new("D35", "a_long_error_text_is_cut", cut),
];

/// The error of a token endpoint that refuses.
pub(crate) fn error(outcome: Outcome) -> Result<Error, Stop> {
    match outcome.result {
        Err(error) => Ok(error),
        Ok(_) => broken("an error of the token endpoint was taken for success"),
    }
}

/// The provider's words in an error that it gave with a text of ours.
fn words(subject: &Subject, text: &str) -> Result<(String, String), Stop> {
    let body = json!({ "error": "invalid_grant", "error_description": text }).to_string();
    let outcome = answered(subject, |_| Reply::new(400, body.clone()))?;
    let error = error(outcome)?;
    let words = error
        .provider()
        .and_then(|said| said.text())
        .unwrap_or_default()
        .to_owned();
    Ok((words, format!("{error} {error:?} {error:#?}")))
}

fn scrubbed(subject: &Subject) -> Tried {
    exchanges(subject)?;
    let good = subject.good()?;
    let verifier = good
        .outcome
        .start
        .as_ref()
        .map(|start| start.attempt.verifier().to_owned());
    let encoded: String = url::form_urlencoded::byte_serialize(CODE.as_bytes()).collect();
    let mut ours = vec![CODE.to_owned(), encoded];
    ours.extend(subject.secrets.iter().cloned());
    let sends_verifier = good
        .outcome
        .token_requests
        .iter()
        .any(|request| request.field("code_verifier").is_some());
    ours.extend(verifier.filter(|_| sends_verifier));
    let (words, printed) = words(subject, &format!("we were sent {}", ours.join(" and ")))?;
    let kept = ours
        .iter()
        .find(|secret| words.contains(*secret) || printed.contains(*secret));
    match kept {
        None => Ok(()),
        Some(secret) if *secret == CODE => broken("the code stands in the error"),
        Some(_) => broken("one of our secrets stands in the error"),
    }
}

fn escaped(subject: &Subject) -> Tried {
    let (words, printed) = words(subject, "no\u{1b}[2J\r\nlevel=info msg=forged")?;
    let raw = ['\u{1b}', '\r', '\n'];
    let one_line = printed.lines().all(|line| !line.starts_with("level=info"));
    must(!words.contains(raw) && one_line, || {
        "the provider's text is kept with raw control characters".to_owned()
    })
}

fn cut(subject: &Subject) -> Tried {
    let (words, _) = words(subject, &"가".repeat(300_000))?;
    must(words.len() <= 512, || {
        format!("{} bytes of the provider's text are kept", words.len())
    })
}

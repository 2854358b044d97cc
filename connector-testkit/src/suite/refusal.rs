//! What the provider says no with in a callback (C8-C10, C13, C27).

use connector_core::{Callback, ErrorKind};

use super::{
    callback::back,
    case::{Case, Stop, Tried, must, must_end},
    lab::{CODE, INSTANCE},
    play::{Outcome, Play, Start, query},
    subject::Subject,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("C8", "a_user_who_presses_cancel_is_told_apart", cancelled),
    Case::new("C8", "a_refused_sign_in_is_spent", spent),
    Case::new("C9", "a_failed_silent_sign_in_is_no_refusal_by_the_user", silent),
    Case::new("C10", "an_error_wins_over_a_code", error_wins),
    Case::new("C13", "control_characters_of_an_error_are_escaped", escaped),
    Case::new("C27", "other_errors_of_the_callback_have_their_kinds", kinds),
];

fn error_back(subject: &Subject, error: &str, text: &str, code: bool) -> Result<Outcome, Stop> {
    back(subject, |start: &Start| {
        let mut pairs = vec![
            ("error", error),
            ("error_description", text),
            ("state", start.attempt.state()),
        ];
        if code {
            pairs.push(("code", CODE));
        }
        query(&pairs)
    })
}

fn silent_to_the_provider(outcome: &Outcome) -> Tried {
    must(outcome.token_requests.is_empty(), || {
        "a token request was sent although the callback holds an error".to_owned()
    })
}

fn cancelled(subject: &Subject) -> Tried {
    let outcome = error_back(subject, "access_denied", "User denied access", false)?;
    must_end(&outcome, ErrorKind::Denied, "`access_denied`")?;
    silent_to_the_provider(&outcome)
}

fn spent(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let refused = lab.play(Play::of(&good.full).callback(|start| {
        let pairs = [("error", "access_denied"), ("state", start.attempt.state())];
        Callback::from_query(query(&pairs)).cookie(&start.cookie)
    }));
    let Some(start) = refused.start else { return Ok(()) };
    let after = lab.finish(start, INSTANCE, Play::of(&good.full));
    must_end(&after, ErrorKind::StateMismatch, "a good callback after a refused one")?;
    silent_to_the_provider(&after)
}

fn silent(subject: &Subject) -> Tried {
    for error in ["login_required", "consent_required", "interaction_required"] {
        let outcome = error_back(subject, error, "", false)?;
        must_end(&outcome, ErrorKind::InteractionRequired, &format!("`{error}`"))?;
    }
    Ok(())
}

fn error_wins(subject: &Subject) -> Tried {
    for error in ["access_denied", "server_error"] {
        let (alone, both) = (
            error_back(subject, error, "", false)?,
            error_back(subject, error, "", true)?,
        );
        must(both.kind().is_some() && alone.kind() == both.kind(), || {
            format!(
                "`{error}` with a code ended with {}, without one with {}",
                both.said(),
                alone.said()
            )
        })?;
        silent_to_the_provider(&both)?;
    }
    Ok(())
}

fn escaped(subject: &Subject) -> Tried {
    let text = "no\u{1b}[2J\r\nlevel=info msg=forged";
    let outcome = error_back(subject, "access_denied", text, false)?;
    let Err(error) = &outcome.result else { return Ok(()) };
    let words = error.provider().and_then(|said| said.text()).unwrap_or_default();
    let printed = format!("{error}{words}");
    must(!printed.contains(['\u{1b}', '\r', '\n']), || {
        "an error of the callback is printed with raw control characters".to_owned()
    })
}

fn kinds(subject: &Subject) -> Tried {
    for (error, kind) in [
        ("invalid_scope", ErrorKind::CredentialsRejected),
        ("invalid_request", ErrorKind::CredentialsRejected),
        ("unauthorized_client", ErrorKind::CredentialsRejected),
        ("unsupported_response_type", ErrorKind::CredentialsRejected),
        ("server_error", ErrorKind::ProviderUnavailable),
        ("temporarily_unavailable", ErrorKind::ProviderUnavailable),
        ("suite_unheard_of", ErrorKind::GrantRejected),
    ] {
        let outcome = error_back(subject, error, "", false)?;
        must_end(&outcome, kind, &format!("`{error}`"))?;
        silent_to_the_provider(&outcome)?;
    }
    Ok(())
}

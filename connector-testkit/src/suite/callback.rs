//! What the browser brings back (group C). Every refusal sends nothing to the provider.

use connector_core::{Callback, ErrorKind, Reason};

use super::{
    case::{Case, Tried, broken, must, must_end, must_work, not_applicable},
    lab::{CODE, INSTANCE, OTHER},
    play::{Outcome, Play, Start, query},
    subject::Subject,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("C1", "a_callback_without_state_is_refused", no_state),
    Case::new("C2", "state_mismatch_is_refused", another_state),
    Case::new("C3", "a_state_that_is_nearly_right_is_refused", nearly),
    Case::new("C4", "a_repeated_parameter_is_refused", repeated),
    Case::new("C5", "a_callback_without_code_and_error_is_refused", no_code),
    Case::new("C6", "an_oversized_code_is_refused", oversized),
    Case::new("C7", "a_code_with_characters_that_no_code_has_is_refused", odd_code),
    Case::new("C11", "state_decides_before_an_error_is_read", state_first),
    Case::new("C14", "another_issuer_is_refused", issuer),
    Case::new("C15", "a_callback_of_another_instance_is_refused", other_instance),
    Case::new("C16", "a_callback_without_its_browser_is_refused", no_cookie),
    Case::new("C17", "a_callback_works_once", twice),
    Case::new("C19", "a_late_callback_is_refused", late),
];

/// A sign-in that comes back with a query of its own.
pub(crate) fn back(subject: &Subject, make: impl Fn(&Start) -> String) -> Result<Outcome, super::case::Stop> {
    let good = subject.good()?;
    let play = Play::of(&good.full).callback(move |start| Callback::from_query(make(start)).cookie(&start.cookie));
    Ok(subject.lab()?.play(play))
}

pub(crate) fn refused(subject: &Subject, kind: ErrorKind, what: &str, make: impl Fn(&Start) -> String) -> Tried {
    let outcome = back(subject, make)?;
    must_end(&outcome, kind, what)?;
    must(outcome.token_requests.is_empty(), || {
        format!(
            "{what}: {} requests were sent all the same",
            outcome.token_requests.len()
        )
    })
}

pub(crate) fn right(start: &Start) -> String {
    start.good_query()
}

fn no_state(subject: &Subject) -> Tried {
    let bare = |_: &Start| query(&[("code", CODE)]);
    refused(subject, ErrorKind::StateMismatch, "a callback without state", bare)?;
    let empty = |_: &Start| query(&[("state", ""), ("code", CODE)]);
    refused(
        subject,
        ErrorKind::StateMismatch,
        "a callback with an empty state",
        empty,
    )
}

fn another_state(subject: &Subject) -> Tried {
    // The cookie's name follows the first characters of the state, so these are kept: the comparison itself must refuse.
    let another = |start: &Start| {
        let kept: String = start.attempt.state().chars().take(20).collect();
        query(&[("state", &format!("{kept:a<52}")), ("code", CODE)])
    };
    refused(subject, ErrorKind::StateMismatch, "another state", another)?;
    let foreign = |_: &Start| query(&[("state", &"b".repeat(52)), ("code", CODE)]);
    refused(subject, ErrorKind::StateMismatch, "a foreign state", foreign)
}

/// Another state, made from the right one.
type Change = fn(&str) -> String;

fn nearly(subject: &Subject) -> Tried {
    let changes: [(&str, Change); 3] = [
        ("a state one character short", |state| state.chars().take(51).collect()),
        ("a state one character long", |state| format!("{state}a")),
        ("a state in other letter case", |state| {
            let (front, rest) = state.split_at_checked(20).unwrap_or((state, ""));
            format!("{front}{}", rest.to_uppercase())
        }),
    ];
    for (what, change) in changes {
        let make = |start: &Start| query(&[("state", &change(start.attempt.state())), ("code", CODE)]);
        refused(subject, ErrorKind::StateMismatch, what, make)?;
    }
    Ok(())
}

fn repeated(subject: &Subject) -> Tried {
    for twice in ["state=x", "code=x", "iss=a&iss=a", "error=a&error=a"] {
        let make = |start: &Start| format!("{}&{twice}", right(start));
        refused(subject, ErrorKind::CallbackInvalid, &format!("`{twice}` again"), make)?;
    }
    Ok(())
}

/// Whether the connector's callbacks bring a code: it says so, or it exchanges one.
fn needs_code(subject: &Subject) -> Result<(), super::case::Stop> {
    let connector = subject.lab()?.connector()?;
    if connector.callback_rules().needs_code || super::token::exchanges(subject).is_ok() {
        Ok(())
    } else {
        not_applicable("this connector's callback needs no code")
    }
}

fn no_code(subject: &Subject) -> Tried {
    needs_code(subject)?;
    for more in ["", "&code="] {
        let make = |start: &Start| query(&[("state", start.attempt.state())]) + more;
        refused(subject, ErrorKind::CallbackInvalid, "a callback without a code", make)?;
    }
    Ok(())
}

fn oversized(subject: &Subject) -> Tried {
    for size in [5_000, 20_000] {
        let make = |start: &Start| query(&[("state", start.attempt.state()), ("code", &"c".repeat(size))]);
        refused(
            subject,
            ErrorKind::CallbackInvalid,
            &format!("a code of {size} bytes"),
            make,
        )?;
    }
    Ok(())
}

fn odd_code(subject: &Subject) -> Tried {
    for code in ["a%0Ab", "a%00b", "%EA%B0%80", "a%FFb"] {
        let make = |start: &Start| format!("state={}&code={code}", start.attempt.state());
        refused(subject, ErrorKind::CallbackInvalid, &format!("the code {code}"), make)?;
    }
    Ok(())
}

fn state_first(subject: &Subject) -> Tried {
    let make = |_: &Start| "error=access_denied".to_owned();
    refused(subject, ErrorKind::StateMismatch, "an error without state", make)?;
    let make = |start: &Start| format!("error=access_denied&state={}x", start.attempt.state());
    refused(subject, ErrorKind::StateMismatch, "an error with a wrong state", make)
}

fn issuer(subject: &Subject) -> Tried {
    subject.good()?;
    let connector = subject.lab()?.connector()?;
    let Some(issuer) = connector.callback_rules().issuer.map(str::to_owned) else {
        return not_applicable("this connector declares no issuer for its callbacks");
    };
    for wrong in [
        "https://elsewhere.example".to_owned(),
        format!("{issuer}/"),
        String::new(),
    ] {
        let make = |start: &Start| right(start) + "&" + &query(&[("iss", &wrong)]);
        refused(subject, ErrorKind::CallbackInvalid, "another issuer", make)?;
    }
    let same = back(subject, |start| right(start) + "&" + &query(&[("iss", &issuer)]))?;
    must_work(&same, "the right issuer")
}

fn other_instance(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let outcome = match lab.begin(connector_core::AuthorizeRequest::new()) {
        Ok(start) => lab.finish(start, OTHER, Play::of(&good.full)),
        Err(error) => return broken(format!("no sign-in began: {error}")),
    };
    must_end(
        &outcome,
        ErrorKind::StateMismatch,
        "a good callback at another instance",
    )?;
    must(outcome.token_requests.is_empty(), || {
        "a token request was sent".to_owned()
    })
}

fn no_cookie(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let play = Play::of(&good.full).callback(|start| Callback::from_query(right(start)));
    let outcome = subject.lab()?.play(play);
    must_end(
        &outcome,
        ErrorKind::StateMismatch,
        "a callback without the attempt cookie",
    )?;
    must(outcome.token_requests.is_empty(), || {
        "a token request was sent".to_owned()
    })
}

fn twice(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let first = lab.play_material(&good.full);
    let Some(start) = first.start.clone() else {
        return Ok(());
    };
    must_work(&first, "the first callback")?;
    let second = lab.finish(start, INSTANCE, Play::of(&good.full));
    must_end(&second, ErrorKind::StateMismatch, "the same callback again")?;
    let reason = second.result.as_ref().err().and_then(connector_core::Error::reason);
    must(reason == Some(Reason::AlreadyUsed), || {
        "the reason is not `already_used`".to_owned()
    })?;
    must(second.token_requests.is_empty(), || {
        "the second callback sent a token request".to_owned()
    })
}

fn late(subject: &Subject) -> Tried {
    let good = subject.good()?;
    for secs in [601, -61] {
        let lab = subject.lab()?;
        let Ok(start) = lab.begin(connector_core::AuthorizeRequest::new()) else {
            return broken("no sign-in began");
        };
        lab.clock.advance(secs);
        let outcome = lab.finish(start, INSTANCE, Play::of(&good.full));
        must_end(
            &outcome,
            ErrorKind::SignInExpired,
            &format!("a callback after {secs} s"),
        )?;
        must(outcome.token_requests.is_empty(), || {
            "a token request was sent".to_owned()
        })?;
    }
    Ok(())
}

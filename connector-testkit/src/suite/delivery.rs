//! In which form a callback is delivered (C20-C22, C26).

use connector_core::{Callback, ErrorKind};

use super::{
    callback::{refused, right},
    case::{Case, Tried, must_end, must_work},
    play::{Play, Start, query},
    subject::Subject,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("C20", "a_callback_without_parameters_is_refused", nothing),
    Case::new("C21", "unknown_parameters_are_ignored", extras),
    Case::new("C22", "a_post_is_taken_only_where_it_is_declared", post),
    Case::new("C26", "a_malformed_or_oversized_callback_is_refused", malformed),
];

/// A query, made from what was begun.
type Query = fn(&Start) -> String;

fn nothing(subject: &Subject) -> Tried {
    for empty in ["", "&&"] {
        refused(
            subject,
            ErrorKind::CallbackInvalid,
            "a callback without parameters",
            |_| empty.to_owned(),
        )?;
    }
    Ok(())
}

fn extras(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let play = Play::of(&good.full).callback(|start| {
        let more = query(&[("utm_source", "x"), ("suite_extra", "1"), ("suite_extra", "2")]);
        Callback::from_query(right(start) + "&" + &more).cookie(&start.cookie)
    });
    must_work(&subject.lab()?.play(play), "a callback with unknown parameters")
}

fn post(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let form_post = subject.lab()?.connector()?.callback_rules().form_post;
    let deliver = |kind: &'static str, body: fn(&Start) -> String| {
        let play = Play::of(&good.full).callback(move |start| {
            let request = http::Request::post("/callback").header("content-type", kind).body(());
            let parts = request.map(|request| request.into_parts().0);
            parts
                .map(|parts| Callback::from_parts(&parts, body(start).as_bytes()).cookie(&start.cookie))
                .unwrap_or_else(|_| Callback::from_query(""))
        });
        subject.lab().map(|lab| lab.play(play))
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    let posted = deliver(FORM, right)?;
    if form_post {
        must_work(&posted, "a posted callback")?;
    } else {
        must_end(
            &posted,
            ErrorKind::CallbackInvalid,
            "a POST to a connector without form_post",
        )?;
    }
    let json = deliver("application/json", right)?;
    must_end(
        &json,
        ErrorKind::CallbackInvalid,
        "a posted callback of another content type",
    )?;
    let large = deliver(FORM, |start| right(start) + "&x=" + &"a".repeat(1_000_000))?;
    must_end(&large, ErrorKind::CallbackInvalid, "a posted callback of 1 MB")
}

fn malformed(subject: &Subject) -> Tried {
    let queries: [(&str, Query); 4] = [
        ("8 KB of percent signs", |_| "%".repeat(8192)),
        ("a broken escape in the code", |start| {
            format!("state={}&code=%zz", start.attempt.state())
        }),
        ("65 parameters", |start| right(start) + &"&a=1".repeat(65)),
        ("a query over 16 KiB", |start| {
            right(start) + "&a=" + &"a".repeat(17_000)
        }),
    ];
    for (what, make) in queries {
        refused(subject, ErrorKind::CallbackInvalid, what, make)?;
    }
    Ok(())
}

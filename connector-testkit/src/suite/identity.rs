//! Who the user is: the id is strict, and nothing else is an identity (E2-E5, E12, P8, P10).

use connector_core::ErrorKind;
use serde_json::{Value, json};

use super::{
    case::{Case, Stop, Tried, broken, must, must_end, must_work, not_applicable},
    fixtures::Material,
    play::{Outcome, Play},
    subject::{Rehearsal, Subject},
    tamper,
    world::Reply,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("P8", "a_complete_sign_in_gives_a_profile", complete),
    Case::new("V10", "the_smallest_reply_signs_in", smallest),
    Case::new("E2", "a_reply_without_an_id_is_refused", no_id),
    Case::new("E3", "an_id_of_another_type_is_refused", other_type),
    Case::new("E4", "an_id_outside_printable_ascii_is_refused", odd_id),
    Case::new("E5", "an_id_that_stands_twice_is_refused", doubled),
    Case::new(
        "E12",
        "the_identity_does_not_follow_from_the_email_address",
        not_the_email,
    ),
    Case::new(
        "P8",
        "the_subject_is_the_same_whichever_reply_it_came_from",
        same_subject,
    ),
    Case::new("P10", "the_same_reply_gives_the_same_profile", same_profile),
];

fn complete(subject: &Subject) -> Tried {
    match subject.rehearsal() {
        Err(why) if subject.fixtures.steps.is_empty() => broken(format!(
            "no sign-in works: {why}; there is no `fixtures/full.json` with a good profile reply"
        )),
        Err(why) => broken(format!("no sign-in works: {why}")),
        Ok(good) => must(
            !good.profile.subject.is_empty() && !good.profile.namespace.is_empty(),
            || "the profile has no subject or no namespace".to_owned(),
        ),
    }
}

fn smallest(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let Some(id_only) = &good.id_only else {
        return not_applicable("there is no `fixtures/id_only.json`");
    };
    must_work(&subject.lab()?.play_material(id_only), "the reply of `id_only.json`")
}

/// Where the subject stands in the fullest replies.
pub(crate) fn id_places(good: &Rehearsal) -> Result<Vec<String>, Stop> {
    let places = tamper::holding(&good.full, &good.profile.subject);
    // A subject that the engine ties to the id_token stands there too; without a step that holds it, the claim is the id.
    let in_steps: Vec<_> = places
        .iter()
        .filter(|place| place.starts_with("/steps/"))
        .cloned()
        .collect();
    let places = if in_steps.is_empty() { places } else { in_steps };
    let used = good
        .outcome
        .start
        .as_ref()
        .is_some_and(|start| start.url.contains("nonce="));
    let places: Vec<_> = places
        .into_iter()
        .filter(|place| place.starts_with("/steps/") || (used && place.starts_with("/claims/")))
        .collect();
    if places.is_empty() {
        return not_applicable("the subject stands in no reply as it is");
    }
    Ok(places)
}

/// The kind with which a bad id is refused: the id of an id_token is refused with the token.
fn must_refuse(outcome: &Outcome, places: &[String], what: &str) -> Tried {
    if places.iter().any(|place| place.starts_with("/claims/")) {
        let kind = outcome.kind();
        let refused = kind == Some(ErrorKind::IdTokenInvalid) || kind == Some(ErrorKind::ReplyInvalid);
        return must(refused, || format!("{what}: it ended with {}", outcome.said()));
    }
    must_end(outcome, ErrorKind::ReplyInvalid, what)
}

fn with_id(subject: &Subject, values: &[Value]) -> Tried {
    let good = subject.good()?;
    let places = id_places(good)?;
    let lab = subject.lab()?;
    for value in values {
        let outcome = lab.play_material(&tamper::with(&good.full, &places, value));
        let shown: String = value.to_string().chars().take(40).collect();
        must_refuse(&outcome, &places, &format!("the id {shown}"))?;
    }
    Ok(())
}

fn no_id(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = id_places(good)?;
    let outcome = subject.lab()?.play_material(&tamper::without(&good.full, &places));
    must_refuse(&outcome, &places, "a reply without an id")?;
    with_id(subject, &[json!(null), json!(0), json!(""), json!(" ")])
}

fn other_type(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = id_places(good)?;
    let numbers = places
        .iter()
        .all(|place| good.full.pointer(place).is_some_and(Value::is_number));
    let mut values = vec![
        json!(true),
        json!({ "a": 1 }),
        json!(["1"]),
        json!(1.5),
        json!(1e3),
        json!(-1),
        json!(1.208_925_819_614_629_2e24),
    ];
    if numbers {
        values.extend([json!("+1"), json!(" 1"), json!("01"), json!("1e3")]);
    } else {
        values.push(json!(7));
    }
    with_id(subject, &values)
}

fn odd_id(subject: &Subject) -> Tried {
    with_id(
        subject,
        &[
            json!("x".repeat(256)),
            json!("a b"),
            json!("a\n"),
            json!("아이디"),
            json!("a\u{7f}"),
        ],
    )
}

fn doubled(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = id_places(good)?;
    let Some((step, place)) = places.iter().find_map(|place| {
        let (step, place) = place.strip_prefix("/steps/")?.split_once('/')?;
        Some((step.parse::<usize>().ok()?, format!("/{place}")))
    }) else {
        return not_applicable("the subject does not come from a profile reply");
    };
    let replies = good
        .full
        .get("steps")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate();
    let replies = replies.map(|(n, reply)| {
        let text = if n == step {
            tamper::doubled(reply, &place)
        } else {
            None
        };
        Reply::good(text.unwrap_or_else(|| reply.to_string()))
    });
    let outcome = subject.lab()?.play(Play::of(&good.full).steps(replies.collect()));
    must_end(&outcome, ErrorKind::ReplyInvalid, "an id that stands twice")
}

/// Where the address of the profile stands.
pub(crate) fn email_places(good: &Rehearsal) -> Result<Vec<String>, Stop> {
    let address = good.profile.email.as_ref().map(|email| email.address.clone());
    let places = address
        .map(|address| tamper::holding(&good.full, &address))
        .unwrap_or_default();
    if places.is_empty() {
        return not_applicable("the profile of `full.json` has no e-mail address that stands in the reply");
    }
    Ok(places)
}

fn not_the_email(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = email_places(good)?;
    let lab = subject.lab()?;
    let moved = lab.play_material(&tamper::with(&good.full, &places, &json!("somebody.else@example.com")));
    must_work(&moved, "another e-mail address")?;
    must(moved.subject() == Some(&good.profile.subject), || {
        "another e-mail address makes another subject".to_owned()
    })?;
    let gone = lab.play_material(&tamper::without(&good.full, &places));
    must(
        gone.kind().is_some() || gone.subject() == Some(&good.profile.subject),
        || "without an e-mail address the subject is another".to_owned(),
    )
}

fn same_subject(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let Some(id_only) = &good.id_only else {
        return not_applicable("there is no `fixtures/id_only.json`");
    };
    let places = id_places(good)?;
    let id = places
        .first()
        .and_then(|place| good.full.pointer(place))
        .cloned()
        .unwrap_or_default();
    let same: Vec<String> = places
        .into_iter()
        .filter(|place| id_only.pointer(place).is_some())
        .collect();
    if same.is_empty() {
        return not_applicable("`id_only.json` holds the id in another place");
    }
    let small: Material = tamper::with(id_only, &same, &id);
    let outcome = subject.lab()?.play_material(&small);
    must(
        outcome.kind().is_some() || outcome.subject() == Some(&good.profile.subject),
        || "the same id in a smaller reply gives another subject".to_owned(),
    )
}

fn same_profile(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let (first, second) = (lab.play_material(&good.full), lab.play_material(&good.full));
    must_work(&second, "the same reply again")?;
    must(first.profile() == second.profile(), || {
        "the same reply gave two profiles".to_owned()
    })
}

//! What else the profile holds: optional items come and go, and nothing is guessed (E10, E15-E17, P1, P2, P6, P7).

use connector_core::{ErrorKind, Rule, Verification};
use serde_json::{Value, json};

use super::{
    case::{Case, Stop, Tried, broken, must, must_work, not_applicable},
    identity::id_places,
    play::{Outcome, Play, query},
    subject::{Rehearsal, Subject},
    tamper,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("P1", "every_subset_of_optional_items_signs_in", subsets),
    Case::new(
        "P2",
        "an_optional_item_of_the_wrong_type_is_dropped_with_a_warning",
        wrong_types,
    ),
    Case::new("P7", "an_email_address_is_verified_only_by_its_rule", verified),
    Case::new(
        "P7",
        "what_came_unsigned_through_the_browser_is_never_verified",
        unsigned,
    ),
    Case::new("E10", "an_empty_optional_item_is_absent", empty_items),
];

/// Places that may be left out: those of `full.json` that `id_only.json` has not. Children of such a place are left out.
fn optional(good: &Rehearsal) -> Result<Vec<String>, Stop> {
    let Some(id_only) = &good.id_only else {
        return not_applicable("there is no `fixtures/id_only.json`, which says what is optional");
    };
    let mut tops: Vec<String> = Vec::new();
    for place in tamper::places(&good.full) {
        let inside = tops.iter().any(|top| place.starts_with(&format!("{top}/")));
        if place.starts_with("/steps/") && id_only.pointer(&place).is_none() && !inside {
            tops.push(place);
        }
    }
    Ok(tops)
}

pub(crate) fn same_person(outcome: &Outcome, good: &Rehearsal, what: impl Fn() -> String) -> Tried {
    must_work(outcome, &what())?;
    must(outcome.subject() == Some(&good.profile.subject), || {
        format!("{}: the subject is another", what())
    })
}

fn subsets(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    // Every member at the top, whether optional or not: a profile or a typed refusal, never a fault of ours.
    let steps = good.full.get("steps").and_then(Value::as_array).map_or(0, Vec::len);
    let tops: Vec<String> = tamper::places(&good.full)
        .into_iter()
        .filter(|place| place.starts_with("/steps/") && place.matches('/').count() == 3)
        .collect();
    for chosen in some_subsets(&tops).into_iter().take(256) {
        for changed in [
            tamper::without(&good.full, &chosen),
            tamper::with(&good.full, &chosen, &json!(null)),
        ] {
            let outcome = lab.play_material(&changed);
            must(outcome.kind() != Some(ErrorKind::Internal), || {
                format!("without {chosen:?} it ended with {}", outcome.said())
            })?;
        }
    }
    if steps == 0 {
        return not_applicable("this connector has no profile reply");
    }
    let mut optional = optional(good)?;
    let below: Vec<String> = tamper::places(&good.full)
        .into_iter()
        .filter(|place| optional.iter().any(|top| place.starts_with(&format!("{top}/"))))
        .collect();
    for chosen in some_subsets(&optional).into_iter().take(512) {
        for changed in [
            tamper::without(&good.full, &chosen),
            tamper::with(&good.full, &chosen, &json!(null)),
        ] {
            same_person(&lab.play_material(&changed), good, || {
                format!("without {chosen:?}, or with null there")
            })?;
        }
    }
    optional.extend(below);
    for place in optional {
        for value in [json!(null), json!({}), json!("")] {
            let changed = tamper::with(&good.full, std::slice::from_ref(&place), &value);
            same_person(&lab.play_material(&changed), good, || {
                format!("with {value} at {place}")
            })?;
        }
    }
    Ok(())
}

/// Every subset of up to eight places; of more places the single ones, the pairs and all but one.
fn some_subsets(places: &[String]) -> Vec<Vec<String>> {
    if places.len() <= 8 {
        let chosen = |set: usize| places.iter().enumerate().filter(move |(n, _)| set & (1 << n) != 0);
        return (1..1_usize << places.len())
            .map(|set| chosen(set).map(|(_, place)| place.clone()).collect())
            .collect();
    }
    let mut all: Vec<Vec<String>> = vec![places.to_vec()];
    for (n, one) in places.iter().enumerate() {
        all.push(vec![one.clone()]);
        all.push(places.iter().filter(|place| *place != one).cloned().collect());
        all.extend(places.iter().take(n).map(|other| vec![one.clone(), other.clone()]));
    }
    all
}

fn without_warnings(outcome: &Outcome) -> Value {
    tamper::without(&outcome.profile(), &["/warnings".to_owned()])
}

fn wrong_types(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let tops = optional(good)?;
    let whole = lab.play_material(&good.full);
    for place in tamper::places(&good.full) {
        let is_optional = tops
            .iter()
            .any(|top| place == *top || place.starts_with(&format!("{top}/")));
        let Some(value) = good.full.pointer(&place).filter(|_| is_optional) else {
            continue;
        };
        let wrong = if value.is_string() { json!(7) } else { json!("seven") };
        let absent = lab.play_material(&tamper::without(&good.full, std::slice::from_ref(&place)));
        let odd = lab.play_material(&tamper::with(&good.full, std::slice::from_ref(&place), &wrong));
        same_person(&odd, good, || format!("with {wrong} at {place}"))?;
        if without_warnings(&absent) == without_warnings(&whole) {
            continue;
        }
        must(without_warnings(&odd) == without_warnings(&absent), || {
            format!("{place} of the wrong type gives another profile than {place} left out")
        })?;
        // What stands in a list is judged by the mapping, one entry at a time.
        let parent = place.rsplit_once('/').and_then(|(parent, _)| good.full.pointer(parent));
        if parent.is_some_and(Value::is_array) {
            continue;
        }
        let pointer = place
            .splitn(4, '/')
            .nth(3)
            .map(|rest| format!("/{rest}"))
            .unwrap_or_default();
        let warned = odd.result.as_ref().is_ok_and(|profile| {
            let near = |warning: &str| warning.starts_with(&pointer) || pointer.starts_with(warning);
            profile.warnings.iter().any(|warning| near(&warning.pointer))
        });
        must(warned, || {
            format!("{place} of the wrong type was dropped without a warning that names it")
        })?;
    }
    Ok(())
}

fn verified(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let Some(email) = &good.profile.email else {
        return not_applicable("the profile of `full.json` has no e-mail address");
    };
    if email.verification != Verification::Verified {
        return Ok(());
    }
    if matches!(email.rule, Rule::ContactAddress | Rule::NothingKnown) {
        return broken("an address is called verified by a rule that verifies nothing");
    }
    if email.rule == Rule::Presence {
        let nonce = good
            .outcome
            .start
            .as_ref()
            .is_some_and(|start| start.url.contains("nonce="));
        return must(nonce, || {
            "an address outside an id_token is verified by its presence".to_owned()
        });
    }
    let flags = |is: fn(&Value) -> bool| -> Vec<String> {
        let places = tamper::places(&good.full).into_iter();
        places
            .filter(|place| good.full.pointer(place).is_some_and(is))
            .collect()
    };
    let truths = flags(|value| *value == json!(true) || *value == json!("true"));
    let lab = subject.lab()?;
    for changed in [
        tamper::with(&good.full, &truths, &json!(false)),
        tamper::without(&good.full, &truths),
    ] {
        let outcome = lab.play_material(&changed);
        let still = outcome.result.as_ref().ok().and_then(|profile| profile.email.clone());
        must(
            still.is_none_or(|email| email.verification != Verification::Verified),
            || "an address is verified although no flag of the provider says so".to_owned(),
        )?;
    }
    Ok(())
}

fn unsigned(subject: &Subject) -> Tried {
    const PLANTED: &str = "attacker@evil.example";
    let good = subject.good()?;
    let lab = subject.lab()?;
    let user = json!({ "email": PLANTED, "email_verified": true, "name": PLANTED }).to_string();
    let play = Play::of(&good.full).callback(|start| {
        let more = query(&[("email", PLANTED), ("email_verified", "true"), ("user", &user)]);
        connector_core::Callback::from_query(start.good_query() + "&" + &more).cookie(&start.cookie)
    });
    let outcome = lab.play(play);
    let email = outcome.result.as_ref().ok().and_then(|profile| profile.email.clone());
    let believed = email.is_some_and(|it| it.address == PLANTED && it.verification == Verification::Verified);
    must(!believed, || {
        "an address from the callback is called verified".to_owned()
    })
}

fn empty_items(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let ids = id_places(good).unwrap_or_default();
    let tops = optional(good)?;
    let texts: Vec<String> = tamper::places(&good.full)
        .into_iter()
        .filter(|place| good.full.pointer(place).is_some_and(Value::is_string) && !ids.contains(place))
        .filter(|place| {
            tops.iter()
                .any(|top| place == top || place.starts_with(&format!("{top}/")))
        })
        .collect();
    let outcome = lab.play_material(&tamper::with(&good.full, &texts, &json!("")));
    same_person(&outcome, good, || "every optional text empty".to_owned())?;
    let profile = outcome.profile();
    let empty = profile
        .as_object()
        .into_iter()
        .flatten()
        .find(|(_, value)| value.as_str() == Some(""));
    must(empty.is_none(), || {
        format!("`{}` is empty instead of absent", empty.map_or("", |(name, _)| name))
    })
}

//! Single items of a profile: picture, address, name (E15, E16, P6, V11).

use serde_json::json;

use super::{
    case::{Case, Stop, Tried, must, not_applicable},
    identity::email_places,
    shape::same_person,
    subject::{Rehearsal, Subject},
    tamper,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("P6", "a_picture_is_https_or_absent", https_picture),
    Case::new("E15", "a_malformed_email_address_is_dropped_with_a_warning", odd_email),
    Case::new("E16", "a_picture_that_is_no_web_address_is_dropped", odd_picture),
    Case::new("V11", "odd_but_valid_text_in_a_name_is_kept", odd_name),
];

/// Where the picture of the profile stands.
fn picture_places(good: &Rehearsal) -> Result<Vec<String>, Stop> {
    let picture = good.profile.avatar.as_deref().unwrap_or_default();
    let mut places = tamper::holding(&good.full, picture);
    places.extend(tamper::holding(&good.full, &picture.replacen("https://", "http://", 1)));
    if picture.is_empty() || places.is_empty() {
        return not_applicable("the profile of `full.json` has no picture that stands in the reply");
    }
    Ok(places)
}

fn https_picture(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = picture_places(good)?;
    let plain = tamper::with(&good.full, &places, &json!("http://img.example/suite.jpg"));
    let outcome = subject.lab()?.play_material(&plain);
    same_person(&outcome, good, || "an http picture".to_owned())?;
    let avatar = outcome.result.as_ref().ok().and_then(|profile| profile.avatar.clone());
    must(avatar.is_none_or(|url| url.starts_with("https://")), || {
        "an http picture is handed on".to_owned()
    })
}

fn odd_picture(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = picture_places(good)?;
    let lab = subject.lab()?;
    let long = format!("https://img.example/{}", "a".repeat(2048));
    for odd in ["javascript:alert(1)", "data:image/png;base64,AAAA", "not a url", &long] {
        let outcome = lab.play_material(&tamper::with(&good.full, &places, &json!(odd)));
        let shown: String = odd.chars().take(30).collect();
        same_person(&outcome, good, || format!("the picture {shown}"))?;
        let avatar = outcome.result.as_ref().ok().and_then(|profile| profile.avatar.clone());
        must(avatar.as_deref() != Some(odd), || {
            format!("the picture {shown} is handed on")
        })?;
    }
    Ok(())
}

fn odd_email(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let places = email_places(good)?;
    let lab = subject.lab()?;
    let long = format!("{}@example.com", "a".repeat(255));
    for odd in [
        json!("a@example.com\r\nbcc: b@example.com"),
        json!("a@example.com,b@example.com"),
        json!(["a@example.com"]),
        json!(long),
    ] {
        let outcome = lab.play_material(&tamper::with(&good.full, &places, &odd));
        let shown: String = odd.to_string().chars().take(40).collect();
        same_person(&outcome, good, || format!("the address {shown}"))?;
        let Ok(profile) = &outcome.result else { continue };
        let address = profile.email.as_ref().map(|email| email.address.as_str());
        must(address.is_none() || address != odd.as_str(), || {
            format!("the address {shown} is handed on")
        })?;
        must(!profile.warnings.is_empty(), || {
            format!("the address {shown} was dropped without a warning")
        })?;
    }
    Ok(())
}

fn odd_name(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let name = good.profile.name.as_deref().unwrap_or_default();
    let places = tamper::holding(&good.full, name);
    if name.is_empty() || places.is_empty() {
        return not_applicable("the profile of `full.json` has no name that stands in the reply");
    }
    let lab = subject.lab()?;
    for odd in ["👩‍👩‍👧‍👦 고래", "\u{1112}\u{1161}\u{11ab}", "\u{202e}abc", "e\u{301}"] {
        let outcome = lab.play_material(&tamper::with(&good.full, &places, &json!(odd)));
        same_person(&outcome, good, || format!("the name {odd:?}"))?;
        let kept = outcome.result.as_ref().ok().and_then(|profile| profile.name.clone());
        must(kept.as_deref() == Some(odd), || {
            format!("the name {odd:?} did not arrive as it is")
        })?;
    }
    Ok(())
}

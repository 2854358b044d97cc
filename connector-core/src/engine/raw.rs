//! The raw profile: the replies as decoded JSON, keys sorted, without what the description calls private (P9).

use serde_json::{Map, Value};

use crate::{ask::RawWish, profile::RawProfile};

pub(super) fn of(
    replies: Vec<(String, Value)>,
    claims: Option<&Value>,
    private: &[String],
    wish: &RawWish,
) -> RawProfile {
    let hidden: Vec<&str> = private
        .iter()
        .filter(|name| !wish.including.contains(name))
        .map(String::as_str)
        .collect();
    let mut raw: Map<String, Value> = replies.into_iter().collect();
    if let Some(claims) = claims {
        raw.insert("id_token".to_owned(), claims.clone());
    }
    let mut raw = Value::Object(raw);
    hide(&mut raw, &hidden);
    raw.sort_all_objects();
    RawProfile::new(raw)
}

fn hide(value: &mut Value, hidden: &[&str]) {
    match value {
        Value::Object(object) => {
            object.retain(|name, _| !hidden.contains(&name.as_str()));
            object.values_mut().for_each(|value| hide(value, hidden));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| hide(value, hidden)),
        _ => {}
    }
}

//! Changes to JSON by pointer.

use serde_json::Value;

/// Pointers of all places in a value, parents before children, the root left out.
pub(crate) fn places(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    collect(value, String::new(), &mut all);
    all
}

fn collect(value: &Value, at: String, all: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(name, value)| (escaped(name), value)).collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(n, value)| (n.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let place = format!("{at}/{name}");
        all.push(place.clone());
        collect(child, place, all);
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The value with other values at some places.
pub(crate) fn with(value: &Value, places: &[String], other: &Value) -> Value {
    let mut value = value.clone();
    for place in places {
        if let Some(spot) = value.pointer_mut(place) {
            *spot = other.clone();
        }
    }
    value
}

/// The value without some members of objects.
pub(crate) fn without(value: &Value, places: &[String]) -> Value {
    let mut value = value.clone();
    for place in places {
        let Some((parent, name)) = place.rsplit_once('/') else {
            continue;
        };
        let name = name.replace("~1", "/").replace("~0", "~");
        match value.pointer_mut(parent) {
            Some(Value::Object(object)) => drop(object.remove(&name)),
            Some(Value::Array(list)) => {
                if let Some(spot) = name.parse::<usize>().ok().and_then(|n| list.get_mut(n)) {
                    *spot = Value::Null;
                }
            }
            _ => {}
        }
    }
    value
}

/// The places at which a scalar is written as `text`.
pub(crate) fn holding(value: &Value, text: &str) -> Vec<String> {
    let is = |place: &String| match value.pointer(place) {
        Some(Value::String(held)) => held == text,
        Some(Value::Number(number)) => number.to_string() == text,
        _ => false,
    };
    places(value).into_iter().filter(is).collect()
}

/// A value as JSON text in which the member at `place` stands twice.
pub(crate) fn doubled(value: &Value, place: &str) -> Option<String> {
    const TWIN: &str = "suite-twin-member";
    let (parent, name) = place.rsplit_once('/')?;
    let twin = value.pointer(place)?.clone();
    let mut value = value.clone();
    value
        .pointer_mut(parent)?
        .as_object_mut()?
        .insert(TWIN.to_owned(), twin);
    let name = Value::from(name.replace("~1", "/").replace("~0", "~")).to_string();
    Some(value.to_string().replace(&format!("\"{TWIN}\""), &name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_are_named_and_changed_by_pointer() {
        let value = json!({ "a": { "b/c": 1 }, "d": [true, "1"] });
        assert_eq!(places(&value), ["/a", "/a/b~1c", "/d", "/d/0", "/d/1"]);
        assert_eq!(holding(&value, "1"), ["/a/b~1c", "/d/1"]);
        assert_eq!(
            without(&value, &["/a/b~1c".to_owned()]),
            json!({ "a": {}, "d": [true, "1"] })
        );
        assert_eq!(
            with(&value, &["/d/0".to_owned()], &json!(null)),
            json!({ "a": { "b/c": 1 }, "d": [null, "1"] })
        );
        assert_eq!(doubled(&json!({ "a": 7 }), "/a").unwrap(), r#"{"a":7,"a":7}"#);
    }
}

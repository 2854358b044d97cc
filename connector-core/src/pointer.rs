//! JSON pointers (RFC 6901), followed without making a copy of them: mapping a profile follows dozens.

use serde_json::Value;

/// The value at a pointer, as `Value::pointer` finds it.
pub(crate) fn follow<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    if pointer.is_empty() {
        return Some(value);
    }
    let (mut place, mut rest) = (value, pointer.strip_prefix('/')?);
    loop {
        let mut escaped = false;
        let end = rest.bytes().position(|byte| {
            escaped |= byte == b'~';
            byte == b'/'
        });
        let name = rest.get(..end.unwrap_or(rest.len()))?;
        place = match place {
            Value::Object(object) if escaped => object.get(&unescaped(name)),
            Value::Object(object) => object.get(name),
            Value::Array(list) => list.get(index(name)?),
            _ => None,
        }?;
        let Some(end) = end else { return Some(place) };
        rest = rest.get(end + 1..)?;
    }
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn index(name: &str) -> Option<usize> {
    let canonical = name == "0" || name.starts_with(|first: char| ('1'..='9').contains(&first));
    canonical.then(|| name.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_leads_where_serde_json_leads() {
        let value = json!({ "a": [1, { "b": 2 }], "": { "": 3 }, "x/y": 4, "m~n": 5, "~1": 6, "0": 7, "t": "text" });
        for pointer in [
            "",
            "/",
            "//",
            "/a",
            "/a/0",
            "/a/1",
            "/a/1/b",
            "/a/00",
            "/a/01",
            "/a/+1",
            "/a/2",
            "/a/-",
            "/a/",
            "/a/b",
            "/0",
            "/x~1y",
            "/m~0n",
            "/~01",
            "/~1",
            "/t",
            "/t/0",
            "a",
            "a/0",
            "/a/99999999999999999999",
            "/none/none",
        ] {
            assert_eq!(follow(&value, pointer), value.pointer(pointer), "{pointer}");
        }
    }
}

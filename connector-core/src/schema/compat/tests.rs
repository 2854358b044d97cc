#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::json;

use super::*;

fn told(old: &Value, new: &Value) -> Vec<String> {
    breaks(old, new).iter().map(ToString::to_string).collect()
}

/// A closed object with one property.
fn object(property: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": { "a": property } })
}

#[test]
fn wider_limits_and_new_optional_fields_break_nothing() {
    let old = object(json!({ "type": "string", "minLength": 2, "maxLength": 10, "enum": ["xx", "yy"], "title": "A" }));
    for new in [
        object(
            json!({ "type": "string", "minLength": 1, "maxLength": 20, "enum": ["xx", "yy", "zz"], "title": "B", "x-order": 1 }),
        ),
        object(json!({ "type": ["string", "null"] })),
        object(json!(true)),
        json!({ "type": "object", "additionalProperties": false, "properties": { "a": { "type": "string" }, "b": { "type": "boolean" } } }),
        json!({ "type": "object" }),
        json!({ "type": "object", "properties": { "a": { "$ref": "#/definitions/t" } }, "definitions": { "t": { "type": "string" } } }),
    ] {
        assert_eq!(told(&old, &new), [""; 0], "{new}");
    }
}

#[test]
fn whatever_refuses_more_is_told_with_its_place() {
    let old = object(json!({ "type": "integer", "minimum": 1, "maximum": 9 }));
    let at = "/properties/a: ";
    for (new, expected) in [
        (
            object(json!({ "type": "string", "minimum": 1, "maximum": 9 })),
            format!("{at}another type is wanted"),
        ),
        (
            object(json!({ "type": "integer", "minimum": 2, "maximum": 9 })),
            format!("{at}`minimum` is narrower: 2"),
        ),
        (
            object(json!({ "type": "integer", "minimum": 1, "maximum": 8 })),
            format!("{at}`maximum` is narrower: 8"),
        ),
        (
            object(json!({ "type": "integer", "enum": [1, 2] })),
            format!("{at}only some values are allowed now"),
        ),
        (
            object(json!({ "type": "integer", "multipleOf": 2 })),
            format!("{at}`multipleOf` is new or changed"),
        ),
        (object(json!(false)), format!("{at}nothing is allowed here any more")),
        (
            json!({ "type": "object", "additionalProperties": false, "properties": {} }),
            "/: the property \"a\" is gone".to_owned(),
        ),
        (
            json!({ "type": "object", "additionalProperties": false }),
            "/: all properties are gone".to_owned(),
        ),
        (
            json!({ "type": "object", "additionalProperties": false, "required": ["a"], "properties": { "a": { "type": "integer" } } }),
            "/: \"a\" is required now".to_owned(),
        ),
    ] {
        assert_eq!(told(&old, &new), [expected], "{new}");
    }
    let text = |pattern: &str| object(json!({ "type": "string", "pattern": pattern }));
    assert_eq!(
        told(&text("^a$"), &text("^b$")),
        ["/properties/a: the pattern is another one"]
    );
    assert_eq!(
        told(&json!({}), &json!({ "additionalProperties": false })),
        ["/: the object is closed now"]
    );
    let listed = |words: Value| object(json!({ "enum": words }));
    assert_eq!(
        told(&listed(json!(["x", "y"])), &listed(json!(["x"]))),
        ["/properties/a: the value \"y\" is gone"]
    );
    let items =
        |unique: bool, most: u32| json!({ "items": { "type": "string" }, "uniqueItems": unique, "maxItems": most });
    assert_eq!(told(&items(false, 3), &items(true, 2)).len(), 2);
    assert_eq!(told(&items(true, 3), &items(false, 3)).len(), 0);
}

#[test]
fn choices_and_conditions() {
    let reference = json!({ "type": "object", "maxProperties": 1 });
    let either = json!({ "anyOf": [{ "type": "string", "maxLength": 5 }, reference] });
    let wider = json!({ "anyOf": [reference, { "type": "string", "maxLength": 9 }, { "type": "integer" }] });
    assert_eq!(told(&either, &wider), [""; 0]);
    assert_eq!(told(&wider, &either).len(), 2);
    let bundle = |ids: &[&str]| {
        let all: Vec<Value> = ids
            .iter()
            .map(|id| json!({ "if": { "required": ["connector"], "properties": { "connector": { "const": id } } }, "then": { "required": ["config"] } }))
            .collect();
        json!({ "properties": { "connector": { "enum": ids } }, "allOf": all })
    };
    assert_eq!(
        told(&bundle(&["kakao"]), &bundle(&["google", "kakao"])),
        [""; 0],
        "a new connector refuses nothing"
    );
    assert_eq!(told(&bundle(&["google", "kakao"]), &bundle(&["kakao"])).len(), 1);
    let mut stricter = bundle(&["kakao"]);
    stricter["allOf"][0]["then"] = json!({ "required": ["config", "order"] });
    assert_eq!(
        told(&bundle(&["kakao"]), &stricter),
        ["/allOf/0/then: \"order\" is required now"]
    );
}

/// Found by fuzzing: each level doubled the work of the one before.
#[test]
fn schemas_that_refer_to_themselves_are_compared_in_no_time() {
    let twice = json!({ "anyOf": [{ "$ref": "#" }, { "$ref": "#/anyOf/0" }], "type": "object" });
    assert_eq!(breaks(&twice, &twice), []);
    let list = json!({ "type": "object", "properties": { "next": { "$ref": "#" }, "name": { "type": "string" } } });
    assert_eq!(breaks(&list, &list), [], "a list is not too deep to compare");
    let mut narrower = list.clone();
    narrower["properties"]["name"] = json!({ "type": "null" });
    assert_eq!(breaks(&list, &narrower).len(), 1);
    let crossed = |first: &str, second: &str| {
        let form = |to: &str| json!({ "type": "object", "items": { "$ref": format!("#/definitions/{to}") } });
        let both = json!({ "anyOf": [form(first), form(second)] });
        json!({ "definitions": { "a": both, "b": both }, "$ref": "#/definitions/a" })
    };
    assert!(breaks(&crossed("a", "b"), &crossed("b", "c")).len() < 10);
}

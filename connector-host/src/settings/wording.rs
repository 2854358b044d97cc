//! Words for places and types.

use connector_core::Text;
use serde_json::Value;

use super::tree::parts;

pub(super) fn dotted(pointer: &str) -> String {
    parts(pointer)
        .map(|part| printable(&part))
        .collect::<Vec<_>>()
        .join(".")
}

pub(super) fn expected_type(name: &str) -> Text {
    match name {
        "string" => Text::new("text", "텍스트"),
        "object" => Text::new("an object `{ }`", "객체 `{ }`"),
        "array" => Text::new("a list `[ ]`", "목록 `[ ]`"),
        "boolean" => Text::new("true or false", "true 또는 false"),
        "integer" => Text::new("a whole number", "정수"),
        "number" => Text::new("a number", "숫자"),
        _ => Text::new("another form", "다른 형식"),
    }
}

pub(super) fn found_type(value: &Value) -> Text {
    match value {
        Value::Null => Text::new("null", "null"),
        Value::Bool(_) => Text::new("true or false", "true 또는 false"),
        Value::Number(number) if number.is_f64() => {
            Text::new("a fraction or a very large number", "소수이거나 너무 큰 수")
        }
        Value::Number(_) => Text::new("a number", "숫자"),
        Value::String(_) => Text::new("text", "텍스트"),
        Value::Array(_) => Text::new("a list", "목록"),
        Value::Object(_) => Text::new("an object", "객체"),
    }
}

/// Most characters of a key that are printed.
const SHOWN: usize = 40;

/// A key as it may be printed: escaped, and cut at 40 characters.
pub(super) fn printable(key: &str) -> String {
    if key.len() <= SHOWN && key.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return key.to_owned();
    }
    let mut shown = String::with_capacity(key.len());
    for c in key.chars().take(SHOWN) {
        if c.is_control() || is_steering(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if key.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Characters that change how others are shown.
pub(super) fn is_steering(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Characters that nobody sees.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}' | '\u{ffa0}')
}

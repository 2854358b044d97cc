//! The JSON Schema validator behind feature `validate`. It never shows a value: its own messages are not used.

use std::fmt;

use jsonschema::{Draft, PatternOptions, error::ValidationErrorKind as Fault};
use serde_json::Value;

/// Most violations that are told.
const MOST: usize = 1000;

/// A schema, compiled once.
pub struct Validator(jsonschema::Validator);

/// One place where a document does not fit its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer into the document.
    pub pointer: String,
    /// What is wrong there.
    pub fault: Violated,
}

/// What is wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violated {
    /// The object has a key that the schema does not know.
    Unknown(String),
    /// The object lacks a key.
    Missing(String),
    /// The value is of another type; the expected type's name, if it is one.
    Type(&'static str),
    /// The value is not among those allowed; the allowed ones, if they are listed.
    NotAllowed(Vec<String>),
    /// A number, a length or a count is outside its limits, which are named.
    Limit(String),
    /// The key is not in the allowed form.
    Key,
    /// The value is not in the allowed form.
    Form,
}

impl Validator {
    /// Compiles a schema. Nothing is fetched (A22), patterns are matched in linear time (A21).
    ///
    /// # Errors
    /// When the schema is not a valid schema (H12).
    pub fn new(schema: &Value) -> Result<Self, NotASchema> {
        let options = jsonschema::options()
            .with_draft(Draft::Draft7)
            .should_validate_formats(false);
        let options = options.with_pattern_options(PatternOptions::regex());
        options.build(schema).map(Self).map_err(|_| NotASchema)
    }

    /// Whether a document fits. Fast: nothing is explained.
    pub fn is_valid(&self, document: &Value) -> bool {
        self.0.is_valid(document)
    }

    /// The places where a document does not fit; at most 1 000, so that a hostile document ends too (A21).
    pub fn violations(&self, document: &Value) -> Vec<Violation> {
        let mut all = Vec::new();
        // Of a hostile list no more is looked at than can be reported.
        let cut = has_long_list(document).then(|| shortened(document));
        let looked_at = cut.as_ref().unwrap_or(document);
        for error in self.0.iter_errors(looked_at).take(MOST) {
            explain(&error, looked_at, &mut all);
        }
        if all.is_empty() && cut.is_some() {
            for error in self.0.iter_errors(document).take(MOST) {
                explain(&error, document, &mut all);
            }
        }
        all
    }
}

fn has_long_list(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.len() > MOST || list.iter().any(has_long_list),
        Value::Object(object) => object.values().any(has_long_list),
        _ => false,
    }
}

fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().take(MOST).map(shortened).collect(),
        Value::Object(object) => object
            .iter()
            .map(|(name, value)| (name.clone(), shortened(value)))
            .collect(),
        other => other.clone(),
    }
}

fn explain(error: &jsonschema::ValidationError<'_>, document: &Value, all: &mut Vec<Violation>) {
    let pointer = error.instance_path().to_string();
    let mut add = |fault| {
        all.push(Violation {
            pointer: pointer.clone(),
            fault,
        })
    };
    match error.kind() {
        Fault::AdditionalProperties { unexpected } => {
            unexpected.iter().for_each(|key| add(Violated::Unknown(key.clone())));
        }
        Fault::Required { property } => add(Violated::Missing(property.as_str().unwrap_or_default().to_owned())),
        Fault::Type { kind } => add(Violated::Type(match kind {
            jsonschema::error::TypeKind::Single(kind) => name_of(&kind.to_string()),
            jsonschema::error::TypeKind::Multiple(_) => "",
        })),
        Fault::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            add(Violated::NotAllowed(
                options.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            ));
        }
        Fault::Constant { expected_value } => add(Violated::NotAllowed(vec![expected_value.to_string()])),
        Fault::MaxItems { limit } => add(Violated::Limit(format!("<= {limit}"))),
        Fault::MinItems { limit } => add(Violated::Limit(format!(">= {limit}"))),
        Fault::MaxLength { limit } => add(Violated::Limit(format!("<= {limit}"))),
        Fault::MinLength { limit } => add(Violated::Limit(format!(">= {limit}"))),
        Fault::MaxProperties { limit } => add(Violated::Limit(format!("<= {limit}"))),
        Fault::MinProperties { limit } => add(Violated::Limit(format!(">= {limit}"))),
        Fault::Maximum { limit } => add(Violated::Limit(format!("<= {limit}"))),
        Fault::Minimum { limit } => add(Violated::Limit(format!(">= {limit}"))),
        Fault::UniqueItems => add(Violated::Limit("unique".to_owned())),
        Fault::PropertyNames { .. } => {
            // The error stands at the object; which key it is has to be found again by the caller.
            add(Violated::Key);
        }
        Fault::AnyOf { context } => {
            // Two branches tell text from an object: the one of the value's own type explains it.
            let value = document.pointer(&pointer).unwrap_or(&Value::Null);
            let fits = |branch: &&Vec<jsonschema::ValidationError<'static>>| {
                !branch.iter().any(|error| {
                    error.instance_path().to_string() == pointer && matches!(error.kind(), Fault::Type { .. })
                })
            };
            match context.iter().find(fits) {
                Some(branch) => branch.iter().for_each(|error| explain(error, document, all)),
                None if value.is_object() => add(Violated::Form),
                None => add(Violated::Type("string")),
            }
        }
        _ => add(Violated::Form),
    }
}

fn name_of(kind: &str) -> &'static str {
    ["string", "object", "array", "boolean", "integer", "number", "null"]
        .into_iter()
        .find(|name| *name == kind)
        .unwrap_or("")
}

impl fmt::Debug for Validator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Validator")
    }
}

/// A schema is not a valid schema, or refers to another document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASchema;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn violations(schema: &Value, document: &Value) -> Vec<(String, Violated)> {
        let validator = Validator::new(schema).unwrap();
        assert!(!validator.is_valid(document));
        validator
            .violations(document)
            .into_iter()
            .map(|it| (it.pointer, it.fault))
            .collect()
    }

    #[test]
    fn violations_are_named_without_values() {
        let schema = json!({ "type": "object", "additionalProperties": false, "required": ["a"], "properties": {
            "a": { "anyOf": [{ "type": "string", "pattern": "^x$" }, { "type": "object", "maxProperties": 0 }] }, "b": { "enum": ["p", "q"] } } });
        assert_eq!(violations(&schema, &json!({ "c": 1 })).len(), 2);
        assert_eq!(
            violations(&schema, &json!({ "a": 7 })),
            [("/a".to_owned(), Violated::Type("string"))]
        );
        assert_eq!(
            violations(&schema, &json!({ "a": "y" })),
            [("/a".to_owned(), Violated::Form)]
        );
        let allowed = Violated::NotAllowed(vec!["p".to_owned(), "q".to_owned()]);
        assert_eq!(
            violations(&schema, &json!({ "a": "x", "b": "secret" })),
            [("/b".to_owned(), allowed)]
        );
    }

    #[test]
    fn a21_a22_h12_schemas_that_are_refused() {
        assert!(Validator::new(&json!({ "type": 7 })).is_err());
        assert!(Validator::new(&json!({ "$ref": "https://schemas.example/x.json" })).is_err());
        assert!(Validator::new(&json!({ "type": "string", "pattern": "^(?=a)b$" })).is_err());
    }
}

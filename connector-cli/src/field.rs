//! The fields of a config, as its schema describes them.

use connector_host::core::config::Sentence;
use serde_json::{Value, json};

/// One field of a config. Fields of an object inside it are named `origins.auth`.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    schema: Value,
    required: bool,
}

/// The fields of a config's schema, in the order in which a form shows them.
pub(crate) fn fields(schema: &Value) -> Vec<Field> {
    let mut found = Vec::new();
    collect(schema, "", &mut found);
    found
}

fn collect(schema: &Value, before: &str, found: &mut Vec<Field>) {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.into_iter().flatten().any(|it| it == name);
    let mut properties: Vec<_> = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .collect();
    properties.sort_by_key(|(_, property)| property.get("x-order").and_then(Value::as_u64));
    for (name, property) in properties {
        let full = format!("{before}{name}");
        let inner = format!("{full}.");
        found.push(Field {
            name: full,
            schema: property.clone(),
            required: is_required(name),
        });
        collect(property, &inner, found);
    }
}

impl Field {
    fn text(&self, word: &str) -> &str {
        self.schema.get(word).and_then(Value::as_str).unwrap_or_default()
    }

    fn both(&self, word: &str) -> Sentence {
        let korean = format!("/x-i18n/ko/{word}");
        let korean = self.schema.pointer(&korean).and_then(Value::as_str);
        sentence(self.text(word), korean.unwrap_or_else(|| self.text(word)))
    }

    /// What the field is called.
    pub(crate) fn title(&self) -> Sentence {
        self.both("title")
    }

    /// What the field does.
    pub(crate) fn description(&self) -> Sentence {
        self.both("description")
    }

    /// Where in the console the value is found.
    pub(crate) fn console(&self) -> Option<Sentence> {
        let of = |lang: &str| {
            self.schema
                .pointer(&format!("/x-console/{lang}"))
                .and_then(Value::as_str)
        };
        Some(sentence(of("en")?, of("ko")?))
    }

    /// The part of a form in which the field stands.
    pub(crate) fn group(&self) -> Option<&str> {
        self.schema.get("x-group").and_then(Value::as_str)
    }

    /// Whether the field must be there.
    pub(crate) const fn is_required(&self) -> bool {
        self.required
    }

    /// Whether the field stands in an object inside the config.
    pub(crate) fn is_nested(&self) -> bool {
        self.name.contains('.')
    }

    /// Whether the value is an object whose fields are listed after it.
    pub(crate) fn has_fields(&self) -> bool {
        self.schema.get("properties").is_some()
    }

    /// Whether the value may be read from elsewhere.
    pub(crate) fn takes_reference(&self) -> bool {
        let choices = self.schema.get("anyOf").and_then(Value::as_array);
        choices.into_iter().flatten().any(|choice| choice.get("$ref").is_some())
    }

    /// Whether the value must never be shown.
    pub(crate) fn is_secret(&self) -> bool {
        self.schema.get("writeOnly") == Some(&Value::Bool(true))
    }

    /// What holds when the field is left out.
    pub(crate) fn default(&self) -> Option<&Value> {
        self.schema.get("default")
    }

    /// Values as they might be.
    pub(crate) fn examples(&self) -> &[Value] {
        self.list("examples")
    }

    /// Wrong names under which the field is often written.
    pub(crate) fn aliases(&self) -> Vec<&str> {
        self.list("x-aliases").iter().filter_map(Value::as_str).collect()
    }

    fn list(&self, word: &str) -> &[Value] {
        self.schema
            .get(word)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// The texts that are allowed, if they are a closed list; for a list, those of its items.
    pub(crate) fn allowed(&self) -> Vec<&str> {
        let schema = self.schema.get("items").unwrap_or(&self.schema);
        let list = |word: &str| schema.get(word).and_then(Value::as_array).into_iter().flatten();
        let constants = list("oneOf").filter_map(|choice| choice.get("const"));
        list("enum").chain(constants).filter_map(Value::as_str).collect()
    }

    /// What kind of value the field takes.
    pub(crate) fn kind(&self) -> Sentence {
        let kind = self.text("type");
        let (en, ko) = match (self.is_secret(), self.takes_reference(), kind) {
            (true, _, _) => ("secret", "비밀 값"),
            (_, true, _) => ("text or reference", "텍스트 또는 참조"),
            (_, _, "boolean") => ("true or false", "true 또는 false"),
            (_, _, "array") => ("list of texts", "텍스트 목록"),
            (_, _, "object") => ("object", "객체"),
            (_, _, "integer" | "number") => ("number", "숫자"),
            _ if self.text("format") == "uri" => ("URL", "URL"),
            _ => ("text", "텍스트"),
        };
        sentence(en, ko)
    }

    /// The limits of the value, by the schema's own words.
    pub(crate) fn limits(&self) -> Value {
        let words = [
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "uniqueItems",
            "pattern",
        ];
        let choices = self.schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
        let mut limits = serde_json::Map::new();
        for schema in std::iter::once(&self.schema).chain(choices) {
            let found = words.iter().filter_map(|word| Some((*word, schema.get(*word)?)));
            limits.extend(found.map(|(word, limit)| (word.to_owned(), limit.clone())));
        }
        Value::Object(limits)
    }

    /// Everything about the field, for programs.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "name": self.name, "title": self.title(), "description": self.description(), "kind": self.kind(),
            "required": self.required, "secret": self.is_secret(), "takesReference": self.takes_reference(),
            "default": self.default(), "examples": self.examples(), "allowed": self.allowed(), "limits": self.limits(),
            "group": self.group(), "console": self.schema.get("x-console"), "aliases": self.aliases(),
        })
    }
}

/// A sentence of texts that a schema holds.
fn sentence(en: &str, ko: &str) -> Sentence {
    Sentence {
        en: en.to_owned().into(),
        ko: ko.to_owned().into(),
    }
}

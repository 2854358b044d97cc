//! Layouts for libraries that make forms from a connector's schema: fields in order and in groups, secrets as passwords.

use connector_core::Text;
use serde_json::{Map, Value, json};

use super::{Lang, known};

/// The groups of fields, in their order.
const GROUPS: [(&str, Text); 3] = [
    ("credentials", Text::new("Credentials", "인증 정보")),
    ("signIn", Text::new("Sign-in", "로그인")),
    ("advanced", Text::new("Advanced", "고급")),
];

/// A field with what a form needs to know of it.
struct Field<'s> {
    name: &'s str,
    schema: &'s Value,
    group: usize,
    order: u64,
}

/// The fields by group and order.
fn fields(schema: &Value) -> Vec<Field<'_>> {
    let group = |field: &Value| {
        let name = field.get("x-group").and_then(Value::as_str).unwrap_or_default();
        GROUPS.iter().position(|(id, _)| *id == name).unwrap_or(GROUPS.len())
    };
    let mut fields: Vec<Field<'_>> = known::properties(schema)
        .map(|(name, schema)| Field {
            name,
            schema,
            group: group(schema),
            order: schema.get("x-order").and_then(Value::as_u64).unwrap_or(u64::MAX),
        })
        .collect();
    fields.sort_by_key(|field| (field.group, field.order));
    fields
}

fn said<'s>(field: &'s Value, word: &str, lang: Lang) -> Option<&'s str> {
    let own = field
        .pointer(&format!("/x-i18n/ko/{word}"))
        .filter(|_| lang == Lang::Ko);
    own.or_else(|| field.get(word)).and_then(Value::as_str)
}

/// The `uiSchema` of react-jsonschema-form (version 5 and later).
pub fn rjsf(schema: &Value, lang: Lang) -> Value {
    let fields = fields(schema);
    let mut layout = layout_of(&fields, lang);
    let order: Vec<Value> = fields
        .iter()
        .map(|field| field.name.into())
        .chain([json!("*")])
        .collect();
    layout.insert("ui:order".to_owned(), order.into());
    layout.into()
}

fn layout_of(fields: &[Field<'_>], lang: Lang) -> Map<String, Value> {
    let mut layout = Map::new();
    for field in fields {
        let mut options = Map::new();
        let mut add = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                options.insert(name.to_owned(), value);
            }
        };
        let text = |word| said(field.schema, word, lang).map(Value::from);
        add("ui:title", text("title"));
        add("ui:description", text("description"));
        let console = field.schema.get("x-console");
        add(
            "ui:help",
            console
                .and_then(|console| console.get(if lang == Lang::Ko { "ko" } else { "en" }))
                .cloned(),
        );
        // The text is the first of two forms; the other is a reference, which is no secret.
        add(
            "anyOf",
            known::is_secret(field.schema).then(|| json!([{ "ui:widget": "password" }, {}])),
        );
        let inner = self::fields(field.schema);
        if !inner.is_empty() {
            options.extend(layout_of(&inner, lang));
        }
        layout.insert(field.name.to_owned(), options.into());
    }
    layout
}

/// The UI schema of JSON Forms (version 3).
pub fn jsonforms(schema: &Value, lang: Lang) -> Value {
    let fields = fields(schema);
    let mut elements = Vec::new();
    let others = Text::new("Others", "기타");
    for (n, title) in GROUPS.iter().map(|(_, title)| *title).chain([others]).enumerate() {
        let controls: Vec<Value> = fields
            .iter()
            .filter(|field| field.group == n)
            .map(|field| control(field, lang))
            .collect();
        if !controls.is_empty() {
            let label = if lang == Lang::Ko { title.ko } else { title.en };
            elements.push(json!({ "type": "Group", "label": label, "elements": controls }));
        }
    }
    json!({ "type": "VerticalLayout", "elements": elements })
}

fn control(field: &Field<'_>, lang: Lang) -> Value {
    let label = said(field.schema, "title", lang).unwrap_or(field.name);
    let mut control = json!({ "type": "Control", "scope": format!("#/properties/{}", field.name), "label": label });
    if let Some(control) = control.as_object_mut().filter(|_| known::is_secret(field.schema)) {
        // The detail is what is shown for the chosen one of several forms.
        let hidden = json!({ "format": "password" });
        let detail = json!({ "type": "Control", "scope": "#", "options": hidden });
        control.insert("options".to_owned(), json!({ "format": "password", "detail": detail }));
    }
    match field.schema.get("anyOf") {
        // JSON Forms shows the forms of a field without the field's own name.
        Some(_) => json!({ "type": "Group", "label": label, "elements": [control] }),
        None => control,
    }
}

//! What the schema of a connector's config tells: worked out once per connector and process.

use std::{
    collections::BTreeMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use connector_core::{Registration, config::Sentence, validate::Validator};
use serde_json::Value;

use super::schema;

/// A connector's schema, compiled, and what else is read from it.
pub(super) struct Known {
    pub(super) registration: &'static Registration,
    pub(super) schema: Value,
    /// The schema compiled, when it is first needed; nothing if it is no valid schema (H12).
    validator: OnceLock<Option<Validator>>,
    /// Fields that may be references, by name.
    pub(super) credentials: Vec<Credential>,
    /// Pointers to fields that hold an address.
    pub(super) addresses: Vec<String>,
    /// The origins of the provider, worked out when they are first needed.
    origins: OnceLock<Vec<String>>,
    /// Fields of the config that hold addresses somewhere. Most configs have none of them.
    pub(super) with_addresses: Vec<String>,
}

/// A field that may be a reference.
pub(super) struct Credential {
    pub(super) name: Box<str>,
    /// Its pointer in the config.
    pub(super) pointer: Box<str>,
    /// Whether nobody may read it.
    pub(super) secret: bool,
    /// The form of its values, where the provider has one of its own.
    pub(super) shape: Option<Validator>,
    /// Most bytes of a value, if there is a limit.
    most: Option<u64>,
    /// A value that fits, for looking at the rest of a config whose references are not read.
    pub(super) stand_in: String,
}

impl Credential {
    /// The limit that a text which was read through a reference is too long for.
    pub(super) fn exceeded_by(&self, text: &str) -> Option<u64> {
        self.most.filter(|most| text.len() as u64 > *most)
    }
}

/// Whether nobody may read a field.
pub(super) fn is_secret(field: &Value) -> bool {
    field.get("writeOnly") == Some(&Value::Bool(true))
}

/// What was learnt stays until the process ends, as connectors do.
static ALL: Mutex<BTreeMap<usize, &'static Known>> = Mutex::new(BTreeMap::new());

impl Known {
    /// What is known about a connector.
    pub(super) fn of(registration: &'static Registration) -> &'static Self {
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        let place = std::ptr::from_ref(registration) as usize;
        all.entry(place)
            .or_insert_with(|| Box::leak(Box::new(Self::learn(registration))))
    }

    /// The compiled schema; nothing if it is no valid schema (H12).
    pub(super) fn validator(&self) -> Option<&Validator> {
        let compiled = || Validator::new(&schema::without_addresses(&self.schema)).ok();
        self.validator.get_or_init(compiled).as_ref()
    }

    fn learn(registration: &'static Registration) -> Self {
        let schema = registration.schema();
        let mut credentials = Vec::new();
        let (mut addresses, mut with_addresses) = (Vec::new(), Vec::new());
        for (name, field) in properties(&schema) {
            if takes_references(field) {
                credentials.push(credential(name, field));
            }
            let before = addresses.len();
            find_addresses(field, &format!("/{name}"), &mut addresses);
            with_addresses.extend((addresses.len() > before).then(|| name.clone()));
        }
        // In the order of a form, so that of two equal credentials the later one is blamed.
        let order = |credential: &Credential| {
            let place = schema.pointer(&format!("/properties{}/x-order", credential.pointer));
            place.and_then(Value::as_u64).unwrap_or(u64::MAX)
        };
        credentials.sort_by_key(order);
        Self {
            registration,
            schema,
            validator: OnceLock::new(),
            credentials,
            addresses,
            origins: OnceLock::new(),
            with_addresses,
        }
    }

    /// The origins to which the connector goes by itself, and that of the provider's console.
    pub(super) fn origins(&self) -> &[String] {
        self.origins.get_or_init(|| {
            let plain = self.credentials.iter();
            let plain: serde_json::Map<String, Value> = plain
                .map(|credential| (credential.name.to_string(), Value::from(credential.stand_in.as_str())))
                .collect();
            let mut all = super::origins::own_origins(&Value::Object(plain), self, None);
            let console = url::Url::parse(self.registration.info().console.address);
            all.extend(console.map(|console| console.origin().ascii_serialization()));
            all
        })
    }

    /// A credential by its pointer in the config.
    pub(super) fn credential(&self, pointer: &str) -> Option<&Credential> {
        self.credentials
            .iter()
            .find(|credential| &*credential.pointer == pointer)
    }
}

/// The properties of an object's schema.
pub(super) fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let chosen = || {
        let choices = schema.get("anyOf").and_then(Value::as_array)?;
        choices.iter().find_map(|choice| choice.get("properties"))
    };
    schema
        .get("properties")
        .or_else(chosen)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Whether a field may be a reference.
pub(super) fn takes_references(field: &Value) -> bool {
    let choices = field.get("anyOf").and_then(Value::as_array);
    choices
        .into_iter()
        .flatten()
        .any(|choice| choice.get("$ref").and_then(Value::as_str) == Some("#/definitions/reference"))
}

fn credential(name: &str, field: &Value) -> Credential {
    let example = field
        .pointer("/examples/0")
        .and_then(Value::as_str)
        .unwrap_or("stand-in");
    let shape = field
        .get("x-shape")
        .and_then(|shape| Validator::new(&serde_json::json!({ "pattern": shape })).ok());
    let choices = field.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let most = choices
        .filter_map(|choice| choice.get("maxLength"))
        .find_map(Value::as_u64);
    Credential {
        name: name.into(),
        pointer: super::tree::below("", name).into(),
        secret: is_secret(field),
        shape,
        most,
        stand_in: example.to_owned(),
    }
}

fn find_addresses(field: &Value, pointer: &str, all: &mut Vec<String>) {
    if field.get("format").and_then(Value::as_str) == Some("uri") {
        all.push(pointer.to_owned());
    }
    for (name, inner) in properties(field) {
        find_addresses(inner, &format!("{pointer}/{name}"), all);
    }
}

/// The part of a schema that describes the place of a pointer.
pub(super) fn part<'s>(schema: &'s Value, pointer: &str) -> Option<&'s Value> {
    let mut part = schema;
    for key in super::tree::parts(pointer) {
        let property = part.get("properties").and_then(|all| all.get(&key));
        let otherwise = || {
            part.get("additionalProperties")
                .filter(|other| other.is_object())
                .or_else(|| part.get("items"))
        };
        let chosen = || {
            let choices = part.get("anyOf").and_then(Value::as_array)?;
            choices.iter().find_map(|choice| choice.get("properties")?.get(&key))
        };
        part = property.or_else(otherwise).or_else(chosen)?;
    }
    Some(part)
}

/// A text that a schema gives in both languages: a word of its own, such as a title, or one with two members.
pub(super) fn console(part: &Value) -> Option<Sentence> {
    let text = |language: &str| {
        part.get("x-console")?
            .get(language)?
            .as_str()
            .map(|text| text.to_owned().into())
    };
    Some(Sentence {
        en: text("en")?,
        ko: text("ko")?,
    })
}

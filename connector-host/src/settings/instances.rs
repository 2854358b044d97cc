//! From the document's instances to prepared connectors.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use connector_core::{Finding, Registration, Registry, Site, Text, config::Severity, validate::Validator};
use serde_json::Value;

use super::{InstanceSettings, Options, Profile, Source, address, catalogue, explain, references};

/// What preparing instances needs to know.
pub(super) struct Loading<'a> {
    pub(super) source: &'a Source,
    pub(super) registry: &'a Registry,
    pub(super) options: &'a Options,
    pub(super) profile: Profile,
    pub(super) public_url: &'a str,
}

/// A connector's schema, compiled once in a process: compiling takes a thousand times as long as checking one config.
struct Known {
    registration: &'static Registration,
    schema: Value,
    validator: Option<Validator>,
}

/// The compiled schemas, by the address of the static that registers.
static COMPILED: LazyLock<Mutex<HashMap<usize, Arc<Known>>>> = LazyLock::new(Mutex::default);

impl Known {
    fn of(registration: &'static Registration) -> Arc<Self> {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let known = compiled
            .entry(std::ptr::from_ref(registration).addr())
            .or_insert_with(|| {
                let schema = registration.schema();
                let validator = Validator::new(&schema).ok();
                Arc::new(Self {
                    registration,
                    schema,
                    validator,
                })
            });
        Arc::clone(known)
    }
}

const BAD_SCHEMA: Text = Text::new(
    "the connector's own schema is not a valid schema",
    "커넥터 자체의 스키마가 올바르지 않습니다",
);

/// Prepares every instance whose config is good.
pub(super) fn prepare(document: &Value, cx: &Loading<'_>, findings: &mut Vec<Finding>) -> Vec<InstanceSettings> {
    let directory = cx.source.directory();
    let mut known: HashMap<&str, Arc<Known>> = HashMap::new();
    let mut twins: HashMap<(String, String, String), String> = HashMap::new();
    let instances = document.get("instances").and_then(Value::as_object);
    let mut prepared = Vec::with_capacity(instances.map_or(0, serde_json::Map::len));
    for (id, instance) in instances.into_iter().flatten() {
        let connector = instance.get("connector").and_then(Value::as_str).unwrap_or_default();
        let (Some(registration), Some(config)) = (cx.registry.get(connector), instance.get("config")) else {
            continue;
        };
        let known = known.entry(connector).or_insert_with(|| Known::of(registration));
        let mut own = Vec::new();
        let made = one(id, instance, config, known, cx, &directory, &mut own);
        twin(id, connector, instance, &mut twins, &mut own);
        let base = format!("/instances/{}/config", explain::token(id));
        findings.extend(own.into_iter().map(|finding| finding.under(&base)));
        prepared.extend(made);
    }
    prepared
}

fn one(
    id: &str,
    instance: &Value,
    config: &Value,
    known: &Known,
    cx: &Loading<'_>,
    directory: &Path,
    findings: &mut Vec<Finding>,
) -> Option<InstanceSettings> {
    let Some(validator) = &known.validator else {
        findings.push(Finding::new("E906", "", BAD_SCHEMA));
        return None;
    };
    if !config.is_object() || !explain::is_label(id) {
        return None;
    }
    inline_texts(config, &known.schema, cx.profile, findings);
    if !validator.is_valid(config) {
        let owner = explain::Owner::connector(known.registration.id());
        let found = explain::findings(&validator.violations(config), config, &known.schema, &owner);
        // What was said about a text already is more telling than its schema's verdict.
        let fresh = |finding: &Finding| {
            !findings
                .iter()
                .any(|said| said.pointer == finding.pointer && said.severity() == Severity::Error)
        };
        let found: Vec<Finding> = found.into_iter().filter(fresh).collect();
        findings
            .retain(|said| said.severity() == Severity::Error || !found.iter().any(|it| it.pointer == said.pointer));
        findings.extend(found);
        return None;
    }
    address::origins(config, cx.profile, findings);
    let enabled = instance.get("enabled") != Some(&Value::Bool(false));
    let text = |name: &str| instance.get(name).and_then(Value::as_str).map(Box::from);
    let label = |lang: &str| {
        instance
            .pointer(&format!("/label/{lang}"))
            .and_then(Value::as_str)
            .map(Box::from)
            .or_else(|| text("label"))
    };
    let redirect_uri = format!("{}/callback/{id}", cx.public_url);
    let mut connector = None;
    if enabled && !cx.options.no_env && !findings.iter().any(|finding| finding.severity() == Severity::Error) {
        let mut config = config.clone();
        references::resolve(
            &mut config,
            &known.schema,
            directory,
            &*cx.options.environment,
            findings,
        );
        same_credentials(&config, findings);
        if !findings.iter().any(|finding| finding.severity() == Severity::Error) {
            match known.registration.prepare(config, &Site::new(id, &redirect_uri)) {
                Ok((made, warnings)) => {
                    connector = Some(made);
                    findings.extend(warnings);
                }
                Err(errors) => findings.extend(errors),
            }
        }
    }
    Some(InstanceSettings {
        id: id.into(),
        connector,
        redirect_uri: redirect_uri.into(),
        order: instance
            .get("order")
            .and_then(Value::as_u64)
            .and_then(|order| u32::try_from(order).ok())
            .unwrap_or(1000),
        label_en: label("en"),
        label_ko: label("ko"),
        tenant: text("tenant"),
    })
}

/// Looks at credentials that stand in the document itself: samples, text that looks like expansion, secrets.
fn inline_texts(config: &Value, schema: &Value, profile: Profile, findings: &mut Vec<Finding>) {
    for (name, value) in config.as_object().into_iter().flatten() {
        let node = explain::node(schema, &format!("/{}", explain::token(name)));
        let (true, Some(text)) = (explain::is_credential(node), value.as_str()) else {
            continue;
        };
        let pointer = format!("/{}", explain::token(name));
        let place = [("field", name.as_str())];
        let expanded = (text.starts_with("${") && text.ends_with('}'))
            || (text.starts_with("{{") && text.ends_with("}}"))
            || (text.len() > 2 && text.starts_with('%') && text.ends_with('%'))
            || (text.starts_with('$')
                && text.len() > 1
                && text
                    .bytes()
                    .skip(1)
                    .all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit()));
        let lower = text.to_ascii_lowercase();
        let sample = (text.starts_with('<') && text.ends_with('>'))
            || ["your_", "your-", "changeme", "change_me", "xxxx", "todo", "replace_me"]
                .iter()
                .any(|word| lower.starts_with(word));
        if expanded {
            findings.push(catalogue::E303.finding(pointer, &[]));
        } else if sample {
            findings.push(catalogue::E203.finding(pointer, &place));
        } else if node.get("writeOnly") == Some(&Value::Bool(true)) && profile == Profile::Production {
            findings.push(catalogue::W304.finding(pointer, &place));
        }
    }
}

fn same_credentials(config: &Value, findings: &mut Vec<Finding>) {
    let text = |name: &str| config.get(name).and_then(Value::as_str);
    if let (Some(id), Some(secret)) = (text("clientId"), text("clientSecret"))
        && connector_core::equal_in_constant_time(id, secret)
    {
        findings.push(catalogue::E204.finding("/clientSecret", &[("field", "clientSecret"), ("other", "clientId")]));
    }
}

/// Says when two instances have the same connector, client id and tenant.
fn twin(
    id: &str,
    connector: &str,
    instance: &Value,
    seen: &mut HashMap<(String, String, String), String>,
    findings: &mut Vec<Finding>,
) {
    let Some(client) = instance.pointer("/config/clientId") else {
        return;
    };
    let tenant = instance
        .get("tenant")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    match seen.entry((connector.to_owned(), client.to_string(), tenant)) {
        std::collections::hash_map::Entry::Occupied(first) => {
            findings.push(catalogue::W111.finding("/clientId", &[("other", first.get())]));
        }
        std::collections::hash_map::Entry::Vacant(place) => {
            place.insert(id.to_owned());
        }
    }
}

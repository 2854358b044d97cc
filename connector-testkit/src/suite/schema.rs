//! The schema of the config (group S).

use connector_core::{Finding, Registry, config::Severity, validate::Validator};
use connector_host::settings::{self, Options, Profile, Source};
use serde_json::{Value, json};

use super::{
    case::{Case, Stop, Tried, must, not_applicable},
    subject::{Subject, is_secret, names, sample},
};

pub(crate) const CASES: &[Case] = &[
    Case::new("S1", "the_schema_is_a_valid_draft_07_schema", valid),
    Case::new("S1", "the_schema_is_the_same_every_time", same),
    Case::new("S2", "every_object_of_the_schema_is_closed", closed),
    Case::new("S2", "an_unknown_key_is_one_finding", unknown_key),
    Case::new(
        "S3",
        "every_property_has_title_and_description_in_both_languages",
        described,
    ),
    Case::new("S3", "every_property_has_an_example_or_a_default", examples),
    Case::new("S3", "every_example_validates_and_loads", examples_load),
    Case::new("S4", "a_property_named_like_a_secret_is_write_only", write_only),
    Case::new("S5", "the_smallest_config_loads", smallest),
    Case::new("S5", "one_required_key_removed_is_one_finding", one_removed),
    Case::new("S6", "a_known_misspelling_suggests_the_right_key", aliases),
];

/// The findings about a config in a settings document.
fn findings(subject: &Subject, config: &Value) -> Result<Vec<Finding>, Stop> {
    let registry = Registry::new(&[subject.registration]);
    let registry = registry.map_err(|_| "the connector's id is registered twice".to_owned())?;
    let document = json!({ "version": 1, "publicUrl": "https://login.example.kr",
        "instances": { "suite": { "connector": subject.registration.id(), "config": config } } });
    let mut options = Options::default();
    options.profile = Some(Profile::Production);
    let report = settings::load(&Source::value(document), &registry, &options);
    Ok(report.findings.into_iter().map(|located| located.finding).collect())
}

fn errors(subject: &Subject, config: &Value) -> Result<Vec<Finding>, Stop> {
    let mut findings = findings(subject, config)?;
    findings.retain(|finding| finding.severity() == Severity::Error);
    Ok(findings)
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn properties(schema: &Value) -> Vec<(String, Value)> {
    let properties = schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    properties
        .map(|(name, property)| (name.clone(), property.clone()))
        .collect()
}

fn valid(subject: &Subject) -> Tried {
    let schema = subject.registration.schema();
    must(Validator::new(&schema).is_ok(), || {
        "the schema is not a valid schema, refers to another document, or has a pattern that can backtrack".to_owned()
    })?;
    must(schema.get("type") == Some(&json!("object")), || {
        "the config is not an object".to_owned()
    })
}

fn same(subject: &Subject) -> Tried {
    let [first, second] = [0, 1].map(|_| subject.registration.schema().to_string());
    must(first == second, || "two runs give two schemas".to_owned())
}

/// Every schema inside a schema, with the way to it.
fn all_schemas(schema: &Value, at: &str, all: &mut Vec<(String, Value)>) {
    all.push((at.to_owned(), schema.clone()));
    for word in ["properties", "anyOf", "oneOf", "allOf", "items"] {
        match schema.get(word) {
            Some(Value::Object(inner)) if word == "properties" => {
                for (name, property) in inner {
                    all_schemas(property, &format!("{at}/{name}"), all);
                }
            }
            Some(Value::Array(branches)) => branches.iter().for_each(|branch| all_schemas(branch, at, all)),
            Some(inner @ Value::Object(_)) => all_schemas(inner, at, all),
            _ => {}
        }
    }
}

fn closed(subject: &Subject) -> Tried {
    let mut all = Vec::new();
    all_schemas(&subject.registration.config_schema(), "", &mut all);
    for (place, schema) in all {
        let object = schema.get("type") == Some(&json!("object")) || schema.get("properties").is_some();
        let closed = schema
            .get("additionalProperties")
            .is_some_and(|more| *more != json!(true));
        must(!object || closed, || {
            format!("the object at `{place}/` takes unknown keys: it needs `#[serde(deny_unknown_fields)]`")
        })?;
    }
    Ok(())
}

/// Another config than the one that loads.
fn changed(subject: &Subject, change: impl FnOnce(&mut serde_json::Map<String, Value>)) -> Result<Vec<Finding>, Stop> {
    let mut config = subject.config.clone();
    if let Some(object) = config.as_object_mut() {
        change(object);
    }
    errors(subject, &config)
}

fn loads(subject: &Subject) -> Result<(), Stop> {
    if errors(subject, &subject.config)?.is_empty() {
        Ok(())
    } else {
        not_applicable("the smallest config does not load; see `the_smallest_config_loads`")
    }
}

fn unknown_key(subject: &Subject) -> Tried {
    loads(subject)?;
    let found = changed(subject, |config| {
        config.insert("suiteUnknownKey".to_owned(), json!(true));
    })?;
    must(found.len() == 1, || {
        format!("{} findings: {}", found.len(), listed(&found))
    })
}

fn described(subject: &Subject) -> Tried {
    for (name, property) in properties(&subject.registration.config_schema()) {
        for place in ["/title", "/description", "/x-i18n/ko/title", "/x-i18n/ko/description"] {
            let text = property.pointer(place).and_then(Value::as_str).unwrap_or_default();
            must(!text.trim().is_empty(), || format!("`{name}` has no `{place}`"))?;
        }
    }
    Ok(())
}

fn examples(subject: &Subject) -> Tried {
    for (name, property) in properties(&subject.registration.config_schema()) {
        must(!sample(&property).is_null(), || {
            format!("`{name}` has neither an example nor a default")
        })?;
    }
    Ok(())
}

fn examples_load(subject: &Subject) -> Tried {
    loads(subject)?;
    let document = subject.registration.schema();
    let Ok(validator) = Validator::new(&document) else {
        return not_applicable("the schema is not valid");
    };
    for (name, property) in properties(&subject.registration.config_schema()) {
        let examples = property.get("examples").and_then(Value::as_array).into_iter().flatten();
        for example in examples.chain(property.get("default")) {
            let mut config = subject.config.clone();
            if let Some(object) = config.as_object_mut() {
                object.insert(name.clone(), example.clone());
            }
            must(validator.is_valid(&config), || {
                format!("an example of `{name}` does not fit the schema")
            })?;
            // References and loopback addresses depend on where they are read; the schema has judged their form.
            let text = example.to_string();
            if text.contains("\"$") || text.contains("http://") {
                continue;
            }
            let found = errors(subject, &config)?;
            must(found.is_empty(), || {
                format!("an example of `{name}` does not load: {}", listed(&found))
            })?;
        }
    }
    Ok(())
}

fn write_only(subject: &Subject) -> Tried {
    for (name, property) in properties(&subject.registration.config_schema()) {
        let lower = name.to_lowercase();
        let named_so = ["secret", "password", "token", "privatekey"]
            .iter()
            .any(|word| lower.contains(word));
        if !named_so || property.get("x-public") == Some(&json!(true)) {
            continue;
        }
        must(is_secret(&property), || format!("`{name}` is not `writeOnly`"))?;
        let mut all = Vec::new();
        all_schemas(&property, "", &mut all);
        let password = all
            .iter()
            .any(|(_, schema)| schema.get("format") == Some(&json!("password")));
        must(password, || format!("`{name}` has not the format `password`"))?;
    }
    Ok(())
}

fn smallest(subject: &Subject) -> Tried {
    for config in [&subject.smallest, &subject.config] {
        let found = errors(subject, config)?;
        must(found.is_empty(), || listed(&found))?;
    }
    Ok(())
}

fn one_removed(subject: &Subject) -> Tried {
    loads(subject)?;
    let schema = subject.registration.config_schema();
    let required = names(schema.get("required"));
    if required.is_empty() {
        return not_applicable("no key is required");
    }
    for key in required {
        let found = changed(subject, |config| drop(config.remove(key)))?;
        let names_it = found
            .iter()
            .all(|finding| finding.pointer.ends_with(key) || finding.message.en.contains(&format!("`{key}`")));
        must(found.len() == 1 && names_it, || {
            format!("without `{key}` there are {} findings: {}", found.len(), listed(&found))
        })?;
    }
    Ok(())
}

fn aliases(subject: &Subject) -> Tried {
    loads(subject)?;
    let mut tried = 0;
    for (name, property) in properties(&subject.registration.config_schema()) {
        for alias in names(property.get("x-aliases")) {
            tried += 1;
            let found = changed(subject, |config| {
                let value = config.remove(&name).unwrap_or_else(|| sample(&property));
                config.insert(alias.to_owned(), value);
            })?;
            let suggests = found
                .iter()
                .any(|finding| finding.suggestion.as_deref() == Some(name.as_str()));
            must(found.len() == 1 && suggests, || {
                format!("`{alias}` does not lead to `{name}` in one finding: {}", listed(&found))
            })?;
        }
    }
    if tried == 0 {
        return not_applicable("no property has `x-aliases`");
    }
    Ok(())
}

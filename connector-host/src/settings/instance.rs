//! One instance: its connector is known, its config fits, its references are read, its connector is prepared.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use connector_core::{
    Connector, Finding, Registry, Site, Text,
    config::{Sentence, Severity},
    validate::Violated,
};
use serde_json::{Map, Value};

use super::{
    document::Document,
    explain::{Ground, explain},
    fill::{fill, finding},
    known::{self, Known},
    model::{InstanceSettings, Profile},
    nearest,
    options::Options,
    schema,
    tree::below,
    wording::printable,
};

const BAD_SCHEMA: Text = Text::new(
    "the connector's own schema is not a valid schema",
    "커넥터 자체의 스키마가 올바르지 않습니다",
);

/// A connector with its client id and tenant.
type Use = (&'static str, String, Option<Box<str>>);

/// What all instances are checked against.
pub(super) struct Bench<'b> {
    pub(super) registry: &'b Registry,
    pub(super) options: &'b Options,
    pub(super) profile: Profile,
    /// The public address, if it is valid.
    pub(super) public_url: Option<&'b str>,
    /// Who has this connector, client id and tenant already.
    pub(super) seen: HashMap<Use, Box<str>, foldhash::fast::RandomState>,
    pub(super) findings: Vec<Finding>,
    pub(super) document: &'b Document,
    /// The connectors of instances about which something was found.
    pub(super) connectors: BTreeMap<String, &'static str>,
}

/// What the settings of an instance hold beside its config.
pub(super) struct Frame {
    pub(super) enabled: bool,
    pub(super) order: u32,
    pub(super) label_en: Option<Box<str>>,
    pub(super) label_ko: Option<Box<str>>,
    pub(super) tenant: Option<Box<str>>,
}

impl Frame {
    fn of(instance: &Map<String, Value>) -> Self {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(Into::into);
        let label = instance.get("label");
        let label_in = |language: &str| text(label.and_then(|label| label.get(language)));
        let both = text(label);
        Self {
            enabled: instance.get("enabled").and_then(Value::as_bool).unwrap_or(true),
            order: instance
                .get("order")
                .and_then(Value::as_u64)
                .and_then(|order| u32::try_from(order).ok())
                .unwrap_or(1000),
            label_en: both.clone().or_else(|| label_in("en")),
            label_ko: both.or_else(|| label_in("ko")),
            tenant: text(instance.get("tenant")),
        }
    }
}

impl Bench<'_> {
    /// Checks one instance. Findings are kept in the bench; settings come out if there was no error.
    pub(super) fn check(&mut self, id: &str, mut instance: Map<String, Value>) -> Option<InstanceSettings> {
        let pointer = below("/instances", id);
        let wanted = instance.get("connector").and_then(Value::as_str)?;
        let Some(registration) = self.registry.get(wanted) else {
            self.findings.push(self.unlinked(wanted, &pointer));
            return None;
        };
        let Some(known) = Known::of(registration) else {
            self.findings
                .push(Finding::new("E906", below(&pointer, "connector"), BAD_SCHEMA));
            return None;
        };
        let frame = Frame::of(&instance);
        let config = instance.remove("config").filter(Value::is_object)?;
        let before = self.findings.len();
        let base = format!("{pointer}/config");
        let fits = known.validator.is_valid(&config);
        if !fits || !self.findings.is_empty() {
            self.connectors.insert(id.to_owned(), registration.id());
        }
        if fits {
            let connector = self.prepare(id, config, &known, &frame, &base);
            let mut found = self.findings.iter().skip(before);
            if self.findings.len() > before {
                self.connectors.insert(id.to_owned(), registration.id());
            }
            let refused = found.any(|finding| finding.severity() == Severity::Error);
            return (!refused).then(|| InstanceSettings {
                id: id.into(),
                registration,
                enabled: frame.enabled,
                order: frame.order,
                label_en: frame.label_en,
                label_ko: frame.label_ko,
                tenant: frame.tenant,
                redirect_uri: self.redirect_uri(id).into(),
                connector,
            });
        }
        self.refuse(&config, &instance, &known, &frame, &base);
        None
    }

    fn redirect_uri(&self, id: &str) -> String {
        format!("{}/callback/{id}", self.public_url.unwrap_or("https://unknown.invalid"))
    }

    fn unlinked(&self, wanted: &str, pointer: &str) -> Finding {
        let ids = self.registry.ids();
        let list = if ids.is_empty() {
            "–".to_owned()
        } else {
            ids.join(", ")
        };
        let finding = finding("E108", below(pointer, "connector"), &[("list", list.into())]);
        match nearest::among(&ids, wanted) {
            Some(meant) => {
                let text = Text::new("did you mean `{suggestion}`?", "혹시 `{suggestion}`인가요?");
                finding
                    .help(fill(text, &[("suggestion", meant.into())]))
                    .suggestion(meant)
            }
            None => finding,
        }
    }

    /// Says what is wrong with a config that its schema refuses, and what is wrong besides.
    fn refuse(&mut self, config: &Value, beside: &Map<String, Value>, known: &Known, frame: &Frame, base: &str) {
        let id = known.registration.id();
        let connector = fill(Text::new("connector `{id}`", "커넥터 `{id}`"), &[("id", id.into())]);
        let owner = |pointer: &str| {
            if pointer.is_empty() {
                connector.clone()
            } else {
                quoted(&super::tree::field(pointer))
            }
        };
        let elsewhere = |pointer: &str, key: &str| {
            let frame = known::part(&schema::ENVELOPE, "/instances/x").unwrap_or(&Value::Null);
            let belongs =
                pointer.is_empty() && known::properties(frame).any(|(name, _)| name == key && name != "config");
            belongs.then_some(Text::new("it belongs beside `config`", "`config` 옆에 두어야 합니다"))
        };
        let ground = Ground {
            schema: &known.schema,
            value: config,
            owner: &owner,
            document: id,
            elsewhere: &elsewhere,
        };
        let mut violations = known.validator.violations(config);
        // A field that stands beside the config is there, in a way.
        let astray: Vec<String> = beside
            .keys()
            .filter_map(|key| nearest::key(&known.schema, key, |_| false))
            .collect();
        violations.retain(|it| {
            !it.pointer.is_empty() || !matches!(&it.fault, Violated::Missing(key) if astray.contains(key))
        });
        let found = explain(&ground, violations);
        let wrong: Vec<String> = found.iter().map(|finding| finding.pointer.clone()).collect();
        let spoken = |pointer: &str| {
            wrong
                .iter()
                .any(|wrong| wrong == pointer || wrong.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/')))
        };
        self.findings
            .extend(found.into_iter().map(|finding| finding.under(base)));
        self.credentials(config, known, frame, base, &spoken);
        self.origins(config, known, base, &spoken);
    }

    /// Reads references and prepares the connector.
    fn prepare(
        &mut self,
        id: &str,
        config: Value,
        known: &Known,
        frame: &Frame,
        base: &str,
    ) -> Option<Arc<dyn Connector>> {
        let before = self.findings.len();
        let (config, stood_in) = self.resolve(config, known, frame, base);
        self.origins(&config, known, base, &|_| false);
        if self
            .findings
            .iter()
            .skip(before)
            .any(|finding| finding.severity() == Severity::Error)
        {
            return None;
        }
        let redirect_uri = self.redirect_uri(id);
        let of_a_stand_in = |finding: &Finding| stood_in.iter().any(|pointer| finding.pointer == **pointer);
        match known.registration.prepare(config, &Site::new(id, &redirect_uri)) {
            Ok((connector, warnings)) => {
                let swapped = self.findings.iter().skip(before).any(|finding| finding.code == "W205");
                let warnings = warnings
                    .into_iter()
                    .filter(|finding| !of_a_stand_in(finding))
                    .filter(|finding| !swapped || finding.code != "W206");
                self.findings.extend(warnings.map(|finding| finding.under(base)));
                (frame.enabled && stood_in.is_empty()).then_some(connector)
            }
            Err(findings) => {
                self.findings
                    .extend(findings.into_iter().map(|finding| finding.under(base)));
                None
            }
        }
    }

    /// Puts what references refer to in their places; where they are not read, something else that fits. Gives the pointers
    /// of those.
    fn resolve<'k>(&mut self, mut config: Value, known: &'k Known, frame: &Frame, base: &str) -> (Value, Vec<&'k str>) {
        let values = self.credentials(&config, known, frame, base, &|_| false);
        let mut stood_in = Vec::new();
        for (credential, text) in known.credentials.iter().zip(values) {
            let Some(place) = config.get_mut(&*credential.name).filter(|value| value.is_object()) else {
                continue;
            };
            *place = Value::String(text.unwrap_or_else(|| {
                stood_in.push(&*credential.pointer);
                credential.stand_in.clone()
            }));
        }
        (config, stood_in)
    }
}

/// A key as the name of an object.
pub(super) fn quoted(key: &str) -> Sentence {
    let key = printable(key);
    fill(Text::new("`{key}`", "`{key}`"), &[("key", key.into())])
}

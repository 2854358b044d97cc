//! One instance: its connector is known, its config fits, its references are read, its connector is prepared.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use connector_core::{
    Connector, Finding, Registration, Registry, Site, Text,
    config::{Sentence, Severity, bare},
    validate::Validator,
};
use serde_json::{Map, Value};

use super::{
    advice,
    document::Document,
    fill::{fill, finding},
    known::Known,
    model::{InstanceSettings, Profile},
    nearest,
    options::Options,
    tree::below,
    twice::Use,
    wording::printable,
};

const BAD_SCHEMA: Text = Text::new(
    "the connector's own schema is not a valid schema",
    "커넥터 자체의 스키마가 올바르지 않습니다",
);

/// What all instances are checked against.
pub(super) struct Bench<'b> {
    pub(super) registry: &'b Registry,
    pub(super) options: &'b Options,
    /// Whether prepared connectors are kept.
    pub(super) keeps: bool,
    pub(super) profile: Profile,
    /// The public address, if it is valid.
    pub(super) public_url: Option<&'b str>,
    /// What is known about the connectors that were met: asking for it again would make threads wait for each other.
    pub(super) met: Vec<&'static Known>,
    /// The client ids that were met.
    pub(super) uses: Vec<Use>,
    pub(super) findings: Vec<Finding>,
    /// Whether something was found outside of the configs.
    pub(super) faulty: bool,
    pub(super) document: &'b Document,
    /// The connectors of instances about which something was found.
    pub(super) connectors: Vec<(String, &'static str)>,
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

/// One instance whose connector is known.
pub(super) struct Case<'c> {
    pub(super) id: &'c str,
    pub(super) validator: &'c Validator,
    pub(super) known: &'c Known,
    pub(super) frame: &'c Frame,
    /// The pointer of its config.
    pub(super) base: &'c str,
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
        let known = self.known(registration);
        let Some(validator) = known.validator() else {
            self.findings
                .push(Finding::new("E906", below(&pointer, "connector"), BAD_SCHEMA));
            return None;
        };
        let frame = Frame::of(&instance);
        let config = instance.remove("config").filter(Value::is_object)?;
        let before = self.findings.len();
        let base = [&pointer, "/config"].concat();
        let fits = validator.is_valid(&config);
        if !fits || self.faulty || !self.findings.is_empty() {
            self.connectors.push((id.to_owned(), registration.id()));
        }
        let case = Case {
            id,
            validator,
            known,
            frame: &frame,
            base: &base,
        };
        if fits {
            let connector = self.prepare(config, &case);
            let mut found = self.findings.iter().skip(before);
            if self.findings.len() > before {
                self.connectors.push((id.to_owned(), registration.id()));
            }
            let refused = found.any(|finding| finding.severity() == Severity::Error);
            return (!refused && self.keeps).then(|| InstanceSettings {
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
        self.refuse(&config, &instance, &case);
        None
    }

    pub(super) fn redirect_uri(&self, id: &str) -> String {
        [self.public_url.unwrap_or("https://unknown.invalid"), "/callback/", id].concat()
    }

    /// What is known about a connector.
    pub(super) fn known(&mut self, registration: &'static Registration) -> &'static Known {
        let mut met = self.met.iter();
        if let Some(known) = met.find(|known| std::ptr::eq(known.registration, registration)) {
            return known;
        }
        let known = Known::of(registration);
        self.met.push(known);
        known
    }

    fn unlinked(&self, wanted: &str, pointer: &str) -> Finding {
        let ids = self.registry.ids();
        let list = if ids.is_empty() {
            "–".to_owned()
        } else {
            ids.join(", ")
        };
        let finding = finding("E108", below(pointer, "connector"), &[("list", list.into())]);
        let plain = bare(wanted);
        let by_name = || {
            let plain = plain.strip_prefix("connector").unwrap_or(&plain);
            let named = |name: &str| bare(name) == plain || bare(name).strip_suffix("login") == Some(plain);
            let info = |registration: &&'static connector_core::Registration| registration.info().name;
            self.registry
                .iter()
                .find(|it| {
                    named(info(it).en) || named(info(it).ko) || plain.starts_with(it.id()) && !it.id().is_empty()
                })
                .map(|it| it.id())
        };
        match nearest::among(&ids, wanted).or_else(by_name) {
            Some(meant) => {
                let text = Text::new("did you mean `{suggestion}`?", "혹시 `{suggestion}`인가요?");
                finding
                    .help(fill(text, &[("suggestion", meant.into())]))
                    .suggestion(meant)
            }
            None => finding,
        }
    }

    /// Reads references and prepares the connector.
    pub(super) fn prepare(&mut self, config: Value, case: &Case<'_>) -> Option<Arc<dyn Connector>> {
        let Case {
            id, known, frame, base, ..
        } = *case;
        let before = self.findings.len();
        let read = self.credentials(&config, known, frame, base, &|_| false);
        self.origins(&config, known, base, &|_| false);
        let mut found = self.findings.iter().skip(before);
        if found.any(|finding| finding.severity() == Severity::Error) {
            self.tell_the_rest(vec![config.into()], read, before, case);
            return None;
        }
        let (config, stood_in) = resolved(config, known, read);
        let redirect_uri = self.redirect_uri(id);
        let of_a_stand_in = |finding: &Finding| stood_in.iter().any(|pointer| finding.pointer == **pointer);
        match contained_prepare(known.registration, config, &Site::new(id, &redirect_uri)) {
            Ok((connector, warnings)) => {
                let swapped = self.findings.iter().skip(before).any(|finding| finding.code == "W205");
                let warnings = warnings
                    .into_iter()
                    .filter(|finding| !of_a_stand_in(finding))
                    .filter(|finding| !swapped || finding.code != "W206");
                self.findings
                    .extend(warnings.map(|finding| naming(located(finding, known).under(base), id)));
                (frame.enabled && stood_in.is_empty()).then_some(connector)
            }
            Err(findings) => {
                self.findings
                    .extend(findings.into_iter().map(|finding| finding.under(base)));
                None
            }
        }
    }
}

/// Puts what references refer to in their places; where they are not read, something else that fits. Gives the pointers of those.
fn resolved(mut config: Value, known: &Known, read: Vec<Option<String>>) -> (Value, Vec<&str>) {
    let mut stood_in = Vec::new();
    for (credential, text) in known.credentials.iter().zip(read) {
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

/// A key as the name of an object.
pub(super) fn quoted(key: &str) -> Sentence {
    let key = printable(key);
    fill(Text::new("`{key}`", "`{key}`"), &[("key", key.into())])
}

/// A connector's finding about a value that its console shows, with the place there.
pub(super) fn located(mut finding: Finding, known: &Known) -> Finding {
    let field = match finding.code {
        "W206" => "/clientId",
        "W207" => "/clientSecret",
        "W208" | "W209" => "/scopes",
        _ => return finding,
    };
    let part = known
        .schema
        .pointer(&format!("/properties{field}"))
        .unwrap_or(&Value::Null);
    finding.help = finding.help.map(|help| advice::with_console(help, part));
    finding
}

/// Puts the instance's id into the help of a connector, which does not know it.
pub(super) fn naming(mut finding: Finding, id: &str) -> Finding {
    let fill = |text: std::borrow::Cow<'static, str>| match text.contains("{instance}") {
        true => text.replace("{instance}", id).into(),
        false => text,
    };
    finding.help = finding.help.map(|help| Sentence {
        en: fill(help.en),
        ko: fill(help.ko),
    });
    finding
}

/// A prepared connector, and what is odd about its settings.
type Prepared = (Arc<dyn Connector>, Vec<Finding>);

/// A connector that panics while it is prepared harms no other; its message is dropped unread, because it may hold a secret.
pub(super) fn contained_prepare(
    registration: &'static Registration,
    config: Value,
    site: &Site<'_>,
) -> Result<Prepared, Vec<Finding>> {
    let prepared = catch_unwind(AssertUnwindSafe(|| registration.prepare(config, site)));
    prepared.unwrap_or_else(|payload| {
        // Dropping a payload may panic once more; forgetting it leaks a few bytes of a bug.
        std::mem::forget(payload);
        let help = Text::new(
            "connector `{id}` panicked while it read these settings: report it to its author",
            "커넥터 `{id}`: 이 설정을 읽다가 패닉이 났습니다. 만든 사람에게 알려 주세요",
        );
        Err(vec![
            finding("E906", "", &[]).help(fill(help, &[("id", registration.id().into())])),
        ])
    })
}

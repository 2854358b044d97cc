//! The whole document: its envelope, its public address, its instances.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use connector_core::{
    Finding, Registry, Text,
    config::{Sentence, Severity, Spot},
    fields::BaseUrl,
};
use serde_json::{Map, Value};

use super::{
    Terms, address, advice,
    apart::Apart,
    astray, crowd,
    document::Document,
    explain::{Ground, explain},
    fast,
    fill::{fill, finding},
    instance::{Bench, quoted},
    known::Known,
    limits,
    misspelt::{self, Respelled},
    model::{Defaults, HttpDefaults, InstanceSettings, Lang, Profile, Settings},
    options::Options,
    roots, schema,
    tree::{below, parts},
    twice::{self, Use},
    wording::printable,
};
use crate::transport::Proxy;

/// A document that was checked.
pub(super) struct Checked {
    pub(super) settings: Option<Settings>,
    pub(super) findings: Vec<Finding>,
    pub(super) profile: Profile,
    /// The connectors of instances about which something was found.
    pub(super) connectors: BTreeMap<String, &'static str>,
}

impl Checked {
    pub(super) fn refused(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
    }
}

/// Checks a document.
pub(super) fn check(value: Option<Value>, document: &Document, terms: &Terms<'_>) -> Checked {
    let profile = terms.options.profile.unwrap_or_else(|| implied(value.as_ref()));
    let Some(mut value) = value else {
        return Checked {
            settings: None,
            findings: Vec::new(),
            profile,
            connectors: BTreeMap::new(),
        };
    };
    let mut respelled = None;
    let findings = match envelope(&value, terms.registry) {
        Judged::Fits => Vec::new(),
        Judged::Broken(ours) => vec![ours],
        Judged::Refused(mut as_meant, findings) => {
            value = std::mem::take(&mut as_meant.value);
            respelled = Some(as_meant);
            findings
        }
    };
    let mut head = Head::of(&value, profile, document, terms, findings);
    if let Some(Value::Object(instances)) = value.get("instances")
        && !instances.values().any(is_enabled)
    {
        head.findings.push(finding("W110", "/instances", &[]).spot(Spot::Key));
    }
    let mut instances: Vec<(String, Value)> = match value.get_mut("instances") {
        Some(Value::Object(instances)) => std::mem::take(instances).into_iter().collect(),
        _ => Vec::new(),
    };
    let bench = || head.bench(terms, document);
    let judged = crowd::judge(&mut instances, &bench, &|bench, (id, instance)| match instance.take() {
        Value::Object(instance) => bench.check(id, instance),
        _ => None,
    });
    let together = Together::of(judged);
    let mut checked = head.checked(together);
    if let Some(respelled) = respelled {
        respelled.place(&mut checked.findings, "");
        checked.findings.extend(respelled.findings);
    }
    checked
}

/// Checks a document that was taken apart; nothing if its envelope is not in order.
pub(super) fn check_apart(apart: Apart<'_>, document: &Document, terms: &Terms<'_>) -> Option<Checked> {
    let Apart { top, mut instances } = apart;
    if !schema::fits_top(&top) {
        return None;
    }
    let profile = terms.options.profile.unwrap_or_else(|| implied(Some(&top)));
    let head = Head::of(&top, profile, document, terms, Vec::new());
    let in_order = AtomicBool::new(true);
    let is_any_enabled = AtomicBool::new(false);
    let bench = || head.bench(terms, document);
    let judged = crowd::judge(&mut instances, &bench, &|bench, (id, text)| {
        if !in_order.load(Relaxed) {
            return None;
        }
        match fast::inner(text, 2) {
            Some(instance) if schema::fits_instance(&instance) => {
                if !is_any_enabled.load(Relaxed) && is_enabled(&instance) {
                    is_any_enabled.store(true, Relaxed);
                }
                match instance {
                    Value::Object(instance) => bench.check(id, instance),
                    _ => None,
                }
            }
            _ => {
                in_order.store(false, Relaxed);
                None
            }
        }
    });
    let together = Together::of(judged);
    (in_order.into_inner() && is_any_enabled.into_inner()).then(|| head.checked(together))
}

/// What a document says about all of its instances.
struct Head {
    profile: Profile,
    public_url: Option<String>,
    defaults: Option<Defaults>,
    /// What was found before the instances are looked at.
    findings: Vec<Finding>,
}

impl Head {
    fn of(value: &Value, profile: Profile, document: &Document, terms: &Terms<'_>, mut findings: Vec<Finding>) -> Self {
        let broken: Vec<String> = findings.iter().map(|finding| finding.pointer.clone()).collect();
        let public_url = public(value, profile, &broken, &mut findings);
        if let Some(address) = &public_url {
            findings.extend(of_a_provider(address, terms.registry));
        }
        let defaults = defaults(value, document, terms.options, &mut findings);
        Self {
            profile,
            public_url,
            defaults,
            findings,
        }
    }

    fn bench<'b>(&'b self, terms: &'b Terms<'b>, document: &'b Document) -> Bench<'b> {
        Bench {
            registry: terms.registry,
            options: terms.options,
            keeps: terms.keeps,
            profile: self.profile,
            public_url: self.public_url.as_deref(),
            met: Vec::new(),
            uses: Vec::new(),
            findings: Vec::new(),
            faulty: !self.findings.is_empty(),
            document,
            connectors: Vec::new(),
        }
    }

    fn checked(self, together: Together) -> Checked {
        let Self {
            profile,
            public_url,
            defaults,
            mut findings,
        } = self;
        let Together {
            prepared,
            found,
            uses,
            mut connectors,
        } = together;
        findings.extend(found);
        for (one, finding) in twice::used_twice(&uses) {
            connectors.push((one.instance(), one.connector));
            findings.push(finding);
        }
        let settings = public_url.zip(defaults).map(|(public_url, defaults)| Settings {
            public_url: public_url.into(),
            defaults,
            instances: prepared,
        });
        Checked {
            settings,
            findings,
            profile,
            // Of many at once, in their order, a map is made quickly.
            connectors: connectors.into_iter().collect(),
        }
    }
}

/// What all benches together have found.
struct Together {
    prepared: Vec<InstanceSettings>,
    found: Vec<Finding>,
    uses: Vec<Use>,
    connectors: Vec<(String, &'static str)>,
}

impl Together {
    fn of(judged: Vec<crowd::Judged<'_>>) -> Self {
        let mut together = Self {
            prepared: Vec::with_capacity(judged.iter().map(|(_, some)| some.len()).sum()),
            found: Vec::new(),
            uses: Vec::with_capacity(judged.iter().map(|(bench, _)| bench.uses.len()).sum()),
            connectors: Vec::new(),
        };
        for (bench, some) in judged {
            together.prepared.extend(some);
            together.found.extend(bench.findings);
            together.uses.extend(bench.uses);
            together.connectors.extend(bench.connectors);
        }
        together
    }
}

/// `dev` if the public address is this machine, else `production`.
fn implied(value: Option<&Value>) -> Profile {
    let text = value.and_then(|value| value.get("publicUrl")).and_then(Value::as_str);
    match text.and_then(BaseUrl::parse) {
        Some(base) if base.is_loopback() => Profile::Dev,
        _ => Profile::Production,
    }
}

fn is_enabled(instance: &Value) -> bool {
    instance.get("enabled") != Some(&Value::Bool(false))
}

/// What the schema of the envelope says.
enum Judged {
    Fits,
    /// Our own schema is broken.
    Broken(Finding),
    /// The document as it was meant, and what is wrong with it besides misspelt keys.
    Refused(Respelled, Vec<Finding>),
}

/// What is wrong with everything but configs.
fn envelope(value: &Value, registry: &Registry) -> Judged {
    let Some(validator) = schema::CHECK.as_ref() else {
        return Judged::Broken(finding("E901", "", &[("place", "settings schema".into())]));
    };
    if validator.is_valid(value) {
        return Judged::Fits;
    }
    let owner = |pointer: &str| match parts(pointer).collect::<Vec<_>>().as_slice() {
        [] => Sentence::from(Text::new("the configuration", "설정")),
        [instances, id] if instances == "instances" => fill(
            Text::new("instance `{id}`", "인스턴스 `{id}`"),
            &[("id", printable(id).into())],
        ),
        [.., last] => quoted(last),
    };
    let elsewhere = |whole: &Value, pointer: &str, key: &str| astray::outside(registry, whole, pointer, key);
    let ground = Ground {
        schema: &schema::ENVELOPE,
        value,
        owner: &owner,
        elsewhere: &elsewhere,
    };
    let respelled = misspelt::respell(&ground, validator, validator.violations(value));
    let value = &respelled.value;
    let mut findings = explain(&Ground { value, ..ground }, respelled.violations.clone());
    let ids = value
        .get("instances")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys);
    for id in ids.filter(|id| !is_name(id)).take(limits::FINDINGS) {
        let pointer = below("/instances", id);
        let places = [
            ("key", printable(id).into()),
            ("suggestion", advice::id_like(id).into()),
        ];
        findings.push(finding("E107", pointer, &places).spot(Spot::Key));
    }
    Judged::Refused(respelled, findings)
}

/// An instance id (L32).
pub(super) fn is_name(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn public(value: &Value, profile: Profile, broken: &[String], findings: &mut Vec<Finding>) -> Option<String> {
    const POINTER: &str = "/publicUrl";
    let text = value
        .get("publicUrl")
        .and_then(Value::as_str)
        .filter(|_| !broken.iter().any(|pointer| pointer == POINTER))?;
    match address::public(text, POINTER, profile) {
        Ok((normal, odd)) => {
            findings.extend(odd);
            Some(normal)
        }
        Err(flaw) => {
            findings.push(flaw);
            None
        }
    }
}

/// A public address at which a provider answers.
fn of_a_provider(address: &str, registry: &Registry) -> Option<Finding> {
    let url = url::Url::parse(address).ok()?;
    let (host, origin) = (url.host_str()?, url.origin().ascii_serialization());
    // Learning a connector takes long; nearly every address is in nobody's domain.
    let is_near = |console: &str| domain(host_of(console)) == domain(host);
    let mut near = registry.iter().filter(|it| is_near(it.info().console.address));
    let id = near.find(|it| Known::of(it).origins().contains(&origin))?.id();
    Some(finding("W410", "/publicUrl", &[("connector", id.into())]))
}

fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// The last two labels of a name.
fn domain(host: &str) -> &str {
    let before = host.rmatch_indices('.').nth(1);
    before.map_or(host, |(at, _)| host.get(at + 1..).unwrap_or_default())
}

/// Time limits of which a longer one is a part of a shorter one.
fn contradictions(http: &Value, findings: &mut Vec<Finding>) {
    const INNERMOST_FIRST: [&str; 3] = ["connectTimeoutMs", "requestTimeoutMs", "timeoutMs"];
    let pointer = |name: &str| format!("/defaults/http/{name}");
    let spoken = |name: &str| findings.iter().any(|finding| finding.pointer == pointer(name));
    let written = INNERMOST_FIRST.map(|name| http.get(name).and_then(Value::as_f64).filter(|_| !spoken(name)));
    for (n, (inner, limit)) in INNERMOST_FIRST.iter().zip(written).enumerate() {
        let mut around = INNERMOST_FIRST.iter().zip(written).skip(n + 1);
        let shorter = around.find(|(_, other)| other.zip(limit).is_some_and(|(other, limit)| limit > other));
        if let Some((outer, _)) = shorter {
            let places = [("field", (*inner).into()), ("other", (*outer).into())];
            findings.push(finding("W214", pointer(inner), &places).related(pointer(outer)));
        }
    }
}

/// What holds for all instances. Values outside their limits are findings already.
fn defaults(value: &Value, document: &Document, options: &Options, findings: &mut Vec<Finding>) -> Option<Defaults> {
    let all = value.get("defaults").unwrap_or(&Value::Null);
    let http = all.get("http").unwrap_or(&Value::Null);
    let number = |from: &Value, key: &str, default: u32| {
        from.get(key)
            .and_then(Value::as_f64)
            .map_or(default, |number| number as u32)
    };
    let mut origins = Vec::new();
    for (n, text) in all
        .get("returnOrigins")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .enumerate()
    {
        let pointer = format!("/defaults/returnOrigins/{n}");
        let spoken = findings.iter().any(|finding| finding.pointer == pointer);
        match text.as_str().and_then(address::browser_origin) {
            Some(origin) => origins.push(origin),
            None if spoken => {}
            None => findings.extend(
                text.as_str()
                    .and_then(|text| address::no_origin(text, &pointer, "returnOrigins")),
            ),
        }
    }
    contradictions(http, findings);
    let proxy = match http.get("proxy").and_then(Value::as_str) {
        None | Some("none") => Proxy::None,
        Some("environment") => Proxy::Environment,
        Some(address) => Proxy::Address(address.to_owned()),
    };
    let roots = roots::read(http, document, options, findings);
    Some(Defaults {
        lang: if all.get("lang").and_then(Value::as_str) == Some("ko") {
            Lang::Ko
        } else {
            Lang::En
        },
        sign_in_secs: number(all, "signInTtlSecs", 600),
        return_origins: origins,
        http: HttpDefaults {
            connect_timeout_ms: number(http, "connectTimeoutMs", 3000),
            request_timeout_ms: number(http, "requestTimeoutMs", 5000),
            timeout_ms: number(http, "timeoutMs", 10_000),
            max_response_kib: number(http, "maxResponseKiB", 1024),
            proxy,
            roots,
        },
    })
}

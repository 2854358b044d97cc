//! The addresses in a config, to which an instance sends requests instead of to its provider.

use connector_core::{Finding, Site, Text};
use serde_json::{Value, json};

use super::{
    address::{self, Own},
    fill::fill,
    instance::{Bench, contained_prepare},
    known::Known,
    tree::parts,
};

impl Bench<'_> {
    /// Judges the addresses in a config.
    pub(super) fn origins(&mut self, config: &Value, known: &Known, base: &str, spoken: &dyn Fn(&str) -> bool) {
        if !known.with_addresses.iter().any(|name| config.get(name).is_some()) {
            return;
        }
        for pointer in &known.addresses {
            let Some(text) = config
                .pointer(pointer)
                .and_then(Value::as_str)
                .filter(|_| !spoken(pointer))
            else {
                continue;
            };
            // A wrong `allowPrivate` is told already, and may have meant yes.
            let private = pointer
                .rsplit_once('/')
                .and_then(|(object, _)| config.pointer(&format!("{object}/allowPrivate")))
                .is_some_and(|allowed| *allowed != Value::Bool(false));
            let own = || own(config, known, pointer);
            let name = parts(pointer).collect::<Vec<_>>().join(".");
            let full = format!("{base}{pointer}");
            let found = address::flaw(text, &full, &name)
                .map(|flaw| like_the_own(flaw, &own))
                .or_else(|| address::origin(text, &full, self.profile, private, &own));
            self.findings.extend(found);
        }
    }
}

/// An address with a part too much is compared with the provider's own, not with a public address.
fn like_the_own(flaw: Finding, own: &dyn Fn() -> Own) -> Finding {
    const FORM: Text = Text::new(
        "keep scheme, host, port and path, as in `{own}`",
        "스킴, 호스트, 포트, 경로만 남기세요(예: `{own}`)",
    );
    if flaw.code != "E402" {
        return flaw;
    }
    match own().replaced {
        Some(own) => flaw.help(fill(FORM, &[("own", own.into())])),
        None => flaw,
    }
}

/// An address that no provider has.
const NOBODY: &str = "https://unknown.invalid";

fn own(config: &Value, known: &Known, pointer: &str) -> Own {
    let all = own_origins(config, known, None);
    let others = own_origins(config, known, Some(pointer));
    let mut missing = all.iter().filter(|origin| !others.contains(origin));
    let replaced = missing.next().cloned().filter(|_| missing.next().is_none());
    Own { all, replaced }
}

/// The origins to which a connector goes when its config names no others, or nobody's at one pointer.
pub(super) fn own_origins(config: &Value, known: &Known, changed: Option<&str>) -> Vec<String> {
    let mut plain = config.clone();
    if let Some(config) = plain.as_object_mut() {
        config.remove("origins");
        for credential in &known.credentials {
            if config.contains_key(&*credential.name) {
                config.insert(credential.name.to_string(), Value::String(credential.stand_in.clone()));
            }
        }
        let changed: Vec<String> = changed.into_iter().flat_map(parts).collect();
        if let [object, name] = changed.as_slice() {
            config.insert(object.clone(), json!({ name: NOBODY }));
        }
    }
    let site = Site::new("x", "https://unknown.invalid/callback/x");
    contained_prepare(known.registration, plain, &site)
        .map(|(connector, _)| connector.origins().to_vec())
        .unwrap_or_default()
}

//! What a connector says about a config in which something is wrong already, so that one run tells everything.

use connector_core::{
    Finding, Site,
    config::Severity,
    validate::{Violated, Violation},
};
use serde_json::Value;

use super::{
    instance::{Bench, Case, contained_prepare, located, naming},
    known::Known,
    tree::parts,
};

/// A config without what its schema refuses: unknown keys are left out, and something that fits stands for credentials. Nothing
/// if a setting is wrong, on which others may depend. `astray` are fields that stand elsewhere.
pub(super) fn without(config: &Value, violations: &[Violation], astray: &[String], known: &Known) -> Option<Value> {
    let mut config = config.clone();
    let members = config.as_object_mut()?;
    let stand_in = |name: &str| {
        let credential = known.credentials.iter().find(|credential| *credential.name == *name);
        credential.map(|credential| Value::String(credential.stand_in.clone()))
    };
    for Violation { pointer, fault } in violations {
        let name = match (pointer.as_str(), fault) {
            ("", Violated::Unknown(key)) => {
                members.remove(key);
                continue;
            }
            ("", Violated::Missing(key)) => key.clone(),
            (pointer, _) => parts(pointer).next()?,
        };
        let value = stand_in(&name)?;
        members.insert(name, value);
    }
    for name in astray {
        if let Some(value) = stand_in(name).filter(|_| !members.contains_key(name)) {
            members.insert(name.clone(), value);
        }
    }
    Some(config)
}

impl Bench<'_> {
    /// Lets the connector judge a config about which the findings from `since` on were made. `read` is what its references refer
    /// to. Nothing is said twice about a value.
    pub(super) fn tell_the_rest(
        &mut self,
        mut config: Value,
        read: Vec<Option<String>>,
        since: usize,
        case: &Case<'_>,
    ) {
        let Case { id, known, base, .. } = *case;
        let mut spoken: Vec<String> = self
            .findings
            .iter()
            .skip(since)
            .filter(|finding| finding.severity() == Severity::Error)
            .filter_map(|finding| finding.pointer.strip_prefix(base).map(str::to_owned))
            // What is missing says nothing about what is there.
            .filter(|pointer| !pointer.is_empty())
            .collect();
        let is_spoken = |spoken: &[String], pointer: &str| spoken.iter().any(|wrong| is_inside(wrong, pointer));
        let Some(members) = config.as_object_mut() else { return };
        for (credential, text) in known.credentials.iter().zip(read) {
            let wrong = is_spoken(&spoken, &credential.pointer);
            let Some(place) = members
                .get_mut(&*credential.name)
                .filter(|value| wrong || value.is_object())
            else {
                continue;
            };
            *place = Value::String(text.filter(|_| !wrong).unwrap_or_else(|| {
                spoken.push(credential.pointer.to_string());
                credential.stand_in.clone()
            }));
        }
        for address in known.addresses.iter().filter(|address| is_spoken(&spoken, address)) {
            members.retain(|name, _| parts(address).next().as_ref() != Some(name));
        }
        if !case.validator.is_valid(&config) {
            return;
        }
        let redirect_uri = self.redirect_uri(id);
        let said = contained_prepare(known.registration, config, &Site::new(id, &redirect_uri));
        let said = said.map_or_else(|findings| findings, |(_, warnings)| warnings);
        let swapped = self.findings.iter().skip(since).any(|finding| finding.code == "W205");
        let is_old = |finding: &Finding| {
            swapped && finding.code == "W206" || spoken.iter().any(|wrong| is_inside(&finding.pointer, wrong))
        };
        let said = said.into_iter().filter(|finding| !is_old(finding));
        self.findings
            .extend(said.map(|finding| naming(located(finding, known).under(base), id)));
    }
}

/// Whether a pointer is another one or leads further.
fn is_inside(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

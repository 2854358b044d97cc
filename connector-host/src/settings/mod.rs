//! The admin's document: read, checked as a whole, references resolved, every connector prepared.
//!
//! A document without a fault takes the quick way: text → value → compiled schema → prepared connector. Only when something is
//! found, the text is read again by a reader that remembers places, so that every finding gets line and column.

mod address;
mod advice;
mod astray;
mod catalogue;
mod credential;
mod credentials;
mod crowd;
mod document;
mod edits;
mod explain;
mod fast;
mod fill;
mod foreign;
pub mod forms;
mod guess;
mod instance;
mod known;
pub mod limits;
mod locate;
mod masked;
mod mend;
mod misspelt;
mod model;
mod nearest;
mod options;
mod origins;
mod pasted;
mod place;
mod reader;
mod reference;
mod refusal;
pub mod render;
mod report;
mod rest;
mod root;
mod scalar;
mod schema;
mod source;
mod stumble;
#[cfg(test)]
mod tests;
mod tree;
mod twice;
mod wording;

use connector_core::{Finding, Registry};

pub(crate) use self::fill::{Fill, finding};
pub use self::{
    catalogue::{CATALOGUE, Entry, Example, Place},
    mend::{Mended, MendedFile, mend},
    model::{Defaults, HttpDefaults, InstanceSettings, Lang, Profile, Settings},
    options::{Allow, Environment, Options, SystemEnvironment},
    place::{Located, Position, Related, Repair, TextEdit},
    report::Report,
    schema::bundle,
    source::Source,
};

/// Reads and checks settings. All mistakes are found in one run, one finding each, in the order in which they stand.
pub fn load(source: &Source, registry: &Registry, options: &Options) -> Report {
    judge(source.read(options.max_size), registry, options)
}

fn judge(given: source::Given, registry: &Registry, options: &Options) -> Report {
    let mut document = document::Document::read(given);
    let value = document.value.take();
    let checked = root::check(value, &document, registry, options);
    let refused = document.refused() || checked.refused();
    let mut findings = if checked.findings.is_empty() && !document.faulty() {
        Vec::new()
    } else {
        document.locate(checked.findings, &checked.connectors)
    };
    findings.retain(|located| !options.allow.iter().any(|allow| allow.covers(located)));
    Report {
        settings: checked.settings.filter(|_| !refused),
        findings,
        profile: checked.profile,
        forced: options.profile.is_some(),
        files: document.into_texts(),
    }
}

/// A report of what was found out about settings otherwise, with the places of their document.
pub fn locate(
    source: &Source,
    settings: &Settings,
    options: &Options,
    findings: Vec<Finding>,
    profile: Profile,
) -> Report {
    let mut document = document::Document::read(source.read(options.max_size));
    let instances = settings.instances.iter();
    let connectors = instances
        .map(|instance| (instance.id.to_string(), instance.registration.id()))
        .collect();
    Report {
        settings: None,
        findings: document.locate(findings, &connectors),
        profile,
        forced: options.profile.is_some(),
        files: document.into_texts(),
    }
}

//! The admin's document: read, checked as a whole, references resolved, every connector prepared.
//!
//! A document without a fault takes the quick way, instance by instance: text → value → compiled schema → prepared connector.
//! Where the text itself or its envelope is not in order, it is read as a whole. Only when something is found, the text is read
//! by a reader that remembers places, so that every finding gets line and column.

mod address;
mod advice;
mod apart;
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
mod members;
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
mod roots;
mod scalar;
mod schema;
mod source;
mod stumble;
#[cfg(test)]
mod tests;
mod tree;
mod twice;
mod untold;
mod wording;

use connector_core::{Finding, Registry};

pub(crate) use self::fill::{Fill, fill, finding};
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
    judge(source.read(options.max_size), &Terms::new(registry, options))
}

/// Checks settings as [`load`] does and keeps none of them, however many instances there are.
pub fn validate(source: &Source, registry: &Registry, options: &Options) -> Report {
    let terms = Terms {
        keeps: false,
        ..Terms::new(registry, options)
    };
    judge(source.read(options.max_size), &terms)
}

/// In what terms settings are judged.
struct Terms<'t> {
    registry: &'t Registry,
    options: &'t Options,
    /// Whether prepared connectors are kept.
    keeps: bool,
}

impl<'t> Terms<'t> {
    const fn new(registry: &'t Registry, options: &'t Options) -> Self {
        Self {
            registry,
            options,
            keeps: true,
        }
    }
}

fn judge(given: source::Given, terms: &Terms<'_>) -> Report {
    let options = terms.options;
    let mut document = document::Document::new(given);
    let quickly = document.single_text().and_then(apart::take);
    let checked = quickly.and_then(|apart| root::check_apart(apart, &document, terms));
    let checked = checked.unwrap_or_else(|| {
        let value = document.read();
        root::check(value, &document, terms)
    });
    let refused = document.refused() || checked.refused();
    let (mut found, mut untold) = (checked.findings, untold::Untold::default());
    if !options.allow.is_empty() {
        found.retain(|finding| !options.allow(finding.code, instance_of(&finding.pointer).as_deref()));
    }
    untold.cut(&mut found);
    found.iter_mut().for_each(fill::word);
    let mut findings = if found.is_empty() && !document.faulty() {
        Vec::new()
    } else {
        document.locate(found, &checked.connectors)
    };
    findings.retain(|located| !options.allow(located.finding.code, located.instance.as_deref()));
    Report {
        settings: checked.settings.filter(|_| terms.keeps && !refused),
        findings,
        profile: checked.profile,
        forced: options.profile.is_some(),
        files: document.into_texts(),
        untold,
    }
}

/// The instance in which a pointer points.
fn instance_of(pointer: &str) -> Option<String> {
    let mut parts = tree::parts(pointer);
    parts.next().filter(|first| first == "instances").and(parts.next())
}

/// A report of what was found out about settings otherwise, with the places of their document.
pub fn locate(
    source: &Source,
    settings: &Settings,
    options: &Options,
    findings: Vec<Finding>,
    profile: Profile,
) -> Report {
    let mut document = document::Document::new(source.read(options.max_size));
    document.read();
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
        untold: untold::Untold::default(),
    }
}

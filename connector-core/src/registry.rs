//! Which connectors are linked into this program.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    config::{Finding, Sentence},
    connector::Connector,
    info::{Info, is_connector_id},
    schema,
    text::Text,
};

/// Builds a configured connector. The engine implements it for every [`Provider`](crate::Provider); a raw connector
/// implements it by hand.
pub trait Prepare: Connector + Sized + 'static {
    /// What the connector says about itself.
    const INFO: Info;

    /// The settings of one instance.
    type Config: DeserializeOwned + schemars::JsonSchema;

    /// Cross-field rules, after the schema holds.
    fn check(_config: &Self::Config) -> Vec<Finding> {
        Vec::new()
    }

    /// Works out everything that stays the same from sign-in to sign-in.
    ///
    /// # Errors
    /// Findings with pointers into the config.
    fn prepare(config: Self::Config, site: &Site<'_>) -> Result<Self, Vec<Finding>>;
}

/// Where an instance stands.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Site<'a> {
    /// The instance's id.
    pub instance: &'a str,
    /// The address to which the provider sends the browser back.
    pub redirect_uri: &'a str,
}

impl<'a> Site<'a> {
    /// An instance by its id and redirect URI.
    pub const fn new(instance: &'a str, redirect_uri: &'a str) -> Self {
        Self { instance, redirect_uri }
    }
}

/// What preparing an instance gives: the connector and the warnings about its config, or the findings that refuse it.
pub type Prepared = Result<(Arc<dyn Connector>, Vec<Finding>), Vec<Finding>>;

/// A connector as it registers itself: everything that can be known without a configuration.
#[derive(Clone, Copy)]
pub struct Registration {
    info: &'static Info,
    schema: fn() -> Value,
    prepare: fn(Value, &Site<'_>) -> Prepared,
    package: &'static str,
}

const SHAPE: Text = Text::new(
    "the config does not have the shape of its schema",
    "설정이 스키마와 맞지 않습니다",
);

impl Registration {
    /// The registration of a connector type.
    pub const fn of<C: Prepare>() -> Self {
        assert!(
            is_connector_id(C::INFO.id),
            "a connector id is 2-32 lower-case letters, digits and hyphens, and begins with a letter"
        );
        Self {
            info: const { &C::INFO },
            schema: schema::of::<C::Config>,
            prepare: prepare::<C>,
            package: "",
        }
    }

    /// Adds the name of the crate that registers, for messages. [`register!`](crate::register) does it.
    #[must_use]
    pub const fn from_package(mut self, package: &'static str) -> Self {
        self.package = package;
        self
    }

    /// What the connector says about itself.
    pub const fn info(&self) -> &'static Info {
        self.info
    }

    /// The connector's id.
    pub const fn id(&self) -> &'static str {
        self.info.id
    }

    /// The crate that registered the connector.
    pub const fn package(&self) -> &'static str {
        self.package
    }

    /// The schema of the config alone, without a header.
    pub fn config_schema(&self) -> Value {
        (self.schema)()
    }

    /// The whole schema document of the config.
    pub fn schema(&self) -> Value {
        schema::document(self.id(), self.info.name, &self.config_schema())
    }

    /// Parses a config whose references are resolved, checks its cross-field rules and prepares an instance.
    ///
    /// # Errors
    /// Findings with pointers into the config.
    pub fn prepare(&self, config: Value, site: &Site<'_>) -> Prepared {
        (self.prepare)(config, site)
    }
}

fn prepare<C: Prepare>(config: Value, site: &Site<'_>) -> Prepared {
    if !config.is_object() {
        return Err(vec![Finding::new("E105", "", SHAPE)]);
    }
    // serde's own message may quote the value, so it is not kept.
    let config: C::Config = serde_json::from_value(config).map_err(|_| vec![Finding::new("E105", "", SHAPE)])?;
    let findings = C::check(&config);
    if findings
        .iter()
        .any(|finding| finding.severity() == crate::config::Severity::Error)
    {
        return Err(findings);
    }
    let connector = C::prepare(config, site)?;
    Ok((Arc::new(connector), findings))
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("id", &self.id())
            .field("package", &self.package)
            .finish_non_exhaustive()
    }
}

/// A reference to a registered static. It exists because `inventory` collects values.
#[doc(hidden)]
#[derive(Debug)]
pub struct Entry(pub &'static Registration);

inventory::collect!(Entry);

/// Declares a connector's static and registers it. The static can also be named to a host, which always links it.
///
/// ```text
/// register! { pub static CONNECTOR: Registration = Registration::of::<OAuth<Kakao>>(); }
/// ```
#[macro_export]
macro_rules! register {
    ($(#[$meta:meta])* $vis:vis static $name:ident: Registration = $value:expr;) => {
        $(#[$meta])*
        $vis static $name: $crate::Registration = ($value).from_package(env!("CARGO_PKG_NAME"));
        $crate::inventory::submit! { $crate::registry::Entry(&$name) }
    };
}

const TWICE: Text = Text::new(
    "two crates register the connector id `{id}`: {first} and {second}",
    "두 크레이트가 같은 커넥터 ID `{id}`를 등록합니다: {first}, {second}",
);

/// The connectors of a program: linked ones and named ones, by id, sorted.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    by_id: BTreeMap<&'static str, &'static Registration>,
}

impl Registry {
    /// Everything that is linked, together with `named`. One static counts once, however often it is named.
    ///
    /// # Errors
    /// A finding for each id that two crates register (H1).
    pub fn new(named: &[&'static Registration]) -> Result<Self, Vec<Finding>> {
        let mut all: Vec<&'static Registration> = inventory::iter::<Entry>.into_iter().map(|entry| entry.0).collect();
        all.extend_from_slice(named);
        // inventory has no order; sorted by crate, the message is the same in every build.
        all.sort_by_key(|registration| (registration.id(), registration.package()));
        let mut by_id: BTreeMap<&str, &'static Registration> = BTreeMap::new();
        let mut findings = Vec::new();
        for registration in all {
            match by_id.get(registration.id()) {
                None => {
                    by_id.insert(registration.id(), registration);
                }
                Some(first) if std::ptr::eq(*first, registration) => {}
                Some(first) => {
                    let places = [
                        ("id", registration.id()),
                        ("first", first.package()),
                        ("second", registration.package()),
                    ];
                    findings.push(Finding::new("E905", "", Sentence::fill(TWICE, &places)));
                }
            }
        }
        if findings.is_empty() {
            Ok(Self { by_id })
        } else {
            Err(findings)
        }
    }

    /// A connector by its id.
    pub fn get(&self, id: &str) -> Option<&'static Registration> {
        self.by_id.get(id).copied()
    }

    /// All connectors, sorted by id (M2).
    pub fn iter(&self) -> impl Iterator<Item = &'static Registration> {
        self.by_id.values().copied()
    }

    /// All ids, sorted.
    pub fn ids(&self) -> Vec<&'static str> {
        self.by_id.keys().copied().collect()
    }
}

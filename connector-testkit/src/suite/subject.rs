//! The connector under trial: its smallest config, its fixtures, and what a complete sign-in of it looks like.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use connector_core::{ErrorKind, Profile, Registration};
use serde_json::{Map, Value, json};

use super::{
    case::{Stop, not_applicable},
    fixtures::{Fixtures, Material},
    lab::Lab,
    play::Outcome,
};

/// The connector under trial.
pub(crate) struct Subject {
    pub(crate) registration: &'static Registration,
    pub(crate) folder: PathBuf,
    /// The smallest config and every secret of the schema, planted.
    pub(crate) config: Value,
    /// The smallest config alone.
    pub(crate) smallest: Value,
    /// The secrets planted in the config.
    pub(crate) secrets: Vec<String>,
    pub(crate) fixtures: Fixtures,
    rehearsal: Result<Rehearsal, String>,
    leaks: Mutex<Vec<String>>,
}

/// A complete sign-in, as it went.
#[derive(Clone)]
pub(crate) struct Rehearsal {
    pub(crate) full: Material,
    pub(crate) id_only: Option<Material>,
    pub(crate) outcome: Outcome,
    pub(crate) profile: Profile,
}

impl Subject {
    /// Reads fixtures, makes a config and rehearses a complete sign-in.
    pub(crate) fn study(registration: &'static Registration, folder: &Path, mode: &Map<String, Value>) -> Self {
        let schema = registration.config_schema();
        let mut secrets = Vec::new();
        let mut smallest = config(&schema, false, &mut Vec::new());
        let mut config = config(&schema, true, &mut secrets);
        for settings in [&mut smallest, &mut config]
            .into_iter()
            .filter_map(Value::as_object_mut)
        {
            settings.extend(mode.clone());
        }
        let (fixtures, broken) = match Fixtures::read(folder) {
            Ok(fixtures) => (fixtures, None),
            Err(why) => (Fixtures::default(), Some(why)),
        };
        let mut subject = Self {
            registration,
            folder: folder.to_owned(),
            config,
            smallest,
            secrets,
            fixtures,
            rehearsal: Err(String::new()),
            leaks: Mutex::default(),
        };
        subject.rehearsal = broken.map_or_else(|| subject.rehearse(), Err);
        subject
    }

    /// Signs in once for every order of the steps; the richest profile shows the right order.
    fn rehearse(&self) -> Result<Rehearsal, String> {
        let mut best: Option<(usize, Rehearsal)> = None;
        let mut why = String::new();
        for order in self.fixtures.orders() {
            let mut full = self.fixtures.full(&order);
            let mut outcome = Lab::new(self)?.play_material(&full);
            if outcome.kind() == Some(ErrorKind::IdTokenInvalid)
                && let Some(algorithm) = full.get_mut("alg")
            {
                *algorithm = json!("ES256");
                outcome = Lab::new(self)?.play_material(&full);
            }
            match outcome.result.clone() {
                Err(_) => why = outcome.said(),
                Ok(profile) => {
                    let told = serde_json::to_value(&profile).map(|it| it.to_string().len());
                    let told = told.unwrap_or_default();
                    if best.as_ref().is_none_or(|(best, _)| told > *best) {
                        let id_only = self.fixtures.id_only(&order);
                        best = Some((
                            told,
                            Rehearsal {
                                full,
                                id_only,
                                outcome,
                                profile,
                            },
                        ));
                    }
                }
            }
        }
        best.map(|(_, rehearsal)| rehearsal).ok_or(why)
    }

    /// The complete sign-in, or why there is none.
    pub(crate) const fn rehearsal(&self) -> &Result<Rehearsal, String> {
        &self.rehearsal
    }

    /// The complete sign-in; without one a case has nothing to start from.
    pub(crate) fn good(&self) -> Result<&Rehearsal, Stop> {
        match &self.rehearsal {
            Ok(rehearsal) => Ok(rehearsal),
            Err(_) => not_applicable("no sign-in works yet; see `a_complete_sign_in_gives_a_profile`"),
        }
    }

    /// A lab with the connector in it.
    pub(crate) fn lab(&self) -> Result<Lab<'_>, Stop> {
        Ok(Lab::new(self)?)
    }

    /// Notes a secret that was printed.
    pub(crate) fn note_leak(&self, what: String) {
        let mut leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
        if leaks.len() < 20 && !leaks.contains(&what) {
            leaks.push(what);
        }
    }

    /// The secrets that were printed by any case so far.
    pub(crate) fn leaks(&self) -> Vec<String> {
        self.leaks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A config from a schema: the required properties and, if wished, every secret. Values are the schema's own examples and
/// defaults; a reference and a secret become planted texts.
fn config(schema: &Value, with_secrets: bool, planted: &mut Vec<String>) -> Value {
    let required: Vec<&str> = names(schema.get("required"));
    let mut config = Map::new();
    for (name, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let secret = is_secret(property);
        let wanted = required.contains(&name.as_str()) || (secret && with_secrets);
        if !wanted {
            continue;
        }
        let value = sample(property);
        let reference = value
            .as_object()
            .is_some_and(|it| it.keys().any(|key| key.starts_with('$')));
        let value = if reference || (secret && value.is_null()) {
            let text = format!("plantedSecret{:02}Zk7Qw3Xr9Lm", planted.len());
            planted.push(text.clone());
            json!(text)
        } else {
            if let (true, Some(text)) = (secret, value.as_str()) {
                planted.push(text.to_owned());
            }
            value
        };
        config.insert(name.clone(), value);
    }
    Value::Object(config)
}

/// The texts of a list.
pub(crate) fn names(list: Option<&Value>) -> Vec<&str> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).collect()
}

/// Whether the schema says that a property is a secret: in itself or in one of its alternatives.
pub(crate) fn is_secret(property: &Value) -> bool {
    property.get("writeOnly") == Some(&json!(true))
}

/// A property's first example, else its default.
pub(crate) fn sample(property: &Value) -> Value {
    let example = property.pointer("/examples/0").or_else(|| property.get("default"));
    example.cloned().unwrap_or_default()
}

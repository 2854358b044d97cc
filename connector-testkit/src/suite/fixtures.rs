//! The good replies of a connector, from the `fixtures/` folder of its crate.
//!
//! | file | what it holds |
//! |---|---|
//! | `fixtures/full.json` | a profile reply with everything the provider can say |
//! | `fixtures/id_only.json` | the smallest reply that signs in; every other member of `full.json` is optional (P1) |
//! | `fixtures/<step>/full.json`, `fixtures/<step>/id_only.json` | the same for a connector with several profile requests |
//! | `fixtures/suite/id_token.json` | claims of an id_token; the suite fills issuer, audience, times and nonce |
//! | `fixtures/suite/token.json` | members of the token reply beyond RFC 6749, such as a user id |
//! | `fixtures/suite/callback.json` | parameters of the callback beyond `state` and `code` |
//! | `fixtures/modes/<mode>.json` | settings that are laid over the smallest config; every case is tried in every mode |

use std::{fs, path::Path};

use connector_core::decode;
use serde_json::{Map, Value, json};

/// Everything that a provider says about one user: `{"steps": [reply, …], "claims": {…}}`. One value, so that one JSON
/// pointer names any place in it.
pub(crate) type Material = Value;

/// What the folder holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fixtures {
    /// Good replies by step, sorted by the step's name.
    pub(crate) steps: Vec<Step>,
    pub(crate) claims: Option<Value>,
    pub(crate) token: Map<String, Value>,
    pub(crate) callback: Vec<(String, String)>,
}

/// Good replies of one profile request.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) full: Value,
    pub(crate) id_only: Option<Value>,
}

impl Fixtures {
    /// Reads the folder of a crate. A missing file is no fault; a broken one is.
    pub(crate) fn read(crate_folder: &Path) -> Result<Self, String> {
        let folder = crate_folder.join("fixtures");
        let mut steps = Vec::new();
        if let Some(step) = Step::read(&folder)? {
            steps.push(step);
        } else {
            let inside = fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut folders: Vec<_> = inside.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
            folders.sort();
            for folder in folders {
                steps.extend(Step::read(&folder)?);
            }
        }
        let own = folder.join("suite");
        let token = json_at(&own.join("token.json"))?;
        let callback = json_at(&own.join("callback.json"))?;
        let callback = callback.as_ref().and_then(Value::as_object).into_iter().flatten();
        Ok(Self {
            steps,
            claims: json_at(&own.join("id_token.json"))?,
            token: token.and_then(|token| token.as_object().cloned()).unwrap_or_default(),
            callback: callback
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
        })
    }

    /// The fullest material, with the steps in one order.
    pub(crate) fn full(&self, order: &[usize]) -> Material {
        self.material(order, |step| step.full.clone())
    }

    /// The smallest material, if every step has one.
    pub(crate) fn id_only(&self, order: &[usize]) -> Option<Material> {
        let known = !self.steps.is_empty() && self.steps.iter().all(|step| step.id_only.is_some());
        known.then(|| self.material(order, |step| step.id_only.clone().unwrap_or_default()))
    }

    fn material(&self, order: &[usize], pick: impl Fn(&Step) -> Value) -> Material {
        let steps: Vec<Value> = order.iter().filter_map(|n| self.steps.get(*n)).map(pick).collect();
        let guess = || {
            let first = steps.first()?;
            let id = ["/sub", "/id"].into_iter().find_map(|place| first.pointer(place))?;
            Some(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
        };
        let claims = self.claims.clone();
        let claims = claims.unwrap_or_else(|| json!({ "sub": guess().unwrap_or_else(|| "suite-user-1".to_owned()) }));
        json!({ "steps": steps, "claims": claims, "alg": "RS256" })
    }

    /// Every order in which the steps may be asked for. Beyond four steps only the order of their names.
    pub(crate) fn orders(&self) -> Vec<Vec<usize>> {
        let mut orders = vec![Vec::new()];
        if self.steps.len() > 4 {
            return vec![(0..self.steps.len()).collect()];
        }
        for _ in &self.steps {
            let longer = orders.iter().flat_map(|order: &Vec<usize>| {
                let free = (0..self.steps.len()).filter(|n| !order.contains(n));
                free.map(|n| order.iter().copied().chain([n]).collect())
            });
            orders = longer.collect();
        }
        orders
    }
}

/// A mode by its name, with its settings.
pub(crate) type Mode = (String, Map<String, Value>);

/// The modes of a connector, sorted: the default one, which has no name, and those of `fixtures/modes/`.
///
/// # Errors
/// A mode whose file is no JSON object.
pub(crate) fn modes(crate_folder: &Path) -> Result<Vec<Mode>, String> {
    let mut modes = vec![(String::new(), Map::new())];
    let inside = fs::read_dir(crate_folder.join("fixtures/modes"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<_> = inside.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
    {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match json_at(path)? {
            Some(Value::Object(settings)) => modes.push((name, settings)),
            _ => return Err(format!("the mode {name} is no object of settings")),
        }
    }
    Ok(modes)
}

impl Step {
    fn read(folder: &Path) -> Result<Option<Self>, String> {
        let (full, id_only) = (
            json_at(&folder.join("full.json"))?,
            json_at(&folder.join("id_only.json"))?,
        );
        let full = full.or_else(|| id_only.clone());
        Ok(full.map(|full| Self { full, id_only }))
    }
}

fn json_at(path: &Path) -> Result<Option<Value>, String> {
    let Ok(bytes) = fs::read(path) else { return Ok(None) };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    decode::json(&bytes)
        .map(Some)
        .map_err(|why| format!("the fixture {name} is not JSON that a sign-in would take: {why:?}"))
}

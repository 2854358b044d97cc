//! `connectors schema --compat OLD NEW`: whether a configuration that was valid may be refused now.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anstream::eprintln;
use connector_host::core::schema::compat::breaks;
use serde_json::Value;

/// Compares two files, or all schemas of two directories by their names.
pub(super) fn run(old: &Path, new: &Path) -> ExitCode {
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(path), _) | (_, Err(path)) => {
            eprintln!("error: cannot read a schema from {}", path.display());
            return ExitCode::from(3);
        }
    };
    let single = old.len() == 1 && new.len() == 1;
    let mut compatible = true;
    for (name, old) in &old {
        let counterpart = if single { new.values().next() } else { new.get(name) };
        let found = counterpart.map(|new| breaks(old, new));
        match found {
            None => {
                compatible = false;
                eprintln!("{name}: the schema is gone");
            }
            Some(found) => {
                compatible &= found.is_empty();
                found.iter().for_each(|one| eprintln!("{name}: {one}"));
            }
        }
    }
    if compatible {
        ExitCode::SUCCESS
    } else {
        eprintln!("a configuration that was valid may be refused: this is a major change");
        ExitCode::from(1)
    }
}

/// The schemas at a path, by file name.
fn read(path: &Path) -> Result<BTreeMap<String, Value>, PathBuf> {
    let one = |path: &Path| -> Result<(String, Value), PathBuf> {
        let text = fs::read_to_string(path).map_err(|_| path.to_owned())?;
        let schema = serde_json::from_str(&text).map_err(|_| path.to_owned())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, schema))
    };
    if !path.is_dir() {
        return one(path).map(|schema| BTreeMap::from([schema]));
    }
    let entries = fs::read_dir(path).map_err(|_| path.to_owned())?;
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let schemas: BTreeMap<String, Value> = paths
        .filter(|path| path.to_string_lossy().ends_with(".schema.json"))
        .map(|path| one(&path))
        .collect::<Result<_, _>>()?;
    if schemas.is_empty() {
        return Err(path.to_owned());
    }
    Ok(schemas)
}

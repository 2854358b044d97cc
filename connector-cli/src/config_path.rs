//! Where the configuration lies if nobody says.

use std::path::PathBuf;

/// The path in `CONNECTORS_CONFIG`; a variable that is set to nothing names none.
pub(crate) fn named() -> Option<PathBuf> {
    std::env::var_os("CONNECTORS_CONFIG")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
}

/// The path in `CONNECTORS_CONFIG`, else `connectors.json`, else `connectors.jsonc` if only that is there.
pub(crate) fn default() -> PathBuf {
    if let Some(path) = named() {
        return path;
    }
    let (json, jsonc) = (PathBuf::from("connectors.json"), PathBuf::from("connectors.jsonc"));
    if !json.exists() && jsonc.exists() { jsonc } else { json }
}

//! Where the configuration lies if nobody says.

use std::path::PathBuf;

/// The path in `CONNECTORS_CONFIG`, else `connectors.json`, else `connectors.jsonc` if only that is there.
pub(crate) fn default() -> PathBuf {
    if let Some(path) = std::env::var_os("CONNECTORS_CONFIG").filter(|path| !path.is_empty()) {
        return path.into();
    }
    let (json, jsonc) = (PathBuf::from("connectors.json"), PathBuf::from("connectors.jsonc"));
    if !json.exists() && jsonc.exists() { jsonc } else { json }
}

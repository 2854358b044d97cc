//! References: where a value is read from instead of the document. Their values never appear in a finding.

use std::{fs, path::Path};

use connector_core::Finding;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{catalogue, explain};

/// Largest file behind a reference, in bytes.
const MAX_FILE: u64 = 8 * 1024;

/// What references read.
pub trait Environment: Send + Sync {
    /// The value of an environment variable.
    fn variable(&self, name: &str) -> Option<String>;
}

/// The process's own environment.
#[derive(Clone, Copy, Debug)]
pub struct SystemEnvironment;

impl Environment for SystemEnvironment {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment for references"
    )]
    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok()
    }
}

/// Puts the value behind each reference of a config in its place.
pub(super) fn resolve(
    config: &mut Value,
    schema: &Value,
    directory: &Path,
    environment: &dyn Environment,
    findings: &mut Vec<Finding>,
) {
    let Some(config) = config.as_object_mut() else { return };
    let properties = schema.get("properties").unwrap_or(&Value::Null);
    for (name, value) in config.iter_mut() {
        let node = properties.get(name).unwrap_or(&Value::Null);
        if !explain::is_credential(node) {
            continue;
        }
        let Some((kind, target)) = reference(value) else {
            continue;
        };
        let pointer = format!("/{}", explain::token(name));
        match read(kind, target, directory, environment, &pointer, findings) {
            Err((source, reason)) => {
                let places = [("field", name.as_str()), ("source", &source), ("reason", reason)];
                findings.push(catalogue::E302.finding(format!("{pointer}/{kind}"), &places));
            }
            Ok(text) => {
                let longest = node
                    .pointer("/anyOf/0/maxLength")
                    .and_then(Value::as_u64)
                    .unwrap_or(u64::MAX);
                if text.is_empty() || text.len() as u64 > longest || !text.bytes().all(|b| b.is_ascii_graphic()) {
                    let mut finding = explain::credential(&format!("{pointer}/{kind}"), name, &text);
                    finding.spot = connector_core::config::Spot::Value;
                    findings.push(finding);
                } else {
                    *value = Value::String((*text).clone());
                }
            }
        }
    }
}

fn reference(value: &Value) -> Option<(&'static str, &str)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let (key, target) = object.iter().next()?;
    let kind = ["$env", "$file", "$credential"].into_iter().find(|kind| kind == key)?;
    target.as_str().map(|target| (kind, target))
}

fn read(
    kind: &str,
    target: &str,
    directory: &Path,
    environment: &dyn Environment,
    pointer: &str,
    findings: &mut Vec<Finding>,
) -> Result<Zeroizing<String>, (String, &'static str)> {
    match kind {
        "$env" => match environment.variable(target) {
            None => Err((format!("environment variable {}", name(target)), "is not set")),
            Some(text) if text.is_empty() => Err((format!("environment variable {}", name(target)), "is empty")),
            Some(text) => Ok(Zeroizing::new(text)),
        },
        "$file" => file(&directory.join(target), "the file", pointer, findings),
        _ => match environment.variable("CREDENTIALS_DIRECTORY") {
            Some(base) if !base.is_empty() => file(&Path::new(&base).join(target), "the credential", pointer, findings),
            _ => Err((
                "the credential".to_owned(),
                "cannot be read: there is no credentials directory",
            )),
        },
    }
}

/// The name of a variable, if it has the usual form.
fn name(target: &str) -> &str {
    let usual = target
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    if usual { target } else { "with this name" }
}

fn file(
    path: &Path,
    what: &str,
    pointer: &str,
    findings: &mut Vec<Finding>,
) -> Result<Zeroizing<String>, (String, &'static str)> {
    let refuse = |reason| (what.to_owned(), reason);
    let meta = fs::metadata(path).map_err(|_| refuse("does not exist or cannot be read"))?;
    if !meta.is_file() || meta.len() > MAX_FILE {
        return Err(refuse("is not a file of at most 8 KiB"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = meta.permissions().mode() & 0o777;
        if mode & 0o004 != 0 {
            findings.push(catalogue::W305.finding(format!("{pointer}/$file"), &[("mode", &format!("{mode:04o}"))]));
        }
    }
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|_| refuse("cannot be read as UTF-8"))?);
    // One final line break belongs to the file, not to the value.
    let value = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix('\n'))
        .unwrap_or(&text);
    if value.is_empty() {
        return Err(refuse("is empty"));
    }
    Ok(Zeroizing::new(value.to_owned()))
}

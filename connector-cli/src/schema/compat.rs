//! `connectors schema --compat OLD NEW`: whether a configuration that was valid may be refused now.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use connector_host::{
    core::{Text, config::Sentence, schema::compat::breaks},
    settings::render,
};
use serde_json::Value;

use crate::voice::{Voice, write_line};

const UNREADABLE: Text = Text::new("cannot read a schema from {path}", "스키마를 읽을 수 없습니다: {path}");
const GONE: Text = Text::new("the schema is gone", "스키마가 없어졌습니다");
const MAJOR: Text = Text::new(
    "a configuration that was valid may be refused: this is a major change",
    "유효하던 설정이 거부될 수 있습니다. 호환되지 않는 변경입니다",
);

/// Compares two files, or all schemas of two directories by their names.
pub(super) fn run(old: &Path, new: &Path, voice: Voice) -> ExitCode {
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(path), _) | (_, Err(path)) => {
            let path = path.to_string_lossy();
            voice.fail(Sentence::fill(UNREADABLE, &[("path", &render::plain_name(&path))]));
            return ExitCode::from(3);
        }
    };
    let tell =
        |name: &str, what: &str| write_line(&format!("{}: {}", render::plain_name(name), render::plain_name(what)));
    let single = old.len() == 1 && new.len() == 1;
    let mut compatible = true;
    for (name, old) in &old {
        let counterpart = if single { new.values().next() } else { new.get(name) };
        let found = counterpart.map(|new| breaks(old, new));
        match found {
            None => {
                compatible = false;
                tell(name, &voice.pick(GONE));
            }
            Some(found) => {
                compatible &= found.is_empty();
                for one in found {
                    tell(name, &format!("{}: {}", one.place(), voice.pick(one.change.clone())));
                }
            }
        }
    }
    if compatible {
        ExitCode::SUCCESS
    } else {
        write_line(&voice.pick(MAJOR));
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

//! The three files, written all or not at all: first beside their places, then moved there.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use connector_host::{
    answer::sorted,
    core::{Registry, Text},
    settings,
};
use serde_json::Value;
use tempfile::NamedTempFile;

use crate::{draft::Draft, voice::Voice};

const CONFIG: &str = "connectors.json";
const SCHEMA: &str = "connectors.schema.json";
const VARIABLES: &str = ".env.example";

/// Why nothing was written.
#[derive(Debug)]
pub(super) enum Failure {
    /// These are there.
    Exist(Vec<PathBuf>),
    /// This cannot be written.
    Io(PathBuf, io::Error),
}

/// The files by name, in the order in which they are put in place: the configuration last, as the others serve it.
pub(super) fn all(
    public_url: &str,
    drafts: &[Draft],
    registry: &Registry,
    voice: Voice,
) -> [(&'static str, String); 3] {
    [
        (SCHEMA, format!("{:#}\n", sorted(&settings::bundle(registry)))),
        (VARIABLES, variables(drafts, voice)),
        (CONFIG, config(public_url, drafts)),
    ]
}

/// The configuration, with its keys in the order in which a person reads them.
fn config(public_url: &str, drafts: &[Draft]) -> String {
    let instances: Vec<String> = drafts.iter().map(Draft::block).collect();
    let public_url = Value::from(public_url);
    format!(
        "{{\n  \"$schema\": \"./{SCHEMA}\",\n  \"version\": 1,\n  \"publicUrl\": {public_url},\n  \"instances\": {{\n{}\n  }}\n}}\n",
        instances.join(",\n")
    )
}

fn variables(drafts: &[Draft], voice: Voice) -> String {
    const HEAD: Text = Text::new(
        "# Copy to .env, fill in and keep out of version control. The program reads the environment, not this file:\n#   set -a; . ./.env; set +a\n",
        "# .env로 복사해 값을 채우고, 버전 관리에는 넣지 마세요. 프로그램은 이 파일이 아니라 환경 변수를 읽습니다.\n#   set -a; . ./.env; set +a\n",
    );
    const KEY: Text = Text::new(
        "# Seals begun sign-ins. Needed by `connectors serve` in production: head -c 32 /dev/urandom | base64",
        "# 시작된 로그인을 봉인합니다. 운영 환경의 `connectors serve`에 필요합니다: head -c 32 /dev/urandom | base64",
    );
    let mut text = voice.pick(HEAD);
    for draft in drafts {
        for (variable, field) in &draft.variables {
            let (title, console) = (voice.pick(field.title()), field.console().map(|path| voice.pick(path)));
            let place = console.map(|path| format!(" ({path})")).unwrap_or_default();
            text.push_str(&format!("\n# {}: {title}{place}\n{variable}=\n", draft.id));
        }
    }
    text + &format!("\n{}\nCONNECTORS_SEALING_KEY=\n", voice.pick(KEY))
}

/// Those of the files that a directory holds.
pub(super) fn there(directory: &Path) -> Vec<PathBuf> {
    let paths = [CONFIG, SCHEMA, VARIABLES].map(|name| place(directory, name));
    paths
        .into_iter()
        .filter(|path| path.symlink_metadata().is_ok())
        .collect()
}

/// The path of a file, as short as a person would write it.
fn place(directory: &Path, name: &str) -> PathBuf {
    if directory == Path::new(".") {
        PathBuf::from(name)
    } else {
        directory.join(name)
    }
}

/// Writes all files, or none.
pub(super) fn write(directory: &Path, files: &[(&str, String)], force: bool) -> Result<Vec<PathBuf>, Failure> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| Failure::Io(path, error)
    };
    fs::create_dir_all(directory).map_err(failed(directory))?;
    let existing = there(directory);
    if !force && !existing.is_empty() {
        return Err(Failure::Exist(existing));
    }
    let mut ready = Vec::new();
    for (name, text) in files {
        let path = place(directory, name);
        ready.push((staged(directory, text).map_err(failed(&path))?, path));
    }
    let mut written: Vec<PathBuf> = Vec::new();
    for (file, path) in ready {
        let moved = if force {
            file.persist(&path)
        } else {
            file.persist_noclobber(&path)
        };
        if let Err(error) = moved {
            if !force {
                // Whatever stands here was put here a moment ago.
                written.iter().for_each(|path| drop(fs::remove_file(path)));
            }
            return Err(match error.error.kind() {
                io::ErrorKind::AlreadyExists => Failure::Exist(vec![path]),
                _ => Failure::Io(path, error.error),
            });
        }
        written.push(path);
    }
    Ok(written)
}

/// A whole file under a name of its own, which vanishes unless it is moved.
fn staged(directory: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".connectors-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Nothing in it is secret: it holds references.
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

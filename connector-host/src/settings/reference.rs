//! `{"$env"}`, `{"$file"}`, `{"$credential"}`: where a value is read from.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use connector_core::{Finding, Text, config::Spot};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    fill::{Fill, fill, finding},
    limits,
    options::Environment,
    tree::below,
};

/// A reference that is well-formed.
pub(super) enum Reference<'v> {
    Env(&'v str),
    File(&'v str),
    Credential(&'v str),
}

/// What was read, and what is odd about where it was read from.
pub(super) struct Resolved {
    pub(super) text: Zeroizing<String>,
    pub(super) warning: Option<Finding>,
}

/// Where references are read from.
pub(super) struct Surroundings<'s> {
    pub(super) environment: &'s dyn Environment,
    /// The directory of the configuration file.
    pub(super) directory: &'s dyn Fn() -> PathBuf,
}

const UNKNOWN: Text = Text::new("it has an unknown key", "알 수 없는 키가 있습니다");
const SEVERAL: Text = Text::new("it has several keys", "키가 여러 개입니다");
const EMPTY: Text = Text::new("it has no key", "키가 없습니다");
const NAME: Text = Text::new("the name does not have the right form", "이름의 형식이 맞지 않습니다");
const PATH: Text = Text::new(
    "the path must be absolute or begin with `./` or `../`",
    "경로는 절대 경로이거나 `./`, `../`로 시작해야 합니다",
);
/// A reference where none is allowed.
pub(super) const MISPLACED: Text = Text::new("no reference can stand here", "여기에는 참조를 쓸 수 없습니다");

/// Reads the form of a reference; pointers of findings begin with that of its field, which is asked for only then.
pub(super) fn form<'v>(value: &'v Value, pointer: &dyn Fn() -> String) -> Result<Reference<'v>, Box<Finding>> {
    let wrong = |pointer: String, reason: Text| Box::new(finding("E301", pointer, &[("reason", reason.into())]));
    let of_key = |pointer: String, reason: Text| {
        let finding = finding("E301", pointer, &[("reason", reason.into())]);
        Box::new(finding.spot(Spot::Key))
    };
    let object = value.as_object().ok_or_else(|| wrong(pointer(), EMPTY))?;
    let known = |key: &&String| matches!(key.as_str(), "$env" | "$file" | "$credential");
    if let Some(unknown) = object.keys().find(|key| !known(key)) {
        return Err(of_key(below(&pointer(), unknown), UNKNOWN));
    }
    if let Some(second) = object.keys().nth(1) {
        // Keys are sorted here; of two the later one of this order is shown.
        return Err(of_key(below(&pointer(), second), SEVERAL));
    }
    let Some((key, name)) = object.iter().next() else {
        return Err(wrong(pointer(), EMPTY));
    };
    let name_wrong = |reason| wrong(below(&pointer(), key), reason);
    let name = name.as_str().ok_or_else(|| name_wrong(NAME))?;
    let starts = |wanted: fn(&u8) -> bool| name.as_bytes().first().is_some_and(wanted);
    match key.as_str() {
        "$env" if is_variable(name) => Ok(Reference::Env(name)),
        "$credential"
            if starts(u8::is_ascii_alphanumeric)
                && name.len() <= 128
                && name.bytes().all(|byte| is_inner(byte) || b".-".contains(&byte)) =>
        {
            Ok(Reference::Credential(name))
        }
        "$file" if is_path(name) && name.chars().count() <= 4096 => Ok(Reference::File(name)),
        "$file" => Err(name_wrong(PATH)),
        _ => Err(name_wrong(NAME)),
    }
}

const fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a text can be the name of a variable.
pub(super) fn is_variable(name: &str) -> bool {
    let first = name.as_bytes().first();
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && name.len() <= 128
        && name.bytes().all(is_inner)
}

/// Whether a text is a path as it may stand in a configuration.
fn is_path(text: &str) -> bool {
    let drive = matches!(text.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    drive || text.starts_with('/') || text.starts_with("./") || text.starts_with("../")
}

impl Reference<'_> {
    /// The key, below which the name stands.
    pub(super) const fn key(&self) -> &'static str {
        match self {
            Self::Env(_) => "$env",
            Self::File(_) => "$file",
            Self::Credential(_) => "$credential",
        }
    }

    /// How the reference is called in a message. A name is shown only if it looks like one: a secret may stand in its place.
    fn source(&self) -> Fill<'static> {
        let (text, plain, name, usual) = match self {
            Self::Env(name) => (
                Text::new("environment variable {name}", "환경 변수 {name}"),
                Text::new("the environment variable", "환경 변수"),
                name,
                name.bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'),
            ),
            Self::File(name) => (
                Text::new("file {name}", "파일 {name}"),
                Text::new("the file", "파일"),
                name,
                true,
            ),
            Self::Credential(name) => (
                Text::new("credential {name}", "자격 증명 {name}"),
                Text::new("the credential", "자격 증명"),
                name,
                name.contains(['-', '_', '.']),
            ),
        };
        match usual {
            true => fill(text, &[("name", super::wording::printable(name).into())]).into(),
            false => plain.into(),
        }
    }

    /// Reads the value.
    ///
    /// # Errors
    /// E302 at the name of the reference.
    pub(super) fn read(
        &self,
        field: &str,
        pointer: &dyn Fn() -> String,
        secret: bool,
        world: &Surroundings<'_>,
    ) -> Result<Resolved, Box<Finding>> {
        let refuse = |reason: Text| {
            let places = [
                ("field", field.into()),
                ("source", self.source()),
                ("reason", reason.into()),
            ];
            Box::new(finding("E302", below(&pointer(), self.key()), &places))
        };
        let path: PathBuf = match self {
            Self::Env(name) => {
                let text = world
                    .environment
                    .variable(name)
                    .ok_or_else(|| refuse(Text::new("is not set", "설정되어 있지 않습니다")))?;
                return match text.len() {
                    0 => Err(refuse(Text::new("is empty", "비어 있습니다"))),
                    1..=limits::TEXT => Ok(Resolved {
                        text: Zeroizing::new(text),
                        warning: None,
                    }),
                    _ => Err(refuse(TOO_LONG)),
                };
            }
            Self::File(path) => (world.directory)().join(path),
            Self::Credential(name) => match world.environment.variable("CREDENTIALS_DIRECTORY") {
                Some(directory) if !directory.is_empty() => PathBuf::from(directory).join(name),
                _ => {
                    return Err(refuse(Text::new(
                        "cannot be read: systemd gave no credentials directory",
                        "읽을 수 없습니다. systemd 자격 증명 디렉터리가 없습니다",
                    )));
                }
            },
        };
        let meta = fs::metadata(&path).map_err(|_| refuse(Text::new("does not exist", "없습니다")))?;
        if !meta.is_file() {
            return Err(refuse(Text::new("is not a file", "일반 파일이 아닙니다")));
        }
        let text = read_small(&path).map_err(refuse)?;
        let warning = match self {
            Self::File(_) if secret => {
                open_to_all(&meta).map(|mode| finding("W305", below(&pointer(), self.key()), &[("mode", mode.into())]))
            }
            _ => None,
        };
        Ok(Resolved { text, warning })
    }
}

const TOO_LONG: Text = Text::new("is over 8 KiB", "8 KiB를 넘습니다");
const NOT_UTF8: Text = Text::new("is not UTF-8 text", "UTF-8 텍스트가 아닙니다");

/// Reads a small file, without one line break at its end.
fn read_small(path: &Path) -> Result<Zeroizing<String>, Text> {
    let mut bytes = Zeroizing::new(Vec::new());
    let file = fs::File::open(path).map_err(|_| Text::new("cannot be read", "읽을 수 없습니다"))?;
    file.take(limits::TEXT as u64 + 3)
        .read_to_end(&mut bytes)
        .map_err(|_| Text::new("cannot be read", "읽을 수 없습니다"))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| NOT_UTF8)?;
    let text = text
        .strip_suffix('\n')
        .map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    if text.len() > limits::TEXT {
        return Err(TOO_LONG);
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// The mode of a file that every user may read.
#[cfg(unix)]
fn open_to_all(meta: &fs::Metadata) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = meta.permissions().mode() & 0o7777;
    (mode & 0o004 != 0).then(|| format!("{mode:04o}"))
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::Metadata) -> Option<String> {
    None
}

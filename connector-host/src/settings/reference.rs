//! `{"$env"}`, `{"$file"}`, `{"$credential"}`: where a value is read from.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use connector_core::{
    Finding, Text,
    config::{Fix, Spot, bare},
};
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
pub(super) const MISPLACED_HELP: Text = Text::new(
    "write the value itself; only `clientId` and secrets are read from elsewhere",
    "값을 그대로 쓰세요. `clientId`와 비밀 값만 다른 곳에서 읽습니다",
);
const DID_YOU_MEAN: Text = Text::new("did you mean `{suggestion}`?", "혹시 `{suggestion}`인가요?");
const ONE_KEY: Text = Text::new(
    "keep one key: `{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}` or `{\"$credential\": \"name\"}`",
    "키를 하나만 남기세요: `{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}`, `{\"$credential\": \"name\"}`",
);
const NAME_TEXT: Text = Text::new(
    "the name is a text in quotes: `{\"$env\": \"NAME\"}`",
    "이름은 따옴표로 감싼 텍스트입니다: `{\"$env\": \"NAME\"}`",
);
const BARE_NAME: Text = Text::new(
    "write the name alone, without `$`, `%`, `=`, spaces and brackets: `{\"$env\": \"NAME\"}`",
    "`$`, `%`, `=`, 공백, 괄호 없이 이름만 쓰세요: `{\"$env\": \"NAME\"}`",
);
const NAME_FORM: Text = Text::new(
    "a variable's name has letters, digits and `_`, and begins with no digit: `{\"$env\": \"KAKAO_CLIENT_SECRET\"}`",
    "변수 이름은 영문자, 숫자, `_`만 쓰고 숫자로 시작하지 않습니다: `{\"$env\": \"KAKAO_CLIENT_SECRET\"}`",
);
const CREDENTIAL_FORM: Text = Text::new(
    "a credential's name has letters, digits, `.`, `_` and `-`, no path: `{\"$credential\": \"kakao-secret\"}`",
    "자격 증명 이름은 경로 없이 영문자, 숫자, `.`, `_`, `-`만 씁니다: `{\"$credential\": \"kakao-secret\"}`",
);
const HOME: Text = Text::new(
    "`~` and variables are not expanded: write the whole path, such as `{\"$file\": \"/run/secrets/kakao\"}`",
    "`~`와 변수는 치환되지 않습니다. 전체 경로를 쓰세요: `{\"$file\": \"/run/secrets/kakao\"}`",
);
const RELATIVE: Text = Text::new(
    "put `./` in front, or write the whole path: `{\"$file\": \"./secrets/kakao\"}`",
    "앞에 `./`를 붙이거나 전체 경로를 쓰세요: `{\"$file\": \"./secrets/kakao\"}`",
);
const FILE_URL: Text = Text::new(
    "write the path alone, without `file://`: `{\"$file\": \"/run/secrets/kakao\"}`",
    "`file://` 없이 경로만 쓰세요: `{\"$file\": \"/run/secrets/kakao\"}`",
);

/// The key of a reference that a wrong one probably means.
fn meant(key: &str) -> Option<&'static str> {
    let plain: String = bare(key).chars().filter(char::is_ascii_alphanumeric).collect();
    [
        (
            "$env",
            &[
                "env",
                "environment",
                "envvar",
                "fromenv",
                "var",
                "variable",
                "envkey",
                "envs",
                "processenv",
            ][..],
        ),
        (
            "$file",
            &[
                "file",
                "path",
                "fromfile",
                "filepath",
                "filename",
                "secretfile",
                "files",
            ],
        ),
        (
            "$credential",
            &[
                "credential",
                "credentials",
                "cred",
                "systemd",
                "creds",
                "systemdcredential",
            ],
        ),
    ]
    .into_iter()
    .find(|(_, words)| words.contains(&plain.as_str()))
    .map(|(meant, _)| meant)
}

/// What to do about a name that does not have its form.
fn name_help(key: &str, name: &str) -> Text {
    match key {
        "$env"
            if name.contains(['$', '%', '{', '}', '(', ')', '='])
                || name.contains(char::is_whitespace)
                || name.starts_with("process.env")
                || name.starts_with("env.") =>
        {
            BARE_NAME
        }
        "$env" => NAME_FORM,
        "$credential" => CREDENTIAL_FORM,
        _ if name.starts_with("file:") => FILE_URL,
        _ if name.starts_with(['~', '$', '%']) => HOME,
        _ => RELATIVE,
    }
}

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
        let finding = of_key(below(&pointer(), unknown), UNKNOWN);
        return Err(match meant(unknown).filter(|_| object.len() == 1) {
            Some(meant) => Box::new(
                finding
                    .help(fill(DID_YOU_MEAN, &[("suggestion", meant.into())]))
                    .fix(Fix::Rename(meant.to_owned()))
                    .suggestion(meant),
            ),
            None => finding,
        });
    }
    if let Some(second) = object.keys().nth(1) {
        // Keys are sorted here; of two the later one of this order is shown.
        return Err(Box::new(of_key(below(&pointer(), second), SEVERAL).help(ONE_KEY)));
    }
    let Some((key, name)) = object.iter().next() else {
        return Err(wrong(pointer(), EMPTY));
    };
    let Some(name) = name.as_str() else {
        return Err(Box::new(wrong(below(&pointer(), key), NAME).help(NAME_TEXT)));
    };
    let name_wrong = |reason| Box::new(wrong(below(&pointer(), key), reason).help(name_help(key, name)));
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

    /// Whether a name looks like one. Another is not shown, because a secret may stand in its place.
    fn is_usual(&self) -> bool {
        match self {
            Self::Env(name) => name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_'),
            Self::File(_) => true,
            Self::Credential(name) => name.contains(['-', '_', '.']),
        }
    }

    /// How the reference is called in a message. `{place}` is filled when places are known.
    fn source(&self) -> Fill<'static> {
        let (text, name) = match (self, self.is_usual()) {
            (Self::Env(name), true) => (Text::new("environment variable {name}", "환경 변수 {name}"), name),
            (Self::File(name), _) => (Text::new("file {name}", "파일 {name}:"), name),
            (Self::Credential(name), true) => (Text::new("credential {name}", "자격 증명 {name}:"), name),
            (Self::Env(_), false) => {
                return Text::new(
                    "the environment variable named at {place}",
                    "{place}에 이름이 적힌 환경 변수",
                )
                .into();
            }
            (Self::Credential(_), false) => {
                return Text::new("the credential named at {place}", "{place}에 이름이 적힌 자격 증명:").into();
            }
        };
        fill(text, &[("name", super::wording::printable(name).into())]).into()
    }

    /// What to do when the value cannot be read.
    fn help(&self) -> Text {
        match self {
            Self::Env(_) if !self.is_usual() => Text::new(
                "if it is a name, set that variable for the process that runs this program; if the value itself stands here, move it into a variable, write `{\"$env\": \"NAME\"}`, and renew it",
                "변수의 이름이라면 이 프로그램을 실행하는 프로세스에 설정하세요. 값을 그대로 썼다면 변수로 옮겨 `{\"$env\": \"NAME\"}`로 쓰고 새로 발급하세요",
            ),
            Self::Env(_) => Text::new(
                "set it for the process that runs this program; `--no-env` checks without reading it",
                "이 프로그램을 실행하는 프로세스에 설정하세요. 읽지 않고 검사하려면 `--no-env`를 쓰세요",
            ),
            Self::File(_) => Text::new(
                "put the value alone into that file, readable for this program; `--no-env` checks without reading it",
                "그 파일에 값만 넣고 이 프로그램이 읽을 수 있게 하세요. 읽지 않고 검사하려면 `--no-env`를 쓰세요",
            ),
            Self::Credential(_) => Text::new(
                "add `LoadCredential=NAME:/path` to the systemd unit; `--no-env` checks without reading it",
                "systemd 유닛에 `LoadCredential=이름:/경로`를 추가하세요. 읽지 않고 검사하려면 `--no-env`를 쓰세요",
            ),
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
        let refuse_with = |reason: Text, help: Text| {
            let places = [
                ("field", field.into()),
                ("source", self.source()),
                ("reason", reason.into()),
            ];
            Box::new(finding("E302", below(&pointer(), self.key()), &places).help(help))
        };
        let refuse = |reason: Text| refuse_with(reason, self.help());
        let path: PathBuf = match self {
            Self::Env(name) => {
                let text = world
                    .environment
                    .variable(name)
                    .ok_or_else(|| refuse(Text::new("is not set", "값이 설정되어 있지 않습니다")))?;
                return match text.len() {
                    0 => Err(refuse(Text::new("is empty", "값이 비어 있습니다"))),
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
                        "systemd 자격 증명 디렉터리가 없어 읽을 수 없습니다",
                    )));
                }
            },
        };
        let meta = fs::metadata(&path).map_err(|_| refuse(Text::new("does not exist", "찾을 수 없습니다")))?;
        if !meta.is_file() {
            let reason = Text::new("is not a file", "일반 파일이 아닙니다");
            return Err(refuse_with(reason, NO_FILE));
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

const NO_FILE: Text = Text::new(
    "name the file that holds the value alone, such as `{\"$file\": \"/run/secrets/kakao\"}`: no directory and no device",
    "디렉터리나 장치가 아니라 값만 담긴 파일을 적으세요(예: `{\"$file\": \"/run/secrets/kakao\"}`)",
);
const TOO_LONG: Text = Text::new("is over 8 KiB", "크기가 8 KiB를 넘습니다");
const NOT_UTF8: Text = Text::new("is not UTF-8 text", "내용이 UTF-8 텍스트가 아닙니다");

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

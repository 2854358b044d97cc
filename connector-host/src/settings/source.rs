//! Where settings come from, and the texts that are read from there.

use std::{
    borrow::Cow,
    fmt, fs,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use connector_core::{Finding, Text};
use serde_json::Value;

use super::{
    fill::{Fill, finding},
    reader::Fault,
};

/// Where settings come from.
#[derive(Clone)]
pub struct Source(From);

#[derive(Clone)]
enum From {
    Path(PathBuf),
    Text { name: String, text: String },
    Bytes { name: String, bytes: Vec<u8> },
    Value(Value),
}

impl Source {
    /// A file, or a directory whose `.json` and `.jsonc` files make one configuration.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self(From::Path(path.into()))
    }

    /// A text under the name of a file. A name that ends in `.jsonc` allows comments.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self(From::Text {
            name: name.into(),
            text: text.into(),
        })
    }

    /// Bytes as they stand in a file.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self(From::Bytes {
            name: name.into(),
            bytes: bytes.into(),
        })
    }

    /// A value that a program has built. Its findings have no positions.
    pub fn value(value: Value) -> Self {
        Self(From::Value(value))
    }

    /// What the settings are called.
    pub fn name(&self) -> String {
        match &self.0 {
            From::Path(path) => path.display().to_string(),
            From::Text { name, .. } | From::Bytes { name, .. } => name.clone(),
            From::Value(_) => "settings".to_owned(),
        }
    }

    /// Whether the settings were handed over as text or bytes, so that there is no file to write.
    pub fn is_text(&self) -> bool {
        matches!(self.0, From::Text { .. } | From::Bytes { .. })
    }

    /// The text or bytes that were handed over. They may hold secrets.
    pub fn given(&self) -> Option<&[u8]> {
        match &self.0 {
            From::Text { text, .. } => Some(text.as_bytes()),
            From::Bytes { bytes, .. } => Some(bytes),
            From::Path(_) | From::Value(_) => None,
        }
    }

    /// Reads everything there is, up to so many bytes.
    pub(super) fn read(&self, most: usize) -> Given {
        match &self.0 {
            From::Value(value) => Given::Value(value.clone()),
            From::Text { name, text } => {
                let mut file = File::named(name.clone());
                file.take_text(text.into(), most);
                Given::Files(vec![file])
            }
            From::Bytes { name, bytes } => {
                let mut file = File::named(name.clone());
                file.take(bytes.into(), most);
                Given::Files(vec![file])
            }
            From::Path(path) => Given::Files(read_path(path, most)),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            From::Path(path) => f.debug_tuple("Path").field(path).finish(),
            From::Text { name, .. } | From::Bytes { name, .. } => f.debug_tuple("Text").field(name).finish(),
            From::Value(_) => f.write_str("Value"),
        }
    }
}

/// What a source held.
pub(super) enum Given {
    Files(Vec<File>),
    Value(Value),
}

/// One file.
#[derive(Clone)]
pub(super) struct File {
    pub(super) name: String,
    /// The directory against which `./` and `../` in references are read.
    pub(super) directory: PathBuf,
    /// Where it lies, if it was read from there.
    pub(super) path: Option<PathBuf>,
    pub(super) jsonc: bool,
    /// The text without a byte-order mark; empty if it could not be read.
    pub(super) text: String,
    /// Bytes of the mark.
    pub(super) skipped: usize,
    /// What is wrong with the file as a whole, at these bytes.
    pub(super) faults: Vec<Fault>,
    /// Whether the text can be read on.
    pub(super) readable: bool,
    /// The same text as UTF-8 without a mark, where it stands in the file otherwise.
    pub(super) recoded: Option<String>,
}

impl File {
    fn named(name: String) -> Self {
        let jsonc = name.ends_with(".jsonc");
        Self {
            name,
            directory: PathBuf::new(),
            path: None,
            jsonc,
            text: String::new(),
            skipped: 0,
            faults: Vec::new(),
            readable: true,
            recoded: None,
        }
    }

    fn refuse(&mut self, finding: Finding, at: usize) {
        self.faults.push(Fault::new(finding, at..at));
        self.readable = false;
    }

    /// The same file with another text, and with its mark unless it is written anew.
    pub(super) fn with_text(&self, text: &str, anew: bool) -> Self {
        let mut file = Self::named(self.name.clone());
        file.directory.clone_from(&self.directory);
        file.path.clone_from(&self.path);
        if self.skipped > 0 && !anew {
            file.take_text(format!("{MARK}{text}").into(), usize::MAX);
        } else {
            file.take_text(text.into(), usize::MAX);
        }
        file
    }

    /// The text as it stands in the file, with its mark.
    pub(super) fn whole(&self) -> String {
        let mark = if self.skipped > 0 { MARK } else { "" };
        format!("{mark}{}", self.text)
    }

    /// Whether the file was read from these bytes.
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        let mut now = Self::named(self.name.clone());
        now.take(bytes.into(), usize::MAX);
        (now.whole(), now.recoded) == (self.whole(), self.recoded.clone())
    }

    fn take(&mut self, bytes: Cow<'_, [u8]>, most: usize) {
        if bytes.len() > most {
            self.refuse(too_large(most), 0);
            return;
        }
        match String::from_utf8(bytes.into_owned()) {
            // Wide texts are full of zero bytes, which no JSON holds.
            Ok(text) if !text.bytes().take(8).any(|byte| byte == 0) => self.take_text(text.into(), most),
            Ok(text) => {
                self.recoded = utf16(text.as_bytes());
                self.refuse(not_utf8(text.as_bytes(), 0), 0);
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                self.recoded = utf16(bytes);
                let wide = bytes.starts_with(&[0xff, 0xfe])
                    || bytes.starts_with(&[0xfe, 0xff])
                    || bytes.iter().take(64).any(|byte| *byte == 0);
                // Some pairs of EUC-KR are UTF-8 by chance: the run of such bytes began earlier.
                let before = bytes.get(..at).unwrap_or_default();
                let run = before.iter().rev().take_while(|byte| **byte >= 0x80).count();
                let at = if wide { 0 } else { at - run };
                self.text = String::from_utf8_lossy(bytes).into_owned();
                self.refuse(not_utf8(bytes, at), at);
            }
        }
    }

    fn take_text(&mut self, text: Cow<'_, str>, most: usize) {
        if text.len() > most {
            self.refuse(too_large(most), 0);
            return;
        }
        match text.strip_prefix(MARK) {
            Some(rest) => {
                self.text = rest.to_owned();
                self.skipped = MARK.len();
                self.faults.push(Fault::new(finding("W004", "", &[]), 0..0));
            }
            None => self.text = text.into_owned(),
        }
    }
}

/// The byte-order mark of UTF-8.
const MARK: &str = "\u{feff}";

fn too_large(most: usize) -> Finding {
    let limit = match most % (1 << 20) {
        0 => format!("{} MiB", most >> 20),
        _ => format!("{most} bytes"),
    };
    finding("E002", "", &[("limit", limit.into())])
}

/// The text of bytes that are UTF-16 beyond doubt: they have its mark, or the zeros of ASCII in it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let little = bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xff, 0xfe, 0, 0]);
    let big = bytes.starts_with(&[0xfe, 0xff]);
    let little = little || matches!(bytes, [first, 0, second, 0, ..] if *first != 0 && *second != 0);
    let big = big || matches!(bytes, [0, first, 0, second, ..] if *first != 0 && *second != 0);
    if !(little || big) || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let unit = |pair: &[u8]| match *pair {
        [a, b] if little => u16::from_le_bytes([a, b]),
        [a, b] => u16::from_be_bytes([a, b]),
        _ => 0,
    };
    let text = char::decode_utf16(bytes.chunks(2).map(unit))
        .collect::<Result<String, _>>()
        .ok()?;
    Some(
        text.strip_prefix('\u{feff}')
            .map_or_else(|| text.clone(), str::to_owned),
    )
}

/// What bytes look like that are not UTF-8.
fn encoding(bytes: &[u8], at: usize) -> Fill<'static> {
    let zeros = |odd: usize| {
        bytes
            .iter()
            .take(64)
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return "UTF-32".into();
    }
    if bytes.starts_with(&[0xff, 0xfe]) || zeros(1) > 8 {
        return "UTF-16 LE".into();
    }
    if bytes.starts_with(&[0xfe, 0xff]) || zeros(0) > 8 {
        return "UTF-16 BE".into();
    }
    if is_korean(bytes, at) {
        return "EUC-KR".into();
    }
    Text::new("an encoding that we do not know", "알 수 없는 인코딩").into()
}

/// Whether everything from a place on is ASCII or pairs of CP949, the superset of EUC-KR that Windows writes, and mostly Hangul.
fn is_korean(bytes: &[u8], at: usize) -> bool {
    let mut rest = bytes.get(at..).unwrap_or_default();
    let (mut hangul, mut others) = (0_usize, 0_usize);
    loop {
        rest = match rest {
            [] => return hangul > others,
            [0..=0x7f, rest @ ..] => rest,
            [0xb0..=0xc8, 0xa1..=0xfe, rest @ ..] | [0x81..=0xa0, 0x41..=0xfe, rest @ ..] => {
                hangul += 1;
                rest
            }
            [0x81..=0xfe, 0x41..=0xfe, rest @ ..] => {
                others += 1;
                rest
            }
            _ => return false,
        };
    }
}

/// What to do about a file in another encoding.
const RECODE: Text = Text::new(
    "save it as \"UTF-8\" in the editor, or run `iconv -f CP949 -t UTF-8` on it",
    "편집기에서 \"UTF-8\"로 저장하거나 `iconv -f CP949 -t UTF-8`로 바꾸세요",
);
const RECODE_WIDE: Text = Text::new(
    "save it as \"UTF-8\" in the editor, or run `iconv -f UTF-16 -t UTF-8` on it",
    "편집기에서 \"UTF-8\"로 저장하거나 `iconv -f UTF-16 -t UTF-8`로 바꾸세요",
);
const RECODE_OTHER: Text = Text::new(
    "save it as \"UTF-8\" in the editor that wrote it",
    "파일을 만든 편집기에서 \"UTF-8\"로 저장하세요",
);

/// E003 about bytes that cannot be read from a place on.
fn not_utf8(bytes: &[u8], at: usize) -> Finding {
    let encoding = encoding(bytes, at);
    let help = match &encoding {
        Fill::Same(name) if name == "EUC-KR" => RECODE,
        Fill::Same(name) if name.starts_with("UTF-16") => RECODE_WIDE,
        _ => RECODE_OTHER,
    };
    finding("E003", "", &[("encoding", encoding)]).help(help)
}

const UNREADABLE: Text = Text::new("it cannot be read", "읽을 수 없습니다");

fn read_path(path: &Path, most: usize) -> Vec<File> {
    let unreadable = |name: String, reason: Text| {
        let mut file = File::named(name);
        file.refuse(finding("E001", "", &[("reason", reason.into())]), 0);
        vec![file]
    };
    let name = path.display().to_string();
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return unreadable(name, Text::new("it does not exist", "없는 경로입니다"));
        }
        Err(_) => return unreadable(name, UNREADABLE),
    };
    if !meta.is_dir() {
        return vec![read_file(path, most)];
    }
    // A link that leads nowhere, or a pipe, is a file that cannot be read, not one that is not there.
    // `connectors init` lays the schema beside the configuration.
    let is_schema = |path: &Path| path.to_string_lossy().ends_with(".schema.json");
    let is_settings = |path: &PathBuf| {
        !path.is_dir() && !is_schema(path) && path.extension().is_some_and(|end| end == "json" || end == "jsonc")
    };
    let Ok(entries) = fs::read_dir(path) else {
        return unreadable(
            name,
            Text::new("the directory cannot be listed", "디렉터리를 열 수 없습니다"),
        );
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(is_settings)
        .collect();
    if paths.is_empty() {
        return unreadable(
            name,
            Text::new(
                "the directory holds no .json or .jsonc file",
                "디렉터리에 .json이나 .jsonc 파일이 없습니다",
            ),
        );
    }
    paths.sort();
    let mut left = most;
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let mut file = read_file(&path, most);
        match left.checked_sub(file.text.len()) {
            Some(rest) => left = rest,
            None => {
                file.text.clear();
                file.refuse(too_large(most), 0);
            }
        }
        files.push(file);
    }
    files
}

fn read_file(path: &Path, most: usize) -> File {
    let mut file = File::named(path.display().to_string());
    file.path = Some(path.to_owned());
    file.directory = path.parent().map(PathBuf::from).unwrap_or_default();
    let reason = match fs::metadata(path) {
        Ok(meta) if !meta.is_file() => Text::new("it is not a file", "파일이 아닙니다"),
        Ok(meta) if meta.len() > most as u64 => {
            file.refuse(too_large(most), 0);
            return file;
        }
        meta => {
            // One byte more shows that there is no more.
            let length = meta.map_or(0, |meta| usize::try_from(meta.len()).unwrap_or_default());
            let mut bytes = Vec::with_capacity(length + 1);
            let opened = fs::File::open(path);
            match opened.and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes)) {
                Ok(_) => {
                    file.take(bytes.into(), most);
                    return file;
                }
                Err(_) => UNREADABLE,
            }
        }
    };
    file.refuse(finding("E001", "", &[("reason", reason.into())]), 0);
    file
}

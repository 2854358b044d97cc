//! Where a document comes from, and how its bytes become a JSON value: strictly, within limits, without a guess.

use std::{fmt, fs, path::PathBuf};

use connector_core::{Finding, config::Spot, decode};
use serde_json::Value;

use super::{
    catalogue::{self, MAX_BYTES, MAX_DEPTH, MAX_KEYS, MAX_TEXT},
    place,
};

/// Where a document comes from.
#[derive(Clone)]
pub struct Source(Kind);

#[derive(Clone)]
enum Kind {
    Path(PathBuf),
    Bytes { name: String, bytes: Vec<u8> },
    Value(Value),
}

pub(super) struct Read {
    pub(super) value: Value,
    pub(super) text: String,
    pub(super) warnings: Vec<Finding>,
}

/// Why there is no document, and as much of its text as is needed to show the place.
pub(super) struct Unread {
    pub(super) finding: Finding,
    pub(super) text: String,
}

impl From<Finding> for Unread {
    fn from(finding: Finding) -> Self {
        Self {
            finding,
            text: String::new(),
        }
    }
}

impl Source {
    /// A file. One whose name ends in `.jsonc` may have comments and trailing commas.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self(Kind::Path(path.into()))
    }

    /// A text with a name for messages.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::bytes(name, text.into().into_bytes())
    }

    /// Bytes with a name for messages. A name that ends in `.jsonc` allows comments.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self(Kind::Bytes {
            name: name.into(),
            bytes,
        })
    }

    /// A value made by the program; findings about it have no position.
    pub fn value(value: Value) -> Self {
        Self(Kind::Value(value))
    }

    /// The name for messages.
    pub fn name(&self) -> String {
        match &self.0 {
            Kind::Path(path) => path.display().to_string(),
            Kind::Bytes { name, .. } => name.clone(),
            Kind::Value(_) => "settings".to_owned(),
        }
    }

    /// The directory against which relative references are resolved.
    pub(super) fn directory(&self) -> PathBuf {
        match &self.0 {
            Kind::Path(path) => path.parent().map(PathBuf::from).unwrap_or_default(),
            Kind::Bytes { .. } | Kind::Value(_) => PathBuf::new(),
        }
    }

    pub(super) fn read(&self) -> Result<Read, Unread> {
        match &self.0 {
            Kind::Value(value) => Ok(Read {
                value: value.clone(),
                text: String::new(),
                warnings: Vec::new(),
            }),
            Kind::Bytes { name, bytes } => parse(bytes, name.ends_with(".jsonc")),
            Kind::Path(path) => {
                let reason = |reason| Unread::from(catalogue::E001.finding("", &[("reason", reason)]));
                let meta = fs::metadata(path).map_err(|error| reason(why(&error)))?;
                if !meta.is_file() {
                    return Err(reason("it is not a file"));
                }
                if meta.len() > MAX_BYTES as u64 {
                    return Err(catalogue::E002.finding("", &[("limit", "16 MiB")]).into());
                }
                let bytes = fs::read(path).map_err(|error| reason(why(&error)))?;
                parse(&bytes, path.extension().is_some_and(|ending| ending == "jsonc"))
            }
        }
    }
}

fn why(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist",
        std::io::ErrorKind::PermissionDenied => "its rights forbid it",
        _ => "reading failed",
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.name()).finish()
    }
}

fn parse(bytes: &[u8], comments: bool) -> Result<Read, Unread> {
    if bytes.len() > MAX_BYTES {
        return Err(catalogue::E002.finding("", &[("limit", "16 MiB")]).into());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        // Some Korean syllables in EUC-KR happen to be UTF-8: the first byte outside ASCII is the fault then.
        let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or_default();
        let end = if encoding(bytes) == "EUC-KR" {
            first
        } else {
            error.valid_up_to()
        };
        let good = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        let at = Spot::Character(good.chars().count());
        Unread {
            finding: catalogue::E003.finding("", &[("encoding", encoding(bytes))]).spot(at),
            text,
        }
    })?;
    let (text, mark) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let unread = |finding| Unread {
        finding,
        text: text.to_owned(),
    };
    within_limits(text).map_err(|limit| unread(catalogue::E002.finding("", &[("limit", limit)])))?;
    let warnings = if mark {
        vec![catalogue::W004.finding("", &[])]
    } else {
        Vec::new()
    };
    let value = match comments {
        true => place::without_comments(text).map_err(unread)?,
        false => decode::json(text.as_bytes()).map_err(|_| unread(place::syntax(text, false)))?,
    };
    Ok(Read {
        value,
        text: text.to_owned(),
        warnings,
    })
}

/// A guess at the encoding, for the message.
fn encoding(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [_, 0, _, 0, ..] => "UTF-16 LE",
        [0xfe, 0xff, ..] | [0, _, 0, _, ..] => "UTF-16 BE",
        _ => {
            let high = bytes.iter().filter(|b| **b >= 0x80).count();
            let hangul = bytes
                .windows(2)
                .filter(|pair| matches!(pair, [0xb0..=0xc8, 0xa1..=0xfe]))
                .count();
            if high > 0 && hangul * 2 >= high {
                "EUC-KR"
            } else {
                "no UTF-8"
            }
        }
    }
}

/// Depth, text length and number of members, in one pass over the bytes and before anything is built (A9, A10, L31).
fn within_limits(text: &str) -> Result<(), &'static str> {
    let (mut depth, mut keys) = (0_usize, 0_usize);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' => keys += 1,
            b'"' => {
                let mut length = 0_usize;
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => {
                            bytes.next();
                        }
                        _ => {}
                    }
                    length += 1;
                    if length > MAX_TEXT {
                        return Err("8 KiB a text");
                    }
                }
            }
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err("64 levels");
        }
        if keys > MAX_KEYS {
            return Err("200 000 keys");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> &'static str {
        let first = |read: Read| read.warnings.first().map_or("", |it| it.code);
        parse(bytes, false).map_or_else(|unread| unread.finding.code, first)
    }

    #[test]
    fn a9_a10_a11_a12_bytes_that_are_no_document() {
        assert_eq!(code(b"{}"), "");
        assert_eq!(code("\u{feff}{}".as_bytes()), "W004");
        assert_eq!(code(&vec![b' '; MAX_BYTES + 1]), "E002");
        assert_eq!(code(format!("\"{}\"", "x".repeat(10_000_000)).as_bytes()), "E002");
        assert_eq!(code("[".repeat(10_000).as_bytes()), "E002");
        assert_eq!(code(b""), "E005");
        assert_eq!(code(b"{\"a\":1,}"), "E006");
        assert_eq!(code(b"{\"a\":1 // x\n}"), "E007");
        assert_eq!(code(b"{'a':1}"), "E008");
        assert_eq!(code(b"{\"a\":1,\"a\":2}"), "E009");
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("{}".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(code(&utf16), "E003");
        let euc_kr = b"{\"label\":\"\xc4\xab\xc4\xab\xbf\xc0\"}";
        assert!(
            parse(euc_kr, false)
                .err()
                .unwrap()
                .finding
                .message
                .en
                .contains("EUC-KR")
        );
    }
}

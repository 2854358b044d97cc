//! Where in a file something stands.

use std::{borrow::Cow, ops::Range};

use connector_core::Finding;
use serde::Serialize;

/// A place in a file. Lines and columns count from 1, columns in Unicode code points; bytes count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in code points.
    pub column: usize,
    /// The byte.
    pub byte: usize,
}

/// A finding and the place it points at.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Located {
    /// What was found.
    pub finding: Finding,
    /// The file, if the settings came from files or named text.
    pub file: Option<String>,
    /// Its first character and the one behind its last, if the text could be read.
    pub range: Option<(Position, Position)>,
    /// The instance that is meant.
    pub instance: Option<String>,
    /// The connector of that instance.
    pub connector: Option<&'static str>,
    /// What mends it.
    pub fix: Option<Repair>,
    /// Another place that has to do with it.
    pub related: Option<Related>,
}

/// How a file is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// The smallest changes of its text.
    pub edits: Vec<TextEdit>,
    /// Whether the whole file is written anew, as UTF-8 without a mark.
    pub recode: bool,
}

/// A stretch of a file and the text that comes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextEdit {
    /// Its first character and the one behind its last.
    pub range: (Position, Position),
    /// What is written there; it holds no value of the file.
    pub text: Cow<'static, str>,
}

/// A place that has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// The file.
    pub file: String,
    /// Its first character and the one behind its last.
    pub range: (Position, Position),
}

/// Bytes whose characters are counted once.
const CHUNK: usize = 1024;

/// Characters that begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    // Few enough for sums of one byte, which many are added at a time of.
    let few = bytes.chunks(128);
    few.map(|few| few.iter().map(|byte| u8::from(*byte & 0xc0 != 0x80)).sum::<u8>())
        .map(usize::from)
        .sum()
}

/// Translates bytes of a text to lines and columns.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// Characters before every chunk of bytes, so that one long line costs no more than many short ones.
    before: Vec<usize>,
    /// Bytes of the byte-order mark that stood before the text.
    skipped: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str, skipped: usize) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let mut count = 0;
        let chunks = text.as_bytes().chunks(CHUNK);
        let before = chunks
            .map(|chunk| {
                let before = count;
                count += characters(chunk);
                before
            })
            .collect();
        Self {
            text,
            starts: std::iter::once(0).chain(breaks).collect(),
            before,
            skipped,
        }
    }

    /// Characters before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let chunk = (byte / CHUNK).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(chunk * CHUNK..byte).unwrap_or_default();
        self.before.get(chunk).copied().unwrap_or(0) + characters(rest)
    }

    pub(super) fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = self.characters_before(byte) - self.characters_before(start) + 1;
        Position {
            line,
            column,
            byte: byte + self.skipped,
        }
    }

    pub(super) fn range(&self, bytes: &Range<usize>) -> (Position, Position) {
        (self.position(bytes.start), self.position(bytes.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let lines = Lines::of("{\r\n  \"카카오\": 1\n}", 0);
        assert_eq!(
            lines.position(0),
            Position {
                line: 1,
                column: 1,
                byte: 0
            }
        );
        assert_eq!(
            lines.position(18),
            Position {
                line: 2,
                column: 10,
                byte: 18
            }
        );
    }
}

//! Limits of a settings document (L31).

/// Bytes of all files together.
pub const SIZE: usize = 16 * 1024 * 1024;
/// Levels of nesting.
pub const DEPTH: usize = 64;
/// Bytes of one text, and of what a reference is read from.
pub const TEXT: usize = 8 * 1024;
/// Bytes of a file with root certificates.
pub const ROOTS: usize = 4 * 1024 * 1024;
/// Members of objects in one text.
pub const KEYS: usize = 200_000;
/// Items of lists in one text. L31 names no limit; without one a list of millions is read and judged for seconds (A21).
pub const ITEMS: usize = 500_000;
/// Findings of one run; what is wrong in more places is told when these are mended.
pub const FINDINGS: usize = 1000;

/// Whether a text most likely holds more keys or items than it may. Without this many colons or commas no limit can be passed.
pub(super) fn are_likely_passed(text: &str) -> bool {
    let count = |wanted: u8| memchr::memchr_iter(wanted, text.as_bytes()).count();
    text.len() > KEYS && (count(b':') > 4 * KEYS || count(b',') > 4 * ITEMS)
}

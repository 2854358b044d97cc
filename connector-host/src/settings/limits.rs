//! Limits of a settings document (L31).

/// Bytes of all files together.
pub const SIZE: usize = 16 * 1024 * 1024;
/// Levels of nesting.
pub const DEPTH: usize = 64;
/// Bytes of one text, and of what a reference is read from.
pub const TEXT: usize = 8 * 1024;
/// Members of objects in one text.
pub const KEYS: usize = 200_000;
/// Findings of one run; what is wrong in more places is told when these are mended.
pub const FINDINGS: usize = 1000;

//! Whole-system tests; see the files beside `src`.

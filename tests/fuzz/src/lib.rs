//! What the fuzz programs call. The same functions are driven without a fuzzer by `tests/tests/fuzz.rs`.

pub mod targets;

/// The target of a name.
///
/// # Panics
/// If there is none.
pub fn target(name: &str) -> fn(&[u8]) {
    let found = targets::TARGETS.iter().find(|(known, _)| *known == name);
    found.expect("the fuzz programs have the names of targets").1
}

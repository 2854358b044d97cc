//! Every code that a settings document can earn: one code, one meaning, one severity. The texts are data; what is filled into
//! them is known to the program, never a value of the document.

mod addresses;
mod entry;
mod live;
mod ours;
mod reading;
mod references;
mod shape;
mod start;
#[cfg(test)]
mod tests;
mod values;

use std::sync::LazyLock;

pub use self::entry::{Entry, Example, Place};
pub(super) use self::ours::OURS;

/// All codes, sorted by number.
pub static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    [
        reading::READING,
        shape::SHAPE,
        values::VALUES,
        references::REFERENCES,
        addresses::ADDRESSES,
        live::LIVE,
        &[ours::OURS],
        start::START,
    ]
    .concat()
});

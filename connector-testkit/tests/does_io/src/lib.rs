//! A crate that looks at the clock of the machine. It is read by the suite and never compiled.

/// Seconds since 1970, past the context.
pub fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |it| it.as_secs())
}

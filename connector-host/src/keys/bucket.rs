//! How often a key set may be fetched: twice at once, then once in 30 seconds (L24).

use connector_core::Timestamp;

/// Fetches that may follow each other at once.
const BURST: u32 = 2;
/// Seconds until another fetch is free.
const REFILL_SECS: i64 = 30;

/// A token bucket. A slot is taken before fetching, and failures count.
#[derive(Debug)]
pub(super) struct Bucket {
    left: u32,
    since: Timestamp,
}

impl Default for Bucket {
    fn default() -> Self {
        Self {
            left: BURST,
            since: Timestamp::from_secs(0),
        }
    }
}

impl Bucket {
    /// Takes a slot, if there is one.
    pub(super) fn take(&mut self, now: Timestamp) -> bool {
        let waited = now.secs().saturating_sub(self.since.secs());
        if self.left == BURST {
            self.since = now;
        } else if waited < 0 {
            // The clock was set back: count from here, and give nothing away for it.
            self.since = now;
        } else {
            let refilled = u32::try_from(waited / REFILL_SECS).unwrap_or(u32::MAX);
            self.left = self.left.saturating_add(refilled).min(BURST);
            self.since = self.since.plus(i64::from(refilled).saturating_mul(REFILL_SECS));
        }
        let free = self.left > 0;
        self.left = self.left.saturating_sub(1);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l24_two_at_once_then_one_in_thirty_seconds() {
        let mut bucket = Bucket::default();
        let mut at = |secs: i64| bucket.take(Timestamp::from_secs(1_000_000 + secs));
        assert_eq!([at(0), at(0), at(0), at(29)], [true, true, false, false]);
        assert_eq!([at(30), at(31), at(60), at(61)], [true, false, true, false]);
        assert_eq!([at(10_000), at(10_000), at(10_000)], [true, true, false]);
        assert!(!at(-100), "a clock that was set back gives nothing away");
    }
}

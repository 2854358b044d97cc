//! A guard in memory, for a host that is alone.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use connector_core::{Error, ErrorKind, Mark, Reason, Result, Spent, Stage, Timestamp, sign_in::CLOCK_SKEW_SECS};
use hashbrown::HashSet;

use super::Guard;

/// Live marks that are remembered (L28): about 1 600 finished sign-ins a second.
pub const MOST_MARKS: usize = 1_000_000;
const SHARDS: usize = 64;
/// Expired marks that one call sweeps at most, so that no call pauses for long.
const SWEEP: usize = 32;

/// A bounded memory of spent marks. A live mark is never dropped: when the memory is full, new callbacks are refused (G13).
pub struct MemoryGuard {
    shards: Vec<Mutex<Shard>>,
    most_per_shard: usize,
}

/// Marks by their first half, 128 bits of a keyed hash.
type Short = u128;

#[derive(Default)]
struct Shard {
    marks: HashSet<Short, foldhash::fast::RandomState>,
    /// The first to expire on top: sign-ins live for minutes, notifications for a day.
    ages: BinaryHeap<Reverse<(i64, Short)>>,
}

impl Default for MemoryGuard {
    fn default() -> Self {
        Self::holding(MOST_MARKS)
    }
}

impl MemoryGuard {
    /// A guard that holds a number of live marks, 1 000-10 000 000.
    pub fn holding(most: usize) -> Self {
        let most = most.clamp(1_000, 10_000_000);
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self {
            shards,
            most_per_shard: most.div_ceil(SHARDS),
        }
    }

    /// How many marks are remembered.
    pub fn remembered(&self) -> usize {
        self.shards.iter().map(|shard| open(shard).marks.len()).sum()
    }
}

fn open(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Guard for MemoryGuard {
    async fn spend(&self, mark: Mark, now: Timestamp, expires: Timestamp) -> Result<Spent> {
        let (half, _) = mark.bytes().split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        let short = Short::from_le_bytes(*half);
        let [first, ..] = *mark.bytes();
        let Some(shard) = self.shards.get(usize::from(first) % SHARDS) else {
            return Err(full());
        };
        let mut shard = open(shard);
        shard.sweep(now.secs());
        if shard.marks.contains(&short) {
            return Err(Mark::already_used());
        }
        if shard.marks.len() >= self.most_per_shard {
            return Err(full());
        }
        shard.marks.insert(short);
        // Another host's clock may be behind by the skew.
        shard.ages.push(Reverse((expires.plus(CLOCK_SKEW_SECS).secs(), short)));
        drop(shard);
        Ok(mark.spent_for_the_first_time())
    }
}

fn full() -> Error {
    let message = "the one-time guard holds its limit of live marks";
    Error::new(ErrorKind::StoreUnavailable, message)
        .at(Stage::Callback)
        .because(Reason::GuardFull)
}

impl Shard {
    fn sweep(&mut self, now: i64) {
        for _ in 0..SWEEP {
            match self.ages.peek() {
                Some(Reverse((expires, short))) if *expires < now => {
                    self.marks.remove(short);
                    self.ages.pop();
                }
                _ => return,
            }
        }
    }
}

impl fmt::Debug for MemoryGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryGuard")
            .field("remembered", &self.remembered())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use connector_core::{Attempt, Callback, Pending, Redirect};

    use super::*;
    use crate::clock::SystemRandom;

    fn mark() -> Mark {
        let attempt = Attempt::draw(&SystemRandom).unwrap();
        let query = format!("state={}&code=c", attempt.state());
        let begun = Timestamp::from_secs(0);
        let (_, pending) = Pending::new(Redirect::to(String::new(), attempt), begun, 600, "");
        pending
            .returned(Callback::from_query(query).answer(false).unwrap(), begun)
            .unwrap()
            .mark()
    }

    const NOW: Timestamp = Timestamp::from_secs(1000);
    const LATER: Timestamp = Timestamp::from_secs(1600);

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn g2_exactly_one_of_many_wins() {
        let guard = Arc::new(MemoryGuard::default());
        for _ in 0..200 {
            let mark = mark();
            let rivals: Vec<_> = (0..50)
                .map(|_| {
                    let guard = Arc::clone(&guard);
                    tokio::spawn(async move { guard.spend(mark, NOW, LATER).await.is_ok() })
                })
                .collect();
            let mut winners = 0;
            for rival in rivals {
                winners += usize::from(rival.await.unwrap());
            }
            assert_eq!(winners, 1);
        }
    }

    #[tokio::test]
    async fn c17_a_second_use_says_so() {
        let (guard, mark) = (MemoryGuard::default(), mark());
        guard.spend(mark, NOW, LATER).await.unwrap();
        let error = guard.spend(mark, NOW, LATER).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.reason()),
            (ErrorKind::StateMismatch, Some(Reason::AlreadyUsed))
        );
    }

    /// A mark that lives for a day must not keep those behind it from being forgotten.
    #[tokio::test]
    async fn l28_long_and_short_lives_are_forgotten_in_their_own_time() {
        let guard = MemoryGuard::holding(1_000);
        let spend = async |kind: &str, n: u32, now: Timestamp, secs: i64| {
            let mark = Mark::of_notification(kind, &n.to_string());
            guard.spend(mark, now, now.plus(secs)).await.is_ok()
        };
        for n in 0..128 {
            assert!(spend("day", n, NOW, 86_400).await);
        }
        let mut refused = 0;
        for n in 0..3_000 {
            refused += u32::from(!spend("minute", n, NOW, 60).await);
        }
        assert!(refused > 0, "the guard is full");
        let later = NOW.plus(1_000);
        for n in 0..64 {
            assert!(spend("later", n, later, 60).await, "expired marks make room");
        }
        for n in 0..128 {
            assert!(!spend("day", n, later, 60).await, "a live mark was dropped");
        }
    }

    #[tokio::test]
    async fn g13_when_full_nothing_live_is_dropped_and_expired_marks_make_room() {
        let guard = MemoryGuard::holding(1_000);
        let first = mark();
        guard.spend(first, NOW, LATER).await.unwrap();
        let mut refused = 0;
        for _ in 0..3_000 {
            if let Err(error) = guard.spend(mark(), NOW, LATER).await {
                assert_eq!(
                    (error.kind(), error.reason()),
                    (ErrorKind::StoreUnavailable, Some(Reason::GuardFull))
                );
                refused += 1;
            }
        }
        assert!(refused > 0 && guard.remembered() <= 1_000 + SHARDS);
        assert!(guard.spend(first, NOW, LATER).await.is_err());
        let expired = LATER.plus(CLOCK_SKEW_SECS + 1);
        for _ in 0..2_000 {
            let _ = guard.spend(mark(), expired, expired.plus(600)).await;
        }
        guard
            .spend(mark(), expired, expired.plus(600))
            .await
            .map(drop)
            .unwrap_or_default();
        assert!(guard.remembered() > 0);
    }
}

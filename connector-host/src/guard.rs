//! The one-time guard: of all callbacks that bring the same mark, exactly one wins (C17, C18, G2).

mod memory;

use std::fmt::Debug;

use async_trait::async_trait;
use connector_core::{Mark, Result, Spent, Timestamp};

pub use memory::MemoryGuard;

/// Remembers spent marks until their sign-ins have expired. It fails closed: a mark about which nothing certain is known
/// counts as lost.
#[async_trait]
pub trait Guard: Send + Sync + Debug {
    /// Spends a mark.
    ///
    /// # Errors
    /// [`Mark::already_used`] when it was spent before, `store_unavailable` when single use cannot be promised.
    async fn spend(&self, mark: Mark, now: Timestamp, expires: Timestamp) -> Result<Spent>;
}

//! Many instances are judged by several threads; what they find is joined in the order of the document.

use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
    thread,
};

use super::{instance::Bench, model::InstanceSettings};

/// Instances that a thread takes at a time. Small enough that no thread waits long for the slowest, large enough that a second
/// one is worth its start.
const SHARE: usize = 256;
/// More threads wait for memory rather than for each other.
const MOST_THREADS: usize = 4;

/// A bench after its work, and the settings that came out of it.
pub(super) type Judged<'b> = (Bench<'b>, Vec<InstanceSettings>);

/// Judges instances, a share of them at each bench.
pub(super) fn judge<'b, I: Send>(
    instances: &mut [I],
    bench: &(impl Fn() -> Bench<'b> + Sync),
    check: &(impl Fn(&mut Bench<'b>, &mut I) -> Option<InstanceSettings> + Sync),
) -> Vec<Judged<'b>> {
    let count = instances.len().div_ceil(SHARE);
    let shares = Mutex::new(instances.chunks_mut(SHARE).enumerate());
    let work = || {
        let mut judged = Vec::new();
        loop {
            let share = shares.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((n, share)) = share else { return judged };
            let mut bench = bench();
            let prepared = share.iter_mut().filter_map(|one| check(&mut bench, one)).collect();
            judged.push((n, (bench, prepared)));
        }
    };
    if count <= 1 {
        // Even asking how many threads there could be takes longer than a few instances do.
        return work().into_iter().map(|(_, judged)| judged).collect();
    }
    let mut judged = thread::scope(|scope| {
        let threads = thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(MOST_THREADS)
            .min(count);
        // Where no more threads can be started, this one does all the work.
        let others: Vec<_> = (1..threads)
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut judged = work();
        for other in others {
            judged.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        judged
    });
    judged.sort_unstable_by_key(|(n, _)| *n);
    judged.into_iter().map(|(_, judged)| judged).collect()
}

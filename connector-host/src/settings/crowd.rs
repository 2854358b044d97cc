//! Many instances are judged by several threads; what they find is joined in the order of the document.

use std::{
    num::NonZero,
    sync::{Mutex, PoisonError},
    thread,
};

use serde_json::{Map, Value};

use super::{instance::Bench, model::InstanceSettings};

/// Instances that one thread judges before a second one is worth its start.
const ENOUGH: usize = 256;
/// More threads wait for memory rather than for each other.
const MOST_THREADS: usize = 4;

/// Instances until somebody takes them.
type Share = Mutex<Option<Vec<(String, Value)>>>;
/// A bench after its work, and the settings that came out of it.
type Judged<'b> = (Bench<'b>, Vec<InstanceSettings>);

/// Judges instances, a share of them at each bench.
pub(super) fn judge<'b>(instances: Map<String, Value>, bench: &(impl Fn() -> Bench<'b> + Sync)) -> Vec<Judged<'b>> {
    let threads = match instances.len() / ENOUGH {
        0 | 1 => 1,
        worth => thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(MOST_THREADS)
            .min(worth),
    };
    let share = instances.len().div_ceil(threads).max(1);
    let mut instances = instances.into_iter();
    let shares: Vec<Share> = (0..threads)
        .map(|_| Mutex::new(Some(instances.by_ref().take(share).collect())))
        .collect();
    // Whoever comes first takes a share: a thread of its own, or this one if no more threads can be started.
    let taken = |share: &Share| {
        let instances = share.lock().unwrap_or_else(PoisonError::into_inner).take();
        judge_share(instances.unwrap_or_default(), bench())
    };
    thread::scope(|scope| {
        let (own, others) = shares
            .split_last()
            .map_or((None, &[][..]), |(own, others)| (Some(own), others));
        let started: Vec<_> = others
            .iter()
            .map(|share| (share, thread::Builder::new().spawn_scoped(scope, move || taken(share))))
            .collect();
        let own = own.map(taken);
        let mut judged: Vec<Judged<'b>> = started
            .into_iter()
            .map(|(share, started)| match started {
                Ok(other) => other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                Err(_) => taken(share),
            })
            .collect();
        judged.extend(own);
        judged
    })
}

fn judge_share<'b>(share: Vec<(String, Value)>, mut bench: Bench<'b>) -> Judged<'b> {
    let mut prepared = Vec::with_capacity(share.len());
    for (id, instance) in share {
        if let Value::Object(instance) = instance {
            prepared.extend(bench.check(&id, instance));
        }
    }
    (bench, prepared)
}

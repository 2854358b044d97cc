//! Many instances are judged by several threads; what they find is joined in the order of the document.

use std::{num::NonZero, thread};

use serde_json::{Map, Value};

use super::{instance::Bench, model::InstanceSettings};

/// Instances that one thread judges before a second one is worth its start.
const ENOUGH: usize = 256;
/// More threads wait for memory rather than for each other.
const MOST_THREADS: usize = 4;

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
    let share = instances.len().div_ceil(threads);
    let mut instances = instances.into_iter();
    let mut shares: Vec<Vec<(String, Value)>> =
        (0..threads).map(|_| instances.by_ref().take(share).collect()).collect();
    let own = shares.pop().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || judge_share(share, bench())))
            .collect();
        let own = judge_share(own, bench());
        let mut judged: Vec<Judged<'b>> = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect();
        judged.push(own);
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

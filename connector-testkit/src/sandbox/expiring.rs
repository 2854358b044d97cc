//! A map whose entries die of age. Dead ones are swept out as it grows, so that a long load run stays small.

use std::collections::HashMap;

/// The size below which nothing is swept.
const SMALL: usize = 1024;

/// Values under random keys, each with the second at which it dies.
pub(super) struct Expiring<V> {
    entries: HashMap<String, (u64, V)>,
    sweep_at: usize,
}

impl<V> Expiring<V> {
    pub(super) fn new() -> Self {
        Self {
            entries: HashMap::new(),
            sweep_at: SMALL,
        }
    }

    pub(super) fn put(&mut self, key: String, value: V, now: u64, life: u64) {
        if self.entries.len() >= self.sweep_at {
            self.entries.retain(|_, (dies, _)| *dies > now);
            self.sweep_at = SMALL.max(self.entries.len().saturating_mul(2));
        }
        self.entries.insert(key, (now.saturating_add(life), value));
    }

    /// The living value and the seconds it has left.
    pub(super) fn get(&self, key: &str, now: u64) -> Option<(u64, &V)> {
        let (dies, value) = self.entries.get(key)?;
        let left = dies.checked_sub(now).filter(|left| *left > 0)?;
        Some((left, value))
    }

    /// Keeps only these.
    pub(super) fn retain(&mut self, keep: impl Fn(&V) -> bool) {
        self.entries.retain(|_, (_, value)| keep(value));
    }

    /// Changes every value.
    pub(super) fn each(&mut self, change: impl Fn(&mut V)) {
        self.entries.values_mut().for_each(|(_, value)| change(value));
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<V> {
        self.entries.remove(key).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_lives_until_its_second() {
        let mut map = Expiring::new();
        map.put("k".to_owned(), 'v', 100, 10);
        assert_eq!(map.get("k", 109), Some((1, &'v')));
        assert_eq!(map.get("k", 110), None);
    }

    #[test]
    fn the_dead_are_swept() {
        let mut map = Expiring::new();
        for n in 0..10_000_u64 {
            map.put(n.to_string(), (), n, 1);
        }
        assert!(map.entries.len() <= SMALL);
    }
}

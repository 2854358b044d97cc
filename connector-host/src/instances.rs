//! Prepared instances by id.

use std::{fmt, hash::BuildHasher as _, ops::Deref, sync::Arc};

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use smol_str::SmolStr;

use crate::{host::Live, instance::Instance};

/// Instances by id. Ids of up to 23 bytes stand in the table itself, so that finding one among a hundred thousand reads nothing but
/// the table.
pub(crate) struct Instances {
    places: HashTable<Place>,
    all: Vec<Arc<Instance>>,
    hasher: RandomState,
}

/// Where in the list the instance with an id stands.
struct Place {
    id: SmolStr,
    at: u32,
}

impl Instances {
    /// Room for a number of instances.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self {
            places: HashTable::with_capacity(count),
            all: Vec::with_capacity(count),
            hasher: RandomState::default(),
        }
    }

    /// Adds an instance, unless there is one of the same id: settings have no two.
    pub(crate) fn insert(&mut self, instance: Instance) {
        let (Ok(at), None) = (u32::try_from(self.all.len()), self.place(instance.id())) else {
            return;
        };
        let id = instance.id.clone();
        let hash_of = |place: &Place| self.hasher.hash_one(place.id.as_str());
        let place = Place { id, at };
        self.places.insert_unique(hash_of(&place), place, hash_of);
        self.all.push(Arc::new(instance));
    }

    fn place(&self, id: &str) -> Option<usize> {
        let place = self.places.find(self.hasher.hash_one(id), |place| place.id == id)?;
        Some(place.at as usize)
    }

    /// The instance with an id.
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Instance>> {
        self.all.get(self.place(id)?)
    }

    /// All instances.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Instance>> {
        self.all.iter()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

/// A prepared instance of the settings that were in force when it was asked for. As long as it is held, all instances of those settings stay in memory;
/// [`shared`](Self::shared) keeps just the instance.
#[derive(Clone)]
pub struct InstanceRef {
    live: Arc<Live>,
    place: usize,
}

impl InstanceRef {
    pub(crate) fn find(live: Arc<Live>, id: &str) -> Option<Self> {
        let place = live.instances.place(id)?;
        Some(Self { live, place })
    }

    /// The instance itself, to be kept for long.
    pub fn shared(&self) -> Arc<Instance> {
        Arc::clone(self.entry())
    }

    #[expect(clippy::indexing_slicing, reason = "the place was found in these very instances")]
    fn entry(&self) -> &Arc<Instance> {
        &self.live.instances.all[self.place]
    }
}

impl Deref for InstanceRef {
    type Target = Instance;

    fn deref(&self) -> &Instance {
        self.entry()
    }
}

impl fmt::Debug for InstanceRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry().fmt(f)
    }
}

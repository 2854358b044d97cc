//! How many calls are in progress: beyond the limit a call is refused at once, never queued (L30, I4).

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use connector_core::{Error, ErrorKind, Result};

/// A counter with a limit.
#[derive(Debug)]
pub(crate) struct Crowd {
    inside: Arc<AtomicUsize>,
    most: usize,
}

impl Crowd {
    pub(crate) fn new(most: usize) -> Self {
        Self {
            inside: Arc::default(),
            most,
        }
    }

    /// Takes a place until the guard is dropped.
    pub(crate) fn enter(&self) -> Result<Place> {
        let place = Place(Arc::clone(&self.inside));
        if self.inside.fetch_add(1, Ordering::Relaxed) >= self.most {
            return Err(Error::new(ErrorKind::Overloaded, "too many calls are in progress"));
        }
        Ok(place)
    }

    /// How many places are taken.
    pub(crate) fn inside(&self) -> usize {
        self.inside.load(Ordering::Relaxed)
    }
}

/// A taken place.
#[derive(Debug)]
pub(crate) struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn l30_beyond_the_limit_a_call_is_refused() {
        let crowd = Crowd::new(2);
        let (first, _second) = (crowd.enter().unwrap(), crowd.enter().unwrap());
        assert_eq!(crowd.enter().unwrap_err().kind(), ErrorKind::Overloaded);
        drop(first);
        assert_eq!(crowd.inside(), 1);
        crowd.enter().unwrap();
    }
}

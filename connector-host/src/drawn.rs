//! One call to the operating system for all the randomness of a begun sign-in (L21): asking twice costs more than sealing does.

use std::sync::{Arc, Mutex, PoisonError};

use connector_core::{NoRandomness, Random};

/// `state`, nonce and verifier.
const ATTEMPT: usize = 3 * 32;
/// What is drawn along for the nonce of the seal.
const SPARE: usize = 12;
const AT_ONCE: usize = ATTEMPT + SPARE;

/// Hands out what it drew, every byte once. It lives for one call, so nothing drawn waits for another sign-in.
pub(crate) struct Drawn {
    source: Arc<dyn Random>,
    kept: Mutex<Kept>,
}

struct Kept {
    bytes: [u8; AT_ONCE],
    left: usize,
}

impl Drawn {
    pub(crate) fn new(source: &Arc<dyn Random>) -> Self {
        Self {
            source: Arc::clone(source),
            kept: Mutex::new(Kept {
                bytes: [0; AT_ONCE],
                left: 0,
            }),
        }
    }
}

impl Random for Drawn {
    fn fill(&self, wanted: &mut [u8]) -> Result<(), NoRandomness> {
        if wanted.len() > ATTEMPT {
            return self.source.fill(wanted);
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.left < wanted.len() {
            kept.left = 0;
            let place = kept.bytes.get_mut(ATTEMPT - wanted.len()..).ok_or(NoRandomness)?;
            self.source.fill(place)?;
            kept.left = SPARE + wanted.len();
        }
        let first = AT_ONCE - kept.left;
        let drawn = kept.bytes.get_mut(first..first + wanted.len()).ok_or(NoRandomness)?;
        wanted.copy_from_slice(drawn);
        drawn.fill(0);
        kept.left -= wanted.len();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            let call = self.0.fetch_add(1, Ordering::Relaxed);
            if call == 2 {
                return Err(NoRandomness);
            }
            for (n, byte) in (1 + call * AT_ONCE..).zip(bytes) {
                *byte = n as u8;
            }
            Ok(())
        }
    }

    #[test]
    fn l21_every_byte_is_handed_out_once_and_none_without_randomness() {
        let source = Arc::new(Counting::default());
        let drawn = Drawn::new(&(Arc::clone(&source) as Arc<dyn Random>));
        let take = |length: usize| {
            let mut bytes = vec![0; length];
            drawn.fill(&mut bytes).map(|()| bytes)
        };
        let all = [take(96).unwrap(), take(12).unwrap()].concat();
        assert_eq!(source.0.load(Ordering::Relaxed), 1, "one call for a sign-in");
        assert_eq!(all, (1..=108).collect::<Vec<u8>>());
        assert_eq!(take(100).unwrap()[0], 109);
        assert!(take(9).is_err(), "the rest is too short and there is no more");
        assert_eq!(
            take(200).unwrap().len(),
            200,
            "more than is kept comes from the source itself"
        );
    }
}

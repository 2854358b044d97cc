//! Which keys a provider signs with and which it publishes: the same ones, except while a rotation is on its way.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::Provider;
use super::pool::{self, Key};

/// The keys of one provider at one time.
pub(in super::super) struct Ring {
    provider: Provider,
    /// How often the keys have changed.
    generation: usize,
    /// How many fetches will still see the keys of before.
    stale: u32,
}

/// A key and the name under which it is published.
pub(in super::super) struct Named {
    pub(in super::super) kid: String,
    pub(in super::super) key: &'static Key,
}

impl Ring {
    pub(in super::super) fn new(provider: Provider) -> Self {
        Self {
            provider,
            generation: 0,
            stale: 0,
        }
    }

    /// New keys, under new names; those of before are gone from the set once it was fetched that many times.
    pub(in super::super) fn rotate(&mut self, stale: u32) {
        self.generation += 1;
        self.stale = stale;
    }

    /// The key that signs: the last one of the set, so that a reader who takes the first fails.
    pub(in super::super) fn signing(&self) -> Option<Named> {
        self.set(self.generation).pop()
    }

    /// A key that was never published.
    pub(in super::super) fn stranger(&self) -> Option<Named> {
        self.set(self.generation + 1).pop()
    }

    /// The key set as it is fetched.
    pub(in super::super) fn fetch(&mut self) -> Value {
        let shown = if self.stale > 0 {
            self.stale -= 1;
            self.generation.saturating_sub(1)
        } else {
            self.generation
        };
        let keys: Vec<Value> = self.set(shown).iter().map(jwk).collect();
        json!({ "keys": keys })
    }

    /// Kakao publishes two keys, NAVER one.
    fn set(&self, generation: usize) -> Vec<Named> {
        let size = match self.provider {
            Provider::Kakao => 2,
            Provider::Naver => 1,
        };
        let numbered = pool::keys(self.provider).iter().enumerate();
        numbered
            .cycle()
            .skip(generation * size)
            .take(size)
            .map(|(place, key)| Named {
                kid: kid(self.provider, generation, place),
                key,
            })
            .collect()
    }
}

fn jwk(named: &Named) -> Value {
    json!({
        "kid": named.kid, "kty": "RSA", "alg": "RS256", "use": "sig",
        "n": named.key.modulus(), "e": "AQAB",
    })
}

/// Thirty hexadecimal digits. The few keys come round again, their names do not.
fn kid(provider: Provider, generation: usize, place: usize) -> String {
    let seed = format!("sandbox {provider:?} {generation} {place}");
    let mut name = HEXLOWER.encode(&Sha256::digest(seed.as_bytes()));
    name.truncate(30);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kids(set: &Value) -> Vec<String> {
        let keys = set["keys"].as_array().unwrap();
        keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_rotation_shows_late_and_leaves_no_name_behind() {
        let mut ring = Ring::new(Provider::Kakao);
        let before = kids(&ring.fetch());
        ring.rotate(1);
        let signing = ring.signing().unwrap().kid;
        assert_eq!(kids(&ring.fetch()), before);
        let after = kids(&ring.fetch());
        assert!(after.contains(&signing) && !before.iter().any(|kid| after.contains(kid)));
        let stranger = ring.stranger().unwrap().kid;
        assert!(!before.contains(&stranger) && !after.contains(&stranger));
        ring.rotate(0);
        assert_ne!(kids(&ring.fetch()), before);
    }
}

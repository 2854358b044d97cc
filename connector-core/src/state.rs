//! The secrets of one attempt to sign in: `state`, `nonce` and the PKCE verifier.

use std::fmt;

use data_encoding::{BASE64URL_NOPAD, Encoding};
use subtle::ConstantTimeEq;

use crate::{
    context::{NoRandomness, Random},
    pkce,
};

/// Length of a `state`, in characters: base32 of 32 bytes. Some providers take only letters and digits (L12).
pub const STATE_LEN: usize = 52;

static BASE32: std::sync::LazyLock<Encoding> = std::sync::LazyLock::new(|| {
    let mut spec = data_encoding::Specification::new();
    spec.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
    spec.encoding().expect("the alphabet has 32 distinct characters")
});

/// What is drawn afresh for every attempt, 32 bytes from the operating system each (L21).
#[derive(Clone)]
pub struct Attempt {
    /// `state`, nonce and verifier, one after the other.
    texts: String,
}

/// Length of a nonce, in characters.
const NONCE_LEN: usize = 43;

impl Attempt {
    /// Draws a new attempt in one call to the source of randomness.
    ///
    /// # Errors
    /// When there is no randomness; nothing weaker is used instead.
    pub fn draw(random: &dyn Random) -> Result<Self, NoRandomness> {
        let mut seed = [[0_u8; 32]; 3];
        random.fill(seed.as_flattened_mut())?;
        let [state, nonce, verifier] = seed;
        let mut texts = String::with_capacity(STATE_LEN + NONCE_LEN + pkce::VERIFIER_LEN);
        BASE32.encode_append(&state, &mut texts);
        BASE64URL_NOPAD.encode_append(&nonce, &mut texts);
        BASE64URL_NOPAD.encode_append(&verifier, &mut texts);
        Ok(Self { texts })
    }

    /// Puts an attempt together again from its texts.
    pub(crate) fn from_texts(state: &str, nonce: &str, verifier: &str) -> Option<Self> {
        let drawn = state.len() == STATE_LEN && nonce.len() == NONCE_LEN && verifier.len() == pkce::VERIFIER_LEN;
        drawn.then(|| Self {
            texts: [state, nonce, verifier].concat(),
        })
    }

    /// The `state` parameter: 52 lower-case letters and digits.
    pub fn state(&self) -> &str {
        self.texts.get(..STATE_LEN).unwrap_or_default()
    }

    /// The OpenID Connect `nonce`: 43 characters of base64url.
    pub fn nonce(&self) -> &str {
        self.texts.get(STATE_LEN..STATE_LEN + NONCE_LEN).unwrap_or_default()
    }

    /// The PKCE verifier: 43 characters of base64url.
    pub fn verifier(&self) -> &str {
        self.texts.get(STATE_LEN + NONCE_LEN..).unwrap_or_default()
    }
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attempt([redacted])")
    }
}

/// Compares two texts in time that depends only on their lengths (C3, J10).
pub fn equal_in_constant_time(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            for (n, byte) in bytes.iter_mut().enumerate() {
                *byte = n as u8;
            }
            Ok(())
        }
    }
    struct Dry;
    impl Random for Dry {
        fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
            Err(NoRandomness)
        }
    }

    #[test]
    fn l12_state_is_letters_and_digits() {
        let attempt = Attempt::draw(&Counting).unwrap();
        assert_eq!(attempt.state().len(), STATE_LEN);
        assert!(
            attempt
                .state()
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        );
        assert_ne!(attempt.nonce(), attempt.verifier());
    }

    #[test]
    fn b4_without_randomness_nothing_is_drawn() {
        assert!(Attempt::draw(&Dry).is_err());
    }
}

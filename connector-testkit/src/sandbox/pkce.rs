//! PKCE (RFC 7636), S256 only: neither discovery document names another method.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use super::fields::Fields;

/// The parameter of an authorize request that is wrong, if one is.
pub(super) fn wrong(asked: &Fields) -> Option<&'static str> {
    match (asked.get("code_challenge"), asked.get("code_challenge_method")) {
        (None, None) => None,
        (_, method) if method != Some("S256") => Some("code_challenge_method"),
        (Some(challenge), _) if challenge.len() == 43 => None,
        _ => Some("code_challenge"),
    }
}

/// Whether this verifier belongs to that challenge (4.6). Whether the providers themselves enforce it is not
/// documented; a verifier without a challenge is refused as well (RFC 9700, 2.1.1: no downgrade).
pub(super) fn proves(challenge: Option<&str>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            (43..=128).contains(&verifier.len())
                && BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes())) == challenge
        }
        _ => false,
    }
}

//! Proof Key for Code Exchange (RFC 7636), S256 only (B10).

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// Length of a verifier made from 32 random bytes, in characters.
pub const VERIFIER_LEN: usize = 43;

/// The verifier for 32 random bytes: base64url, 43 characters.
pub fn verifier(random: &[u8; 32]) -> String {
    BASE64URL_NOPAD.encode(random)
}

/// The S256 challenge of a verifier: base64url of its SHA-256 (RFC 7636 §4.2).
pub fn challenge(verifier: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn rfc_7636_appendix_b() {
        assert_eq!(
            super::challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        assert_eq!(super::verifier(&[7; 32]).len(), super::VERIFIER_LEN);
    }
}

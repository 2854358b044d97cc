//! Signs what a test wants signed, with the sandbox's public test keys, and asks another implementation for its opinion.
#![allow(dead_code, reason = "not every test file uses every helper")]

use aws_lc_rs::{
    hmac as mac,
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair},
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Value, json};

/// A key with its name.
#[derive(Clone, Copy)]
pub struct Signer {
    pub kid: &'static str,
    pub key: &'static str,
}

impl Signer {
    pub fn first() -> Self {
        Self {
            kid: "first",
            key: include_str!("../../connector-testkit/src/sandbox/keys/kakao-1.sandbox-test-key.b64"),
        }
    }

    pub fn second() -> Self {
        Self {
            kid: "second",
            key: include_str!("../../connector-testkit/src/sandbox/keys/kakao-2.sandbox-test-key.b64"),
        }
    }

    fn pair(self) -> RsaKeyPair {
        let text: String = self.key.split_whitespace().collect();
        KeyPair::from_pkcs8(&BASE64.decode(text.as_bytes()).unwrap()).unwrap()
    }

    /// The public key as a JWK.
    pub fn public(self) -> Value {
        let pair = self.pair();
        let key = pair.public_key();
        // The DER of a 2048-bit RSAPublicKey: two headers and a sign byte, then the modulus; the exponent is 65537.
        let modulus = &key.as_ref()[9..9 + 256];
        json!({ "kty": "RSA", "alg": "RS256", "use": "sig", "kid": self.kid,
            "n": BASE64URL_NOPAD.encode(modulus),
            "e": "AQAB" })
    }

    pub fn sign(self, header: &Value, claims: &Value) -> String {
        self.sign_text(header, &claims.to_string())
    }

    pub fn sign_text(self, header: &Value, claims: &str) -> String {
        let part = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
        let signed = format!("{}.{}", part(&header.to_string()), part(claims));
        let pair = self.pair();
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            signed.as_bytes(),
            &mut signature,
        )
        .unwrap();
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}

/// The payload under HS256, keyed with some text.
pub fn hmac(key: &str, payload: &str) -> String {
    let header = BASE64URL_NOPAD.encode(br#"{"alg":"HS256","kid":"first"}"#);
    let signed = format!("{header}.{payload}");
    let tag = mac::sign(&mac::Key::new(mac::HMAC_SHA256, key.as_bytes()), signed.as_bytes());
    format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref()))
}

/// The `at_hash` of an access token (OIDC Core §3.1.3.6).
pub fn at_hash(token: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes());
    BASE64URL_NOPAD.encode(&digest.as_ref()[..16])
}

/// Whether an independent implementation takes the signature for good. Claims are left out of it.
pub fn another_opinion(public: &Value, token: &str) -> bool {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
    let text = |name: &str| public[name].as_str().unwrap();
    let key = DecodingKey::from_rsa_components(text("n"), text("e")).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    decode::<Value>(token, &key, &rules).is_ok()
}

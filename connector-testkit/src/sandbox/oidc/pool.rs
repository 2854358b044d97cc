//! The sandbox's RSA keys. They are fixed, public and worth nothing: generating keys would cost every test a second.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use data_encoding::{BASE64, BASE64URL_NOPAD};

use super::super::Provider;

const KAKAO: [&str; 4] = [
    include_str!("../keys/kakao-1.sandbox-test-key.b64"),
    include_str!("../keys/kakao-2.sandbox-test-key.b64"),
    include_str!("../keys/kakao-3.sandbox-test-key.b64"),
    include_str!("../keys/kakao-4.sandbox-test-key.b64"),
];
const NAVER: [&str; 2] = [
    include_str!("../keys/naver-1.sandbox-test-key.b64"),
    include_str!("../keys/naver-2.sandbox-test-key.b64"),
];

static KAKAO_KEYS: LazyLock<[Key; 4]> = LazyLock::new(|| KAKAO.map(Key::read));
static NAVER_KEYS: LazyLock<[Key; 2]> = LazyLock::new(|| NAVER.map(Key::read));

/// Where the modulus stands in the DER of a 2048-bit `RSAPublicKey`: after the two headers and the sign byte.
const MODULUS: std::ops::Range<usize> = 9..265;

/// One RSA-2048 key with the exponent 65537.
pub(in super::super) struct Key(RsaKeyPair);

/// The keys of a provider, which its ring goes round.
pub(super) fn keys(provider: Provider) -> &'static [Key] {
    match provider {
        Provider::Kakao => &*KAKAO_KEYS,
        Provider::Naver => &*NAVER_KEYS,
    }
}

impl Key {
    fn read(text: &str) -> Self {
        let base64: String = text.split_whitespace().collect();
        let der = BASE64.decode(base64.as_bytes()).expect("the file holds base64");
        Self(RsaKeyPair::from_pkcs8(&der).expect("the file holds a PKCS#8 RSA key"))
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    pub(in super::super) fn rs256(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .expect("the buffer is as long as the modulus");
        signature
    }

    /// The modulus as a JWK's `n`.
    pub(super) fn modulus(&self) -> String {
        let der = self.0.public_key().as_ref();
        BASE64URL_NOPAD.encode(der.get(MODULUS).unwrap_or_default())
    }

    /// The public key as the world knows it, which a forger would take for an HMAC secret.
    pub(in super::super) fn public_der(&self) -> Vec<u8> {
        let der: Result<PublicKeyX509Der<'_>, _> = self.0.public_key().as_der();
        der.map(|der| der.as_ref().to_vec()).unwrap_or_default()
    }
}

//! One key set (RFC 7517), read key by key: a key that cannot be used is skipped and harms no other (F25).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use connector_core::{Algorithm, Error, ErrorKind, Reason, Result};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use super::slot::invalid;

/// Most keys in a set (L25).
const MAX_KEYS: usize = 100;
/// Most keys that are tried for one token (L25).
const MAX_TRIED: usize = 8;

/// The keys of a set that can check signatures.
#[derive(Debug)]
pub(super) struct Set(Vec<Key>);

#[derive(Debug)]
struct Key {
    kid: Option<String>,
    algorithm: Algorithm,
    material: Material,
}

#[derive(Debug)]
enum Material {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// An uncompressed point of P-256.
    Ec(Vec<u8>),
}

/// What came of looking for a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A key fits; the payload is filled in by whoever knows it.
    Good(Vec<u8>),
    /// The key that the token names does not fit.
    Bad,
    /// There is no key that could fit.
    NoKey,
}

impl Set {
    /// Reads the `keys` of a document, of which at least one must be usable.
    ///
    /// # Errors
    /// `reply_invalid` for no list of 1-100 keys, `id_token_invalid` when none of them can check a signature (F23).
    pub(super) fn demanded(document: &Value) -> Result<Self> {
        let list = document.get("keys").and_then(Value::as_array).map(Vec::as_slice);
        let list = match list.unwrap_or_default() {
            [] => return Err(invalid("the provider's keys are missing")),
            list if list.len() > MAX_KEYS => return Err(invalid("the provider publishes over 100 keys")),
            list => list,
        };
        let keys: Vec<Key> = list.iter().filter_map(Key::read).collect();
        if keys.is_empty() {
            let message = "no published key can check a signature";
            return Err(Error::new(ErrorKind::IdTokenInvalid, message).because(Reason::Key));
        }
        Ok(Self(keys))
    }

    /// Looks for a key that signed `message`. With a `kid` only the keys of that id count, and there may be two of them; without
    /// one, all of the pinned type do (F16).
    pub(super) fn find(&self, algorithm: Algorithm, kid: Option<&str>, message: &[u8], signature: &[u8]) -> Found {
        let fitting = self
            .0
            .iter()
            .filter(|key| key.algorithm == algorithm && (kid.is_none() || key.kid.as_deref() == kid));
        let mut tried = 0;
        for key in fitting.take(MAX_TRIED) {
            tried += 1;
            if key.signed(message, signature) {
                return Found::Good(Vec::new());
            }
        }
        if tried == 0 || kid.is_none() {
            Found::NoKey
        } else {
            Found::Bad
        }
    }
}

impl Key {
    fn read(key: &Value) -> Option<Self> {
        let text = |name: &str| key.get(name).and_then(Value::as_str);
        let bytes = |name: &str| BASE64URL_NOPAD.decode(text(name)?.as_bytes()).ok();
        let for_signatures = key.get("use").is_none() || text("use") == Some("sig");
        let may_verify = match key.get("key_ops") {
            None => true,
            Some(operations) => operations.as_array()?.iter().any(|it| it.as_str() == Some("verify")),
        };
        if !for_signatures || !may_verify {
            return None;
        }
        let (algorithm, material) = match text("kty")? {
            "RSA" => {
                let (n, e) = (bytes("n")?, bytes("e")?);
                let n: Vec<u8> = n.into_iter().skip_while(|byte| *byte == 0).collect();
                // 2 048 bits and more (L23, F4).
                (n.len() >= 256 && !e.is_empty()).then_some((Algorithm::Rs256, Material::Rsa { n, e }))?
            }
            "EC" if text("crv") == Some("P-256") => {
                let (x, y) = (bytes("x")?, bytes("y")?);
                (x.len() == 32 && y.len() == 32).then(|| (Algorithm::Es256, Material::Ec([vec![4], x, y].concat())))?
            }
            _ => return None,
        };
        if key.get("alg").is_some() && text("alg") != Some(algorithm.name()) {
            return None;
        }
        Some(Self {
            kid: text("kid").map(str::to_owned),
            algorithm,
            material,
        })
    }

    fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Rsa { n, e } => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
            Material::Ec(point) => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok(),
        }
    }
}

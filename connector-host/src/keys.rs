//! Signature checks with published keys. None of the shipped connectors asks for an id_token yet, so the host's own
//! implementation refuses all of them: it fails closed until key sets are fetched and cached here.

use async_trait::async_trait;
use connector_core::{Algorithm, Error, ErrorKind, Keys, Result};

/// Takes no signature for good. An embedder whose connector needs id_tokens gives the builder its own
/// [`Keys`].
#[derive(Clone, Copy, Debug)]
pub struct RefusingKeys;

#[async_trait]
impl Keys for RefusingKeys {
    async fn verify(&self, _: &str, _: Algorithm, _: &str) -> Result<Vec<u8>> {
        Err(Error::new(
            ErrorKind::IdTokenInvalid,
            "this host was given no way to check signatures",
        ))
    }
}

//! The ways in which an id_token can be wrong.

use serde::Deserialize;

/// What is wrong with an id_token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IdTokenFault {
    /// `alg` is `none`, the signature is empty.
    AlgNone,
    /// `alg` is `HS256`, with the public key as the secret.
    Hs256,
    /// `iss` has a slash at its end.
    WrongIss,
    /// `aud` is another app.
    WrongAud,
    /// `nonce` is one that was not sent.
    WrongNonce,
    /// There is no `nonce`.
    MissingNonce,
    /// `exp` is hours ago.
    Expired,
    /// There is no `sub`.
    MissingSub,
    /// The named key did not sign it.
    BadSignature,
    /// Signed by a key that was never published.
    UnknownKid,
}

//! What both providers need to speak OpenID Connect: keys, signed tokens, published documents.

pub(super) mod id_token;
pub(super) mod jwt;
pub(super) mod pool;
pub(super) mod published;
pub(super) mod ring;

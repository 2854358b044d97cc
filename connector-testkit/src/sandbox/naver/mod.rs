//! NAVER Login, the OAuth 2.0 paths, as its developer guide describes them (NAVER Login developer guide; NAVER open API
//! guide for the errors). PKCE and `nonce` do not exist here.

pub(super) mod authorize;
pub(super) mod errors;
pub(super) mod me;
pub(super) mod token;

//! NAVER Login as its developer guide describes it (NAVER Login developer guide; NAVER open API guide for the errors).
//!
//! It has two worlds side by side: `/oauth2.0/*`, where PKCE and `nonce` do not exist, and `/oauth2/*`, OpenID Connect.
//! A code or a refresh token of one means nothing in the other.

use super::book::Grant;

pub(super) mod authorize;
mod automatic;
pub(super) mod claims;
pub(super) mod errors;
pub(super) mod leave;
pub(super) mod me;
pub(super) mod more;
pub(super) mod token;

/// Which of the two worlds an endpoint belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// `/oauth2.0/*`
    Legacy,
    /// `/oauth2/*`
    Oidc,
}

impl Flow {
    /// Whether a code or token of this agreement counts here.
    fn fits(self, grant: &Grant) -> bool {
        grant.openid.is_some() == (self == Self::Oidc)
    }
}

//! Kakao Login as its REST API describes it (Kakao Developers, Kakao Login › REST API and › Error code).

mod account;
pub(super) mod authorize;
mod caller;
pub(super) mod claims;
pub(super) mod errors;
pub(super) mod leave;
pub(super) mod me;
pub(super) mod scopes;
pub(super) mod shipping;
mod silent;
pub(super) mod terms;
pub(super) mod token;

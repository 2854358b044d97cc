//! Kakao Login as its REST API describes it (Kakao Developers, Kakao Login › REST API and › Error code).

mod account;
pub(super) mod authorize;
pub(super) mod errors;
pub(super) mod me;
pub(super) mod token;

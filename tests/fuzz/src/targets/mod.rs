//! One function for each kind of bytes that come from outside (K9). Each panics if its input breaks a rule, and does nothing else.

mod after;
mod callback;
mod compat;
mod id_token;
mod keys;
mod notice;
mod replies;
mod sealed;
mod settings;
mod world;

/// What is planted, and must not be seen again.
pub const CANARY: &str = "canary-5f1d7d0e";

/// A target by its name, which is also the name of its folder in `corpus`.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 13] = [
    ("after", after::replies),
    ("callback", callback::returned),
    ("compat", compat::two_schemas),
    ("discovery", keys::discovery),
    ("event", notice::event),
    ("form", notice::form),
    ("id_token", id_token::claims),
    ("key_set", keys::key_set),
    ("profile_kakao", replies::profile_kakao),
    ("profile_naver", replies::profile_naver),
    ("sealed", sealed::opened),
    ("settings", settings::loaded),
    ("token", replies::token),
];

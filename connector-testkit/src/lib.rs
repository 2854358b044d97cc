//! For authors of connectors, and for our own tests: a scripted outside world, and a real Kakao and NAVER on loopback.
//!
//! - [`ScriptedHttp`] answers requests from a script and keeps them, so that whole requests can be compared as values.
//! - [`FixedClock`] and [`FixedRandom`] make every run the same (H17). [`ScriptedKeys`] takes the place of signature checks.
//! - [`Dice`] is chance that is the same in every run.
//! - [`Rig`] drives one connector through a sign-in without a host.
//! - [`disagreements`] holds the notes about a provider's codes against what the connector makes of them.
//! - `sandbox` (feature `sandbox`) is a provider over real HTTP.
//! - `suite!` (feature `suite`) proves any connector with one macro call.

mod dice;
mod notes;
mod rig;
mod scripted;

#[cfg(feature = "sandbox")]
pub mod sandbox;

#[cfg(feature = "suite")]
pub mod suite;

pub use dice::Dice;
pub use notes::disagreements;
pub use rig::{NOW, REDIRECT_URI, Rig};
pub use scripted::{FixedClock, FixedRandom, Recorded, ScriptedHttp, ScriptedKeys};

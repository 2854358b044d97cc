//! Connectors on which the suite itself is tried.

pub mod broken;
pub mod faults;
pub mod good;
pub mod mending;
pub mod others;

pub mod relay;

//! The table of rules, by group.

mod begin;
mod callback;
mod description;
mod profile;
mod token;

use super::rule::Rule;

pub(super) const ALL: &[&[Rule]] = &[
    description::RULES,
    begin::RULES,
    callback::RULES,
    token::RULES,
    profile::RULES,
];

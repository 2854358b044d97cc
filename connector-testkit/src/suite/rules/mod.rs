//! The table of rules, by group.

mod after;
mod begin;
mod callback;
mod description;
mod id_token;
mod profile;
mod token;

use super::rule::Rule;

pub(super) const ALL: &[&[Rule]] = &[
    description::RULES,
    begin::RULES,
    callback::RULES,
    token::RULES,
    profile::RULES,
    id_token::RULES,
    after::RULES,
];

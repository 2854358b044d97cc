//! Mending what is wrong with settings, where no doubt is left about what was meant.

use std::ops::Range;

use serde_json::Value;

/// How the document can be changed so that a finding goes away. No variant carries a value of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fix {
    /// The key at the pointer is written so.
    Rename(String),
    /// The member at the pointer is taken out, with its key.
    Remove,
    /// The object at the pointer gives way to its members.
    Unwrap,
    /// The value at the pointer is replaced by one that the program knows.
    Replace(Value),
    /// The number or truth value at the pointer becomes a text.
    Quote,
    /// The text at the pointer becomes the number or truth value that it spells.
    Unquote,
    /// The text at the pointer becomes a list of its words, which spaces and commas part.
    Split,
    /// The list at the pointer gets this text as its first item.
    Prepend(String),
    /// Of the text at the pointer only these characters are kept, counted from 0.
    Keep(Range<usize>),
    /// The text `${NAME}` at the pointer becomes `{ "$env": "NAME" }`.
    Refer,
}

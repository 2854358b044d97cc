//! The id_token (group F).

use crate::suite::rule::Rule;

const BY_THE_ENGINE: &str = "Describe the token with `Flow::id_token(IdToken::new(issuer, algorithm, keys))` and let the engine check it; a raw connector checks everything that OIDC Core section 3.1.3.7 lists.";

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "F1",
        "an unsigned id_token is refused",
        "Anybody can write one.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F2",
        "the header does not choose the algorithm",
        "A public key is no HMAC secret.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F3",
        "a wrong signature is refused",
        "The token says who signs in.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F5",
        "the issuer is equal byte for byte",
        "Another issuer may say anything.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F6",
        "a token for another client is refused",
        "It was issued to somebody else.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F7",
        "a token without a usable subject is refused",
        "Nobody can be told apart by it.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F8",
        "a token out of its time is refused",
        "Old tokens lie in logs and histories.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F9",
        "a token is good until a minute after its end",
        "Clocks differ a little.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F10",
        "the nonce of this sign-in is demanded",
        "A token of another sign-in is a replay.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F11",
        "extensions that must be understood are refused",
        "They change what a signature means.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F12",
        "keys that a token brings are ignored",
        "Whoever forges a token brings the key that fits.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F17",
        "a malformed token is refused",
        "There is nothing to believe.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F18",
        "an oversized token is refused",
        "It costs memory before it is checked.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F19",
        "a claim that stands twice is refused",
        "Two readers would read two values.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F20",
        "a wrong at_hash is refused",
        "The access token beside it was exchanged.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F22",
        "a sign-in without its id_token is refused",
        "Nothing would bind the answer to this sign-in.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F27",
        "another kind of token is no id_token",
        "It was signed for another purpose.",
        BY_THE_ENGINE,
    ),
    Rule::new(
        "F28",
        "a refreshed id_token is of the same user",
        "Otherwise a refresh changes who is signed in.",
        BY_THE_ENGINE,
    ),
];

//! What is done after a sign-in, and notifications (groups R and N).

use crate::suite::rule::Rule;

const BY_A_STEP: &str = "Describe the call as a `Step` of the flow and let the engine send and judge it.";
const PROOF_FIRST: &str =
    "Check the proof of origin before anything else, in constant time, and answer with `unproved(…)`.";

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "R1",
        "the refresh token that is good from now on is given back",
        "Who keeps the wrong one signs the user out.",
        "Use `Flow::refresh()`.",
    ),
    Rule::new(
        "R2",
        "a refused refresh means signing in again",
        "Trying again would not help.",
        BY_A_STEP,
    ),
    Rule::new(
        "R4",
        "a lost refresh is sent once, and the doubt is said",
        "A second one may kill the token that the first one gave.",
        "Use `Flow::refresh()`.",
    ),
    Rule::new(
        "R6",
        "a revocation is judged like every other call",
        "A failed one must be tried again.",
        BY_A_STEP,
    ),
    Rule::new(
        "R7",
        "what is not there is unsupported, and what is there is named",
        "Callers must be able to tell a fault from a gap.",
        "Return `None` from the accessor of a capability that the provider has not.",
    ),
    Rule::new(
        "R8",
        "an id_token of another application is refused",
        "Any app that the user ever used could sign in as the user.",
        "Describe the token with `Flow::id_token(…)`; a raw connector checks the audience before anything else.",
    ),
    Rule::new(
        "R9",
        "calls after the sign-in end in the right kinds",
        "Each kind has another remedy.",
        BY_A_STEP,
    ),
    Rule::new(
        "N1",
        "a notification without proof is refused",
        "Anybody can send one.",
        PROOF_FIRST,
    ),
    Rule::new(
        "N2",
        "a malformed notification is refused",
        "Two readers would read two things.",
        PROOF_FIRST,
    ),
];

//! What the browser brings back (group C).

use crate::suite::rule::Rule;

const CHECKED_BY_THE_HOST: &str = "Leave the checks to the host: they stand between the callback and `Verified`. Check that `callback_rules()` says what the provider does.";

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C1",
        "a callback without state is refused",
        "Anybody could have sent it.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C2",
        "another state is refused",
        "It is somebody else's sign-in.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C3",
        "a state that is nearly right is refused",
        "Comparing loosely makes guessing easier.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C4",
        "a repeated parameter is refused",
        "Two readers would read two different values.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C5",
        "a callback without code and error is refused",
        "There is nothing to exchange.",
        "Return `CallbackRules::code(…)` from `callback_rules()`.",
    ),
    Rule::new(
        "C6",
        "an oversized code is refused",
        "It can only be an attack.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C7",
        "a code with odd characters is refused",
        "It could change the request in which it is sent.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C8",
        "a user who presses cancel is told apart, and the sign-in is spent",
        "The page after it says something else, and nobody is to be blamed.",
        "Map `access_denied` to `Denied` in `refusal` or in the table `callback_errors`.",
    ),
    Rule::new(
        "C9",
        "a failed silent sign-in is told apart from a refusal",
        "The ordinary button helps, and only there.",
        "Begin the table with `Errors::oauth()`, which maps the errors of OIDC Core section 3.1.2.6.",
    ),
    Rule::new(
        "C10",
        "an error wins over a code",
        "A code beside an error is not trustworthy.",
        "Do not read the code yourself; what `refusal` says must not depend on it.",
    ),
    Rule::new(
        "C11",
        "state decides before an error is read",
        "Errors could be planted otherwise.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C13",
        "control characters of an error are escaped",
        "A forged line in a log misleads whoever reads it.",
        "Keep the provider's words in `ProviderError`; never format them into a message.",
    ),
    Rule::new(
        "C14",
        "another issuer is refused",
        "A mix-up attack sends a code of one provider to another (RFC 9207).",
        "Declare `Flow::issuer` as the provider writes it, byte for byte.",
    ),
    Rule::new(
        "C15",
        "a callback of another instance is refused",
        "Two applications must not share sign-ins.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C16",
        "a callback without its browser is refused",
        "A stolen callback address would sign a stranger in.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C17",
        "a callback works once",
        "Addresses are found in histories and logs.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C19",
        "a late callback is refused",
        "What lies around for long is found by others.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C20",
        "a callback without parameters is refused",
        "There is nothing to check.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C21",
        "unknown parameters are ignored",
        "Providers add new ones, and embedders add their own.",
        "Do not refuse a callback because of `all_unsigned()`.",
    ),
    Rule::new(
        "C22",
        "a POST is taken only where it is declared",
        "A cross-site post carries no cookie that is not declared for it.",
        "Set `form_post` in `callback_rules()` exactly if the provider posts back.",
    ),
    Rule::new(
        "C26",
        "a malformed or oversized callback is refused",
        "Guessing what was meant helps attackers only.",
        CHECKED_BY_THE_HOST,
    ),
    Rule::new(
        "C27",
        "errors of the callback have the kinds of their cause",
        "An admin must hear of a broken configuration, a user of a passing fault.",
        "Begin the table with `Errors::oauth()` and add the provider's own codes only.",
    ),
];

//! The token endpoint (group D), and valid variants of its replies (group V).

use crate::suite::rule::Rule;

const JUDGE: &str = "Let the engine judge replies; a raw connector reads them with `decode::json` and `Tokens::read`.";

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "D1",
        "an HTML page is no token reply",
        "It comes from a proxy or a login page in between.",
        JUDGE,
    ),
    Rule::new("D2", "an empty reply is no token reply", "Nothing was granted.", JUDGE),
    Rule::new(
        "D3",
        "only an object is a token reply",
        "Everything else is outside the protocol.",
        JUDGE,
    ),
    Rule::new(
        "D5",
        "a reply cut in the middle is refused",
        "Half a token is no token.",
        JUDGE,
    ),
    Rule::new(
        "D6",
        "a reply followed by more is refused",
        "Two readers would see two replies.",
        JUDGE,
    ),
    Rule::new(
        "D7",
        "a reply that is not UTF-8 is refused",
        "Replaced characters change names and ids.",
        JUDGE,
    ),
    Rule::new(
        "D8",
        "numbers that JSON has not are refused",
        "Readers disagree on them.",
        JUDGE,
    ),
    Rule::new(
        "D9",
        "a reply with a member twice is refused",
        "Readers disagree on which one wins.",
        "Let the engine judge replies; a raw connector reads them with `decode::json` and `Tokens::read`. `serde_json` alone keeps the last one in silence.",
    ),
    Rule::new(
        "D10",
        "without an access token nothing was granted",
        "A sign-in without a token would go on with nothing behind it.",
        JUDGE,
    ),
    Rule::new(
        "D11",
        "an access token with odd characters is refused",
        "A line break in it adds headers to the next request.",
        JUDGE,
    ),
    Rule::new(
        "D12",
        "an oversized access token is refused",
        "It would not fit into a header, and memory is not the provider's to fill.",
        JUDGE,
    ),
    Rule::new(
        "D13",
        "a token of another type is not used",
        "It works differently, and would be sent in the wrong way.",
        JUDGE,
    ),
    Rule::new(
        "D15",
        "an error beside a token wins",
        "A provider that reports an error has granted nothing.",
        JUDGE,
    ),
    Rule::new(
        "D17",
        "a 401 means that the client was refused",
        "An admin has to act, not the user.",
        "Leave the status to the table of `Flow::errors`.",
    ),
    Rule::new(
        "D18",
        "a limit is reported and never waited for",
        "Waiting inside a call holds resources and misses deadlines.",
        "Return `RateLimited` with `retry_after` and do not sleep.",
    ),
    Rule::new(
        "D19",
        "a code is not sent again after a fault of the provider",
        "The first request may have been carried out.",
        "Do not retry in `callback`.",
    ),
    Rule::new("D20", "an odd status is refused", "It is outside the protocol.", JUDGE),
    Rule::new(
        "D21",
        "a redirect to another origin is not followed",
        "The code and the secret would be sent to a stranger.",
        "Do not look at `Location`.",
    ),
    Rule::new(
        "D22",
        "a redirect within the origin is not followed",
        "The code is sent to exactly one address.",
        "Do not look at `Location`.",
    ),
    Rule::new(
        "D23",
        "an endpoint that never answers ends as a timeout",
        "A sign-in must end.",
        "Hand on errors of `cx.http()` unchanged.",
    ),
    Rule::new(
        "D25",
        "a lost token request is not sent again",
        "It may have arrived.",
        "Do not retry in `callback`.",
    ),
    Rule::new(
        "D26",
        "a reply over the limit is refused",
        "Memory is not the provider's to fill.",
        "Hand on errors of `cx.http()` unchanged.",
    ),
    Rule::new(
        "D31",
        "a reply nested without end is refused",
        "It would exhaust the stack.",
        JUDGE,
    ),
    Rule::new(
        "D32",
        "an odd expiry is unknown and stops nothing",
        "The user did nothing wrong.",
        "Read the reply with `Tokens::read`.",
    ),
    Rule::new(
        "D33",
        "our secrets are taken out of the provider's words",
        "Providers repeat requests in their error texts.",
        "Keep the words with `ProviderError::with_text(text, ours)`.",
    ),
    Rule::new(
        "D34",
        "terminal escapes in the provider's words are escaped",
        "They would change what a terminal shows.",
        "Keep the words in `ProviderError`.",
    ),
    Rule::new(
        "D35",
        "a long text of the provider is cut",
        "Logs are not the provider's to fill.",
        "Keep the words in `ProviderError`.",
    ),
    Rule::new(
        "D43",
        "the token request is a POST with a form, and unset values are left out",
        "Codes and secrets in a URL end in logs, and an empty secret is refused by providers.",
        "Build it as the engine does.",
    ),
    Rule::new(
        "D44",
        "errors of the token endpoint have the kinds of their cause",
        "User, admin and operator each act on their own kinds.",
        "Begin the table with `Errors::oauth()` and add the provider's own codes only.",
    ),
    Rule::new(
        "D45",
        "the status is judged before a token in the body",
        "A failed request has granted nothing, whatever its body says.",
        JUDGE,
    ),
    Rule::new(
        "V2",
        "replies that differ within the protocol work",
        "Being strict must not cost a genuine user the sign-in.",
        "Read the reply with `Tokens::read`.",
    ),
    Rule::new(
        "V8",
        "a code is decoded once and encoded once",
        "Codes hold `%`, `+`, `/` and `=`.",
        "Send `sign_in.code()` as a form value and never encode it yourself.",
    ),
];

//! What a connector says about itself, and its schema (groups H, M, S).

use crate::suite::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "M1",
        "a connector id is 2-32 lower-case letters, digits and hyphens",
        "The id stands in settings, logs, metrics and addresses.",
        "Choose an id like `kakao` in `Info::new`.",
    ),
    Rule::new(
        "M3",
        "name, documentation and dated console steps stand in both languages",
        "Listings and forms are shown to people in English and Korean, and undated steps mislead them once a console changes.",
        "Fill both halves of every `Text`, give https addresses, and date the console steps as YYYY-MM-DD.",
    ),
    Rule::new(
        "H14",
        "a connector gets network, time and randomness from its context alone",
        "Whatever goes past the context escapes deadlines, limits, the fence around declared hosts, and every test.",
        "Use `cx.http()`, `cx.now()` and `cx.random()`; remove clients, clocks and file access from the crate.",
    ),
    Rule::new(
        "S1",
        "the schema is a valid draft-07 schema and the same every time",
        "A schema that is invalid or changes keeps the connector out of the registry and breaks editors.",
        "Derive it with schemars; keep patterns linear and references inside the document.",
    ),
    Rule::new(
        "S2",
        "objects of the config take no unknown keys",
        "A misspelt key would be ignored in silence, and a sign-in would run with settings that nobody wrote.",
        "Put `#[serde(deny_unknown_fields)]` on every object of the config.",
    ),
    Rule::new(
        "S3",
        "every property has title, description and example in both languages, and examples load",
        "The form and the documentation that an admin reads are made from them.",
        "Add `title`, a doc comment, `x-i18n.ko` and an example that loads.",
    ),
    Rule::new(
        "S4",
        "a property that holds a secret is write-only",
        "Forms show it in clear, and tools copy it into places where secrets do not belong.",
        "Use `ClientSecret`, or set `writeOnly` and the format `password`; mark what is public with `x-public`.",
    ),
    Rule::new(
        "S5",
        "the smallest config loads, and each missing key is one finding",
        "An admin can only mend what is named, once and in the right place.",
        "Give every required property an example that loads, and leave required keys to the schema.",
    ),
    Rule::new(
        "S6",
        "a known misspelling leads to the right key",
        "The names of a console are typed more often than ours.",
        "List other spellings in `x-aliases`, none of them a real key.",
    ),
    Rule::new(
        "H8",
        "`Debug` of a configured connector shows no secret",
        "Debug output ends in logs and bug reports.",
        "Keep secrets in `Secret` or `ClientSecret`, and write `Debug` by hand with `finish_non_exhaustive()`.",
    ),
    Rule::new(
        "H17",
        "the same clock and randomness give the same sign-in",
        "Behaviour that differs from run to run cannot be tested, compared or reproduced.",
        "Draw from `cx.random()` and `cx.now()` only, and iterate over sorted collections.",
    ),
    Rule::new(
        "H18",
        "only declared hosts are contacted",
        "A connector holds codes, tokens and people; nobody else may hear of them.",
        "Declare every host in the flow (`Flow::host`) or in `origins()`; remove requests to all others.",
    ),
    Rule::new(
        "H19",
        "no reply makes a connector panic",
        "A provider, or somebody in its place, could end sign-ins at will.",
        "Read replies with `Facts`; never index, slice by bytes or unwrap what came from outside.",
    ),
    Rule::new(
        "J1",
        "no secret stands in any error",
        "Errors are logged, shown and sent to support.",
        "Never put codes, tokens, secrets or replies into a message; keep the provider's words in `ProviderError`, which scrubs them.",
    ),
    Rule::new(
        "X5",
        "a code is sent once and to one address",
        "A second use of a code makes providers revoke what the first one gave (RFC 6749 section 4.1.2).",
        "Send the code in exactly one token request.",
    ),
    Rule::new(
        "J5",
        "secrets and tokens travel in a body or a header, never in a URL",
        "URLs are kept by logs, proxies and histories.",
        "Send the access token as `Authorization: Bearer`, as the engine does.",
    ),
];

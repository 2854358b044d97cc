//! Beginning a sign-in (group B).

use crate::suite::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "B2",
        "the redirect URI is the instance's own",
        "A foreign redirect URI hands the code to somebody else.",
        "Let the OAuth engine do it (`OAuth<P>`); a raw connector calls `ask.check(redirect_uri, documented)` first.",
    ),
    Rule::new(
        "B4",
        "state, nonce and verifier are drawn afresh, and the URL carries the state",
        "Without a fresh state that comes back, anybody can slip a callback of their own into a browser.",
        "Draw with `Attempt::draw(cx.random())?` in every `authorize` and put `attempt.state()` into the URL.",
    ),
    Rule::new(
        "B5",
        "the embedder's data travels inside the seal only",
        "It may hold line breaks and personal data.",
        "Do not copy `ask.data()` into the URL; the host seals it.",
    ),
    Rule::new(
        "B6",
        "scopes are within RFC 6749 section 3.3",
        "A scope with a space or quote would change the meaning of the parameter.",
        "Let the OAuth engine do it (`OAuth<P>`); a raw connector calls `ask.check(…)`.",
    ),
    Rule::new(
        "B8",
        "core parameters belong to the connector, each stands once",
        "An overridden `redirect_uri` or `state` undoes the protection of the flow.",
        "Let the OAuth engine do it (`OAuth<P>`); a raw connector calls `ask.check(…)` and writes each parameter once.",
    ),
    Rule::new(
        "B10",
        "PKCE is S256 with a verifier of 43 characters",
        "`plain` or a guessable verifier protects nothing (RFC 7636).",
        "Declare `Flow::pkce()`; a raw connector uses `pkce::challenge(attempt.verifier())`.",
    ),
    Rule::new(
        "B11",
        "the authorize URL holds no secret",
        "It passes through the browser, its history and the provider's logs.",
        "Send the client secret with the token request only.",
    ),
    Rule::new(
        "B12",
        "`openid` is asked for where an id_token is wanted",
        "Without it the provider gives none, and every sign-in ends with an error.",
        "Add `openid` to the scopes of the flow.",
    ),
    Rule::new(
        "B14",
        "every value is encoded once, and the redirect URI is the same in both requests",
        "Providers compare redirect URIs byte by byte.",
        "Build URLs from pairs and never encode a value yourself.",
    ),
    Rule::new(
        "B15",
        "only documented parameters are taken, and extra scopes are appended once",
        "Some providers refuse requests with parameters that they do not know.",
        "Name them with `Flow::ask_params`; a raw connector calls `ask.check(…)`.",
    ),
    Rule::new(
        "B16",
        "the browser is sent to a declared https address",
        "Everything else is an open redirect.",
        "Declare the host of the authorize endpoint among the origins and use https.",
    ),
];

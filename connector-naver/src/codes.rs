//! What NAVER's codes mean (NAVER Developers, login guide and "Open API error codes").

use connector_core::{ErrorKind, Errors};

use ErrorKind::{ConsentMissing, CredentialsRejected, GrantRejected, InteractionRequired, TokenRejected};

/// Faults that NAVER redirects back to the callback. Three texts of a failed automatic login in the NAVER app come as
/// `access_denied` although nobody refused.
pub(crate) fn callback() -> Errors {
    Errors::oauth()
        .on_text("access_denied", "user not logged in", InteractionRequired)
        .on_text("access_denied", "need user consent", InteractionRequired)
        .on_text("access_denied", "unsupported browser environment", InteractionRequired)
}

/// The token endpoint answers errors with status 200, and gives bad credentials and bad codes the same `error`.
pub(crate) fn oauth() -> Errors {
    Errors::oauth()
        .on_text(
            "invalid_request",
            "wrong client id / client secret pair",
            CredentialsRejected,
        )
        .on_text("invalid_request", "no valid data in session", GrantRejected)
}

/// The API host has two shapes of error bodies, and may answer errors with status 200.
pub(crate) fn api() -> Errors {
    Errors::api()
        .code("/resultcode")
        .code("/errorCode")
        .text("/message")
        .text("/errorMessage")
        .success("/resultcode", "00")
        .on(&["024", "028"], TokenRejected)
        // The API is switched off for the app, or the user did not allow it.
        .on(&["403"], ConsentMissing)
        .on_status(403, ConsentMissing)
}

/// Two calls of the API host have an envelope of their own.
pub(crate) fn result() -> Errors {
    api().success("/result", "success")
}

//! What a failure of the HTTP library means. Nothing of the library's own text is kept: it may hold the URL (J3).

use std::error::Error as StdError;

use connector_core::{Error, ErrorKind, Reason};

use super::address::Unresolved;

/// The kind and reason of a failed exchange.
pub(super) fn error(failed: &reqwest::Error) -> Error {
    if failed.is_timeout() {
        return Error::new(ErrorKind::Timeout, "the provider did not answer in time");
    }
    let mut causes = Vec::new();
    let mut cause = failed.source();
    while let Some(inner) = cause {
        causes.push(inner);
        cause = inner.source();
    }
    if let Some(unresolved) = causes.iter().find_map(|cause| cause.downcast_ref::<Unresolved>()) {
        return unresolved.error();
    }
    let unavailable = |message, reason| Error::new(ErrorKind::ProviderUnavailable, message).because(reason);
    if causes.iter().any(|cause| is_tls(*cause)) {
        let message = "no secure connection: certificate or TLS version refused, or no root certificates installed";
        return unavailable(message, Reason::Tls);
    }
    if failed.is_connect() {
        return unavailable("the provider cannot be reached", Reason::Transport);
    }
    unavailable("the connection broke before the answer was whole", Reason::Transport)
}

/// rustls is not a direct dependency; its errors are known by the words that its own documentation fixes.
fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    let text = cause.to_string();
    ["certificate", "peer is incompatible", "received fatal alert", "TLS"]
        .iter()
        .any(|word| text.contains(word))
        || text.contains("corrupt message")
}

//! Keeps what a connector does wrong inside its own call: panics, hangs, long polls (H2-H5, X7).

use std::{
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use connector_core::{Error, ErrorKind, Reason, Result};

/// A poll that takes longer is reported (L34).
const LONG_POLL: Duration = Duration::from_millis(100);

/// Runs a connector's call to its end or to the deadline, whichever comes first. A panic becomes `internal`; its message is
/// dropped unread, because it may hold a token (J4).
pub(crate) async fn contained<T>(
    connector: &str,
    deadline: Instant,
    call: impl Future<Output = Result<T>> + Send + Unpin,
) -> Result<T> {
    let contained = Contained { call, connector };
    match tokio::time::timeout_at(deadline.into(), contained).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(
            ErrorKind::Timeout,
            "the call did not end before its deadline",
        )),
    }
}

/// Calls a pure hook of a connector. A panic ends in `internal`; its payload is neither shown nor logged (H2, J4).
pub(crate) fn contained_hook<T>(call: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| Err(panicked(payload)))
}

fn panicked(payload: Box<dyn std::any::Any + Send>) -> Error {
    // Dropping a payload may panic once more; forgetting it leaks a few bytes of a bug.
    std::mem::forget(payload);
    Error::new(ErrorKind::Internal, "the connector panicked").because(Reason::Panic)
}

struct Contained<'a, F> {
    call: F,
    connector: &'a str,
}

impl<T, F: Future<Output = Result<T>> + Unpin> Future for Contained<'_, F> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let begun = Instant::now();
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut self.call).poll(cx)));
        if begun.elapsed() > LONG_POLL {
            tracing::warn!(
                connector = self.connector,
                "a connector blocked its thread for more than 100 ms"
            );
        }
        polled.unwrap_or_else(|payload| Poll::Ready(Err(panicked(payload))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_millis(200)
    }

    #[tokio::test]
    async fn h2_h3_j4_a_panic_is_internal_and_its_message_unread() {
        let error = contained::<()>("x", soon(), Box::pin(async { panic!("token-12345") }))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.reason()),
            (ErrorKind::Internal, Some(Reason::Panic))
        );
        assert!(!format!("{error:?}").contains("12345"));
        let later = Box::pin(async {
            tokio::task::yield_now().await;
            panic!("after an await")
        });
        assert_eq!(
            contained::<()>("x", soon(), later).await.unwrap_err().kind(),
            ErrorKind::Internal
        );
    }

    #[tokio::test]
    async fn h4_a_hang_ends_at_the_deadline() {
        let error = contained::<()>("x", soon(), std::future::pending()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
    }
}

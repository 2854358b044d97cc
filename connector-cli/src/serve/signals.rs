//! What the operating system tells a running host.

use tokio::sync::watch;

/// The signals that are heeded, each as a count of how often it came.
pub(super) struct Signals {
    /// To stop: SIGTERM, SIGINT, Ctrl-C.
    pub(super) stop: watch::Receiver<u32>,
    /// To read the settings again: SIGHUP.
    pub(super) again: watch::Receiver<u32>,
}

impl Signals {
    /// Waits for the signals from now on.
    #[cfg(unix)]
    pub(super) fn awaited() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let (stopped, stop) = watch::channel(0);
        let (asked, again) = watch::channel(0);
        let kinds = [
            (SignalKind::terminate(), stopped.clone()),
            (SignalKind::interrupt(), stopped),
            (SignalKind::hangup(), asked),
        ];
        for (kind, count) in kinds {
            if let Ok(mut signal) = signal(kind) {
                tokio::spawn(async move {
                    while signal.recv().await.is_some() {
                        count.send_modify(|times| *times += 1);
                    }
                });
            }
        }
        Self { stop, again }
    }

    /// Waits for the signals from now on.
    #[cfg(not(unix))]
    pub(super) fn awaited() -> Self {
        let (stopped, stop) = watch::channel(0);
        let (_, again) = watch::channel(0);
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                stopped.send_modify(|times| *times += 1);
            }
        });
        Self { stop, again }
    }
}

/// Waits until a signal comes; for ever, if none can come.
pub(super) async fn told(mut signal: watch::Receiver<u32>) {
    next(&mut signal).await;
}

/// Waits for the next time.
pub(super) async fn next(signal: &mut watch::Receiver<u32>) {
    if signal.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

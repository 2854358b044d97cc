//! The only file that logs. It knows closed sets only: instance, connector, stage, kind, reason; never a value (J9).

use connector_core::{Error, Notification, Stage};

use crate::instance::Instance;

/// Reports the end of a call.
pub(crate) fn ended<T>(instance: &Instance, stage: Stage, result: &Result<T, Error>) {
    let (id, connector) = (instance.id(), instance.info().id);
    match result {
        Ok(_) => tracing::debug!(instance = id, connector, stage = stage.code(), "ended well"),
        Err(error) => {
            let stage = error.stage().unwrap_or(stage).code();
            let reason = error.reason().map(connector_core::Reason::code);
            let status = error.provider().and_then(connector_core::ProviderError::status);
            let code = error.provider().and_then(|said| said.code().or(said.error()));
            tracing::info!(
                instance = id,
                connector,
                stage,
                kind = error.kind().code(),
                reason,
                status,
                code,
                "ended with an error"
            );
        }
    }
}

/// Reports that new settings are in force.
pub(crate) fn reloaded(instances: usize) {
    tracing::info!(instances, "new settings are in force");
}

/// Reports that new settings were refused and the old ones stay (A24).
pub(crate) fn reload_refused(findings: usize) {
    tracing::error!(findings, "new settings were refused; the old ones stay in force");
}

/// Reports that a provider's notification was delivered. To whom it happened is not said.
pub(crate) fn heard(instance: &Instance, notification: &Notification) {
    let (id, connector) = (instance.id(), instance.info().id);
    tracing::info!(instance = id, connector, events = ?notification.events, "heard a notification");
}

//! What can be done after a sign-in, by instance id: the same deadline, limits, containment and annotations as for a sign-in.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{
    Address, Consent, Context, Credential, Error, ErrorKind, Http, Mark, Notice, Notification, Operation,
    RefreshRequest, Refreshed, Result, Secret, Stage, Target, TokenFacts, capabilities, notice::Acknowledgement,
    sign_in::Carried,
};

use crate::{
    begun::Granted,
    contain::{contained, contained_hook},
    fenced::Fenced,
    host::{Host, Live},
    instance::Instance,
    observe,
};

/// Providers wait three seconds for an answer to a notification; a part of that is the network's (N5).
const ANSWER_WITHIN: Duration = Duration::from_millis(2500);

/// What came of a notification.
#[derive(Debug)]
#[non_exhaustive]
pub struct Heard {
    /// The notification; `None` if it was refused, or was delivered before (N3).
    pub notification: Option<Notification>,
    /// Why it was refused.
    pub refused: Option<Error>,
    /// What the provider is to be answered.
    pub answer: Acknowledgement,
}

impl Host {
    /// Trades a refresh token for fresh tokens. Two calls with one token at the same time make one request, and both get its
    /// result (R3).
    ///
    /// # Errors
    /// `unsupported`; `grant_rejected` when the user has to sign in again (R2); with reason `in_doubt` when nobody knows whether
    /// the provider traded the token in: keep the old one and try later (R4).
    pub async fn refresh(&self, instance: &str, ask: RefreshRequest) -> Result<Refreshed> {
        let (live, instance) = self.find(instance)?;
        let mark = Mark::of_notification(instance.id(), ask.token().expose());
        let host = self.clone();
        // On its own task: a caller that goes away must not leave the others without the one answer there is.
        let refresh = async move {
            let cx = host.outside(&live, &instance);
            let capability = instance.connector.refresh();
            let capability = capability.ok_or_else(|| lacking(&instance, Stage::Refresh))?;
            host.finish(&instance, Stage::Refresh, &cx, capability.refresh(&cx, &ask))
                .await
        };
        self.0.refreshing.once(mark, refresh).await
    }

    /// Ends the link between a user and the application. What was revoked already counts as done (R5).
    ///
    /// # Errors
    /// `unsupported`, or what the provider says.
    pub async fn revoke(&self, instance: &str, target: &Target) -> Result<()> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.revoke();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Revoke))?;
        self.finish(&instance, Stage::Revoke, &cx, capability.revoke(&cx, target))
            .await
    }

    /// Ends tokens without ending the link.
    ///
    /// # Errors
    /// `unsupported`, or what the provider says.
    pub async fn logout(&self, instance: &str, target: &Target) -> Result<()> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.logout();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Revoke))?;
        self.finish(&instance, Stage::Revoke, &cx, capability.logout(&cx, target))
            .await
    }

    /// The page that ends the browser's own session at the provider and then goes to `after`, an address that is registered
    /// there.
    ///
    /// # Errors
    /// `unsupported` where the provider has no such page.
    pub fn logout_url(&self, instance: &str, after: &str, state: &str) -> Result<String> {
        let (_, instance) = self.find(instance)?;
        let url = instance.connector.logout().and_then(|it| it.logout_url(after, state));
        url.ok_or_else(|| lacking(&instance, Stage::Revoke))
    }

    /// Asks the provider whether an access token is good, and whose it is.
    ///
    /// # Errors
    /// `token_rejected`; `unsupported`.
    pub async fn verify(&self, instance: &str, access_token: &Secret) -> Result<TokenFacts> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.verify();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Verify))?;
        self.finish(&instance, Stage::Verify, &cx, capability.verify(&cx, access_token))
            .await
    }

    /// Signs a user in by what a native app got from the provider's own SDK. Give the result to [`profile`](Host::profile).
    ///
    /// # Errors
    /// `id_token_invalid` and `token_rejected`, also for a credential of another application (R8); `unsupported` where the
    /// provider offers no proof of that (R7).
    pub async fn verify_credential(&self, instance: &str, credential: &Credential) -> Result<Granted> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.verify_credential();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Verify))?;
        let call = capability.verify_credential(&cx, credential);
        let grant = self.finish(&instance, Stage::Verify, &cx, call).await?;
        Ok(Granted::handed_in(instance, grant))
    }

    /// The same for an access token of which the provider cannot prove that it was issued to this application: anybody who gets
    /// hold of a token that a user gave to any other application signs in as that user.
    ///
    /// # Errors
    /// As above; `unsupported` where an audience can be proved.
    pub async fn dangerously_verify_access_token_without_audience(
        &self,
        instance: &str,
        token: &Secret,
    ) -> Result<Granted> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.verify_credential();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Verify))?;
        let call = capability.dangerously_verify_access_token_without_audience(&cx, token);
        let grant = self.finish(&instance, Stage::Verify, &cx, call).await?;
        Ok(Granted::handed_in(instance, grant))
    }

    /// Reads or changes consents or terms. `items` are the ids for operations that change some.
    ///
    /// # Errors
    /// `unsupported`; `consent_missing`; otherwise what the provider says.
    pub async fn consents(
        &self,
        instance: &str,
        operation: Operation,
        access_token: &Secret,
        items: &[String],
    ) -> Result<Vec<Consent>> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.consents();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Consents))?;
        let call = capability.consents(&cx, operation, access_token, items);
        self.finish(&instance, Stage::Consents, &cx, call).await
    }

    /// Reads the user's shipping addresses. `None` = the user has not consented to that (yet).
    ///
    /// # Errors
    /// As above.
    pub async fn addresses(&self, instance: &str, access_token: &Secret) -> Result<Option<Vec<Address>>> {
        let (live, instance) = self.find(instance)?;
        let cx = self.outside(&live, &instance);
        let capability = instance.connector.consents();
        let capability = capability.ok_or_else(|| lacking(&instance, Stage::Consents))?;
        let call = capability.addresses(&cx, access_token);
        self.finish(&instance, Stage::Consents, &cx, call).await
    }

    /// What the instance can do after a sign-in, by name.
    ///
    /// # Errors
    /// `connector_unknown`.
    pub fn capabilities(&self, instance: &str) -> Result<Vec<&'static str>> {
        let (_, instance) = self.find(instance)?;
        Ok(capabilities(&*instance.connector))
    }

    /// Proves and reads a provider's notification (N1-N5). The same one again is answered as handled and not delivered again.
    ///
    /// # Errors
    /// `connector_unknown` for an instance that takes no notifications. All else is in the answer.
    pub async fn notification(&self, instance: &str, notice: &Notice) -> Result<Heard> {
        let (live, instance) = self.find(instance)?;
        let Some(capability) = instance.connector.notifications() else {
            let message = "this instance takes no notifications";
            return Err(instance.annotate(Error::new(ErrorKind::ConnectorUnknown, message).at(Stage::Notification)));
        };
        let cx = self.outside(&live, &instance).by(Instant::now() + ANSWER_WITHIN);
        let call = async {
            let notification = capability.notification(&cx, notice).await?;
            let first = self.first_time(&instance, &notification, &cx).await?;
            Ok(first.then_some(notification))
        };
        let outcome = self.finish(&instance, Stage::Notification, &cx, call).await;
        let (notification, outcome) = match outcome {
            Ok(notification) => (notification, Ok(())),
            Err(error) => (None, Err(error)),
        };
        if let Some(notification) = &notification {
            observe::heard(&instance, notification);
        }
        let answer = contained_hook(|| Ok(capability.acknowledge(notice, &outcome)));
        let answer = answer.unwrap_or_else(|error| Acknowledgement::status(error.kind().http_status()));
        Ok(Heard {
            notification,
            refused: outcome.err(),
            answer,
        })
    }

    async fn first_time(&self, instance: &Instance, notification: &Notification, cx: &Context) -> Result<bool> {
        let mark = Mark::of_notification(instance.id(), &notification.replay_key);
        let now = cx.now();
        let forgotten = now.plus(i64::from(notification.replay_secs));
        match self.0.guard.spend(mark, now, forgotten).await {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == ErrorKind::StateMismatch => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Everything from outside for one call of an instance.
    fn outside(&self, live: &Live, instance: &Instance) -> Context {
        let http: Arc<dyn Http> = Arc::new(Fenced::new(&self.0.http, &instance.connector));
        self.context(http, live.deadline())
    }

    async fn finish<T>(
        &self,
        instance: &Instance,
        stage: Stage,
        cx: &Context,
        call: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let outcome = match self.enter(instance) {
            Ok(_places) => contained(instance.info().id, cx.deadline(), std::pin::pin!(call)).await,
            Err(error) => Err(error),
        };
        observe::ended(instance, stage, &outcome);
        outcome.map_err(|error| instance.annotate(error.at(stage)))
    }
}

fn lacking(instance: &Instance, stage: Stage) -> Error {
    let error = Error::new(ErrorKind::Unsupported, "this connector has no such capability").at(stage);
    instance.annotate(error.capabilities(capabilities(&*instance.connector)))
}

impl Granted {
    fn handed_in(instance: Arc<Instance>, grant: connector_core::Grant) -> Self {
        Self {
            instance,
            grant,
            carried: Carried::default(),
            state: String::new(),
        }
    }
}

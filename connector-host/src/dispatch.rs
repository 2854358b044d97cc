//! One call after another: authorize, callback, profile (house rule: errors are annotated here, logged in `observe`).

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use connector_core::{
    AuthorizeRequest, Callback, Context, Error, ErrorKind, Http, Pending, Profile, Reason, Result, Spent, Stage,
    sign_in::Returned,
};
use http::HeaderValue;

use crate::{
    begun::{Begun, Granted, SignedIn},
    contain::{contained, contained_hook},
    crowd::Place,
    drawn::Drawn,
    fenced::Fenced,
    host::{Host, Live},
    instance::Instance,
    observe, return_to,
};

/// Least time of the whole call that must be left for another try of a profile GET (L10).
const RETRY_NEEDS: Duration = Duration::from_secs(2);

impl Host {
    /// Begins a sign-in: nothing is stored on this side, and no network is touched.
    ///
    /// # Errors
    /// `connector_unknown`, `request_invalid` (B1-B8), `overloaded`, `internal` without randomness.
    pub async fn authorize(&self, instance: &str, ask: AuthorizeRequest) -> Result<Begun> {
        let (live, instance) = self.find(instance)?;
        let result = self.begin(&live, &instance, &ask).await;
        observe::ended(&instance, Stage::Authorize, &result);
        result.map_err(|error| instance.annotate(error.at(Stage::Authorize)))
    }

    async fn begin(&self, live: &Live, instance: &Instance, ask: &AuthorizeRequest) -> Result<Begun> {
        let _places = self.enter(instance)?;
        let return_to = ask
            .return_address()
            .map(|address| return_to::checked(address, &live.return_origins))
            .transpose()?;
        let deadline = live.deadline();
        let inner = &self.0;
        let cx = Context::new(
            Arc::clone(&inner.http),
            Arc::clone(&inner.keys),
            Arc::clone(&inner.clock),
            Arc::new(Drawn::new(&inner.random)),
            deadline,
        );
        let connector = &*instance.connector;
        let redirect = contained(connector.info().id, deadline, connector.authorize(&cx, ask)).await?;
        instance.allows(redirect.url())?;
        let (url, pending) = Pending::new(redirect, cx.now(), live.sign_in_secs, &instance.redirect_uri);
        let pending = pending.carrying(ask.data(), return_to).wishing_raw(ask.raw());
        let sealed = inner
            .ring
            .seal(&pending, connector.info().id, &instance.id, cx.random())?;
        Ok(Begun {
            url,
            sealed,
            state: pending.attempt().state().to_owned(),
            style: instance.cookie,
        })
    }

    /// Checks a callback, spends it and exchanges its code.
    ///
    /// # Errors
    /// Whatever group C and D of the requirements say; the sign-in is spent as soon as it was found genuine.
    pub async fn callback(&self, instance: &str, callback: Callback) -> Result<Granted> {
        let (live, instance) = self.find(instance)?;
        let _places = self.enter_at(&instance, Stage::Callback)?;
        self.granted(&instance, callback, live.deadline()).await
    }

    /// Fetches the profile of a grant.
    ///
    /// # Errors
    /// Whatever group E of the requirements says.
    pub async fn profile(&self, granted: &Granted) -> Result<Profile> {
        let live = self.0.live.load_full();
        let _places = self.enter_at(&granted.instance, Stage::Profile)?;
        self.profile_until(granted, live.deadline(), live.profile_retries).await
    }

    /// Finishes a sign-in: [`callback`](Self::callback) and [`profile`](Self::profile) within one deadline (L1).
    ///
    /// # Errors
    /// Those of both.
    pub async fn sign_in(&self, instance: &str, callback: Callback) -> Result<SignedIn> {
        let (live, instance) = self.find(instance)?;
        // One place for both stages: a sign-in that was let in is finished, whatever happens meanwhile (H15).
        let _places = self.enter_at(&instance, Stage::Callback)?;
        let deadline = live.deadline();
        let granted = self.granted(&instance, callback, deadline).await?;
        let profile = self.profile_until(&granted, deadline, live.profile_retries).await?;
        Ok(SignedIn { granted, profile })
    }

    /// The `Set-Cookie` value that forgets the attempt of a callback that failed, if the browser brought it along.
    pub fn forget(&self, instance: &str, callback: &Callback) -> Option<HeaderValue> {
        let (_, instance) = self.find(instance).ok()?;
        let answer = callback.answer(instance.connector.callback_rules().form_post).ok()?;
        let state = answer.state()?;
        let name = instance.cookie.name(state);
        callback
            .cookies()
            .any(|(cookie, _)| cookie == name)
            .then(|| instance.cookie.clear(state))
    }

    async fn granted(&self, instance: &Arc<Instance>, callback: Callback, deadline: Instant) -> Result<Granted> {
        let result = self.exchange(instance, callback, deadline).await;
        observe::ended(instance, Stage::Callback, &result);
        result.map_err(|error| instance.annotate(error.at(Stage::Callback)))
    }

    async fn exchange(&self, instance: &Arc<Instance>, callback: Callback, deadline: Instant) -> Result<Granted> {
        let connector = &instance.connector;
        let now = self.0.clock.now();
        let answer = callback.answer(connector.callback_rules().form_post)?;
        let state = answer.state().unwrap_or_default().to_owned();
        let in_cookie = || {
            let name = instance.cookie.name(&state);
            let mut cookies = callback.cookies();
            cookies.find(|(cookie, _)| *cookie == name).map(|(_, sealed)| sealed)
        };
        let sealed = callback.kept().or_else(in_cookie).ok_or_else(|| {
            Error::new(ErrorKind::StateMismatch, "this browser brought no sign-in along").because(Reason::NoSignIn)
        })?;
        let pending = self.0.ring.open(sealed, connector.info().id, &instance.id)?;
        let returned = pending.returned(answer, now)?;
        let carried = returned.carried();
        let spent = self.spend(&returned, deadline).await;
        let verified = contained_hook(|| returned.verify(&**connector, spent))?;
        let http: Arc<dyn Http> = Arc::new(Fenced::new(&self.0.http, connector));
        let cx = self.context(http, deadline);
        let grant = contained(connector.info().id, deadline, connector.callback(&cx, verified)).await?;
        Ok(Granted {
            instance: Arc::clone(instance),
            grant,
            carried,
            state,
        })
    }

    /// Spends the mark, whatever else the callback holds. A guard that panics or hangs has not promised anything.
    async fn spend(&self, returned: &Returned, deadline: Instant) -> Result<Spent> {
        let spending = self
            .0
            .guard
            .spend(returned.mark(), self.0.clock.now(), returned.expires());
        contained("guard", deadline, spending)
            .await
            .map_err(|error| match error.kind() {
                ErrorKind::StateMismatch | ErrorKind::StoreUnavailable => error,
                _ => Error::new(ErrorKind::StoreUnavailable, "the one-time guard gave no answer"),
            })
    }

    async fn profile_until(&self, granted: &Granted, deadline: Instant, retries: u32) -> Result<Profile> {
        let instance = &granted.instance;
        let result = self.fetch(instance, granted, deadline, retries).await;
        observe::ended(instance, Stage::Profile, &result);
        result.map_err(|error| instance.annotate(error.at(Stage::Profile)))
    }

    async fn fetch(&self, instance: &Instance, granted: &Granted, deadline: Instant, retries: u32) -> Result<Profile> {
        let connector = &*instance.connector;
        let http: Arc<dyn Http> = Arc::new(Fenced::new(&self.0.http, &instance.connector).remembering());
        let cx = self.context(http, deadline);
        let mut left = retries;
        loop {
            let result = contained(connector.info().id, deadline, connector.profile(&cx, &granted.grant)).await;
            match result {
                Ok(profile) => {
                    profile.keeps_contract()?;
                    return Ok(profile);
                }
                Err(error) if left > 0 && self.worth_another_try(&error, deadline).await => left -= 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits a random 50-250 ms before another try, if there may be one (L10).
    async fn worth_another_try(&self, error: &Error, deadline: Instant) -> bool {
        let mut byte = [0];
        if error.kind() != ErrorKind::ProviderUnavailable || self.0.random.fill(&mut byte).is_err() {
            return false;
        }
        let [byte] = byte;
        let wait = Duration::from_micros(50_000 + u64::from(byte) * 200_000 / 255);
        if deadline.saturating_duration_since(Instant::now()) < RETRY_NEEDS + wait {
            return false;
        }
        tokio::time::sleep(wait).await;
        true
    }

    pub(crate) fn context(&self, http: Arc<dyn Http>, deadline: Instant) -> Context {
        let inner = &self.0;
        Context::new(
            http,
            Arc::clone(&inner.keys),
            Arc::clone(&inner.clock),
            Arc::clone(&inner.random),
            deadline,
        )
    }

    fn enter_at(&self, instance: &Instance, stage: Stage) -> Result<[Place; 2]> {
        let places = self.enter(instance);
        if places.is_err() {
            observe::ended(instance, stage, &places);
        }
        places.map_err(|error| instance.annotate(error.at(stage)))
    }

    pub(crate) fn enter(&self, instance: &Instance) -> Result<[Place; 2]> {
        if self.0.closing.load(Ordering::Relaxed) {
            let message = "the host is shutting down";
            return Err(Error::new(ErrorKind::Overloaded, message).because(Reason::ShuttingDown));
        }
        Ok([self.0.crowd.enter()?, instance.crowd.enter()?])
    }
}

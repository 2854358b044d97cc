//! The token endpoint, tried with a code that no provider has issued: the answer tells good credentials from bad.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_core::{Callback, Error, ErrorKind, Http, Reach, Result, Text, live::LiveRow};
use http::{Request, Response, StatusCode};

use super::{Tried, WRONG_CODE, host_of};

const TOKEN: Text = Text::new("credentials", "인증 정보");

/// A transport that remembers what it was asked. Without another one behind it, nothing is sent.
struct Watched {
    http: Option<Arc<dyn Http>>,
    seen: Mutex<Seen>,
}

#[derive(Clone, Default)]
struct Seen {
    host: String,
    reach: Reach,
    status: Option<StatusCode>,
}

impl Watched {
    fn new(http: Option<Arc<dyn Http>>) -> Arc<Self> {
        Arc::new(Self {
            http,
            seen: Mutex::default(),
        })
    }

    fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl Http for Watched {
    async fn send(&self, request: Request<Bytes>, deadline: Instant) -> Result<Response<Bytes>> {
        let mut seen = Seen {
            host: host_of(&request.uri().to_string()),
            reach: request.extensions().get::<Reach>().copied().unwrap_or_default(),
            status: None,
        };
        let answer = match &self.http {
            Some(http) => http.send(request, deadline).await,
            None => Err(Error::new(ErrorKind::Internal, "nothing is sent in a dry run")),
        };
        seen.status = answer.as_ref().ok().map(Response::status);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = seen;
        answer
    }
}

impl Tried<'_> {
    /// Which addresses the instance may reach, as its own token request says.
    pub(super) async fn token_request(&self) -> Reach {
        let dry = Watched::new(None);
        self.exchange(&dry).await;
        dry.seen().reach
    }

    pub(super) async fn token(&mut self) {
        let Some(origin) = self.connector.origins().first() else {
            return;
        };
        self.live.pace.wait(self.instance.registration.id(), origin).await;
        let watched = Watched::new(Some(Arc::clone(&self.live.http)));
        let said = self.exchange(&watched).await;
        let Seen { host, status, .. } = watched.seen();
        let row = said
            .as_ref()
            .and_then(|error| self.check.token.iter().find(|row| says(error, row)));
        let finding = match (row, said, status) {
            (Some(row), ..) => self.fault(row, TOKEN),
            (None, _, Some(status)) => Some(self.unsure_of(TOKEN, status)),
            (None, Some(error), None) => Some(self.unreached(&host, TOKEN, &error)),
            (None, None, None) => None,
        };
        self.note(TOKEN, &host, finding, row.map(|row| row.basis));
    }

    /// Trades the wrong code, and gives what was said about it.
    async fn exchange(&self, http: &Arc<Watched>) -> Option<Error> {
        let (address, pending) = self.begin().await?;
        let url = url::Url::parse(&address).ok()?;
        let state = url.query_pairs().find(|(name, _)| name == "state")?.1.into_owned();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("code", WRONG_CODE)
            .append_pair("state", &state)
            .finish();
        let form_post = self.connector.callback_rules().form_post;
        let cx = self.live.context(Arc::clone(http) as Arc<dyn Http>);
        let answer = Callback::from_query(query).answer(form_post).ok()?;
        let returned = pending.returned(answer, cx.now()).ok()?;
        let spent = Ok(returned.mark().spent_for_the_first_time());
        let verified = returned.verify(self.connector, spent).ok()?;
        self.connector.callback(&cx, verified).await.err()
    }
}

/// Whether an error carries what a row names: as its error, as its code, or in its text.
fn says(error: &Error, row: &LiveRow) -> bool {
    let Some(said) = error.provider() else { return false };
    let equal = |text: Option<&str>| text.is_some_and(|text| text.eq_ignore_ascii_case(row.says));
    let words = row.says.contains(' ');
    equal(said.code())
        || equal(said.error())
        || said
            .text()
            .is_some_and(|text| words && text.to_ascii_lowercase().contains(&row.says.to_ascii_lowercase()))
}

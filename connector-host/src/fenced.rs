//! The `Http` that a connector gets: only hosts it has declared (H18), and one more try of a failed profile GET (L10).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use async_trait::async_trait;
use bytes::Bytes;
use connector_core::{Connector, Error, ErrorKind, Http, Reason, Result};
use http::{Method, Request, Response, Uri};

/// A fence around the transport for one call of one connector.
pub(crate) struct Fenced {
    http: Arc<dyn Http>,
    connector: Arc<dyn Connector>,
    /// Good replies to GETs, so that trying a profile again repeats only the GET that failed.
    good: Option<Mutex<Replies>>,
}

/// Replies by target.
type Replies = Vec<(Uri, Response<Bytes>)>;

impl Fenced {
    pub(crate) fn new(http: &Arc<dyn Http>, connector: &Arc<dyn Connector>) -> Self {
        Self {
            http: Arc::clone(http),
            connector: Arc::clone(connector),
            good: None,
        }
    }

    /// Remembers good replies to GETs.
    pub(crate) fn remembering(mut self) -> Self {
        self.good = Some(Mutex::default());
        self
    }

    fn remembered(&self, target: &Uri) -> Option<Response<Bytes>> {
        let good = self.good.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        good.iter()
            .find(|(known, _)| known == target)
            .map(|(_, reply)| reply.clone())
    }

    fn remember(&self, target: Uri, reply: &Response<Bytes>) {
        if let Some(good) = &self.good {
            good.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((target, reply.clone()));
        }
    }
}

fn is_of(uri: &Uri, origin: &str) -> bool {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |it| it.as_str());
    let after_scheme = origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://"));
    after_scheme == Some(authority)
}

#[async_trait]
impl Http for Fenced {
    async fn send(&self, request: Request<Bytes>, deadline: Instant) -> Result<Response<Bytes>> {
        let uri = request.uri();
        if !self.connector.origins().iter().any(|origin| is_of(uri, origin)) {
            let message = "the connector called a host that it does not declare";
            return Err(Error::new(ErrorKind::Internal, message).because(Reason::Contract));
        }
        let target = (self.good.is_some() && request.method() == Method::GET).then(|| uri.clone());
        if let Some(reply) = target.as_ref().and_then(|target| self.remembered(target)) {
            return Ok(reply);
        }
        let reply = self.http.send(request, deadline).await?;
        if let Some(target) = target.filter(|_| reply.status().is_success()) {
            self.remember(target, &reply);
        }
        Ok(reply)
    }
}

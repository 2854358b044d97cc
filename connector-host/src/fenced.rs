//! The `Http` that a connector gets: only hosts it has declared (H18), and one more try of a failed profile GET (L10).

use std::{
    future::ready,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use bytes::Bytes;
use connector_core::{Connector, Error, ErrorKind, Http, Reason, http::Sending};
use http::{Method, Request, Response, Uri};

/// A fence around the transport for one call of one connector.
pub(crate) struct Fenced {
    http: Arc<dyn Http>,
    connector: Arc<dyn Connector>,
    good: Option<Good>,
}

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
        self.good = Some(Good::default());
        self
    }
}

/// Good replies to GETs, so that trying a profile again repeats only the GET that failed.
#[derive(Default)]
struct Good(Mutex<Vec<(Uri, Response<Bytes>)>>);

impl Good {
    fn find(&self, target: &Uri) -> Option<Response<Bytes>> {
        let good = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        good.iter()
            .find(|(known, _)| known == target)
            .map(|(_, reply)| reply.clone())
    }

    fn keep(&self, target: Uri, reply: &Response<Bytes>) {
        let mut good = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        good.push((target, reply.clone()));
    }
}

fn is_of(uri: &Uri, origin: &str) -> bool {
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().map_or("", |it| it.as_str());
    let after_scheme = origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://"));
    after_scheme == Some(authority)
}

impl Http for Fenced {
    // Written out rather than as an `async fn`, so that a request waits in one place only.
    fn send<'s, 'a>(&'s self, request: Request<Bytes>, deadline: Instant) -> Sending<'a>
    where
        's: 'a,
        Self: 'a,
    {
        let uri = request.uri();
        if !self.connector.origins().iter().any(|origin| is_of(uri, origin)) {
            let message = "the connector called a host that it does not declare";
            let error = Error::new(ErrorKind::Internal, message).because(Reason::Contract);
            return Box::pin(ready(Err(error)));
        }
        let Some(good) = self.good.as_ref().filter(|_| request.method() == Method::GET) else {
            return self.http.send(request, deadline);
        };
        if let Some(reply) = good.find(uri) {
            return Box::pin(ready(Ok(reply)));
        }
        let target = uri.clone();
        let sending = self.http.send(request, deadline);
        Box::pin(async move {
            let reply = sending.await?;
            if reply.status().is_success() {
                good.keep(target, &reply);
            }
            Ok(reply)
        })
    }
}

//! A transport between a connector and its context, in which requests and replies can be changed on the way.

use std::{future::Future, sync::Arc, time::Instant};

use bytes::Bytes;
use connector_core::{Context, Error, ErrorKind, Http, Result, async_trait};
use http::{Request, Response};
use tokio::sync::{mpsc, oneshot};

pub type Reply = Result<Response<Bytes>>;
type Job = (Request<Bytes>, oneshot::Sender<Reply>);

struct Relay(mpsc::UnboundedSender<Job>);

#[async_trait]
impl Http for Relay {
    async fn send(&self, request: Request<Bytes>, _: Instant) -> Reply {
        let (answer, reply) = oneshot::channel();
        let _ = self.0.send((request, answer));
        let gone = |_| Err(Error::new(ErrorKind::Internal, "the relay is gone"));
        reply.await.unwrap_or_else(gone)
    }
}

/// The requests that wait to be sent.
pub struct Jobs(mpsc::UnboundedReceiver<Job>);

/// A context whose requests come out of the jobs.
pub fn context(cx: &Context) -> (Context, Jobs) {
    let (sender, jobs) = mpsc::unbounded_channel();
    let inner = cx.clone().with_http(Arc::new(Relay(sender)));
    (inner, Jobs(jobs))
}

/// Drives a call and answers its requests with `send`.
pub async fn drive<T, F: Future<Output = Reply> + Send>(
    mut jobs: Jobs,
    call: impl Future<Output = T> + Send,
    send: impl Fn(Request<Bytes>) -> F + Send,
) -> T {
    tokio::pin!(call);
    loop {
        tokio::select! {
            biased;
            done = &mut call => return done,
            Some((request, answer)) = jobs.0.recv() => {
                let _ = answer.send(send(request).await);
            }
        }
    }
}

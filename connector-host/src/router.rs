//! The axum router: a shim over [`web`](crate::web) and the host's calls.
//!
//! `GET /` lists the sign-in buttons, `GET /connect/{instance}` begins a sign-in, `GET|POST /callback/{instance}` finishes it,
//! `GET|POST /webhook/{instance}` takes a provider's notifications, `GET /result` shows a profile once, `GET /error` explains a
//! failure. All stand below the path of `publicUrl`.

mod pages;
mod waiting;

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use connector_core::{AuthorizeRequest, Callback, Error, ErrorKind, Notice, Notification, callback::MAX_FORM};
use serde::Deserialize;

use crate::{
    answer::{ErrorAnswer, SignedInAnswer},
    begun::SignedIn,
    host::Host,
    settings::Lang,
    web::{CookieStyle, protective_headers, wants_json},
};

use pages::Page;
use waiting::Waiting;

type Handled = Pin<Box<dyn Future<Output = Response> + Send>>;
type Handler = Arc<dyn Fn(SignedIn) -> Handled + Send + Sync>;
type Listener = Arc<dyn Fn(String, Notification) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// Builds the router of a host.
#[must_use = "call `into_router`"]
pub struct HostRouter {
    host: Host,
    handler: Option<Handler>,
    listener: Option<Listener>,
    error_page: Option<String>,
}

impl HostRouter {
    /// A router that shows finished sign-ins on its own result page.
    pub fn new(host: Host) -> Self {
        Self {
            host,
            handler: None,
            listener: None,
            error_page: None,
        }
    }

    /// Hands finished sign-ins to the embedder, who answers the browser: with a renewed session and a 303 (G12). Cookies and
    /// protective headers are added to that answer.
    pub fn on_sign_in<F>(mut self, handler: impl Fn(SignedIn) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        self.handler = Some(Arc::new(move |done| Box::pin(handler(done))));
        self
    }

    /// Hands notifications to the embedder, together with the instance's id, each once. The provider is answered when the
    /// handler has ended; it waits three seconds in all, so long work belongs into a queue.
    pub fn on_notification<F>(mut self, handler: impl Fn(String, Notification) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.listener = Some(Arc::new(move |instance, told| Box::pin(handler(instance, told))));
        self
    }

    /// Sends browsers here when a sign-in fails, with `kind` as the only parameter.
    pub fn error_page(mut self, address: impl Into<String>) -> Self {
        self.error_page = Some(address.into());
        self
    }

    /// The router, standing below the path of `publicUrl`.
    pub fn into_router(self) -> Router {
        let public = self.host.public_url();
        let path = url::Url::parse(&public)
            .map(|url| url.path().trim_end_matches('/').to_owned())
            .unwrap_or_default();
        let secure = public.starts_with("https://");
        let own_error_page = self.error_page.is_some();
        let error_page = self.error_page.unwrap_or_else(|| format!("{path}/error"));
        let door = Door {
            host: self.host,
            handler: self.handler,
            listener: self.listener,
            error_page,
            own_error_page,
            style: CookieStyle {
                secure,
                cross_site: false,
            },
            waiting: Waiting::new(secure),
            path: path.clone(),
        };
        let at = |rest: &str| format!("{path}{rest}");
        let routes = Router::new()
            .route(&at("/"), get(index))
            .route(&at("/connect/{instance}"), get(connect))
            .route(&at("/callback/{instance}"), get(callback).post(callback))
            .route(&at("/webhook/{instance}"), get(webhook).post(webhook))
            .route(&at("/result"), get(result))
            .route(&at("/error"), get(failed))
            .fallback(nothing);
        let routes = if path.is_empty() {
            routes
        } else {
            routes.route(&path, get(index))
        };
        routes.with_state(Arc::new(door))
    }
}

impl fmt::Debug for HostRouter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostRouter")
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

struct Door {
    host: Host,
    handler: Option<Handler>,
    listener: Option<Listener>,
    error_page: String,
    /// Whether the embedder has an error page of its own.
    own_error_page: bool,
    style: CookieStyle,
    waiting: Waiting,
    path: String,
}

impl Door {
    /// A silent or automatic sign-in was not possible: that is no failure, the user just has to press the button (C9).
    fn show_buttons(&self, error: &Error) -> Response {
        if self.own_error_page {
            return self.refuse(error, false);
        }
        see_other(&format!("{}/?kind={}", self.path, error.kind().code()))
    }

    fn page(&self, headers: &HeaderMap) -> Page<'_> {
        Page {
            path: &self.path,
            korean: prefers_korean(headers, self.host.lang()),
        }
    }

    /// What a failure is answered with: JSON when asked for it, else a 303 to the error page with the kind alone.
    fn refuse(&self, error: &Error, json: bool) -> Response {
        if !json {
            let mark = if self.error_page.contains('?') { '&' } else { '?' };
            return see_other(&format!("{}{mark}kind={}", self.error_page, error.kind().code()));
        }
        let status = StatusCode::from_u16(error.kind().http_status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(ErrorAnswer::from(error))).into_response();
        if error.kind() == ErrorKind::RateLimited
            && let Some(secs) = error.retry_after_secs()
        {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        protected(response)
    }
}

#[derive(Deserialize)]
struct Wish {
    return_to: Option<String>,
}

async fn index(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    protected(door.page(&headers).index(&door.host))
}

async fn connect(
    State(door): State<Arc<Door>>,
    Path(instance): Path<String>,
    wish: Result<Query<Wish>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let json = wants_json(&headers);
    let mut ask = AuthorizeRequest::new();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    // After an automatic sign-in that was not possible the ordinary one is shown, not the same failure again.
    if let Some(agent) = agent.filter(|_| !door.style.was_interrupted(&headers)) {
        ask = ask.user_agent(agent);
    }
    match wish {
        Ok(Query(Wish {
            return_to: Some(address),
        })) => ask = ask.return_to(address),
        Ok(_) => {}
        Err(_) => return door.refuse(&Error::new(ErrorKind::RequestInvalid, "the query cannot be read"), json),
    }
    match door.host.authorize(&instance, ask).await {
        Ok(begun) => {
            let mut response = see_other(begun.url());
            for cookie in begun.set_cookies(&headers) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => door.refuse(&error, json),
    }
}

async fn callback(State(door): State<Arc<Door>>, Path(instance): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let json = wants_json(&parts.headers);
    let body = posted(body).await;
    let callback = Callback::from_parts(&parts, &body);
    let forget = door.host.forget(&instance, &callback);
    let mut response = match door.host.sign_in(&instance, callback).await {
        Err(error) if error.kind() == ErrorKind::InteractionRequired && !json => {
            let mut response = door.show_buttons(&error);
            response
                .headers_mut()
                .append(header::SET_COOKIE, door.style.interrupted());
            response
        }
        Err(error) => door.refuse(&error, json),
        Ok(done) if json => protected(axum::Json(SignedInAnswer::from(&done)).into_response()),
        Ok(done) => match &door.handler {
            Some(handler) => protected(handler(done).await),
            None => door.show(&done),
        },
    };
    if let Some(cookie) = forget {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn webhook(State(door): State<Arc<Door>>, Path(instance): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = posted(body).await;
    let heard = match door
        .host
        .notification(&instance, &Notice::from_parts(&parts, &body))
        .await
    {
        Ok(heard) => heard,
        Err(error) => return door.refuse(&error, true),
    };
    if let (Some(listener), Some(told)) = (&door.listener, heard.notification) {
        listener(instance, told).await;
    }
    let status = StatusCode::from_u16(heard.answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    protected(match heard.answer.body {
        Some(body) => (status, axum::Json(body)).into_response(),
        None => status.into_response(),
    })
}

impl Door {
    /// Lets the profile wait for the result page, and sends the browser there or to the return address.
    fn show(&self, done: &SignedIn) -> Response {
        if let Some(address) = done.granted().return_to() {
            return see_other(address);
        }
        let Some(cookie) = self.waiting.put(done) else {
            return self.refuse(&Error::new(ErrorKind::Internal, "there is no randomness"), false);
        };
        let mut response = see_other(&format!("{}/result", self.path));
        response.headers_mut().append(header::SET_COOKIE, cookie);
        response
    }
}

async fn result(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    let page = door.page(&headers);
    let (taken, forget) = door.waiting.take(&headers);
    let mut response = protected(match taken {
        Some(profile) => page.result(&profile),
        None => page.gone(),
    });
    if let Some(cookie) = forget {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Deserialize)]
struct Failure {
    #[serde(default)]
    kind: String,
}

async fn failed(
    State(door): State<Arc<Door>>,
    Query(Failure { kind }): Query<Failure>,
    headers: HeaderMap,
) -> Response {
    // Only names of the closed list are shown.
    let kind = ErrorKind::ALL
        .iter()
        .copied()
        .find(|known| known.code() == kind)
        .unwrap_or(ErrorKind::Internal);
    protected(door.page(&headers).error(kind))
}

async fn nothing(State(door): State<Arc<Door>>, headers: HeaderMap) -> Response {
    if wants_json(&headers) {
        return door.refuse(
            &Error::new(ErrorKind::ConnectorUnknown, "there is nothing at this address"),
            true,
        );
    }
    protected((StatusCode::NOT_FOUND, door.page(&headers).nothing()).into_response())
}

/// A posted body, cut one byte behind the limit: the callback's own check refuses it then (C22).
async fn posted(body: Body) -> Vec<u8> {
    match to_bytes(body, MAX_FORM + 1).await {
        Ok(bytes) => bytes.to_vec(),
        Err(_) => vec![b'x'; MAX_FORM + 1],
    }
}

fn see_other(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or_else(|_| HeaderValue::from_static("/"));
    protected((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}

fn protected(mut response: Response) -> Response {
    for (name, value) in protective_headers() {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The first of Korean and English that the browser names.
fn prefers_korean(headers: &HeaderMap, otherwise: Lang) -> bool {
    let wish = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut tags = wish.split(',').map(|tag| tag.trim().to_ascii_lowercase());
    match tags.find(|tag| tag.starts_with("ko") || tag.starts_with("en")) {
        Some(tag) => tag.starts_with("ko"),
        None => otherwise == Lang::Ko,
    }
}

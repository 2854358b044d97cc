//! From a request to its endpoint: record it, look for a fault, answer.

use std::sync::Arc;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Json, Request, State};
use axum::response::Response;
use axum::routing::{any, get, post};
use http::header::ALLOW;

use super::Endpoint;
use super::ask::Ask;
use super::faults::{Fault, Order};
use super::index;
use super::line::Shears;
use super::misbehave;
use super::naver::Flow;
use super::oidc::published;
use super::reply;
use super::shared::Shared;
use super::{kakao, naver};

/// No honest request is longer.
const LONGEST_BODY: usize = 64 * 1024;
const FAULT_HEADER: &str = "x-sandbox-fault";

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(async |State(shared): State<Arc<Shared>>| index::page(&shared)))
        .route("/sandbox/fault", post(order))
        .route("/kakao/{*path}", any(provider))
        .route("/naver/{*path}", any(provider))
        .with_state(shared)
}

async fn order(State(shared): State<Arc<Shared>>, Json(order): Json<Order>) -> Response {
    shared.board.lock().set(order);
    reply::empty(204)
}

async fn provider(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path();
    let known = Endpoint::at(path);
    let endpoint = known.filter(|endpoint| endpoint.takes(request.method()));
    shared.journal.lock().write(request.method().as_str(), path, endpoint);
    let Some(endpoint) = endpoint else {
        let mut answer = reply::empty(if known.is_some() { 405 } else { 404 });
        if let Some(known) = known {
            reply::set(answer.headers_mut(), ALLOW, known.methods());
        }
        return answer;
    };
    let shears = request
        .extensions()
        .get::<ConnectInfo<Shears>>()
        .map(|found| found.0.clone());
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return reply::empty(413);
    };
    let mut ask = Ask::read(&head, &body);
    let in_address = endpoint.is_authorize().then(|| ask.take_fault()).flatten();
    let ordered = match head.headers.get(FAULT_HEADER) {
        Some(text) => Some(text.to_str().unwrap_or_default()),
        None => in_address,
    };
    let fault = match ordered.map(str::parse::<Fault>) {
        Some(Ok(fault)) => Some(fault),
        Some(Err(wrong)) => return reply::any(400, "text/plain;charset=utf-8", wrong.to_string()),
        None => shared.board.lock().take(endpoint),
    };
    ask.fault.clone_from(&fault);
    let honest = || honest(&shared, endpoint, &ask);
    match fault {
        None => honest(),
        Some(fault) => misbehave::answer(fault, endpoint, &ask, shears.as_ref(), honest).await,
    }
}

fn honest(shared: &Shared, endpoint: Endpoint, ask: &Ask) -> Response {
    match endpoint {
        Endpoint::KakaoDiscovery | Endpoint::NaverDiscovery => published::discovery(shared, endpoint.provider()),
        Endpoint::KakaoJwks | Endpoint::NaverJwks => published::jwks(shared, endpoint.provider()),
        Endpoint::KakaoAuthorize => kakao::authorize::answer(shared, ask),
        Endpoint::KakaoToken => kakao::token::answer(shared, ask),
        Endpoint::KakaoMe => kakao::me::answer(shared, ask),
        Endpoint::KakaoTokenInfo => kakao::me::token_info(shared, ask),
        Endpoint::KakaoUserinfo => kakao::claims::userinfo(shared, ask),
        Endpoint::KakaoLogout => kakao::leave::logout(shared, ask),
        Endpoint::KakaoBrowserLogout => kakao::leave::browser(shared, ask),
        Endpoint::KakaoUnlink => kakao::leave::unlink(shared, ask),
        Endpoint::KakaoScopes => kakao::scopes::list(shared, ask),
        Endpoint::KakaoRevokeScopes => kakao::scopes::revoke(shared, ask),
        Endpoint::KakaoTerms => kakao::terms::list(shared, ask),
        Endpoint::KakaoRevokeTerms => kakao::terms::revoke(shared, ask),
        Endpoint::KakaoUpgradeTerms => kakao::terms::upgrade(shared, ask),
        Endpoint::KakaoShippingAddress => kakao::shipping::answer(shared, ask),
        Endpoint::NaverAuthorize => naver::authorize::answer(shared, ask, Flow::Legacy),
        Endpoint::NaverToken => naver::token::answer(shared, ask, Flow::Legacy),
        Endpoint::NaverOidcAuthorize => naver::authorize::answer(shared, ask, Flow::Oidc),
        Endpoint::NaverOidcToken => naver::token::answer(shared, ask, Flow::Oidc),
        Endpoint::NaverRevoke => naver::leave::revoke(shared, ask),
        Endpoint::NaverAgreement => naver::more::agreement(shared, ask),
        Endpoint::NaverPayaddress => naver::more::payaddress(shared, ask),
        Endpoint::NaverMe => naver::me::answer(shared, ask),
        Endpoint::NaverVerify => naver::me::verify(shared, ask),
    }
}

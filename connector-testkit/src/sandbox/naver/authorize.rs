//! `GET|POST /oauth2.0/authorize` and `/oauth2/authorize`: the consent screen and the way back, with the refusals of automatic login.

use std::sync::Arc;

use axum::response::Response;

use super::super::ask::Ask;
use super::super::book::{Code, Grant, Openid};
use super::super::client::TestClient;
use super::super::consent::{self, Decision, Refusal, Screen};
use super::super::fields::Fields;
use super::super::shared::Shared;
use super::super::{Provider, callback, pkce, reply};
use super::Flow;
use super::automatic::{NEEDS_CONSENT, NOT_LOGGED_IN, UNSUPPORTED_BROWSER, in_naver_app, outcome};
use super::errors;

static CANCEL: Refusal = Refusal {
    key: "cancel",
    en: "Cancel",
    ko: "취소",
    error: "access_denied",
    description: "Canceled By User",
};

static NO_STATE: Refusal = Refusal {
    key: "no-state",
    en: "state is missing",
    ko: "state 없음",
    error: "invalid_request",
    description: "state is required",
};

static BAD_RESPONSE_TYPE: Refusal = Refusal {
    key: "bad-response-type",
    en: "response_type is not code",
    ko: "지원하지 않는 response_type",
    error: "unsupported_response_type",
    description: "response_type must be code",
};

static NO_OPENID: Refusal = Refusal {
    key: "no-openid",
    en: "scope does not contain openid",
    ko: "scope에 openid 없음",
    error: "invalid_scope",
    description: "scope must contain openid",
};

static BAD_CHALLENGE: Refusal = Refusal {
    key: "bad-challenge",
    en: "the code challenge is not S256",
    ko: "잘못된 code_challenge",
    error: "invalid_request",
    description: "code_challenge must be S256",
};

/// A request whose callback can be trusted.
struct Checked<'a> {
    client: &'a Arc<TestClient>,
    redirect_uri: &'a str,
    state: Option<&'a str>,
}

/// Unknown parameters are tolerated: NAVER's own SDKs send several.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask, flow: Flow) -> Response {
    let (asked, decided) = consent::split(ask.fields());
    let checked = match check(shared, &asked) {
        Ok(checked) => checked,
        Err(what) => return errors::shown(what),
    };
    if let Some(refusal) = wrong(&asked, flow) {
        return refuse(&checked, refusal);
    }
    let automatic = asked.get("auth_type") == Some("autologin");
    let items = checked.client.configured(Provider::Naver);
    let refusals: &[&Refusal] = if automatic {
        &[&CANCEL, &NOT_LOGGED_IN, &NEEDS_CONSENT, &UNSUPPORTED_BROWSER]
    } else {
        &[&CANCEL]
    };
    let decision = match &decided {
        Some(ours) => match Decision::read(ours, &items, refusals) {
            Some(decision) => decision,
            None => return reply::empty(400),
        },
        None => match automatic.then(|| outcome(shared, ask, checked.client)).flatten() {
            Some(decision) => decision,
            None => {
                return Screen {
                    brand: "NAVER",
                    client: checked.client,
                    items: &items,
                    asked: &asked,
                    refusals,
                    hint: None,
                    manner: asked.filled("auth_type"),
                    fault: ask.fault_text.as_deref(),
                }
                .show();
            }
        },
    };
    match decision {
        Decision::Refuse(refusal) => refuse(&checked, refusal),
        Decision::Agree { .. } if automatic && !in_naver_app(ask) => refuse(&checked, &UNSUPPORTED_BROWSER),
        Decision::Agree { user, items } => {
            let grant = Grant {
                provider: Provider::Naver,
                client: Arc::clone(checked.client),
                user,
                items,
                at: shared.now(),
                openid: (flow == Flow::Oidc).then(|| Openid {
                    nonce: asked.get("nonce").map(str::to_owned),
                }),
                terms: Vec::new(),
                session: 0,
            };
            agree(shared, ask, &checked, &asked, grant)
        }
    }
}

/// What NAVER tells the callback is wrong with the request. `scope` and PKCE mean something in the OpenID Connect world
/// alone; the texts for them are not documented.
fn wrong(asked: &Fields, flow: Flow) -> Option<&'static Refusal> {
    if asked.get("response_type") != Some("code") {
        return Some(&BAD_RESPONSE_TYPE);
    }
    if asked.filled("state").is_none() {
        return Some(&NO_STATE);
    }
    if flow == Flow::Legacy {
        return None;
    }
    let mut scopes = asked.get("scope").unwrap_or_default().split([' ', ',']);
    if !scopes.any(|scope| scope == "openid") {
        return Some(&NO_OPENID);
    }
    pkce::wrong(asked).map(|_| &BAD_CHALLENGE)
}

fn check<'a>(shared: &'a Shared, asked: &'a Fields) -> Result<Checked<'a>, &'static str> {
    let client = shared
        .client(Provider::Naver, asked.get("client_id").unwrap_or_default())
        .ok_or("client_id")?;
    let redirect_uri = asked.get("redirect_uri").unwrap_or_default();
    if !client.redirect_uris.iter().any(|known| known == redirect_uri) {
        return Err("redirect_uri");
    }
    Ok(Checked {
        client,
        redirect_uri,
        state: asked.get("state"),
    })
}

fn agree(shared: &Shared, ask: &Ask, checked: &Checked<'_>, asked: &Fields, grant: Grant) -> Response {
    let challenge = asked.get("code_challenge").filter(|_| grant.openid.is_some());
    let code = Code {
        grant,
        redirect_uri: checked.redirect_uri.to_owned(),
        state: checked.state.map(str::to_owned),
        challenge: challenge.map(str::to_owned),
        fault: ask.fault.clone(),
    };
    let code = shared.agree(code);
    let mut parameters = vec![("code", code.as_str())];
    parameters.extend(checked.state.map(|state| ("state", state)));
    go(checked, &parameters)
}

/// NAVER puts `state` before the error.
fn refuse(checked: &Checked<'_>, refusal: &Refusal) -> Response {
    let mut parameters = Vec::from_iter(checked.state.map(|state| ("state", state)));
    parameters.extend([("error", refusal.error), ("error_description", refusal.description)]);
    go(checked, &parameters)
}

fn go(checked: &Checked<'_>, parameters: &[(&str, &str)]) -> Response {
    reply::found(&callback::url(Provider::Naver, checked.redirect_uri, parameters))
}

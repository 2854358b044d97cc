//! `GET|POST /oauth2.0/authorize`: the consent screen and the way back, with the refusals of automatic login.

use std::sync::Arc;

use axum::response::Response;

use super::super::ask::Ask;
use super::super::book::{Code, Grant};
use super::super::client::TestClient;
use super::super::consent::{self, Decision, Refusal, Screen};
use super::super::fields::Fields;
use super::super::shared::Shared;
use super::super::{Provider, callback, reply};
use super::errors;

static CANCEL: Refusal = Refusal {
    key: "cancel",
    en: "Cancel",
    ko: "취소",
    error: "access_denied",
    description: "Canceled By User",
};

/// The three ends of `auth_type=autologin` that are not the person's own refusal.
static NOT_LOGGED_IN: Refusal = Refusal {
    key: "not-logged-in",
    en: "Automatic login: nobody is logged in",
    ko: "자동 로그인: 로그인되어 있지 않음",
    error: "access_denied",
    description: "user not logged in.",
};

static NEEDS_CONSENT: Refusal = Refusal {
    key: "needs-consent",
    en: "Automatic login: consent is needed first",
    ko: "자동 로그인: 동의가 필요함",
    error: "access_denied",
    description: "need user consent.",
};

static UNSUPPORTED_BROWSER: Refusal = Refusal {
    key: "unsupported-browser",
    en: "Automatic login: not the NAVER app",
    ko: "자동 로그인: 지원하지 않는 브라우저",
    error: "access_denied",
    description: "unsupported browser environment.",
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

/// A request whose callback can be trusted.
struct Checked<'a> {
    client: &'a Arc<TestClient>,
    redirect_uri: &'a str,
    state: Option<&'a str>,
}

/// Unknown parameters are tolerated: NAVER's own SDKs send several.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    let (asked, decided) = consent::split(ask.fields());
    let checked = match check(shared, &asked) {
        Ok(checked) => checked,
        Err(what) => return errors::shown(what),
    };
    if asked.get("response_type") != Some("code") {
        return refuse(&checked, &BAD_RESPONSE_TYPE);
    }
    if asked.filled("state").is_none() {
        return refuse(&checked, &NO_STATE);
    }
    let items = checked.client.configured(Provider::Naver);
    let refusals: &[&Refusal] = if asked.get("auth_type") == Some("autologin") {
        &[&CANCEL, &NOT_LOGGED_IN, &NEEDS_CONSENT, &UNSUPPORTED_BROWSER]
    } else {
        &[&CANCEL]
    };
    let Some(ours) = decided else {
        return Screen {
            brand: "NAVER",
            client: checked.client,
            items: &items,
            asked: &asked,
            refusals,
            hint: None,
        }
        .show();
    };
    match Decision::read(&ours, &items, refusals) {
        None => reply::empty(400),
        Some(Decision::Refuse(refusal)) => refuse(&checked, refusal),
        Some(Decision::Agree { user, items }) => agree(
            shared,
            &checked,
            Grant {
                provider: Provider::Naver,
                client: Arc::clone(checked.client),
                user,
                items,
            },
        ),
    }
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

fn agree(shared: &Shared, checked: &Checked<'_>, grant: Grant) -> Response {
    let code = Code {
        grant: Arc::new(grant),
        redirect_uri: checked.redirect_uri.to_owned(),
        state: checked.state.map(str::to_owned),
        challenge: None,
    };
    let code = shared.book.lock().agree(code, shared.now(), shared.code_life);
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

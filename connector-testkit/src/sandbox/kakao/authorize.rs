//! `GET /oauth/authorize`: the checks in Kakao's order, the consent screen, the way back.

use std::sync::Arc;

use axum::response::Response;
use http::Method;

use super::super::ask::Ask;
use super::super::book::{Code, Grant, Openid};
use super::super::client::TestClient;
use super::super::consent::{self, Decision, Refusal, Screen};
use super::super::fields::Fields;
use super::super::items::Item;
use super::super::shared::Shared;
use super::super::{Provider, callback, pkce, reply};
use super::errors::{self, Shown};
use super::silent::{self, CONSENT_REQUIRED, INTERACTION_REQUIRED, LOGIN_REQUIRED};
use super::terms;

/// Every documented parameter; another one ends in KOE204.
const KNOWN: [&str; 13] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "prompt",
    "login_hint",
    "service_terms",
    "channel_public_id",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    // Deprecated in favour of `prompt`, still taken.
    "auth_type",
];

const PROMPTS: [&str; 4] = ["login", "none", "create", "select_account"];

static CANCEL: Refusal = Refusal {
    key: "cancel",
    en: "Cancel",
    ko: "취소",
    error: "access_denied",
    description: "User denied access",
};

static UNDER_14: Refusal = Refusal {
    key: "under-14",
    en: "I am under 14",
    ko: "만 14세 미만입니다",
    error: "access_denied",
    description: "Not allowed under age 14",
};

/// A request that passed every check.
struct Checked<'a> {
    client: &'a Arc<TestClient>,
    redirect_uri: &'a str,
    state: Option<&'a str>,
    items: Vec<&'static Item>,
    openid: bool,
}

/// Answers with a page of Kakao's, the consent screen, or the callback.
pub(in super::super) fn answer(shared: &Shared, ask: &Ask) -> Response {
    let (asked, decided) = consent::split(ask.fields());
    if ask.method == Method::POST && decided.is_none() {
        // Kakao documents GET alone; only the screen posts back.
        return reply::empty(405);
    }
    let checked = match check(shared, &asked) {
        Ok(checked) => checked,
        Err(shown) => return shown.page(),
    };
    let silent = prompts(&asked).any(|prompt| prompt == "none");
    let refusals: &[&Refusal] = if silent {
        &[&LOGIN_REQUIRED, &CONSENT_REQUIRED, &INTERACTION_REQUIRED]
    } else {
        &[&CANCEL, &UNDER_14]
    };
    let (user, items) = match decided {
        None if silent => match silent::sign_in(shared, checked.client, &asked) {
            Ok(before) => (before.user, before.items.clone()),
            Err(refusal) => return refuse(&checked, refusal),
        },
        None => {
            return Screen {
                brand: "Kakao",
                client: checked.client,
                items: &checked.items,
                asked: &asked,
                refusals,
                hint: asked.filled("login_hint"),
                manner: asked.filled("prompt"),
                fault: ask.fault_text.as_deref(),
            }
            .show();
        }
        Some(ours) => match Decision::read(&ours, &checked.items, refusals) {
            None => return reply::empty(400),
            Some(Decision::Refuse(refusal)) => return refuse(&checked, refusal),
            Some(Decision::Agree { user, items }) => (user, items),
        },
    };
    let grant = Grant {
        provider: Provider::Kakao,
        client: Arc::clone(checked.client),
        user,
        items,
        at: shared.now(),
        openid: checked.openid.then(|| Openid {
            nonce: asked.get("nonce").map(str::to_owned),
        }),
        terms: terms::at_sign_in(&asked),
        session: 0,
    };
    let code = Code {
        grant,
        redirect_uri: checked.redirect_uri.to_owned(),
        state: None,
        challenge: asked.get("code_challenge").map(str::to_owned),
        fault: ask.fault.clone(),
    };
    go(&checked, &[("code", &shared.agree(code))])
}

fn check<'a>(shared: &'a Shared, asked: &'a Fields) -> Result<Checked<'a>, Shown> {
    let need = |name: &'static str| asked.filled(name).ok_or_else(|| Shown::missing(name));
    let id = need("client_id")?;
    let client = shared
        .client(Provider::Kakao, id)
        .ok_or_else(|| errors::unknown_client_page(id))?;
    let redirect_uri = need("redirect_uri")?;
    if !client.redirect_uris.iter().any(|known| known == redirect_uri) {
        return Err(Shown::new(
            "KOE006",
            "This redirect URI is not registered",
            "등록되지 않은 리다이렉트 URI입니다",
            redirect_uri,
        ));
    }
    if let Some((name, _)) = asked.iter().find(|(name, _)| !KNOWN.contains(name)) {
        return Err(Shown::invalid(name));
    }
    if let Some(name) = asked.repeated() {
        return Err(Shown::invalid(name));
    }
    match need("response_type")? {
        "code" => {}
        "token" => {
            return Err(Shown::new(
                "KOE202",
                "The implicit grant is refused",
                "지원하지 않는 인증 방식입니다",
                "response_type=token",
            ));
        }
        other => {
            return Err(Shown::new(
                "KOE201",
                "Unsupported response_type",
                "지원하지 않는 response_type입니다",
                other,
            ));
        }
    }
    if prompts(asked).any(|prompt| !PROMPTS.contains(&prompt)) {
        return Err(Shown::invalid("prompt"));
    }
    if let Some(name) = pkce::wrong(asked) {
        return Err(Shown::invalid(name));
    }
    Ok(Checked {
        client,
        redirect_uri,
        state: asked.get("state"),
        items: items(client, asked)?,
        openid: openid(client, asked),
    })
}

fn prompts(asked: &Fields) -> impl Iterator<Item = &str> {
    asked
        .filled("prompt")
        .into_iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
}

/// The items to ask for: those of `scope`, else all that the app has switched on. The documents separate them by
/// comma, the SDK and many libraries by space; both work.
fn items(client: &TestClient, asked: &Fields) -> Result<Vec<&'static Item>, Shown> {
    let configured = client.configured(Provider::Kakao);
    let Some(scope) = asked.filled("scope") else {
        return Ok(configured);
    };
    let wanted: Vec<&str> = scopes(scope).collect();
    let known = |id: &str| match id {
        "openid" => client.oidc != Some(false),
        other => configured.iter().any(|item| item.id == other),
    };
    if let Some(unknown) = wanted.iter().find(|id| !known(id)) {
        return Err(Shown::new(
            "KOE205",
            "A consent item is not configured in the app",
            "설정하지 않은 동의 항목을 요청했습니다",
            *unknown,
        ));
    }
    Ok(configured
        .into_iter()
        .filter(|item| wanted.contains(&item.id))
        .collect())
}

/// Whether an id_token will come. An app with the console switch on gets one unless `scope` leaves `openid` out.
fn openid(client: &TestClient, asked: &Fields) -> bool {
    match asked.filled("scope") {
        Some(scope) => client.oidc != Some(false) && scopes(scope).any(|id| id == "openid"),
        None => client.oidc == Some(true),
    }
}

fn scopes(scope: &str) -> impl Iterator<Item = &str> {
    scope.split([',', ' ']).filter(|id| !id.is_empty())
}

fn refuse(checked: &Checked<'_>, refusal: &Refusal) -> Response {
    go(
        checked,
        &[("error", refusal.error), ("error_description", refusal.description)],
    )
}

fn go(checked: &Checked<'_>, parameters: &[(&str, &str)]) -> Response {
    let mut parameters = parameters.to_vec();
    parameters.extend(checked.state.map(|state| ("state", state)));
    reply::found(&callback::url(Provider::Kakao, checked.redirect_uri, &parameters))
}

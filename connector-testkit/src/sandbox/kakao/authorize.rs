//! `GET /oauth/authorize`: the checks in Kakao's order, the consent screen, the way back.

use std::sync::Arc;

use axum::response::Response;
use http::Method;

use super::super::ask::Ask;
use super::super::book::{Code, Grant};
use super::super::client::TestClient;
use super::super::consent::{self, Decision, Refusal, Screen};
use super::super::fields::Fields;
use super::super::items::Item;
use super::super::shared::Shared;
use super::super::{Provider, callback, reply};
use super::errors::Shown;

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

/// `prompt=none` in a browser without a Kakao session, which is every browser here.
static LOGIN_REQUIRED: Refusal = Refusal {
    key: "login-required",
    en: "Not signed in",
    ko: "로그인되어 있지 않음",
    error: "login_required",
    description: "user authentication required.",
};

/// A request that passed every check.
struct Checked<'a> {
    client: &'a Arc<TestClient>,
    redirect_uri: &'a str,
    state: Option<&'a str>,
    items: Vec<&'static Item>,
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
    let refusals = [&CANCEL, &UNDER_14];
    match decided {
        None if prompts(&asked).any(|prompt| prompt == "none") => refuse(&checked, &LOGIN_REQUIRED),
        None => Screen {
            brand: "Kakao",
            client: checked.client,
            items: &checked.items,
            asked: &asked,
            refusals: &refusals,
            hint: asked.filled("login_hint"),
        }
        .show(),
        Some(ours) => match Decision::read(&ours, &checked.items, &refusals) {
            None => reply::empty(400),
            Some(Decision::Refuse(refusal)) => refuse(&checked, refusal),
            Some(Decision::Agree { user, items }) => {
                let grant = Grant {
                    provider: Provider::Kakao,
                    client: Arc::clone(checked.client),
                    user,
                    items,
                };
                agree(shared, &checked, &asked, grant)
            }
        },
    }
}

fn check<'a>(shared: &'a Shared, asked: &'a Fields) -> Result<Checked<'a>, Shown> {
    let need = |name: &'static str| asked.filled(name).ok_or_else(|| Shown::missing(name));
    let id = need("client_id")?;
    let client = shared.client(Provider::Kakao, id).ok_or_else(|| {
        Shown::new(
            "KOE101",
            "There is no such client_id",
            "잘못된 앱 키입니다",
            format!("Not exist client_id [{id}]"),
        )
    })?;
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
    check_challenge(asked)?;
    Ok(Checked {
        client,
        redirect_uri,
        state: asked.get("state"),
        items: items(client, asked)?,
    })
}

fn prompts(asked: &Fields) -> impl Iterator<Item = &str> {
    asked
        .filled("prompt")
        .into_iter()
        .flat_map(|list| list.split(','))
        .map(str::trim)
}

/// PKCE (RFC 7636), S256 only: the discovery document names no other method.
fn check_challenge(asked: &Fields) -> Result<(), Shown> {
    match (asked.get("code_challenge"), asked.get("code_challenge_method")) {
        (None, None) => Ok(()),
        (_, method) if method != Some("S256") => Err(Shown::invalid("code_challenge_method")),
        (Some(challenge), _) if challenge.len() == 43 => Ok(()),
        _ => Err(Shown::invalid("code_challenge")),
    }
}

/// The items to ask for: those of `scope`, else all that the app has switched on. The documents separate them by
/// comma, the SDK and many libraries by space; both work.
fn items(client: &TestClient, asked: &Fields) -> Result<Vec<&'static Item>, Shown> {
    let configured = client.configured(Provider::Kakao);
    let Some(scope) = asked.filled("scope") else {
        return Ok(configured);
    };
    let wanted: Vec<&str> = scope.split([',', ' ']).filter(|id| !id.is_empty()).collect();
    if let Some(unknown) = wanted.iter().find(|id| !configured.iter().any(|item| item.id == **id)) {
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

fn agree(shared: &Shared, checked: &Checked<'_>, asked: &Fields, grant: Grant) -> Response {
    let code = Code {
        grant: Arc::new(grant),
        redirect_uri: checked.redirect_uri.to_owned(),
        state: None,
        challenge: asked.get("code_challenge").map(str::to_owned),
    };
    let code = shared.book.lock().agree(code, shared.now(), shared.code_life);
    go(checked, &[("code", &code)])
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

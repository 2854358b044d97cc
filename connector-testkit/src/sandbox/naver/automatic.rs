//! `auth_type=autologin`: a code without a screen inside the NAVER app, or one of three refusals.
//!
//! Who is logged in to the NAVER app says `sandbox_user` in the address; `nobody` is nobody. Without it the screen is
//! shown, where every outcome is a button.

use super::super::Provider;
use super::super::ask::Ask;
use super::super::client::TestClient;
use super::super::consent::{Decision, Refusal};
use super::super::shared::Shared;
use super::super::users;

pub(super) static NOT_LOGGED_IN: Refusal = Refusal {
    key: "not-logged-in",
    en: "Automatic login: nobody is logged in",
    ko: "자동 로그인: 로그인되어 있지 않음",
    error: "access_denied",
    description: "user not logged in.",
};

pub(super) static NEEDS_CONSENT: Refusal = Refusal {
    key: "needs-consent",
    en: "Automatic login: consent is needed first",
    ko: "자동 로그인: 동의가 필요함",
    error: "access_denied",
    description: "need user consent.",
};

pub(super) static UNSUPPORTED_BROWSER: Refusal = Refusal {
    key: "unsupported-browser",
    en: "Automatic login: not the NAVER app",
    ko: "자동 로그인: 지원하지 않는 브라우저",
    error: "access_denied",
    description: "unsupported browser environment.",
};

/// What the browser inside the NAVER app calls itself. The guide spells it in two ways, so letter case is not looked at.
const NAVER_APP: &str = "naver(inapp; search;";

/// What happens before anybody decided on a screen; `None`: the screen is shown.
pub(super) fn outcome(shared: &Shared, ask: &Ask, client: &TestClient) -> Option<Decision> {
    if !in_naver_app(ask) {
        return Some(Decision::Refuse(&UNSUPPORTED_BROWSER));
    }
    let key = ask.query.get("sandbox_user")?;
    let Some(user) = users::find(key) else {
        return Some(Decision::Refuse(&NOT_LOGGED_IN));
    };
    let book = shared.book.lock();
    Some(match book.links.get(Provider::Naver, client, user) {
        Some(link) => Decision::Agree {
            user,
            items: link.grant.items.clone(),
        },
        None => Decision::Refuse(&NEEDS_CONSENT),
    })
}

pub(super) fn in_naver_app(ask: &Ask) -> bool {
    ask.user_agent
        .as_deref()
        .is_some_and(|agent| agent.to_ascii_lowercase().contains(NAVER_APP))
}

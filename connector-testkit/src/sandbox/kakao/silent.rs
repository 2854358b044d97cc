//! `prompt=none`: a code without a screen, or one of the three refusals.
//!
//! No browser is remembered here. A `login_hint` that names one of the users (key or e-mail) stands for the session
//! that a browser would have: whoever is linked already comes back with a code.

use std::sync::Arc;

use super::super::Provider;
use super::super::book::Grant;
use super::super::client::TestClient;
use super::super::consent::Refusal;
use super::super::fields::Fields;
use super::super::shared::Shared;
use super::super::users;

/// Nobody is signed in.
pub(super) static LOGIN_REQUIRED: Refusal = Refusal {
    key: "login-required",
    en: "Not signed in",
    ko: "로그인되어 있지 않음",
    error: "login_required",
    description: "user authentication required.",
};

/// Somebody is, who is not linked to the app.
pub(super) static CONSENT_REQUIRED: Refusal = Refusal {
    key: "consent-required",
    en: "Consent is needed first",
    ko: "동의가 필요함",
    error: "consent_required",
    description: "user consent required.",
};

/// Anything else that Kakao wants of the person; only on request.
pub(super) static INTERACTION_REQUIRED: Refusal = Refusal {
    key: "interaction-required",
    en: "Something else is needed first",
    ko: "사용자 확인이 필요함",
    error: "interaction_required",
    description: "user interaction required.",
};

/// What that person agreed to before, or why there is no sign-in without a screen.
pub(super) fn sign_in(
    shared: &Shared,
    client: &Arc<TestClient>,
    asked: &Fields,
) -> Result<Arc<Grant>, &'static Refusal> {
    let hint = asked.filled("login_hint").ok_or(&LOGIN_REQUIRED)?;
    let user = users::all()
        .iter()
        .find(|user| user.key == hint || user.kakao.email == Some(hint))
        .ok_or(&LOGIN_REQUIRED)?;
    let book = shared.book.lock();
    let link = book.links.get(Provider::Kakao, client, user).ok_or(&CONSENT_REQUIRED)?;
    Ok(Arc::clone(&link.grant))
}

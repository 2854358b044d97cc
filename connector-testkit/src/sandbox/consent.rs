//! The consent screen: who signs in, what is agreed to, or which way it is refused. Both providers use it; it works
//! without JavaScript.
//!
//! A script needs no screen: `POST` the authorize URL with the form `sandbox_decision=agree` (or `cancel`), and if it
//! matters `sandbox_user=KEY` and `sandbox_shown=1` with one `sandbox_item` per item agreed to.

use axum::response::Response;

use super::client::TestClient;
use super::fields::Fields;
use super::items::Item;
use super::page::{add, both, escape, page};
use super::users::{self, User};

/// Fields that begin so are the screen's, the others the provider's.
const OURS: &str = "sandbox_";
const DECISION: &str = "sandbox_decision";
/// The screen's own field for what `fault` was in the address.
pub(super) const FAULT: &str = "sandbox_fault";
const AGREE: &str = "agree";

/// One way in which the provider sends the person back without a code.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The button's id and value.
    pub(super) key: &'static str,
    pub(super) en: &'static str,
    pub(super) ko: &'static str,
    /// The callback's `error`.
    pub(super) error: &'static str,
    /// The callback's `error_description`.
    pub(super) description: &'static str,
}

/// What is shown.
pub(super) struct Screen<'a> {
    /// `Kakao` or `NAVER`.
    pub(super) brand: &'a str,
    pub(super) client: &'a TestClient,
    pub(super) items: &'a [&'static Item],
    /// The provider's own parameters, to come back with the decision.
    pub(super) asked: &'a Fields,
    /// The first is the ordinary cancel button.
    pub(super) refusals: &'a [&'static Refusal],
    /// An account the app suggested.
    pub(super) hint: Option<&'a str>,
    /// How the app wants this screen: Kakao's `prompt`, NAVER's `auth_type`.
    pub(super) manner: Option<&'a str>,
    /// The fault in the address, to come back with the decision.
    pub(super) fault: Option<&'a str>,
}

/// What the person chose.
pub(super) enum Decision {
    Agree {
        user: &'static User,
        items: Vec<&'static str>,
    },
    Refuse(&'static Refusal),
}

/// Tells the provider's parameters from the screen's. The screen's are `None` before anybody decided.
pub(super) fn split(fields: Fields) -> (Fields, Option<Fields>) {
    let (ours, theirs) = fields.split(OURS);
    let ours = ours.get(DECISION).is_some().then_some(ours);
    (theirs, ours)
}

impl Decision {
    /// Reads the screen's fields; `None` if they name nobody or nothing that was on offer.
    pub(super) fn read(ours: &Fields, items: &[&'static Item], refusals: &[&'static Refusal]) -> Option<Self> {
        let key = ours.get(DECISION)?;
        if key != AGREE {
            return refusals
                .iter()
                .find(|refusal| refusal.key == key)
                .map(|refusal| Self::Refuse(refusal));
        }
        let user = match ours.get("sandbox_user") {
            Some(key) => users::find(key)?,
            None => users::all().first()?,
        };
        let shown = ours.get("sandbox_shown").is_some();
        let chosen = |id: &str| !shown || ours.every("sandbox_item").any(|item| item == id);
        let items = items.iter().map(|item| item.id).filter(|id| chosen(id)).collect();
        Some(Self::Agree { user, items })
    }
}

impl Screen<'_> {
    /// The page.
    pub(super) fn show(&self) -> Response {
        let brand = self.brand;
        let mut html = String::new();
        add(
            &mut html,
            format_args!(
                "<h1>{}</h1>\n",
                both(&format!("Sign in with {brand} (sandbox)"), "로그인 (모의 서버)")
            ),
        );
        add(
            &mut html,
            format_args!(
                "<p class=\"note\">This is not {brand}: it is a test server with invented users. \
                 The app <code>{}</code> asks for consent.</p>\n",
                escape(&self.client.id)
            ),
        );
        if let Some(hint) = self.hint {
            add(
                &mut html,
                format_args!("<p id=\"hint\">Suggested account: <code>{}</code></p>\n", escape(hint)),
            );
        }
        if let Some(manner) = self.manner {
            add(
                &mut html,
                format_args!(
                    "<p id=\"manner\">The app asks for: <code>{}</code></p>\n",
                    escape(manner)
                ),
            );
        }
        // The query is repeated in hidden fields, so it is left out of the address.
        html.push_str("<form method=\"post\" action=\"?\">\n");
        for (name, value) in self.asked.iter() {
            add(
                &mut html,
                format_args!(
                    "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n",
                    escape(name),
                    escape(value)
                ),
            );
        }
        if let Some(fault) = self.fault {
            add(
                &mut html,
                format_args!("<input type=\"hidden\" name=\"{FAULT}\" value=\"{}\">\n", escape(fault)),
            );
        }
        html.push_str("<input type=\"hidden\" name=\"sandbox_shown\" value=\"1\">\n");
        people(&mut html);
        items(&mut html, self.items);
        add(
            &mut html,
            format_args!(
                "<p><button class=\"main\" id=\"agree\" name=\"{DECISION}\" value=\"{AGREE}\">{}</button>\n",
                both("Agree and continue", "동의하고 계속하기")
            ),
        );
        refusals(&mut html, self.refusals);
        html.push_str("</form>");
        page(200, &format!("Sign in with {brand} (sandbox)"), &html)
    }
}

fn people(html: &mut String) {
    add(
        html,
        format_args!(
            "<fieldset>\n<legend>{}</legend>\n",
            both("Who signs in?", "사용자 선택")
        ),
    );
    for (n, user) in users::all().iter().enumerate() {
        let checked = if n == 0 { " checked" } else { "" };
        add(
            html,
            format_args!(
                "<label for=\"user-{key}\"><input type=\"radio\" id=\"user-{key}\" name=\"sandbox_user\" value=\"{key}\"{checked}> {text}</label>\n",
                key = user.key,
                text = both(user.en, user.ko)
            ),
        );
    }
    html.push_str("</fieldset>\n");
}

fn items(html: &mut String, items: &[&'static Item]) {
    if items.is_empty() {
        return;
    }
    add(
        html,
        format_args!(
            "<fieldset>\n<legend>{}</legend>\n",
            both("What may the app know?", "제공 항목 동의")
        ),
    );
    for item in items {
        add(
            html,
            format_args!(
                "<label for=\"item-{id}\"><input type=\"checkbox\" id=\"item-{id}\" name=\"sandbox_item\" value=\"{id}\" checked> {text} <code>{id}</code></label>\n",
                id = item.id,
                text = both(item.en, item.ko)
            ),
        );
    }
    html.push_str("</fieldset>\n");
}

fn refusals(html: &mut String, refusals: &[&'static Refusal]) {
    for (n, refusal) in refusals.iter().enumerate() {
        if n == 1 {
            html.push_str("<fieldset>\n<legend>Other outcomes <span lang=\"ko\">다른 결과</span></legend>\n<p>");
        }
        add(
            html,
            format_args!(
                "<button id=\"{key}\" name=\"{DECISION}\" value=\"{key}\">{text}</button>\n",
                key = refusal.key,
                text = both(refusal.en, refusal.ko)
            ),
        );
        if n == 0 {
            html.push_str("</p>\n");
        }
    }
    if refusals.len() > 1 {
        html.push_str("</p>\n</fieldset>\n");
    }
}

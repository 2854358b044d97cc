//! The router's own pages: plain HTML without scripts, in English or Korean.

use std::fmt::Write as _;

use axum::response::{Html, IntoResponse, Response};
use connector_core::ErrorKind;
use serde_json::Value;

use crate::host::Host;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#111;background:#fff}\
a.button{display:block;margin:.75rem 0;padding:.75rem 1rem;border:1px solid #555;border-radius:.5rem;color:#111;text-decoration:none;text-align:center}\
a.button:hover,a.button:focus{background:#eee}pre{background:#f4f4f4;padding:1rem;overflow:auto}dt{font-weight:600}dd{margin:0 0 .5rem}";

/// How a page is written.
pub(super) struct Page<'a> {
    pub(super) path: &'a str,
    pub(super) korean: bool,
}

impl Page<'_> {
    fn say(&self, en: &'static str, ko: &'static str) -> &'static str {
        if self.korean { ko } else { en }
    }

    fn html(&self, title: &str, body: &str) -> Response {
        let lang = self.say("en", "ko");
        Html(format!(
            "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{0}</title><style>{STYLE}</style></head><body><main><h1>{0}</h1>{body}</main></body></html>",
            escaped(title)
        ))
        .into_response()
    }

    fn back(&self) -> String {
        format!(
            "<p><a href=\"{}/\">{}</a></p>",
            escaped(self.path),
            self.say("Back to the sign-in page", "로그인 화면으로")
        )
    }

    /// One button for each instance.
    pub(super) fn index(&self, host: &Host) -> Response {
        let mut body = String::new();
        for instance in host.instances() {
            let label = instance.label(self.korean);
            let _ = write!(
                body,
                "<a class=\"button\" id=\"connect-{0}\" href=\"{1}/connect/{0}\">{2}</a>",
                escaped(instance.id()),
                escaped(self.path),
                escaped(&label)
            );
        }
        self.html(self.say("Sign in", "로그인"), &body)
    }

    /// A profile, once.
    pub(super) fn result(&self, answer: &Value) -> Response {
        let mut list = String::from("<dl>");
        let profile = answer.get("profile").and_then(Value::as_object);
        for (name, value) in profile.into_iter().flatten() {
            let shown = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            // Names of people may hold direction overrides; <bdi> keeps them inside.
            let _ = write!(
                list,
                "<dt>{}</dt><dd><bdi>{}</bdi></dd>",
                escaped(name),
                escaped(&shown)
            );
        }
        list.push_str("</dl>");
        let json = serde_json::to_string_pretty(answer).unwrap_or_default();
        let note = self.say(
            "This page shows the profile once.",
            "이 화면은 프로필을 한 번만 보여 줍니다.",
        );
        let body = format!(
            "<p>{note}</p>{list}<pre id=\"profile\">{}</pre>{}",
            escaped(&json),
            self.back()
        );
        self.html(self.say("Signed in", "로그인되었습니다"), &body)
    }

    /// There is no profile (any more).
    pub(super) fn gone(&self) -> Response {
        let text = self.say(
            "The profile was shown already, or its minute is over.",
            "프로필을 이미 보았거나 1분이 지났습니다.",
        );
        self.html(
            self.say("Nothing to show", "보여 줄 것이 없습니다"),
            &format!("<p id=\"gone\">{text}</p>{}", self.back()),
        )
    }

    /// Why a sign-in failed, as far as the user may know.
    pub(super) fn error(&self, kind: ErrorKind) -> Response {
        let text = match kind {
            ErrorKind::Denied => self.say("You cancelled the sign-in.", "로그인을 취소했습니다."),
            ErrorKind::InteractionRequired => {
                self.say("Please press the sign-in button.", "로그인 버튼을 눌러 주세요.")
            }
            ErrorKind::UserNotAllowed => self.say(
                "The provider does not let this account use this service.",
                "이 계정으로는 이 서비스를 쓸 수 없습니다.",
            ),
            ErrorKind::SignInExpired => self.say(
                "The sign-in took too long. Please start again.",
                "시간이 지났습니다. 다시 시작해 주세요.",
            ),
            ErrorKind::StateMismatch | ErrorKind::CallbackInvalid | ErrorKind::GrantRejected => self.say(
                "The sign-in could not be finished. Please start again.",
                "로그인을 마치지 못했습니다. 다시 시작해 주세요.",
            ),
            ErrorKind::ConnectorUnknown => self.say("There is no such way to sign in.", "그런 로그인 방법은 없습니다."),
            _ if kind.is_retryable() => self.say(
                "The sign-in does not work right now. Please try again later.",
                "지금은 로그인할 수 없습니다. 잠시 뒤에 다시 해 주세요.",
            ),
            _ => self.say(
                "The sign-in does not work. The operator has to look into it.",
                "로그인할 수 없습니다. 운영자가 확인해야 합니다.",
            ),
        };
        let body = format!(
            "<p>{text}</p><p><code id=\"kind\">{}</code></p>{}",
            kind.code(),
            self.back()
        );
        self.html(self.say("Not signed in", "로그인하지 못했습니다"), &body)
    }

    /// There is no such page.
    pub(super) fn nothing(&self) -> Response {
        self.html(self.say("Not found", "찾을 수 없습니다"), &self.back())
    }
}

/// Text inside HTML, elements and attributes alike (C12).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

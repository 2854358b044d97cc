//! The frame of every HTML page: escaping, style and headers. No script, no foreign resource.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::response::Response;
use data_encoding::BASE64;
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use sha2::{Digest, Sha256};

use super::reply;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:1.5rem}\
h1{font-size:1.4rem}fieldset{border:1px solid #8888;border-radius:.5rem;margin:1rem 0;padding:.5rem 1rem}\
legend{font-weight:600;padding:0 .4rem}label{display:block;padding:.3rem 0}\
button{border:1px solid #8888;border-radius:.5rem;cursor:pointer;font:inherit;margin:.25rem .25rem .25rem 0;padding:.5rem 1rem}\
button.main{background:#1a5fb4;border-color:#1a5fb4;color:#fff}\
:focus-visible{outline:3px solid #1a5fb4;outline-offset:2px}\
.note{border-left:4px solid #8888;padding-left:.8rem}[lang=ko]{opacity:.8}\
table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}code{word-break:break-all}";

/// There is no `form-action`: browsers apply it to the redirect after the form as well, and that leads to the app.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; frame-ancestors 'none'",
        BASE64.encode(&Sha256::digest(STYLE.as_bytes()))
    )
});

/// A whole page. `body` is HTML already; `title` is text.
pub(super) fn page(status: u16, title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        escape(title)
    );
    let mut answer = reply::any(status, "text/html;charset=utf-8", html);
    let headers = answer.headers_mut();
    reply::set(headers, CONTENT_SECURITY_POLICY, &POLICY);
    reply::set(headers, REFERRER_POLICY, "no-referrer");
    reply::set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer
}

/// English with Korean beside it.
pub(super) fn both(en: &str, ko: &str) -> String {
    format!("{} <span lang=\"ko\">{}</span>", escape(en), escape(ko))
}

/// Text made safe inside elements and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Appends formatted HTML.
pub(super) fn add(html: &mut String, args: std::fmt::Arguments<'_>) {
    html.write_fmt(args).expect("writing to a String cannot fail");
}

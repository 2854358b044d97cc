//! `GET /`: what this is, who lives here, and what was asked so far.

use axum::response::Response;

use super::Endpoint;
use super::endpoint::{KAKAO_API, KAKAO_AUTH, NAVER_API, NAVER_AUTH};
use super::page::{self, add, both, escape};
use super::shared::Shared;
use super::users;

pub(super) fn page(shared: &Shared) -> Response {
    let mut html = format!(
        "<h1>{}</h1>\n<p class=\"note\">A Kakao and a NAVER on one machine, for tests: invented users, no account, no \
         network. Point a connector's <code>origins</code> here.</p>\n",
        both("Sandbox provider", "모의 로그인 서버")
    );
    table(
        &mut html,
        "Base URLs",
        ["Provider's host", "Path here"],
        [
            ("kauth.kakao.com", KAKAO_AUTH.to_owned()),
            ("kapi.kakao.com", KAKAO_API.to_owned()),
            ("nid.naver.com", NAVER_AUTH.to_owned()),
            ("openapi.naver.com", NAVER_API.to_owned()),
        ],
    );
    let journal = shared.journal.lock();
    let counts = Endpoint::ALL.map(|endpoint| (endpoint.path(), journal.count(endpoint).to_string()));
    drop(journal);
    table(&mut html, "Requests", ["Endpoint", "Count"], counts);
    let clients = shared
        .clients
        .iter()
        .map(|((_, id), client)| (id.as_str(), client.redirect_uris.join(" ")));
    table(&mut html, "Apps", ["Client id", "Redirect URIs"], clients);
    table(
        &mut html,
        "Users",
        ["Key", "Who"],
        users::all().iter().map(|user| (user.key, user.en.to_owned())),
    );
    html.push_str(
        "<h2>Faults</h2>\n<p>Send the header <code>x-sandbox-fault: slow=500</code> with a request, add \
         <code>fault=id-token=wrong-iss</code> to the address of a consent screen, or \
         <code>POST /sandbox/fault</code> with \
         <code>{\"endpoint\": \"kakao.token\", \"fault\": {\"kind\": \"reset\"}, \"times\": 1}</code>.</p>",
    );
    page::page(200, "Sandbox provider", &html)
}

fn table<'a>(html: &mut String, title: &str, heads: [&str; 2], rows: impl IntoIterator<Item = (&'a str, String)>) {
    let [left, right] = heads;
    add(
        html,
        format_args!(
            "<h2>{title}</h2>\n<table>\n<tr><th scope=\"col\">{left}</th><th scope=\"col\">{right}</th></tr>\n"
        ),
    );
    for (name, value) in rows {
        add(
            html,
            format_args!(
                "<tr><td><code>{}</code></td><td>{}</td></tr>\n",
                escape(name),
                escape(&value)
            ),
        );
    }
    html.push_str("</table>\n");
}

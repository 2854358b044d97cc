//! The page where a sign-in begins: fetched as a browser without a history would, redirects not followed.

use bytes::Bytes;
use connector_core::{Reach, Text, live::LiveRow};
use http::{Response, StatusCode, header};

use super::{Tried, host_of};

const PAGE: Text = Text::new("login page", "로그인 화면");

impl Tried<'_> {
    pub(super) async fn page(&mut self, address: &str, reach: Reach) {
        let host = host_of(address);
        let answer = match self.get(address, reach).await {
            Ok(answer) => answer,
            Err(error) => {
                let finding = self.unreached(&host, PAGE, &error);
                return self.note(PAGE, &host, Some(finding), None);
            }
        };
        let row = self.check.page.iter().find(|row| says(&answer, row));
        let finding = match row {
            Some(row) => self.fault(row, PAGE),
            None if answer.status().is_success() => None,
            None if answer.status().is_redirection() && !returns_an_error(&answer) => None,
            None if self.check.page.is_empty() && is_refusal(answer.status()) => Some(self.refused_unsaid(PAGE)),
            None => Some(self.unsure_of(PAGE, answer.status())),
        };
        self.note(PAGE, &host, finding, row.map(|row| row.basis));
    }
}

/// Whether an error page answers to what was asked, and not to how often.
fn is_refusal(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS
}

/// Whether the code stands in the page, or in the address to which it sends the browser.
fn says(answer: &Response<Bytes>, row: &LiveRow) -> bool {
    let location = answer.headers().get(header::LOCATION);
    let places = [
        answer.body().as_ref(),
        location.map(|value| value.as_bytes()).unwrap_or_default(),
    ];
    places.iter().any(|place| stands_in(place, row.says.as_bytes()))
}

/// Whether the browser is sent on with an OAuth error (RFC 6749, 4.1.2.1).
fn returns_an_error(answer: &Response<Bytes>) -> bool {
    let location = answer.headers().get(header::LOCATION);
    let text = location.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let query = text.split_once('?').map_or("", |(_, query)| query);
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "error")
}

/// A code is a whole word: `KOE10` is not in `KOE101`.
fn stands_in(text: &[u8], word: &[u8]) -> bool {
    let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    text.windows(word.len().max(1)).enumerate().any(|(at, window)| {
        window == word
            && !is_word(at.checked_sub(1).and_then(|before| text.get(before)))
            && !is_word(text.get(at + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::stands_in;

    #[test]
    fn codes_are_whole_words() {
        assert!(stands_in(b"<h1>(KOE101)</h1>", b"KOE101"));
        assert!(stands_in(b"KOE101", b"KOE101"));
        assert!(!stands_in(b"KOE1010", b"KOE101"));
        assert!(!stands_in(b"XKOE101 ", b"KOE101"));
        assert!(!stands_in(b"", b"KOE101"));
    }
}

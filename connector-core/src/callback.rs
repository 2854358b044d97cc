//! What the browser brought back, checked for shape and size before anything is believed.

use std::fmt;

use bytes::Bytes;
use http::{Method, header, request};

use crate::error::{Error, ErrorKind, Result, Stage};

/// Longest query of a callback, in bytes (L13).
pub const MAX_QUERY: usize = 16 * 1024;
/// Longest form body of a callback, in bytes (L13).
pub const MAX_FORM: usize = 64 * 1024;
/// Most parameters of a callback (L13).
pub const MAX_PARAMS: usize = 64;

/// A callback as it arrived: query or form, and the cookies. Nothing of it is believed yet.
#[derive(Clone, Default)]
pub struct Callback {
    query: String,
    form: Option<Form>,
    cookies: Vec<String>,
    sealed: Option<String>,
}

#[derive(Clone)]
struct Form {
    of_right_type: bool,
    body: Bytes,
}

impl Callback {
    /// Takes a request of any framework, untouched. Of a body beyond 64 KiB no more than 64 KiB + 1 byte are needed.
    pub fn from_parts(parts: &request::Parts, body: &[u8]) -> Self {
        let kind = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let of_right_type = kind.eq_ignore_ascii_case("application/x-www-form-urlencoded");
        let cookies = parts.headers.get_all(header::COOKIE);
        Self {
            query: parts.uri.query().unwrap_or_default().to_owned(),
            form: (parts.method == Method::POST).then(|| Form {
                of_right_type,
                body: Bytes::copy_from_slice(body.get(..=MAX_FORM).unwrap_or(body)),
            }),
            sealed: None,
            cookies: cookies
                .iter()
                .filter_map(|value| value.to_str().ok())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// A callback by its query alone, for tests and for embedders that keep the sealed sign-in elsewhere.
    pub fn from_query(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            ..Self::default()
        }
    }

    /// Adds a `Cookie` header.
    #[must_use]
    pub fn cookie(mut self, header: impl Into<String>) -> Self {
        self.cookies.push(header.into());
        self
    }

    /// Brings the sealed sign-in from the embedder's own session instead of the attempt cookie.
    #[must_use]
    pub fn sealed(mut self, sealed: impl Into<String>) -> Self {
        self.sealed = Some(sealed.into());
        self
    }

    /// The sealed sign-in of the embedder's own session.
    pub fn kept(&self) -> Option<&str> {
        self.sealed.as_deref()
    }

    /// The cookies as (name, value), in the order in which they came.
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cookies
            .iter()
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
    }

    /// Reads the parameters. A POST is taken only where the connector declares `form_post`.
    ///
    /// # Errors
    /// `callback_invalid` (C4, C20, C22, C26).
    pub fn answer(&self, form_post: bool) -> Result<Answer> {
        let text = match &self.form {
            None if self.query.len() > MAX_QUERY => return Err(refuse("the query is longer than 16 KiB")),
            None => self.query.as_bytes(),
            Some(_) if !form_post => return Err(refuse("this connector takes no posted callback")),
            Some(form) if !form.of_right_type => return Err(refuse("the body is not a form")),
            Some(form) if form.body.len() > MAX_FORM => return Err(refuse("the form is longer than 64 KiB")),
            Some(form) => &form.body,
        };
        Answer::read(text)
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback")
            .field("posted", &self.form.is_some())
            .finish_non_exhaustive()
    }
}

/// The parameters of a callback, decoded once. `Debug` shows none.
#[derive(Clone, Default)]
pub struct Answer {
    pub(crate) state: Option<Vec<u8>>,
    pub(crate) code: Option<Vec<u8>>,
    pub(crate) error: Option<Vec<u8>>,
    pub(crate) error_description: Option<Vec<u8>>,
    pub(crate) iss: Option<Vec<u8>>,
    pub(crate) others: Vec<(String, String)>,
}

impl Answer {
    fn read(text: &[u8]) -> Result<Self> {
        let mut answer = Self::default();
        let pairs = || text.split(|b| *b == b'&').filter(|pair| !pair.is_empty());
        if pairs().next().is_none() {
            return Err(refuse("the callback has no parameters"));
        }
        if pairs().count() > MAX_PARAMS {
            return Err(refuse("the callback has more than 64 parameters"));
        }
        for pair in pairs() {
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let name = decoded(halves.next().unwrap_or_default()).ok_or_else(broken_escape)?;
            let value = halves.next().unwrap_or_default();
            let place = match name.as_slice() {
                b"state" => &mut answer.state,
                b"code" => &mut answer.code,
                b"error" => &mut answer.error,
                b"iss" => &mut answer.iss,
                b"error_description" if answer.error_description.is_none() => {
                    answer.error_description = Some(decoded(value).ok_or_else(broken_escape)?);
                    continue;
                }
                _ => {
                    let pair = (String::from_utf8(name), decoded(value).map(String::from_utf8));
                    if let (Ok(name), Some(Ok(value))) = pair {
                        answer.others.push((name, value));
                    }
                    continue;
                }
            };
            // Neither the first nor the last wins (C4).
            if place.replace(decoded(value).ok_or_else(broken_escape)?).is_some() {
                return Err(refuse("a parameter stands twice"));
            }
        }
        Ok(answer)
    }

    /// The `state` parameter, if it is text. It names the attempt and proves nothing until compared.
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref().and_then(|state| std::str::from_utf8(state).ok())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("code", &self.code.is_some())
            .field("error", &self.error.is_some())
            .finish_non_exhaustive()
    }
}

fn broken_escape() -> Error {
    refuse("a parameter holds a broken percent escape")
}

fn refuse(message: &'static str) -> Error {
    Error::new(ErrorKind::CallbackInvalid, message).at(Stage::Callback)
}

/// `application/x-www-form-urlencoded`, strictly: a broken escape is refused, not kept.
fn decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                bytes.push((hex(*high)? << 4) | hex(*low)?);
                tail
            }
            (b'%', _) => return None,
            (b'+', tail) => {
                bytes.push(b' ');
                tail
            }
            (byte, tail) => {
                bytes.push(*byte);
                tail
            }
        };
    }
    Some(bytes)
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Answer> {
        Callback::from_query(query).answer(false)
    }

    #[test]
    fn c4_c20_c26_shape_and_size() {
        for bad in [
            "",
            "&",
            "state=a&state=a",
            "code=a&code=b",
            "error=a&err%6fr=b",
            "iss=a&iss=a",
            "code=%",
            "code=%2",
            "code=%zz",
            "%%%=1",
        ] {
            assert_eq!(read(bad).unwrap_err().kind(), ErrorKind::CallbackInvalid, "{bad}");
        }
        assert!(read(&"%".repeat(8 * 1024)).is_err());
        assert!(read(&format!("code={}", "a".repeat(MAX_QUERY))).is_err());
        assert!(read(&"a=1&".repeat(65)).is_err());
        assert!(read(&"a=1&".repeat(64)).is_ok());
    }

    #[test]
    fn v8_v12_c21_decoded_once_and_extras_are_ignored() {
        let answer = read("code=a%2525%2B%2F%3D&state=s&utm=%&x=1&x=2").unwrap();
        assert_eq!(answer.code.unwrap(), b"a%25+/=");
        assert_eq!(answer.others.len(), 2);
    }

    #[test]
    fn c22_posts_are_taken_only_where_declared() {
        let post = |kind: &str, body: &[u8]| {
            let request = http::Request::post("/callback/x")
                .header("content-type", kind)
                .body(())
                .unwrap();
            Callback::from_parts(&request.into_parts().0, body)
        };
        let form = "application/x-www-form-urlencoded; charset=utf-8";
        assert!(post(form, b"state=a").answer(true).is_ok());
        assert!(post(form, b"state=a").answer(false).is_err());
        assert!(post("application/json", b"state=a").answer(true).is_err());
        assert!(post(form, &vec![b'a'; 1_000_000]).answer(true).is_err());
    }

    #[test]
    fn cookies_are_read_in_order() {
        let callback = Callback::from_query("a=1").cookie("x=1; y=a=b").cookie("z=3");
        assert_eq!(
            callback.cookies().collect::<Vec<_>>(),
            [("x", "1"), ("y", "a=b"), ("z", "3")]
        );
    }
}

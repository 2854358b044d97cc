//! What a provider's errors mean, as data; and the one order in which a reply is judged (D45, E24).

use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    decode::{self, NotJson},
    error::{Error, ErrorKind, Reason, Result, Stage},
    pointer::follow,
    provider_error::ProviderError,
    step::{Authorization, Step},
    tokens,
};

/// The error rules of one endpoint: where codes and texts stand, what says success, and what each code means.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Errors {
    oauth: bool,
    code: Vec<String>,
    text: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required_scopes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success: Option<(String, String)>,
    table: Vec<Meaning>,
    statuses: Vec<(u16, ErrorKind)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Meaning {
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    kind: ErrorKind,
}

/// The meanings that RFC 6749 §5.2 gives to `error` at the token endpoint (D44).
const AT_TOKEN: [(&str, ErrorKind); 8] = [
    ("invalid_client", ErrorKind::CredentialsRejected),
    ("unauthorized_client", ErrorKind::CredentialsRejected),
    ("invalid_scope", ErrorKind::CredentialsRejected),
    ("unsupported_grant_type", ErrorKind::CredentialsRejected),
    ("invalid_grant", ErrorKind::GrantRejected),
    ("invalid_request", ErrorKind::GrantRejected),
    ("server_error", ErrorKind::ProviderUnavailable),
    ("temporarily_unavailable", ErrorKind::ProviderUnavailable),
];

/// The meanings that RFC 6749 §4.1.2.1 and OIDC Core §3.1.2.6 give to `error` in a callback (C8, C9, C27).
const AT_CALLBACK: [(&str, ErrorKind); 11] = [
    ("access_denied", ErrorKind::Denied),
    ("login_required", ErrorKind::InteractionRequired),
    ("consent_required", ErrorKind::InteractionRequired),
    ("interaction_required", ErrorKind::InteractionRequired),
    ("account_selection_required", ErrorKind::InteractionRequired),
    ("invalid_scope", ErrorKind::CredentialsRejected),
    ("invalid_request", ErrorKind::CredentialsRejected),
    ("unauthorized_client", ErrorKind::CredentialsRejected),
    ("unsupported_response_type", ErrorKind::CredentialsRejected),
    ("server_error", ErrorKind::ProviderUnavailable),
    ("temporarily_unavailable", ErrorKind::ProviderUnavailable),
];

impl Errors {
    /// The rules of RFC 6749: `error` and `error_description`.
    pub fn oauth() -> Self {
        Self {
            oauth: true,
            text: vec!["/error_description".to_owned()],
            ..Self::default()
        }
    }

    /// The rules of an API of which only the HTTP status is known.
    pub fn api() -> Self {
        Self::default()
    }

    /// Says where the provider's own code stands (a JSON pointer). Several places are looked at in order.
    #[must_use]
    pub fn code(mut self, pointer: &str) -> Self {
        self.code.push(pointer.to_owned());
        self
    }

    /// Says where the provider's text stands. Several places are looked at in order.
    #[must_use]
    pub fn text(mut self, pointer: &str) -> Self {
        self.text.push(pointer.to_owned());
        self
    }

    /// Says where the list of missing consent items stands.
    #[must_use]
    pub fn required_scopes(mut self, pointer: &str) -> Self {
        self.required_scopes = Some(pointer.to_owned());
        self
    }

    /// Demands that a text member has one value; any other, or none, is no success, whatever the status says.
    #[must_use]
    pub fn success(mut self, pointer: &str, value: &str) -> Self {
        self.success = Some((pointer.to_owned(), value.to_owned()));
        self
    }

    /// Gives codes, or `error` values, a meaning that holds under any status.
    #[must_use]
    pub fn on(mut self, codes: &[&str], kind: ErrorKind) -> Self {
        self.table.extend(codes.iter().map(|&code| Meaning {
            code: code.to_owned(),
            text: None,
            kind,
        }));
        self
    }

    /// Gives a code, or an `error` value, a meaning of its own where the text contains some words, in any letter case.
    #[must_use]
    pub fn on_text(mut self, code: &str, words: &str, kind: ErrorKind) -> Self {
        // In front: the more special meaning is looked at first.
        self.table.insert(
            0,
            Meaning {
                code: code.to_owned(),
                text: Some(words.to_ascii_lowercase()),
                kind,
            },
        );
        self
    }

    /// Gives a status a meaning, for answers without a known code whose body is JSON or empty.
    #[must_use]
    pub fn on_status(mut self, status: u16, kind: ErrorKind) -> Self {
        self.statuses.push((status, kind));
        self
    }

    /// Every code that has a meaning here, with its meaning, in the order in which they were given.
    pub fn meanings(&self) -> impl Iterator<Item = (&str, Option<&str>, ErrorKind)> {
        self.table
            .iter()
            .map(|meaning| (meaning.code.as_str(), meaning.text.as_deref(), meaning.kind))
    }

    /// What an error in a callback means.
    pub(crate) fn callback_kind(&self, said: &ProviderError) -> ErrorKind {
        let error = said.error().unwrap_or_default();
        let known = self.meaning(error, said.text().unwrap_or_default());
        known
            .or_else(|| look_up(&AT_CALLBACK, error))
            .unwrap_or(ErrorKind::GrantRejected)
    }

    fn meaning(&self, code: &str, text: &str) -> Option<ErrorKind> {
        let text = text.to_ascii_lowercase();
        let fits =
            |meaning: &&Meaning| meaning.code == code && meaning.text.as_ref().is_none_or(|words| text.contains(words));
        self.table.iter().find(fits).map(|meaning| meaning.kind)
    }
}

fn look_up(table: &[(&str, ErrorKind)], error: &str) -> Option<ErrorKind> {
    table.iter().find(|(name, _)| *name == error).map(|(_, kind)| *kind)
}

/// What a hook may say about an error that no table can.
type Hook<'a> = &'a dyn Fn(&ProviderError) -> Option<ErrorKind>;

/// By what a reply is judged.
pub(crate) struct Judging<'a> {
    pub(crate) stage: Stage,
    errors: &'a Errors,
    ours: &'a [&'a str],
    /// What a refusal of the request's own credentials means.
    refused: ErrorKind,
    bodiless: bool,
}

impl<'a> Judging<'a> {
    /// A reply of a token endpoint.
    pub(crate) const fn oauth(stage: Stage, errors: &'a Errors, ours: &'a [&'a str]) -> Self {
        Self {
            stage,
            errors,
            ours,
            refused: ErrorKind::CredentialsRejected,
            bodiless: false,
        }
    }

    /// A reply to a request with a user's access token.
    pub(crate) const fn api(stage: Stage, errors: &'a Errors, ours: &'a [&'a str]) -> Self {
        Self {
            stage,
            errors,
            ours,
            refused: ErrorKind::TokenRejected,
            bodiless: false,
        }
    }

    /// A reply to a step of an operation.
    pub(crate) fn step(stage: Stage, step: &'a Step, ours: &'a [&'a str]) -> Self {
        let refused = match step.authorization {
            Authorization::Bearer => ErrorKind::TokenRejected,
            Authorization::Admin(_) | Authorization::None => ErrorKind::CredentialsRejected,
        };
        Self {
            stage,
            errors: &step.errors,
            ours,
            refused,
            bodiless: step.bodiless,
        }
    }
}

/// Judges one whole reply: success gives its JSON.
pub(crate) fn judge(at: &Judging<'_>, reply: &http::Response<bytes::Bytes>, hook: Hook<'_>) -> Result<Value> {
    let Judging {
        stage, errors, ours, ..
    } = *at;
    let status = reply.status();
    let body = decode::json(reply.body());
    let seen = Seen::of(errors, status, body.as_ref().ok(), ours);
    let refuse = |kind: ErrorKind, message: &'static str| {
        let limited = kind == ErrorKind::RateLimited || kind == ErrorKind::ProviderUnavailable;
        let wait = limited.then(|| retry_after(reply)).flatten();
        Error::new(kind, message)
            .at(stage)
            .said(seen.said.clone())
            .retry_after(wait)
    };
    // D45 (2): a code that the provider's table knows, under any status.
    if let Some(kind) = hook(&seen.said).or_else(|| seen.codes.iter().find_map(|code| errors.meaning(code, &seen.text)))
    {
        // A table speaks of the user's token; where the request carried the application's own key, that one is meant.
        let kind = if kind == ErrorKind::TokenRejected {
            at.refused
        } else {
            kind
        };
        return Err(refuse(kind, "the provider refused"));
    }
    // (3)
    if status.is_server_error() {
        return Err(refuse(ErrorKind::ProviderUnavailable, "the provider is out of order"));
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        return Err(refuse(ErrorKind::RateLimited, "the provider asks to slow down"));
    }
    if body == Err(NotJson::Repeated) {
        return Err(tokens::repeated().at(stage).said(seen.said));
    }
    // (4)
    if errors.oauth {
        match body
            .as_ref()
            .ok()
            .and_then(|body| body.get("error"))
            .filter(|it| !it.is_null() && it.as_str() != Some(""))
        {
            Some(Value::String(error)) => {
                let kind = look_up(&AT_TOKEN, error).unwrap_or(ErrorKind::GrantRejected);
                return Err(refuse(kind, "the provider refused"));
            }
            Some(_) => {
                return Err(refuse(
                    ErrorKind::ReplyInvalid,
                    "the reply holds an error that is not text",
                ));
            }
            None => {}
        }
    }
    // (5)
    if status == StatusCode::UNAUTHORIZED {
        let message = if at.refused == ErrorKind::TokenRejected {
            "the access token is refused"
        } else {
            "the client is refused"
        };
        return Err(refuse(at.refused, message));
    }
    if (body.is_ok() || body == Err(NotJson::Empty))
        && let Some((_, kind)) = errors.statuses.iter().find(|(code, _)| *code == status.as_u16())
    {
        return Err(refuse(*kind, "the provider refused"));
    }
    // (6)
    if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
        return Err(refuse(ErrorKind::ReplyInvalid, "the provider answered with a redirect").because(Reason::Redirect));
    }
    if !status.is_success() {
        return Err(refuse(
            ErrorKind::ReplyInvalid,
            "the provider answered with a status outside its protocol",
        ));
    }
    // (7)
    if at.bodiless && body.is_err() {
        return Ok(Value::Null);
    }
    let body = body.map_err(|why| refuse(ErrorKind::ReplyInvalid, not_json(why)))?;
    if let Some((pointer, value)) = &errors.success
        && follow(&body, pointer).and_then(Value::as_str) != Some(value)
    {
        return Err(refuse(
            ErrorKind::ReplyInvalid,
            "the reply does not say that it is a success",
        ));
    }
    Ok(body)
}

const fn not_json(why: NotJson) -> &'static str {
    match why {
        NotJson::Empty => "the reply has no body",
        NotJson::NotUtf8 => "the reply is not UTF-8",
        NotJson::Repeated => "the reply holds one member twice",
        NotJson::Malformed => "the reply is not JSON",
    }
}

/// What a reply says about an error.
struct Seen {
    codes: Vec<String>,
    text: String,
    said: ProviderError,
}

impl Seen {
    fn of(errors: &Errors, status: StatusCode, body: Option<&Value>, ours: &[&str]) -> Self {
        let mut said = ProviderError::status_only(Some(status.as_u16()));
        let mut codes = Vec::new();
        let mut text = String::new();
        let Some(body) = body else {
            return Self { codes, text, said };
        };
        let success = errors.success.as_ref();
        for pointer in &errors.code {
            let code = match follow(body, pointer) {
                Some(Value::String(code)) => code.clone(),
                Some(Value::Number(code)) => code.to_string(),
                _ => continue,
            };
            if success.is_some_and(|(at, value)| at == pointer && *value == code) {
                continue;
            }
            if said.code().is_none() {
                said = said.with_code(&code);
            }
            codes.push(code);
        }
        if let Some(error) = body.get("error").and_then(Value::as_str).filter(|_| errors.oauth) {
            said = said.with_error(error);
            codes.push(error.to_owned());
        }
        if let Some(words) = errors
            .text
            .iter()
            .find_map(|pointer| follow(body, pointer).and_then(Value::as_str))
        {
            words.clone_into(&mut text);
            said = said.with_text(words, ours);
        }
        if let Some(Value::Array(list)) = errors
            .required_scopes
            .as_ref()
            .and_then(|pointer| follow(body, pointer))
        {
            said = said.with_required_scopes(list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        Self {
            codes,
            text,
            said: said.without(ours),
        }
    }
}

/// Longest time for which a provider may ask to be left alone, in seconds (L27).
pub const MAX_RETRY_AFTER: u32 = 3600;

/// `Retry-After` in seconds, clamped to 0-3 600. A date is read against the answer's own `Date`; anything else is absent.
fn retry_after(reply: &http::Response<bytes::Bytes>) -> Option<u32> {
    let header = |name| {
        reply
            .headers()
            .get(name)
            .and_then(|value: &http::HeaderValue| value.to_str().ok())
            .map(str::trim)
    };
    let value = header(http::header::RETRY_AFTER)?;
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(value.parse().unwrap_or(u32::MAX).min(MAX_RETRY_AFTER));
    }
    let until = http_date(value)?;
    let from = header(http::header::DATE).and_then(http_date)?;
    u32::try_from((until - from).clamp(0, i64::from(MAX_RETRY_AFTER))).ok()
}

/// Seconds since 1970 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
fn http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let day: i64 = words.next()?.parse().ok()?;
    let month = words
        .next()
        .and_then(|name| MONTHS.iter().position(|month| *month == name))?;
    let year: i64 = words.next()?.parse().ok()?;
    let mut clock = words.next()?.split(':').map(str::parse::<i64>);
    let (Some(Ok(hour)), Some(Ok(minute)), Some(Ok(second))) = (clock.next(), clock.next(), clock.next()) else {
        return None;
    };
    if words.next() != Some("GMT") || !(1..=31).contains(&day) || !(1970..10_000).contains(&year) {
        return None;
    }
    // Days since 1970 in the proleptic Gregorian calendar, with years that begin in March.
    let month = i64::try_from(month).ok()? + 1;
    let shifted = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + day_of_year - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Response;

    use super::*;

    fn verdict(errors: &Errors, stage: Stage, status: u16, body: &str) -> Result<Value, ErrorKind> {
        let reply = Response::builder()
            .status(status)
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap();
        let ours = ["hush"];
        let judging = match stage {
            Stage::Profile => Judging::api(stage, errors, &ours),
            _ => Judging::oauth(stage, errors, &ours),
        };
        judge(&judging, &reply, &|_| None).map_err(|error| error.kind())
    }

    #[test]
    fn d45_the_order_of_judgement_at_the_token_endpoint() {
        use ErrorKind::*;
        let errors = Errors::oauth().code("/error_code").on(&["E1"], RateLimited).on_text(
            "invalid_request",
            "No Valid",
            GrantRejected,
        );
        let at = |status, body| verdict(&errors, Stage::Token, status, body).unwrap_err();
        assert_eq!(at(503, r#"{"error":"x","error_code":"E1"}"#), RateLimited);
        assert_eq!(at(500, r#"{"error":"invalid_client"}"#), ProviderUnavailable);
        assert_eq!(at(502, "<html>"), ProviderUnavailable);
        assert_eq!(at(429, ""), RateLimited);
        assert_eq!(
            at(200, r#"{"error":"invalid_client","access_token":"t"}"#),
            CredentialsRejected
        );
        assert_eq!(at(400, r#"{"error":"invalid_grant"}"#), GrantRejected);
        assert_eq!(at(200, r#"{"error":"something_new"}"#), GrantRejected);
        assert_eq!(at(200, r#"{"error":{"code":1}}"#), ReplyInvalid);
        assert_eq!(at(401, ""), CredentialsRejected);
        assert_eq!(at(403, "<html>"), ReplyInvalid);
        assert_eq!(at(400, r#"{"access_token":"t"}"#), ReplyInvalid);
        assert_eq!(at(302, ""), ReplyInvalid);
        for status in [101, 304, 999] {
            assert_eq!(at(status, "{}"), ReplyInvalid);
        }
        assert_eq!(at(200, r#"{"error":"a","error":"a"}"#), ReplyInvalid);
        for body in ["", "[", "<html>"] {
            assert_eq!(at(200, body), ReplyInvalid);
        }
        assert!(verdict(&errors, Stage::Token, 200, r#"{"error":null,"access_token":"t"}"#).is_ok());
        assert!(verdict(&errors, Stage::Token, 200, r#"{"error":"","access_token":"t"}"#).is_ok());
    }

    #[test]
    fn e24_the_order_of_judgement_at_the_profile_endpoint() {
        use ErrorKind::*;
        let errors = Errors::api()
            .code("/resultcode")
            .code("/errorCode")
            .success("/resultcode", "00")
            .on(&["024"], TokenRejected)
            .on_status(403, ConsentMissing);
        let at = |status, body| verdict(&errors, Stage::Profile, status, body);
        assert_eq!(at(200, r#"{"resultcode":"024"}"#), Err(TokenRejected));
        assert_eq!(at(401, r#"{"errorCode":"024"}"#), Err(TokenRejected));
        assert_eq!(at(401, ""), Err(TokenRejected));
        assert_eq!(at(403, ""), Err(ConsentMissing));
        assert_eq!(at(403, r#"{"errorCode":"403"}"#), Err(ConsentMissing));
        assert_eq!(at(403, "<html>"), Err(ReplyInvalid));
        assert_eq!(at(200, "{}"), Err(ReplyInvalid));
        assert_eq!(at(200, r#"{"resultcode":0}"#), Err(ReplyInvalid));
        assert_eq!(at(201, r#"{"resultcode":"00"}"#).unwrap()["resultcode"], "00");
        assert_eq!(at(400, r#"{"resultcode":"00"}"#), Err(ReplyInvalid));
    }

    #[test]
    fn d18_l27_retry_after_is_clamped_and_never_guessed() {
        let wait = |value: &str| {
            let reply = Response::builder()
                .status(429)
                .header("retry-after", value)
                .header("date", "Sun, 06 Nov 1994 08:49:37 GMT");
            retry_after(&reply.body(Bytes::new()).unwrap())
        };
        assert_eq!(wait("7"), Some(7));
        assert_eq!(wait("99999999999999"), Some(3600));
        assert_eq!(wait("-1"), None);
        assert_eq!(wait("soon"), None);
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
    }

    #[test]
    fn d33_our_values_never_stay_in_what_the_provider_said() {
        let body = r#"{"error":"hush","error_description":"secret hush refused"}"#;
        let reply = Response::builder()
            .status(400)
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap();
        let (errors, ours) = (Errors::oauth(), ["hush"]);
        let judging = Judging::oauth(Stage::Token, &errors, &ours);
        let error = judge(&judging, &reply, &|_| None).unwrap_err();
        assert_eq!(error.provider().unwrap().error(), None);
        assert_eq!(error.provider().unwrap().text(), Some("secret [redacted] refused"));
    }
}

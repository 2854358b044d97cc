//! Whether a provider's hosts can be reached, and whether the clocks agree.

use std::time::{Instant, UNIX_EPOCH};

use bytes::Bytes;
use connector_core::{Reach, Result, Text};
use http::{Request, Response, header};
use serde_json::Value;

use super::{LIMIT, Tried, host_of};

const HOST: Text = Text::new("host", "호스트");
const DISCOVERY: Text = Text::new("discovery and keys", "디스커버리와 키");
/// Clocks may differ by so many seconds.
const SKEW: i64 = 30;

impl Tried<'_> {
    /// Asks for an address, without following a redirect.
    pub(super) async fn get(&self, address: &str, reach: Reach) -> Result<Response<Bytes>> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = address.parse().map_err(|_| {
            connector_core::Error::new(
                connector_core::ErrorKind::Internal,
                "the connector names no valid address",
            )
        })?;
        request.extensions_mut().insert(reach);
        self.live.pace.wait(self.instance.registration.id(), address).await;
        self.live.http.send(request, Instant::now() + LIMIT).await
    }

    /// Name, connection, certificate and `Date` of a host. Whatever it answers is an answer.
    pub(super) async fn reach(&mut self, origin: &str, reach: Reach) {
        let host = host_of(origin);
        let finding = match self.get(&format!("{origin}/"), reach).await {
            Ok(answer) => self.skew(&answer).map(|seconds| self.skewed(seconds)),
            Err(error) => Some(self.unreached(&host, HOST, &error)),
        };
        self.note(HOST, &host, finding, None);
    }

    /// By how many seconds the clocks differ, if that is too much.
    fn skew(&self, answer: &Response<Bytes>) -> Option<i64> {
        let date = answer.headers().get(header::DATE)?.to_str().ok()?;
        let theirs = httpdate::parse_http_date(date).ok()?.duration_since(UNIX_EPOCH).ok()?;
        let difference = self.live.clock.now().secs() - i64::try_from(theirs.as_secs()).ok()?;
        (difference.abs() > SKEW).then_some(difference)
    }

    /// The discovery document and the key set, if the address is one that belongs to them.
    pub(super) async fn discovery(&mut self, authorize: &str, reach: Reach) {
        let Some(expected) = self.check.discovery else { return };
        let (address, query) = authorize.split_once('?').unwrap_or((authorize, ""));
        let Some(base) = address.strip_suffix(expected.authorize) else {
            return;
        };
        let uses_id_tokens = url::form_urlencoded::parse(query.as_bytes()).any(|(name, value)| {
            name == "nonce" || (name == "scope" && value.split([' ', ',']).any(|scope| scope == "openid"))
        });
        if !uses_id_tokens {
            return;
        }
        let host = host_of(base);
        let document = self.get(&format!("{base}{}", expected.document), reach).await;
        let keys = self.get(&format!("{base}{}", expected.keys), reach).await;
        let finding = match (document, keys) {
            (Ok(document), Ok(keys)) => {
                let read =
                    |answer: &Response<Bytes>| serde_json::from_slice::<Value>(answer.body()).unwrap_or_default();
                let (document, keys) = (read(&document), read(&keys));
                let says = |name: &str| document.get(name).and_then(Value::as_str).unwrap_or_default();
                let wrong = if says("issuer") != expected.issuer {
                    Some(Text::new("another issuer", "발급자가 다릅니다"))
                } else if !says("jwks_uri").ends_with(expected.keys)
                    || !says("authorization_endpoint").ends_with(expected.authorize)
                {
                    Some(Text::new("other addresses than expected", "주소가 예상과 다릅니다"))
                } else if keys.get("keys").and_then(Value::as_array).is_none_or(Vec::is_empty) {
                    Some(Text::new("no keys", "키가 없습니다"))
                } else {
                    None
                };
                wrong.map(|reason| self.unsure(DISCOVERY, reason.into()))
            }
            (Err(error), _) | (_, Err(error)) => Some(self.unreached(&host, DISCOVERY, &error)),
        };
        self.note(DISCOVERY, &host, finding, None);
    }
}

//! Faults on demand: which ones there are, how they are written, and which one waits at which endpoint.

use std::collections::BTreeMap;
use std::str::FromStr;

use bytes::Bytes;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as ValueError;
use serde::{Deserialize, Deserializer};

use super::Endpoint;
use super::id_token_fault::IdTokenFault;

/// One way of misbehaving.
///
/// In JSON: `{"kind": "slow", "ms": 500}`. In the header `x-sandbox-fault`, which concerns its own request only: the
/// same JSON, or short, `slow=500`. In the address of a consent screen, `fault=slow=500`, which concerns the screen and
/// the decision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// The right answer, late.
    Slow {
        /// Milliseconds to wait before answering.
        ms: u64,
    },
    /// The right answer, byte after byte.
    Drip {
        /// Milliseconds before each byte; 1000 unless said.
        #[serde(default = "one_second")]
        ms: u64,
    },
    /// No answer at all: the connection breaks.
    Reset,
    /// The right answer under a `Content-Length` that promises more; then the connection ends.
    Truncated,
    /// A body without an end, until the caller hangs up.
    Endless,
    /// 200 with an HTML page.
    Html,
    /// This status with an empty body. A number that is no HTTP status becomes 500.
    Status {
        /// The status.
        code: u16,
    },
    /// 429 in the provider's own words.
    TooMany {
        /// Seconds in `Retry-After`; no such header if absent.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// 302 to another address.
    Redirect {
        /// The `Location`.
        to: String,
    },
    /// 200 and JSON, but the essential member is missing: no token, no id, no `response`. At an authorize endpoint:
    /// a callback without `code` and `state`.
    WrongEnvelope,
    /// Whatever is presented (code, refresh token, access token) counts as expired. At an authorize endpoint, where
    /// nothing is presented: the code that it gives is expired already.
    Expired,
    /// The right answer with an id_token that is wrong in one way. Nothing happens where none is sent. At an authorize
    /// endpoint: the id_token that the code will bring.
    IdToken {
        /// The way.
        wrong: IdTokenFault,
    },
    /// The right answer with an id_token signed by a new key, which is in the published set only after some fetches. At
    /// an authorize endpoint: the id_token that the code will bring.
    RotatedKey {
        /// How many fetches still see the old set; none unless said.
        #[serde(default)]
        fetches: u32,
    },
    /// Any answer at all.
    Body {
        /// The status.
        status: u16,
        /// The `Content-Type`.
        content_type: String,
        /// The body; in JSON a text.
        #[serde(deserialize_with = "text")]
        bytes: Bytes,
    },
}

fn one_second() -> u64 {
    1000
}

fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Bytes, D::Error> {
    String::deserialize(from).map(Bytes::from)
}

/// Why a text names no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchFault(String);

impl std::fmt::Display for NoSuchFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "no such fault: {}. There are slow=MS, drip[=MS], reset, truncated, endless, html, status=CODE, \
             too-many[=SECONDS], redirect=URL, wrong-envelope, expired, rotated-key[=FETCHES], id-token=WRONG \
             (alg-none, hs256, wrong-iss, wrong-aud, wrong-nonce, missing-nonce, expired, missing-sub, bad-signature, \
             unknown-kid), or the JSON form",
            self.0
        )
    }
}

impl std::error::Error for NoSuchFault {}

impl FromStr for Fault {
    type Err = NoSuchFault;

    fn from_str(text: &str) -> Result<Self, NoSuchFault> {
        if text.starts_with('{') {
            return serde_json::from_str(text).map_err(|error| NoSuchFault(error.to_string()));
        }
        let wrong = || NoSuchFault(text.to_owned());
        let (kind, value) = match text.split_once('=') {
            Some((kind, value)) => (kind, Some(value)),
            None => (text, None),
        };
        let number = value.map(str::parse::<u64>);
        match (kind, value, number) {
            ("slow", _, Some(Ok(ms))) => Ok(Self::Slow { ms }),
            ("drip", None, _) => Ok(Self::Drip { ms: one_second() }),
            ("drip", _, Some(Ok(ms))) => Ok(Self::Drip { ms }),
            ("reset", None, _) => Ok(Self::Reset),
            ("truncated", None, _) => Ok(Self::Truncated),
            ("endless", None, _) => Ok(Self::Endless),
            ("html", None, _) => Ok(Self::Html),
            ("status", _, Some(Ok(code))) => Ok(Self::Status {
                code: u16::try_from(code).map_err(|_| wrong())?,
            }),
            ("too-many", None, _) => Ok(Self::TooMany { retry_after: None }),
            ("too-many", _, Some(Ok(seconds))) => Ok(Self::TooMany {
                retry_after: Some(seconds),
            }),
            ("redirect", Some(to), _) => Ok(Self::Redirect { to: to.to_owned() }),
            ("wrong-envelope", None, _) => Ok(Self::WrongEnvelope),
            ("expired", None, _) => Ok(Self::Expired),
            ("rotated-key", None, _) => Ok(Self::RotatedKey { fetches: 0 }),
            ("rotated-key", _, Some(Ok(fetches))) => Ok(Self::RotatedKey {
                fetches: u32::try_from(fetches).map_err(|_| wrong())?,
            }),
            ("id-token", Some(wrong_in), _) => {
                let name = wrong_in.into_deserializer();
                let wrong = IdTokenFault::deserialize(name).map_err(|_: ValueError| wrong())?;
                Ok(Self::IdToken { wrong })
            }
            _ => Err(wrong()),
        }
    }
}

/// An order to misbehave, as `POST /sandbox/fault` takes it:
/// `{"endpoint": "kakao.token", "fault": {"kind": "reset"}, "times": 1}`. Without `fault` the endpoint behaves again;
/// without `times` it misbehaves until told otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    pub(super) endpoint: Endpoint,
    #[serde(default)]
    pub(super) fault: Option<Fault>,
    #[serde(default)]
    pub(super) times: Option<u32>,
}

/// Which fault waits where, and how often it will still strike (`None`: always).
#[derive(Default)]
pub(super) struct Board(BTreeMap<Endpoint, (Fault, Option<u32>)>);

impl Board {
    pub(super) fn set(&mut self, order: Order) {
        match order.fault {
            Some(fault) if order.times != Some(0) => self.0.insert(order.endpoint, (fault, order.times)),
            _ => self.0.remove(&order.endpoint),
        };
    }

    /// The fault for the request at hand, which counts it down.
    pub(super) fn take(&mut self, endpoint: Endpoint) -> Option<Fault> {
        let (fault, times) = self.0.get_mut(&endpoint)?;
        let fault = fault.clone();
        if let Some(left) = times {
            *left -= 1;
            if *left == 0 {
                self.0.remove(&endpoint);
            }
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_form_and_json_say_the_same() {
        for (short, json) in [
            ("slow=5", r#"{"kind":"slow","ms":5}"#),
            ("drip", r#"{"kind":"drip"}"#),
            ("reset", r#"{"kind":"reset"}"#),
            ("status=503", r#"{"kind":"status","code":503}"#),
            ("too-many=9", r#"{"kind":"too-many","retry_after":9}"#),
            ("redirect=file:///x", r#"{"kind":"redirect","to":"file:///x"}"#),
            ("wrong-envelope", r#"{"kind":"wrong-envelope"}"#),
            ("rotated-key=2", r#"{"kind":"rotated-key","fetches":2}"#),
            ("id-token=alg-none", r#"{"kind":"id-token","wrong":"alg-none"}"#),
        ] {
            assert_eq!(short.parse::<Fault>(), json.parse::<Fault>(), "{short}");
            assert!(short.parse::<Fault>().is_ok(), "{short}");
        }
        for wrong in [
            "",
            "slow",
            "slow=x",
            "status=70000",
            "html=1",
            "id-token",
            "id-token=good",
            "nonsense",
        ] {
            assert!(wrong.parse::<Fault>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fault_with_a_number_wears_off() {
        let mut board = Board::default();
        board.set(Order {
            endpoint: Endpoint::KakaoMe,
            fault: Some(Fault::Html),
            times: Some(2),
        });
        assert_eq!(board.take(Endpoint::NaverMe), None);
        assert_eq!(board.take(Endpoint::KakaoMe), Some(Fault::Html));
        assert_eq!(board.take(Endpoint::KakaoMe), Some(Fault::Html));
        assert_eq!(board.take(Endpoint::KakaoMe), None);
    }
}

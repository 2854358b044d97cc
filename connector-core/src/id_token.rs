//! What an id_token must say (OIDC Core §3.1.3.7). Signatures are checked by [`Keys`](crate::Keys); there is no cryptography in
//! here but the hash of `at_hash`.

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    context::{Context, KeySet},
    decode,
    error::{Error, ErrorKind, Reason, Result},
    flow::IdToken,
    http::Reach,
    normal,
    sign_in::CLOCK_SKEW_SECS,
    state::equal_in_constant_time,
    tokens::MAX_ID_TOKEN,
};

/// Longest `kid` that is looked up, in bytes (L15).
pub const MAX_KID: usize = 256;

/// What an id_token is held against.
pub(crate) struct Expected<'a> {
    pub(crate) rule: &'a IdToken,
    pub(crate) keys: &'a str,
    pub(crate) reach: Reach,
    /// The client id.
    pub(crate) client: &'a str,
    /// Further audiences that are accepted.
    pub(crate) audiences: &'a [String],
    pub(crate) nonce: Nonce<'a>,
    /// The access token that came beside it; empty if none did.
    pub(crate) access_token: &'a str,
}

impl Expected<'_> {
    fn is_for_us(&self, audience: &Value) -> bool {
        audience
            .as_str()
            .is_some_and(|it| it == self.client || self.audiences.iter().any(|known| known == it))
    }
}

/// What the nonce of an id_token must be.
#[derive(Clone, Copy)]
pub(crate) enum Nonce<'a> {
    /// This, and it must be there: a sign-in that sent one (F10).
    Must(&'a str),
    /// This, if there is one: a refresh (OIDC Core §12.2).
    IfAny(&'a str),
    /// Nothing is known of it.
    Unknown,
}

impl Nonce<'_> {
    fn admits(self, claim: Option<&Value>) -> bool {
        let is = |wanted: &str| {
            claim
                .and_then(Value::as_str)
                .is_some_and(|it| equal_in_constant_time(it, wanted))
        };
        match self {
            Self::Must(wanted) => is(wanted),
            Self::IfAny(wanted) => claim.is_none() || is(wanted),
            Self::Unknown => true,
        }
    }
}

/// Verifies an id_token and gives its claims. Fails closed.
pub(crate) async fn verify(cx: &Context, token: &str, expected: &Expected<'_>) -> Result<Value> {
    if token.is_empty() {
        return Err(refuse(
            "the reply holds no id_token; is OpenID Connect switched on in the provider's console?",
        ));
    }
    check_header(token, expected.rule, &ID_TOKEN_TYPES)?;
    let set = KeySet::new(expected.keys, expected.reach, cx.deadline());
    let payload = cx.keys().verify(&set, expected.rule.algorithm, token).await?;
    let claims = decode::json(&payload).map_err(|_| refuse("the claims are not JSON, or hold one twice"))?;
    check_claims(&claims, expected, cx.now().secs())?;
    Ok(claims)
}

/// Verifies a security event token (RFC 8417) and gives its claims. It has its own type, no nonce, and need not expire.
pub(crate) async fn verify_event(cx: &Context, token: &str, expected: &Expected<'_>) -> Result<Value> {
    check_header(token, expected.rule, &["secevent+jwt", "application/secevent+jwt"])?;
    let set = KeySet::new(expected.keys, expected.reach, cx.deadline());
    let payload = cx.keys().verify(&set, expected.rule.algorithm, token).await?;
    let claims = decode::json(&payload).map_err(|_| refuse("the claims are not JSON, or hold one twice"))?;
    check_origin(&claims, expected)?;
    check_times(&claims, cx.now().secs(), false)?;
    Ok(claims)
}

/// The types of an id_token (RFC 7519 §5.1). RFC 8725 §3.11: another kind of token is not an id_token, whoever signed it.
const ID_TOKEN_TYPES: [&str; 2] = ["jwt", "application/jwt"];

fn check_header(token: &str, rule: &IdToken, types: &[&str]) -> Result<()> {
    if token.len() > MAX_ID_TOKEN {
        return Err(refuse("the id_token is longer than 64 KiB"));
    }
    let mut parts = token.split('.');
    let (Some(header), Some(_), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(refuse("the id_token does not have three parts"));
    };
    let header = BASE64URL_NOPAD
        .decode(header.as_bytes())
        .map_err(|_| refuse("the id_token's header is not base64url"))?;
    let header = decode::json(&header).map_err(|_| refuse("the id_token's header is not JSON"))?;
    if header.get("alg").and_then(Value::as_str) != Some(rule.algorithm.name()) {
        return Err(refuse("the id_token is not signed with the pinned algorithm"));
    }
    if header.get("crit").is_some() || header.get("b64").is_some() {
        return Err(refuse("the id_token uses an extension that must be understood"));
    }
    if header
        .get("kid")
        .is_some_and(|kid| kid.as_str().is_none_or(|kid| kid.len() > MAX_KID))
    {
        return Err(refuse("the id_token's key id is not a short text"));
    }
    let own_type = header
        .get("typ")
        .map(|typ| typ.as_str().unwrap_or_default().to_ascii_lowercase());
    // Id_tokens need not say what they are; every other kind of token must.
    let fits = match own_type.as_deref() {
        None => types == ID_TOKEN_TYPES,
        Some(own) => types.contains(&own),
    };
    if fits {
        Ok(())
    } else {
        Err(refuse("the token is of another type"))
    }
}

/// Issuer and audience.
fn check_origin(claims: &Value, expected: &Expected<'_>) -> Result<()> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(&expected.rule.issuer) {
        return Err(refuse("the id_token names another issuer").because(Reason::Issuer));
    }
    let audience = match claims.get("aud") {
        Some(Value::Array(list)) => !list.is_empty() && list.iter().all(|item| expected.is_for_us(item)),
        Some(one) => expected.is_for_us(one),
        None => false,
    };
    if !audience || claims.get("azp").is_some_and(|azp| !expected.is_for_us(azp)) {
        return Err(refuse("the id_token is for another client").because(Reason::Audience));
    }
    Ok(())
}

/// Times, as numbers of seconds (RFC 7519 §2). An id_token must say when it expires.
fn check_times(claims: &Value, now: i64, must_expire: bool) -> Result<()> {
    let time = |name: &str| match claims.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_f64()
            .filter(|it| it.is_finite())
            .map(Some)
            .ok_or_else(|| refuse("a time of the id_token is not a number")),
    };
    #[expect(clippy::cast_precision_loss, reason = "seconds of this age fit a float exactly")]
    let (now, skew) = (now as f64, CLOCK_SKEW_SECS as f64);
    let (expires, Some(issued)) = (time("exp")?, time("iat")?) else {
        return Err(refuse("the token does not say when it was issued"));
    };
    if must_expire && expires.is_none() {
        return Err(refuse("the id_token does not say when it expires"));
    }
    if expires.is_some_and(|expires| now > expires + skew) {
        return Err(refuse("the id_token has expired"));
    }
    if issued > now + skew || time("nbf")?.is_some_and(|begins| begins > now + skew) {
        return Err(refuse("the id_token is not valid yet"));
    }
    Ok(())
}

fn check_claims(claims: &Value, expected: &Expected<'_>, now: i64) -> Result<()> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    check_origin(claims, expected)?;
    check_times(claims, now, true)?;
    if !expected.nonce.admits(claims.get("nonce")) {
        return Err(refuse("the id_token was not made for this sign-in"));
    }
    if !text("sub").is_some_and(normal::is_subject) {
        return Err(refuse("the id_token names no usable subject"));
    }
    if let Some(hash) = claims.get("at_hash").filter(|_| !expected.access_token.is_empty()) {
        let digest = Sha256::digest(expected.access_token.as_bytes());
        let left = BASE64URL_NOPAD.encode(digest.get(..16).unwrap_or_default());
        if !hash.as_str().is_some_and(|hash| equal_in_constant_time(hash, &left)) {
            return Err(refuse("the id_token belongs to another access token"));
        }
    }
    Ok(())
}

/// Holds the subject of a profile against the id_token's (F21).
pub(crate) fn same_subject(claims: &Value, subject: &str) -> Result<()> {
    if claims.get("sub").and_then(Value::as_str) != Some(subject) {
        return Err(refuse("the profile is of another user than the id_token"));
    }
    Ok(())
}

fn refuse(message: &'static str) -> Error {
    Error::new(ErrorKind::IdTokenInvalid, message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::context::Algorithm;

    fn rule() -> IdToken {
        IdToken::new("https://i.example", Algorithm::Rs256, "{auth}/keys")
    }

    fn with(change: impl FnOnce(&mut Value)) -> Result<()> {
        let mut claims =
            json!({ "iss": "https://i.example", "aud": "me", "exp": 1000, "iat": 900, "nonce": "n", "sub": "1" });
        change(&mut claims);
        let rule = rule();
        let expected = Expected {
            rule: &rule,
            keys: "",
            reach: Reach::Public,
            client: "me",
            audiences: &["app".to_owned()],
            nonce: Nonce::Must("n"),
            access_token: "at",
        };
        check_claims(&claims, &expected, 950)
    }

    #[test]
    fn f5_to_f10_f20_claims_that_say_the_wrong_thing() {
        with(|_| {}).unwrap();
        with(|claims| claims["aud"] = json!(["me"])).unwrap();
        with(|claims| claims["aud"] = json!("app")).unwrap();
        with(|claims| claims["azp"] = json!("app")).unwrap();
        with(|claims| claims["exp"] = json!(890.5)).unwrap();
        let refused: [(&str, Value); 16] = [
            ("iss", json!("https://i.example/")),
            ("iss", json!(null)),
            ("aud", json!("you")),
            ("aud", json!(["me", "you"])),
            ("aud", json!([])),
            ("azp", json!("you")),
            ("exp", json!(889)),
            ("exp", json!("1000")),
            ("iat", json!(1011)),
            ("iat", json!(null)),
            ("nbf", json!(1011)),
            ("nonce", json!("m")),
            ("nonce", json!(null)),
            ("sub", json!(1)),
            ("sub", json!("")),
            ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ];
        for (claim, value) in refused {
            let error = with(|claims| claims[claim] = value.clone()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::IdTokenInvalid, "{claim} {value}");
        }
    }

    #[test]
    fn f1_f2_f11_f17_f18_headers_choose_nothing() {
        let header = |value: Value| format!("{}.e30.x", BASE64URL_NOPAD.encode(value.to_string().as_bytes()));
        check_header(
            &header(json!({ "alg": "RS256", "kid": "k", "typ": "JWT" })),
            &rule(),
            &ID_TOKEN_TYPES,
        )
        .unwrap();
        for bad in [
            json!({ "alg": "none" }),
            json!({ "alg": "nOnE" }),
            json!({ "alg": "HS256" }),
            json!({}),
            json!([]),
            json!({ "alg": "RS256", "crit": [] }),
            json!({ "alg": "RS256", "b64": false }),
            json!({ "alg": "RS256", "kid": "k".repeat(257) }),
            json!({ "alg": "RS256", "typ": "secevent+jwt" }),
        ] {
            assert!(
                check_header(&header(bad.clone()), &rule(), &ID_TOKEN_TYPES).is_err(),
                "{bad}"
            );
        }
        for bad in ["", "a.b", "a.b.c.d.e", "!.e30.x", &"a".repeat(MAX_ID_TOKEN + 1)] {
            assert!(check_header(bad, &rule(), &ID_TOKEN_TYPES).is_err());
        }
    }
}

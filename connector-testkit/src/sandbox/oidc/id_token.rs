//! An id_token as the provider signs it, or wrong in the one way that was ordered.

use aws_lc_rs::hmac;
use serde_json::{Map, Value, json};

use super::super::Provider;
use super::super::book::{Grant, KAKAO_ACCESS_LIFE, NAVER_ACCESS_LIFE};
use super::super::faults::Fault;
use super::super::id_token_fault::IdTokenFault;
use super::super::shared::Shared;
use super::super::{kakao, naver};
use super::jwt;
use super::published::issuer;

/// The id_token of a sign-in that asked for one.
pub(in super::super) fn id_token(shared: &Shared, grant: &Grant, fault: Option<&Fault>) -> Option<String> {
    let mut claims = claims(grant, shared.now())?;
    let wrong = match fault {
        Some(Fault::IdToken { wrong }) => Some(*wrong),
        Some(Fault::RotatedKey { fetches }) => {
            shared.ring(grant.provider).lock().rotate(*fetches);
            None
        }
        _ => None,
    };
    if let Some(wrong) = wrong {
        spoil(&mut claims, wrong, shared.now());
    }
    sign(shared, grant.provider, &Value::Object(claims), wrong)
}

fn claims(grant: &Grant, now: u64) -> Option<Map<String, Value>> {
    let openid = grant.openid.as_ref()?;
    let (life, more) = match grant.provider {
        Provider::Kakao => (KAKAO_ACCESS_LIFE, kakao::claims::of(grant)),
        Provider::Naver => (NAVER_ACCESS_LIFE, naver::claims::of(grant)),
    };
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), issuer(grant.provider).into());
    claims.insert("aud".to_owned(), grant.client.id.clone().into());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("exp".to_owned(), now.saturating_add(life).into());
    if let Some(nonce) = &openid.nonce {
        claims.insert("nonce".to_owned(), nonce.clone().into());
    }
    claims.extend(more);
    Some(claims)
}

fn spoil(claims: &mut Map<String, Value>, wrong: IdTokenFault, now: u64) {
    match wrong {
        IdTokenFault::WrongIss => {
            // The likeliest mistake: a slash that the provider does not write.
            let with_slash = format!("{}/", claims.get("iss").and_then(Value::as_str).unwrap_or_default());
            claims.insert("iss".to_owned(), with_slash.into());
        }
        IdTokenFault::WrongAud => {
            claims.insert("aud".to_owned(), "ffffffffffffffffffffffffffffffff".into());
        }
        IdTokenFault::WrongNonce => {
            claims.insert("nonce".to_owned(), "a nonce that nobody sent".into());
        }
        IdTokenFault::MissingNonce => {
            claims.remove("nonce");
        }
        IdTokenFault::MissingSub => {
            claims.remove("sub");
        }
        IdTokenFault::Expired => {
            claims.insert("iat".to_owned(), now.saturating_sub(2 * KAKAO_ACCESS_LIFE).into());
            claims.insert("exp".to_owned(), now.saturating_sub(KAKAO_ACCESS_LIFE).into());
        }
        IdTokenFault::AlgNone | IdTokenFault::Hs256 | IdTokenFault::BadSignature | IdTokenFault::UnknownKid => {}
    }
}

fn sign(shared: &Shared, provider: Provider, claims: &Value, wrong: Option<IdTokenFault>) -> Option<String> {
    let ring = shared.ring(provider).lock();
    let named = ring.signing()?;
    let stranger = ring.stranger()?;
    drop(ring);
    Some(match wrong {
        Some(IdTokenFault::AlgNone) => jwt::compact(&json!({"typ": "JWT", "alg": "none"}), claims, |_| Vec::new()),
        Some(IdTokenFault::Hs256) => {
            let header = json!({"kid": named.kid, "typ": "JWT", "alg": "HS256"});
            let public = hmac::Key::new(hmac::HMAC_SHA256, &named.key.public_der());
            jwt::compact(&header, claims, |message| {
                hmac::sign(&public, message).as_ref().to_vec()
            })
        }
        Some(IdTokenFault::BadSignature) => {
            let header = json!({"kid": named.kid, "typ": "JWT", "alg": "RS256"});
            jwt::compact(&header, claims, |message| stranger.key.rs256(message))
        }
        Some(IdTokenFault::UnknownKid) => jwt::signed("JWT", claims, &stranger),
        _ => jwt::signed("JWT", claims, &named),
    })
}

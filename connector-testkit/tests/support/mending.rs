//! The connector that says everything in an id_token, with one thing broken: it mends what should be refused, or mishandles what
//! comes after the sign-in.

use bytes::Bytes;
use connector_core::{
    AuthorizeRequest, CallbackRules, Connector, Context, Credential, Error, ErrorKind, Event, Finding, Grant, Info,
    Notice, Notification, OAuth, Prepare, Profile, Redirect, RefreshRequest, Refreshed, Result, Secret, Site, Verified,
    async_trait,
    capability::{Notifications, Refresh, VerifyCredential},
    notice::Acknowledgement,
};
use data_encoding::BASE64URL_NOPAD;
use http::Request;
use serde_json::{Value, json};

use super::{good, others::Claims, relay};

pub const NOTHING: u8 = 0;
pub const ISSUER: u8 = 1;
pub const AUDIENCE: u8 = 2;
pub const SUBJECT: u8 = 3;
pub const TIMES: u8 = 4;
pub const NONCE: u8 = 5;
pub const ALGORITHM: u8 = 6;
pub const EXTENSIONS: u8 = 7;
pub const PADDING: u8 = 8;
pub const REPEATS: u8 = 9;
pub const HASH: u8 = 10;
pub const KIND: u8 = 11;
pub const STRICT_CLOCK: u8 = 12;
pub const RESENDS_REFRESHES: u8 = 13;
pub const CALLS_EVERY_TOKEN_NEW: u8 = 14;
pub const TAKES_ANY_NOTICE: u8 = 15;
pub const HIDES_REFUSED_REFRESHES: u8 = 16;
pub const FETCHES_OFFERED_KEYS: u8 = 17;
pub const NEEDS_NO_TOKEN: u8 = 18;
pub const REFRESHES_ANY_ISSUER: u8 = 19;
pub const TAKES_TOKENS_OF_OTHER_APPS: u8 = 20;

/// The connector with fault `F`.
#[derive(Debug)]
pub struct Mends<const F: u8>(OAuth<Claims>);

const fn info() -> Info {
    <OAuth<Claims> as Prepare>::INFO
}

impl<const F: u8> Prepare for Mends<F> {
    const INFO: Info = info();
    type Config = good::Config;

    fn prepare(config: good::Config, site: &Site<'_>) -> Result<Self, Vec<Finding>> {
        OAuth::prepare(config, site).map(Self)
    }
}

/// A token with one thing mended.
fn mended(fault: u8, token: &str, nonce: &str, now: i64) -> Option<String> {
    let part = |n| -> Option<Value> {
        let bytes = BASE64URL_NOPAD.decode(token.split('.').nth(n)?.as_bytes()).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let (mut header, mut claims) = (part(0)?, part(1)?);
    header.as_object()?;
    let remove = |object: &mut Value, names: &[&str]| {
        let object = object.as_object_mut().unwrap();
        names.iter().for_each(|name| drop(object.remove(*name)));
    };
    claims.as_object()?;
    match fault {
        ISSUER => claims["iss"] = json!("https://claims.example"),
        AUDIENCE => {
            let own = match &claims["aud"] {
                Value::Array(list) if list.len() == 2 => list[0].clone(),
                _ => json!("good-client"),
            };
            claims["aud"] = own;
            remove(&mut claims, &["azp"]);
        }
        SUBJECT => claims["sub"] = json!("110169484474386276334"),
        TIMES => {
            claims["exp"] = json!(now + 60);
            claims["iat"] = json!(now);
            remove(&mut claims, &["nbf"]);
        }
        STRICT_CLOCK if claims["exp"].as_f64().is_some_and(|end| end < now as f64) => remove(&mut claims, &["exp"]),
        NONCE => claims["nonce"] = json!(nonce),
        ALGORITHM => header["alg"] = json!("ES256"),
        EXTENSIONS => remove(&mut header, &["crit", "b64"]),
        PADDING => remove(&mut claims, &["suite-padding"]),
        HASH => remove(&mut claims, &["at_hash"]),
        KIND => remove(&mut header, &["typ"]),
        // Reading and writing it again lets the last of two claims win.
        REPEATS => {}
        _ => return None,
    }
    if fault != REPEATS && token.contains("eyJzdWIiOiIxIi") {
        return None;
    }
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let signature = token.rsplit('.').next()?;
    (token.matches('.').count() == 2).then(|| format!("{}.{}.{signature}", part(&header), part(&claims)))
}

/// Sends a request and mends the token in its reply.
async fn sent(fault: u8, cx: &Context, request: Request<Bytes>, nonce: &str, now: i64) -> relay::Reply {
    let mut reply = cx.http().send(request, cx.deadline()).await?;
    let body = String::from_utf8(reply.body().to_vec()).unwrap_or_default();
    let json: Option<Value> = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok();
    let token = json.as_ref().and_then(|json| json["id_token"].as_str());
    // Put into the text, so that the reply stays as odd as it was.
    if let Some((token, mended)) = token.and_then(|it| Some((it, mended(fault, it, nonce, now)?))) {
        *reply.body_mut() = body.replace(token, &mended).into();
    }
    let header = token.and_then(|token| BASE64URL_NOPAD.decode(token.split('.').next()?.as_bytes()).ok());
    let header: Value = serde_json::from_slice(&header.unwrap_or_default()).unwrap_or_default();
    if let (FETCHES_OFFERED_KEYS, Some(address)) = (fault, header["jku"].as_str()) {
        let _ = cx
            .http()
            .send(Request::get(address).body(Bytes::new()).unwrap(), cx.deadline())
            .await;
    }
    let bare = body.contains("access_token") && !body.contains("id_token") && body.ends_with('}');
    if fault == NEEDS_NO_TOKEN && bare && reply.status() == 200 {
        let claims = json!({ "iss": "https://claims.example", "aud": "good-client", "sub": "110169484474386276334",
            "iat": now, "exp": now + 60, "nonce": nonce });
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let made_up = format!("{}.{}.c2ln", part(&json!({ "alg": "ES256" })), part(&claims));
        let body = format!("{},\"id_token\":\"{made_up}\"}}", &body[..body.len() - 1]);
        *reply.body_mut() = body.into();
    }
    Ok(reply)
}

#[async_trait]
impl<const F: u8> Connector for Mends<F> {
    fn info(&self) -> &Info {
        self.0.info()
    }

    fn origins(&self) -> &[String] {
        self.0.origins()
    }

    fn callback_rules(&self) -> CallbackRules<'_> {
        self.0.callback_rules()
    }

    async fn authorize(&self, cx: &Context, ask: &AuthorizeRequest) -> Result<Redirect> {
        self.0.authorize(cx, ask).await
    }

    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant> {
        let nonce = sign_in.attempt().nonce().to_owned();
        let now = cx.now().secs();
        let (inner, jobs) = relay::context(cx);
        relay::drive(jobs, self.0.callback(&inner, sign_in), |request| {
            let nonce = nonce.clone();
            async move { sent(F, cx, request, &nonce, now).await }
        })
        .await
    }

    async fn profile(&self, cx: &Context, grant: &Grant) -> Result<Profile> {
        self.0.profile(cx, grant).await
    }

    fn refresh(&self) -> Option<&dyn Refresh> {
        Some(self)
    }

    fn verify_credential(&self) -> Option<&dyn VerifyCredential> {
        Some(self)
    }

    fn notifications(&self) -> Option<&dyn Notifications> {
        (F == TAKES_ANY_NOTICE).then_some(self)
    }
}

#[async_trait]
impl<const F: u8> Refresh for Mends<F> {
    async fn refresh(&self, cx: &Context, ask: &RefreshRequest) -> Result<Refreshed> {
        let inner: &dyn Refresh = &self.0;
        if F == REFRESHES_ANY_ISSUER {
            let (within, jobs) = relay::context(cx);
            let now = cx.now().secs();
            let call = inner.refresh(&within, ask);
            return relay::drive(jobs, call, |request| sent(ISSUER, cx, request, "", now)).await;
        }
        let first = inner.refresh(cx, ask).await;
        match (F, &first) {
            (RESENDS_REFRESHES, Err(error)) if error.provider().is_none() => inner.refresh(cx, ask).await,
            (CALLS_EVERY_TOKEN_NEW, Ok(fresh)) => Ok(Refreshed::new(fresh.tokens().clone(), true)),
            (HIDES_REFUSED_REFRESHES, Err(error)) if error.kind() == ErrorKind::GrantRejected => {
                Err(Error::new(ErrorKind::CredentialsRejected, "no"))
            }
            _ => first,
        }
    }
}

#[async_trait]
impl<const F: u8> VerifyCredential for Mends<F> {
    async fn verify_credential(&self, cx: &Context, credential: &Credential) -> Result<Grant> {
        let inner: &dyn VerifyCredential = &self.0;
        match credential {
            Credential::IdToken { token, nonce } if F == TAKES_TOKENS_OF_OTHER_APPS => {
                let mended = mended(AUDIENCE, token.expose(), "", cx.now().secs()).unwrap_or_default();
                let mended = Credential::id_token(mended, nonce.clone().unwrap_or_default());
                inner.verify_credential(cx, &mended).await
            }
            other => inner.verify_credential(cx, other).await,
        }
    }

    fn proves_audience(&self) -> bool {
        true
    }

    async fn dangerously_verify_access_token_without_audience(&self, cx: &Context, token: &Secret) -> Result<Grant> {
        let inner: &dyn VerifyCredential = &self.0;
        inner.dangerously_verify_access_token_without_audience(cx, token).await
    }
}

#[async_trait]
impl<const F: u8> Notifications for Mends<F> {
    async fn notification(&self, _: &Context, notice: &Notice) -> Result<Notification> {
        let key = notice.text().unwrap_or_default().to_owned();
        Ok(Notification::new(Event::Unlinked, "https://claims.example", key).subject("1"))
    }

    fn acknowledge(&self, _: &Notice, _: &Result<()>) -> Acknowledgement {
        Acknowledgement::status(200)
    }
}

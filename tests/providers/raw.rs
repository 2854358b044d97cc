//! A raw test-only connector: no OAuth, no code in the callback, data of its own until then.

use async_trait::async_trait;
use connector_core::{
    Attempt, AuthorizeRequest, Connector, Console, Context, Error, ErrorKind, Finding, Grant, Info, Prepare, Profile,
    Redirect, Registration, Result, Site, Text, Verified,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// The raw connector, registered by name only.
pub static CONNECTOR: Registration = Registration::of::<Raw>();

const INFO: Info = Info::new(
    "raw-openid",
    "0",
    Text::new("Raw", "로"),
    "https://raw.example/docs",
    Console::new("https://raw.example/console", "2026-01-01", &[]),
);

/// A provider in the manner of OpenID 2.0: the callback itself carries the identity, and the provider is asked whether it is so.
#[derive(Debug)]
pub struct Raw {
    origins: [String; 1],
    return_to: String,
}

/// No settings at all.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {}

impl Prepare for Raw {
    const INFO: Info = INFO;
    type Config = Config;

    fn prepare(_: Config, site: &Site<'_>) -> Result<Self, Vec<Finding>> {
        Ok(Self {
            origins: ["https://raw.example".to_owned()],
            return_to: site.redirect_uri.to_owned(),
        })
    }
}

#[async_trait]
impl Connector for Raw {
    fn info(&self) -> &Info {
        &INFO
    }

    fn origins(&self) -> &[String] {
        &self.origins
    }

    async fn authorize(&self, cx: &Context, _: &AuthorizeRequest) -> Result<Redirect> {
        let attempt = Attempt::draw(cx.random())?;
        let url = format!(
            "https://raw.example/login?return_to={}%3Fstate%3D{}",
            self.return_to,
            attempt.state()
        );
        Ok(Redirect::to(url, attempt).data(b"handle-1".to_vec()))
    }

    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant> {
        assert_eq!((sign_in.code(), sign_in.data()), ("", &b"handle-1"[..]));
        let claimed = sign_in.unsigned("claimed_id").unwrap_or_default();
        let check = http::Request::get(format!("https://raw.example/check?id={claimed}")).body(bytes::Bytes::new());
        let check = check.map_err(|_| Error::new(ErrorKind::CallbackInvalid, "the claimed id is no id"))?;
        let reply = cx.http().send(check, cx.deadline()).await?;
        if reply.body() != "is_valid:true" {
            return Err(Error::new(
                ErrorKind::CallbackInvalid,
                "the provider does not vouch for this callback",
            ));
        }
        Ok(Grant::of(claimed.to_owned()))
    }

    async fn profile(&self, _: &Context, grant: &Grant) -> Result<Profile> {
        let id: &String = grant
            .own()
            .ok_or_else(|| Error::new(ErrorKind::Internal, "a foreign grant"))?;
        Ok(Profile::new(id.as_str(), "https://raw.example"))
    }
}

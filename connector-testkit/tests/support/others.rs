//! Good connectors of other kinds: all in the id_token, two profile requests, and no OAuth at all.

use std::sync::LazyLock;

use connector_core::{
    Algorithm, Attempt, AuthorizeRequest, CallbackRules, Client, Connector, Console, Context, Email, Error, ErrorKind,
    Evidence, Finding, Flow, Grant, IdToken, Info, OAuth, Prepare, Profile, Provider, Redirect, Registration, Result,
    Rule, Site, Step, Verification, Verified, async_trait,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::good;

pub static CLAIMS: Registration = Registration::of::<OAuth<Claims>>();
pub static TWO_STEPS: Registration = Registration::of::<OAuth<TwoSteps>>();
pub static RAW: Registration = Registration::of::<Raw>();

const fn info(id: &'static str) -> Info {
    let mut info = good::INFO;
    info.id = id;
    info.console = Console::new("https://good.example/console", "2026-01-01", &[]);
    info
}

fn client(config: &good::Config) -> Client<'_> {
    Client::new(&config.client_id)
        .secret(config.client_secret.secret())
        .scopes(&config.scopes)
}

/// A provider that says everything in an id_token, signed with ES256.
#[derive(Debug)]
pub struct Claims;

static CLAIMS_FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::code("{auth}/authorize", "{auth}/token")
        .host("auth", "https://claims.example")
        .issuer("https://claims.example")
        .scopes(&["openid", "email"])
        .pkce()
        .refresh()
        .id_token(IdToken::new("https://claims.example", Algorithm::Es256, "{auth}/certs"))
});

impl Provider for Claims {
    const INFO: Info = info("claims");
    type Config = good::Config;

    fn client(config: &good::Config) -> Client<'_> {
        client(config)
    }

    fn flow(_: &good::Config) -> &Flow {
        &CLAIMS_FLOW
    }

    fn profile(_: &good::Config, seen: &Evidence<'_>) -> Result<Profile> {
        let claims = seen.id_token();
        let verification = Verification::from_flag(claims.flag("/email_verified"));
        Ok(Profile::new(claims.id_text("/sub")?, "https://claims.example")
            .name(claims.text("/name"))
            .email(
                claims
                    .email("/email")
                    .map(|address| Email::new(address, verification, Rule::Flag)),
            )
            .avatar(claims.https_url("/picture")))
    }
}

/// A provider that is asked twice: for the user, and for the addresses.
#[derive(Debug)]
pub struct TwoSteps;

static STEPS_FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::code("{web}/authorize", "{web}/token")
        .host("web", "https://steps.example")
        .host("api", "https://api.steps.example")
        .pkce()
        .step(Step::get("user", "{api}/user"))
        .step(Step::get("emails", "{api}/user/emails").optional())
});

impl Provider for TwoSteps {
    const INFO: Info = info("two-steps");
    type Config = good::Config;

    fn client(config: &good::Config) -> Client<'_> {
        client(config)
    }

    fn flow(_: &good::Config) -> &Flow {
        &STEPS_FLOW
    }

    fn profile(_: &good::Config, seen: &Evidence<'_>) -> Result<Profile> {
        let user = seen.step("user");
        let emails = seen.step("emails").items();
        let primary = emails.iter().find(|entry| entry.flag("/primary") == Some(true));
        let email = primary.and_then(|entry| {
            let verification = Verification::from_flag(entry.flag("/verified"));
            let address = entry.email("/email")?;
            Some(Email::new(address, verification, Rule::PrimaryAndConfirmed))
        });
        Ok(Profile::new(user.id_i64("/id")?, "https://steps.example")
            .name(user.text("/name"))
            .email(email)
            .avatar(user.https_url("/avatar_url")))
    }
}

/// A provider in the manner of OpenID 2.0, which posts the identity back itself.
#[derive(Debug)]
pub struct Raw {
    origins: [String; 1],
    return_to: String,
}

/// No settings at all.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoConfig {}

impl Prepare for Raw {
    const INFO: Info = info("raw");
    type Config = NoConfig;

    fn prepare(_: NoConfig, site: &Site<'_>) -> Result<Self, Vec<Finding>> {
        Ok(Self {
            origins: ["https://raw.example".to_owned()],
            return_to: site.redirect_uri.to_owned(),
        })
    }
}

#[async_trait]
impl Connector for Raw {
    fn info(&self) -> &Info {
        const { &info("raw") }
    }

    fn origins(&self) -> &[String] {
        &self.origins
    }

    fn callback_rules(&self) -> CallbackRules<'_> {
        let mut rules = CallbackRules::default();
        rules.form_post = true;
        rules
    }

    async fn authorize(&self, cx: &Context, ask: &AuthorizeRequest) -> Result<Redirect> {
        ask.check(&self.return_to, &[])?;
        let attempt = Attempt::draw(cx.random())?;
        let url = format!(
            "https://raw.example/login?return_to={}%3Fstate%3D{}",
            self.return_to,
            attempt.state()
        );
        Ok(Redirect::to(url, attempt))
    }

    async fn callback(&self, _: &Context, sign_in: Verified) -> Result<Grant> {
        let claimed = sign_in.unsigned("claimed_id").unwrap_or_default();
        if claimed.is_empty() {
            return Err(Error::new(ErrorKind::CallbackInvalid, "nobody is claimed"));
        }
        Ok(Grant::of(claimed.to_owned()))
    }

    async fn profile(&self, _: &Context, grant: &Grant) -> Result<Profile> {
        let id: Option<&String> = grant.own();
        let id = id.ok_or_else(|| Error::new(ErrorKind::Internal, "a foreign grant"))?;
        Ok(Profile::new(id.as_str(), "https://raw.example"))
    }
}

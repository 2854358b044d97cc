//! An OpenID provider of which nothing but the issuer is known, as a test-only connector: endpoints and keys are discovered.

use std::sync::LazyLock;

use connector_core::{
    Algorithm, Client, Console, Email, Evidence, Flow, Info, OAuth, Profile, Provider, Registration, Result, Rule,
    Step, Text, Verification,
    fields::{ClientId, ClientSecret, Scopes},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// The connector, registered by name only.
pub static CONNECTOR: Registration = Registration::of::<OAuth<Discovered>>();

/// The issuer of every id_token.
pub const ISSUER: &str = "https://op.example";

/// The provider.
#[derive(Debug)]
pub struct Discovered;

/// Settings of one instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    client_id: ClientId,
    client_secret: ClientSecret,
    #[serde(default)]
    scopes: Scopes,
}

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::discovered("{op}/.well-known/openid-configuration", ISSUER, Algorithm::Rs256)
        .host("op", ISSUER)
        .scopes(&["openid", "email"])
        .client_secret_basic()
        .pkce()
        .refresh()
        .step(Step::userinfo("userinfo"))
});

impl Provider for Discovered {
    const INFO: Info = Info::new(
        "discovered",
        "0",
        Text::new("Some provider", "어떤 제공자"),
        "https://op.example/docs",
        Console::new("https://op.example/console", "2026-01-01", &[]),
    );
    type Config = Config;

    fn client(config: &Config) -> Client<'_> {
        Client::new(&config.client_id)
            .secret(config.client_secret.secret())
            .scopes(&config.scopes)
    }

    fn flow(_: &Config) -> &Flow {
        &FLOW
    }

    fn profile(_: &Config, seen: &Evidence<'_>) -> Result<Profile> {
        let user = seen.step("userinfo");
        let verification = Verification::from_flag(user.flag("/email_verified"));
        let email = user.email("/email");
        Ok(Profile::new(user.id_text("/sub")?, ISSUER)
            .name(user.text("/name"))
            .email(email.map(|address| Email::new(address, verification, Rule::Flag))))
    }
}

//! Google, as a test-only connector: everything is in the id_token, and there is no profile request.

use std::sync::LazyLock;

use connector_core::{
    Algorithm, Client, Console, Email, Evidence, Flow, IdToken, Info, OAuth, Profile, Provider, Registration, Result,
    Rule, Text, Verification,
    fields::{ClientId, ClientSecret, Scopes},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// Google, registered by name only.
pub static CONNECTOR: Registration = Registration::of::<OAuth<Google>>();

/// Google as a provider.
#[derive(Debug)]
pub struct Google;

/// Settings of one Google instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    client_id: ClientId,
    client_secret: ClientSecret,
    #[serde(default)]
    scopes: Scopes,
}

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::code("{auth}/o/oauth2/v2/auth", "{token}/token")
        .host("auth", "https://accounts.google.com")
        .host("token", "https://oauth2.googleapis.com")
        .host("keys", "https://www.googleapis.com")
        .issuer("https://accounts.google.com")
        .ask_params(&["prompt", "login_hint", "hd", "access_type"])
        .scopes(&["openid", "email", "profile"])
        .pkce()
        .id_token(IdToken::new(
            "https://accounts.google.com",
            Algorithm::Rs256,
            "{keys}/oauth2/v3/certs",
        ))
});

impl Provider for Google {
    const INFO: Info = Info::new(
        "google",
        "0",
        Text::new("Google", "구글"),
        "https://developers.google.com/identity",
        Console::new("https://console.cloud.google.com/", "2026-01-01", &[]),
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
        let claims = seen.id_token();
        let verification = Verification::from_flag(claims.flag("/email_verified"));
        Ok(Profile::new(claims.id_text("/sub")?, "https://accounts.google.com")
            .name(claims.text("/name"))
            .email(
                claims
                    .email("/email")
                    .map(|address| Email::new(address, verification, Rule::Flag)),
            )
            .avatar(claims.https_url("/picture"))
            .locale(claims.text("/locale"))
            .scopes(seen.tokens().scopes(), Vec::new()))
    }
}

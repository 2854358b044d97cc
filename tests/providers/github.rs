//! GitHub, as a test-only connector: two profile requests, of which the second answers a list and may be refused.

use std::sync::LazyLock;

use connector_core::{
    Client, Console, Email, ErrorKind, Errors, Evidence, Flow, Info, OAuth, Profile, Provider, Registration, Result,
    Rule, Step, Text, Verification,
    fields::{ClientId, ClientSecret, Scopes},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// GitHub, registered by name only.
pub static CONNECTOR: Registration = Registration::of::<OAuth<GitHub>>();

/// GitHub as a provider.
#[derive(Debug)]
pub struct GitHub;

/// Settings of one GitHub instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Config {
    client_id: ClientId,
    client_secret: ClientSecret,
    #[serde(default)]
    scopes: Scopes,
}

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    let refused = Errors::oauth()
        .on(
            &["incorrect_client_credentials", "redirect_uri_mismatch"],
            ErrorKind::CredentialsRejected,
        )
        .on(&["bad_verification_code"], ErrorKind::GrantRejected);
    Flow::code("{web}/login/oauth/authorize", "{web}/login/oauth/access_token")
        .host("web", "https://github.com")
        .host("api", "https://api.github.com")
        .scopes(&["read:user", "user:email"])
        .pkce()
        .errors(refused)
        .step(Step::get("user", "{api}/user").errors(Errors::api().text("/message")))
        .step(Step::get("emails", "{api}/user/emails").optional())
});

impl Provider for GitHub {
    const INFO: Info = Info::new(
        "github",
        "0",
        Text::new("GitHub", "깃허브"),
        "https://docs.github.com/en/apps/oauth-apps",
        Console::new("https://github.com/settings/developers", "2026-01-01", &[]),
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
        let user = seen.step("user");
        let emails = seen.step("emails").items();
        let primary = emails.iter().find(|entry| entry.flag("/primary") == Some(true));
        let email = primary.and_then(|entry| {
            let verification = Verification::from_flag(entry.flag("/verified"));
            entry
                .email("/email")
                .map(|address| Email::new(address, verification, Rule::PrimaryAndConfirmed))
        });
        Ok(Profile::new(user.id_i64("/id")?, "https://github.com")
            .name(user.text("/name").or_else(|| user.text("/login")))
            .email(email)
            .avatar(user.https_url("/avatar_url"))
            .scopes(seen.tokens().scopes(), Vec::new()))
    }
}

//! A small connector that keeps every rule.

use std::sync::LazyLock;

use connector_core::{
    Client, Console, ConsoleStep, Email, Evidence, Flow, Info, OAuth, Profile, Provider, Registration, Result, Rule,
    Step, Text, Verification,
    fields::{ClientId, ClientSecret, Scopes},
};
use schemars::JsonSchema;
use serde::Deserialize;

/// The connector that keeps every rule.
pub static CONNECTOR: Registration = Registration::of::<OAuth<Good>>();

#[derive(Debug)]
pub struct Good;

/// Settings of one instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "what the page looks like is only described")]
pub struct Config {
    /// The application's id.
    #[schemars(title = "Client ID", example = &"good-client", extend(
        "x-aliases" = ["client_id"],
        "x-i18n" = { "ko": { "title": "클라이언트 아이디", "description": "애플리케이션의 아이디입니다." } }))]
    pub client_id: ClientId,

    /// The application's secret.
    #[schemars(title = "Client secret", extend(
        "examples" = [{ "$env": "GOOD_CLIENT_SECRET" }],
        "x-i18n" = { "ko": { "title": "클라이언트 시크릿", "description": "애플리케이션의 시크릿입니다." } }))]
    pub client_secret: ClientSecret,

    /// What is asked for.
    #[serde(default)]
    #[schemars(title = "Scopes", extend(
        "default" = [], "examples" = [["email"]],
        "x-i18n" = { "ko": { "title": "동의항목", "description": "요청할 항목입니다." } }))]
    pub scopes: Scopes,

    /// How the provider's page looks.
    #[serde(default)]
    #[schemars(title = "Look", extend(
        "examples" = [{ "dark": true }],
        "x-i18n" = { "ko": { "title": "모양", "description": "로그인 화면의 모양입니다." } }))]
    pub look: Look,
}

/// How the provider's page looks.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
#[expect(dead_code, reason = "what the page looks like is only described")]
pub struct Look {
    /// Whether it is dark.
    #[serde(default)]
    pub dark: bool,
}

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::code("{auth}/authorize", "{auth}/token")
        .host("auth", "https://auth.good.example")
        .host("api", "https://api.good.example")
        .issuer("https://auth.good.example")
        .scopes(&["profile"])
        .pkce()
        .step(Step::get("me", "{api}/me"))
});

const STEPS: &[ConsoleStep] = &[ConsoleStep::new(
    "id",
    Text::new("Copy the id", "아이디를 복사합니다"),
    Text::new("Console", "콘솔"),
)
.fills("clientId")];

pub const INFO: Info = Info::new(
    "good",
    "0.1.0",
    Text::new("Good", "굿"),
    "https://good.example/docs",
    Console::new("https://good.example/console", "2026-01-01", STEPS),
);

impl Provider for Good {
    const INFO: Info = INFO;
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
        let me = seen.step("me");
        let verification = Verification::from_flag(me.flag("/email_verified"));
        Ok(Profile::new(me.id_text("/id")?, "https://good.example")
            .name(me.text("/name"))
            .real_name(me.at("/account").text("/real_name"))
            .email(
                me.email("/email")
                    .map(|address| Email::new(address, verification, Rule::Flag)),
            )
            .avatar(me.https_url("/picture"))
            .locale(me.text("/locale")))
    }
}

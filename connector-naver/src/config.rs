//! The settings of one NAVER instance.

use connector_core::{
    Finding, Text,
    fields::{ClientId, ClientSecret, Origins},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of one NAVER instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The application's Client ID.
    #[schemars(title = "Client ID", example = &"jyvqXeaVOVmVABCDEFGH", extend(
        "x-order" = 1, "x-group" = "credentials", "x-aliases" = ["client_id", "Client ID", "clientID", "naverClientId"],
        "x-console" = { "asOf": "2026-08", "en": "Application › My applications › Overview › Client ID", "ko": "Application › 내 애플리케이션 › 개요 › Client ID" },
        "x-i18n" = { "ko": { "title": "클라이언트 아이디", "description": "애플리케이션의 Client ID입니다." } }))]
    pub client_id: ClientId,

    /// The application's Client Secret. Always needed.
    #[schemars(title = "Client Secret", extend(
        "examples" = [{ "$env": "NAVER_CLIENT_SECRET" }], "x-order" = 2, "x-group" = "credentials",
        "x-aliases" = ["client_secret", "Client Secret", "secret"],
        "x-console" = { "asOf": "2026-08", "en": "Application › My applications › Overview › Client Secret", "ko": "Application › 내 애플리케이션 › 개요 › Client Secret" },
        "x-i18n" = { "ko": { "title": "클라이언트 시크릿", "description": "애플리케이션의 Client Secret입니다. 항상 필요합니다." } }))]
    pub client_secret: ClientSecret,

    /// reprompt asks again for refused items; reauthenticate asks for the password each time.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Ask again", example = &"reprompt", extend(
        "x-order" = 6, "x-group" = "signIn", "x-aliases" = ["auth_type"],
        "x-i18n" = { "ko": { "title": "다시 묻기", "description": "reprompt는 거부한 항목을 다시 묻고, reauthenticate는 매번 비밀번호를 묻습니다." } }))]
    pub auth_type: Option<AuthType>,

    /// Replace NAVER's own hosts: a proxy, a test server or the sandbox.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Hosts", extend(
        "examples" = [{ "auth": "http://127.0.0.1:9400", "api": "http://127.0.0.1:9400" }], "x-order" = 9, "x-group" = "advanced",
        "x-i18n" = { "ko": { "title": "호스트", "description": "네이버 호스트를 프록시·테스트 서버·샌드박스로 바꿉니다." } }))]
    pub origins: Option<Box<Origins>>,
}

/// What NAVER asks of the user at every sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
pub enum AuthType {
    /// Ask again for refused items.
    Reprompt,
    /// Ask for the password.
    Reauthenticate,
}

impl AuthType {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Reprompt => "reprompt",
            Self::Reauthenticate => "reauthenticate",
        }
    }
}

impl Config {
    /// Cross-field rules.
    pub(crate) fn check(&self) -> Vec<Finding> {
        if self.client_id.as_ref().len() > 40 {
            return vec![Finding::new("W206", "/clientId", SHAPE).help(SHAPE_HELP)];
        }
        Vec::new()
    }
}

const SHAPE: Text = Text::new(
    "`clientId` does not look like a naver key: at most 40 characters",
    "`clientId`: naver 키의 일반적인 모양이 아닙니다. 일반형: 최대 40자",
);
const SHAPE_HELP: Text = Text::new(
    "wrong key, cut off, or two pasted together",
    "다른 키이거나 잘렸거나 두 개가 붙은 값일 수 있습니다",
);

//! The settings of one NAVER instance.

use connector_core::{
    Finding, Text,
    fields::{ClientId, ClientSecret, Origins, Scopes},
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
        "x-order" = 1, "x-group" = "credentials", "x-aliases" = ["naverClientId", "naverId", "naverKey", "appKey", "apiKey", "clientKey", "consumerKey", "oauthClientId"],
        "x-console" = { "asOf": "2026-08", "en": "Application › My applications › Overview › Client ID", "ko": "Application › 내 애플리케이션 › 개요 › Client ID" },
        "x-i18n" = { "ko": { "title": "클라이언트 아이디", "aliases": ["클라이언트 ID", "애플리케이션 ID"], "description": "애플리케이션의 Client ID입니다." } }))]
    pub client_id: ClientId,

    /// The application's Client Secret. Always needed.
    #[schemars(title = "Client Secret", extend(
        "examples" = [{ "$env": "NAVER_CLIENT_SECRET" }], "x-order" = 2, "x-group" = "credentials",
        "x-aliases" = ["secret", "secretKey", "appSecret", "clientSecretKey", "clientSecretCode", "consumerSecret", "naverSecret", "naverClientSecret",
            "oauthClientSecret"],
        "x-console" = { "asOf": "2026-08", "en": "Application › My applications › Overview › Client Secret", "ko": "Application › 내 애플리케이션 › 개요 › Client Secret" },
        "x-i18n" = { "ko": { "title": "클라이언트 시크릿", "aliases": ["시크릿 키", "시크릿"], "description": "애플리케이션의 Client Secret입니다. 항상 필요합니다." } }))]
    pub client_secret: ClientSecret,

    /// oauth2 is NAVER's original login; oidc adds PKCE and an ID token. Do not change it once users exist: their ids may differ.
    #[serde(default)]
    #[schemars(title = "Protocol", example = &"oidc", extend(
        "default" = "oauth2", "x-order" = 3, "x-group" = "signIn", "x-aliases" = ["protocol", "mode", "flowType"],
        "x-i18n" = { "ko": { "title": "프로토콜", "description": "oauth2는 기존 네이버 로그인, oidc는 PKCE와 ID 토큰을 더한 방식입니다. 사용자 ID가 달라질 수 있으니 운영 중에는 바꾸지 마세요." } }))]
    pub flow: Protocol,

    /// Used by oidc only; replaces the whole list and must contain openid.
    #[serde(default)]
    #[schemars(title = "Scopes", extend(
        "default" = ["openid"], "examples" = [["openid", "profile"]], "x-order" = 4, "x-group" = "signIn", "x-aliases" = ["scope", "permissions", "defaultScope", "defaultScopes", "scopeList"],
        "x-i18n" = { "ko": { "title": "스코프", "description": "oidc에서만 쓰입니다. 목록 전체를 대체하며 openid가 있어야 합니다." } }))]
    pub scopes: Scopes,

    /// Used by oidc only: bind the ID token to this sign-in. Leave on.
    #[serde(default = "on")]
    #[schemars(title = "Nonce", extend(
        "default" = true, "x-order" = 5, "x-group" = "advanced", "x-aliases" = ["useNonce"],
        "x-i18n" = { "ko": { "title": "논스", "description": "oidc에서만 쓰입니다. ID 토큰을 이 로그인에 묶습니다. 켜 두세요." } }))]
    pub nonce: bool,

    /// reprompt asks again for refused items; reauthenticate asks for the password each time.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Ask again", example = &"reprompt", extend(
        "x-order" = 6, "x-group" = "signIn", "x-aliases" = ["authenticationType", "prompt", "reprompt"],
        "x-i18n" = { "ko": { "title": "다시 묻기", "description": "reprompt는 거부한 항목을 다시 묻고, reauthenticate는 매번 비밀번호를 묻습니다." } }))]
    pub auth_type: Option<AuthType>,

    /// Inside the NAVER app, sign in without showing a page.
    #[serde(default)]
    #[schemars(title = "NAVER app auto-login", extend(
        "default" = false, "x-order" = 7, "x-group" = "signIn", "x-aliases" = ["autoSignIn", "inappLogin"],
        "x-i18n" = { "ko": { "title": "네이버 앱 자동 로그인", "description": "네이버 앱 안에서는 화면 없이 로그인합니다." } }))]
    pub auto_login: bool,

    /// Accept NAVER's unlink notices at {publicUrl}/webhook/{instance}.
    #[serde(default)]
    #[schemars(title = "Unlink notices", extend(
        "default" = false, "x-order" = 8, "x-group" = "advanced", "x-aliases" = ["webhook", "unlinkWebhook", "useWebhooks", "unlinkCallback"],
        "x-console" = { "asOf": "2026-08", "en": "Application › My applications › API settings › Unlink callback URL", "ko": "Application › 내 애플리케이션 › API 설정 › 연결끊기 Callback URL" },
        "x-i18n" = { "ko": { "title": "연결 끊기 알림", "description": "네이버의 연결 끊기 알림을 {publicUrl}/webhook/{instance}에서 받습니다." } }))]
    pub webhooks: bool,

    /// Used by oidc only: refuse a sign-in whose ID token and profile name different ids. NAVER nowhere says that they are equal.
    #[serde(default)]
    #[schemars(title = "Same id in token and profile", extend(
        "default" = false, "x-order" = 10, "x-group" = "advanced",
        "x-i18n" = { "ko": { "title": "토큰과 프로필의 ID 일치", "description": "oidc에서만 쓰입니다. ID 토큰과 프로필의 ID가 다르면 로그인을 거부합니다. 네이버 문서에는 같다는 말이 없습니다." } }))]
    pub same_subject: bool,

    /// Replace NAVER's own hosts: a proxy, a test server or the sandbox.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Hosts", transform = connector_core::fields::own_hosts(crate::AUTH, crate::API), extend(
        "examples" = [{ "auth": "http://127.0.0.1:9400", "api": "http://127.0.0.1:9400" }], "x-order" = 9, "x-group" = "advanced",
        "x-i18n" = { "ko": { "title": "호스트", "description": "네이버 호스트를 프록시·테스트 서버·샌드박스로 바꿉니다." } }))]
    pub origins: Option<Box<Origins>>,
}

const fn on() -> bool {
    true
}

/// The two address families of NAVER, which are never mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[non_exhaustive]
pub enum Protocol {
    /// The original login: no PKCE, no id_token.
    #[default]
    Oauth2,
    /// OpenID Connect.
    Oidc,
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
        let mut findings = Vec::new();
        let id = self.client_id.as_ref();
        if id.len() > 40 {
            findings.push(Finding::odd_client_id(SHAPE));
        } else if is_more_than_an_id(id) {
            findings.push(Finding::odd_client_id(NOT_ALONE));
        }
        let oidc = self.flow == Protocol::Oidc;
        let scoped = !self.scopes.items().is_empty();
        if oidc && scoped && !self.scopes.has_openid() {
            findings.push(Finding::scopes_lack_openid());
        }
        if oidc && !self.nonce {
            findings.push(Finding::new("W212", "/nonce", NO_NONCE).help(NO_NONCE_HELP));
        }
        let unused = [
            ("/scopes", scoped, UNUSED_SCOPES),
            ("/nonce", !self.nonce, UNUSED_NONCE),
            ("/sameSubject", self.same_subject, UNUSED_SAME),
        ];
        let unused = unused.into_iter().filter(|(_, set, _)| *set && !oidc);
        findings.extend(unused.map(|(pointer, _, text)| Finding::no_effect(pointer, text).help(UNUSED_HELP)));
        findings
    }
}

const NO_NONCE: Text = Text::new(
    "`nonce` switches off the protection of ID tokens against replay",
    "`nonce`: ID 토큰 재사용 보호가 꺼집니다",
);
const NO_NONCE_HELP: Text = Text::new(
    "remove `nonce`; write false only while a fault of NAVER forces it",
    "`nonce`를 지우세요. 네이버 오류로 어쩔 수 없을 때만 false로 쓰세요",
);
const UNUSED_HELP: Text = Text::new(
    "remove it, or write `\"flow\": \"oidc\"`",
    "빼거나 `\"flow\": \"oidc\"`를 쓰세요",
);
const UNUSED_SCOPES: Text = Text::new(
    "`scopes` has no effect: only `\"flow\": \"oidc\"` sends scopes",
    "`scopes`: 효과가 없습니다. `\"flow\": \"oidc\"`에서만 스코프를 보냅니다",
);
const UNUSED_NONCE: Text = Text::new(
    "`nonce` has no effect: only `\"flow\": \"oidc\"` sends one",
    "`nonce`: 효과가 없습니다. `\"flow\": \"oidc\"`에서만 보냅니다",
);
const UNUSED_SAME: Text = Text::new(
    "`sameSubject` has no effect: only `\"flow\": \"oidc\"` has an ID token",
    "`sameSubject`: 효과가 없습니다. `\"flow\": \"oidc\"`에만 ID 토큰이 있습니다",
);
const SHAPE: Text = Text::new(
    "`clientId` does not look like a naver key: at most 40 characters",
    "`clientId`: naver 키의 일반적인 모양이 아닙니다. 일반형: 최대 40자",
);
const NOT_ALONE: Text = Text::new(
    "`clientId` does not look like a naver key: the id alone, not in an address, a pair, a list or quotes",
    "`clientId`: naver 키의 일반적인 모양이 아닙니다. 일반형: 주소, 이름=값, 목록, 따옴표가 아닌 아이디만",
);

/// Whether an address, a pair or a mark beside the id was copied along. No alphabet of ids is documented, so nothing else is odd.
fn is_more_than_an_id(text: &str) -> bool {
    text.contains("://")
        || text.contains(['@', '"', '\''])
        || text.ends_with([',', ';'])
        || text.trim_end_matches('=').contains('=')
}

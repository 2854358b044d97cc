//! The settings of one Kakao instance.

use connector_core::{
    Call, Finding, Result, Text,
    config::{Sentence, Spot, bare, nearest},
    fields::{AppId, Audiences, ClientId, ClientSecret, Origins, Scopes, Tags},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes;

/// Settings of one Kakao instance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The app's REST API key; not the JavaScript, native or admin key.
    #[schemars(title = "REST API key", example = &"0123456789abcdef0123456789abcdef", extend(
        "x-order" = 1, "x-group" = "credentials", "x-shape" = "^[0-9a-f]{32}$",
        "x-aliases" = ["restApiKey", "restKey", "appKey", "apiKey", "kakaoClientId", "kakaoKey", "kakaoApiKey", "kakaoRestApiKey", "kakaoAppKey",
            "clientKey", "consumerKey", "oauthClientId"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Platform key › REST API key", "ko": "앱 › 플랫폼 키 › REST API 키" },
        "x-i18n" = { "ko": { "title": "REST API 키", "aliases": ["앱 키", "클라이언트 ID", "클라이언트 아이디"], "description": "앱의 REST API 키입니다. JavaScript·네이티브·어드민 키가 아닙니다." } }))]
    pub client_id: ClientId,

    /// Needed while the key's client secret is on, as it is for new keys.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Client secret", extend(
        "examples" = [{ "$env": "KAKAO_CLIENT_SECRET" }], "x-order" = 2, "x-group" = "credentials",
        "x-aliases" = ["secret", "secretKey", "appSecret", "clientSecretKey", "clientSecretCode", "consumerSecret", "kakaoSecret", "kakaoClientSecret",
            "oauthClientSecret"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Platform key › REST API key › Client secret", "ko": "앱 › 플랫폼 키 › REST API 키 › 클라이언트 시크릿" },
        "x-i18n" = { "ko": { "title": "클라이언트 시크릿", "aliases": ["시크릿 키", "시크릿"], "description": "키의 클라이언트 시크릿이 켜져 있으면 필요합니다. 새 키는 기본으로 켜져 있습니다." } }))]
    pub client_secret: Option<ClientSecret>,

    /// Expect an ID token and verify it; switch it on in the console too.
    #[serde(default)]
    #[schemars(title = "OpenID Connect", example = true, extend(
        "default" = false, "x-order" = 3, "x-group" = "signIn", "x-aliases" = ["openid", "openIdConnect", "useOidc", "oidcEnabled", "enableOidc", "useOpenid"],
        "x-console" = { "asOf": "2025-12-03", "en": "Kakao Login › OpenID Connect", "ko": "카카오 로그인 › OpenID Connect" },
        "x-i18n" = { "ko": { "title": "OpenID Connect", "description": "ID 토큰을 받아 검증합니다. 콘솔에서도 켜야 합니다." } }))]
    pub oidc: bool,

    /// Ask for exactly these; empty means what the console asks for.
    #[serde(default)]
    #[schemars(title = "Consent items", extend(
        "default" = [], "examples" = [["openid", "profile_nickname"]], "x-order" = 4, "x-group" = "signIn",
        "x-aliases" = ["scope", "permissions", "consentItems", "defaultScope", "defaultScopes", "additionalScopes", "agreements", "scopeList"],
        "x-console" = { "asOf": "2025-12-03", "en": "Kakao Login › Consent items", "ko": "카카오 로그인 › 동의항목" },
        "x-i18n" = { "ko": { "title": "동의항목", "description": "여기 적은 항목만 요청합니다. 비우면 콘솔 설정을 따릅니다." } }))]
    pub scopes: Scopes,

    /// What Kakao shows at every sign-in.
    #[serde(default, deserialize_with = "connector_core::fields::different")]
    #[schemars(title = "Login screen", extend(
        "default" = [], "examples" = [["select_account"]], "maxItems" = 3, "uniqueItems" = true, "x-order" = 5, "x-group" = "signIn", "x-aliases" = ["prompts", "loginPrompt"],
        "x-i18n" = { "ko": { "title": "로그인 화면", "description": "로그인할 때마다 카카오가 보여 줄 화면입니다." } }))]
    pub prompt: Vec<Prompt>,

    /// Terms tags to ask for (Kakao Sync).
    #[serde(default)]
    #[schemars(title = "Service terms", extend(
        "default" = [], "examples" = [["service_2024"]], "x-order" = 6, "x-group" = "signIn", "x-aliases" = ["terms", "serviceTermsTags"],
        "x-console" = { "asOf": "2025-12-03", "en": "Kakao Login › Kakao Sync", "ko": "카카오 로그인 › 카카오싱크" },
        "x-i18n" = { "ko": { "title": "서비스 약관", "aliases": ["약관"], "description": "동의받을 약관 태그입니다(카카오싱크)." } }))]
    pub service_terms: Tags<30>,

    /// Channels offered on the consent screen; each must be linked to the app (KOE102).
    #[serde(default)]
    #[schemars(title = "Channels", extend(
        "default" = [], "examples" = [["_abcd"]], "x-order" = 7, "x-group" = "signIn", "x-aliases" = ["channelPublicId", "channels", "channelId", "channelIds", "channel"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Channel", "ko": "앱 › 채널" },
        "x-i18n" = { "ko": { "title": "채널", "description": "동의 화면에 보일 채널입니다. 앱에 연결되어 있어야 합니다." } }))]
    pub channel_public_ids: Tags<10>,

    /// Fetch only these profile keys.
    #[serde(default)]
    #[schemars(title = "Profile keys", extend(
        "default" = [], "examples" = [["kakao_account.email"]], "x-order" = 8, "x-group" = "advanced", "x-aliases" = ["properties", "profileFields", "userFields"],
        "x-i18n" = { "ko": { "title": "조회 항목", "description": "프로필에서 이 항목만 조회합니다." } }))]
    pub property_keys: Tags<30>,

    /// Further keys whose ID tokens are accepted, e.g. the mobile app's native key.
    #[serde(default)]
    #[schemars(title = "Other app keys", extend(
        "default" = [], "examples" = [["fedcba9876543210fedcba9876543210"]], "x-order" = 9, "x-group" = "advanced", "x-aliases" = ["audience", "aud", "additionalClientIds", "clientIds", "allowedAudiences"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Platform key", "ko": "앱 › 플랫폼 키" },
        "x-i18n" = { "ko": { "title": "다른 앱 키", "description": "ID 토큰을 추가로 허용할 앱 키(예: 네이티브 앱 키)입니다." } }))]
    pub audiences: Audiences,

    /// Checked when a mobile app hands over an access token.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "App ID", example = &"1234567", extend(
        "x-order" = 10, "x-group" = "advanced", "x-aliases" = ["applicationId", "kakaoAppId"],
        "x-console" = { "asOf": "2025-12-03", "en": "top of the app page", "ko": "앱 페이지 상단" },
        "x-i18n" = { "ko": { "title": "앱 ID", "description": "모바일 앱이 넘긴 액세스 토큰이 이 앱의 것인지 확인합니다." } }))]
    pub app_id: Option<AppId>,

    /// Unlink by user id, and check unlink webhooks. Has all powers: leave out unless needed.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Admin key", extend(
        "examples" = [{ "$credential": "kakao-admin-key" }], "x-order" = 11, "x-group" = "advanced", "x-aliases" = ["kakaoAdminKey", "adminApiKey", "serviceAppAdminKey"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Admin key", "ko": "앱 › 어드민 키" },
        "x-i18n" = { "ko": { "title": "어드민 키", "description": "회원번호로 연결 끊기, 연결 해제 웹훅 확인에 씁니다. 모든 권한이 있으니 필요할 때만 넣으세요." } }))]
    pub admin_key: Option<ClientSecret>,

    /// Accept unlink and account notices (unlink needs `adminKey`).
    #[serde(default)]
    #[schemars(title = "Webhooks", example = true, extend(
        "default" = false, "x-order" = 12, "x-group" = "advanced", "x-aliases" = ["webhook", "unlinkWebhook", "useWebhooks", "unlinkCallback"],
        "x-console" = { "asOf": "2025-12-03", "en": "App › Webhook", "ko": "앱 › 웹훅" },
        "x-i18n" = { "ko": { "title": "웹훅", "description": "연결 해제와 계정 상태 알림을 받습니다(연결 해제는 `adminKey` 필요)." } }))]
    pub webhooks: bool,

    /// Replace Kakao's own hosts.
    #[serde(default, deserialize_with = "connector_core::fields::present")]
    #[schemars(title = "Hosts", transform = connector_core::fields::own_hosts(crate::AUTH, crate::API), extend(
        "examples" = [{ "auth": "http://127.0.0.1:9300", "api": "http://127.0.0.1:9300" }], "x-order" = 13, "x-group" = "advanced",
        "x-i18n" = { "ko": { "title": "호스트", "description": "카카오 호스트를 바꿉니다." } }))]
    pub origins: Option<Box<Origins>>,
}

/// A page that Kakao shows at every sign-in. Silent sign-in (`none`) is no setting: it would lock everybody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[non_exhaustive]
pub enum Prompt {
    /// Log in again.
    Login,
    /// Begin with signing up.
    Create,
    /// Choose an account.
    SelectAccount,
}

impl Prompt {
    const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Create => "create",
            Self::SelectAccount => "select_account",
        }
    }
}

impl Config {
    /// Adds the configured wishes to an authorization request.
    pub(crate) fn ask(&self, call: &mut Call) -> Result<()> {
        let prompts: Vec<&str> = self.prompt.iter().map(|prompt| prompt.name()).collect();
        for (name, value) in [
            ("prompt", prompts.join(",")),
            ("service_terms", self.service_terms.items().join(",")),
            ("channel_public_id", self.channel_public_ids.items().join(",")),
        ] {
            if !value.is_empty() {
                call.set(name, value)?;
            }
        }
        Ok(())
    }

    /// Whether a token reply without an id_token is refused.
    pub(crate) fn demands_id_token(&self) -> bool {
        self.oidc || self.scopes.has_openid()
    }

    /// The profile keys as the JSON array that Kakao wants inside one value. Their alphabet needs no escapes.
    pub(crate) fn property_keys_json(&self) -> String {
        format!("[\"{}\"]", self.property_keys.items().join("\",\""))
    }

    /// Cross-field rules.
    pub(crate) fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let id = self.client_id.as_ref();
        if id.len() != 32 || !id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            findings.push(Finding::odd_client_id(SHAPE));
        }
        if self.client_secret.is_none() {
            findings.push(
                Finding::new("W207", "", NO_SECRET)
                    .spot(Spot::Owner)
                    .help(NO_SECRET_HELP),
            );
        }
        if self.oidc && !self.scopes.items().is_empty() && !self.scopes.has_openid() {
            findings.push(Finding::scopes_lack_openid());
        }
        if self.webhooks && self.admin_key.is_none() {
            findings.push(Finding::no_effect("/webhooks", NO_ADMIN_KEY).help(NO_ADMIN_KEY_HELP));
        }
        for (n, scope) in self.scopes.items().iter().enumerate() {
            let pointer = format!("/scopes/{n}");
            if !codes::KNOWN_SCOPES.contains(&scope.as_str()) {
                let finding = Finding::new("W209", pointer, UNKNOWN_SCOPE);
                let other = codes::OTHER_SCOPES
                    .iter()
                    .find(|(names, _)| names.contains(&bare(scope).as_str()));
                findings.push(
                    match other
                        .map(|(_, meant)| *meant)
                        .or_else(|| nearest(&codes::KNOWN_SCOPES, scope))
                    {
                        Some(meant) => finding
                            .help(Sentence::fill(DID_YOU_MEAN, &[("suggestion", meant)]))
                            .suggestion(meant),
                        None => {
                            let known = codes::KNOWN_SCOPES.join(", ");
                            finding.help(Sentence::fill(KNOWN_ONES, &[("known", &known)]))
                        }
                    },
                );
            } else if !codes::FREE_SCOPES.contains(&scope.as_str()) {
                let text = Sentence::fill(GUARDED_SCOPE, &[("scope", scope)]);
                findings.push(Finding::new("W208", pointer, text).help(GUARDED_SCOPE_HELP));
            }
        }
        findings
    }
}

const SHAPE: Text = Text::new(
    "`clientId` does not look like a kakao key: 32 lower-case hexadecimal characters",
    "`clientId`: kakao 키의 일반적인 모양이 아닙니다. 일반형: 소문자 16진수 32자",
);
const NO_SECRET: Text = Text::new(
    "`clientSecret` is missing; every sign-in ends with KOE010 while the key's client secret is on",
    "`clientSecret` 항목이 없습니다. 키의 클라이언트 시크릿이 켜져 있으면 모든 로그인이 KOE010으로 끝납니다",
);
const NO_SECRET_HELP: Text = Text::new(
    "add it; if it is off in the console, pass `--allow W207:{instance}`",
    "추가하세요. 콘솔에서 꺼져 있다면: `--allow W207:{instance}`",
);
const NO_ADMIN_KEY: Text = Text::new(
    "`webhooks` has no effect on unlink notices: without `adminKey` they cannot be checked",
    "`webhooks`: 연결 해제 알림에는 효과가 없습니다. `adminKey`가 없어 확인할 수 없습니다",
);
const NO_ADMIN_KEY_HELP: Text = Text::new(
    "add `\"adminKey\": { \"$env\": \"KAKAO_ADMIN_KEY\" }`, or remove `webhooks`",
    "`\"adminKey\": { \"$env\": \"KAKAO_ADMIN_KEY\" }`를 추가하거나 `webhooks`를 빼세요",
);
const UNKNOWN_SCOPE: Text = Text::new(
    "this scope is not known to kakao",
    "kakao에서 알려지지 않은 scope입니다",
);
const DID_YOU_MEAN: Text = Text::new("did you mean `{suggestion}`?", "혹시 `{suggestion}`인가요?");
const KNOWN_ONES: Text = Text::new(
    "leave it out unless the console lists it under this name; known ones: {known}",
    "콘솔에 이 이름으로 있지 않으면 빼세요. 알려진 것: {known}",
);
const GUARDED_SCOPE: Text = Text::new(
    "`{scope}` stops every sign-in with KOE205 until the console allows it",
    "`{scope}`: 콘솔에서 허용하기 전에는 모든 로그인이 멈춥니다(KOE205)",
);
const GUARDED_SCOPE_HELP: Text = Text::new(
    "switch the consent item on; it may need a business app",
    "동의항목을 켜세요. 비즈 앱이 필요할 수 있습니다",
);

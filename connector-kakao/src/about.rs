//! What the connector says about itself, and the steps in Kakao's console.

use connector_core::{Console, ConsoleStep, Info, Text};

use crate::{explained, live};

pub(crate) const INFO: Info = Info::new(
    "kakao",
    env!("CARGO_PKG_VERSION"),
    Text::new("Kakao", "카카오"),
    "https://developers.kakao.com/docs/latest/en/kakaologin/rest-api",
    Console::new("https://developers.kakao.com/console/app", "2025-12-03", STEPS),
)
.codes(&explained::NOTES)
.live(&live::CHECK);

const STEPS: &[ConsoleStep] = &[
    ConsoleStep::new(
        Text::new("Create the app, or open it", "앱을 만들거나 엽니다"),
        Text::new("App list", "앱 목록"),
    ),
    ConsoleStep::new(
        Text::new("Copy the REST API key", "REST API 키를 복사합니다"),
        Text::new("App › Platform key › REST API key", "앱 › 플랫폼 키 › REST API 키"),
    )
    .fills("clientId")
    .prevents(&["KOE008", "KOE101"]),
    ConsoleStep::new(
        Text::new(
            "Register the redirect URI, letter by letter",
            "리다이렉트 URI를 글자 그대로 등록합니다",
        ),
        Text::new(
            "App › Platform key › REST API key › Redirect URI",
            "앱 › 플랫폼 키 › REST API 키 › 리다이렉트 URI",
        ),
    )
    .prevents(&["KOE006"]),
    ConsoleStep::new(
        Text::new("Copy the client secret", "클라이언트 시크릿을 복사합니다"),
        Text::new(
            "App › Platform key › REST API key › Client secret",
            "앱 › 플랫폼 키 › REST API 키 › 클라이언트 시크릿",
        ),
    )
    .fills("clientSecret")
    .prevents(&["KOE010"]),
    ConsoleStep::new(
        Text::new("Switch Kakao Login on", "카카오 로그인을 켭니다"),
        Text::new("Kakao Login › Enable", "카카오 로그인 › 사용 설정"),
    )
    .prevents(&["KOE004"]),
    ConsoleStep::new(
        Text::new("Choose the consent items", "동의항목을 고릅니다"),
        Text::new("Kakao Login › Consent items", "카카오 로그인 › 동의항목"),
    )
    .fills("scopes")
    .prevents(&["KOE205"]),
    ConsoleStep::new(
        Text::new(
            "For id_tokens, switch OpenID Connect on",
            "ID 토큰을 쓰려면 OpenID Connect를 켭니다",
        ),
        Text::new("Kakao Login › OpenID Connect", "카카오 로그인 › OpenID Connect"),
    )
    .fills("oidc"),
    ConsoleStep::new(
        Text::new(
            "For notifications, register the webhook address and copy the primary admin key",
            "알림을 받으려면 웹훅 주소를 등록하고 대표 어드민 키를 복사합니다",
        ),
        Text::new("App › Webhook, App › Admin key", "앱 › 웹훅, 앱 › 어드민 키"),
    )
    .fills("adminKey"),
    ConsoleStep::new(
        Text::new("For a test app, add its members", "테스트 앱이면 팀원을 추가합니다"),
        Text::new("Members", "팀원"),
    )
    .prevents(&["KOE005"]),
];

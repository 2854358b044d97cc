//! What the connector says about itself, and the steps in NAVER's console.

use connector_core::{Console, ConsoleStep, Info, Paste, Text, When};

use crate::{explained, live};

pub(crate) const INFO: Info = Info::new(
    "naver",
    env!("CARGO_PKG_VERSION"),
    Text::new("NAVER", "네이버"),
    "https://developers.naver.com/docs/login/devguide/devguide.md",
    Console::new("https://developers.naver.com/apps/", "2026-08-01", STEPS),
)
// NAVER's discovery document; the original login has no scopes.
.scopes(&["openid", "profile"])
.codes(&explained::NOTES)
.live(&live::CHECK);

const STEPS: &[ConsoleStep] = &[
    ConsoleStep::new(
        "application",
        Text::new("Register the application", "애플리케이션을 등록합니다"),
        Text::new("Application › Register", "Application › 애플리케이션 등록"),
    )
    .text(Text::new(
        "Choose \"NAVER Login\" as the API to use.",
        "사용 API로 '네이버 로그인'을 고르세요.",
    )),
    ConsoleStep::new(
        "addresses",
        Text::new(
            "Enter service URL and callback URL",
            "서비스 URL과 Callback URL을 적습니다",
        ),
        Text::new(
            "Application › My applications › API settings",
            "Application › 내 애플리케이션 › API 설정",
        ),
    )
    .text(Text::new(
        "For PC web and mobile web alike; one wrong letter ends on NAVER's error page.",
        "PC 웹과 모바일 웹에 모두 적으세요. 한 글자라도 다르면 네이버의 오류 화면이 나옵니다.",
    ))
    .copy(&[Paste::Service, Paste::Callback]),
    ConsoleStep::new(
        "profile-items",
        Text::new("Choose the profile items", "프로필 항목을 고릅니다"),
        Text::new(
            "Application › My applications › API settings",
            "Application › 내 애플리케이션 › API 설정",
        ),
    )
    .text(Text::new(
        "Ask for what the service needs: the review checks it, and users may refuse any item.",
        "서비스에 필요한 항목만 고르세요. 검수에서 확인하며, 사용자는 어느 항목이든 거부할 수 있습니다.",
    ))
    .prevents(&["403"]),
    ConsoleStep::new(
        "client-id",
        Text::new("Copy the Client ID", "Client ID를 복사합니다"),
        Text::new(
            "Application › My applications › Overview",
            "Application › 내 애플리케이션 › 개요",
        ),
    )
    .fills("clientId"),
    ConsoleStep::new(
        "client-secret",
        Text::new("Copy the Client Secret", "Client Secret을 복사합니다"),
        Text::new(
            "Application › My applications › Overview",
            "Application › 내 애플리케이션 › 개요",
        ),
    )
    .fills("clientSecret"),
    ConsoleStep::new(
        "unlink-callback",
        Text::new("Enter the unlink callback URL", "연결끊기 Callback URL을 적습니다"),
        Text::new(
            "Application › My applications › API settings › Unlink callback URL",
            "Application › 내 애플리케이션 › API 설정 › 연결끊기 Callback URL",
        ),
    )
    .text(Text::new(
        "NAVER sends each notice once and never again.",
        "네이버는 알림을 한 번만 보내고 다시 보내지 않습니다.",
    ))
    .copy(&[Paste::Webhook])
    .only_with(When::On("webhooks")),
    ConsoleStep::new(
        "testers",
        Text::new("Add testers, at most 20", "테스터를 20명까지 등록합니다"),
        Text::new(
            "Application › My applications › Members",
            "Application › 내 애플리케이션 › 멤버관리",
        ),
    )
    .text(Text::new(
        "Until the review is passed nobody but the owner, managers and testers can sign in.",
        "검수를 마치기 전에는 소유자, 관리자, 테스터만 로그인할 수 있습니다.",
    )),
    ConsoleStep::new(
        "review",
        Text::new("Request the review", "검수를 요청합니다"),
        Text::new(
            "Application › My applications › Review",
            "Application › 내 애플리케이션 › 네이버 로그인 검수상태",
        ),
    ),
];

//! What the connector says about itself, and the steps in NAVER's console.

use connector_core::{Console, ConsoleStep, Info, Text};

use crate::{explained, live};

pub(crate) const INFO: Info = Info::new(
    "naver",
    env!("CARGO_PKG_VERSION"),
    Text::new("NAVER", "네이버"),
    "https://developers.naver.com/docs/login/devguide/devguide.md",
    Console::new("https://developers.naver.com/apps/", "2026-08-01", STEPS),
)
.codes(&explained::NOTES)
.live(&live::CHECK);

const STEPS: &[ConsoleStep] = &[
    ConsoleStep::new(
        Text::new(
            "Register the application with the API \"NAVER Login\"",
            "사용 API에 네이버 로그인을 골라 애플리케이션을 등록합니다",
        ),
        Text::new("Application › Register", "Application › 애플리케이션 등록"),
    ),
    ConsoleStep::new(
        Text::new(
            "Enter service URL and callback URL for PC web and mobile web",
            "PC 웹과 모바일 웹의 서비스 URL과 Callback URL을 적습니다",
        ),
        Text::new(
            "Application › My applications › API settings",
            "Application › 내 애플리케이션 › API 설정",
        ),
    ),
    ConsoleStep::new(
        Text::new("Choose the profile items", "프로필 항목을 고릅니다"),
        Text::new(
            "Application › My applications › API settings",
            "Application › 내 애플리케이션 › API 설정",
        ),
    )
    .prevents(&["403"]),
    ConsoleStep::new(
        Text::new("Copy the Client ID", "Client ID를 복사합니다"),
        Text::new(
            "Application › My applications › Overview",
            "Application › 내 애플리케이션 › 개요",
        ),
    )
    .fills("clientId"),
    ConsoleStep::new(
        Text::new("Copy the Client Secret", "Client Secret을 복사합니다"),
        Text::new(
            "Application › My applications › Overview",
            "Application › 내 애플리케이션 › 개요",
        ),
    )
    .fills("clientSecret"),
    ConsoleStep::new(
        Text::new(
            "For unlink notices, enter the unlink callback URL",
            "연결 끊기 알림을 받으려면 연결끊기 Callback URL을 적습니다",
        ),
        Text::new(
            "Application › My applications › API settings › Unlink callback URL",
            "Application › 내 애플리케이션 › API 설정 › 연결끊기 Callback URL",
        ),
    )
    .fills("webhooks"),
    ConsoleStep::new(
        Text::new(
            "Add up to 20 testers until the review is passed",
            "검수를 마칠 때까지 테스터를 20명까지 등록합니다",
        ),
        Text::new(
            "Application › My applications › Members",
            "Application › 내 애플리케이션 › 멤버관리",
        ),
    ),
    ConsoleStep::new(
        Text::new("Request the review", "검수를 요청합니다"),
        Text::new(
            "Application › My applications › Review",
            "Application › 내 애플리케이션 › 네이버 로그인 검수상태",
        ),
    ),
];

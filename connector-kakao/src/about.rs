//! What the connector says about itself, and the steps in Kakao's console.

use connector_core::{Console, ConsoleStep, Info, Paste, Text, When};

use crate::{codes, explained, live};

pub(crate) const INFO: Info = Info::new(
    "kakao",
    env!("CARGO_PKG_VERSION"),
    Text::new("Kakao", "카카오"),
    "https://developers.kakao.com/docs/latest/en/kakaologin/rest-api",
    Console::new("https://developers.kakao.com/console/app", "2025-12-03", STEPS),
)
.scopes(&codes::KNOWN_SCOPES)
.codes(&explained::NOTES)
.live(&live::CHECK);

const STEPS: &[ConsoleStep] = &[
    ConsoleStep::new(
        "app",
        Text::new("Create the app, or open it", "앱을 만들거나 엽니다"),
        Text::new("App list", "앱 목록"),
    ),
    ConsoleStep::new(
        "client-id",
        Text::new("Copy the REST API key", "REST API 키를 복사합니다"),
        Text::new("App › Platform key › REST API key", "앱 › 플랫폼 키 › REST API 키"),
    )
    .text(Text::new(
        "Not the JavaScript, native or admin key; all four look alike (KOE008, KOE101).",
        "JavaScript·네이티브·어드민 키가 아닙니다. 네 키는 모양이 같습니다(KOE008, KOE101).",
    ))
    .fills("clientId")
    .prevents(&["KOE008", "KOE101"]),
    ConsoleStep::new(
        "redirect-uri",
        Text::new("Register the redirect URI", "리다이렉트 URI를 등록합니다"),
        Text::new(
            "App › Platform key › REST API key › Redirect URI",
            "앱 › 플랫폼 키 › REST API 키 › 리다이렉트 URI",
        ),
    )
    .text(Text::new(
        "Compared letter by letter: no slash at the end, https, same host (KOE006).",
        "글자 하나까지 같아야 합니다. 끝에 슬래시 없이, https로, 같은 호스트로 적으세요(KOE006).",
    ))
    .copy(&[Paste::Callback])
    .prevents(&["KOE006"]),
    ConsoleStep::new(
        "client-secret",
        Text::new("Copy the client secret", "클라이언트 시크릿을 복사합니다"),
        Text::new(
            "App › Platform key › REST API key › Client secret",
            "앱 › 플랫폼 키 › REST API 키 › 클라이언트 시크릿",
        ),
    )
    .text(Text::new(
        "New keys have it switched on; without it every sign-in ends with KOE010.",
        "새 키는 기본으로 켜져 있습니다. 켜져 있는데 넣지 않으면 모든 로그인이 KOE010으로 끝납니다.",
    ))
    .fills("clientSecret")
    .prevents(&["KOE010"]),
    ConsoleStep::new(
        "enable",
        Text::new("Switch Kakao Login on", "카카오 로그인을 켭니다"),
        Text::new("Kakao Login › Enable", "카카오 로그인 › 사용 설정"),
    )
    .prevents(&["KOE004"]),
    ConsoleStep::new(
        "consent-items",
        Text::new("Choose the consent items", "동의항목을 고릅니다"),
        Text::new("Kakao Login › Consent items", "카카오 로그인 › 동의항목"),
    )
    .text(Text::new(
        "Nickname and picture are free; e-mail and most others need a business app.",
        "닉네임과 프로필 사진은 바로 쓸 수 있습니다. 이메일을 비롯한 대부분은 비즈 앱이 필요합니다.",
    ))
    .prevents(&["KOE205"]),
    ConsoleStep::new(
        "oidc",
        Text::new("Switch OpenID Connect on", "OpenID Connect를 켭니다"),
        Text::new("Kakao Login › OpenID Connect", "카카오 로그인 › OpenID Connect"),
    )
    .only_with(When::On("oidc")),
    ConsoleStep::new(
        "channels",
        Text::new("Link the channels", "채널을 앱에 연결합니다"),
        Text::new("App › Channel", "앱 › 채널"),
    )
    .only_with(When::Set("channelPublicIds"))
    .prevents(&["KOE102"]),
    ConsoleStep::new(
        "webhook",
        Text::new("Register the webhook", "웹훅을 등록합니다"),
        Text::new("App › Webhook › Unlink webhook", "앱 › 웹훅 › 연결 해제 웹훅"),
    )
    .text(Text::new(
        "The same address takes the account status events.",
        "계정 상태 변경 알림에도 같은 주소를 씁니다.",
    ))
    .copy(&[Paste::Webhook])
    .only_with(When::On("webhooks")),
    ConsoleStep::new(
        "admin-key",
        Text::new("Copy the admin key", "어드민 키를 복사합니다"),
        Text::new("App › Admin key", "앱 › 어드민 키"),
    )
    .text(Text::new(
        "The primary one: unlink webhooks are checked with it. It has all powers, so keep it out of the file.",
        "대표 키여야 합니다. 연결 해제 웹훅을 확인하는 데 씁니다. 모든 권한이 있으니 설정 파일에 직접 적지 마세요.",
    ))
    .fills("adminKey")
    .only_with(When::On("webhooks")),
    ConsoleStep::new(
        "members",
        Text::new(
            "Only for a test app — add its members",
            "테스트 앱일 때만 — 팀원을 추가합니다",
        ),
        Text::new("Members", "팀원"),
    )
    .prevents(&["KOE005"]),
];

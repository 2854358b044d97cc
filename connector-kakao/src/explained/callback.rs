//! OAuth `error` values: those that Kakao redirects back with the browser, and those of the token endpoint.

use connector_core::{Actor, CodeNote, ErrorKind, Stage, Text};

use super::{AGAIN, CONSENT, KEY, ORDINARY, SOON};

use Actor::{Admin, Nobody, User};
use ErrorKind::{CredentialsRejected, Denied, GrantRejected, InteractionRequired, ProviderUnavailable, UserNotAllowed};
use Stage::{Callback, Refresh, Token};

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The user pressed cancel on Kakao's page.",
            "사용자가 카카오 화면에서 취소를 눌렀습니다.",
        ),
        AGAIN,
    )
    .becomes(Denied)
    .at(&[Callback]),
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The user is under 14, and the app does not allow that.",
            "만 14세 미만 사용자이며, 앱이 만 14세 미만의 이용을 허용하지 않습니다.",
        ),
        Text::new(
            "The user cannot use this app. An admin who wants to allow it changes the app's age setting.",
            "이 사용자는 앱을 이용할 수 없습니다. 허용하려면 관리자가 앱의 연령 설정을 바꿔야 합니다.",
        ),
    )
    .becomes(UserNotAllowed)
    .saying("under age 14")
    .at(&[Callback]),
    CodeNote::new(
        "login_required",
        User,
        Text::new(
            "A silent sign-in was asked for, and nobody is signed in to Kakao in this browser.",
            "화면 없는 로그인을 요청했지만 이 브라우저가 카카오에 로그인되어 있지 않습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .at(&[Callback]),
    CodeNote::new(
        "consent_required",
        User,
        Text::new(
            "A silent sign-in was asked for, and the user has not consented to this app yet.",
            "화면 없는 로그인을 요청했지만 사용자가 아직 이 앱에 동의하지 않았습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .at(&[Callback]),
    CodeNote::new(
        "interaction_required",
        User,
        Text::new(
            "A silent sign-in was asked for, and Kakao has to ask the user something first.",
            "화면 없는 로그인을 요청했지만 카카오가 먼저 사용자에게 확인할 것이 있습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .at(&[Callback]),
    CodeNote::new(
        "invalid_request",
        Admin,
        Text::new(
            "Kakao refuses the authorization request: a parameter is missing, wrong or not known.",
            "카카오가 인가 요청을 거부했습니다. 파라미터가 빠졌거나, 틀렸거나, 알 수 없는 것입니다.",
        ),
        Text::new(
            "Compare the instance's settings with the app in the console.",
            "인스턴스 설정을 콘솔의 앱과 비교하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .at(&[Callback]),
    CodeNote::new(
        "invalid_request",
        User,
        Text::new(
            "Kakao refuses the token request without a code that tells more.",
            "카카오가 자세한 코드 없이 토큰 요청을 거부했습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected)
    .at(&[Token, Refresh]),
    CodeNote::new(
        "invalid_scope",
        Admin,
        Text::new(
            "A consent item was asked for that is not switched on in the app.",
            "앱에 설정되지 않은 동의항목을 요청했습니다.",
        ),
        Text::new(
            "Switch the item on, or take it out of `scopes`.",
            "동의항목을 설정하거나 `scopes`에서 빼세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(CONSENT),
    CodeNote::new(
        "server_error",
        Nobody,
        Text::new("Kakao has a passing fault.", "카카오에 일시적인 오류가 있습니다."),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "unauthorized",
        Admin,
        Text::new(
            "Kakao does not accept the app or its rights.",
            "카카오가 앱 또는 앱의 권한을 인정하지 않습니다.",
        ),
        Text::new(
            "Compare the REST API key with the console, and check the app's rights.",
            "REST API 키를 콘솔과 비교하고 앱의 권한을 확인하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "misconfigured",
        Admin,
        Text::new(
            "The app's platform is not registered as the request needs it.",
            "요청에 필요한 플랫폼 정보가 앱에 등록되어 있지 않습니다.",
        ),
        Text::new("Correct the platform key's settings.", "플랫폼 키 설정을 고치세요."),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "invalid_client",
        Admin,
        Text::new(
            "Kakao does not know the REST API key, or the client secret is wrong or missing.",
            "REST API 키를 찾을 수 없거나, 클라이언트 시크릿이 틀렸거나 빠졌습니다.",
        ),
        Text::new(
            "Copy key and secret anew from the console.",
            "콘솔에서 키와 시크릿을 다시 복사하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "invalid_grant",
        User,
        Text::new(
            "The code or the refresh token is expired, used or wrong.",
            "인가 코드나 리프레시 토큰이 만료되었거나, 이미 쓰였거나, 올바르지 않습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected),
];

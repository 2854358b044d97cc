//! The KOE codes of the authorization page and the token endpoint.

use connector_core::{Actor, CodeNote, ErrorKind, Text};

use super::{AGAIN, ASKED, CONSENT, ENABLE, KEY, MEMBERS, PLATFORM, REDIRECT, REPORT, SECRET, SLOWER, SOON};

use Actor::{Admin, Nobody, Operator, User};
use ErrorKind::{CredentialsRejected, Denied, GrantRejected, ProviderUnavailable, RateLimited, UserNotAllowed};

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "KOE001",
        Operator,
        Text::new(
            "The authorization request is malformed. Kakao says so on a page of its own.",
            "인가 요청의 형식이 잘못되었습니다. 카카오가 자체 화면에 표시합니다.",
        ),
        REPORT,
    ),
    CodeNote::new(
        "KOE002",
        Operator,
        Text::new(
            "The address of the authorization request is wrong. Kakao says so on a page of its own.",
            "인가 요청의 주소가 잘못되었습니다. 카카오가 자체 화면에 표시합니다.",
        ),
        Text::new(
            "Check `origins` if it is set; otherwise report it.",
            "`origins`를 설정했다면 확인하고, 아니면 신고하세요.",
        ),
    ),
    CodeNote::new(
        "KOE003",
        Nobody,
        Text::new("Kakao has a passing fault.", "카카오에 일시적인 오류가 있습니다."),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "KOE004",
        Admin,
        Text::new(
            "Kakao Login is not switched on for the app.",
            "앱의 카카오 로그인이 켜져 있지 않습니다.",
        ),
        Text::new("Switch Kakao Login on.", "카카오 로그인을 켜세요."),
    )
    .becomes(CredentialsRejected)
    .place(ENABLE),
    CodeNote::new(
        "KOE005",
        Admin,
        Text::new(
            "The app is a test app, and the user is not one of its members.",
            "테스트 앱인데 사용자가 앱의 팀원이 아닙니다.",
        ),
        Text::new(
            "Add the user as a member, or use the real app.",
            "사용자를 팀원으로 추가하거나 실제 앱을 쓰세요.",
        ),
    )
    .becomes(UserNotAllowed)
    .place(MEMBERS),
    CodeNote::new(
        "KOE006",
        Admin,
        Text::new(
            "The redirect URI is not registered under the REST API key.",
            "리다이렉트 URI가 REST API 키에 등록되어 있지 않습니다.",
        ),
        Text::new(
            "Register the callback address, letter by letter.",
            "콜백 주소를 글자 그대로 등록하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(REDIRECT),
    CodeNote::new(
        "KOE007",
        Admin,
        Text::new(
            "The logout redirect URI is not registered.",
            "로그아웃 리다이렉트 URI가 등록되어 있지 않습니다.",
        ),
        Text::new(
            "Register it in the console, apart from the redirect URI of the sign-in.",
            "로그인용 리다이렉트 URI와 별도로 콘솔에 등록하세요.",
        ),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE008",
        Admin,
        Text::new(
            "The client id is an app key of another kind.",
            "클라이언트 ID로 다른 종류의 앱 키를 썼습니다.",
        ),
        Text::new(
            "Use the REST API key as `clientId`.",
            "`clientId`에 REST API 키를 넣으세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "KOE009",
        Admin,
        Text::new(
            "The platform (web site, Android key hash or iOS bundle id) is not registered in the app.",
            "플랫폼 정보(웹 사이트, Android 키 해시, iOS 번들 ID)가 앱에 등록되어 있지 않습니다.",
        ),
        Text::new(
            "Register the platform under its key.",
            "해당 플랫폼 키에 플랫폼 정보를 등록하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(PLATFORM),
    CodeNote::new(
        "KOE010",
        Admin,
        Text::new(
            "The client secret is missing or wrong.",
            "클라이언트 시크릿이 빠졌거나 틀렸습니다.",
        ),
        Text::new(
            "Copy the client secret to `clientSecret`. New keys have it switched on.",
            "클라이언트 시크릿을 `clientSecret`에 넣으세요. 새로 만든 키는 시크릿이 켜져 있습니다.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(SECRET),
    CodeNote::new(
        "KOE023",
        Admin,
        Text::new(
            "The sign-in in a JavaScript pop-up cannot be used.",
            "자바스크립트 팝업 로그인을 쓸 수 없습니다.",
        ),
        Text::new("Use the sign-in with a redirect.", "리다이렉트 방식의 로그인을 쓰세요."),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE101",
        Admin,
        Text::new(
            "Kakao does not know the client id, or it is a key of another kind.",
            "클라이언트 ID를 찾을 수 없거나 다른 종류의 키입니다.",
        ),
        Text::new(
            "Copy the REST API key to `clientId`.",
            "REST API 키를 `clientId`에 넣으세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "KOE102",
        Admin,
        Text::new(
            "A channel was named that is not linked to the app.",
            "앱에 연결되지 않은 카카오톡 채널을 지정했습니다.",
        ),
        Text::new(
            "Link the channel to the app, or leave the channel out.",
            "채널을 앱에 연결하거나 채널 지정을 빼세요.",
        ),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE201",
        Admin,
        Text::new(
            "The `response_type` is not supported.",
            "지원하지 않는 `response_type`입니다.",
        ),
        ASKED,
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE202",
        Admin,
        Text::new(
            "The implicit grant (`response_type=token`) was asked for, which Kakao refuses.",
            "카카오가 허용하지 않는 암시적 승인(`response_type=token`)을 요청했습니다.",
        ),
        ASKED,
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE203",
        User,
        Text::new(
            "The user did not consent to an item that the app demands.",
            "사용자가 필수 동의항목에 동의하지 않았습니다.",
        ),
        Text::new(
            "Start the sign-in again and consent to the demanded items.",
            "로그인을 다시 시작하고 필수 항목에 동의하세요.",
        ),
    )
    .becomes(Denied),
    CodeNote::new(
        "KOE204",
        Admin,
        Text::new(
            "The authorization request holds an invalid parameter.",
            "인가 요청에 잘못된 파라미터가 있습니다.",
        ),
        ASKED,
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE205",
        Admin,
        Text::new(
            "A consent item was asked for that is not switched on in the app.",
            "앱에 설정되지 않은 동의항목을 요청했습니다.",
        ),
        Text::new(
            "Switch the item on (most need a business app or a review), or take it out of `scopes`.",
            "동의항목을 설정하거나(대부분 비즈 앱 또는 심사가 필요합니다) `scopes`에서 빼세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(CONSENT),
    CodeNote::new(
        "KOE207",
        Admin,
        Text::new(
            "A required parameter of the authorization request is missing.",
            "인가 요청에 필수 파라미터가 없습니다.",
        ),
        ASKED,
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE237",
        Nobody,
        Text::new(
            "Too many token requests in a short time.",
            "짧은 시간에 토큰 요청이 너무 많았습니다.",
        ),
        SLOWER,
    )
    .becomes(RateLimited),
    CodeNote::new(
        "KOE303",
        Admin,
        Text::new(
            "The redirect URI of the token request is not that of the authorization request.",
            "토큰 요청의 리다이렉트 URI가 인가 요청 때와 다릅니다.",
        ),
        Text::new(
            "Check that `publicUrl` is the same on every host and that its callback address is registered.",
            "모든 서버의 `publicUrl`이 같은지, 콜백 주소가 그대로 등록되어 있는지 확인하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(REDIRECT),
    CodeNote::new(
        "KOE310",
        Admin,
        Text::new(
            "The `grant_type` of the token request is wrong.",
            "토큰 요청의 `grant_type`이 잘못되었습니다.",
        ),
        ASKED,
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "KOE319",
        User,
        Text::new(
            "The refresh token is missing or empty.",
            "리프레시 토큰이 없거나 비어 있습니다.",
        ),
        Text::new(
            "Sign in again, and keep the refresh token that comes with it.",
            "다시 로그인하고, 그때 받은 리프레시 토큰을 보관하세요.",
        ),
    )
    .becomes(GrantRejected),
    CodeNote::new(
        "KOE320",
        User,
        Text::new(
            "The code is expired, used or wrong. Every code works once.",
            "인가 코드가 만료되었거나, 이미 쓰였거나, 올바르지 않습니다. 코드는 한 번만 쓸 수 있습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected),
    CodeNote::new(
        "KOE322",
        User,
        Text::new(
            "The refresh token is expired or no longer valid.",
            "리프레시 토큰이 만료되었거나 더 이상 유효하지 않습니다.",
        ),
        Text::new("Sign in again.", "다시 로그인하세요."),
    )
    .becomes(GrantRejected),
    CodeNote::new(
        "KOE400",
        User,
        Text::new("The ID token is not valid.", "ID 토큰이 유효하지 않습니다."),
        AGAIN,
    )
    .becomes(GrantRejected),
];

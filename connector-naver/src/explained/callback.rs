//! `error` values that NAVER redirects back with the browser.

use connector_core::{Actor, CodeNote, ErrorKind, Stage, Text};

use super::{AGAIN, COMPARE, ORDINARY, OVERVIEW, SETTINGS, SOON};

use Actor::{Admin, Nobody, User};
use ErrorKind::{CredentialsRejected, Denied, InteractionRequired, ProviderUnavailable};
use Stage::Callback;

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The user refused or pressed cancel on NAVER's page.",
            "사용자가 네이버 화면에서 거부하거나 취소했습니다.",
        ),
        AGAIN,
    )
    .becomes(Denied)
    .at(&[Callback]),
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The automatic sign-in of the NAVER app failed: nobody is signed in to the app.",
            "네이버 앱 자동 로그인에 실패했습니다. 앱이 로그인되어 있지 않습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .saying("user not logged in")
    .at(&[Callback]),
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The automatic sign-in of the NAVER app failed: the user has not consented yet.",
            "네이버 앱 자동 로그인에 실패했습니다. 사용자가 아직 동의하지 않았습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .saying("need user consent")
    .at(&[Callback]),
    CodeNote::new(
        "access_denied",
        User,
        Text::new(
            "The automatic sign-in was asked for in a browser that is not the NAVER app.",
            "네이버 앱이 아닌 브라우저에서 자동 로그인을 요청했습니다.",
        ),
        ORDINARY,
    )
    .becomes(InteractionRequired)
    .saying("unsupported browser environment")
    .at(&[Callback]),
    CodeNote::new(
        "invalid_request",
        Admin,
        Text::new(
            "NAVER refuses the authorization request: a parameter is missing or wrong.",
            "네이버가 인증 요청을 거부했습니다. 파라미터가 빠졌거나 잘못되었습니다.",
        ),
        COMPARE,
    )
    .becomes(CredentialsRejected)
    .place(SETTINGS)
    .at(&[Callback]),
    CodeNote::new(
        "unauthorized_client",
        Admin,
        Text::new(
            "NAVER does not accept the application for this request.",
            "네이버가 이 요청을 한 애플리케이션을 인정하지 않습니다.",
        ),
        Text::new(
            "Compare Client ID and Client Secret with the console, and check that the API \"NAVER Login\" is chosen.",
            "Client ID와 Client Secret을 콘솔과 비교하고, 사용 API에 네이버 로그인이 있는지 확인하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(OVERVIEW),
    CodeNote::new(
        "unsupported_response_type",
        Admin,
        Text::new(
            "The `response_type` is not supported.",
            "지원하지 않는 `response_type`입니다.",
        ),
        COMPARE,
    )
    .becomes(CredentialsRejected)
    .place(SETTINGS)
    .at(&[Callback]),
    CodeNote::new(
        "invalid_scope",
        Admin,
        Text::new(
            "NAVER does not accept a scope of the request.",
            "네이버가 요청의 scope를 받아들이지 않습니다.",
        ),
        Text::new(
            "Take the scope out of `scopes`; profile items are chosen in the console.",
            "`scopes`에서 빼세요. 프로필 항목은 콘솔에서 고릅니다.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(SETTINGS),
    CodeNote::new(
        "server_error",
        Nobody,
        Text::new("NAVER has a passing fault.", "네이버에 일시적인 오류가 있습니다."),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "temporarily_unavailable",
        Nobody,
        Text::new(
            "NAVER is not available for the moment.",
            "네이버를 잠시 이용할 수 없습니다.",
        ),
        SOON,
    )
    .becomes(ProviderUnavailable),
];

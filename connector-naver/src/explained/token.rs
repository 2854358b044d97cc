//! `error` values of the token endpoint and of the revocation. Most come with HTTP 200.

use connector_core::{Actor, CodeNote, ErrorKind, Stage, Text};

use super::{AGAIN, OVERVIEW};

use Actor::{Admin, User};
use ErrorKind::{CredentialsRejected, GrantRejected};
use Stage::{Refresh, Revoke, Token};

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "invalid_request",
        User,
        Text::new(
            "The code is used, expired or wrong.",
            "인증 코드가 이미 쓰였거나, 만료되었거나, 올바르지 않습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected)
    .saying("no valid data in session")
    .at(&[Token, Refresh]),
    CodeNote::new(
        "invalid_request",
        Admin,
        Text::new(
            "Client ID and Client Secret do not belong together.",
            "Client ID와 Client Secret이 서로 맞지 않습니다.",
        ),
        Text::new(
            "Copy both anew from the same application.",
            "같은 애플리케이션에서 둘 다 다시 복사하세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .saying("wrong client id / client secret pair")
    .place(OVERVIEW)
    .at(&[Token, Refresh]),
    CodeNote::new(
        "invalid_request",
        User,
        Text::new(
            "NAVER refuses the token request for another reason.",
            "네이버가 다른 이유로 토큰 요청을 거부했습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected)
    .at(&[Token, Refresh]),
    CodeNote::new(
        "unsupported_response_type",
        User,
        Text::new(
            "NAVER sent this `error` from the token endpoint, where it has no clear meaning.",
            "네이버가 토큰 요청에 이 `error`로 응답했습니다. 이 경우의 의미는 분명하지 않습니다.",
        ),
        Text::new(
            "Start the sign-in again. If it stays, report it with this code.",
            "로그인을 다시 시작하세요. 계속되면 이 코드를 적어 신고하세요.",
        ),
    )
    .becomes(GrantRejected)
    .at(&[Token, Refresh]),
    CodeNote::new(
        "invalid_grant",
        User,
        Text::new(
            "The code or the refresh token is expired, used or wrong.",
            "인증 코드나 갱신 토큰이 만료되었거나, 이미 쓰였거나, 올바르지 않습니다.",
        ),
        AGAIN,
    )
    .becomes(GrantRejected),
    CodeNote::new(
        "invalid_client",
        Admin,
        Text::new(
            "The OpenID Connect endpoints do not accept Client ID or Client Secret.",
            "OpenID Connect 엔드포인트가 Client ID 또는 Client Secret을 받아들이지 않습니다.",
        ),
        Text::new("Copy both anew from the console.", "콘솔에서 둘 다 다시 복사하세요."),
    )
    .becomes(CredentialsRejected)
    .place(OVERVIEW)
    .at(&[Token, Refresh]),
    CodeNote::new(
        "invalid_request",
        User,
        Text::new(
            "NAVER misses a parameter of the revocation.",
            "연동 해제 요청에 파라미터가 빠졌습니다.",
        ),
        Text::new(
            "Sign in again to get a token that can be revoked. If it stays, report it with this code.",
            "다시 로그인하여 해제할 수 있는 토큰을 받으세요. 계속되면 이 코드를 적어 신고하세요.",
        ),
    )
    .becomes(GrantRejected)
    .at(&[Revoke]),
];

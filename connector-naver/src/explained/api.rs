//! Codes of the API host.

use connector_core::{Actor, CodeNote, ErrorKind, Text};

use super::{REPORT, SETTINGS, SLOWER, SOON};

use Actor::{Nobody, Operator, User};
use ErrorKind::{ConsentMissing, ProviderUnavailable, RateLimited, ReplyInvalid, TokenRejected};

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "024",
        User,
        Text::new(
            "The access token is expired or wrong.",
            "접근 토큰이 만료되었거나 올바르지 않습니다.",
        ),
        Text::new(
            "Refresh the token; if that fails, sign in again.",
            "토큰을 갱신하고, 실패하면 다시 로그인하세요.",
        ),
    )
    .becomes(TokenRejected),
    CodeNote::new(
        "028",
        Operator,
        Text::new(
            "The request reached NAVER without its `Authorization` header.",
            "`Authorization` 헤더 없이 네이버에 요청이 도착했습니다.",
        ),
        Text::new(
            "Check that no proxy on the way out removes the header; otherwise report it.",
            "밖으로 나가는 프록시가 헤더를 지우지 않는지 확인하고, 아니면 신고하세요.",
        ),
    )
    .becomes(TokenRejected),
    CodeNote::new(
        "403",
        User,
        Text::new(
            "The user did not allow this data, or the API is not switched on for the application.",
            "사용자가 정보 제공을 허용하지 않았거나, 애플리케이션에 해당 API가 설정되어 있지 않습니다.",
        ),
        Text::new(
            "The user signs in again and consents. If everybody meets it, an admin chooses the API.",
            "사용자가 다시 로그인하여 동의하세요. 모두에게 일어난다면 관리자가 콘솔에서 API를 추가해야 합니다.",
        ),
    )
    .becomes(ConsentMissing)
    .place(SETTINGS),
    CodeNote::new(
        "404",
        Operator,
        Text::new(
            "NAVER found nothing at this address.",
            "이 주소에서 결과를 찾을 수 없습니다.",
        ),
        Text::new(
            "Check `origins` if it is set; otherwise report it.",
            "`origins`를 설정했다면 확인하고, 아니면 신고하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "405",
        Operator,
        Text::new(
            "NAVER does not take this HTTP method here.",
            "여기서는 이 HTTP 메서드를 쓸 수 없습니다.",
        ),
        REPORT,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "429",
        Nobody,
        Text::new(
            "The application has used up a quota of calls. Daily counts reset from 0:00 to 1:00 KST.",
            "애플리케이션의 호출 한도를 넘었습니다. 하루 한도는 한국 시간 0~1시에 초기화됩니다.",
        ),
        SLOWER,
    )
    .becomes(RateLimited),
    CodeNote::new(
        "500",
        Nobody,
        Text::new("NAVER has an internal fault.", "네이버에 내부 오류가 있습니다."),
        SOON,
    )
    .becomes(ProviderUnavailable),
];

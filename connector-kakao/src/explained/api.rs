//! The number codes of the API host.

use connector_core::{Actor, CodeNote, ErrorKind, Text};

use super::{KEY, REPORT, SLOWER, SOON, UPLOAD};

use Actor::{Admin, Nobody, Operator, User};
use ErrorKind::{
    ConsentMissing, CredentialsRejected, GrantRejected, ProviderUnavailable, RateLimited, ReplyInvalid, TokenRejected,
    UserNotAllowed,
};

pub(super) const NOTES: &[CodeNote] = &[
    CodeNote::new(
        "-1",
        Nobody,
        Text::new(
            "Kakao has a passing internal fault. The token is still good.",
            "카카오에 일시적인 내부 오류가 있습니다. 토큰은 아직 유효합니다.",
        ),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "-2",
        Operator,
        Text::new(
            "An argument of the request is missing or wrong.",
            "요청의 인자가 빠졌거나 잘못되었습니다.",
        ),
        REPORT,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-3",
        Admin,
        Text::new(
            "The feature or API is not switched on in the app.",
            "앱에서 해당 기능이나 API가 켜져 있지 않습니다.",
        ),
        Text::new("Switch it on in the console.", "콘솔에서 켜세요."),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "-4",
        User,
        Text::new(
            "The user's Kakao account is blocked or restricted.",
            "사용자의 카카오계정이 차단되었거나 제한되었습니다.",
        ),
        Text::new(
            "The user asks Kakao's customer service.",
            "사용자가 카카오 고객센터에 문의해야 합니다.",
        ),
    )
    .becomes(UserNotAllowed),
    CodeNote::new(
        "-5",
        Admin,
        Text::new(
            "The app has no permission for this API.",
            "앱에 이 API를 쓸 권한이 없습니다.",
        ),
        Text::new(
            "Apply for the permission in the console.",
            "콘솔에서 권한을 신청하세요.",
        ),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "-6",
        Operator,
        Text::new(
            "Kakao does not allow this action.",
            "카카오가 허용하지 않는 동작입니다.",
        ),
        REPORT,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-7",
        Nobody,
        Text::new(
            "Kakao is under maintenance or has an internal problem.",
            "카카오가 점검 중이거나 내부 문제가 있습니다.",
        ),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "-8",
        Operator,
        Text::new("A header of the request is wrong.", "요청의 헤더가 잘못되었습니다."),
        REPORT,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-9",
        Operator,
        Text::new("Kakao has retired this API.", "카카오가 종료한 API입니다."),
        Text::new(
            "Report it: the program has to use another API.",
            "신고하세요. 프로그램이 다른 API를 써야 합니다.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-10",
        Nobody,
        Text::new("The app has used up a quota of calls.", "앱의 호출 한도를 넘었습니다."),
        SLOWER,
    )
    .becomes(RateLimited),
    CodeNote::new(
        "-11",
        Admin,
        Text::new("The paid limit of the app is exceeded.", "앱의 유료 한도를 넘었습니다."),
        Text::new("Raise the paid limit.", "유료 한도를 늘리세요."),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "-12",
        Admin,
        Text::new(
            "Kakao has sanctioned the app or the developer's account.",
            "카카오가 앱이나 개발자 계정을 제재했습니다.",
        ),
        Text::new("Ask Kakao for the reason.", "카카오에 사유를 문의하세요."),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "-101",
        User,
        Text::new(
            "The user is not linked to the app, or no longer.",
            "사용자가 앱에 연결되어 있지 않습니다.",
        ),
        Text::new(
            "The user signs in again, which links the account.",
            "사용자가 다시 로그인하면 연결됩니다.",
        ),
    )
    .becomes(GrantRejected),
    CodeNote::new(
        "-102",
        Operator,
        Text::new(
            "The user is linked to the app already.",
            "사용자가 이미 앱에 연결되어 있습니다.",
        ),
        REPORT,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-103",
        User,
        Text::new(
            "The Kakao account is dormant or does not exist.",
            "휴면 상태이거나 존재하지 않는 카카오계정입니다.",
        ),
        Text::new(
            "The user signs in at Kakao and wakes the account, or uses another one.",
            "사용자가 카카오에서 휴면을 해제하거나 다른 계정을 써야 합니다.",
        ),
    )
    .becomes(UserNotAllowed),
    CodeNote::new(
        "-201",
        Admin,
        Text::new(
            "A user property was asked for that the app does not define.",
            "앱에 정의되지 않은 사용자 프로퍼티를 요청했습니다.",
        ),
        Text::new(
            "Define the property in the console, or take it out of `propertyKeys`.",
            "콘솔에서 프로퍼티를 정의하거나 `propertyKeys`에서 빼세요.",
        ),
    )
    .becomes(CredentialsRejected),
    CodeNote::new(
        "-301",
        Admin,
        Text::new("The app does not exist.", "존재하지 않는 앱입니다."),
        Text::new(
            "Check that the app was not deleted, and use the key of an existing one.",
            "앱이 삭제되지 않았는지 확인하고, 존재하는 앱의 키를 쓰세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "-401",
        User,
        Text::new(
            "The access token is expired or wrong.",
            "액세스 토큰이 만료되었거나 올바르지 않습니다.",
        ),
        Text::new(
            "Refresh the token; if that fails, sign in again.",
            "토큰을 갱신하고, 실패하면 다시 로그인하세요.",
        ),
    )
    .becomes(TokenRejected),
    CodeNote::new(
        "-401",
        Admin,
        Text::new(
            "The call came from an address that is not on the app's list of allowed IP addresses.",
            "앱의 허용 IP 주소 목록에 없는 주소에서 호출했습니다.",
        ),
        Text::new(
            "Add the server's outgoing address to the list, or switch the list off.",
            "서버가 밖으로 나가는 IP 주소를 목록에 추가하거나 목록을 끄세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .saying("ip mismatched"),
    CodeNote::new(
        "-402",
        User,
        Text::new(
            "The user has not consented to an item that the call needs.",
            "호출에 필요한 동의항목에 사용자가 동의하지 않았습니다.",
        ),
        Text::new(
            "Ask for the required scopes in a new sign-in.",
            "필요한 동의항목을 새 로그인에서 요청하세요.",
        ),
    )
    .becomes(ConsentMissing),
    CodeNote::new(
        "-405",
        User,
        Text::new(
            "The user has to prove their age at Kakao.",
            "사용자가 카카오에서 연령 인증을 해야 합니다.",
        ),
        Text::new(
            "The user completes the age check at Kakao and starts again.",
            "사용자가 카카오에서 연령 인증을 마친 뒤 다시 시작하세요.",
        ),
    )
    .becomes(UserNotAllowed),
    CodeNote::new(
        "-406",
        User,
        Text::new(
            "The user is under 14, and the app does not allow that.",
            "만 14세 미만 사용자이며, 앱이 만 14세 미만의 이용을 허용하지 않습니다.",
        ),
        Text::new("The user cannot use this app.", "이 사용자는 앱을 이용할 수 없습니다."),
    )
    .becomes(UserNotAllowed),
    CodeNote::new(
        "-501",
        Operator,
        Text::new(
            "The user does not use KakaoTalk, and the call needs it.",
            "카카오톡을 쓰지 않는 사용자인데, 호출에 카카오톡이 필요합니다.",
        ),
        Text::new(
            "Do not make this call for such users.",
            "이런 사용자에게는 이 호출을 하지 마세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-502",
        Operator,
        Text::new(
            "Code of the message API, which a sign-in does not use.",
            "로그인과 관계없는 메시지 API의 코드입니다.",
        ),
        Text::new(
            "Look at the documentation of the message API.",
            "메시지 API 문서를 확인하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-504",
        Operator,
        Text::new(
            "Code of the message API, which a sign-in does not use.",
            "로그인과 관계없는 메시지 API의 코드입니다.",
        ),
        Text::new(
            "Look at the documentation of the message API.",
            "메시지 API 문서를 확인하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-530",
        Operator,
        Text::new(
            "Code of the message API, which a sign-in does not use.",
            "로그인과 관계없는 메시지 API의 코드입니다.",
        ),
        Text::new(
            "Look at the documentation of the message API.",
            "메시지 API 문서를 확인하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-531",
        Operator,
        Text::new(
            "Code of the message API, which a sign-in does not use.",
            "로그인과 관계없는 메시지 API의 코드입니다.",
        ),
        Text::new(
            "Look at the documentation of the message API.",
            "메시지 API 문서를 확인하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-532",
        Operator,
        Text::new(
            "Code of the message API, which a sign-in does not use.",
            "로그인과 관계없는 메시지 API의 코드입니다.",
        ),
        Text::new(
            "Look at the documentation of the message API.",
            "메시지 API 문서를 확인하세요.",
        ),
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-602",
        Operator,
        Text::new("An uploaded picture is too large.", "업로드한 이미지가 너무 큽니다."),
        UPLOAD,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-603",
        Nobody,
        Text::new(
            "Kakao's server ran out of time.",
            "카카오 서버의 처리 시간이 초과되었습니다.",
        ),
        SOON,
    )
    .becomes(ProviderUnavailable),
    CodeNote::new(
        "-606",
        Operator,
        Text::new(
            "Too many pictures were uploaded at once.",
            "한 번에 업로드한 이미지가 너무 많습니다.",
        ),
        UPLOAD,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-903",
        Admin,
        Text::new(
            "The key belongs to a developer who is not registered.",
            "등록되지 않은 개발자의 키입니다.",
        ),
        Text::new(
            "Use the REST API key of a registered developer's app.",
            "등록된 개발자 앱의 REST API 키를 쓰세요.",
        ),
    )
    .becomes(CredentialsRejected)
    .place(KEY),
    CodeNote::new(
        "-911",
        Operator,
        Text::new(
            "The format of an uploaded picture is not supported.",
            "업로드한 이미지의 형식을 지원하지 않습니다.",
        ),
        UPLOAD,
    )
    .becomes(ReplyInvalid),
    CodeNote::new(
        "-9798",
        Nobody,
        Text::new("Kakao is under maintenance.", "카카오가 점검 중입니다."),
        Text::new("Try again after the maintenance.", "점검이 끝난 뒤 다시 시도하세요."),
    )
    .becomes(ProviderUnavailable),
];

//! The kinds of error in words for people. The English remedy is that of the kind itself.

use connector_host::core::{ErrorKind, Text};

/// What a page says about a kind besides its remedy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    /// What happened.
    pub(super) meaning: Text,
    /// Who has to act.
    pub(super) who: Text,
    /// The remedy in Korean.
    pub(super) remedy_ko: &'static str,
}

const fn words_of(who: Text, en: &'static str, ko: &'static str, remedy_ko: &'static str) -> Words {
    Words {
        meaning: Text::new(en, ko),
        who,
        remedy_ko,
    }
}

const USER: Text = Text::new("the user", "사용자");
const ADMIN: Text = Text::new("the admin", "관리자");
const OPERATOR: Text = Text::new("the operator", "운영자");
const NOBODY: Text = Text::new("nobody; it passes by itself", "없음(저절로 해결됨)");

/// The words of a kind; none for one that is newer than this program.
pub(super) fn words(kind: ErrorKind) -> Option<Words> {
    let fits = |(of, _): &&(ErrorKind, Words)| *of == kind;
    WORDS.iter().find(fits).map(|(_, words)| *words)
}

const WORDS: &[(ErrorKind, Words)] = &[
    (
        ErrorKind::ConfigInvalid,
        words_of(
            ADMIN,
            "The settings are wrong. The findings say where.",
            "설정이 잘못되었습니다. 검사 결과에 위치가 있습니다.",
            "검사 결과에 나온 설정을 고치세요",
        ),
    ),
    (
        ErrorKind::ConnectorUnknown,
        words_of(
            ADMIN,
            "There is no such instance, or its connector is not linked into this program.",
            "그런 인스턴스가 없거나, 커넥터가 이 프로그램에 들어 있지 않습니다.",
            "설정에 있는 인스턴스 ID를 쓰고 커넥터를 연결하세요",
        ),
    ),
    (
        ErrorKind::RequestInvalid,
        words_of(
            OPERATOR,
            "The embedding program called with arguments outside the rules.",
            "호스트를 포함한 프로그램이 규칙에 맞지 않는 인자로 호출했습니다.",
            "호출 인자를 고치세요",
        ),
    ),
    (
        ErrorKind::Denied,
        words_of(
            USER,
            "The user pressed cancel or refused at the provider.",
            "사용자가 제공자 화면에서 취소하거나 거부했습니다.",
            "사용자가 다시 시작할 수 있습니다",
        ),
    ),
    (
        ErrorKind::InteractionRequired,
        words_of(
            USER,
            "A silent or automatic sign-in was not possible.",
            "화면 없는 로그인이나 자동 로그인을 할 수 없었습니다.",
            "일반 로그인 버튼을 보여 주세요",
        ),
    ),
    (
        ErrorKind::UserNotAllowed,
        words_of(
            Text::new("the user, sometimes the admin", "사용자(때로는 관리자)"),
            "The provider does not let this user use this app.",
            "제공자가 이 사용자의 앱 이용을 허용하지 않습니다.",
            "이 사용자는 제공자에서 이 앱을 이용할 수 없습니다. 테스트 앱이면 관리자가 팀원으로 추가하세요",
        ),
    ),
    (
        ErrorKind::StateMismatch,
        words_of(
            USER,
            "The callback does not belong to a sign-in begun in this browser.",
            "이 브라우저에서 시작한 로그인의 콜백이 아닙니다.",
            "같은 브라우저에서 로그인을 다시 시작하세요",
        ),
    ),
    (
        ErrorKind::SignInExpired,
        words_of(
            USER,
            "The sign-in was genuine but is too old.",
            "올바른 로그인이지만 너무 오래되었습니다.",
            "로그인을 다시 시작하세요",
        ),
    ),
    (
        ErrorKind::CallbackInvalid,
        words_of(
            USER,
            "A callback or a notice of the provider is malformed or not authentic.",
            "콜백이나 제공자의 알림이 형식에 맞지 않거나 진짜가 아닙니다.",
            "로그인을 다시 시작하세요",
        ),
    ),
    (
        ErrorKind::CredentialsRejected,
        words_of(
            ADMIN,
            "The provider refuses the app itself: id, secret, redirect URI, scope or a console switch.",
            "제공자가 앱 자체를 거부했습니다. ID, 시크릿, 리다이렉트 URI, 동의항목 또는 콘솔 설정의 문제입니다.",
            "ID, 시크릿, 리다이렉트 URI와 콘솔 설정을 제공자의 콘솔과 비교하세요",
        ),
    ),
    (
        ErrorKind::GrantRejected,
        words_of(
            USER,
            "The provider refuses the code or refresh token, or says no for a reason we do not know.",
            "제공자가 인가 코드나 리프레시 토큰을 거부했거나, 알 수 없는 이유로 거절했습니다.",
            "로그인을 다시 시작하세요",
        ),
    ),
    (
        ErrorKind::TokenRejected,
        words_of(
            Text::new(
                "the embedding program by refreshing, else the user",
                "호스트를 포함한 프로그램(토큰 갱신), 그래도 안 되면 사용자",
            ),
            "The access token is refused.",
            "액세스 토큰이 거부되었습니다.",
            "토큰을 갱신하거나 다시 로그인하세요",
        ),
    ),
    (
        ErrorKind::ConsentMissing,
        words_of(
            USER,
            "The token is good, but a consent item is missing.",
            "토큰은 유효하지만 필요한 동의가 없습니다.",
            "사용자에게 빠진 동의를 요청하세요",
        ),
    ),
    (
        ErrorKind::RateLimited,
        words_of(
            NOBODY,
            "The provider asks us to slow down.",
            "제공자가 요청을 줄이라고 합니다.",
            "나중에 다시 시도하세요",
        ),
    ),
    (
        ErrorKind::ProviderUnavailable,
        words_of(
            Text::new("nobody; the operator for `tls`", "없음(`tls`이면 운영자)"),
            "There was no usable answer from the provider.",
            "제공자에게서 쓸 수 있는 응답을 받지 못했습니다.",
            "나중에 다시 시도하세요. `tls`이면 운영자가 인증서를 확인하세요",
        ),
    ),
    (
        ErrorKind::Timeout,
        words_of(
            NOBODY,
            "A deadline ran out.",
            "제한 시간이 지났습니다.",
            "나중에 다시 시도하세요",
        ),
    ),
    (
        ErrorKind::ReplyInvalid,
        words_of(
            OPERATOR,
            "The provider answered outside its protocol.",
            "제공자의 응답이 프로토콜에 맞지 않습니다.",
            "신고해 주세요. 제공자의 응답이 프로토콜에 맞지 않습니다",
        ),
    ),
    (
        ErrorKind::ReplyTooLarge,
        words_of(
            OPERATOR,
            "The provider's answer passed a size limit.",
            "제공자의 응답이 크기 제한을 넘었습니다.",
            "신고해 주세요. 제공자의 응답이 크기 제한을 넘었습니다",
        ),
    ),
    (
        ErrorKind::IdTokenInvalid,
        words_of(
            Text::new("the admin or the operator", "관리자 또는 운영자"),
            "The ID token is missing, malformed, wrongly signed or says the wrong thing.",
            "ID 토큰이 없거나, 형식, 서명 또는 내용이 잘못되었습니다.",
            "클라이언트 ID와 제공자의 OpenID Connect 설정을 확인하세요",
        ),
    ),
    (
        ErrorKind::Unsupported,
        words_of(
            OPERATOR,
            "This connector has no such capability.",
            "이 커넥터에는 없는 기능입니다.",
            "커넥터가 제공하는 기능을 쓰세요",
        ),
    ),
    (
        ErrorKind::StoreUnavailable,
        words_of(
            OPERATOR,
            "The one-time guard cannot promise single use, so the callback is refused.",
            "일회용 보호 장치가 한 번만 쓰임을 보장할 수 없어 콜백을 거부했습니다.",
            "일회용 보호 장치의 저장소를 복구하세요",
        ),
    ),
    (
        ErrorKind::Overloaded,
        words_of(
            OPERATOR,
            "A limit of calls in progress is reached.",
            "동시에 처리하는 호출 수가 한도에 이르렀습니다.",
            "나중에 다시 시도하거나 동시 호출 한도를 늘리세요",
        ),
    ),
    (
        ErrorKind::Internal,
        words_of(
            OPERATOR,
            "A fault of this program or of a connector.",
            "프로그램이나 커넥터의 결함입니다.",
            "신고해 주세요. 프로그램이나 커넥터의 결함입니다",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::{ErrorKind, words};

    #[test]
    fn every_kind_has_words() {
        for kind in ErrorKind::ALL {
            assert!(words(*kind).is_some(), "{}", kind.code());
        }
    }
}

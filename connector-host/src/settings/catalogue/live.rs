//! The codes of the live check.

use super::{Entry, row};

pub(super) const LIVE: &[Entry] = &[
    row(
        "E501",
        "cannot reach {host}: {reason}",
        "{host}: 연결할 수 없습니다. {reason}",
        "look at network, proxy, clock and CA file",
        "네트워크, 프록시, 시계, CA 파일을 확인하세요",
    ),
    row(
        "E502",
        "{connector} does not know this `clientId` ({provider_code})",
        "{connector}에 없는 `clientId`입니다({provider_code})",
        "copy it again from {place}; was another kind of key taken?",
        "다시 복사하세요: {place}. 다른 종류의 키가 아닌지도 확인하세요",
    ),
    row(
        "E503",
        "{connector} refuses these credentials ({provider_code})",
        "{connector}: 인증 정보가 거부되었습니다({provider_code})",
        "`clientSecret` is wrong, missing, or off in the console: {place}",
        "`clientSecret`이 틀렸거나 없거나 콘솔에서 꺼져 있습니다: {place}",
    ),
    row(
        "E504",
        "{connector} does not accept {callback}",
        "{connector}: 등록되지 않은 주소입니다: {callback}",
        "register exactly this text: {place}",
        "이 주소를 글자 그대로 등록하세요: {place}",
    ),
    row(
        "E505",
        "the application may not use login ({provider_code})",
        "이 애플리케이션은 로그인을 쓸 수 없는 상태입니다({provider_code})",
        "switch login on in the console: {place}",
        "콘솔에서 로그인을 켜세요: {place}",
    ),
    row(
        "E506",
        "a scope in `scopes` is not configured ({provider_code})",
        "`scopes`: 콘솔에 설정되지 않은 항목이 있습니다({provider_code})",
        "set the consent items ({place}), or shorten `scopes`",
        "동의항목을 설정하거나({place}) `scopes`를 줄이세요",
    ),
    row(
        "W507",
        "this machine's clock is {seconds} s off",
        "이 컴퓨터의 시계가 {seconds}초 어긋나 있습니다",
        "synchronise it; ID tokens depend on it",
        "시계를 맞추세요. ID 토큰 검증에 필요합니다",
    ),
    row(
        "W508",
        "no verdict for {probe}: {reason}",
        "{probe}: 판정할 수 없습니다. {reason}",
        "try later; nothing is wrong as far as known",
        "나중에 다시 해 보세요. 알려진 문제는 없습니다",
    ),
];

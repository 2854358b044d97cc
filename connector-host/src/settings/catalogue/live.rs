//! The codes of the live check.

use super::entry::{Entry, row};

pub(super) const LIVE: &[Entry] = &[
    row(
        "E501",
        "cannot reach {host}: {reason}",
        "{host}: 연결할 수 없습니다. {reason}",
        "look at network, proxy, clock and CA file",
        "네트워크, 프록시, 시계, CA 파일을 확인하세요",
    )
    .means(
        "Nothing is known about the credentials: the question did not arrive. The program ends with 3, not with 4.",
        "질문이 도착하지 못했으므로 인증 정보에 대해서는 알 수 없습니다. 종료 코드는 4가 아니라 3입니다.",
    )
    .happens(
        "`connectors check --live` on a machine without a way to the provider",
        "제공자로 가는 길이 없는 컴퓨터에서 `connectors check --live`를 실행한 경우",
    )
    .acts("the operator", "운영자"),
    row(
        "E502",
        "{connector} does not know this `clientId` ({provider_code})",
        "{connector}에 없는 `clientId`입니다({provider_code})",
        "copy it again from {place}; was another kind of key taken?",
        "다시 복사하세요: {place}. 다른 종류의 키가 아닌지도 확인하세요",
    )
    .means(
        "The provider does not know this id. Every sign-in would end on its error page.",
        "제공자가 이 ID를 모릅니다. 모든 로그인이 제공자의 오류 화면으로 끝납니다.",
    )
    .happens(
        "`connectors check --live` with a JavaScript key in place of the REST API key",
        "REST API 키 자리에 JavaScript 키를 넣고 `connectors check --live`를 실행한 경우",
    ),
    row(
        "E503",
        "{connector} refuses these credentials ({provider_code})",
        "{connector}: 인증 정보가 거부되었습니다({provider_code})",
        "`clientSecret` is wrong, missing, off in the console, or that of another `clientId`: {place}",
        "`clientSecret`이 틀렸거나 없거나 콘솔에서 꺼져 있거나, 다른 `clientId`의 값입니다: {place}",
    )
    .means(
        "The id is known, but the secret does not belong to it. Users would come back and fail at the last step.",
        "ID는 맞지만 시크릿이 맞지 않습니다. 사용자는 돌아온 뒤 마지막 단계에서 실패합니다.",
    )
    .happens(
        "`connectors check --live` after the secret was renewed in the console",
        "콘솔에서 시크릿을 새로 발급한 뒤 `connectors check --live`를 실행한 경우",
    ),
    row(
        "E504",
        "{connector} does not accept {callback}",
        "{connector}: 등록되지 않은 주소입니다: {callback}",
        "register exactly this text: {place}",
        "이 주소를 글자 그대로 등록하세요: {place}",
    )
    .means(
        "The provider sends browsers back to registered addresses only, and compares them letter by letter.",
        "제공자는 등록된 주소로만 브라우저를 돌려보내며 글자 그대로 비교합니다.",
    )
    .happens(
        "`https://login.example.kr/callback/kakao/` is registered, with a slash at the end",
        "끝에 슬래시가 있는 `https://login.example.kr/callback/kakao/`가 등록된 경우",
    ),
    row(
        "E505",
        "the application may not use login ({provider_code})",
        "이 애플리케이션은 로그인을 쓸 수 없는 상태입니다({provider_code})",
        "switch login on in the console: {place}",
        "콘솔에서 로그인을 켜세요: {place}",
    )
    .means(
        "The application exists, but login is off or the provider has blocked it.",
        "애플리케이션은 있지만 로그인이 꺼져 있거나 제공자가 차단했습니다.",
    )
    .happens(
        "a new Kakao app whose Kakao Login was never switched on (KOE004)",
        "카카오 로그인을 켜지 않은 새 카카오 앱(KOE004)",
    ),
    row(
        "E506",
        "a scope in `scopes` is not configured ({provider_code})",
        "`scopes`: 콘솔에 설정되지 않은 항목이 있습니다({provider_code})",
        "set the consent items ({place}), or shorten `scopes`",
        "동의항목을 설정하거나({place}) `scopes`를 줄이세요",
    )
    .means(
        "Asking for this scope stops every sign-in before the user sees the consent screen.",
        "이 scope를 요청하면 동의 화면이 나오기 전에 모든 로그인이 멈춥니다.",
    )
    .happens(
        r#"`"scopes": ["account_email"]` while the consent item is off (KOE205)"#,
        r#"동의항목이 꺼진 상태의 `"scopes": ["account_email"]`(KOE205)"#,
    ),
    row(
        "W507",
        "this machine's clock is {seconds} s off",
        "이 컴퓨터의 시계가 {seconds}초 어긋나 있습니다",
        "synchronise it; ID tokens depend on it",
        "시계를 맞추세요. ID 토큰 검증에 필요합니다",
    )
    .means(
        "ID tokens carry times. A clock that is far off makes good tokens look expired or not yet valid.",
        "ID 토큰에는 시각이 들어 있습니다. 시계가 많이 어긋나면 올바른 토큰도 만료되었거나 아직 유효하지 않은 것으로 보입니다.",
    )
    .happens(
        "a virtual machine that was paused; `timedatectl` shows whether time is synchronised",
        "멈춰 있던 가상 머신. `timedatectl`로 시각 동기화를 확인할 수 있습니다",
    )
    .acts("the operator", "운영자"),
    row(
        "W508",
        "no verdict for {probe}: {reason}",
        "{probe}: 판정할 수 없습니다. {reason}",
        "try later; nothing is wrong as far as known",
        "나중에 다시 해 보세요. 알려진 문제는 없습니다",
    )
    .means(
        "The provider answered in a way that says neither yes nor no, or asked to slow down. Nothing was proved.",
        "제공자의 응답이 성공도 실패도 아니거나 요청을 줄이라는 뜻입니다. 증명된 것은 없습니다.",
    )
    .happens(
        "`connectors check --live` again and again within a minute",
        "`connectors check --live`를 1분 안에 여러 번 실행한 경우",
    )
    .acts("nobody; it passes by itself", "없음(저절로 해결됨)"),
];

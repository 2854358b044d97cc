//! The codes of web addresses.

use super::{Entry, row};

pub(super) const ADDRESSES: &[Entry] = &[
    row(
        "E401",
        "`{field}` is not a web address",
        "`{field}`: 웹 주소가 아닙니다",
        "begin with `https://`",
        "`https://`로 시작하세요",
    ),
    row(
        "E402",
        "`{field}` has a part that does not belong here: {part}",
        "`{field}`: 쓸 수 없는 부분이 있습니다: {part}",
        "keep scheme, host, port and path",
        "스킴, 호스트, 포트, 경로만 남기세요",
    ),
    row(
        "E403",
        "`{field}` uses http; only localhost, 127.0.0.1 and [::1] may",
        "`{field}`: http는 localhost, 127.0.0.1, [::1]에서만 쓸 수 있습니다",
        "use https; end TLS at a proxy if needed",
        "https를 쓰세요. 필요하면 프록시에서 TLS를 끝내세요",
    ),
    row(
        "E404",
        "`{field}` points at this machine; production refuses it",
        "`{field}`: 운영 환경에서는 로컬 주소를 쓸 수 없습니다",
        "set the public address, or `--profile dev`",
        "공개 주소를 쓰거나 `--profile dev`를 쓰세요",
    ),
    row(
        "W405",
        "`{field}` is used as {normal}",
        "`{field}`: 실제로는 {normal} 형태로 쓰입니다",
        "providers compare letter by letter; write it so",
        "제공자는 글자 그대로 비교합니다. 그대로 적으세요",
    ),
    row(
        "W406",
        "`{field}` sends requests and the client secret to another host",
        "`{field}`: 요청과 클라이언트 시크릿이 다른 호스트로 갑니다",
        "fine for your own proxy; else remove it",
        "직접 운영하는 프록시라면 괜찮습니다. 아니면 지우세요",
    ),
    row(
        "W407",
        "`publicUrl` already holds a callback path; the callback would be {callback}",
        "`publicUrl`: 콜백 경로가 이미 들어 있습니다. 실제 콜백: {callback}",
        "give only the part before it",
        "그 앞부분만 적으세요",
    ),
    row(
        "E408",
        "`{field}` is a private address",
        "`{field}`: 사설 주소입니다",
        "set `allowPrivate` if this is your own gateway",
        "직접 운영하는 게이트웨이라면 `allowPrivate`를 켜세요",
    ),
];

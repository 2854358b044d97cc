//! The codes of web addresses.

use super::entry::{Entry, Place, row};

pub(super) const ADDRESSES: &[Entry] = &[
    row(
        "E401",
        "`{field}` is not a web address",
        "`{field}`: 웹 주소가 아닙니다",
        "begin with `https://`",
        "`https://`로 시작하세요",
    )
    .means(
        "Browsers and providers need an absolute web address. All callback addresses are made from `publicUrl`.",
        "브라우저와 제공자에는 절대 웹 주소가 필요합니다. 모든 콜백 주소는 `publicUrl`에서 만들어집니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "login.example.kr""#,
        r#""publicUrl": "https://login.example.kr""#,
    )
    .in_schema(),
    row(
        "E402",
        "`{field}` has a part that does not belong here: {part}",
        "`{field}`: 쓸 수 없는 부분이 있습니다: {part}",
        "take {part} away; the form is `https://login.example.kr`",
        "지울 부분: {part}. 형식: `https://login.example.kr`",
    )
    .means(
        "Such a part would be lost or sent along when other addresses are made from this one. A password in an address ends up in logs.",
        "이 주소로 다른 주소를 만들 때 그런 부분은 사라지거나 함께 전송됩니다. 주소 안의 비밀번호는 로그에 남습니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "https://login.example.kr?lang=ko""#,
        r#""publicUrl": "https://login.example.kr""#,
    )
    .fixes(
        "removes a lone `?` or `#` at the end",
        "끝에 홀로 있는 `?`나 `#`을 지웁니다",
    )
    .in_schema(),
    row(
        "E403",
        "`{field}` uses http; only localhost, 127.0.0.1 and [::1] may",
        "`{field}`: http는 localhost, 127.0.0.1, [::1]에서만 쓸 수 있습니다",
        "write `https://`; a proxy in front can end TLS",
        "`https://`로 쓰세요. 앞단 프록시에서 TLS를 끝낼 수 있습니다",
    )
    .means(
        "Over plain http codes and cookies can be read on the way. Providers accept such callbacks for this machine only.",
        "http에서는 코드와 쿠키를 중간에서 읽을 수 있습니다. 제공자는 이 컴퓨터의 주소에서만 그런 콜백을 받습니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "http://login.example.kr""#,
        r#""publicUrl": "https://login.example.kr""#,
    )
    .in_schema(),
    row(
        "E404",
        "`{field}` points at this machine; production refuses it",
        "`{field}`: 운영 환경에서는 로컬 주소를 쓸 수 없습니다",
        "set the public address, or `--profile dev`",
        "공개 주소를 쓰거나 `--profile dev`를 쓰세요",
    )
    .means(
        "Browsers of users would look on their own machine. It is right for development, and an accident in production.",
        "사용자의 브라우저는 자기 컴퓨터를 찾게 됩니다. 개발할 때는 맞지만 운영에서는 실수입니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "origins": { "auth": "http://127.0.0.1:9300" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "W405",
        "`{field}` is used as {normal}",
        "`{field}`: 실제로는 {normal} 형태로 쓰입니다",
        "write `{normal}`, and register addresses that begin so",
        "`{normal}` 그대로 쓰고, 이렇게 시작하는 주소를 등록하세요",
    )
    .means(
        "Providers compare addresses letter by letter, so what you register must be what is sent. Writing the usual spelling keeps both alike.",
        "제공자는 주소를 글자 그대로 비교하므로 등록한 주소와 보내는 주소가 같아야 합니다. 표준 표기로 쓰면 둘이 같아집니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "https://LOGIN.example.kr/""#,
        r#""publicUrl": "https://login.example.kr""#,
    )
    .fixes(
        "writes the usual spelling",
        "표준 표기로 바꿉니다",
    ),
    row(
        "W406",
        "`{field}` sends requests and the client secret to another host",
        "`{field}`: 요청과 클라이언트 시크릿이 다른 호스트로 갑니다",
        "remove it, or pass `--allow W406` if the host is your own proxy",
        "지우거나, 직접 운영하는 프록시라면 `--allow W406`을 쓰세요",
    )
    .means(
        "Codes, tokens and the client secret go to that host instead of to the provider. That is what a proxy of your own is for, and what an attacker would like.",
        "코드, 토큰, 클라이언트 시크릿이 제공자가 아닌 그 호스트로 갑니다. 직접 운영하는 프록시라면 맞지만 공격자가 바라는 일이기도 합니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "origins": { "auth": "https://proxy.example" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "W407",
        "`publicUrl` already holds a callback path; the callback would be {callback}",
        "`publicUrl`: 콜백 경로가 이미 들어 있습니다. 실제 콜백: {callback}",
        "cut it off before `/callback` or `/connect`",
        "`/callback`이나 `/connect` 앞까지만 남기세요",
    )
    .means(
        "`/callback/{instance}` is added to `publicUrl`, so the path would stand there twice and the provider would refuse it.",
        "`publicUrl` 뒤에 경로 `/callback/{instance}` 부분이 붙으므로 경로가 두 번 들어가고 제공자가 거부합니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "https://login.example.kr/callback/kakao""#,
        r#""publicUrl": "https://login.example.kr""#,
    ),
    row(
        "E408",
        "`{field}` is a private address",
        "`{field}`: 사설 주소입니다",
        r#"remove it, or add `"allowPrivate": true` beside it if it is your own gateway"#,
        r#"지우거나, 직접 운영하는 게이트웨이라면 옆에 `"allowPrivate": true`를 추가하세요"#,
    )
    .means(
        "Requests with secrets would go to a machine inside your network, such as the one that tells cloud credentials.",
        "시크릿이 든 요청이 클라우드 자격 증명을 알려 주는 서버 같은 내부 주소로 갑니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "origins": { "auth": "https://10.0.0.5" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "E409",
        "`{field}` is a host of the provider, but not where these calls belong: {reason}",
        "`{field}`: 제공자의 호스트이지만 이 요청을 보낼 주소가 아닙니다. {reason}",
        "write `{normal}`, or leave `{field}` out",
        "이 주소만 쓰거나 `{field}` 항목을 빼세요: `{normal}`",
    )
    .means(
        "A path in `origins` is put in front of the provider's own paths, as a gateway needs it. The provider's hosts have no such path, and each serves its own calls only, so every sign-in would fail.",
        "`origins`의 경로는 게이트웨이를 위해 제공자의 경로 앞에 붙습니다. 제공자의 호스트에는 그런 경로가 없고 호스트마다 처리하는 요청이 달라 모든 로그인이 실패합니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "origins": { "auth": "https://kauth.kakao.com/oauth" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    )
    .fixes(
        "cuts the path off",
        "경로를 지웁니다",
    ),
    row(
        "W410",
        "`publicUrl` is on a host of {connector}, not of this service",
        "`publicUrl`: 이 서비스가 아니라 {connector} 쪽 호스트의 주소입니다",
        "write the address of your own service, such as `https://login.example.kr`: sign-ins come back to it",
        "로그인이 끝나고 돌아올 직접 운영하는 서비스의 주소를 쓰세요(예: `https://login.example.kr`)",
    )
    .means(
        "All callback addresses begin with `publicUrl`. On a host of the provider nobody answers them, and the provider accepts no such address.",
        "모든 콜백 주소는 `publicUrl`로 시작합니다. 제공자의 호스트에는 그 주소를 처리할 프로그램이 없고, 제공자도 등록해 주지 않습니다.",
    )
    .written(
        Place::Address,
        r#""publicUrl": "https://kauth.kakao.com""#,
        r#""publicUrl": "https://login.example.kr""#,
    ),
];

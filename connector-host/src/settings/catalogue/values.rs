//! The codes of settings and credentials.

use super::entry::{Entry, Place, row};

pub(super) const VALUES: &[Entry] = &[
    row(
        "E201",
        "`{field}` contains {what} {where}, {count} in all",
        "`{field}`: {where}에 {what} 문자가 있습니다(모두 {count}개)",
        "copy again; in a shell use `printf %s`, not `echo`",
        "다시 복사하세요. 셸에서는 `echo` 대신 `printf %s`를 쓰세요",
    )
    .means(
        "Such a character came with copying and cannot be seen. The provider compares every character, so every sign-in would fail.",
        "복사할 때 딸려 온 문자이며 눈에 보이지 않습니다. 제공자는 모든 문자를 비교하므로 모든 로그인이 실패합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH ", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .fixes(
        "removes such characters at both ends",
        "양 끝의 그런 문자를 지웁니다",
    )
    .in_schema(),
    row(
        "E202",
        "`{field}` is empty",
        "`{field}`: 값이 비어 있습니다",
        r#"copy it from the console, or read it with `{"$env": "NAME"}`"#,
        r#"콘솔에서 복사해 넣거나 `{"$env": "NAME"}`로 읽으세요"#,
    )
    .means(
        "An empty id or secret is refused by every provider. It often comes from a template whose variable was not set.",
        "빈 ID나 시크릿은 모든 제공자가 거부합니다. 변수가 설정되지 않은 템플릿에서 자주 생깁니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .in_schema(),
    row(
        "E203",
        "`{field}` still holds a sample text",
        "`{field}`: 예시 문구가 그대로 있습니다",
        "copy the real value from the console",
        "콘솔에서 실제 값을 복사하세요",
    )
    .means(
        "The text comes from a guide or a template and was never replaced. The provider does not know it.",
        "안내서나 템플릿의 문구가 그대로 남았습니다. 제공자는 이 값을 모릅니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "YOUR_CLIENT_ID", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    ),
    row(
        "E204",
        "`{field}` and `{other}` are identical",
        "`{field}`, `{other}`: 두 값이 같습니다",
        "copy `{field}` again from its own place in the console",
        "`{field}`: 콘솔의 제자리에서 다시 복사하세요",
    )
    .means(
        "Two different credentials can never be equal: one was pasted twice. The sign-in would fail, or a secret would be sent where an id belongs.",
        "서로 다른 인증 값이 같을 수는 없습니다. 하나를 두 번 붙여 넣은 것입니다. 로그인이 실패하거나, ID 자리에 시크릿이 노출됩니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": "jyvqXeaVOVmVABCDEFGH""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    ),
    row(
        "W205",
        "`{field}` looks like a {other} key, but this instance uses {connector}",
        "`{field}`: {other} 키 모양이지만 이 인스턴스의 커넥터는 {connector}입니다",
        r#"copy the key of {connector} here, or write `"connector": "{other}"`"#,
        r#"여기에 {connector} 키를 넣거나 `"connector": "{other}"`로 쓰세요"#,
    )
    .means(
        "Each provider gives keys of its own shape. Swapped keys make both buttons fail.",
        "제공자마다 키의 모양이 다릅니다. 키가 바뀌면 두 버튼이 모두 실패합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    ),
    row(
        "W206",
        "`{field}` does not look like a {connector} key: {shape}",
        "`{field}`: {connector} 키의 일반적인 모양이 아닙니다. 일반형: {shape}",
        "wrong key, cut off, or two pasted together",
        "다른 키이거나 잘렸거나 두 개가 붙은 값일 수 있습니다",
    )
    .means(
        "The key may still be right, but keys of this provider usually look otherwise. Another kind of key, such as a JavaScript key, ends in KOE101 at Kakao.",
        "맞는 키일 수도 있지만 이 제공자의 키는 보통 모양이 다릅니다. JavaScript 키처럼 다른 종류의 키는 카카오에서 KOE101로 끝납니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789ABCDEF", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "W207",
        "`{field}` is missing; {consequence}",
        "`{field}` 항목이 없습니다. {consequence}",
        "add it; if it is off in the console, pass `--allow W207:{instance}`",
        "추가하세요. 콘솔에서 꺼져 있다면: `--allow W207:{instance}`",
    )
    .means(
        "Kakao switches the client secret on for new keys. While it is on, every sign-in without it ends with KOE010.",
        "카카오의 새 키는 클라이언트 시크릿이 켜져 있습니다. 켜져 있는데 없으면 모든 로그인이 KOE010으로 끝납니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef""#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "W208",
        "`{scope}` stops every sign-in with {provider_code} until the console allows it",
        "`{scope}`: 콘솔에서 허용하기 전에는 모든 로그인이 멈춥니다({provider_code})",
        "switch the consent item on; it may need a business app",
        "동의항목을 켜세요. 비즈 앱이 필요할 수 있습니다",
    )
    .means(
        "Kakao stops a sign-in that asks for a consent item which is not switched on. Many items need a business app or a review.",
        "켜지 않은 동의항목을 요청하면 카카오가 로그인을 멈춥니다. 비즈 앱이나 심사가 필요한 항목이 많습니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "scopes": ["profile_nickname", "account_email"]"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "scopes": ["profile_nickname"]"#,
    ),
    row(
        "W209",
        "this scope is not known to {connector}",
        "{connector}에서 알려지지 않은 scope입니다",
        "see the provider's list of scopes",
        "제공자의 scope 목록을 보세요",
    )
    .means(
        "A scope that the provider does not know stops every sign-in, or is left aside in silence. It may be newer than this program.",
        "제공자가 모르는 scope는 모든 로그인을 멈추거나 조용히 무시됩니다. 이 프로그램보다 새로운 항목일 수도 있습니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "scopes": ["profile_nicknam"]"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "scopes": ["profile_nickname"]"#,
    ),
    row(
        "E210",
        "`scopes` lacks `openid`, so no ID token would come",
        "`scopes`: `openid`가 없어 ID 토큰이 오지 않습니다",
        r#"add `"openid"` to the list, or leave `scopes` out"#,
        r#"목록에 `"openid"`를 추가하거나 `scopes`를 빼세요"#,
    )
    .means(
        "`scopes` replaces the whole list. Without `openid` the provider sends no ID token, and a sign-in that demands one would always fail.",
        "`scopes`는 목록 전체를 대체합니다. `openid`가 없으면 제공자가 ID 토큰을 보내지 않아 로그인이 항상 실패합니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "oidc": true, "scopes": ["profile_nickname"]"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "oidc": true, "scopes": ["openid", "profile_nickname"]"#,
    )
    .fixes(
        "puts `openid` in front",
        "맨 앞에 `openid`를 넣습니다",
    ),
    row(
        "W211",
        "`{field}` has no effect: {reason}",
        "`{field}`: 효과가 없습니다. {reason}",
        "remove it, or set what it needs",
        "빼거나 필요한 값을 넣으세요",
    )
    .means(
        "Whoever reads the file believes that this setting works. It does nothing as long as the other one is missing.",
        "파일을 읽는 사람은 이 설정이 동작한다고 믿습니다. 필요한 다른 설정이 없어 아무 일도 하지 않습니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "scopes": ["openid"]"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "oidc", "scopes": ["openid"]"#,
    ),
    row(
        "W212",
        "`{field}` switches off {protection}",
        "`{field}`: {protection} 보호가 꺼집니다",
        "remove `{field}`; write false only while a fault of the provider forces it",
        "`{field}`: 지우세요. 제공자 오류로 어쩔 수 없을 때만 false로 쓰세요",
    )
    .means(
        "The nonce ties an ID token to this sign-in. Without it a token that was stolen elsewhere could be used again.",
        "논스는 ID 토큰을 이 로그인에 묶습니다. 없으면 다른 곳에서 훔친 토큰을 다시 쓸 수 있습니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "oidc", "nonce": false"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "oidc""#,
    ),
    row(
        "E213",
        "`{field}` has quotes of its own around it, which would be sent along",
        "`{field}`: 값 자체가 따옴표로 감싸여 있어 따옴표까지 전송됩니다",
        "keep the one pair of `\"` that JSON needs, and take the marks inside of it away",
        "JSON에 필요한 `\"` 한 쌍만 남기고 그 안쪽의 따옴표를 지우세요",
    )
    .means(
        "The value was copied with the quotes of a script or of a `.env` file. They became a part of it, and the provider knows it without them only.",
        "스크립트나 `.env` 파일의 따옴표까지 복사되었습니다. 따옴표가 값의 일부가 되어 제공자가 알아보지 못합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "'jyvqXeaVOVmVABCDEFGH'", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .fixes(
        "takes the inner quotes of `clientId` away",
        "`clientId` 안쪽의 따옴표를 지웁니다",
    ),
    row(
        "W214",
        "`{field}` is longer than `{other}`, which ends first",
        "`{field}`: 먼저 끝나는 `{other}`보다 깁니다",
        "write a smaller number, or a greater one for `{other}`: connecting is a part of a request, and a request a part of the callback",
        "더 작은 값을 쓰거나 `{other}` 값을 늘리세요. 연결은 요청의 일부이고 요청은 콜백의 일부입니다",
    )
    .means(
        "A limit that another one always cuts short does nothing. One of the two numbers is not what was meant.",
        "다른 한도가 항상 먼저 끝나면 이 한도는 쓰이지 않습니다. 두 숫자 가운데 하나는 의도와 다릅니다.",
    )
    .written(
        Place::Top,
        r#""defaults": { "http": { "requestTimeoutMs": 9000, "timeoutMs": 3000 } }"#,
        r#""defaults": { "http": { "requestTimeoutMs": 3000, "timeoutMs": 9000 } }"#,
    ),
];

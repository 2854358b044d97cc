//! The codes of settings and credentials.

use super::{Entry, row};

pub(super) const VALUES: &[Entry] = &[
    row(
        "E201",
        "`{field}` contains {what} {where}, {count} in all",
        "`{field}`: {where}에 {what} 문자가 있습니다(모두 {count}개)",
        "copy again; in a shell use `printf %s`, not `echo`",
        "다시 복사하세요. 셸에서는 `echo` 대신 `printf %s`를 쓰세요",
    ),
    row(
        "E202",
        "`{field}` is empty",
        "`{field}`: 값이 비어 있습니다",
        "paste it from the console, or use a reference",
        "콘솔에서 복사해 넣거나 참조를 쓰세요",
    ),
    row(
        "E203",
        "`{field}` still holds a sample text",
        "`{field}`: 예시 문구가 그대로 있습니다",
        "copy the real value from the console",
        "콘솔에서 실제 값을 복사하세요",
    ),
    row(
        "E204",
        "`{field}` and `{other}` are identical",
        "`{field}`, `{other}`: 두 값이 같습니다",
        "copy each from its own place",
        "각각 제자리에서 복사하세요",
    ),
    row(
        "W205",
        "`{field}` looks like a {other} key, but this instance uses {connector}",
        "`{field}`: {other} 키 모양이지만 이 인스턴스의 커넥터는 {connector}입니다",
        "were two instances swapped?",
        "두 인스턴스가 바뀌지 않았나요?",
    ),
    row(
        "W206",
        "`{field}` does not look like a {connector} key: {shape}",
        "`{field}`: {connector} 키의 일반적인 모양이 아닙니다. 일반형: {shape}",
        "wrong key, cut off, or two pasted together",
        "다른 키이거나 잘렸거나 두 개가 붙은 값일 수 있습니다",
    ),
    row(
        "W207",
        "`{field}` is missing; {consequence}",
        "`{field}` 항목이 없습니다. {consequence}",
        "add it; if it is off in the console, pass `--allow W207:{instance}`",
        "추가하세요. 콘솔에서 꺼져 있다면: `--allow W207:{instance}`",
    ),
    row(
        "W208",
        "`{scope}` stops every sign-in with {provider_code} until the console allows it",
        "`{scope}`: 콘솔에서 허용하기 전에는 모든 로그인이 멈춥니다({provider_code})",
        "switch the consent item on; it may need a business app",
        "동의항목을 켜세요. 비즈 앱이 필요할 수 있습니다",
    ),
    row(
        "W209",
        "this scope is not known to {connector}",
        "{connector}에서 알려지지 않은 scope입니다",
        "see the provider's list of scopes",
        "제공자의 scope 목록을 보세요",
    ),
    row(
        "E210",
        "`scopes` lacks `openid`, so no ID token would come",
        "`scopes`: `openid`가 없어 ID 토큰이 오지 않습니다",
        "add it, or leave `scopes` out",
        "추가하거나 `scopes`를 빼세요",
    ),
    row(
        "W211",
        "`{field}` has no effect: {reason}",
        "`{field}`: 효과가 없습니다. {reason}",
        "remove it, or set what it needs",
        "빼거나 필요한 값을 넣으세요",
    ),
    row(
        "W212",
        "`{field}` switches off {protection}",
        "`{field}`: {protection} 보호가 꺼집니다",
        "only while a provider fault forces it",
        "제공자 오류로 어쩔 수 없을 때만 쓰세요",
    ),
];

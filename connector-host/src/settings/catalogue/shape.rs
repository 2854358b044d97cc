//! The codes of documents that do not have the right shape.

use super::entry::{Entry, Place, row};

pub(super) const SHAPE: &[Entry] = &[
    row(
        "E101",
        "`{field}` must be {expected}, found {found}",
        "`{field}`: 필요한 형식은 {expected}, 실제는 {found}",
        "keys and ids are text in quotes; lists use `[ ]`",
        "키와 ID는 따옴표로 감싼 텍스트이고, 목록은 `[ ]`를 씁니다",
    )
    .means(
        r#"Nothing is converted by guessing: a number loses leading zeros and precision, and `"false"` would be true in many programs."#,
        r#"짐작해서 바꾸지 않습니다. 숫자는 앞의 0과 정밀도를 잃고, `"false"`는 많은 프로그램에서 참이 됩니다."#,
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "appId": 1234567"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "appId": "1234567""#,
    )
    .fixes(
        "puts quotes around a number or a truth value, takes them from one, or makes a list of a text",
        "숫자나 true/false에 따옴표를 붙이거나 떼고, 텍스트를 목록으로 바꿉니다",
    )
    .in_schema(),
    row(
        "E102",
        "{owner} needs `{field}`",
        "{owner}: `{field}` 항목이 필요합니다",
        "add {line}",
        "추가하세요: {line}",
    )
    .means(
        "Without this key the instance cannot work. It is said now, and not at the first sign-in of a user.",
        "이 항목이 없으면 인스턴스가 동작하지 않습니다. 사용자가 처음 로그인할 때가 아니라 지금 알립니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .in_schema(),
    row(
        "E103",
        "unknown field `{field}` for {owner}",
        "{owner}: `{field}` 항목은 없습니다",
        "known fields: {known}",
        "쓸 수 있는 항목: {known}",
    )
    .means(
        "An unknown key is nearly always a misspelt one, and leaving it aside in silence would switch off what it was meant for. Keys that begin with `x-` are yours, at the top level and beside `config`.",
        "모르는 키는 대부분 오타이며, 조용히 무시하면 그 설정이 꺼진 채로 지나갑니다. `x-`로 시작하는 키는 최상위와 `config` 옆에 자유롭게 쓸 수 있습니다.",
    )
    .written(
        Place::Kakao,
        r#""restApiKey": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    )
    .fixes(
        "renames the key if one is surely meant; takes a layer too many away",
        "뜻이 분명하면 키 이름을 바꾸고, 한 단계가 더 있으면 그 단계를 없앱니다",
    )
    .in_schema(),
    row(
        "E104",
        "`{field}` cannot be null",
        "`{field}`: null은 쓸 수 없습니다",
        "delete `{field}` to get the default",
        "`{field}`: 기본값을 쓰려면 항목을 지우세요",
    )
    .means(
        r#"A key is there with a value or it is not there. `null` would mean "the default" to some and "nothing" to others."#,
        "키는 값이 있거나 아예 없어야 합니다. `null`은 누군가에게는 기본값이고 누군가에게는 없음입니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }, "scopes": null"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    )
    .fixes(
        "removes an optional key",
        "없어도 되는 키를 지웁니다",
    )
    .in_schema(),
    row(
        "E105",
        "`{field}` has a value that is not allowed",
        "`{field}`: 허용되지 않는 값입니다",
        "allowed: {allowed}",
        "허용되는 값: {allowed}",
    )
    .means(
        "Only the listed values, or texts of the named form, have a meaning here. Anything else would be ignored or refused by the provider later.",
        "정해진 값이나 형식만 뜻이 있습니다. 다른 값은 나중에 제공자가 무시하거나 거부합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "OpenID""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }, "flow": "oidc""#,
    )
    .fixes(
        "puts the letter case right",
        "대소문자를 바로잡습니다",
    )
    .in_schema(),
    row(
        "E106",
        "`{field}` is outside its limits: {limits}",
        "`{field}`: 한도를 벗어났습니다. 한도: {limits}",
        "write a value within the limits: {limits}",
        "한도 안의 값을 쓰세요: {limits}",
    )
    .means(
        "Limits keep a slip of the hand from becoming an outage: a timeout of 10 ms fails every sign-in, one of an hour keeps users waiting.",
        "한도는 사소한 실수가 장애가 되는 것을 막습니다. 10ms 제한은 모든 로그인을 실패시키고, 한 시간 제한은 사용자를 기다리게 합니다.",
    )
    .written(
        Place::Top,
        r#""defaults": { "signInTtlSecs": 5 }"#,
        r#""defaults": { "signInTtlSecs": 300 }"#,
    )
    .in_schema(),
    row(
        "E107",
        "`{key}` cannot be an instance id",
        "`{key}`: 인스턴스 ID로 쓸 수 없습니다",
        "use lower-case letters, digits and `-`, at most 63, such as `{suggestion}`",
        "영문 소문자, 숫자, `-`만 63자까지 쓸 수 있습니다. 예: `{suggestion}`",
    )
    .means(
        "The id stands in addresses, cookies and metrics: `{publicUrl}/callback/{instance}`. Other characters would be escaped in one place and not in another.",
        "ID는 주소, 쿠키, 지표에 쓰입니다: `{publicUrl}/callback/{instance}`. 다른 문자는 곳에 따라 다르게 변환됩니다.",
    )
    .written(
        Place::Instances,
        r#""instances": { "Kakao Login": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
        r#""instances": { "kakao-login": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
    )
    .in_schema(),
    row(
        "E108",
        "this program has no such connector; it has {list}",
        "이 프로그램에 없는 커넥터입니다. 있는 것: {list}",
        "write one of {list}; another provider needs its crate, linked with `.with([&the_crate::CONNECTOR])`",
        "다음 가운데 하나를 쓰세요: {list}. 다른 제공자는 크레이트를 추가하고 `.with([&the_crate::CONNECTOR])`로 연결해야 합니다",
    )
    .means(
        "An instance needs a connector that is part of this program. Nothing else about the instance can be checked before that.",
        "인스턴스에는 이 프로그램에 들어 있는 커넥터가 필요합니다. 그 전에는 인스턴스의 다른 내용을 검사할 수 없습니다.",
    )
    .written(
        Place::Instances,
        r#""instances": { "kakao": { "connector": "kakaotalk", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
        r#""instances": { "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
    )
    .in_schema(),
    row(
        "E109",
        "this program reads version {supported} only",
        "이 프로그램은 버전 {supported}만 읽습니다",
        r#"write `"version": {supported}`; a file of a later version needs a later program"#,
        r#"이렇게 쓰세요: `"version": {supported}`. 더 높은 버전의 파일에는 새 프로그램이 필요합니다"#,
    )
    .means(
        "The version says how the rest of the file is read. A program that guesses would misread it.",
        "버전은 파일의 나머지를 읽는 방법을 정합니다. 짐작해서 읽으면 잘못 읽습니다.",
    )
    .written(
        Place::Version,
        r#""version": 3"#,
        r#""version": 1"#,
    )
    .in_schema(),
    row(
        "W110",
        "no instance is enabled, so nobody can sign in",
        "켜진 인스턴스가 없어 아무도 로그인할 수 없습니다",
        r#"write `"enabled": true` in one, or add `"kakao": { "connector": "kakao", "config": { … } }`"#,
        r#"하나에 `"enabled": true`를 쓰거나 `"kakao": { "connector": "kakao", "config": { … } }`를 추가하세요"#,
    )
    .means(
        "The host starts and serves no button at all. That is right while a page is prepared, and an accident otherwise.",
        "호스트는 시작되지만 로그인 버튼이 하나도 없습니다. 준비 중이라면 맞지만 아니라면 실수입니다.",
    )
    .written(
        Place::Instances,
        r#""instances": {}"#,
        r#""instances": { "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
    ),
    row(
        "W111",
        "same connector and `clientId` as instance `{other}`",
        "인스턴스 `{other}`: 커넥터와 `clientId`가 같습니다",
        "copy the right `clientId` into one of them, remove one, or give each its own `tenant`",
        "한쪽에 올바른 `clientId`를 넣거나, 하나를 지우거나, `tenant`를 따로 주세요",
    )
    .means(
        "Two buttons would lead to the same application. It is usually a copy that nobody edited, so that one brand signs in to the other one.",
        "버튼 두 개가 같은 애플리케이션으로 갑니다. 대개 복사한 뒤 고치지 않은 것이며, 한 브랜드가 다른 브랜드로 로그인됩니다.",
    )
    .written(
        Place::Instances,
        r#""instances": { "a": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } }, "b": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
        r#""instances": { "a": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } }, "b": { "connector": "kakao", "config": { "clientId": "fedcba9876543210fedcba9876543210", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } }"#,
    ),
];

//! The codes of a host that cannot start, although its document may be good.

use super::entry::{Entry, row};

pub(super) const START: &[Entry] = &[
    row(
        "E902",
        "there is no sealing key",
        "봉인 키가 없습니다",
        "give `sealing_key(...)` 32 random bytes that all hosts of this deployment share",
        "이 배포의 모든 호스트가 공유하는 32바이트 난수를 `sealing_key(...)`에 주세요",
    )
    .means(
        "The key protects a sign-in that has begun. Without a shared one, a second process could not finish what the first began.",
        "이 키는 시작된 로그인을 보호합니다. 공유하지 않으면 다른 프로세스가 이어받아 끝낼 수 없습니다.",
    )
    .happens(
        "`Host::builder()` without `sealing_key(…)`",
        "`sealing_key(…)`가 없는 `Host::builder()`",
    )
    .acts("the embedding program", "호스트를 포함한 프로그램"),
    row(
        "E903",
        "there is no one-time guard",
        "일회용 확인 저장소가 없습니다",
        "give `guard(...)` one that all processes share, or say `single_process()`",
        "모든 프로세스가 공유하는 `guard(...)`를 주거나 `single_process()`라고 밝히세요",
    )
    .means(
        "Every callback may be used once. A guard in the memory of one process cannot promise that for several.",
        "콜백은 한 번만 쓸 수 있습니다. 프로세스 하나의 메모리만으로는 여러 프로세스에서 이를 보장할 수 없습니다.",
    )
    .happens(
        "`Host::builder()` without `guard(…)` and without `single_process()`",
        "`guard(…)`도 `single_process()`도 없는 `Host::builder()`",
    )
    .acts("the embedding program", "호스트를 포함한 프로그램"),
    row(
        "E904",
        "the program needs the instance `{id}`, and the settings have none that is enabled",
        "프로그램에 필요한 인스턴스 `{id}` 설정이 없거나 꺼져 있습니다",
        "add the instance, or enable it",
        "인스턴스를 추가하거나 켜세요",
    )
    .means(
        "The program around the host counts on this instance. Without it a button of its pages would lead nowhere.",
        "호스트를 포함한 프로그램이 이 인스턴스를 필요로 합니다. 없으면 화면의 버튼이 동작하지 않습니다.",
    )
    .happens(
        r#"the program requires `kakao`, and the file names it `kakao-kr` or has `"enabled": false`"#,
        r#"프로그램은 `kakao`를 요구하는데 파일에는 `kakao-kr`이거나 `"enabled": false`인 경우"#,
    ),
    row(
        "E905",
        "two crates register one connector id",
        "두 크레이트가 같은 커넥터 ID를 등록합니다",
        "link only one of them",
        "하나만 링크하세요",
    )
    .means(
        "With two connectors under one id nobody could say which one a configuration means.",
        "ID 하나에 커넥터가 둘이면 설정이 어느 쪽을 뜻하는지 알 수 없습니다.",
    )
    .happens(
        "two crates that both register `kakao`",
        "둘 다 `kakao`를 등록하는 크레이트 두 개",
    )
    .acts("the embedding program", "호스트를 포함한 프로그램"),
    row(
        "E906",
        "the connector's own description is broken",
        "커넥터 자체의 설명에 오류가 있습니다",
        "a fault of the connector, not of your file: report it to its author",
        "파일이 아니라 커넥터의 오류입니다. 만든 사람에게 알려 주세요",
    )
    .means(
        "The connector itself breaks the rules for connectors, so that nothing can be said about its settings.",
        "커넥터 자체가 규칙을 어겨서 그 설정에 대해 아무 말도 할 수 없습니다.",
    )
    .happens(
        "a connector whose schema is not a valid JSON Schema",
        "스키마가 올바른 JSON Schema가 아닌 커넥터",
    )
    .acts("the author of the connector", "커넥터를 만든 사람"),
    row(
        "E907",
        "the host was given no settings",
        "호스트에 설정이 주어지지 않았습니다",
        "give the builder `settings_file(...)`",
        "빌더에 `settings_file(...)`을 주세요",
    )
    .means(
        "A host without settings has no instance and could sign nobody in.",
        "설정이 없는 호스트에는 인스턴스가 없어 아무도 로그인할 수 없습니다.",
    )
    .happens(
        "`Host::builder()` without `settings_file(…)`",
        "`settings_file(…)`이 없는 `Host::builder()`",
    )
    .acts("the embedding program", "호스트를 포함한 프로그램"),
    row(
        "E908",
        "the sealing key cannot be used: {reason}",
        "봉인 키를 쓸 수 없습니다: {reason}",
        "32 bytes as base64 or hexadecimal text; at most two previous keys",
        "base64나 16진수로 적은 32바이트입니다. 이전 키는 두 개까지만 둡니다",
    )
    .means(
        "A key of another length or spelling would not protect anything, so it is refused instead of being stretched.",
        "길이나 표기가 다른 키는 아무것도 보호하지 못하므로 늘려 쓰지 않고 거부합니다.",
    )
    .happens(
        "`CONNECTORS_KEY=secret`; `openssl rand -base64 32` makes a right one",
        "`CONNECTORS_KEY=secret`. `openssl rand -base64 32`로 올바른 키를 만들 수 있습니다",
    )
    .acts("the operator", "운영자"),
];

//! The codes of a host that cannot start, although its document may be good.

use super::{Entry, row};

pub(super) const START: &[Entry] = &[
    row(
        "E902",
        "there is no sealing key",
        "봉인 키가 없습니다",
        "give `sealing_key(...)` 32 random bytes that all hosts of this deployment share",
        "이 배포의 모든 호스트가 공유하는 32바이트 난수를 `sealing_key(...)`에 주세요",
    ),
    row(
        "E903",
        "there is no one-time guard",
        "일회용 확인 저장소가 없습니다",
        "give `guard(...)` one that all processes share, or say `single_process()`",
        "모든 프로세스가 공유하는 `guard(...)`를 주거나 `single_process()`라고 밝히세요",
    ),
    row(
        "E904",
        "the program needs the instance `{id}`, and the settings have none that is enabled",
        "프로그램에 인스턴스 `{id}`가 필요하지만 설정에 켜진 것이 없습니다",
        "add the instance, or enable it",
        "인스턴스를 추가하거나 켜세요",
    ),
    row(
        "E905",
        "two crates register one connector id",
        "두 크레이트가 같은 커넥터 ID를 등록합니다",
        "link only one of them",
        "하나만 링크하세요",
    ),
    row(
        "E906",
        "the connector's own description is broken",
        "커넥터 자체의 설명에 오류가 있습니다",
        "a fault of the connector, not of your file: report it to its author",
        "파일이 아니라 커넥터의 오류입니다. 만든 사람에게 알려 주세요",
    ),
    row(
        "E907",
        "the host was given no settings",
        "호스트에 설정이 주어지지 않았습니다",
        "give the builder `settings_file(...)`",
        "빌더에 `settings_file(...)`을 주세요",
    ),
    row(
        "E908",
        "the sealing key cannot be used: {reason}",
        "봉인 키를 쓸 수 없습니다: {reason}",
        "32 bytes as base64 or hexadecimal text; at most two previous keys",
        "base64나 16진수로 적은 32바이트입니다. 이전 키는 두 개까지만 둡니다",
    ),
];

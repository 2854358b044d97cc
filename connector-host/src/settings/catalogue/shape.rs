//! The codes of documents that do not have the right shape.

use super::{Entry, row};

pub(super) const SHAPE: &[Entry] = &[
    row(
        "E101",
        "`{field}` must be {expected}, found {found}",
        "`{field}`: 필요한 형식은 {expected}, 실제는 {found}",
        "keys and ids are text in quotes; lists use `[ ]`",
        "키와 ID는 따옴표로 감싼 텍스트이고, 목록은 `[ ]`를 씁니다",
    ),
    row(
        "E102",
        "{owner} needs `{field}`",
        "{owner}: `{field}` 항목이 필요합니다",
        "add {line}",
        "추가하세요: {line}",
    ),
    row(
        "E103",
        "unknown field `{field}` for {owner}",
        "{owner}: `{field}` 항목은 없습니다",
        "known fields: {known}",
        "쓸 수 있는 항목: {known}",
    ),
    row(
        "E104",
        "`{field}` cannot be null",
        "`{field}`: null은 쓸 수 없습니다",
        "leave the key out to get the default",
        "기본값을 쓰려면 항목을 빼세요",
    ),
    row(
        "E105",
        "`{field}` has a value that is not allowed",
        "`{field}`: 허용되지 않는 값입니다",
        "allowed: {allowed}",
        "허용되는 값: {allowed}",
    ),
    row(
        "E106",
        "`{field}` is outside its limits: {limits}",
        "`{field}`: 한도를 벗어났습니다. 한도: {limits}",
        "see `connectors schema {connector}`",
        "`connectors schema {connector}`를 보세요",
    ),
    row(
        "E107",
        "`{key}` cannot be an instance id",
        "`{key}`: 인스턴스 ID로 쓸 수 없습니다",
        "lower-case letters, digits and `-`, at most 63",
        "영문 소문자, 숫자, `-`만 63자까지 쓸 수 있습니다",
    ),
    row(
        "E108",
        "this program has no such connector; it has {list}",
        "이 프로그램에 없는 커넥터입니다. 있는 것: {list}",
        "third party: add its crate and link it with `.with([&the_crate::CONNECTOR])`",
        "외부 커넥터라면 크레이트를 추가하고 `.with([&the_crate::CONNECTOR])`로 연결하세요",
    ),
    row(
        "E109",
        "this program reads version {supported} only",
        "이 프로그램은 버전 {supported}만 읽습니다",
        "upgrade the program, or migrate the file",
        "프로그램을 올리거나 파일을 옮기세요",
    ),
    row(
        "W110",
        "no instance is enabled, so nobody can sign in",
        "켜진 인스턴스가 없어 아무도 로그인할 수 없습니다",
        "add one, or set `enabled`",
        "하나를 추가하거나 `enabled`를 켜세요",
    ),
    row(
        "W111",
        "same connector and `clientId` as instance `{other}`",
        "인스턴스 `{other}`: 커넥터와 `clientId`가 같습니다",
        "usually a copy that was not edited",
        "복사한 뒤 고치지 않은 경우가 많습니다",
    ),
];

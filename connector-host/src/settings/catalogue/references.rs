//! The codes of references and of secrets in the text.

use super::{Entry, row};

pub(super) const REFERENCES: &[Entry] = &[
    row(
        "E301",
        "not a valid reference: {reason}",
        "올바른 참조가 아닙니다: {reason}",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}` or `{\"$credential\": \"name\"}`",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}`, `{\"$credential\": \"name\"}` 가운데 하나를 쓰세요",
    ),
    row(
        "E302",
        "`{field}`: {source} {reason}",
        "`{field}`: {source} {reason}",
        "set it, fix the rights, or `--no-env` to skip",
        "값을 설정하거나 권한을 고치거나, 건너뛰려면 `--no-env`를 쓰세요",
    ),
    row(
        "E303",
        "text is never expanded here",
        "여기서는 텍스트 치환을 하지 않습니다",
        "write `{\"$env\": \"NAME\"}`",
        "`{\"$env\": \"NAME\"}`로 쓰세요",
    ),
    row(
        "W304",
        "`{field}` is written in the file",
        "`{field}`: 비밀 값이 파일에 적혀 있습니다",
        "move it to a reference and renew it",
        "참조로 옮기고 값을 새로 발급하세요",
    ),
    row(
        "W305",
        "the secret file is readable by every user (mode {mode})",
        "비밀 파일을 모든 사용자가 읽을 수 있습니다(모드 {mode})",
        "`chmod 0400`",
        "`chmod 0400`",
    ),
    row(
        "W306",
        "`{field}` looks base64-encoded",
        "`{field}`: base64로 인코딩된 값 같습니다",
        "store the decoded value",
        "디코딩한 값을 저장하세요",
    ),
];

//! The codes of texts that cannot be read as they are.

use super::{Entry, row};

pub(super) const READING: &[Entry] = &[
    row(
        "E001",
        "cannot read the configuration: {reason}",
        "설정을 읽을 수 없습니다: {reason}",
        "check path and rights; `connectors init` writes a new one",
        "경로와 권한을 확인하세요. `connectors init`은 새 파일을 만듭니다",
    ),
    row(
        "E002",
        "the configuration is over a safety limit: {limit}",
        "설정이 안전 한도를 넘었습니다: {limit}",
        "split it into a directory, or raise `--max-size`",
        "디렉터리로 나누거나 `--max-size`를 올리세요",
    ),
    row(
        "E003",
        "the file is not UTF-8; it looks like {encoding}",
        "파일이 UTF-8이 아닙니다. 추정: {encoding}",
        "save as UTF-8 without a mark",
        "BOM 없는 UTF-8로 저장하세요",
    ),
    row(
        "W004",
        "the file begins with a byte-order mark",
        "파일이 BOM으로 시작합니다",
        "save as \"UTF-8\", not \"UTF-8 with BOM\"",
        "\"UTF-8 with BOM\"이 아니라 \"UTF-8\"로 저장하세요",
    ),
    row(
        "E005",
        "not valid JSON here: expected {expected}",
        "이 위치가 올바른 JSON이 아닙니다. 필요한 것: {expected}",
        "the caret shows where reading stopped",
        "표시된 곳에서 읽기가 멈췄습니다",
    ),
    row(
        "E006",
        "a comma before `{close}` is not JSON",
        "`{close}` 앞에는 쉼표를 쓸 수 없습니다",
        "remove it, or name the file `.jsonc`",
        "쉼표를 지우거나 파일 이름을 `.jsonc`로 바꾸세요",
    ),
    row(
        "E007",
        "comments are not JSON",
        "JSON에는 주석을 쓸 수 없습니다",
        "name the file `.jsonc`, or remove it",
        "파일 이름을 `.jsonc`로 바꾸거나 주석을 지우세요",
    ),
    row(
        "E008",
        "only `\"` can be a quote here",
        "따옴표는 `\"`만 쓸 수 있습니다",
        "usual after copying from a chat or a word processor",
        "메신저나 문서 편집기에서 복사하면 자주 생깁니다",
    ),
    row(
        "E009",
        "`{field}` is defined twice; first at {place}",
        "`{field}` 항목이 두 번 나옵니다. 처음 위치: {place}",
        "remove one; readers disagree on which one wins",
        "하나를 지우세요. 어느 쪽이 쓰이는지는 프로그램마다 다릅니다",
    ),
];

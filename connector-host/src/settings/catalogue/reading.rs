//! The codes of texts that cannot be read as they are.

use super::entry::{Entry, Place, row};

pub(super) const READING: &[Entry] = &[
    row(
        "E001",
        "cannot read the configuration: {reason}",
        "설정을 읽을 수 없습니다: {reason}",
        "check path and rights; `connectors init` writes a new one",
        "경로와 권한을 확인하세요. `connectors init`은 새 파일을 만듭니다",
    )
    .means(
        "Nothing can be checked or started while the configuration cannot be opened. Rights count for the user that runs the program, not for the one who wrote the file.",
        "설정을 열 수 없으면 검사도 시작도 할 수 없습니다. 권한은 파일을 만든 사람이 아니라 프로그램을 실행하는 사용자를 기준으로 합니다.",
    )
    .happens(
        "`connectors validate wrong/path.json`, or a directory without any `.json` or `.jsonc` file",
        "`connectors validate 없는/경로.json`, 또는 `.json`이나 `.jsonc` 파일이 없는 디렉터리",
    ),
    row(
        "E002",
        "the configuration is over a safety limit: {limit}",
        "설정이 안전 한도를 넘었습니다: {limit}",
        "split it into a directory, or raise `--max-size`",
        "디렉터리로 나누거나 `--max-size`를 올리세요",
    )
    .means(
        "The limits (16 MiB, 64 levels, 8 KiB a text, 200 000 keys) keep a broken or hostile file from using up memory and time. No real configuration comes near them.",
        "한도(16 MiB, 64단계, 텍스트 8 KiB, 키 200,000개)는 잘못되었거나 악의적인 파일이 메모리와 시간을 다 쓰는 것을 막습니다. 실제 설정은 이 한도에 가까이 가지 않습니다.",
    )
    .happens(
        "a log or a picture was named `connectors.json`, or a whole certificate was pasted as one text",
        "로그나 그림 파일의 이름이 `connectors.json`이거나, 인증서 전체를 텍스트 하나로 붙여 넣은 경우",
    ),
    row(
        "E003",
        "the file is not UTF-8; it looks like {encoding}",
        "파일이 UTF-8이 아닙니다. 추정: {encoding}",
        "save as UTF-8 without a mark",
        "BOM 없는 UTF-8로 저장하세요",
    )
    .means(
        "JSON is UTF-8. Other encodings would turn Korean labels into wrong letters, and other tools would read something else than this program does.",
        "JSON은 UTF-8입니다. 다른 인코딩은 한글 문구를 깨뜨리고, 도구마다 다르게 읽습니다.",
    )
    .happens(
        r#"the file was saved as "ANSI" or "Unicode" in an editor on Windows; `iconv -f CP949 -t UTF-8` converts it"#,
        r#"Windows 편집기에서 "ANSI"나 "유니코드"로 저장한 경우. `iconv -f CP949 -t UTF-8`로 바꿀 수 있습니다"#,
    )
    .fixes(
        "writes a UTF-16 file anew as UTF-8; other encodings are left alone",
        "UTF-16 파일을 UTF-8로 다시 씁니다. 다른 인코딩은 그대로 둡니다",
    ),
    row(
        "W004",
        "the file begins with a byte-order mark",
        "파일이 BOM으로 시작합니다",
        "save as \"UTF-8\", not \"UTF-8 with BOM\"",
        "\"UTF-8 with BOM\"이 아니라 \"UTF-8\"로 저장하세요",
    )
    .means(
        "The mark is invisible. This program skips it, but other tools that read the same file stop at it.",
        "BOM은 보이지 않습니다. 이 프로그램은 건너뛰지만 같은 파일을 읽는 다른 도구는 여기서 멈출 수 있습니다.",
    )
    .happens(
        r#"the file was saved as "UTF-8 with BOM""#,
        r#"파일을 "UTF-8 with BOM"으로 저장한 경우"#,
    )
    .fixes(
        "takes the mark away",
        "BOM을 지웁니다",
    ),
    row(
        "E005",
        "not valid JSON here: expected {expected}",
        "이 위치가 올바른 JSON이 아닙니다. 필요한 것: {expected}",
        "the caret shows where reading stopped",
        "표시된 곳에서 읽기가 멈췄습니다",
    )
    .means(
        "A file that is not JSON has no settings at all. Reading stops at the first such place, so there may be more behind it.",
        "JSON이 아닌 파일에서는 설정을 읽을 수 없습니다. 처음 틀린 곳에서 읽기가 멈추므로 그 뒤에 더 있을 수 있습니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef"
"clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef",
"clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
    row(
        "E006",
        "a comma before `{close}` is not JSON",
        "`{close}` 앞에는 쉼표를 쓸 수 없습니다",
        "remove it, or name the file `.jsonc`",
        "쉼표를 지우거나 파일 이름을 `.jsonc`로 바꾸세요",
    )
    .means(
        "Strict JSON knows no comma behind the last member, and many tools refuse the file because of it. A file that is named `.jsonc` may have it.",
        "엄격한 JSON에는 마지막 항목 뒤의 쉼표가 없어서 많은 도구가 파일을 거부합니다. 이름이 `.jsonc`인 파일에는 쓸 수 있습니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef",
"clientSecret": { "$env": "KAKAO_CLIENT_SECRET" },"#,
        r#""clientId": "0123456789abcdef0123456789abcdef",
"clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    )
    .fixes(
        "removes the comma",
        "쉼표를 지웁니다",
    ),
    row(
        "E007",
        "comments are not JSON",
        "JSON에는 주석을 쓸 수 없습니다",
        "name the file `.jsonc`, or remove it",
        "파일 이름을 `.jsonc`로 바꾸거나 주석을 지우세요",
    )
    .means(
        "Strict JSON has no comments, and many tools refuse a file with them. A file that is named `.jsonc` may hold `//` and `/* */`.",
        "엄격한 JSON에는 주석이 없어서 많은 도구가 파일을 거부합니다. 이름이 `.jsonc`인 파일에는 `//`와 `/* */`를 쓸 수 있습니다.",
    )
    .written(
        Place::File,
        r#"// production
{ "version": 1, "publicUrl": "https://login.example.kr", "x-note": "a", "instances": { "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } } }"#,
        r#"{ "version": 1, "publicUrl": "https://login.example.kr", "x-note": "a", "x-comment": "production", "instances": { "kakao": { "connector": "kakao", "config": { "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" } } } } }"#,
    ),
    row(
        "E008",
        "only `\"` can be a quote here",
        "따옴표는 `\"`만 쓸 수 있습니다",
        r#"put `"` in place of both marks; usual after copying from a chat or a word processor"#,
        r#"양쪽을 모두 `"`로 바꾸세요. 메신저나 문서 편집기에서 복사하면 자주 생깁니다"#,
    )
    .means(
        r#"Word processors and chats replace `"` by other marks that only look alike. They would become part of the text, or make the file unreadable."#,
        r#"문서 편집기와 메신저는 `"`를 비슷하게 생긴 다른 문자로 바꿉니다. 그대로 두면 값의 일부가 되거나 파일을 읽을 수 없습니다."#,
    )
    .written(
        Place::Kakao,
        r#"“clientId”: “0123456789abcdef0123456789abcdef”, "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    )
    .fixes(
        r#"puts `"` in their place"#,
        r#"`"`로 바꿉니다"#,
    ),
    row(
        "E009",
        "`{field}` is defined twice; first at {place}",
        "`{field}` 항목이 두 번 나옵니다. 처음 위치: {place}",
        "keep one `{field}` and delete the other; programs disagree on which one counts",
        "`{field}`: 하나만 남기고 지우세요. 어느 쪽이 쓰이는지는 프로그램마다 다릅니다",
    )
    .means(
        "Of two equal keys one program takes the first, another the last: two people would see two different configurations. Nothing is chosen here.",
        "같은 키가 둘이면 어떤 프로그램은 처음 것을, 어떤 프로그램은 마지막 것을 씁니다. 사람마다 다른 설정을 보게 되므로 여기서는 고르지 않습니다.",
    )
    .written(
        Place::Kakao,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
        r#""clientId": "0123456789abcdef0123456789abcdef", "clientSecret": { "$env": "KAKAO_CLIENT_SECRET" }"#,
    ),
];

//! The codes of references and of secrets in the text.

use super::entry::{Entry, Place, row};

pub(super) const REFERENCES: &[Entry] = &[
    row(
        "E301",
        "not a valid reference: {reason}",
        "올바른 참조가 아닙니다: {reason}",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}` or `{\"$credential\": \"name\"}`",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}`, `{\"$credential\": \"name\"}` 가운데 하나를 쓰세요",
    )
    .means(
        "A reference says where a value is read from. One that is misspelt would be taken for the value itself, or read something else.",
        "참조는 값을 읽을 곳을 가리킵니다. 잘못 쓴 참조는 값 자체로 쓰이거나 엉뚱한 것을 읽게 됩니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "env": "NAVER_CLIENT_SECRET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .fixes(
        "renames the key if one is surely meant",
        "뜻이 분명하면 키 이름을 바꿉니다",
    )
    .in_schema(),
    row(
        "E302",
        "`{field}`: {source} {reason}",
        "`{field}`: {source} {reason}",
        "set it, fix the rights, or `--no-env` to skip",
        "값을 설정하거나 권한을 고치거나, 건너뛰려면 `--no-env`를 쓰세요",
    )
    .means(
        "What the reference names is not there, empty or not readable for this program. The host would start without the secret and fail at the first user.",
        "참조가 가리키는 것이 없거나 비었거나 이 프로그램이 읽을 수 없습니다. 그대로 시작하면 첫 사용자부터 로그인이 실패합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET_UNSET" }"#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .acts("the operator", "운영자"),
    row(
        "E303",
        "text is never expanded here",
        "여기서는 텍스트 치환을 하지 않습니다",
        "write `{\"$env\": \"NAME\"}`",
        "`{\"$env\": \"NAME\"}`로 쓰세요",
    )
    .means(
        "Text is never expanded, so this text itself would be sent to the provider as the secret. A value that really looks like this can be read through a reference.",
        "텍스트 치환을 하지 않으므로 이 문구 자체가 시크릿으로 전송됩니다. 정말 이런 모양의 값이라면 참조로 읽을 수 있습니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": "${NAVER_CLIENT_SECRET}""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    )
    .fixes(
        "makes a reference of a text that is wholly `${NAME}`",
        "전체가 `${NAME}`인 텍스트를 참조로 바꿉니다",
    ),
    row(
        "W304",
        "`{field}` is written in the file",
        "`{field}`: 비밀 값이 파일에 적혀 있습니다",
        r#"write a reference such as `"{field}": { "$env": "NAME" }`, and renew the value in the console"#,
        r#"`"{field}": { "$env": "NAME" }` 같은 참조로 바꾸고 콘솔에서 값을 새로 발급하세요"#,
    )
    .means(
        "Whoever can read the file, its copies or its history in git has the secret. It should be renewed once it stood there.",
        "파일, 사본, git 기록을 볼 수 있는 사람은 누구나 시크릿을 알게 됩니다. 한 번 적혔던 값은 새로 발급하세요.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": "Abcd1234Ef""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    ),
    row(
        "W305",
        "the secret file is readable by every user (mode {mode})",
        "비밀 파일을 모든 사용자가 읽을 수 있습니다(모드 {mode})",
        "run `chmod 0400` on it, as its owner",
        "소유자로 그 파일에 `chmod 0400`을 실행하세요",
    )
    .means(
        "Every user and program of this machine can read the secret.",
        "이 컴퓨터의 모든 사용자와 프로그램이 시크릿을 읽을 수 있습니다.",
    )
    .happens(
        r#"`{ "$file": "./secret" }` with a file of mode 0644; 0400 is right"#,
        r#"모드가 0644인 파일을 `{ "$file": "./secret" }`로 읽는 경우. 0400이 맞습니다"#,
    )
    .acts("the operator", "운영자"),
    row(
        "W306",
        "`{field}` looks base64-encoded",
        "`{field}`: base64로 인코딩된 값 같습니다",
        "store the decoded value: `base64 -d` prints it",
        "디코딩한 값을 저장하세요. `base64 -d`로 볼 수 있습니다",
    )
    .means(
        "Kubernetes shows secrets in base64. The encoded form was copied, and the provider knows only the decoded one.",
        "Kubernetes는 시크릿을 base64로 보여 줍니다. 인코딩된 값을 복사하면 제공자는 알지 못합니다.",
    )
    .written(
        Place::Naver,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": "QWJjZDEyMzRFZg==""#,
        r#""clientId": "jyvqXeaVOVmVABCDEFGH", "clientSecret": { "$env": "NAVER_CLIENT_SECRET" }"#,
    ),
];

//! Every code that a settings document can earn: one code, one meaning, one severity. The texts are data; what is filled into
//! them is known to the program, never a value of the document.

mod start;

use std::sync::LazyLock;

use connector_core::{Text, config::Severity};

/// One code with its texts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The code, such as `E103`.
    pub code: &'static str,
    /// What is wrong; places stand in braces.
    pub message: Text,
    /// What to do.
    pub help: Text,
}

impl Entry {
    /// Errors refuse a configuration, warnings do not. The first letter of the code says which.
    pub fn severity(&self) -> Severity {
        match self.code.starts_with('W') {
            true => Severity::Warning,
            false => Severity::Error,
        }
    }
}

const fn row(
    code: &'static str,
    en: &'static str,
    ko: &'static str,
    help: &'static str,
    help_ko: &'static str,
) -> Entry {
    Entry {
        code,
        message: Text::new(en, ko),
        help: Text::new(help, help_ko),
    }
}

pub(super) const OURS: Entry = row(
    "E901",
    "internal error at {place}; this is our fault",
    "내부 오류입니다({place}). 저희 잘못입니다",
    "report it; the text holds nothing from your file",
    "신고해 주세요. 이 문구에는 파일의 내용이 들어 있지 않습니다",
);

/// All codes, sorted by number.
pub static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| [DOCUMENT, start::START].concat());

/// The codes that a document can earn.
const DOCUMENT: &[Entry] = &[
    row(
        "E001",
        "cannot read the configuration: {reason}",
        "설정을 읽을 수 없습니다: {reason}",
        "check path and rights",
        "경로와 권한을 확인하세요",
    ),
    row(
        "E002",
        "the configuration is over a safety limit: {limit}",
        "설정이 안전 한도를 넘었습니다: {limit}",
        "split it into a directory",
        "디렉터리로 나누세요",
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
        "add it, or allow W207 for this instance if it is off in the console",
        "추가하거나, 콘솔에서 꺼져 있으면 이 인스턴스에 W207을 허용하세요",
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
    row(
        "E401",
        "`{field}` is not a web address",
        "`{field}`: 웹 주소가 아닙니다",
        "begin with `https://`",
        "`https://`로 시작하세요",
    ),
    row(
        "E402",
        "`{field}` has a part that does not belong here: {part}",
        "`{field}`: 쓸 수 없는 부분이 있습니다: {part}",
        "keep scheme, host, port and path",
        "스킴, 호스트, 포트, 경로만 남기세요",
    ),
    row(
        "E403",
        "`{field}` uses http; only localhost, 127.0.0.1 and [::1] may",
        "`{field}`: http는 localhost, 127.0.0.1, [::1]에서만 쓸 수 있습니다",
        "use https; end TLS at a proxy if needed",
        "https를 쓰세요. 필요하면 프록시에서 TLS를 끝내세요",
    ),
    row(
        "E404",
        "`{field}` points at this machine; production refuses it",
        "`{field}`: 운영 환경에서는 로컬 주소를 쓸 수 없습니다",
        "set the public address, or `--profile dev`",
        "공개 주소를 쓰거나 `--profile dev`를 쓰세요",
    ),
    row(
        "W405",
        "`{field}` is used as {normal}",
        "`{field}`: 실제로는 {normal} 형태로 쓰입니다",
        "providers compare letter by letter; write it so",
        "제공자는 글자 그대로 비교합니다. 그대로 적으세요",
    ),
    row(
        "W406",
        "`{field}` sends requests and the client secret to another host",
        "`{field}`: 요청과 클라이언트 시크릿이 다른 호스트로 갑니다",
        "fine for your own proxy; else remove it",
        "직접 운영하는 프록시라면 괜찮습니다. 아니면 지우세요",
    ),
    row(
        "W407",
        "`publicUrl` already holds a callback path; the callback would be {callback}",
        "`publicUrl`: 콜백 경로가 이미 들어 있습니다. 실제 콜백: {callback}",
        "give only the part before it",
        "그 앞부분만 적으세요",
    ),
    row(
        "E408",
        "`{field}` is a private address",
        "`{field}`: 사설 주소입니다",
        "set `allowPrivate` if this is your own gateway",
        "직접 운영하는 게이트웨이라면 `allowPrivate`를 켜세요",
    ),
    OURS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_once_and_the_letter_is_never_the_only_difference() {
        let numbers: Vec<&str> = CATALOGUE.iter().map(|entry| &entry.code[1..]).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        let places = |text: &str| {
            let mut all: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            all.sort();
            all
        };
        for entry in CATALOGUE.iter() {
            assert_eq!(places(entry.message.en), places(entry.message.ko), "{}", entry.code);
        }
    }
}

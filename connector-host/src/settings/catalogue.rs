//! Every code: one meaning, one severity (by its first letter), in both languages. Numbers are never reused.

use connector_core::{Finding, Text, config::Sentence};

/// Largest document, in bytes (L31).
pub(super) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Deepest nesting (L31).
pub(super) const MAX_DEPTH: usize = 64;
/// Longest text, in bytes (L31).
pub(super) const MAX_TEXT: usize = 8 * 1024;
/// Most members of objects (L31).
pub(super) const MAX_KEYS: usize = 200_000;

/// A kind of finding.
pub(super) struct Entry {
    code: &'static str,
    message: Text,
    help: Text,
}

impl Entry {
    /// A finding of this kind. What is put into the places must be known to the program; it is never a value of a document.
    pub(super) fn finding(&self, pointer: impl Into<String>, places: &[(&str, &str)]) -> Finding {
        let finding = Finding::new(self.code, pointer, Sentence::fill(self.message, places));
        if self.help.en.is_empty() {
            finding
        } else {
            finding.help(Sentence::fill(self.help, places))
        }
    }
}

macro_rules! catalogue {
    ($($name:ident: $en:literal, $ko:literal, $help_en:literal, $help_ko:literal;)*) => {
        $(pub(super) const $name: Entry = Entry {
            code: stringify!($name),
            message: Text::new($en, $ko),
            help: Text::new($help_en, $help_ko),
        };)*
        #[cfg(test)]
        pub(super) const ALL: &[&Entry] = &[$(&$name,)*];
    };
}

catalogue! {
    E001: "cannot read the configuration: {reason}", "설정을 읽을 수 없습니다: {reason}",
        "check path and rights", "경로와 권한을 확인하세요";
    E002: "the configuration is over a safety limit: {limit}", "설정이 안전 한도를 넘었습니다: {limit}",
        "make it smaller", "더 작게 나누세요";
    E003: "the file is not UTF-8; it looks like {encoding}", "파일이 UTF-8이 아닙니다. 추정: {encoding}",
        "save as UTF-8 without a mark", "BOM 없는 UTF-8로 저장하세요";
    W004: "the file begins with a byte-order mark", "파일이 BOM으로 시작합니다",
        "save as \"UTF-8\", not \"UTF-8 with BOM\"", "\"UTF-8 BOM\"이 아니라 \"UTF-8\"로 저장하세요";
    E005: "not valid JSON here: expected {expected}", "이 위치가 올바른 JSON이 아닙니다. 필요한 것: {expected}",
        "the caret shows where reading stopped", "표시된 곳에서 읽기를 멈췄습니다";
    E006: "a comma before `{close}` is not JSON", "`{close}` 앞에는 쉼표를 쓸 수 없습니다",
        "remove it, or name the file `.jsonc`", "쉼표를 지우거나 파일 이름을 `.jsonc`로 하세요";
    E007: "comments are not JSON", "JSON에는 주석을 쓸 수 없습니다",
        "name the file `.jsonc`, or remove it", "파일 이름을 `.jsonc`로 하거나 주석을 지우세요";
    E008: "only `\"` can be a quote here", "따옴표는 `\"`만 쓸 수 있습니다",
        "usual after copying from a chat or a word processor", "메신저나 문서 편집기에서 복사하면 자주 생깁니다";
    E009: "`{field}` is defined twice; first at {place}", "`{field}` 항목이 두 번 나옵니다. 처음 위치: {place}",
        "remove one; readers disagree on which one wins", "하나를 지우세요. 어느 쪽이 쓰일지는 프로그램마다 다릅니다";
    E101: "`{field}` must be {expected}, found {found}", "`{field}`: 필요한 형식은 {expected}, 실제는 {found}",
        "keys and ids are text in quotes; lists use `[ ]`", "키와 ID는 따옴표 안의 텍스트, 목록은 `[ ]`입니다";
    E102: "{owner} needs `{field}`", "{owner_ko}: `{field}` 항목이 필요합니다", "{where}", "{where_ko}";
    E103: "unknown field `{field}` for {owner}", "{owner_ko}: `{field}` 항목은 없습니다",
        "known fields: {known}", "쓸 수 있는 항목: {known}";
    E104: "`{field}` cannot be null", "`{field}`: null은 쓸 수 없습니다",
        "leave the key out to get the default", "기본값을 쓰려면 항목을 지우세요";
    E105: "`{field}` has a value that is not allowed", "`{field}`: 허용되지 않는 값입니다",
        "allowed: {allowed}", "허용: {allowed}";
    E106: "`{field}` is outside its limits: {limits}", "`{field}`: 한도를 벗어났습니다. 한도: {limits}", "", "";
    E107: "`{key}` cannot be an instance id", "`{key}`: 인스턴스 ID로 쓸 수 없습니다",
        "lower-case letters, digits and `-`, at most 63", "소문자, 숫자, `-`로 63자까지";
    E108: "this program has no such connector; it has {list}", "이 프로그램에 없는 커넥터입니다. 있는 것: {list}",
        "third party: add its crate and link it, or name its static to the host", "외부 커넥터라면 크레이트를 추가해 링크하거나 호스트에 static을 넘기세요";
    E109: "this program reads version {supported} only", "이 프로그램은 버전 {supported}만 읽습니다",
        "upgrade the program, or migrate the file", "프로그램을 올리거나 파일을 옮기세요";
    W110: "no instance is enabled, so nobody can sign in", "켜진 인스턴스가 없어 아무도 로그인할 수 없습니다",
        "add one, or set `enabled`", "추가하거나 `enabled`를 켜세요";
    W111: "same connector and `clientId` as instance `{other}`", "인스턴스 `{other}`: 커넥터와 `clientId`가 같습니다",
        "usually a copy that was not edited", "복사한 뒤 고치지 않은 경우가 많습니다";
    E201: "`{field}` contains {what}", "`{field}`: {what_ko} 문자가 있습니다",
        "copy again; in a shell use `printf %s`, not `echo`", "다시 복사하세요. 셸에서는 `echo` 대신 `printf %s`를 쓰세요";
    E202: "`{field}` is empty", "`{field}`: 값이 비어 있습니다",
        "paste it from the console, or use a reference", "콘솔에서 붙여 넣거나 참조를 쓰세요";
    E203: "`{field}` still holds a sample text", "`{field}`: 예시 문구가 그대로 있습니다",
        "copy the value from the provider's console", "제공자 콘솔에서 값을 복사하세요";
    E204: "`{field}` and `{other}` are identical", "`{field}`, `{other}`: 두 값이 같습니다",
        "copy each from its own place", "각각 제자리에서 복사하세요";
    E301: "not a valid reference: {reason}", "올바른 참조가 아닙니다: {reason}",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}` or `{\"$credential\": \"name\"}`",
        "`{\"$env\": \"NAME\"}`, `{\"$file\": \"/path\"}`, `{\"$credential\": \"name\"}` 중 하나";
    E302: "`{field}`: {source} {reason}", "`{field}`: {source} {reason}",
        "set it, or fix the rights", "값을 설정하거나 권한을 고치세요";
    E303: "text is never expanded here", "여기서는 텍스트 치환을 하지 않습니다",
        "write `{\"$env\": \"NAME\"}`", "`{\"$env\": \"NAME\"}` 형태로 쓰세요";
    W304: "`{field}` is written in the file", "`{field}`: 비밀 값이 파일에 적혀 있습니다",
        "move it to a reference and renew it", "참조로 옮기고 새로 발급하세요";
    W305: "the secret file is readable by every user (mode {mode})", "비밀 파일을 모든 사용자가 읽을 수 있습니다(모드 {mode})",
        "`chmod 0400`", "`chmod 0400`";
    E401: "`{field}` is not a web address", "`{field}`: 웹 주소가 아닙니다",
        "begin with `https://`", "`https://`로 시작하세요";
    E402: "`{field}` has a part that does not belong here: {part}", "`{field}`: 쓸 수 없는 부분이 있습니다: {part}",
        "keep scheme, host, port and path", "스킴, 호스트, 포트, 경로만 남기세요";
    E403: "`{field}` uses http; only localhost, 127.0.0.1 and [::1] may", "`{field}`: http는 localhost, 127.0.0.1, [::1]에서만 쓸 수 있습니다",
        "use https; end TLS at a proxy if needed", "https를 쓰세요. 필요하면 프록시에서 TLS를 끝내세요";
    E404: "`{field}` points at this machine; production refuses it", "`{field}`: 운영 환경에서는 로컬 주소를 쓸 수 없습니다",
        "set the public address, or `--profile dev`", "공개 주소를 쓰거나 `--profile dev`를 주세요";
    W405: "`{field}` is used as {normal}", "`{field}`: 실제로는 {normal} 형태로 쓰입니다",
        "providers compare letter by letter; write it so", "제공자는 글자 그대로 비교합니다. 그대로 적으세요";
    W406: "`{field}` sends requests and the client secret to another host", "`{field}`: 요청과 클라이언트 시크릿이 다른 호스트로 갑니다",
        "fine for your own proxy; else remove it", "직접 운영하는 프록시가 아니면 지우세요";
    W407: "`publicUrl` already holds a callback path", "`publicUrl`: 콜백 경로가 이미 들어 있습니다",
        "give only the part before it", "그 앞부분만 적으세요";
    E408: "`{field}` is a private address", "`{field}`: 사설 주소입니다",
        "set `allowPrivate` if this is your own gateway", "직접 운영하는 게이트웨이라면 `allowPrivate`를 켜세요";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn every_code_is_unique_and_speaks_both_languages() {
        let mut codes: Vec<_> = ALL.iter().map(|entry| entry.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for entry in ALL {
            assert!(
                !entry.message.en.is_empty() && !entry.message.ko.is_empty(),
                "{}",
                entry.code
            );
            assert_eq!(entry.help.en.is_empty(), entry.help.ko.is_empty(), "{}", entry.code);
        }
    }
}

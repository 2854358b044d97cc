//! Why reading stopped: what people put where JSON wants something else, and what to do about it. Nothing of the text is repeated.

use connector_core::Text;

use super::{pasted, wording::is_unseen};

/// What a reader wants at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Value,
    FirstKey,
    NextKey,
    Colon,
    MoreMembers,
    MoreItems,
    End,
    CommentEnd,
    Quote,
    Escape,
}

impl Wanted {
    pub(super) const fn text(self) -> Text {
        match self {
            Self::Value => Text::new("a value", "값"),
            Self::FirstKey => Text::new("a key in quotes, or `}`", "따옴표로 감싼 키 또는 `}`"),
            Self::NextKey => Text::new("a key in quotes", "따옴표로 감싼 키"),
            Self::Colon => Text::new("`:`", "`:`"),
            Self::MoreMembers => Text::new("`,` or `}`", "`,` 또는 `}`"),
            Self::MoreItems => Text::new("`,` or `]`", "`,` 또는 `]`"),
            Self::End => Text::new("the end of the file", "파일의 끝"),
            Self::CommentEnd => Text::new("`*/`", "`*/`"),
            Self::Quote => Text::new("`\"` at the end of the text", "텍스트 끝의 `\"`"),
            Self::Escape => Text::new(
                "the rest of the text in one line, or an escape such as `\\n`",
                "한 줄로 이어지는 텍스트 또는 `\\n` 같은 이스케이프",
            ),
        }
    }
}

/// What to do about a text that was never meant to be the configuration alone. Then nothing else is wrong with it.
pub(super) fn of_whole(text: &str, at: usize, wanted: Wanted) -> Option<Text> {
    let (before, rest) = text.split_at_checked(at)?;
    pasted::along(text, at).or_else(|| other_language(text, &without_comments(before), rest, wanted))
}

/// What stands before a place, besides comments.
fn without_comments(before: &str) -> String {
    let is_comment = |line: &&str| line.trim_start().starts_with(['#', '/', ';']);
    before.lines().filter(|line| !is_comment(line)).collect()
}

/// What to do about a text that cannot be read on at this byte.
pub(super) fn help(text: &str, at: usize, wanted: Wanted) -> Text {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let Some(c) = rest.chars().next() else {
        return at_the_end(before, wanted);
    };
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| rest.starts_with(mark))
    {
        return CONFLICT;
    }
    match (wanted, c) {
        (_, c) if full_width(c).is_some() => full_width(c).unwrap_or(FULL_WIDTH),
        (_, '\u{ff01}'..='\u{ff5e}' | '、' | '。') => FULL_WIDTH,
        (_, '\u{a0}' | '\u{3000}') => ODD_SPACE,
        (wanted, c) if wanted != Wanted::Escape && c.is_control() && !c.is_whitespace() => ODD_SPACE,
        (_, c) if is_unseen(c) || (c.is_whitespace() && !c.is_ascii()) => ODD_SPACE,
        (Wanted::Escape, '\\') if rest.to_ascii_lowercase().starts_with("\\ud") => HALF,
        (Wanted::Escape, '\\') => BACKSLASH,
        (Wanted::Escape, '\n' | '\r') => OPEN_TEXT,
        (Wanted::Escape, _) => CONTROL,
        (Wanted::CommentEnd, _) => OPEN_COMMENT,
        (Wanted::Quote, _) => OPEN_TEXT,
        (Wanted::FirstKey | Wanted::NextKey | Wanted::Value, '\\') => ESCAPED,
        (_, '&') if rest.starts_with("&quot;") || rest.starts_with("&#") => ENTITY,
        (Wanted::Colon, _) if swallowed_colon(before) => OPEN_KEY,
        (Wanted::Colon, '=') => EQUALS,
        (Wanted::Colon, ',' | '}') => LISTED,
        (Wanted::Colon, _) => NO_COLON,
        (Wanted::MoreMembers, ']') => OPEN_OBJECT,
        (Wanted::MoreItems, '}') => OPEN_LIST,
        (Wanted::MoreItems, ':') => KEYS_IN_LIST,
        (Wanted::MoreMembers | Wanted::MoreItems, ';') => SEMICOLON,
        (Wanted::MoreMembers, ':' | '=') => TWO_COLONS,
        (Wanted::MoreMembers | Wanted::MoreItems, '.' | '+') => JOINED,
        (Wanted::MoreMembers | Wanted::MoreItems, _) => NO_COMMA,
        (Wanted::FirstKey | Wanted::NextKey, ',') => TWO_COMMAS,
        (Wanted::FirstKey | Wanted::NextKey, '{' | '[') => NO_KEY,
        (Wanted::FirstKey | Wanted::NextKey, ']') => OPEN_OBJECT,
        (Wanted::FirstKey | Wanted::NextKey, '.') => SPREAD,
        (Wanted::NextKey, c) if c.is_ascii_digit() => PLAIN_NUMBER,
        (Wanted::FirstKey | Wanted::NextKey, _) => BARE_KEY,
        (Wanted::End, '}' | ']') => TOO_MANY,
        (Wanted::End, '{' | '[') => SECOND,
        (Wanted::End, _) => BEHIND_THE_END,
        (Wanted::Value, ',') if before.trim_end().ends_with([',', '[']) => TWO_COMMAS,
        (Wanted::Value, ',' | '}' | ']' | ':') => NO_VALUE,
        (Wanted::Value, '(') => ROUND,
        (Wanted::Value, _) => value(rest),
    }
}

/// Marks of JSON as a Korean, Chinese or Japanese keyboard types them.
fn full_width(c: char) -> Option<Text> {
    Some(match c {
        '：' => Text::new(
            "type `:` in place of the full-width `：`, with the keyboard switched to English",
            "영문 입력으로 바꾸고 전각 `：` 대신 `:`를 쓰세요",
        ),
        '，' | '、' => Text::new(
            "type `,` in place of the full-width comma, with the keyboard switched to English",
            "영문 입력으로 바꾸고 전각 쉼표 대신 `,`를 쓰세요",
        ),
        '｛' | '｝' | '［' | '］' => Text::new(
            "type `{`, `}`, `[` or `]` in place of the full-width bracket, with the keyboard switched to English",
            "영문 입력으로 바꾸고 전각 괄호 대신 `{`, `}`, `[`, `]`를 쓰세요",
        ),
        _ => return None,
    })
}

fn at_the_end(before: &str, wanted: Wanted) -> Text {
    match wanted {
        _ if before.trim().is_empty() => NOTHING,
        Wanted::Quote | Wanted::Escape => OPEN_TEXT,
        Wanted::CommentEnd => OPEN_COMMENT,
        _ => CUT_OFF,
    }
}

/// Texts that were never meant to be JSON.
fn other_language(text: &str, before: &str, rest: &str, wanted: Wanted) -> Option<Text> {
    let start = text.trim_start();
    let first_line = rest.lines().next().unwrap_or_default();
    let name_end = first_line
        .find(|c: char| !(c.is_alphanumeric() || "_.-$".contains(c)))
        .unwrap_or(first_line.len());
    let (name, behind) = first_line.split_at_checked(name_end)?;
    if !before.trim().is_empty() {
        // A section of TOML or INI is read as a list.
        let section = before.trim() == "[" && !name.is_empty() && behind.starts_with(']');
        return section.then_some(TOML);
    }
    if wanted != Wanted::Value {
        return None;
    }
    let assigns = behind.trim_start().starts_with('=');
    match name {
        "export" | "set" if !behind.contains("default") => Some(SHELL),
        "module.exports" | "export" | "const" | "let" | "var" | "return" => Some(SCRIPT),
        "SET" => Some(SHELL),
        _ if start.starts_with('<') => Some(MARKUP),
        _ if start.starts_with("---") || start.starts_with('%') => Some(YAML),
        "" => None,
        _ if assigns
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_') =>
        {
            Some(SHELL)
        }
        _ if assigns => Some(TOML),
        _ if behind.starts_with(':') || name.starts_with('-') => Some(YAML),
        _ => None,
    }
}

/// Whether the key that was read last holds its own colon: `"key: "`.
fn swallowed_colon(before: &str) -> bool {
    let key = before.trim_end().strip_suffix('"');
    key.is_some_and(|key| key.trim_end().ends_with(':'))
}

/// What stands where a value belongs.
fn value(rest: &str) -> Text {
    let digits = rest.trim_start_matches(['+', '-', '.', '_']);
    let number = rest
        .find([',', '}', ']', '\n', '\r', ' '])
        .and_then(|end| rest.get(..end));
    let is_number = |c: char| c.is_ascii_digit() || "+-._".contains(c);
    if digits.starts_with(|c: char| c.is_ascii_digit())
        && number.is_some_and(|it| it.chars().all(is_number) && it.contains(['+', '.', '_']))
    {
        return PLAIN_NUMBER;
    }
    let is_based = ["0x", "0X", "0b", "0o"].iter().any(|base| rest.starts_with(base));
    let is_padded = |it: &str| it.len() < 7 && it.starts_with('0') && it.bytes().all(|byte| byte.is_ascii_digit());
    if number.is_some_and(|it| is_padded(it) || is_based && it.len() < 11) {
        return PLAIN_NUMBER;
    }
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .take(16)
        .collect();
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Text::new("write `true`", "`true`로 쓰세요"),
        "false" | "no" | "off" => Text::new("write `false`", "`false`로 쓰세요"),
        "none" | "undefined" | "nil" | "null" | "nan" => Text::new(
            "delete the key to get the default; JSON knows only `true`, `false` and `null`",
            "기본값을 쓰려면 키를 지우세요. JSON에는 `true`, `false`, `null`만 있습니다",
        ),
        _ if rest.starts_with('$') || rest.starts_with("process.env") || rest.starts_with("env") => Text::new(
            "a value from outside is written `{\"$env\": \"NAME\"}`",
            "외부에서 읽을 값은 `{\"$env\": \"NAME\"}`로 쓰세요",
        ),
        _ if rest.starts_with('<') => Text::new(
            "put the real value here, in quotes `\"…\"`",
            "실제 값을 따옴표 `\"…\"` 안에 적으세요",
        ),
        _ => NO_QUOTES,
    }
}

const HALF: Text = Text::new(
    "this escape is half a character: type the character itself, such as `가`",
    "문자의 절반만 적은 이스케이프입니다. `가`처럼 문자를 그대로 쓰세요",
);
const ESCAPED: Text = Text::new(
    "take the `\\` before the quotes away: here `\"` stands alone",
    "따옴표 앞의 `\\`를 지우세요. 여기서는 `\"`만 씁니다",
);
const ENTITY: Text = Text::new(
    "a code of a web page: write `\"` in place of `&quot;`, or copy from the source text",
    "웹 페이지의 문자 코드입니다. `&quot;` 대신 `\"`를 쓰거나 원본 텍스트에서 복사하세요",
);
const OPEN_KEY: Text = Text::new(
    "the closing `\"` of the key is missing: write `\"key\": …`",
    "키를 닫는 `\"`가 없습니다. `\"키\": …`로 쓰세요",
);
const PLAIN_NUMBER: Text = Text::new(
    "write a whole number with digits alone, such as `1000`",
    "`1000`처럼 숫자만으로 정수를 쓰세요",
);
const NOTHING: Text = Text::new(
    "the file is empty; `connectors init` writes one to begin with",
    "파일이 비어 있습니다. `connectors init`으로 새 파일을 만드세요",
);
const CUT_OFF: Text = Text::new(
    "the file ends too early: a `}` or `]` is missing, or the end was not copied",
    "파일이 중간에 끝납니다. `}`나 `]`가 빠졌거나 끝부분이 복사되지 않았습니다",
);
const CONFLICT: Text = Text::new(
    "a merge left its marks: keep one side and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
    "병합 충돌 표시가 남아 있습니다. 한쪽만 남기고 `<<<<<<<`, `=======`, `>>>>>>>` 줄을 지우세요",
);
const FULL_WIDTH: Text = Text::new(
    "a full-width character: switch the keyboard to English and type it again",
    "전각 문자입니다. 한/영 키로 영문 입력으로 바꾸고 반각으로 다시 입력하세요",
);
const ODD_SPACE: Text = Text::new(
    "an invisible character or a no-break space stands here: delete it and type an ordinary ` `",
    "보이지 않는 문자나 특수 공백이 있습니다. 지우고 일반 공백 ` `만 쓰세요",
);
const BACKSLASH: Text = Text::new(
    "write `\\\\` for one backslash; in a path `/` does as well",
    "역슬래시 하나는 `\\\\`로 쓰세요. 경로에는 `/`를 써도 됩니다",
);
const CONTROL: Text = Text::new(
    "a tab or control character stands in a text: delete it",
    "텍스트 안에 탭이나 제어 문자가 있습니다. 지우세요",
);
const OPEN_TEXT: Text = Text::new(
    "the closing `\"` of the text is missing; a text ends on its own line",
    "텍스트를 닫는 `\"`가 없습니다. 텍스트는 같은 줄에서 끝나야 합니다",
);
const EQUALS: Text = Text::new(
    "write `:` between key and value, not `=`",
    "키와 값 사이에는 `=`가 아니라 `:`를 쓰세요",
);
const NO_VALUE: Text = Text::new(
    "a value is missing here: write `\"key\": \"value\"`, or delete the key",
    "값이 없습니다. `\"키\": \"값\"`으로 쓰거나 키를 지우세요",
);
const LISTED: Text = Text::new(
    "a value is missing here: write `\"key\": \"value\"`; a list of texts stands in `[ ]`, not in `{ }`",
    "값이 없습니다. `\"키\": \"값\"`으로 쓰세요. 텍스트 목록은 `{ }`가 아니라 `[ ]` 안에 씁니다",
);
const ROUND: Text = Text::new(
    "write `{ }` around keys and `[ ]` around a list, no `( )`",
    "`( )` 대신 키가 있으면 `{ }`, 목록이면 `[ ]`를 쓰세요",
);
const OPEN_COMMENT: Text = Text::new("close the comment with `*/`", "주석을 `*/`로 닫으세요");
const NO_COLON: Text = Text::new("put `:` between the key and its value", "키와 값 사이에 `:`를 넣으세요");
const OPEN_OBJECT: Text = Text::new(
    "the `{` above is still open: close it with `}` first",
    "위의 `{`가 아직 열려 있습니다. 먼저 `}`로 닫으세요",
);
const OPEN_LIST: Text = Text::new(
    "the `[` above is still open: close it with `]` first",
    "위의 `[`가 아직 열려 있습니다. 먼저 `]`로 닫으세요",
);
const KEYS_IN_LIST: Text = Text::new(
    "a list `[ ]` holds values only; keys stand in an object `{ }`",
    "목록 `[ ]`에는 값만 씁니다. 키가 있으면 객체 `{ }`로 쓰세요",
);
const SEMICOLON: Text = Text::new("write `,` here, not `;`", "`;`가 아니라 `,`를 쓰세요");
const TWO_COLONS: Text = Text::new(
    "a key has one value: put a text with `:` or `=` in quotes, or begin the next key with `,`",
    "키 하나에 값은 하나입니다. `:`나 `=`가 든 텍스트는 따옴표로 감싸고, 다음 키 앞에는 `,`를 넣으세요",
);
const JOINED: Text = Text::new(
    "texts cannot be joined here: write the whole text in one pair of quotes",
    "텍스트를 이어 붙일 수 없습니다. 따옴표 한 쌍 안에 전체를 쓰세요",
);
const NO_COMMA: Text = Text::new(
    "put `,` behind what stands before this place",
    "이 위치 바로 앞의 값 뒤에 `,`를 넣으세요",
);
const TWO_COMMAS: Text = Text::new("one `,` too many: delete it", "`,`가 하나 더 있습니다. 지우세요");
const NO_KEY: Text = Text::new(
    "a key is missing before this bracket: write `\"key\": {`",
    "괄호 앞에 키가 없습니다. `\"키\": {`처럼 쓰세요",
);
const SPREAD: Text = Text::new(
    "nothing can be spread or left out with `...` here: write every key",
    "`...`로 생략할 수 없습니다. 모든 항목을 직접 쓰세요",
);
const BARE_KEY: Text = Text::new(
    "put the key in double quotes: `\"key\":`",
    "키를 큰따옴표로 감싸세요: `\"키\":`",
);
const TOO_MANY: Text = Text::new(
    "one closing bracket too many, here or above: delete it",
    "닫는 괄호가 여기나 위쪽에 하나 더 있습니다. 지우세요",
);
const SECOND: Text = Text::new(
    "a second document begins here: one file holds one `{ }`",
    "두 번째 문서가 시작됩니다. 파일 하나에는 `{ }` 하나만 씁니다",
);
const BEHIND_THE_END: Text = Text::new(
    "the configuration is closed already: a `}` above stands too early, or this does not belong to it",
    "설정이 이미 닫혔습니다. 위의 `}`가 너무 일찍 나왔거나 여기부터는 설정이 아닙니다",
);
const NO_QUOTES: Text = Text::new(
    "put the text in double quotes: `\"…\"`; keys and ids are text too",
    "텍스트를 큰따옴표 `\"…\"`로 감싸세요. 키와 ID도 텍스트입니다",
);
const YAML: Text = Text::new(
    "this looks like YAML; the configuration is JSON: `connectors init` writes one to begin with",
    "YAML처럼 보입니다. 설정은 JSON으로 씁니다. `connectors init`으로 시작할 파일을 만드세요",
);
const TOML: Text = Text::new(
    "this looks like TOML or INI; the configuration is JSON: `connectors init` writes one to begin with",
    "TOML이나 INI처럼 보입니다. 설정은 JSON으로 씁니다. `connectors init`으로 시작할 파일을 만드세요",
);
const SHELL: Text = Text::new(
    "this looks like environment variables: set them in the environment, and refer to them with `{\"$env\": \"NAME\"}`",
    "환경 변수 파일처럼 보입니다. 환경에 설정하고 설정 파일에서는 `{\"$env\": \"NAME\"}`로 가리키세요",
);
const SCRIPT: Text = Text::new(
    "this looks like JavaScript: keep only the object `{ … }`, with keys in double quotes",
    "JavaScript처럼 보입니다. 객체 `{ … }`만 남기고 키를 큰따옴표로 감싸세요",
);
const MARKUP: Text = Text::new(
    "this looks like a web page or XML: was an error page saved in place of the file?",
    "웹 페이지나 XML처럼 보입니다. 파일 대신 오류 페이지가 저장되지 않았나요?",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_other_languages_are_known() {
        for (text, expected) in [
            ("version: 1\npublicUrl: x", YAML),
            ("---\nversion: 1", YAML),
            ("export KAKAO_ID=abc", SHELL),
            ("KAKAO_ID=abc", SHELL),
            ("client_id = \"abc\"", TOML),
            ("module.exports = {}", SCRIPT),
            ("export default {}", SCRIPT),
            ("<!DOCTYPE html>", MARKUP),
            ("", NOTHING),
            ("  \n", NOTHING),
        ] {
            let at = text.len() - text.trim_start().len();
            let told = of_whole(text, at, Wanted::Value).unwrap_or_else(|| help(text, at, Wanted::Value));
            assert_eq!(told, expected, "{text}");
        }
        for (text, expected) in [
            ("[kakao]\nid = 1", TOML),
            ("# ours\nversion: 1", YAML),
            ("# ours\n[kakao]\n", TOML),
        ] {
            let at = text.find(['k', 'v']).unwrap();
            assert_eq!(of_whole(text, at, Wanted::Value), Some(expected), "{text}");
        }
    }
}

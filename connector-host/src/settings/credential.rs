//! What can be wrong with a text that was copied from a console.

use connector_core::{
    Finding, Text,
    config::{Fix, Spot},
};

use super::{fill::finding, reference, wording::is_unseen};

/// Finds the one thing that is most wrong with a credential. `pointer` and `name` are those of its field.
pub(super) fn flaw(text: &str, pointer: &str, name: &str) -> Option<Finding> {
    // Nearly all credentials are: nothing more is asked letter by letter then.
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if let Some(unfilled) = unfilled(text, is_plain, pointer, name) {
        return Some(unfilled);
    }
    if let Some(inner) = unquoted(text) {
        let unfilled = unfilled(inner, false, pointer, name).map(|unfilled| unfilled.fix(None));
        let quoted =
            || finding("E213", pointer, &[("field", name.into())]).fix(Some(Fix::Keep(1..text.chars().count() - 1)));
        return Some(unfilled.unwrap_or_else(quoted));
    }
    if is_plain {
        return None;
    }
    let (at, c) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_graphic())?;
    let odd = text.chars().filter(|c| !c.is_ascii_graphic()).count();
    // Of several the first counts, unless only the end is wrong.
    let leading = at == 0;
    let trailing = text.chars().skip(at).all(|c| !c.is_ascii_graphic());
    let whereabouts = match (leading, trailing) {
        (true, _) => START,
        (_, true) => LAST,
        _ => INSIDE,
    };
    let places = [
        ("field", name.into()),
        ("what", what(c).into()),
        ("where", whereabouts.into()),
        ("count", odd.to_string().into()),
    ];
    Some(
        finding("E201", pointer, &places)
            .spot(Spot::Character(at))
            .fix(trimmed(text)),
    )
}

/// What stands where a value should be.
fn unfilled(text: &str, is_plain: bool, pointer: &str, name: &str) -> Option<Finding> {
    if !is_plain && text.chars().all(|c| c.is_whitespace() || is_unseen(c)) {
        return Some(finding("E202", pointer, &[("field", name.into())]));
    }
    // What programs expand, and every path, holds another character.
    let is_word = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if !is_word && let Some(pointing) = pointing_elsewhere(text, pointer) {
        return Some(pointing);
    }
    if is_sample(text) {
        let sample = finding("E203", pointer, &[("field", name.into())]);
        return Some(if is_like_a_variable(text) {
            sample.help(NAME_ONLY)
        } else {
            sample
        });
    }
    None
}

/// What other programs would replace, or read from elsewhere.
fn pointing_elsewhere(text: &str, pointer: &str) -> Option<Finding> {
    if text.starts_with('{')
        && ["\"$env\"", "\"$file\"", "\"$credential\""]
            .iter()
            .any(|key| text.contains(key))
    {
        return Some(finding("E303", pointer, &[]).help(NO_TEXT));
    }
    if is_expansion(text) {
        return Some(finding("E303", pointer, &[]).fix(is_variable(text).then_some(Fix::Refer)));
    }
    if holds_variable(text) {
        return Some(finding("E303", pointer, &[]).help(IN_PARTS));
    }
    if is_path(text) {
        let help = Text::new(
            "a value from a file is written `{\"$file\": \"/path\"}`",
            "파일에서 읽을 값은 `{\"$file\": \"/path\"}`로 쓰세요",
        );
        return Some(finding("E303", pointer, &[]).help(help));
    }
    None
}

/// The characters between odd ones at the ends, if all between them are in order.
fn trimmed(text: &str) -> Option<Fix> {
    let mut fine = text
        .chars()
        .enumerate()
        .filter(|(_, c)| c.is_ascii_graphic())
        .map(|(n, _)| n);
    let first = fine.next()?;
    let last = fine.last().unwrap_or(first);
    let whole = text
        .chars()
        .skip(first)
        .take(last + 1 - first)
        .all(|c| c.is_ascii_graphic());
    whole.then_some(Fix::Keep(first..last + 1))
}

/// What stands between quotes that were copied along.
fn unquoted(text: &str) -> Option<&str> {
    ['"', '\'', '`']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

/// `…${NAME}…`
fn holds_variable(text: &str) -> bool {
    let named = |rest: &str| {
        rest.split_once('}')
            .is_some_and(|(name, _)| name.len() > 1 && is_like_a_variable(name))
    };
    text.split("${").skip(1).any(named)
}

/// `${NAME}`, with a name that a reference can have.
fn is_variable(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(reference::is_variable)
}

/// `NAVER_CLIENT_SECRET`: the name of a variable in place of its value.
fn is_like_a_variable(text: &str) -> bool {
    text.contains('_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

const NO_TEXT: Text = Text::new(
    "a reference is no text: take the quotes around it and every `\\` away, so that `{\"$env\": \"NAME\"}` is left",
    "참조는 텍스트가 아닙니다. 바깥 따옴표와 `\\`를 모두 지워 `{\"$env\": \"NAME\"}`만 남기세요",
);
const IN_PARTS: Text = Text::new(
    "put the whole value into one variable, and write `{\"$env\": \"NAME\"}`: it cannot be joined of parts",
    "값 전체를 변수 하나에 넣고 `{\"$env\": \"NAME\"}`로 쓰세요. 조각을 이어 붙일 수는 없습니다",
);
const NAME_ONLY: Text = Text::new(
    "if it is the name of an environment variable, write `{\"$env\": \"NAME\"}`; else copy the real value",
    "환경 변수의 이름이라면 `{\"$env\": \"NAME\"}`로 쓰고, 아니라면 실제 값을 복사하세요",
);
const START: Text = Text::new("at the start", "앞");
const LAST: Text = Text::new("at the end", "끝");
const INSIDE: Text = Text::new("inside", "중간");

fn what(c: char) -> Text {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Text::new("a line break", "줄바꿈"),
        c if c.is_whitespace() => Text::new("white space", "공백"),
        c if c.is_control() => Text::new("a control character", "제어"),
        c if is_unseen(c) => Text::new("an invisible character", "보이지 않는"),
        _ => Text::new("a character that is not ASCII", "ASCII가 아닌"),
    }
}

/// `${X}`, `$X`, `%X%`, `{{X}}`: what other programs expand.
fn is_expansion(text: &str) -> bool {
    let is_name = |name: &str| {
        let name = name.trim();
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-:".contains(c))
    };
    let between = |open: &str, close: &str| {
        text.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(is_name)
    };
    let is_variable = |name: &str| {
        is_name(name)
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let behind = |mark: &str| text.strip_prefix(mark).is_some_and(is_name);
    between("env(", ")")
        || between("{", "}") && text.contains("env")
        || behind("process.env.")
        || behind("import.meta.env.")
        || behind("env:")
        || behind("$env:")
        || behind("os.environ.")
        || text.starts_with("os.environ[")
        || text.starts_with("ENV[")
        || text.starts_with("<%=")
        || text.starts_with("!env ")
        || text.starts_with("{{") && text.ends_with("}}")
        || text.starts_with("$(") && text.ends_with(')')
        || text.starts_with("${{") && text.ends_with("}}")
        || text.starts_with("arn:aws:")
        || text.starts_with("@Microsoft.KeyVault(")
        || text.starts_with("projects/") && text.contains("/secrets/")
        || text.starts_with("op://")
        || text.starts_with("vault:")
        || between("${", "}")
        || between("$(", ")")
        || between("{{", "}}")
        || text
            .strip_prefix('%')
            .and_then(|rest| rest.strip_suffix('%'))
            .is_some_and(is_name)
        || text.strip_prefix('$').is_some_and(is_variable)
}

/// The usual places of secrets, written where the secret belongs.
fn is_path(text: &str) -> bool {
    [
        "/run/secrets/",
        "/var/run/secrets/",
        "/etc/",
        "file:/",
        "./secrets/",
        "@/",
    ]
    .iter()
    .any(|begin| text.starts_with(begin))
}

/// Samples as a whole.
static WHOLE: &[&str] = &[
    "todo",
    "tbd",
    "fixme",
    "secret",
    "client_id",
    "clientid",
    "client_secret",
    "clientsecret",
    "placeholder",
    "example",
    "none",
    "null",
    "undefined",
    "password",
    "test",
    "dummy",
    "sample",
    "rest_api_key",
    "restapikey",
    "kakao_client_id",
    "kakao_client_secret",
    "naver_client_id",
    "naver_client_secret",
];

/// How samples begin.
static BEGINS: &[&str] = &[
    "your_",
    "<your",
    "<<",
    "여기에",
    "발급받은",
    "발급_받은",
    "클라이언트",
    "카카오_",
    "네이버_",
    "내_",
    "my_app_",
    "my_kakao_",
    "my_naver_",
    "put_your_",
    "add_your_",
    "some_",
    "sample_",
    "example_",
    "dummy_",
    "fake_",
    "fill_",
    "set_me",
    "setme",
    "redacted",
    "my_client_",
    "replace_me",
    "replaceme",
    "replace_with",
    "insert_",
    "paste_",
    "enter_your",
    "todo_",
    "todo:",
    "change_me",
    "changeme",
];

/// Texts that guides and templates put where a value belongs.
fn is_sample(text: &str) -> bool {
    let is_nothing = text.len() == 36 && text.contains('-') && text.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    let first = text.bytes().next().unwrap_or_default();
    let same = || text.len() >= 4 && text.bytes().all(|byte| byte.eq_ignore_ascii_case(&first));
    // Most words are done with after one letter.
    let letter = plain(first);
    let may_begin = |word: &&&str| word.as_bytes().first() == Some(&letter);
    (text.starts_with('<') && text.ends_with('>'))
        || (text.starts_with('[') && text.ends_with(']'))
        || (text.starts_with('{') && text.ends_with('}'))
        || is_nothing
        || matches!(first, b'x' | b'X' | b'*' | b'_' | b'?' | b'.' | b'-' | b'#') && same()
        || text.chars().all(|c| matches!(c, '•' | '●' | '…' | '○' | 'ㅇ' | '※')) && text.chars().count() >= 3
        || text.ends_with("...")
        || text.ends_with('…')
        || WHOLE
            .iter()
            .filter(may_begin)
            .any(|word| word.len() == text.len() && begins_with(text, word))
        || BEGINS.iter().filter(may_begin).any(|begin| begins_with(text, begin))
        || begins_with(text, "your")
            && ["id", "key", "secret"].iter().any(|end| {
                text.len()
                    .checked_sub(end.len())
                    .and_then(|at| text.get(at..))
                    .is_some_and(|rest| begins_with(rest, end))
            })
}

/// Whether a text begins with a word, whatever the case; `-`, `.` and spaces are as good as `_`.
fn begins_with(text: &str, word: &str) -> bool {
    text.len() >= word.len()
        && text
            .bytes()
            .zip(word.bytes())
            .all(|(byte, wanted)| plain(byte) == wanted)
}

/// A byte without its case; `-`, `.` and spaces are as good as `_`.
const fn plain(byte: u8) -> u8 {
    match byte {
        b'-' | b'.' | b' ' => b'_',
        byte => byte.to_ascii_lowercase(),
    }
}

/// Whether a secret is the base64 form of plain ASCII text.
pub(super) fn is_base64(text: &str) -> bool {
    let decoded = data_encoding::BASE64.decode(text.as_bytes());
    // Without padding a random secret may decode by chance: then only a long one counts.
    let least = if text.ends_with('=') { 6 } else { 18 };
    decoded.is_ok_and(|bytes| bytes.len() >= least && bytes.iter().all(|byte| (b' '..=b'~').contains(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        flaw(text, "/x", "x").map(|finding| finding.code)
    }

    #[test]
    fn a3_a5_a6_a25_a26_flaws_of_credentials() {
        for (code_expected, texts) in [
            ("E202", &["", "   ", "\u{200b}", "\t\n"][..]),
            (
                "E303",
                &[
                    "${NAME}",
                    "$NAME",
                    "%NAME%",
                    "{{ name }}",
                    "${A:-b}",
                    "pre-${NAVER_SECRET}",
                    "'${NAME}'",
                    "$(cat /run/secrets/naver)",
                    "${{ secrets.NAME }}",
                    "arn:aws:secretsmanager:ap-northeast-2:1:secret:naver",
                    r#"{ "$env": "NAME" }"#,
                ],
            ),
            ("E213", &["\"abc\"", "'abc'", "`a b`", "'가'"]),
            (
                "E203",
                &[
                    "<client-id>",
                    "YOUR_CLIENT_ID",
                    "changeme",
                    "CHANGE-ME",
                    "xxxx",
                    "XXXXXXXX",
                    "TODO",
                    "your-client-secret",
                    "{REST_API_KEY}",
                    "00000000-0000-0000-0000-000000000000",
                    "'changeme'",
                ],
            ),
            ("E201", &["abc\n", " abc", "ab cd", "ab\u{200b}cd", "가나다", "ab\u{7}"]),
        ] {
            for text in texts {
                assert_eq!(code(text), Some(code_expected), "{text:?}");
            }
        }
        for fine in [
            "jyvqXeaVOVmVABCDEFGH",
            "0123456789abcdef0123456789abcdef",
            "Abcd1234Ef",
            "p@$$W0rd",
            "a%b%c",
            "A$B",
            "a'b'",
            "'abc",
            "a${b}c",
            "xXxXyx12",
        ] {
            assert_eq!(code(fine), None, "{fine}");
        }
    }

    #[test]
    fn base64_of_plain_text_is_recognised() {
        assert!(is_base64("QWJjZDEyMzRFZg=="));
        assert!(!is_base64("Abcd1234Ef"));
        assert!(!is_base64("jyvqXeaVOVmVABCDEFGH"));
    }
}

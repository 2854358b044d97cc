//! What was copied along with a configuration, so that the text as a whole is no JSON: fences, commands, patches, line numbers.

use connector_core::Text;

/// Says what to take away from a text that cannot be read on at a byte, if something was copied along.
pub(super) fn along(text: &str, at: usize) -> Option<Text> {
    let (before, rest) = text.split_at_checked(at)?;
    let start = text.trim_start();
    let begun = before.contains('{');
    if rest.starts_with("```") || !begun && text.lines().any(|line| line.trim_start().starts_with("```")) {
        return Some(FENCE);
    }
    if begun {
        return None;
    }
    let mut lines = start.lines();
    let first = lines.next().unwrap_or_default();
    let patched = ["+{", "+ {", "-{", "diff --git ", "--- a/", "@@ "];
    if patched.iter().any(|mark| start.starts_with(mark)) {
        return Some(PATCH);
    }
    let command = first.split([' ', '\t']).next().unwrap_or_default();
    if matches!(command, "$" | "cat" | "curl" | "echo" | "tee" | "sudo" | "printf") || first.contains("<<") {
        return Some(COMMAND);
    }
    let second = lines.next().unwrap_or_default();
    (numbered(first) == Some(1) && numbered(second) == Some(2)).then_some(NUMBERS)
}

/// The number before the text of a line.
fn numbered(line: &str) -> Option<u32> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_digit())?;
    let (number, text) = line.split_at_checked(end)?;
    text.trim_start_matches([' ', '\t', '|', ':', '.', '│'])
        .starts_with(['{', '"'])
        .then(|| number.parse().ok())?
}

const FENCE: Text = Text::new(
    "the marks of a code block were copied along: delete the lines that begin with ```",
    "코드 블록 표시까지 복사되었습니다. ```으로 시작하는 줄을 지우세요",
);
const PATCH: Text = Text::new(
    "this looks like a patch: take the `+` and `-` at the beginnings of the lines away, and the lines that were removed",
    "패치(diff)처럼 보입니다. 줄 앞의 `+`, `-`와 삭제된 줄을 지우세요",
);
const COMMAND: Text = Text::new(
    "this looks like a command of a shell: keep only the object `{ … }`",
    "셸 명령처럼 보입니다. 객체 `{ … }`만 남기세요",
);
const NUMBERS: Text = Text::new(
    "line numbers were copied along: delete them, so that the file begins with `{`",
    "줄 번호까지 복사되었습니다. 번호를 지워 파일이 `{`로 시작하게 하세요",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_copied_along_is_known() {
        for (text, at, expected) in [
            ("```json\n{}\n```", 2, Some(FENCE)),
            ("Here it is:\n\n```\n{}\n```", 0, Some(FENCE)),
            ("{}\n```\n", 3, Some(FENCE)),
            ("+{\n+  \"version\": 1\n+}", 0, Some(PATCH)),
            ("diff --git a/c.json b/c.json", 0, Some(PATCH)),
            ("cat > connectors.json <<'EOF'\n{}\nEOF", 0, Some(COMMAND)),
            ("$ cat connectors.json\n{}", 0, Some(COMMAND)),
            (" 1  {\n 2    \"version\": 1\n 3  }", 4, Some(NUMBERS)),
            ("1| {\n2|   \"version\": 1\n3| }", 1, Some(NUMBERS)),
            ("1 {\n}", 2, None),
            ("{\n  \"a\": ```", 9, Some(FENCE)),
            ("{ cat", 2, None),
            ("version: 1", 0, None),
        ] {
            assert_eq!(along(text, at), expected, "{text}");
        }
    }
}

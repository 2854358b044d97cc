//! Texts, numbers and words, read slowly.

use std::ops::Range;

use connector_core::Text;

use super::{
    edits::Edit,
    limits,
    reader::{Read, Reader, Stop, is_quote},
    stumble::Wanted,
    tree::Kind,
};

const LONG: Text = Text::new("8 KiB in one text", "텍스트 하나에 8 KiB");
const LONG_HELP: Text = Text::new(
    "no setting is so long: was a whole file pasted? A value from a file is written `{\"$file\": \"/path\"}`",
    "이렇게 긴 설정은 없습니다. 파일 전체를 붙여 넣지 않았나요? 파일의 값은 `{\"$file\": \"/path\"}`로 씁니다",
);

impl Reader<'_> {
    pub(super) fn quoted(&mut self, quote: char) -> Read<String> {
        let start = self.at;
        if quote != '"' {
            let opening = self.here();
            let known = self.faults.len();
            self.fault("E008", opening.clone(), &[], Vec::new());
            let text = self.otherwise_quoted(quote)?;
            let end = self.at
                - self
                    .text
                    .get(..self.at)
                    .and_then(|read| read.chars().next_back())
                    .map_or(0, char::len_utf8);
            // A `"` or `\\` inside would mean something else between right quotes.
            if let Some(fault) = self.faults.get_mut(known).filter(|_| !text.contains(['"', '\\'])) {
                fault.edits = vec![Edit::new(opening, "\""), Edit::new(end..self.at, "\"")];
            }
            return Ok(text);
        }
        self.at += 1;
        let mut escaped = false;
        loop {
            let rest = self.rest().as_bytes();
            let plain = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
            let control = rest.iter().take(plain).position(|byte| *byte < b' ');
            self.at += control.unwrap_or(plain);
            match self.next() {
                Some('"') => break,
                Some('\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) if self.ends_oddly(start) => return Ok(self.odd_end(start)),
                Some(_) => return self.expected(Wanted::Escape),
                None => return self.expected(Wanted::Quote),
            }
        }
        if self.ends_oddly(start) {
            return Ok(self.odd_end(start));
        }
        self.at += 1;
        let range = start..self.at;
        // An escape writes one byte with six at most.
        if range.len() > 6 * limits::TEXT + 2 {
            return self.over(range, LONG, LONG_HELP);
        }
        let text = self.text.get(range.clone()).unwrap_or_default();
        let text = match escaped {
            false => text.get(1..text.len() - 1).unwrap_or_default().to_owned(),
            true => match serde_json::from_str::<String>(text) {
                Ok(text) => text,
                // A lone half of a surrogate pair is all that is left to be refused.
                Err(_) => {
                    self.at = start + lone_half(text).unwrap_or_default();
                    return self.expected(Wanted::Escape);
                }
            },
        };
        if text.len() > limits::TEXT {
            return self.over(range, LONG, LONG_HELP);
        }
        Ok(text)
    }

    /// Whether a text that began with a right quote was closed with another one: nothing that could follow a text follows.
    fn ends_oddly(&self, start: usize) -> bool {
        let behind = self.rest().strip_prefix('"').map(str::trim_start);
        let follows = behind.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ',', '}', ']', '/', '#']));
        !follows && self.odd_quote(start).is_some()
    }

    /// The bytes of the first typographic quote in a text as far as it was read.
    fn odd_quote(&self, start: usize) -> Option<Range<usize>> {
        let read = self.text.get(start..self.at)?;
        let (at, c) = read
            .char_indices()
            .find(|(_, c)| matches!(c, '“' | '”' | '„' | '″' | '＂'))?;
        Some(start + at..start + at + c.len_utf8())
    }

    /// The text up to its odd end.
    fn odd_end(&mut self, start: usize) -> String {
        let Some(quote) = self.odd_quote(start) else {
            return String::new();
        };
        self.fault("E008", quote.clone(), &[], vec![Edit::new(quote.clone(), "\"")]);
        self.at = quote.end;
        self.text.get(start + 1..quote.start).unwrap_or_default().to_owned()
    }

    fn escape(&mut self) -> Read<()> {
        let mut digits = self.rest().chars().skip(1);
        let length = match digits.next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => 2,
            Some('u') if digits.take(4).filter(char::is_ascii_hexdigit).count() == 4 => 6,
            _ => return self.expected(Wanted::Escape),
        };
        self.at += length;
        Ok(())
    }

    /// A text in other quotes, up to whatever could be its end on the same line.
    fn otherwise_quoted(&mut self, quote: char) -> Read<String> {
        self.at += quote.len_utf8();
        let ends = |c: char| match quote {
            '\'' | '`' | '´' | '＇' => c == quote || c == '\'',
            _ => is_quote(c) && !matches!(c, '\'' | '`'),
        };
        let start = self.at;
        let line = self.rest().find('\n').unwrap_or(self.rest().len());
        let length = self.rest().get(..line).and_then(|line| line.find(ends));
        let Some(length) = length else { return Err(Stop) };
        let text = self.text.get(start..start + length).unwrap_or_default().to_owned();
        self.at += length;
        self.at += self.next().map_or(0, char::len_utf8);
        if text.len() > limits::TEXT {
            return self.over(start..self.at, LONG, LONG_HELP);
        }
        Ok(text)
    }

    pub(super) fn number(&mut self) -> Read<Kind> {
        let length = self
            .rest()
            .find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest().len());
        let behind = self.rest().get(length..).and_then(|rest| rest.chars().next());
        if behind.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return self.expected(Wanted::Value);
        }
        let number = self.rest().get(..length).unwrap_or_default();
        // JSON has numbers that no machine number can hold: they are read as the largest one, which no limit allows.
        let negative = number.starts_with('-');
        let value = match serde_json::from_str::<serde_json::Value>(number) {
            Ok(value) => value,
            Err(_) if is_number(number) => serde_json::Value::from(if negative { f64::MIN } else { f64::MAX }),
            Err(_) => return self.expected(Wanted::Value),
        };
        self.at += length;
        Ok(Kind::Other(value))
    }

    pub(super) fn word(&mut self) -> Read<Kind> {
        let words = [
            ("true", true.into()),
            ("false", false.into()),
            ("null", serde_json::Value::Null),
        ];
        for (word, value) in words {
            let behind = self.rest().strip_prefix(word).map(|rest| rest.chars().next());
            if behind.is_some_and(|next| !next.is_some_and(|c| c.is_alphanumeric() || c == '_')) {
                self.at += word.len();
                return Ok(Kind::Other(value));
            }
        }
        self.expected(Wanted::Value)
    }
}

/// The byte of the first escape that is half a character, without its other half.
fn lone_half(text: &str) -> Option<usize> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut at = 0;
    while let Some(escape) = text.get(at..)?.find('\\') {
        at += escape;
        match unit(at) {
            Some(0xd800..=0xdbff) if unit(at + 6).is_some_and(|low| (0xdc00..=0xdfff).contains(&low)) => at += 12,
            Some(0xd800..=0xdfff) => return Some(at),
            Some(_) => at += 6,
            None => at += 2,
        }
    }
    None
}

/// The grammar of RFC 8259 §6.
fn is_number(text: &str) -> bool {
    fn digits(text: &str) -> &str {
        text.trim_start_matches(|c: char| c.is_ascii_digit())
    }
    let text = text.strip_prefix('-').unwrap_or(text);
    let rest = match text.strip_prefix('0') {
        Some(rest) => rest,
        None => digits(text),
    };
    if rest.len() == text.len() {
        return false;
    }
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if digits(fraction).len() < fraction.len() => digits(fraction),
        Some(_) => return false,
        None => rest,
    };
    match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent).is_empty()
        }
        None => rest.is_empty(),
    }
}

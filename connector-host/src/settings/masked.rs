//! Lines of a file as they may be shown: keys and punctuation, but no value.

use std::ops::Range;

use super::{
    place::Position,
    tree::{Kind, Node},
    wording::printable,
};

/// What stands for a text or a number, however long it is.
const MASK: &str = "•••";
/// Longer lines are not shown.
const LONGEST: usize = 4096;

/// A text whose values are hidden.
pub(super) struct Masked<'t> {
    text: &'t str,
    /// Where its keys and values stand; nothing if it cannot be read.
    root: Option<&'t Node>,
    /// Bytes of the byte-order mark that stood before the text.
    skipped: usize,
}

/// A piece of a line and how it is shown.
type Piece = (Range<usize>, String);

impl<'t> Masked<'t> {
    pub(super) const fn of(text: &'t str, root: Option<&'t Node>, skipped: usize) -> Self {
        Self { text, root, skipped }
    }

    /// The line where a range begins, and the carets under the part of it that is meant; nothing if the line is too long.
    pub(super) fn around(&self, (start, end): (Position, Position)) -> Option<(String, String)> {
        let (start, end) = (
            start.byte.checked_sub(self.skipped)?,
            end.byte.checked_sub(self.skipped)?,
        );
        let line = self.line_of(start)?;
        self.line(&line, &(start..end.min(line.end.max(start))))
    }

    /// The bytes of the line around a byte, without its end.
    fn line_of(&self, byte: usize) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let before = bytes.get(byte.saturating_sub(LONGEST)..byte)?;
        let behind = bytes.get(byte..bytes.len().min(byte + LONGEST))?;
        let start = match memchr::memrchr(b'\n', before) {
            Some(at) => byte - before.len() + at + 1,
            None => (before.len() == byte).then_some(0)?,
        };
        let end = match memchr::memchr(b'\n', behind) {
            Some(at) => byte + at,
            None => (byte + behind.len() == bytes.len()).then_some(bytes.len())?,
        };
        let end = match bytes.get(start..end) {
            Some([.., b'\r']) => end - 1,
            _ => end,
        };
        Some(start..end.max(start))
    }

    fn line(&self, line: &Range<usize>, meant: &Range<usize>) -> Option<(String, String)> {
        let raw = self.text.get(line.clone()).filter(|raw| raw.len() <= LONGEST)?;
        let mut tokens = Vec::new();
        if let Some(root) = self.root {
            collect(root, line, &mut tokens);
        }
        let pieces = pieces(raw, line.start, &tokens);
        let (mut shown, mut carets, mut marked) = (String::new(), String::new(), false);
        for (range, piece) in &pieces {
            let touches = range.start < meant.end.max(meant.start + 1) && meant.start < range.end;
            let mark = if touches { "^" } else { " " };
            if touches || !marked {
                carets.push_str(&mark.repeat(width(piece)));
            }
            marked |= touches;
            shown.push_str(piece);
        }
        if !marked {
            carets.push('^');
        }
        Some((shown.trim_end().to_owned(), carets.trim_end().to_owned()))
    }
}

/// Keys and values around a line, in their order.
fn collect(node: &Node, line: &Range<usize>, tokens: &mut Vec<Piece>) {
    match &node.kind {
        Kind::Object(members) => {
            let before = members.partition_point(|member| member.value.range.end <= line.start);
            let inside = members.iter().skip(before);
            for member in inside.take_while(|member| member.key_range.start < line.end) {
                tokens.push((member.key_range.clone(), format!("\"{}\"", printable(&member.key))));
                collect(&member.value, line, tokens);
            }
        }
        Kind::List(items) => {
            let before = items.partition_point(|item| item.range.end <= line.start);
            let inside = items.iter().skip(before);
            inside
                .take_while(|item| item.range.start < line.end)
                .for_each(|item| collect(item, line, tokens));
        }
        Kind::Text(_) => tokens.push((node.range.clone(), format!("\"{MASK}\""))),
        Kind::Other(value) if value.is_number() => tokens.push((node.range.clone(), MASK.to_owned())),
        Kind::Other(value) => tokens.push((node.range.clone(), value.to_string())),
    }
}

/// Cuts a line into what may be shown.
fn pieces(raw: &str, start: usize, tokens: &[(Range<usize>, String)]) -> Vec<Piece> {
    let first = tokens.partition_point(|(range, _)| range.end <= start);
    let mut tokens = tokens.iter().skip(first).peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut skip_to = start;
    for (at, c) in raw.char_indices() {
        let at = start + at;
        if at < skip_to {
            continue;
        }
        if let Some((range, shown)) = tokens.next_if(|(range, _)| range.contains(&at)) {
            pieces.push((range.clone(), shown.clone()));
            skip_to = range.end;
            continue;
        }
        let end = at + c.len_utf8();
        match c {
            '{' | '}' | '[' | ']' | ':' | ',' => pieces.push((at..end, c.to_string())),
            ' ' | '\t' => pieces.push((at..end, " ".to_owned())),
            // Comments and what cannot be read: a run of any length is one space.
            _ => match pieces.last_mut() {
                Some((range, shown)) if shown == "\u{a0}" && range.end == at => range.end = end,
                _ => pieces.push((at..end, "\u{a0}".to_owned())),
            },
        }
    }
    for (_, shown) in &mut pieces {
        if shown == "\u{a0}" {
            *shown = " ".to_owned();
        }
    }
    pieces
}

/// Columns that a text takes on a terminal: Hangul and other wide letters take two.
fn width(text: &str) -> usize {
    let wide = |c: char| {
        matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
    };
    let none = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{1160}'..='\u{11ff}');
    text.chars()
        .map(|c| if wide(c) { 2 } else { usize::from(!none(c)) })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{super::reader, *};

    fn line(text: &str, meant: Range<usize>) -> (String, String) {
        let root = reader::read(text, true).root;
        Masked::of(text, root.as_ref(), 0)
            .line(&(0..text.len()), &meant)
            .unwrap()
    }

    #[test]
    fn a23_values_are_masked_and_carets_stand_under_what_is_meant() {
        let text = r#"{ "카카오": "secret", "n": 12345, "on": true } // secret"#;
        let (shown, carets) = line(text, 2..13);
        assert_eq!(shown, r#"{ "카카오": "•••", "n": •••, "on": true }"#);
        assert_eq!(carets, "  ^^^^^^^^");
        let (_, carets) = line(text, 17..18);
        assert_eq!(carets, "            ^^^^^");
        let (shown, _) = line(r#"{ "a" "secret": "x" "#, 2..3);
        assert!(!shown.contains("secret"), "{shown}");
    }
}

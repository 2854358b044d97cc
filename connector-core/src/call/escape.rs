//! Values as they stand in a form and in a query (B14).

/// Which bytes stand for themselves in a form and in a query. A table, because no processor foresees letters and digits in turn.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant that does not fit is an error of the compiler"
)]
static PLAIN: [bool; 256] = {
    let (mut plain, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_');
        byte += 1;
    }
    plain
};

fn is_plain(byte: u8) -> bool {
    PLAIN.get(usize::from(byte)).copied().unwrap_or_default()
}

/// `application/x-www-form-urlencoded`.
pub(super) fn push_encoded(form: &mut String, text: &str) {
    push_escaped(form, text, "+");
}

/// The same, with `%20` for a space.
pub(super) fn push_percent_encoded(url: &mut String, text: &str) {
    push_escaped(url, text, "%20");
}

fn push_escaped(out: &mut String, text: &str, space: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| !is_plain(*byte)) {
        // Runs end at such bytes only; those of a longer character stand side by side, with nothing between them.
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
        if byte == b' ' {
            out.push_str(space);
            continue;
        }
        out.push('%');
        for half in [byte >> 4, byte & 0xf] {
            out.push(char::from_digit(half.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase()));
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b14_escapes_are_those_of_the_url_standard() {
        let all: String = (0..=127).map(char::from).chain("가é😀".chars()).collect();
        for text in ["", " ", "%", "a b", "가", "a%2Fb+c ", &all] {
            let standard: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let (mut form, mut url) = (String::new(), String::new());
            push_encoded(&mut form, text);
            push_percent_encoded(&mut url, text);
            assert_eq!(form, standard, "{text:?}");
            assert_eq!(url, standard.replace('+', "%20"), "{text:?}");
        }
    }
}

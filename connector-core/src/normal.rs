//! Normal forms of what providers spell in many ways. A value that has no normal form is absent, never guessed.

use crate::facts::{MAX_EMAIL, MAX_URL};

/// A subject: 1-255 bytes of printable ASCII without space (L16).
pub fn is_subject(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// One e-mail address, loosely: at most 254 bytes, one `@` with something on both sides, no space, control character or
/// list separator.
pub fn is_email(text: &str) -> bool {
    let listed = |c: char| matches!(c, ',' | ';' | '<' | '>');
    let whole = |c: char| c.is_ascii_graphic() || !(c.is_whitespace() || c.is_control());
    text.len() <= MAX_EMAIL
        && text.chars().all(|c| whole(c) && !listed(c))
        && text
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty() && !host.contains('@'))
}

/// An https URL of at most 2 KiB, with `http` made `https`. User info is refused.
pub fn https_url(text: &str) -> Option<String> {
    if text.len() > MAX_URL || text.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let url = url::Url::parse(text).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    // The parser forgives missing and superfluous slashes and any letter case; what is handed on is written properly.
    let (scheme, rest) = text.split_once("://")?;
    if !scheme.eq_ignore_ascii_case(url.scheme()) || rest.starts_with(['/', '\\']) {
        return None;
    }
    let secure = format!("https://{rest}");
    (secure.len() <= MAX_URL).then_some(secure)
}

/// A phone number as E.164, `^\+[1-9]\d{6,14}$`. `national` is the country's calling code for numbers written without one.
pub fn phone(text: &str, national: &str) -> Option<String> {
    let mut digits = String::new();
    for (n, c) in text.trim().chars().enumerate() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if n == 0 => digits.push(c),
            ' ' | '-' | '.' | '(' | ')' => {}
            _ => return None,
        }
    }
    let number = match digits.strip_prefix('+') {
        // Providers print a stray trunk zero after the calling code.
        Some(rest) => match rest.strip_prefix(national).and_then(|rest| rest.strip_prefix('0')) {
            Some(subscriber) => format!("{national}{subscriber}"),
            None => rest.to_owned(),
        },
        None => format!("{national}{}", digits.strip_prefix('0')?),
    };
    ((7..=15).contains(&number.len()) && !number.starts_with('0')).then(|| format!("+{number}"))
}

/// A phone number that must be written with its calling code: without one it cannot be told apart from a foreign number.
/// `national` is the calling code behind which providers print a stray zero.
pub fn international_phone(text: &str, national: &str) -> Option<String> {
    text.trim_start()
        .starts_with('+')
        .then(|| phone(text, national))
        .flatten()
}

/// A year of four digits.
pub fn year(text: &str) -> Option<u16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|y| *y > 0)
}

/// A day of the year from `MMDD` or `MM-DD`, as (month, day). The 29th of February exists.
pub fn month_day(text: &str) -> Option<(u8, u8)> {
    let digits = match text.split_once('-') {
        Some((month, day)) if month.len() == 2 => format!("{month}{day}"),
        Some(_) => return None,
        None => text.to_owned(),
    };
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (month, day) = (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    (1..=days_in(month, 2000)).contains(&day).then_some((month, day))
}

/// A birth date from whatever is known: `YYYY-MM-DD`, `0000-MM-DD` or `YYYY` (OIDC Core §5.1).
pub fn birthdate(year: Option<u16>, day: Option<(u8, u8)>) -> Option<String> {
    match (year, day) {
        (Some(year), Some((month, day))) if day <= days_in(month, year) => {
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        (Some(year), _) => Some(format!("{year:04}")),
        (None, Some((month, day))) => Some(format!("0000-{month:02}-{day:02}")),
        (None, None) => None,
    }
}

fn days_in(month: u8, year: u16) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// An age range from `20~29`, `20-29`, `90~` or `60-`, as (minimum, maximum).
pub fn age_range(text: &str) -> Option<(u8, Option<u8>)> {
    let (min, max) = text.split_once(['~', '-'])?;
    let number = |text: &str| {
        (text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<u8>().ok())
            .flatten()
    };
    let min = number(min)?;
    if max.is_empty() {
        return Some((min, None));
    }
    number(max).filter(|max| *max >= min).map(|max| (min, Some(max)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by fuzzing: such a picture ended the sign-in, because the contract of a profile knows `https://` alone.
    #[test]
    fn e16_addresses_that_only_a_parser_understands_are_dropped_or_written_properly() {
        for odd in [
            "https:/img.example",
            "https:img.example",
            "https:///img.example",
            "https:\\\\img.example",
            "http:/a?b=://c",
        ] {
            assert_eq!(https_url(odd), None, "{odd}");
        }
        for loud in ["HTTPS://img.example/a", "Http://img.example/a", "http://img.example/a"] {
            assert_eq!(https_url(loud).as_deref(), Some("https://img.example/a"), "{loud}");
        }
    }

    #[test]
    fn p4_phones_become_e164() {
        for (text, normal) in [
            ("+82 10-1234-5678", "+821012345678"),
            ("+82 010-1234-5678", "+821012345678"),
            ("+82 10 1234 5678", "+821012345678"),
            ("+1 415-555-0100", "+14155550100"),
            ("010-1234-5678", "+821012345678"),
            ("+821012345678", "+821012345678"),
            ("02-123-4567", "+8221234567"),
        ] {
            assert_eq!(phone(text, "82").as_deref(), Some(normal), "{text}");
        }
        for bad in [
            "",
            "+",
            "1234",
            "+82",
            "10-1234-5678",
            "+82 10-1234-5678 ext 4",
            "+0123456789",
            "+1234567890123456",
            "전화",
        ] {
            assert_eq!(phone(bad, "82"), None, "{bad}");
        }
    }

    #[test]
    fn p5_dates_and_ages() {
        assert_eq!(
            birthdate(year("2002"), month_day("1130")).as_deref(),
            Some("2002-11-30")
        );
        assert_eq!(birthdate(None, month_day("11-30")).as_deref(), Some("0000-11-30"));
        assert_eq!(birthdate(year("2002"), None).as_deref(), Some("2002"));
        assert_eq!(birthdate(year("2001"), month_day("0229")).as_deref(), Some("2001"));
        assert_eq!(
            birthdate(year("2000"), month_day("0229")).as_deref(),
            Some("2000-02-29")
        );
        for bad in ["1301", "0001", "0431", "113", "11-3", "1-130", "abcd", "11/30"] {
            assert_eq!(month_day(bad), None, "{bad}");
        }
        assert_eq!(age_range("20~29"), Some((20, Some(29))));
        assert_eq!(age_range("20-29"), Some((20, Some(29))));
        assert_eq!(age_range("90~"), Some((90, None)));
        for bad in ["", "20", "~29", "29~20", "a~b", "20~29~", "300~"] {
            assert_eq!(age_range(bad), None, "{bad}");
        }
    }

    #[test]
    fn e15_e16_p6_addresses() {
        assert!(is_email("whale@example.com"));
        for bad in ["", "a", "a@", "@b", "a@b@c", "a@b,c@d", "a b@c", "a@b\r\nc"] {
            assert!(!is_email(bad), "{bad:?}");
        }
        assert_eq!(
            https_url("http://img.example/a.jpg").as_deref(),
            Some("https://img.example/a.jpg")
        );
        assert_eq!(
            https_url("https://img.example/a%20b?x=1").as_deref(),
            Some("https://img.example/a%20b?x=1")
        );
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "img.jpg",
            "ftp://x/y",
            "https://u:p@x/",
            "https://x/ y",
            "",
        ] {
            assert_eq!(https_url(bad), None, "{bad}");
        }
    }
}

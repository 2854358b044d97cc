//! What the environment says about language and alphabet.

use connector_host::settings::Lang;

/// Language and alphabet of somebody's terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Locale {
    pub(crate) lang: Lang,
    /// Whether nothing but ASCII is sure to be readable.
    pub(crate) ascii: bool,
}

impl Locale {
    /// The locale of this process.
    #[expect(clippy::disallowed_methods, reason = "the program reads its own environment here")]
    pub(crate) fn of_the_process() -> Self {
        Self::of(&|name| std::env::var(name).ok())
    }

    /// The locale that variables describe. An empty variable counts as unset (POSIX, "Environment Variables" 8.2). Without any
    /// variable the terminal is taken to read UTF-8, as in a container; a locale without a codeset as well, unless it is `C`.
    fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let first = |names: [&str; 3]| names.into_iter().filter_map(variable).find(|text| !text.is_empty());
        let ascii = first(["LC_ALL", "LC_CTYPE", "LANG"]).is_some_and(|text| !is_utf8(&text));
        let korean = first(["LC_ALL", "LC_MESSAGES", "LANG"]).is_some_and(|text| text.starts_with("ko"));
        let lang = if korean && !ascii { Lang::Ko } else { Lang::En };
        Self { lang, ascii }
    }
}

fn is_utf8(locale: &str) -> bool {
    match locale.split_once('.') {
        Some((_, codeset)) => {
            let codeset = codeset.split('@').next().unwrap_or_default();
            codeset.eq_ignore_ascii_case("utf-8") || codeset.eq_ignore_ascii_case("utf8")
        }
        None => !matches!(locale, "C" | "POSIX"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Locale};

    #[test]
    fn the_first_variable_with_a_text_decides() {
        let of = |set: &[(&str, &str)]| {
            let found = |name: &str| {
                set.iter()
                    .find(|(it, _)| *it == name)
                    .map(|(_, text)| (*text).to_owned())
            };
            let locale = Locale::of(&found);
            (locale.lang, locale.ascii)
        };
        assert_eq!(of(&[]), (Lang::En, false));
        assert_eq!(of(&[("LANG", "ko_KR.UTF-8")]), (Lang::Ko, false));
        assert_eq!(of(&[("LANG", "ko")]), (Lang::Ko, false));
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "ko_KR.utf8@hanja")]), (Lang::Ko, false));
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "ko_KR.UTF-8")]), (Lang::En, true));
        assert_eq!(of(&[("LC_ALL", "C.UTF-8"), ("LANG", "ko_KR.UTF-8")]), (Lang::En, false));
        assert_eq!(of(&[("LANG", "POSIX")]), (Lang::En, true));
        assert_eq!(
            of(&[("LC_MESSAGES", "ko_KR.UTF-8"), ("LANG", "en_GB.UTF-8")]),
            (Lang::Ko, false)
        );
        // Hangul could be written in EUC-KR, but not by us.
        assert_eq!(of(&[("LANG", "ko_KR.EUC-KR")]), (Lang::En, true));
        assert_eq!(of(&[("LC_CTYPE", "C"), ("LANG", "ko_KR.UTF-8")]), (Lang::En, true));
    }
}

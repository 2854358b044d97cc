//! Every code that a settings document can earn: one code, one meaning, one severity. The texts are data; what is filled into
//! them is known to the program, never a value of the document.

mod addresses;
mod live;
mod reading;
mod references;
mod shape;
mod start;
mod values;

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
pub static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    [
        reading::READING,
        shape::SHAPE,
        values::VALUES,
        references::REFERENCES,
        addresses::ADDRESSES,
        live::LIVE,
        &[OURS],
        start::START,
    ]
    .concat()
});

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

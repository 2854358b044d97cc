use std::sync::Arc;

use connector_core::validate::Validator;

use super::*;
use crate::settings::{Environment, Options, Profile, Source, bundle, load};

struct Variables;

impl Environment for Variables {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "NAVER_CLIENT_SECRET" => Some("Abcd1234Ef".to_owned()),
            "KAKAO_CLIENT_SECRET" => Some("0f1e2d3c4b5a69788796a5b4c3d2e1f0".to_owned()),
            _ => None,
        }
    }
}

fn codes(text: &str) -> Vec<&'static str> {
    let options = Options {
        profile: Some(Profile::Production),
        environment: Arc::new(Variables),
        ..Options::default()
    };
    let report = load(&Source::text("t.json", text), &crate::registry(&[]).unwrap(), &options);
    report.findings.iter().map(|located| located.finding.code).collect()
}

/// Every example is judged: the wrong one earns its code, the right one earns nothing.
#[test]
fn examples_are_what_they_say() {
    let schema = Validator::new(&bundle(&crate::registry(&[]).unwrap())).unwrap();
    let mut written = 0;
    for entry in CATALOGUE.iter() {
        let Example::Written { place, wrong, right } = entry.example else {
            continue;
        };
        written += 1;
        let (bad, good) = (place.around(wrong), place.around(right));
        assert!(
            codes(&bad).contains(&entry.code),
            "{}: {:?}\n{bad}",
            entry.code,
            codes(&bad)
        );
        assert_eq!(codes(&good), [""; 0], "{}\n{good}", entry.code);
        if let Ok(document) = serde_json::from_str(&bad)
            && entry.code > "E1"
        {
            assert_eq!(!schema.is_valid(&document), entry.by_schema, "{}", entry.code);
        }
    }
    assert!(written >= 41, "{written}");
}

#[test]
fn a_code_stands_once_and_the_letter_is_never_the_only_difference() {
    let numbers: Vec<&str> = CATALOGUE.iter().map(|entry| &entry.code[1..]).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
}

fn places(text: &str) -> Vec<String> {
    let mut all: Vec<String> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') && !name.is_empty())
        .collect();
    all.sort();
    all
}

#[test]
fn both_languages_fill_the_same_places() {
    for entry in CATALOGUE.iter() {
        assert_eq!(places(entry.message.en), places(entry.message.ko), "{}", entry.code);
        assert_eq!(places(entry.help.en), places(entry.help.ko), "{}", entry.code);
        for place in places(entry.message.en).iter().chain(&places(entry.help.en)) {
            assert!(Entry::place_name(place).is_some(), "{} {place}", entry.code);
        }
    }
}

/// Every text is there in both languages, and Korean puts no particle that depends on the word before it behind a filled place.
#[test]
fn every_code_has_a_page_in_both_languages() {
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    for entry in CATALOGUE.iter() {
        let mut texts = vec![entry.message, entry.help, entry.meaning];
        texts.extend(entry.who.into_iter().chain(entry.fix));
        if let Example::Situation(text) = entry.example {
            texts.push(text);
        }
        for text in texts {
            assert!(!text.en.is_empty() && !text.ko.is_empty(), "{}", entry.code);
            assert!(!hangul(text.en), "{}: {}", entry.code, text.en);
            for particle in ["이 ", "가 ", "은 ", "는 ", "을 ", "를 ", "으로 ", "로 ", "과 ", "와 "] {
                for place in places(text.ko) {
                    let behind = [format!("{{{place}}}{particle}"), format!("{{{place}}}`{particle}")];
                    assert!(
                        !behind.iter().any(|it| text.ko.contains(it)),
                        "{}: {}",
                        entry.code,
                        text.ko
                    );
                }
            }
        }
        assert!(hangul(entry.message.ko) || entry.code == "E302", "{}", entry.code);
        assert!(hangul(entry.meaning.ko), "{}", entry.code);
    }
}

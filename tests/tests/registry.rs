//! What is linked, and what happens when two crates claim one id (H1, M2).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../providers/raw.rs"]
#[expect(dead_code, reason = "the static of this provider is used by another test file")]
mod raw;

use connector_core::{Registration, Registry};

/// Another crate's connector with the same id.
static FIRST: Registration = Registration::of::<raw::Raw>().from_package("first-crate");
static SECOND: Registration = Registration::of::<raw::Raw>().from_package("second-crate");

#[test]
fn h1_two_crates_with_one_id_are_both_named_whatever_the_order() {
    let message = |named: &[&'static Registration]| Registry::new(named).unwrap_err()[0].to_string();
    let expected = message(&[&FIRST, &SECOND]);
    assert!(
        expected.contains("first-crate") && expected.contains("second-crate"),
        "{expected}"
    );
    assert_eq!(message(&[&SECOND, &FIRST]), expected);
}

#[test]
fn one_static_counts_once_however_often_it_is_named() {
    let registry = Registry::new(&[&FIRST, &FIRST, &connector_kakao::CONNECTOR]).unwrap();
    assert_eq!(registry.ids().iter().filter(|id| **id == "raw-openid").count(), 1);
}

#[test]
fn m2_listings_are_sorted() {
    let registry = Registry::new(&[&FIRST, &connector_naver::CONNECTOR, &connector_kakao::CONNECTOR]).unwrap();
    assert_eq!(registry.ids(), ["kakao", "naver", "raw-openid"]);
}

#[test]
fn m3_a_connector_says_who_it_is_in_both_languages() {
    for registration in [&connector_kakao::CONNECTOR, &connector_naver::CONNECTOR] {
        let info = registration.info();
        assert!(!info.name.en.is_empty() && !info.name.ko.is_empty());
        assert!(info.documentation.starts_with("https://") && info.console.address.starts_with("https://"));
        assert!(info.console.as_of.len() == 10 && !info.console.steps.is_empty());
    }
}

#[test]
fn s3_s4_every_property_speaks_both_languages_and_secrets_are_marked() {
    for registration in [&connector_kakao::CONNECTOR, &connector_naver::CONNECTOR] {
        let schema = registration.schema();
        for (name, property) in schema["properties"].as_object().unwrap() {
            for word in ["title", "description"] {
                assert!(property[word].is_string(), "{name} lacks {word}");
                assert!(
                    property["x-i18n"]["ko"][word].is_string(),
                    "{name} lacks {word} in Korean"
                );
            }
            assert!(
                property.get("examples").is_some() || property.get("default").is_some(),
                "{name} has no example"
            );
            let lower = name.to_lowercase();
            if lower.contains("secret") || lower.contains("token") {
                assert_eq!(
                    (&property["writeOnly"], &property["format"]),
                    (&true.into(), &"password".into()),
                    "{name}"
                );
            }
        }
    }
}

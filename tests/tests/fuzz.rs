//! The fuzz targets without a fuzzer (K9): every input that is kept, and mutations of them, the same in every run.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "../fuzz/src/targets/mod.rs"]
mod targets;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use connector_testkit::Dice;
use targets::TARGETS;

/// Mutated inputs for each target.
const MUTATED: usize = 2_000;
/// Bytes of the longest input that is mutated; longer ones are only replayed.
const LONGEST: usize = 8 * 1024;

/// Pieces that mean something to what reads them.
const PIECES: [&str; 32] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\\",
    "\\u0000",
    "\\ud800",
    "\n",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[31m",
    "가",
    "null",
    "true",
    "-1",
    "1e400",
    "9223372036854775808",
    "0.5",
    "\"\"",
    "//",
    "/*",
    "#/",
    "%00",
    "%",
    "&",
    "=",
    ".",
    "\0",
];

fn stretch(dice: &mut Dice, of: &[u8]) -> std::ops::Range<usize> {
    let from = dice.roll(of.len() + 1);
    from..from + dice.roll((of.len() - from).min(64) + 1)
}

fn mutated(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(4) {
        let place = stretch(dice, &bytes);
        let piece = match dice.roll(6) {
            0 => Vec::new(),
            1 => vec![u8::try_from(dice.roll(256)).unwrap()],
            2 => bytes[stretch(dice, &bytes)].to_vec(),
            3 => {
                let other = &seeds[dice.roll(seeds.len())];
                other[stretch(dice, other)].to_vec()
            }
            _ => PIECES[dice.roll(PIECES.len())].as_bytes().to_vec(),
        };
        // As often as not something is put in and nothing taken away.
        let place = if dice.roll(2) == 0 {
            place.start..place.start
        } else {
            place
        };
        bytes.splice(place, piece);
    }
    bytes
}

/// The kept inputs of a target. Fixtures of the connectors and wrong settings, which are kept for other tests, serve here too.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![here.join("fuzz/corpus").join(name)];
    folders.extend(match name {
        "profile_kakao" => Some(here.join("../connector-kakao/fixtures")),
        "profile_naver" => Some(here.join("../connector-naver/fixtures")),
        "settings" => Some(here.join("config/bad")),
        _ => None,
    });
    let mut files: Vec<_> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap_or_else(|_| panic!("{} is missing", folder.display())))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|end| end != "expect"))
        .collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn holds(name: &str) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let mut seeds = seeds(name);
    assert!(!seeds.is_empty());
    let hold = |input: &[u8]| {
        let kept = catch_unwind(AssertUnwindSafe(|| target(input)));
        assert!(kept.is_ok(), "{name} fails for {:?}", String::from_utf8_lossy(input));
    };
    seeds.iter().for_each(|seed| hold(seed));
    seeds.retain(|seed| seed.len() <= LONGEST);
    let mut dice = Dice::new(0x5eed);
    for _ in 0..MUTATED {
        hold(&mutated(&mut dice, &seeds));
    }
}

macro_rules! twins {
    ($($name:ident)*) => {
        $(#[test] fn $name() { holds(stringify!($name)); })*

        #[test]
        fn every_target_is_driven_and_can_be_fuzzed() {
            assert_eq!(TARGETS.map(|(name, _)| name), [$(stringify!($name)),*]);
            let manifest = include_str!("../fuzz/Cargo.toml");
            for (name, _) in TARGETS {
                assert!(manifest.contains(&format!("name = \"{name}\"\n")), "{name} is no program of tests/fuzz");
            }
        }
    };
}

twins!(after callback compat discovery event form id_token key_set profile_kakao profile_naver sealed settings token);

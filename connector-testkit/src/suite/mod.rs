//! The behaviour suite: one macro call proves a connector, and no further line is needed from its author.
//!
//! ```text
//! // tests/suite.rs
//! //! The behaviour suite.
//! connector_testkit::suite!(my_connector::CONNECTOR);
//!
//! # Cargo.toml
//! [dev-dependencies]
//! connector-testkit = { version = "0.1", features = ["suite"] }
//! ```
//!
//! [`suite!`](crate::suite!) becomes one `#[test]` for each [case](Case), named as a sentence of what must hold. The suite
//! drives a real [`Host`](connector_host::Host) over a scripted transport. What it needs to know it reads from the
//! connector's registration, from the examples of its schema, and from the `fixtures/` folder of its crate:
//!
//! | file | what it holds |
//! |---|---|
//! | `fixtures/full.json` | a profile reply with everything that the provider can say |
//! | `fixtures/id_only.json` | the smallest reply that signs in; every other member of `full.json` is then optional (P1) |
//! | `fixtures/<step>/full.json`, `fixtures/<step>/id_only.json` | the same for each of several profile requests; their order is found by trying |
//! | `fixtures/suite/id_token.json` | claims of an id_token; audience, times and nonce are filled in, the issuer too if it is missing |
//! | `fixtures/suite/token.json` | members of the token reply beyond RFC 6749 |
//! | `fixtures/suite/callback.json` | parameters of the callback beyond `state` and `code` |
//! | `fixtures/modes/<mode>.json` | settings that are laid over the smallest config: every case is tried in every mode |
//!
//! A case that says nothing about the connector prints `not applicable: …` and says so in the result, too. The whole result
//! is written to `target/conformance/<connector id>.json` and, as a badge with a table, `<connector id>.md`.
//!
//! Cases live in one file for each stage of a sign-in, each with its own list `CASES`; a later capability adds a file, a
//! list, and its names to `every_case!`.

mod after;
mod authorize;
mod callback;
mod case;
mod delivery;
mod exchange;
mod fixtures;
mod generated;
mod handed;
mod id_token;
mod identity;
mod items;
mod lab;
mod metadata;
mod names;
mod notice;
mod play;
mod profile;
mod refusal;
mod report;
mod rule;
mod rules;
mod schema;
mod secrets;
mod shape;
mod subject;
mod tamper;
mod token;
mod words;
mod world;

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use connector_core::Registration;

pub use self::{
    case::Case,
    report::{Entry, Report, Verdict},
    rule::Rule,
};
use self::{case::Stop, subject::Subject};

/// All cases, in the order in which they run. What looks for secrets in the errors of all others comes last.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    [
        metadata::CASES,
        schema::CASES,
        identity::CASES,
        authorize::CASES,
        callback::CASES,
        delivery::CASES,
        refusal::CASES,
        token::CASES,
        exchange::CASES,
        id_token::CASES,
        words::CASES,
        profile::CASES,
        shape::CASES,
        items::CASES,
        after::CASES,
        handed::CASES,
        notice::CASES,
        generated::CASES,
        secrets::CASES,
    ]
    .into_iter()
    .flatten()
}

/// Runs every case for a connector whose crate lies in `folder`, once in each of its modes. Nothing is written.
pub fn run(registration: &'static Registration, folder: impl AsRef<Path>) -> Report {
    let folder = folder.as_ref();
    let modes = fixtures::modes(folder);
    let mut verdicts: Vec<Verdict> = cases().map(|_| Verdict::NotApplicable(String::new())).collect();
    for (mode, settings) in modes.iter().flatten() {
        let subject = Subject::study(registration, folder, settings);
        for (case, verdict) in cases().zip(&mut verdicts) {
            let tried = tried(case, &subject);
            let before = std::mem::replace(verdict, Verdict::Holds);
            *verdict = merged(before, tried, mode);
        }
    }
    let modes = match modes {
        Ok(modes) => modes.into_iter().map(|(name, _)| name).collect(),
        Err(why) => {
            verdicts.fill(Verdict::Broken(why));
            Vec::new()
        }
    };
    Report {
        connector: registration.id(),
        version: registration.info().version,
        modes,
        entries: cases()
            .zip(verdicts)
            .map(|(case, verdict)| Entry::new(case, verdict))
            .collect(),
    }
}

fn tried(case: &Case, subject: &Subject) -> Verdict {
    match catch_unwind(AssertUnwindSafe(|| (case.run)(subject))) {
        Ok(Ok(())) => Verdict::Holds,
        Ok(Err(Stop::NotApplicable(why))) => Verdict::NotApplicable(why),
        Ok(Err(Stop::Broken(how))) => Verdict::Broken(how),
        Err(_) => Verdict::Broken("the connector panicked outside the host's protection".to_owned()),
    }
}

/// The verdict about a case so far, with that of one more mode: broken in one is broken, and it does not apply only where it
/// applies in none.
fn merged(before: Verdict, now: Verdict, mode: &str) -> Verdict {
    match (before, now) {
        (Verdict::Broken(how), _) => Verdict::Broken(how),
        (_, Verdict::Broken(how)) if mode.is_empty() => Verdict::Broken(how),
        (_, Verdict::Broken(how)) => Verdict::Broken(format!("in the mode {mode}: {how}")),
        (Verdict::Holds, _) | (_, Verdict::Holds) => Verdict::Holds,
        (Verdict::NotApplicable(why), Verdict::NotApplicable(_)) if !why.is_empty() => Verdict::NotApplicable(why),
        (_, now) => now,
    }
}

/// The reports of this process, by connector and folder.
type Reports = BTreeMap<(usize, PathBuf), Arc<Mutex<Option<Arc<Report>>>>>;
static REPORTS: Mutex<Reports> = Mutex::new(BTreeMap::new());

/// The report of a connector. The first caller in a process runs all cases and writes the result; all others share it.
pub fn shared(registration: &'static Registration, folder: &str) -> Arc<Report> {
    let key = (std::ptr::from_ref(registration).addr(), PathBuf::from(folder));
    let place = {
        let mut reports = REPORTS.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(reports.entry(key).or_default())
    };
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    let report = place.get_or_insert_with(|| {
        let report = run(registration, folder);
        if let Err(why) = report.write(&report::folder(Path::new(folder))) {
            eprintln!("the result of the suite could not be written: {why}");
        }
        Arc::new(report)
    });
    Arc::clone(report)
}

/// Fails with the rule, its reason and its remedy unless a case holds or does not apply. What [`suite!`](crate::suite!)
/// becomes calls it.
#[doc(hidden)]
pub fn assert_holds(registration: &'static Registration, folder: &str, case: &str) {
    let report = shared(registration, folder);
    let entry = report.entry(case);
    match entry.map(|entry| &entry.verdict) {
        Some(Verdict::NotApplicable(why)) => println!("not applicable: {why}"),
        Some(Verdict::Holds) => {}
        _ => {
            let explanation = entry.and_then(Entry::explanation);
            let explanation = explanation.unwrap_or_else(|| format!("there is no case `{case}`"));
            assert!(
                entry.is_none() && explanation.is_empty(),
                "{}{explanation}",
                registration.id()
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that `suite!` expands to.
    const NAMES: &[&str] = crate::every_case!(listed);

    #[test]
    fn the_macro_expands_to_every_case_once() {
        let mut cases: Vec<_> = cases().map(|case| case.name).collect();
        let mut names = NAMES.to_vec();
        assert!(cases.len() >= 60, "only {} cases", cases.len());
        cases.sort_unstable();
        names.sort_unstable();
        assert_eq!(cases, names);
        names.dedup();
        assert_eq!(cases.len(), names.len(), "a name stands twice");
    }

    #[test]
    fn every_case_has_a_rule_and_every_rule_a_case() {
        for case in cases() {
            assert!(
                Rule::get(case.rule).is_some(),
                "{} has no rule {}",
                case.name,
                case.rule
            );
        }
        let mut ids: Vec<_> = Rule::all().map(|rule| rule.id).collect();
        for id in &ids {
            assert!(cases().any(|case| case.rule == *id), "{id} has no case");
        }
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "a rule stands twice");
    }
}

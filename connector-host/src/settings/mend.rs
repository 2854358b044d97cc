//! Applies fixes: all at once where that is safe, else one by one.
//!
//! A fix is only taken if it makes a finding go away and uncovers no other. What was hidden behind the wrong encoding of a whole
//! file is the one exception.

use std::{collections::BTreeMap, path::PathBuf};

use connector_core::Registry;

use super::{
    Options, Report, Source, Terms,
    edits::{self, Edit},
    judge,
    source::{File, Given},
};

/// Fixes may make other fixes possible; every round mends at least one finding.
const ROUNDS: usize = 16;
/// Fixes that are tried one by one in a round; the others wait for the next round.
const SINGLY: usize = 64;

/// A configuration after its fixes.
#[derive(Debug)]
#[non_exhaustive]
pub struct Mended {
    /// The files that changed.
    pub files: Vec<MendedFile>,
    /// How many fixes were applied.
    pub applied: usize,
    /// What is left.
    pub report: Report,
}

/// A file that changed. Its text may hold secrets, as before.
#[non_exhaustive]
pub struct MendedFile {
    /// The name of the file.
    pub name: String,
    /// Where it lies, if it lies anywhere.
    pub path: Option<PathBuf>,
    /// The new text.
    pub text: String,
    /// The file as it was read.
    before: File,
}

impl MendedFile {
    /// Whether these are the bytes that were mended. Who writes the new text asks first: somebody else may have written meanwhile.
    pub fn was_made_from(&self, bytes: &[u8]) -> bool {
        self.before.holds(bytes)
    }
}

impl std::fmt::Debug for MendedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MendedFile")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Applies every fix that leaves less to be found. Nothing is written; a second run finds nothing more to do.
pub fn mend(source: &Source, registry: &Registry, options: &Options) -> Mended {
    let terms = Terms::new(registry, options);
    let given = match source.read(options.max_size) {
        Given::Value(value) => {
            let report = judge(Given::Value(value), &terms);
            return Mended {
                files: Vec::new(),
                applied: 0,
                report,
            };
        }
        Given::Files(files) => files,
    };
    let judged = |files: &[File]| judge(Given::Files(files.to_vec()), &terms);
    let mut report = judged(&given);
    let mut files = given.clone();
    let mut changed = vec![false; files.len()];
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let all: Vec<Step> = (0..report.findings.len())
            .filter_map(|n| step(&report, &files, n))
            .collect();
        let accepted = |fixes: &[Step]| {
            let (candidate, count) = after(&files, fixes);
            let left = judged(&candidate);
            (count > 0 && is_better(&report, &left, fixes)).then_some((candidate, left, count))
        };
        let (done, fixes) = match accepted(&all) {
            Some(done) => (done, all),
            None => {
                // Some fix uncovers more than it mends: it is left out.
                let mut good: Vec<Step> = all
                    .into_iter()
                    .take(SINGLY)
                    .filter(|fix| accepted(std::slice::from_ref(fix)).is_some())
                    .collect();
                let together = accepted(&good).or_else(|| {
                    good.truncate(1);
                    accepted(&good)
                });
                let Some(done) = together else { break };
                (done, good)
            }
        };
        for fix in fixes {
            if let Some(changed) = changed.get_mut(fix.file) {
                *changed = true;
            }
        }
        let count;
        (files, report, count) = done;
        applied += count;
    }
    // What is left is not offered again: it would uncover more than it mends.
    report.findings.iter_mut().for_each(|located| located.fix = None);
    let files = given
        .into_iter()
        .zip(files)
        .zip(changed)
        .filter(|(_, changed)| *changed);
    Mended {
        files: files.map(|((before, file), _)| mended(before, file)).collect(),
        applied,
        report,
    }
}

/// A changed file for those who write it.
fn mended(before: File, file: File) -> MendedFile {
    MendedFile {
        text: file.whole(),
        name: file.name,
        path: file.path,
        before,
    }
}

/// One fix of one file.
struct Step {
    file: usize,
    edits: Vec<Edit>,
    recode: bool,
    code: &'static str,
}

fn step(report: &Report, files: &[File], n: usize) -> Option<Step> {
    let located = report.findings.get(n)?;
    let repair = located.fix.as_ref()?;
    let file = files
        .iter()
        .position(|file| Some(&file.name) == located.file.as_ref())?;
    let skipped = files.get(file)?.skipped;
    let edit = |edit: &super::TextEdit| {
        let (start, end) = edit.range;
        Edit::new(start.byte - skipped..end.byte - skipped, edit.text.clone())
    };
    Some(Step {
        file,
        edits: repair.edits.iter().map(edit).collect(),
        recode: repair.recode,
        code: located.finding.code,
    })
}

/// The files after fixes, and how many of them were applied.
fn after(files: &[File], fixes: &[Step]) -> (Vec<File>, usize) {
    let mut applied = 0;
    let files = files.iter().enumerate().map(|(n, file)| {
        let of_this = || fixes.iter().filter(|fix| fix.file == n);
        if of_this().next().is_none() {
            return file.clone();
        }
        let recode = of_this().filter(|fix| fix.recode).count();
        let edits: Vec<&[Edit]> = of_this()
            .filter(|fix| !fix.recode)
            .map(|fix| fix.edits.as_slice())
            .collect();
        applied += recode;
        let text = file.recoded.as_deref().filter(|_| recode > 0).unwrap_or(&file.text);
        let (text, count) = edits::apply(text, &edits);
        applied += count;
        file.with_text(&text, recode > 0)
    });
    (files.collect(), applied)
}

/// Whether less is found than before, and nothing that was not found before.
fn is_better(before: &Report, after: &Report, fixes: &[Step]) -> bool {
    if fixes.iter().any(|fix| fix.code == "E003") {
        return !after.findings.iter().any(|located| located.finding.code == "E003");
    }
    let counts = |report: &Report| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let told = report.findings.iter().map(|located| (located.finding.code, 1));
        for (code, count) in told.chain(report.untold.by_code()) {
            *counts.entry(code).or_default() += count;
        }
        counts
    };
    let (earlier, later) = (counts(before), counts(after));
    later.values().sum::<usize>() < earlier.values().sum()
        && later
            .iter()
            .all(|(code, count)| earlier.get(code).is_some_and(|earlier| count <= earlier))
}

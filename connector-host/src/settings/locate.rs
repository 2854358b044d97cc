//! From pointers to places: where findings stand, what has to do with them, and which edits mend them.

use std::{collections::BTreeMap, ops::Range};

use connector_core::{
    Finding,
    config::{Sentence, Spot},
};

use super::{
    document::Document,
    edits::{self, Edit},
    place::{Lines, Located, Position, Related, Repair, TextEdit},
    tree::{below, parts},
    wording::printable,
};

/// A finding with what is known about its place, in bytes.
struct Found {
    file: usize,
    range: Option<Range<usize>>,
    finding: Finding,
    edits: Vec<Edit>,
    related: Option<(usize, Range<usize>)>,
}

impl Document {
    /// Finds the places of findings and sorts all by file, place and code.
    pub(super) fn locate(
        &mut self,
        findings: Vec<Finding>,
        connectors: &BTreeMap<String, &'static str>,
    ) -> Vec<Located> {
        let mut found: Vec<Found> = findings.into_iter().map(|finding| self.find(finding)).collect();
        found.extend(self.faults.drain(..).map(|(file, fault)| Found {
            file,
            range: Some(fault.range),
            finding: fault.finding,
            edits: fault.edits,
            related: fault.related,
        }));
        let lines: Vec<Lines<'_>> = self
            .files
            .iter()
            .map(|file| Lines::of(&file.text, file.skipped))
            .collect();
        let mut located: Vec<(usize, Located)> = found
            .into_iter()
            .map(|found| (found.file, self.placed(found, &lines, connectors)))
            .collect();
        located.sort_by(|(n, a), (m, b)| {
            let start = |it: &Located| it.range.map(|(start, _)| start);
            (n, start(a), &a.finding.pointer, a.finding.code).cmp(&(m, start(b), &b.finding.pointer, b.finding.code))
        });
        located.into_iter().map(|(_, located)| located).collect()
    }

    /// The bytes of a finding, of what has to do with it, and of what mends it.
    fn find(&mut self, finding: Finding) -> Found {
        let file = self.file_of(&finding.pointer);
        let range = self.range(file, &finding.pointer, finding.spot);
        let related = finding.related.as_deref().and_then(|pointer| {
            let file = self.file_of(pointer);
            Some((file, self.range(file, pointer, Spot::Value)?))
        });
        let edits = finding.fix.as_ref().and_then(|fix| {
            let root = self.trees.get(file)?.as_ref()?;
            edits::of(&self.files.get(file)?.text, root, &finding.pointer, fix)
        });
        Found {
            file,
            range,
            finding,
            edits: edits.unwrap_or_default(),
            related,
        }
    }

    fn placed(&self, found: Found, lines: &[Lines<'_>], connectors: &BTreeMap<String, &'static str>) -> Located {
        let mut finding = found.finding;
        let name = |n: usize| self.files.get(n).map(|file| file.name.clone());
        let place = |n: usize, range: &Range<usize>| lines.get(n).map(|lines| lines.range(range));
        let mut first = parts(&finding.pointer);
        let instance = first.next().filter(|top| top == "instances").and_then(|_| first.next());
        let connector = instance.as_ref().and_then(|id| connectors.get(id)).copied();
        drop(first);
        // A mark or another encoding is no part of the text: the whole file is written anew.
        let recode = match finding.code {
            "W004" => true,
            "E003" => self.files.get(found.file).is_some_and(|file| file.recoded.is_some()),
            _ => false,
        };
        let edit = |edit: &Edit| {
            Some(TextEdit {
                range: place(found.file, &edit.range)?,
                text: edit.text.clone(),
            })
        };
        let at = found.range.as_ref().and_then(|range| place(found.file, range));
        finding.message = with_place(finding.message, at.map(|(start, _)| start), &finding.pointer);
        let edits: Vec<TextEdit> = found.edits.iter().filter_map(edit).collect();
        let related = found.related.and_then(|(n, range)| {
            Some(Related {
                file: name(n)?,
                range: place(n, &range)?,
            })
        });
        finding.pointer = shown(&finding.pointer);
        finding.related = finding.related.as_deref().map(shown);
        Located {
            finding,
            file: name(found.file),
            range: at,
            instance: instance.as_deref().map(printable),
            connector,
            fix: (recode || !edits.is_empty()).then_some(Repair { edits, recode }),
            related,
        }
    }
}

/// A message that names its own place, now that it is known; what has no text has pointers only.
fn with_place(message: Sentence, at: Option<Position>, pointer: &str) -> Sentence {
    const PLACE: &str = "{place}";
    if !message.en.contains(PLACE) {
        return message;
    }
    let place = at.map_or_else(
        || shown(pointer),
        |Position { line, column, .. }| format!("{line}:{column}"),
    );
    Sentence {
        en: message.en.replace(PLACE, &place).into(),
        ko: message.ko.replace(PLACE, &place).into(),
    }
}

/// A pointer whose keys may be printed.
fn shown(pointer: &str) -> String {
    parts(pointer).fold(String::new(), |shown, part| below(&shown, &printable(&part)))
}

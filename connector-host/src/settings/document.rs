//! From files to one value, and from pointers back to places in files.

use std::collections::BTreeMap;

use connector_core::Finding;
use serde_json::{Map, Value};

use super::{
    fast,
    fill::finding,
    limits,
    place::{Lines, Located, Position},
    reader::{self, Fault},
    report::TextOfFile,
    source::{File, Given},
    tree::{self, Node, below, parts},
    wording::printable,
};

/// One configuration, whatever it came from.
pub(super) struct Document {
    pub(super) files: Vec<File>,
    /// The merged value; absent if nothing could be read.
    pub(super) value: Option<Value>,
    /// The slow readings, of files that were read slowly so far.
    trees: Vec<Option<Node>>,
    faults: Vec<(usize, Fault)>,
    /// Which file brings an instance, or a key of the top level, if it is not the first one.
    brought: BTreeMap<String, usize>,
}

impl Document {
    pub(super) fn read(given: Given) -> Self {
        let mut document = Self {
            files: Vec::new(),
            value: None,
            trees: Vec::new(),
            faults: Vec::new(),
            brought: BTreeMap::new(),
        };
        match given {
            Given::Value(value) => document.value = Some(value),
            Given::Files(files) => document.take(files),
        }
        document
    }

    fn take(&mut self, files: Vec<File>) {
        let mut values = Vec::new();
        for (n, mut file) in files.into_iter().enumerate() {
            self.faults.extend(file.faults.drain(..).map(|fault| (n, fault)));
            self.trees.push(None);
            let value = match file.readable {
                true if file.jsonc => None,
                true => fast::read(&file.text),
                false => Some(Value::Null),
            };
            self.files.push(file);
            let value = match value {
                Some(Value::Null) if !self.readable(n) => None,
                Some(value) => Some(value),
                None => self.read_slowly(n),
            };
            values.extend(value.map(|value| (n, value)));
        }
        self.value = if self.files.len() == 1 {
            values.pop().map(|(_, value)| value)
        } else {
            self.merge(values)
        };
    }

    fn readable(&self, n: usize) -> bool {
        self.files.get(n).is_some_and(|file| file.readable)
    }

    /// Reads a file slowly and keeps what is wrong with it.
    fn read_slowly(&mut self, n: usize) -> Option<Value> {
        let file = self.files.get(n)?;
        let reading = reader::read(&file.text, file.jsonc);
        self.faults.extend(reading.faults.into_iter().map(|fault| (n, fault)));
        let root = reading.root?;
        let mut repeated = Vec::new();
        root.repeated("", &mut repeated);
        repeated.truncate(limits::FINDINGS);
        let lines = Lines::of(&file.text, file.skipped);
        for (pointer, first, second) in repeated {
            let Position { line, column, .. } = lines.position(first.start);
            let twice = defined_twice(&pointer, &format!("{line}:{column}"));
            self.faults.push((n, (twice, second)));
        }
        let value = root.to_value();
        if let Some(place) = self.trees.get_mut(n) {
            *place = Some(root);
        }
        Some(value)
    }

    /// Makes one configuration of several files.
    fn merge(&mut self, values: Vec<(usize, Value)>) -> Option<Value> {
        let mut whole = Map::new();
        for (n, value) in values {
            let Value::Object(object) = value else {
                // A file that is no object is judged as if it were alone.
                whole.entry("").or_insert(value);
                continue;
            };
            for (key, value) in object {
                match (whole.get_mut(&key), value) {
                    (Some(Value::Object(instances)), Value::Object(more)) if key == "instances" => {
                        for (id, instance) in more {
                            let pointer = below("/instances", &id);
                            if instances.contains_key(&id) {
                                self.repeat(n, &pointer);
                            } else {
                                self.brought.insert(pointer, n);
                                instances.insert(id, instance);
                            }
                        }
                    }
                    (Some(_), _) if key == "$schema" || key == "version" => {}
                    (Some(_), _) => self.repeat(n, &below("", &key)),
                    (None, value) => {
                        self.brought.insert(below("", &key), n);
                        whole.insert(key, value);
                    }
                }
            }
        }
        Some(Value::Object(whole))
    }

    /// A key that an earlier file has brought already.
    fn repeat(&mut self, n: usize, pointer: &str) {
        let first = self.file_of(pointer);
        let place = self.files.get(first).map(|file| file.name.clone()).unwrap_or_default();
        self.plant(n);
        let range = match (self.files.get(n), self.trees.get(n)) {
            (Some(file), Some(Some(root))) => root.find(&file.text, pointer, connector_core::config::Spot::Key),
            _ => 0..0,
        };
        self.faults.push((n, (defined_twice(pointer, &place), range)));
    }

    fn file_of(&self, pointer: &str) -> usize {
        let mut first = parts(pointer);
        let (top, second) = (first.next(), first.next());
        let brought = |parts: &[&String]| {
            let pointer = parts.iter().fold(String::new(), |pointer, part| below(&pointer, part));
            self.brought.get(&pointer).copied()
        };
        match (&top, &second) {
            (Some(top), Some(second)) => brought(&[top, second]).or_else(|| brought(&[top])),
            (Some(top), None) => brought(&[top]),
            _ => None,
        }
        .unwrap_or(0)
    }

    /// Reads a file slowly only to know its places.
    fn plant(&mut self, n: usize) {
        let (Some(file), Some(place)) = (self.files.get(n), self.trees.get_mut(n)) else {
            return;
        };
        if place.is_none() && file.readable {
            *place = reader::read(&file.text, file.jsonc).root;
        }
    }

    /// Finds the places of findings and sorts all by file, place and code.
    pub(super) fn locate(
        &mut self,
        mut findings: Vec<Finding>,
        connectors: &BTreeMap<String, &'static str>,
    ) -> Vec<Located> {
        let mut found: Vec<(usize, Option<std::ops::Range<usize>>, Finding)> = Vec::new();
        findings.sort_by_key(Finding::severity);
        for finding in findings.into_iter().take(limits::FINDINGS) {
            let n = self.file_of(&finding.pointer);
            self.plant(n);
            let range = match (self.files.get(n), self.trees.get(n)) {
                (Some(file), Some(Some(root))) => Some(root.find(&file.text, &finding.pointer, finding.spot)),
                _ => None,
            };
            found.push((n, range, finding));
        }
        found.extend(
            self.faults
                .drain(..)
                .map(|(n, (finding, range))| (n, Some(range), finding)),
        );
        let lines: Vec<Lines<'_>> = self
            .files
            .iter()
            .map(|file| Lines::of(&file.text, file.skipped))
            .collect();
        let mut located: Vec<(usize, Located)> = found
            .into_iter()
            .map(|(n, range, mut finding)| {
                let file = self.files.get(n).map(|file| file.name.clone());
                let range = range.zip(lines.get(n)).map(|(range, lines)| lines.range(&range));
                let mut first = parts(&finding.pointer);
                let instance = first.next().filter(|top| top == "instances").and_then(|_| first.next());
                let connector = instance.as_ref().and_then(|id| connectors.get(id)).copied();
                drop(first);
                finding.pointer =
                    parts(&finding.pointer).fold(String::new(), |pointer, part| below(&pointer, &printable(&part)));
                (
                    n,
                    Located {
                        finding,
                        file,
                        range,
                        instance: instance.as_deref().map(printable),
                        connector,
                    },
                )
            })
            .collect();
        located.sort_by(|(n, a), (m, b)| {
            let start = |it: &Located| it.range.map(|(start, _)| start);
            (n, start(a), &a.finding.pointer, a.finding.code).cmp(&(m, start(b), &b.finding.pointer, b.finding.code))
        });
        located.into_iter().map(|(_, located)| located).collect()
    }

    /// Whether anything was wrong with the texts themselves.
    pub(super) fn faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Whether a fault of the texts is an error.
    pub(super) fn refused(&self) -> bool {
        self.faults
            .iter()
            .any(|(_, (finding, _))| finding.severity() == connector_core::config::Severity::Error)
    }

    /// The texts, for showing masked lines of them.
    pub(super) fn into_texts(self) -> Vec<TextOfFile> {
        self.files
            .into_iter()
            .map(|file| TextOfFile {
                name: file.name,
                text: file.text,
                skipped: file.skipped,
            })
            .collect()
    }

    /// The directory against which an instance's file references are read.
    pub(super) fn directory_of(&self, pointer: &str) -> std::path::PathBuf {
        self.files
            .get(self.file_of(pointer))
            .map(|file| file.directory.clone())
            .unwrap_or_default()
    }
}

fn defined_twice(pointer: &str, place: &str) -> Finding {
    let field = printable(&tree::parts(pointer).next_back().unwrap_or_default());
    finding("E009", pointer, &[("field", field.into()), ("place", place.into())])
}

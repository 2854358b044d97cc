//! From files to one value, and from pointers back to places in files.

use std::{collections::BTreeMap, ops::Range};

use connector_core::{
    Finding,
    config::{Severity, Spot},
};
use serde_json::{Map, Value};

use super::{
    fast,
    fill::finding,
    limits,
    place::{Lines, Position},
    reader::{self, Fault},
    report::TextOfFile,
    source::{File, Given},
    tree::{self, Node, below, parts},
    wording::printable,
};

/// One configuration, whatever it came from.
pub(super) struct Document {
    pub(super) files: Vec<File>,
    /// A value that a program has built.
    given: Option<Value>,
    /// The slow readings, of files that were read slowly so far.
    pub(super) trees: Vec<Option<Node>>,
    pub(super) faults: Vec<(usize, Fault)>,
    /// Which file brings an instance, or a key of the top level, if it is not the first one.
    brought: BTreeMap<String, usize>,
}

impl Document {
    /// A document whose texts are not read yet.
    pub(super) fn new(given: Given) -> Self {
        let (given, files) = match given {
            Given::Value(value) => (Some(value), Vec::new()),
            Given::Files(files) => (None, files),
        };
        let mut document = Self {
            given,
            trees: files.iter().map(|_| None).collect(),
            files,
            faults: Vec::new(),
            brought: BTreeMap::new(),
        };
        for (n, file) in document.files.iter_mut().enumerate() {
            document.faults.extend(file.faults.drain(..).map(|fault| (n, fault)));
        }
        document
    }

    /// The text, if it is strict JSON in a single file.
    pub(super) fn single_text(&self) -> Option<&str> {
        match self.files.as_slice() {
            [file] if file.readable && !file.jsonc => Some(&file.text),
            _ => None,
        }
    }

    /// Reads all texts; gives one value of them, if anything could be read.
    pub(super) fn read(&mut self) -> Option<Value> {
        if self.files.is_empty() {
            return self.given.take();
        }
        let mut values = Vec::new();
        for n in 0..self.files.len() {
            let file = self.files.get(n).filter(|file| file.readable);
            let value = match file.filter(|file| !file.jsonc).and_then(|file| fast::read(&file.text)) {
                Some(value) => Some(value),
                None if file.is_some() => self.read_slowly(n),
                None => None,
            };
            values.extend(value.map(|value| (n, value)));
        }
        if self.files.len() == 1 {
            values.pop().map(|(_, value)| value)
        } else {
            self.merge(values)
        }
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
            let mut fault = Fault::new(defined_twice(&pointer, &format!("{line}:{column}")), second);
            fault.related = Some((n, first));
            self.faults.push((n, fault));
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
        let range = self.range(n, pointer, Spot::Key).unwrap_or(0..0);
        let mut fault = Fault::new(defined_twice(pointer, &place), range);
        fault.related = self.range(first, pointer, Spot::Key).map(|range| (first, range));
        self.faults.push((n, fault));
    }

    /// The bytes in a file that a pointer and a spot mean.
    pub(super) fn range(&mut self, n: usize, pointer: &str, spot: Spot) -> Option<Range<usize>> {
        self.plant(n);
        match (self.files.get(n), self.trees.get(n)) {
            (Some(file), Some(Some(root))) => Some(root.find(&file.text, pointer, spot)),
            _ => None,
        }
    }

    /// The file in which something stands.
    pub(super) fn file_of(&self, pointer: &str) -> usize {
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

    /// Whether anything was wrong with the texts themselves.
    pub(super) fn faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Whether a fault of the texts is an error.
    pub(super) fn refused(&self) -> bool {
        self.faults
            .iter()
            .any(|(_, fault)| fault.finding.severity() == Severity::Error)
    }

    /// The texts, for showing masked lines of them.
    pub(super) fn into_texts(self) -> Vec<TextOfFile> {
        self.files
            .into_iter()
            .zip(self.trees)
            .map(|(file, root)| TextOfFile {
                // Of a text in another encoding as much is shown as can be read.
                root: root.or_else(|| match file.readable {
                    true => None,
                    false => reader::read(&file.text, file.jsonc).root,
                }),
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

//! Keys that are surely misspelt. What they hold is judged as what was meant, so that one run tells everything.

use connector_core::{
    Finding,
    validate::{Validator, Violated, Violation},
};
use serde_json::Value;

use super::{
    astray::{self, Meant},
    explain::{Ground, unknown},
    known, nearest,
    tree::{below, last_part, parent, parts},
};

/// Keys may be misspelt inside of misspelt keys; nothing that an admin writes is nested deeper.
const ROUNDS: usize = 4;

/// A document whose misspelt keys were put right.
pub(super) struct Respelled {
    pub(super) value: Value,
    /// What is still wrong with it.
    pub(super) violations: Vec<Violation>,
    /// One finding for each key, with the pointer as written.
    pub(super) findings: Vec<Finding>,
    /// Pointers as meant and as written, in the order in which they were put right.
    renamed: Vec<(String, String)>,
}

/// Puts right what is misspelt. `ground` describes the document as written.
pub(super) fn respell(ground: &Ground<'_>, validator: &Validator, violations: Vec<Violation>) -> Respelled {
    let mut respelled = Respelled {
        value: Value::Null,
        violations,
        findings: Vec::new(),
        renamed: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let mut wrong: Vec<(String, String)> = Vec::new();
        let whole = if respelled.renamed.is_empty() {
            ground.value
        } else {
            &respelled.value
        };
        for Violation { pointer, fault } in &respelled.violations {
            let is_layer = pointer.matches('/').count() == 2 && whole.pointer(pointer).is_some_and(astray::is_layer);
            let names_inside = || whole.pointer(pointer).is_some_and(astray::names_inside);
            match fault {
                Violated::Missing(key) if key == "connector" && names_inside() => {
                    wrong.push((below(pointer, "config"), key.clone()));
                }
                // What holds nothing but instances is no instance in which something is missing or too much.
                Violated::Missing(key) if is_layer && key == "connector" => {
                    let place = parent(pointer).zip(last_part(pointer));
                    wrong.extend(place.map(|(owner, key)| (owner.to_owned(), key)));
                }
                Violated::Unknown(key) if !is_layer => wrong.push((pointer.clone(), key.clone())),
                _ => {}
            }
        }
        // The deepest first: then the pointers of the others stay as they are.
        wrong.sort_by_key(|(pointer, _)| std::cmp::Reverse(pointer.matches('/').count()));
        let before = respelled.renamed.len();
        for (pointer, key) in wrong {
            respelled.put_right(ground, &pointer, &key, before);
        }
        if respelled.renamed.len() == before {
            break;
        }
        respelled.violations = validator.violations(&respelled.value);
    }
    if respelled.renamed.is_empty() {
        respelled.value = ground.value.clone();
    }
    respelled
}

impl Respelled {
    fn put_right(&mut self, ground: &Ground<'_>, pointer: &str, key: &str, before: usize) {
        let value = if self.renamed.is_empty() {
            ground.value
        } else {
            &self.value
        };
        let Some(object) = value.pointer(pointer).and_then(Value::as_object) else {
            return;
        };
        let schema = known::part(ground.schema, pointer).unwrap_or(&Value::Null);
        let elsewhere = (ground.elsewhere)(value, pointer, key);
        if let Some(elsewhere) = elsewhere {
            if let Some(meant) = elsewhere.meant {
                self.put_elsewhere(ground, (pointer, key), &meant, before);
            }
            return;
        }
        let Some(meant) = nearest::key(schema, key, |key| object.contains_key(key)) else {
            return;
        };
        let mut finding = unknown(ground, value, pointer, key);
        let earlier = self.renamed.get(..before).unwrap_or_default();
        finding.pointer = as_written(&finding.pointer, earlier);
        self.findings.push(finding);
        if self.renamed.is_empty() {
            self.value = ground.value.clone();
        }
        let object = self.value.pointer_mut(pointer).and_then(Value::as_object_mut);
        if let Some((object, held)) = object.and_then(|object| object.remove(key).map(|held| (object, held))) {
            object.insert(meant.clone(), held);
            self.renamed.push((below(pointer, &meant), below(pointer, key)));
        }
    }

    /// Judges a value where it belongs, unless something stands there already.
    fn put_elsewhere(&mut self, ground: &Ground<'_>, (pointer, key): (&str, &str), meant: &Meant, before: usize) {
        let written = below(pointer, key);
        if self.renamed.is_empty() {
            self.value = ground.value.clone();
        }
        // Where something stands already, what stands astray is not judged.
        let free = match (meant, self.value.pointer(&written)) {
            (Meant::Into(around), Some(Value::Object(members))) => members
                .keys()
                .any(|name| *name == key || is_free(&self.value, &below(around, name))),
            (Meant::Into(_), _) => false,
            (Meant::At(meant), _) => is_free(&self.value, meant),
        };
        if !free {
            return;
        }
        let mut finding = unknown(ground, &self.value, pointer, key);
        let owner = self.value.pointer_mut(pointer).and_then(Value::as_object_mut);
        let Some(held) = owner.and_then(|owner| owner.remove(key)) else {
            return;
        };
        let moved: Vec<(String, String, Value)> = match (meant, held) {
            (Meant::Into(around), Value::Object(members)) => members
                .into_iter()
                .map(|(name, value)| (below(around, &name), below(&written, &name), value))
                .collect(),
            (Meant::At(meant) | Meant::Into(meant), held) => vec![(meant.clone(), written.clone(), held)],
        };
        for (meant, written, value) in moved {
            if place_at(&mut self.value, &meant, value) {
                self.renamed.push((meant, written));
            }
        }
        let earlier = self.renamed.get(..before).unwrap_or_default();
        finding.pointer = as_written(&finding.pointer, earlier);
        self.findings.push(finding);
    }

    /// Moves findings about the document as meant to where they stand in the document as written.
    pub(super) fn place(&self, findings: &mut [Finding], base: &str) {
        if self.renamed.is_empty() {
            return;
        }
        for finding in findings {
            for pointer in [Some(&mut finding.pointer), finding.related.as_mut()]
                .into_iter()
                .flatten()
            {
                if let Some(inner) = pointer.strip_prefix(base) {
                    *pointer = format!("{base}{}", as_written(inner, &self.renamed));
                }
            }
        }
    }
}

/// Whether a value can be put at a pointer.
fn is_free(whole: &Value, pointer: &str) -> bool {
    let mut at = whole;
    for key in parts(pointer) {
        match at.as_object().map(|object| object.get(&key)) {
            Some(Some(inner)) => at = inner,
            Some(None) => return true,
            None => return false,
        }
    }
    false
}

/// Puts a value at a pointer where nothing stands yet; objects above it are made.
fn place_at(whole: &mut Value, pointer: &str, value: Value) -> bool {
    let mut keys: Vec<String> = parts(pointer).collect();
    let Some(last) = keys.pop() else { return false };
    let mut owner = whole;
    for key in keys {
        let Some(object) = owner.as_object_mut() else {
            return false;
        };
        owner = object
            .entry(key)
            .or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
    match owner.as_object_mut() {
        Some(object) if !object.contains_key(&last) => {
            object.insert(last, value);
            true
        }
        _ => false,
    }
}

fn as_written(pointer: &str, renamed: &[(String, String)]) -> String {
    let mut pointer = pointer.to_owned();
    for (meant, written) in renamed.iter().rev() {
        let rest = pointer.strip_prefix(meant.as_str());
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            pointer = format!("{written}{rest}");
        }
    }
    pointer
}

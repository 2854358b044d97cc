//! Keys that are surely misspelt. What they hold is judged as what was meant, so that one run tells everything.

use connector_core::{
    Finding,
    validate::{Validator, Violated, Violation},
};
use serde_json::Value;

use super::{
    explain::{Ground, unknown},
    known, nearest,
    tree::below,
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
        for violation in &respelled.violations {
            if let Violated::Unknown(key) = &violation.fault {
                wrong.push((violation.pointer.clone(), key.clone()));
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
        if (ground.elsewhere)(pointer, key).is_some() {
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

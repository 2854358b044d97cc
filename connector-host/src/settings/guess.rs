//! What wrong settings may have been meant to be: what a connector says about every guess is true whatever was meant.

use std::collections::{BTreeMap, BTreeSet};

use connector_core::{
    Finding,
    config::Fix,
    validate::{Validator, Violated, Violation},
};
use serde_json::Value;

use super::{
    known::{self, Known},
    tree::{below, is_inside, parent, parts},
};

/// Other values that are tried for one wrong setting.
const CHOICES: usize = 8;

/// A config in which something that fits stands for what is wrong.
#[derive(Clone)]
pub(super) struct Guess {
    pub(super) config: Value,
    /// Where the items of lists from which something was taken stand in the document.
    kept: Vec<(String, Vec<usize>)>,
}

/// What may stand for one wrong value; nothing if it may be left out.
#[derive(Clone)]
struct Choice {
    value: Option<Value>,
    kept: Option<Vec<usize>>,
}

/// A wrong value with what may stand for it.
struct Doubt {
    pointer: String,
    choices: Vec<Choice>,
}

impl From<Value> for Guess {
    fn from(config: Value) -> Self {
        let kept = Vec::new();
        Self { config, kept }
    }
}

impl Guess {
    /// A pointer into this config as a pointer into the document; nothing if the document has no such item.
    fn written(&self, pointer: &str) -> Option<String> {
        let list = self.kept.iter().find_map(|(list, kept)| {
            let rest = pointer.strip_prefix(list.as_str())?.strip_prefix('/')?;
            Some((list, kept, rest))
        });
        let Some((list, kept, rest)) = list else {
            return Some(pointer.to_owned());
        };
        let (item, further) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let item = item.parse().ok().and_then(|item: usize| kept.get(item))?;
        Some(format!("{list}/{item}{further}"))
    }

    /// A finding about this config as one about the document.
    pub(super) fn placed(&self, mut finding: Finding) -> Option<Finding> {
        finding.pointer = self.written(&finding.pointer)?;
        finding.related = finding.related.and_then(|pointer| self.written(&pointer));
        Some(finding)
    }

    fn take(&mut self, pointer: &str, choice: &Choice) {
        let owner = parent(pointer).and_then(|owner| self.config.pointer_mut(owner));
        let key = parts(pointer).next_back();
        if let Some((members, key)) = owner.and_then(Value::as_object_mut).zip(key) {
            match &choice.value {
                Some(value) => members.insert(key, value.clone()),
                None => members.remove(&key),
            };
        }
        if let Some(kept) = &choice.kept {
            self.kept.push((pointer.to_owned(), kept.clone()));
        }
    }
}

/// Configs without what the schema refuses in this one: unknown keys are left out, something that fits stands for credentials, and
/// each wrong setting is in turn what it may have been. `astray` are fields that stand elsewhere, `found` is what was said already.
pub(super) fn guesses(
    config: &Value,
    violations: &[Violation],
    astray: &[String],
    found: &[Finding],
    known: &Known,
    validator: &Validator,
) -> Vec<Guess> {
    let mut plain = config.clone();
    let mut doubtful: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for Violation { pointer, fault } in violations {
        if let Violated::Unknown(key) = fault
            && let Some(members) = plain.pointer_mut(pointer).and_then(Value::as_object_mut)
        {
            members.remove(key);
        }
        let pointer = match fault {
            Violated::Unknown(_) | Violated::Key => continue,
            Violated::Missing(key) => below(pointer, key),
            _ => pointer.clone(),
        };
        let first = parts(&pointer).next().unwrap_or_default();
        if let Some(text) = stand_in(known, &first) {
            put(&mut plain, first, text);
            continue;
        }
        let (pointer, item) = match item(config, &pointer) {
            Some((list, n)) => (list.to_owned(), Some(n)),
            None => (pointer, None),
        };
        doubtful.entry(pointer).or_default().extend(item);
    }
    for name in astray {
        if plain.get(name).is_none()
            && let Some(text) = stand_in(known, name)
        {
            put(&mut plain, name.clone(), text);
        }
    }
    let fits = |pointer: &str, choice: &Choice| {
        let mut guess = Guess::from(plain.clone());
        guess.take(pointer, choice);
        let wrong = validator.violations(&guess.config);
        !wrong.iter().any(|violation| is_inside(&violation.pointer, pointer))
    };
    let doubts: Vec<Doubt> = doubtful
        .into_iter()
        .map(|(pointer, items)| Doubt {
            choices: choices(config, &pointer, &items, found, known, &fits),
            pointer,
        })
        .collect();
    varied(&plain.into(), &doubts)
}

/// One config for the first choices of all, and one for each other choice.
fn varied(plain: &Guess, doubts: &[Doubt]) -> Vec<Guess> {
    let with = |other: Option<(usize, &Choice)>| {
        let mut guess = plain.clone();
        for (n, doubt) in doubts.iter().enumerate() {
            let choice = match other {
                Some((m, choice)) if m == n => Some(choice),
                _ => doubt.choices.first(),
            };
            if let Some(choice) = choice {
                guess.take(&doubt.pointer, choice);
            }
        }
        guess
    };
    let mut all = vec![with(None)];
    for (n, doubt) in doubts.iter().enumerate() {
        all.extend(doubt.choices.iter().skip(1).map(|choice| with(Some((n, choice)))));
    }
    all
}

fn stand_in(known: &Known, name: &str) -> Option<Value> {
    let credential = known.credentials.iter().find(|credential| *credential.name == *name)?;
    Some(Value::String(credential.stand_in.clone()))
}

fn put(config: &mut Value, name: String, value: Value) {
    if let Some(members) = config.as_object_mut() {
        members.insert(name, value);
    }
}

/// The list in which a pointer's value is an item, and its number.
fn item<'p>(config: &Value, pointer: &'p str) -> Option<(&'p str, usize)> {
    let (list, n) = pointer.rsplit_once('/')?;
    config.pointer(list)?.as_array()?;
    Some((list, n.parse().ok()?))
}

fn choices(
    config: &Value,
    pointer: &str,
    items: &BTreeSet<usize>,
    found: &[Finding],
    known: &Known,
    fits: &dyn Fn(&str, &Choice) -> bool,
) -> Vec<Choice> {
    let schema = known::part(&known.schema, pointer).unwrap_or(&Value::Null);
    let value = config.pointer(pointer).unwrap_or(&Value::Null);
    let fix = found.iter().find(|finding| finding.pointer == pointer);
    let fix = fix.and_then(|finding| finding.fix.as_ref());
    let meant = fix.and_then(|fix| mended(fix, value));
    if let Some(meant) = meant.filter(|meant| fits(pointer, meant)) {
        return vec![meant];
    }
    if let Some(list) = value.as_array().filter(|_| schema.get("items").is_some()) {
        let meant = |n: &usize, value: &Value| {
            let pointer = below(pointer, &n.to_string());
            let fix = found.iter().find(|finding| finding.pointer == pointer)?.fix.as_ref()?;
            mended(fix, value)?.value
        };
        return of_list(list, items, schema, &meant);
    }
    let single = |value: Value| Choice {
        value: Some(value),
        kept: None,
    };
    let required = parent(pointer).and_then(|owner| known::part(&known.schema, owner)?.get("required")?.as_array());
    let key = parts(pointer).next_back();
    let is_required = required
        .into_iter()
        .flatten()
        .any(|name| name.as_str() == key.as_deref());
    let nothing = (!is_required).then_some(Choice {
        value: None,
        kept: None,
    });
    let words = ["enum", "examples"].map(|word| schema.get(word).and_then(Value::as_array));
    let bounds = ["default", "minimum", "maximum"].map(|word| schema.get(word));
    let switch = schema.get("type").and_then(Value::as_str) == Some("boolean");
    let switched = [true, false].into_iter().filter(|_| switch).map(Value::from);
    nothing
        .into_iter()
        .chain(bounds.into_iter().flatten().cloned().map(single))
        .chain(switched.map(single))
        .chain(words.into_iter().flatten().flatten().cloned().map(single))
        .take(CHOICES)
        .collect()
}

/// What a value is once its fix is applied.
fn mended(fix: &Fix, value: &Value) -> Option<Choice> {
    let text = value.as_str();
    let value = match fix {
        Fix::Remove => None,
        Fix::Replace(value) => Some(value.clone()),
        Fix::Quote => Some(Value::String(value.to_string())),
        Fix::Unquote => Some(serde_json::from_str(text?).ok()?),
        Fix::Split => Some(text?.split([' ', ',']).filter(|item| !item.is_empty()).collect()),
        _ => return None,
    };
    Some(Choice { value, kept: None })
}

/// A list without its wrong and repeated items, and the same with each other item that a wrong one may have been.
fn of_list(
    list: &[Value],
    wrong: &BTreeSet<usize>,
    schema: &Value,
    meant: &dyn Fn(&usize, &Value) -> Option<Value>,
) -> Vec<Choice> {
    let most = schema
        .get("maxItems")
        .and_then(Value::as_u64)
        .map_or(usize::MAX, |most| most as usize);
    let mut seen = BTreeSet::new();
    let mut unclear = false;
    let mut right: Vec<(usize, Value)> = Vec::new();
    for (n, item) in list.iter().enumerate() {
        let item = match wrong.contains(&n) {
            true => meant(&n, item),
            false => Some(item.clone()),
        };
        unclear |= item.is_none();
        if let Some(item) = item.filter(|item| seen.insert(item.to_string())) {
            right.push((n, item));
        }
    }
    let of = |part: &[(usize, Value)], more: Option<&Value>| Choice {
        value: Some(part.iter().map(|(_, item)| item).chain(more).cloned().collect()),
        kept: Some(part.iter().map(|(n, _)| *n).collect()),
    };
    let first = right.get(..most.min(right.len())).unwrap_or_default();
    let last = right.get(right.len() - first.len()..).unwrap_or_default();
    let mut all = vec![of(first, None)];
    if first.len() < right.len() {
        all.push(of(last, None));
    }
    if unclear && right.len() < most {
        let examples = schema.get("examples").and_then(Value::as_array);
        let examples = examples.into_iter().flatten().filter_map(Value::as_array).flatten();
        let words = schema.pointer("/items/enum").and_then(Value::as_array);
        let others = examples.chain(words.into_iter().flatten());
        let others = others.filter(|other| seen.insert(other.to_string())).take(CHOICES);
        all.extend(others.map(|other| of(first, Some(other))).collect::<Vec<_>>());
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lists(list: &Value, wrong: &[usize], schema: &Value) -> Vec<(Value, Vec<usize>)> {
        let wrong = wrong.iter().copied().collect();
        of_list(list.as_array().unwrap(), &wrong, schema, &|_, _| None)
            .into_iter()
            .map(|choice| (choice.value.unwrap(), choice.kept.unwrap()))
            .collect()
    }

    #[test]
    fn a_wrong_item_may_have_been_any_other() {
        let schema = json!({ "examples": [["openid", "name"]], "maxItems": 3 });
        assert_eq!(
            lists(&json!(["name", "a b", "age"]), &[1], &schema),
            [
                (json!(["name", "age"]), vec![0, 2]),
                (json!(["name", "age", "openid"]), vec![0, 2])
            ]
        );
    }

    #[test]
    fn a_repeated_item_is_in_no_doubt() {
        assert_eq!(
            lists(&json!(["a", "a", "b"]), &[], &json!({})),
            [(json!(["a", "b"]), vec![0, 2])]
        );
    }

    #[test]
    fn of_a_long_list_both_ends_are_looked_at() {
        assert_eq!(
            lists(&json!(["a", "b", "c"]), &[], &json!({ "maxItems": 2 })),
            [(json!(["a", "b"]), vec![0, 1]), (json!(["b", "c"]), vec![1, 2])]
        );
    }

    #[test]
    fn findings_about_a_guess_stand_where_the_items_were_written() {
        let guess = Guess {
            config: Value::Null,
            kept: vec![("/scopes".to_owned(), vec![0, 2])],
        };
        assert_eq!(guess.written("/scopes/1").as_deref(), Some("/scopes/2"));
        assert_eq!(guess.written("/scopes/2"), None);
        assert_eq!(guess.written("/scopes").as_deref(), Some("/scopes"));
        assert_eq!(guess.written("/prompt/4").as_deref(), Some("/prompt/4"));
    }
}

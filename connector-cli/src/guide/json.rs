//! A guide for programs: all steps, in both languages.

use serde_json::{Map, Value, json};

use super::{Guide, PLACE, planned::Planned};

pub(super) fn of(guide: &Guide) -> Value {
    let console = guide.info.console;
    let drafts = guide.draft.iter().map(|draft| (draft.id.clone(), draft.instance()));
    json!({
        "schemaVersion": 1,
        "connector": guide.info.id,
        "instance": guide.instance,
        "name": guide.info.name,
        "console": {
            "address": console.address, "asOf": console.as_of, "basis": console.basis, "mayBeOutOfDate": guide.old,
        },
        "publicUrl": (guide.public_url != PLACE).then_some(&guide.public_url),
        "steps": guide.steps.iter().map(|planned| step(guide, *planned)).collect::<Vec<_>>(),
        "instances": drafts.collect::<Map<_, _>>(),
    })
}

fn step(guide: &Guide, planned: Planned) -> Value {
    let step = planned.step;
    let copy = step.copy.iter();
    let copy = copy.map(|paste| json!({ "is": paste, "name": paste.name(), "address": guide.address(*paste) }));
    json!({
        "id": step.id, "title": step.title, "path": step.path, "text": step.text, "field": step.field,
        "copy": copy.collect::<Vec<_>>(), "when": step.when, "needed": planned.needed, "codes": step.codes,
    })
}

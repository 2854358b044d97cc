//! One step of a guide, as people read it.

use connector_host::{
    core::{ConsoleStep, Text, When, config::Sentence},
    settings::Lang,
};

use crate::voice::Voice;

/// A step, and whether this instance needs it. That is open while there is no instance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    pub(super) step: &'static ConsoleStep,
    pub(super) needed: Option<bool>,
}

impl Planned {
    /// What to do, and on which condition; in English a condition stands before the verb.
    pub(super) fn title(self, voice: Voice) -> String {
        const ON: Text = Text::new("Only with {when} — {title}", "{when}일 때만 — {title}");
        const SET: Text = Text::new("Only with {when} — {title}", "{when} 항목을 쓸 때만 — {title}");
        let title = voice.pick(self.step.title);
        let title = match (self.step.when, self.needed) {
            (Some(when), None) => {
                let text = if matches!(when, When::On(_)) { ON } else { SET };
                voice.pick(Sentence::fill(
                    text,
                    &[("when", &when.spelled()), ("title", &after_dash(&title, voice.lang))],
                ))
            }
            _ => title,
        };
        match self.step.field {
            Some(field) => format!("{title} → {field}"),
            None => title,
        }
    }

    /// The codes that the step prevents, if its text does not speak of them.
    pub(super) fn codes(self, voice: Voice) -> String {
        let text = self.step.text.map(|text| voice.pick(text)).unwrap_or_default();
        let silent = self.step.codes.iter().filter(|code| !text.contains(**code));
        let codes: Vec<&str> = silent.copied().collect();
        if codes.is_empty() {
            String::new()
        } else {
            format!("({})", codes.join(", "))
        }
    }
}

/// A title that goes on after a dash. In English it begins with a verb, which is then written small.
fn after_dash(title: &str, lang: Lang) -> String {
    let mut letters = title.chars();
    match letters.next() {
        Some(first) if lang == Lang::En => format!("{}{}", first.to_lowercase(), letters.as_str()),
        _ => title.to_owned(),
    }
}

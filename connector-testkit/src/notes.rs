//! Notes about a provider's codes, held against what the connector makes of the codes.

use connector_core::{CodeNote, ErrorKind, Errors, Stage};

/// Where the notes for people and the table for the engine disagree: a meaning of the table without a note, or with a note of
/// another kind. Empty where all is well.
pub fn disagreements(notes: &[CodeNote], stage: Stage, errors: &Errors) -> Vec<String> {
    let noted = |code: &str, words: Option<&str>| -> Option<ErrorKind> {
        let fits = |note: &&CodeNote| {
            note.code == code && note.words == words && (note.stages.is_empty() || note.stages.contains(&stage))
        };
        notes.iter().find(fits).and_then(|note| note.kind)
    };
    let differs = errors
        .meanings()
        .filter(|(code, words, kind)| noted(code, *words) != Some(*kind));
    differs
        .map(|(code, words, kind)| format!("{code} {words:?} at {}: no note says {}", stage.code(), kind.code()))
        .collect()
}

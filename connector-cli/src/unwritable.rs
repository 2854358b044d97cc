//! What is said when something cannot be written.

use std::{
    io::{self, ErrorKind},
    path::Path,
    process::ExitCode,
};

use connector_host::{
    core::{Text, config::Sentence},
    settings::render,
};

use crate::voice::Voice;

/// Says that a path cannot be written, and why. Exit code 3.
pub(crate) fn tell(path: &Path, error: &io::Error, voice: Voice) -> ExitCode {
    const UNWRITABLE: Text = Text::new("cannot write {path}: {reason}", "쓸 수 없습니다: {path}: {reason}");
    let path = path.to_string_lossy();
    let reason = voice.pick(reason(error.kind()));
    let places = [("path", &*render::plain_name(&path)), ("reason", &reason)];
    voice.fail(Sentence::fill(UNWRITABLE, &places));
    ExitCode::from(3)
}

/// The words of the operating system are in one language only.
fn reason(kind: ErrorKind) -> Sentence {
    let text = match kind {
        ErrorKind::PermissionDenied => Text::new("no permission", "권한이 없습니다"),
        ErrorKind::ReadOnlyFilesystem => Text::new("the file system is read-only", "읽기 전용 파일 시스템입니다"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Text::new("no space left", "저장 공간이 부족합니다"),
        ErrorKind::NotFound => Text::new("the directory does not exist", "디렉터리가 없습니다"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Text::new(
            "something that is no directory stands in its way",
            "같은 자리에 디렉터리가 아닌 것이 있습니다",
        ),
        ErrorKind::IsADirectory => Text::new("it is a directory", "디렉터리입니다"),
        other => return Sentence::fill(Text::new("{kind}", "{kind}"), &[("kind", &other.to_string())]),
    };
    text.into()
}

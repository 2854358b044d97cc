//! Writing mended files: a new file beside the old one takes its place, or nothing changes.

use std::{fs, io, io::Write as _, path::Path};

use connector_host::{
    core::{Text, config::Sentence},
    settings::{Mended, Source, render},
};

use crate::{unwritable, voice::Voice};

const CHANGED: Text = Text::new(
    "nothing was written: {path} changed while it was being mended; run the command again",
    "아무것도 쓰지 않았습니다. 고치는 동안 파일이 바뀌었으니 명령을 다시 실행하세요: {path}",
);

/// Writes what changed; what came from standard input goes to standard output, changed or not. Whether that was done; if not,
/// it was said why.
pub(super) fn all(mended: &Mended, source: &Source, voice: Voice) -> bool {
    if source.is_text() {
        let text = mended.files.first().map(|file| file.text.as_bytes());
        let mut output = io::stdout().lock();
        let written = output
            .write_all(text.or(source.given()).unwrap_or_default())
            .and_then(|()| output.flush());
        return match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                unwritable::tell(Path::new("-"), &error, voice);
                false
            }
            _ => true,
        };
    }
    for file in &mended.files {
        let Some(path) = &file.path else { continue };
        // What cannot be read any more will say so when it is to be replaced.
        if fs::read(path).is_ok_and(|bytes| !file.was_made_from(&bytes)) {
            let path = path.to_string_lossy();
            voice.fail(Sentence::fill(CHANGED, &[("path", &render::plain_name(&path))]));
            return false;
        }
    }
    for file in &mended.files {
        let Some(path) = &file.path else { continue };
        if let Err(error) = replace(path, &file.text) {
            unwritable::tell(path, &error, voice);
            return false;
        }
    }
    true
}

/// Puts a file with this text and the old one's mode in the place of the old one; behind a link, of the file it leads to.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new().prefix(".connectors-").tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    beside.as_file().sync_all()?;
    beside.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use connector_host::{
        registry,
        settings::{self, Options, Source},
    };

    use super::all;
    use crate::voice::Voice;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("connectors.json");
        let old = r#"{ "version": 1, "publicURL": "http://localhost:8080", "instances": {} }"#;
        for wrong in [old.to_owned(), format!("\u{feff}{old}")] {
            fs::write(&path, &wrong).unwrap();
            let source = Source::path(&path);
            let mended = settings::mend(&source, &registry(&[]).unwrap(), &Options::default());
            assert!(mended.applied > 0, "there is something to mend");
            let newer = wrong.replace("8080", "8081");
            fs::write(&path, &newer).unwrap();
            assert!(!all(&mended, &source, Voice::PLAIN));
            assert_eq!(fs::read_to_string(&path).unwrap(), newer);
            fs::write(&path, &wrong).unwrap();
            assert!(all(&mended, &source, Voice::PLAIN));
            assert_eq!(
                fs::read_to_string(&path).unwrap(),
                wrong.replace("publicURL", "publicUrl").replace('\u{feff}', "")
            );
        }
    }
}

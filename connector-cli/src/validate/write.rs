//! Writing mended files: a new file beside the old one takes its place, or nothing changes.

use std::{fs, io, io::Write as _, path::Path};

use connector_host::settings::{Mended, Source};

use crate::{unwritable, voice::Voice};

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

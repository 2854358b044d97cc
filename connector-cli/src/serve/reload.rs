//! New settings while the host runs.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use connector_host::{Host, Profile, core::Text};

use tokio::sync::watch;

use super::{checked, complain, signals::next};
use crate::voice::Voice;

const REFUSED: Text = Text::new(
    "the new settings were refused; the old ones stay in force",
    "새 설정이 거부되었습니다. 기존 설정을 계속 씁니다",
);
const IN_FORCE: Text = Text::new("new settings are in force", "새 설정을 적용했습니다");
/// How often the settings file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The settings that a host was started with.
pub(crate) struct Watched {
    pub(super) path: PathBuf,
    pub(super) profile: Option<Profile>,
}

impl Watched {
    /// Reads the settings again when asked to and when they change; bad ones change nothing (A24).
    pub(super) async fn reload_when_changed(self, host: Host, mut again: watch::Receiver<u32>, voice: Voice) {
        let mut last = last_change(&self.path);
        loop {
            let asked = tokio::select! {
                () = next(&mut again) => true,
                () = tokio::time::sleep(LOOK_EVERY) => false,
            };
            let now = last_change(&self.path);
            if asked || now != last {
                last = now;
                self.reload(&host, voice);
            }
        }
    }

    fn reload(&self, host: &Host, voice: Voice) {
        let result = host.reload();
        // Everything at its places, as at the start.
        let shown = checked(&self.path, self.profile, voice);
        if let Err(error) = result {
            if shown.is_ok() {
                complain(&error, voice);
            }
            return voice.fail(REFUSED);
        }
        voice.say(IN_FORCE);
    }
}

/// When a file was written last; of a directory, when anything in it was.
fn last_change(path: &Path) -> Option<SystemTime> {
    let of = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let inside = inside.filter_map(|entry| of(&entry.path())).max();
    inside.max(of(path))
}

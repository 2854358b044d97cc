//! The bad configurations of `tests/config/bad`: `NAME.expect` lists what `NAME.json`, `NAME.jsonc` or the directory `NAME` earns,
//! `NAME.setup.json` says what the world around it is like.
#![allow(dead_code, reason = "every test program uses its part")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use connector_host::settings::{self, Environment, Located, Options, Profile, Report, Source};
use serde::Deserialize;

use crate::documents::{linked, options};

/// The world around a configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Setup {
    profile: Option<String>,
    /// Variables besides the usual ones.
    environment: BTreeMap<String, String>,
    /// Files beside the configuration.
    files: BTreeMap<String, Beside>,
    /// The configuration is this text of `tests/config`, filled up with spaces to so many bytes.
    text: Option<String>,
    pad: usize,
}

/// A file beside a configuration.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    text: String,
    mode: String,
}

/// One bad configuration.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) expected: Vec<String>,
    path: PathBuf,
    setup: Setup,
    /// Where its files are laid, if it needs any.
    folder: PathBuf,
}

/// Variables of one case in front of the usual ones.
struct With(BTreeMap<String, String>, Arc<dyn Environment>);

impl Environment for With {
    fn variable(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned().or_else(|| self.1.variable(name))
    }
}

/// All cases, sorted.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/bad");
    let entries = fs::read_dir(&folder).unwrap();
    let mut names: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "expect"))
        .collect();
    names.sort();
    names.into_iter().map(|path| Case::read(&path)).collect()
}

impl Case {
    fn read(expect: &Path) -> Self {
        let setup = fs::read_to_string(expect.with_extension("setup.json"));
        let [json, jsonc, folder] = ["json", "jsonc", ""].map(|ending| expect.with_extension(ending));
        let path = [&jsonc, &folder]
            .into_iter()
            .find(|path| path.exists())
            .unwrap_or(&json);
        // Tests run beside each other.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let own = format!(
            "connectors-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        Self {
            folder: std::env::temp_dir().join(own),
            name: expect.file_stem().unwrap().to_str().unwrap().to_owned(),
            expected: fs::read_to_string(expect).unwrap().lines().map(str::to_owned).collect(),
            path: path.clone(),
            setup: setup
                .map(|text| serde_json::from_str(&text).unwrap())
                .unwrap_or_default(),
        }
    }

    fn options(&self) -> Options {
        let mut options = options();
        options.profile = self.setup.profile.as_deref().map(|profile| match profile {
            "dev" => Profile::Dev,
            "production" => Profile::Production,
            other => panic!("{other} is no profile"),
        });
        options.environment = Arc::new(With(self.setup.environment.clone(), options.environment));
        options
    }

    /// What is found.
    pub(crate) fn report(&self) -> Report {
        if self.setup.files.is_empty() && self.setup.text.is_none() {
            return settings::load(&Source::path(&self.path), &linked(), &self.options());
        }
        let folder = &self.folder;
        let report = settings::load(&Source::path(self.furnish(folder)), &linked(), &self.options());
        fs::remove_dir_all(folder).unwrap();
        report
    }

    /// A text as if the configuration lay in the working directory.
    pub(crate) fn at_home(&self, text: &str) -> String {
        let [bad, own] = [self.path.parent().unwrap(), &self.folder].map(|folder| format!("{}/", folder.display()));
        text.replace(&bad, "").replace(&own, "")
    }

    /// Lays the configuration and what belongs to it into a folder.
    fn furnish(&self, folder: &Path) -> PathBuf {
        fs::create_dir_all(folder).unwrap();
        for (name, beside) in &self.setup.files {
            let path = folder.join(name);
            fs::write(&path, &beside.text).unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = u32::from_str_radix(&beside.mode, 8).unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            }
        }
        let path = folder.join(self.path.file_name().unwrap());
        let text = match &self.setup.text {
            Some(text) => fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(text)),
            None => fs::read(&self.path),
        };
        let mut text = text.unwrap();
        text.resize(self.setup.pad.max(text.len()), b' ');
        fs::write(&path, text).unwrap();
        path
    }

    /// Writes what it earns.
    pub(crate) fn expect(&self, found: &[String]) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/bad/{}.expect", self.name));
        fs::write(path, found.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }

    /// What the configuration is called.
    pub(crate) fn file_name(&self) -> &str {
        self.path.file_name().unwrap().to_str().unwrap()
    }

    /// Codes and places, and the file where there are several.
    pub(crate) fn found(&self, report: &Report) -> Vec<String> {
        let line = |located: &Located| {
            let (line, column) = located.range.map_or((0, 0), |(start, _)| (start.line, start.column));
            let place = format!("{} {line}:{column}", located.finding.code);
            match located.file.as_deref() {
                Some(file) if self.path.is_dir() && !file.ends_with(self.file_name()) => {
                    format!("{place} {}", file.rsplit('/').next().unwrap())
                }
                _ => place,
            }
        };
        report.findings.iter().map(line).collect()
    }
}

/// Whether a place in braces was left as it is. The addresses that an admin fills are shown with theirs.
pub(crate) fn is_unfilled(text: &str) -> bool {
    let places = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    places.map(|(name, _)| name).any(|name| {
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        plain && name != "instance"
    })
}

/// Whether a help names something that can be typed, pressed or looked for: a spelling, a command, a place in a console or an editor.
pub(crate) fn is_concrete(help: &str) -> bool {
    help.contains(['`', '›', '"'])
}

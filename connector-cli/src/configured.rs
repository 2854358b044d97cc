//! A configuration at hand: checked, and its configs as they stand in the files. References are not read.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use connector_host::{
    core::{Registry, Text, config::Sentence},
    settings::{self, InstanceSettings, Options, Settings, Source, render},
};
use serde_json::{Map, Value};

use crate::{config_path, voice::Voice};

/// Where the configuration is.
#[derive(Clone, Debug, Args)]
pub(crate) struct ConfigArg {
    /// Configuration file or directory [default: $CONNECTORS_CONFIG, connectors.json, connectors.jsonc]
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,
}

impl ConfigArg {
    /// Whether the path was named, here or in the environment.
    pub(crate) fn is_named(&self) -> bool {
        self.config.is_some() || config_path::named().is_some()
    }

    /// The path that was named, else the usual one.
    pub(crate) fn path(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(config_path::default)
    }

    /// The configuration that was named, or the usual one if it is there and without errors.
    ///
    /// # Errors
    /// The exit code if the named configuration has errors; they were shown then.
    pub(crate) fn at_hand(&self, registry: &Registry, voice: Voice) -> Result<Option<Configured>, ExitCode> {
        let path = self.path();
        if self.is_named() {
            return Configured::read(&path, registry, voice).map(Some);
        }
        if !path.exists() {
            return Ok(None);
        }
        let found = Configured::load(&path, registry).ok();
        if found.is_none() {
            voice.say(Sentence::fill(
                LEFT_ASIDE,
                &[("path", &render::plain_name(&path.to_string_lossy()))],
            ));
        }
        Ok(found)
    }
}

const LEFT_ASIDE: Text = Text::new(
    "{path} has errors and was left aside; `connectors validate` names them",
    "{path}: 오류가 있어 쓰지 않았습니다. `connectors validate`로 확인하세요",
);

/// A configuration without errors.
#[derive(Debug)]
pub(crate) struct Configured {
    pub(crate) path: PathBuf,
    pub(crate) settings: Settings,
    /// The instances as they stand in the files.
    instances: Map<String, Value>,
}

impl Configured {
    /// Reads a configuration, or shows what is wrong with it.
    ///
    /// # Errors
    /// The exit code, as that of `validate`.
    pub(crate) fn read(path: &Path, registry: &Registry, voice: Voice) -> Result<Self, ExitCode> {
        Self::load(path, registry).map_err(|report| {
            let shown = render::human(&report, &path.display().to_string(), voice.lang);
            anstream::eprint!("{}", voice.spell(&shown));
            let unreadable = report.findings.iter().any(|located| located.finding.code == "E001");
            ExitCode::from(if unreadable { 3 } else { 1 })
        })
    }

    fn load(path: &Path, registry: &Registry) -> Result<Self, Box<settings::Report>> {
        let mut options = Options::default();
        options.no_env = true;
        let mut report = settings::load(&Source::path(path), registry, &options);
        match report.settings.take() {
            Some(settings) => Ok(Self {
                path: path.to_owned(),
                settings,
                instances: written(path),
            }),
            None => Err(Box::new(report)),
        }
    }

    /// An instance by its id.
    pub(crate) fn instance(&self, id: &str) -> Option<&InstanceSettings> {
        self.settings.instances.iter().find(|instance| *instance.id == *id)
    }

    /// The config of an instance, as it stands in the file.
    pub(crate) fn config(&self, id: &str) -> &Value {
        let instance = self.instances.get(id);
        instance.and_then(|it| it.get("config")).unwrap_or(&Value::Null)
    }

    /// Whether an instance takes notices of its provider.
    pub(crate) fn takes_notices(&self, id: &str) -> bool {
        self.config(id).get("webhooks") == Some(&Value::Bool(true))
    }
}

/// The instances of files that are known to be without errors.
fn written(path: &Path) -> Map<String, Value> {
    let mut files = vec![path.to_owned()];
    if let Ok(entries) = fs::read_dir(path) {
        files = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "json" || end == "jsonc"));
    }
    let mut all = Map::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap_or_default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let document: Value =
            jsonc_parser::parse_to_serde_value(text, &jsonc_parser::ParseOptions::default()).unwrap_or(Value::Null);
        if let Some(Value::Object(instances)) = document.get("instances") {
            all.extend(instances.clone());
        }
    }
    all
}

//! The settings of an instance: what is set, and where from. A value is shown only if the program knows it anyway, so that a
//! secret that strayed into another field stays hidden as well.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use connector_host::{
    core::{Info, Paste, Registry, Text, config::Sentence},
    settings::{self, InstanceSettings, Options, Source, render},
};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::{
    configured::Configured,
    field::{Field, fields},
    voice::Voice,
};

const BOLD: Style = Style::new().effects(Effects::BOLD);

const NOT_SET: Text = Text::new("not set", "설정되지 않음");
const DEFAULT: Text = Text::new("not set, default {value}", "설정되지 않음, 기본값 {value}");
const IN_FILE: Text = Text::new("set, in the file", "설정됨, 파일에 적힌 값");
const FROM: Text = Text::new("set, from {source}", "설정됨, 출처: {source}");
const OFF: Text = Text::new(
    "{source}, not read while the instance is off",
    "{source}(인스턴스가 꺼져 있어 읽지 않음)",
);
const ABSENT: Text = Text::new(
    "not set, {source} gives nothing here",
    "설정되지 않음, {source}: 값이 없습니다",
);

/// The instance for programs.
pub(super) fn to_json(configured: &Configured, instance: &InstanceSettings, registry: &Registry) -> Value {
    let settings = standing(configured, instance, registry);
    let settings = settings.iter().map(|(field, state)| {
        json!({ "name": field.name, "title": field.title(), "secret": field.is_secret(), "state": state })
    });
    json!({
        "schemaVersion": 1, "id": instance.id, "connector": instance.registration.id(), "enabled": instance.enabled,
        "order": instance.order, "callback": instance.redirect_uri,
        "webhook": configured.takes_notices(&instance.id).then(|| webhook(configured, instance)),
        "settings": settings.collect::<Vec<_>>(),
    })
}

/// The instance for people.
pub(super) fn page(configured: &Configured, instance: &InstanceSettings, registry: &Registry, voice: Voice) -> String {
    const OF: Text = Text::new("connector {connector} · {path}", "커넥터 {connector} · {path}");
    const OFF: Text = Text::new(" · switched off", " · 꺼져 있음");
    const CALLBACK: Text = Text::new("Callback URL", "콜백 URL");
    const WEBHOOK: Text = Text::new("Webhook URL", "웹훅 URL");
    let path = render::plain_name(&configured.path.to_string_lossy()).into_owned();
    let of = Sentence::fill(OF, &[("connector", instance.registration.id()), ("path", &path)]);
    let off = if instance.enabled {
        String::new()
    } else {
        voice.pick(OFF)
    };
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{BOLD}{}{BOLD:#} · {}{off}", instance.id, voice.pick(of));
    let _ = writeln!(page, "{}: {}", voice.pick(CALLBACK), instance.redirect_uri);
    if configured.takes_notices(&instance.id) {
        let _ = writeln!(page, "{}: {}", voice.pick(WEBHOOK), webhook(configured, instance));
    }
    let settings = standing(configured, instance, registry);
    let widest = settings
        .iter()
        .map(|(field, _)| field.name.width())
        .max()
        .unwrap_or_default();
    for (field, state) in settings {
        let _ = writeln!(page, "  {:<widest$}  {}", field.name, voice.pick(state));
    }
    page
}

fn webhook(configured: &Configured, instance: &InstanceSettings) -> String {
    Paste::Webhook.address(&configured.settings.public_url, &instance.id)
}

/// Each field, and how it stands.
fn standing(configured: &Configured, instance: &InstanceSettings, registry: &Registry) -> Vec<(Field, Sentence)> {
    let report = settings::load(&Source::path(&configured.path), registry, &Options::default());
    let before = format!("/instances/{}/config/", instance.id);
    // A reference is read by the one reader there is: what it does not find is a finding there.
    let unread: Vec<&str> = report
        .findings
        .iter()
        .filter(|located| located.finding.code == "E302")
        .filter_map(|located| located.finding.pointer.strip_prefix(before.as_str())?.split('/').next())
        .collect();
    let config = configured.config(&instance.id);
    let fields = fields(&instance.registration.config_schema()).into_iter();
    let stated = fields.filter(|field| !field.has_fields()).map(|field| {
        let value = config.pointer(&format!("/{}", field.name.replace('.', "/")));
        let from = match (instance.enabled, unread.contains(&field.name.as_str())) {
            (false, _) => OFF,
            (true, true) => ABSENT,
            (true, false) => FROM,
        };
        let state = state(&field, value, from, instance.registration.info());
        (field, state)
    });
    stated.collect()
}

fn state(field: &Field, value: Option<&Value>, from: Text, info: &Info) -> Sentence {
    let Some(value) = value else {
        return match field.default() {
            Some(default) => Sentence::fill(DEFAULT, &[("value", &default.to_string())]),
            None => NOT_SET.into(),
        };
    };
    if let Some(source) = source(field, value) {
        let fill = |text: Text, source: &str| Sentence::fill(text, &[("source", source)]);
        return Sentence {
            en: fill(from, &source.en).en,
            ko: fill(from, &source.ko).ko,
        };
    }
    let known = |text: &Value| {
        let is_it = |known: &&str| text == *known;
        field.allowed().iter().any(is_it) || (field.name == "scopes" && info.scopes.iter().any(is_it))
    };
    let shown = match value {
        Value::Bool(_) => true,
        Value::Array(items) => items.iter().all(known),
        text => known(text),
    };
    if shown && !field.is_secret() {
        let value = value.to_string();
        Sentence {
            en: value.clone().into(),
            ko: value.into(),
        }
    } else {
        IN_FILE.into()
    }
}

/// Where a reference points. Its name is shown only if it looks like one: a secret may stand in its place.
fn source(field: &Field, value: &Value) -> Option<Sentence> {
    let (key, name) = value.as_object().filter(|_| field.takes_reference())?.iter().next()?;
    let name = name.as_str()?;
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let (named, plain, usual) = match key.as_str() {
        "$env" => (
            Text::new("environment variable {name}", "환경 변수 {name}"),
            Text::new("an environment variable", "환경 변수"),
            name.bytes().all(upper),
        ),
        "$file" => (
            Text::new("file {name}", "파일 {name}"),
            Text::new("a file", "파일"),
            true,
        ),
        _ => (
            Text::new("credential {name}", "자격 증명 {name}"),
            Text::new("a credential", "자격 증명"),
            name.contains(['-', '_', '.']),
        ),
    };
    // Neither control characters nor such that turn the direction of writing.
    let printable = name
        .chars()
        .all(|letter| letter.is_ascii_graphic() || letter == ' ' || letter.is_alphanumeric());
    Some(if usual && printable {
        Sentence::fill(named, &[("name", name)])
    } else {
        plain.into()
    })
}

//! A connector: its settings, limits, addresses, scopes and codes. All of it comes from its schema and its description.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use connector_host::core::{CodeNote, Registration, Text, config::Sentence};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use crate::{
    example::{capabilities_of, origins_of},
    field::{Field, fields},
    voice::Voice,
};

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// The connector for programs.
pub(super) fn to_json(registration: &Registration) -> Value {
    let info = registration.info();
    let settings = fields(&registration.config_schema());
    json!({
        "schemaVersion": 1, "id": info.id, "name": info.name, "package": registration.package(), "version": info.version,
        "documentation": info.documentation, "capabilities": capabilities_of(registration),
        "contacts": origins_of(registration), "settings": settings.iter().map(Field::to_json).collect::<Vec<_>>(),
        "scopes": info.scopes, "codes": info.codes.iter().map(code).collect::<Vec<_>>(),
    })
}

fn code(note: &CodeNote) -> Value {
    json!({
        "code": note.code, "words": note.words, "stages": note.stages.iter().map(|it| it.code()).collect::<Vec<_>>(),
        "kind": note.kind.map(|kind| kind.code()), "cause": note.cause, "who": note.who.name(), "place": note.place,
        "remedy": note.remedy,
    })
}

/// The connector for people.
pub(super) fn page(registration: &Registration, voice: Voice) -> String {
    const DOCUMENTATION: Text = Text::new("Documentation", "문서");
    const CAN: Text = Text::new("Can", "기능");
    const CONTACTS: Text = Text::new("Contacts", "연결하는 주소");
    const SCOPES: Text = Text::new("Scopes known", "알려진 스코프");
    const SETTINGS: Text = Text::new("Settings", "설정");
    const CODES: Text = Text::new(
        "Codes of the provider (connectors explain CODE says more)",
        "제공자 코드(자세한 설명: connectors explain CODE)",
    );
    let info = registration.info();
    let mut page = String::new();
    // Writing to a String cannot fail.
    let name = voice.pick(info.name);
    let _ = writeln!(
        page,
        "{BOLD}{name}{BOLD:#} ({}) · {} {}",
        info.id,
        registration.package(),
        info.version
    );
    for (title, text) in [
        (DOCUMENTATION, info.documentation.to_owned()),
        (CAN, capabilities_of(registration).join(", ")),
        (CONTACTS, origins_of(registration).join(", ")),
        (SCOPES, info.scopes.join(", ")),
    ] {
        if !text.is_empty() {
            let _ = writeln!(page, "{}: {text}", voice.pick(title));
        }
    }
    let _ = writeln!(page, "\n{BOLD}{}{BOLD:#}", voice.pick(SETTINGS));
    for field in fields(&registration.config_schema()) {
        page.push_str(&setting(&field, voice));
    }
    let _ = writeln!(page, "\n{BOLD}{}{BOLD:#}", voice.pick(CODES));
    let label = |note: &CodeNote| match note.words {
        Some(words) => format!("{} \"{words}\"", note.code),
        None => note.code.to_owned(),
    };
    let widest = info
        .codes
        .iter()
        .map(|note| label(note).width())
        .filter(|width| *width <= 24)
        .max();
    for note in info.codes {
        let _ = writeln!(
            page,
            "  {:<width$}  {}",
            label(note),
            voice.pick(note.cause),
            width = widest.unwrap_or(0)
        );
    }
    page
}

fn setting(field: &Field, voice: Voice) -> String {
    const REQUIRED: Text = Text::new("required", "필수");
    const DEFAULT: Text = Text::new("default", "기본값");
    const ALLOWED: Text = Text::new("Allowed", "허용 값");
    const LIMITS: Text = Text::new("Limits", "한도");
    const EXAMPLE: Text = Text::new("Example", "예");
    const CONSOLE: Text = Text::new("Console", "콘솔");
    const ALIASES: Text = Text::new("Often miswritten", "자주 잘못 쓰는 이름");
    let mut about = vec![voice.pick(field.kind())];
    if field.is_required() {
        about.push(voice.pick(REQUIRED));
    }
    about.extend(field.default().map(|value| format!("{} {value}", voice.pick(DEFAULT))));
    let mut page = String::new();
    let _ = writeln!(page, "  {BOLD}{}{BOLD:#}  {}", field.name, about.join(" · "));
    let (title, description) = (voice.pick(field.title()), voice.pick(field.description()));
    let _ = writeln!(page, "      {title}: {description}");
    let details = [
        (ALLOWED, field.allowed().join(", ")),
        (LIMITS, limits(field, voice)),
        (
            EXAMPLE,
            field.examples().first().map(Value::to_string).unwrap_or_default(),
        ),
        (
            CONSOLE,
            field.console().map(|path| voice.pick(path)).unwrap_or_default(),
        ),
        (ALIASES, field.aliases().join(", ")),
    ];
    for (name, text) in details.into_iter().filter(|(_, text)| !text.is_empty()) {
        let _ = writeln!(page, "      {}: {text}", voice.pick(name));
    }
    page
}

/// The limits in words. A pattern is left to programs.
fn limits(field: &Field, voice: Voice) -> String {
    const RANGE: Text = Text::new("{least}-{most} {unit}", "{least}-{most}{unit}");
    const LEAST: Text = Text::new("at least {least} {unit}", "최소 {least}{unit}");
    const MOST: Text = Text::new("at most {most} {unit}", "최대 {most}{unit}");
    const WORDS: [(&str, &str, Text); 3] = [
        ("minLength", "maxLength", Text::new("characters", "자")),
        ("minimum", "maximum", Text::new("", "")),
        ("minItems", "maxItems", Text::new("items", "개")),
    ];
    let limits = field.limits();
    let said = WORDS.iter().filter_map(|(least, most, unit)| {
        let limit = |word: &str| limits.get(word).map(Value::to_string);
        let (least, most) = (limit(least), limit(most));
        let text = match (&least, &most) {
            (None, None) => return None,
            (Some(_), Some(_)) => RANGE,
            (Some(_), None) => LEAST,
            (None, Some(_)) => MOST,
        };
        let (least, most, unit) = (least.unwrap_or_default(), most.unwrap_or_default(), voice.pick(*unit));
        let said = Sentence::fill(text, &[("least", &least), ("most", &most), ("unit", &unit)]);
        Some(voice.pick(said).trim_end().to_owned())
    });
    said.collect::<Vec<_>>().join(", ")
}

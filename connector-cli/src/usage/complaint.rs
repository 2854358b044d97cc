//! Complaints about usage in Korean, from what clap knows about them.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use connector_host::settings::render::plain_name;

use super::{korean::spelt, texts::REASONS};

/// The whole complaint: what is wrong, what may have been meant, how it is used.
pub(super) fn korean(error: &clap::Error) -> String {
    let mut text = format!("\u{1b}[1;31m오류:\u{1b}[0m {}", what(error));
    let meant = [
        (ContextKind::SuggestedSubcommand, "비슷한 명령"),
        (ContextKind::SuggestedArg, "비슷한 옵션"),
        (ContextKind::SuggestedValue, "비슷한 값"),
    ];
    for (kind, name) in meant {
        let words = words(error, kind);
        if !words.is_empty() {
            text += &format!("\n\n  {name}: {}", words.join(", "));
        }
    }
    if let Some(usage) = error.get(ContextKind::Usage) {
        text += &format!("\n\n{}", spelt(&usage.to_string()));
    }
    text + "\n\n자세한 내용은 '--help'로 볼 수 있습니다.\n"
}

fn what(error: &clap::Error) -> String {
    let argument = words(error, ContextKind::InvalidArg).join(" ");
    let value = words(error, ContextKind::InvalidValue).join(" ");
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("값이 필요합니다: {argument}"),
        ErrorKind::InvalidValue => format!(
            "쓸 수 없는 값입니다: {argument}: '{value}'{}",
            choice(error, ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => format!("쓸 수 없는 값입니다: {argument}: '{value}'{}", reason(error)),
        ErrorKind::UnknownArgument => format!("모르는 인자입니다: {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "모르는 명령입니다: {}",
                words(error, ContextKind::InvalidSubcommand).join(" ")
            )
        }
        ErrorKind::MissingSubcommand => format!("명령이 필요합니다{}", choice(error, ContextKind::ValidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("꼭 필요한 인자가 없습니다: {argument}"),
        ErrorKind::ArgumentConflict => match words(error, ContextKind::PriorArg).join(", ") {
            prior if prior.is_empty() || prior == argument => format!("한 번만 쓸 수 있습니다: {argument}"),
            prior => format!("함께 쓸 수 없습니다: {argument}, {prior}"),
        },
        ErrorKind::TooManyValues => format!("값이 너무 많습니다: {argument}: '{value}'"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("값의 개수가 맞지 않습니다: {argument}"),
        ErrorKind::InvalidUtf8 => "UTF-8이 아닌 인자가 있습니다".to_owned(),
        _ => "사용법이 잘못되었습니다".to_owned(),
    }
}

/// What a complaint says under one heading, without anything that a terminal would obey.
fn words(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    let plain = |text: &String| plain_name(text).into_owned();
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![plain(text)],
        Some(ContextValue::Strings(texts)) => texts.iter().map(plain).collect(),
        _ => Vec::new(),
    }
}

fn choice(error: &clap::Error, kind: ContextKind) -> String {
    match words(error, kind).join(", ") {
        words if words.is_empty() => words,
        words => format!("\n  [가능한 값: {words}]"),
    }
}

fn reason(error: &clap::Error) -> String {
    let Some(reason) = error.source().map(ToString::to_string) else {
        return String::new();
    };
    let korean = REASONS.iter().find(|text| text.en == reason);
    format!(": {}", korean.map_or(&*reason, |text| text.ko))
}

//! Findings as a program reads them. The shape has a version and a schema of its own.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json as value};

use super::{
    super::{Located, Position, Profile},
    Named, counts, fixable,
};

/// Findings of one run.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Output<'a> {
    /// Version of this shape.
    #[schemars(range(min = 1, max = 1))]
    schema_version: u32,
    /// The program that found them.
    program: Program,
    /// The profile in which the settings were judged; `production` if any of several configurations was.
    #[schemars(extend("enum" = ["dev", "production"]))]
    profile: &'static str,
    /// The files that were read.
    files: Vec<&'a str>,
    /// What was found, sorted by file and place.
    findings: Vec<Finding<'a>>,
    /// How much was found, those included that are not listed.
    summary: Summary,
}

#[derive(Serialize, JsonSchema)]
struct Program {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Findings that refuse a configuration.
    errors: usize,
    /// Findings that do not.
    warnings: usize,
    /// Findings that `--fix` can mend.
    fixable: usize,
}

/// One error or warning.
#[derive(Serialize, JsonSchema)]
struct Finding<'a> {
    /// Stable code.
    #[schemars(regex(pattern = "^[EW][0-9]{3}$"))]
    code: &'static str,
    /// How much it matters.
    #[schemars(extend("enum" = ["error", "warning"]))]
    severity: &'static str,
    /// The file, if the settings came from files.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    /// JSON pointer (RFC 6901) to the place.
    pointer: &'a str,
    /// The instance that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
    /// The connector of that instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    connector: Option<&'static str>,
    /// The place in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
    /// What is wrong.
    message: Both<'a>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Both<'a>>,
    /// The name that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
    /// Other places that have to do with it.
    related: Vec<Related<'a>>,
    /// What `--fix` does about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

/// A text in both languages.
#[derive(Serialize, JsonSchema)]
struct Both<'a> {
    /// English.
    en: &'a str,
    /// Korean.
    ko: &'a str,
}

/// From the first character to the one behind the last.
#[derive(Serialize, JsonSchema)]
struct Range {
    /// The first character.
    start: Position,
    /// The one behind the last.
    end: Position,
}

#[derive(Serialize, JsonSchema)]
struct Related<'a> {
    /// The file.
    file: &'a str,
    /// The place in it.
    range: Range,
}

#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// The smallest changes of the text.
    edits: Vec<Edit<'a>>,
    /// The encoding in which the whole file is written anew, without a byte-order mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["UTF-8"]))]
    encoding: Option<&'static str>,
}

#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// What is replaced.
    range: Range,
    /// What comes in its place.
    text: &'a str,
}

impl From<(Position, Position)> for Range {
    fn from((start, end): (Position, Position)) -> Self {
        Self { start, end }
    }
}

impl<'a> From<&'a connector_core::config::Sentence> for Both<'a> {
    fn from(sentence: &'a connector_core::config::Sentence) -> Self {
        Self {
            en: &sentence.en,
            ko: &sentence.ko,
        }
    }
}

/// The first findings of every configuration, as one document.
pub fn json(all: &[Named<'_>], most: usize) -> Value {
    let mut files = Vec::new();
    for (report, name) in all {
        let before = files.len();
        files.extend(report.files.iter().map(|file| file.name.as_str()));
        if files.len() == before {
            files.push(name);
        }
    }
    let sum = |count: fn(&super::Report) -> usize| all.iter().map(|(report, _)| count(report)).sum();
    let production = all.iter().any(|(report, _)| report.profile == Profile::Production);
    let output = Output {
        schema_version: 1,
        program: Program {
            name: "connectors",
            version: env!("CARGO_PKG_VERSION"),
        },
        profile: if production { Profile::Production } else { Profile::Dev }.name(),
        files,
        findings: all
            .iter()
            .flat_map(|(report, _)| report.findings.iter().take(most).map(finding))
            .collect(),
        summary: Summary {
            errors: sum(|report| counts(report).0),
            warnings: sum(|report| counts(report).1),
            fixable: sum(fixable),
        },
    };
    serde_json::to_value(output).unwrap_or_default()
}

fn finding(located: &Located) -> Finding<'_> {
    let finding = &located.finding;
    let related = located.related.iter().map(|related| Related {
        file: &related.file,
        range: related.range.into(),
    });
    let fix = located.fix.as_ref().map(|repair| Fix {
        edits: repair
            .edits
            .iter()
            .map(|edit| Edit {
                range: edit.range.into(),
                text: &edit.text,
            })
            .collect(),
        encoding: repair.recode.then_some("UTF-8"),
    });
    Finding {
        code: finding.code,
        severity: if finding.code.starts_with('W') {
            "warning"
        } else {
            "error"
        },
        file: located.file.as_deref(),
        pointer: &finding.pointer,
        instance: located.instance.as_deref(),
        connector: located.connector,
        range: located.range.map(Into::into),
        message: (&finding.message).into(),
        help: finding.help.as_ref().map(Into::into),
        suggestion: finding.suggestion.as_deref(),
        related: related.collect(),
        fix,
    }
}

/// The JSON Schema of what [`json`] gives, draft-07.
pub fn schema() -> Value {
    let mut settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    settings.inline_subschemas = false;
    let mut generator = settings.into_generator();
    let output = generator.subschema_for::<Output<'_>>().to_value();
    let mut document = value!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:connectors:schema:findings:1",
        "$comment": "generated by `connectors schema --write`; do not edit",
        "title": "Findings",
        "description": "What `connectors validate --format json` prints.",
        "allOf": [output],
        "definitions": generator.take_definitions(true),
    });
    connector_core::schema::tidy(&mut document);
    document
}

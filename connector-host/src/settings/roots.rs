//! Extra root certificates, which the configuration names by their file.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use connector_core::{Finding, Text};
use serde_json::Value;

use super::{document::Document, fill::finding, limits, options::Options};

/// Where the file is named.
const POINTER: &str = "/defaults/http/caFile";
/// How every certificate in a PEM file begins.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

const UNREADABLE: Text = Text::new("cannot be read", "읽을 수 없습니다");

/// The certificates of the file that `http` names, if it names one. Nothing is opened where references are not either, and nothing
/// where the form of the path is a finding already.
pub(super) fn read(
    http: &Value,
    document: &Document,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Option<Vec<u8>> {
    let path = http.get("caFile").and_then(Value::as_str)?;
    if options.no_env || findings.iter().any(|finding| finding.pointer == POINTER) {
        return None;
    }
    match pem(&document.directory_of("/defaults").join(path)) {
        Ok(pem) => Some(pem),
        Err(reason) => {
            let places = [
                ("field", "caFile".into()),
                ("source", Text::new("the PEM file", "PEM 파일:").into()),
                ("reason", reason.into()),
            ];
            let help = Text::new(
                "put the PEM file there, or write its path from `/`, or from this file with `./` or `../`; `--no-env` checks without reading it",
                "그 위치에 PEM 파일을 두거나, `/`로 시작하는 경로 또는 이 파일 기준의 `./`, `../` 경로를 쓰세요. 읽지 않고 검사하려면 `--no-env`를 쓰세요",
            );
            findings.push(finding("E302", POINTER, &places).help(help));
            None
        }
    }
}

/// Reads a PEM file of sensible size; a device could go on for ever.
fn pem(path: &Path) -> Result<Vec<u8>, Text> {
    let meta = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Text::new("does not exist", "찾을 수 없습니다"),
        _ => UNREADABLE,
    })?;
    if !meta.is_file() {
        return Err(Text::new("is not a file", "일반 파일이 아닙니다"));
    }
    let file = fs::File::open(path).map_err(|_| UNREADABLE)?;
    let mut bytes = Vec::new();
    file.take(limits::ROOTS as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| UNREADABLE)?;
    if bytes.len() > limits::ROOTS {
        return Err(Text::new("is over 4 MiB", "크기가 4 MiB를 넘습니다"));
    }
    if !bytes.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Err(Text::new("holds no certificate", "인증서가 없습니다"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Source, load},
        *,
    };

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    /// What is said about a file with this text.
    fn judged(name: &str, text: &str) -> Option<&'static str> {
        let path = std::env::temp_dir().join(format!("connectors-roots-{}-{name}.pem", std::process::id()));
        fs::write(&path, text).unwrap();
        let judged = pem(&path).map(|read| read.len() == text.len());
        fs::remove_file(&path).unwrap();
        judged.map_or_else(|reason| Some(reason.en), |whole| (!whole).then_some("cut"))
    }

    #[test]
    fn e302_a_file_of_root_certificates_is_a_file_that_holds_some() {
        assert_eq!(judged("good", CERTIFICATE), None);
        assert_eq!(judged("other", "no certificate"), Some("holds no certificate"));
        let long = CERTIFICATE.repeat(limits::ROOTS / CERTIFICATE.len() + 1);
        assert_eq!(judged("long", &long), Some("is over 4 MiB"));
        assert_eq!(pem(&std::env::temp_dir()).unwrap_err().en, "is not a file");
        assert_eq!(pem(Path::new("/nonexistent.pem")).unwrap_err().en, "does not exist");
    }

    #[test]
    fn nothing_is_opened_where_references_are_not() {
        let text = r#"{ "version": 1, "publicUrl": "https://login.example.kr", "instances": {},
            "defaults": { "http": { "caFile": "/nonexistent.pem" } } }"#;
        let codes = |no_env| {
            let options = Options {
                no_env,
                ..Options::default()
            };
            let report = load(&Source::text("t.json", text), &crate::registry(&[]).unwrap(), &options);
            report
                .findings
                .iter()
                .map(|located| located.finding.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(false), ["W110", "E302"]);
        assert_eq!(codes(true), ["W110"]);
    }
}

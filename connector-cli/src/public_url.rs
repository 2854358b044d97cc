//! A public address from the command line, judged by the one validator.

use connector_host::{
    core::{Finding, Registry, config::Severity},
    settings::{self, Options, Source},
};
use serde_json::json;

use crate::voice::Voice;

/// The address as a configuration would use it; nothing if it was refused. What there is to say about it has been said.
pub(crate) fn checked(address: &str, registry: &Registry, voice: Voice) -> Option<String> {
    let (normal, findings) = judged(address, registry);
    for finding in findings {
        match finding.severity() {
            Severity::Error => voice.fail(finding.message),
            Severity::Warning => voice.say(finding.message),
        }
    }
    normal
}

fn judged(address: &str, registry: &Registry) -> (Option<String>, Vec<Finding>) {
    let document = json!({ "version": 1, "publicUrl": address, "instances": {} });
    let report = settings::load(&Source::value(document), registry, &Options::default());
    let findings = report.findings.into_iter().map(|located| located.finding);
    (
        report.settings.map(|settings| settings.public_url.into()),
        findings.filter(|finding| finding.pointer == "/publicUrl").collect(),
    )
}

#[cfg(test)]
mod tests {
    use connector_host::registry;

    use super::judged;

    #[test]
    fn an_address_is_judged_as_in_a_configuration() {
        let registry = registry(&[]).unwrap();
        let of = |address: &str| {
            let (normal, findings) = judged(address, &registry);
            (normal, findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
        };
        let url = |text: &str| Some(text.to_owned());
        assert_eq!(
            of("https://login.example.kr"),
            (url("https://login.example.kr"), vec![])
        );
        assert_eq!(of("http://localhost:8080"), (url("http://localhost:8080"), vec![]));
        assert_eq!(
            of("https://login.example.kr/"),
            (url("https://login.example.kr"), vec!["W405"])
        );
        assert_eq!(of("login.example.kr"), (None, vec!["E401"]));
        assert_eq!(of("http://login.example.kr"), (None, vec!["E403"]));
        assert_eq!(of("https://login.example.kr?a=1"), (None, vec!["E402"]));
    }
}

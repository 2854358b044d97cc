//! Findings beyond the limit: counted, not told.

use std::collections::BTreeMap;

use connector_core::{Finding, config::Severity};

use super::limits;

/// How many findings of each code were found and not kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Untold(BTreeMap<&'static str, usize>);

impl Untold {
    /// Leaves as many findings as may be told, errors first.
    pub(super) fn cut(&mut self, findings: &mut Vec<Finding>) {
        if findings.len() > limits::FINDINGS {
            findings.sort_by_key(Finding::severity);
            let surplus = findings.drain(limits::FINDINGS..);
            surplus.for_each(|finding| *self.0.entry(finding.code).or_default() += 1);
        }
    }

    pub(super) fn by_code(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(code, count)| (*code, *count))
    }

    /// Errors and warnings.
    pub(super) fn counts(&self) -> (usize, usize) {
        let sum = |severity: Severity| {
            let of_it = self.by_code().filter(|(code, _)| Severity::of(code) == severity);
            of_it.map(|(_, count)| count).sum()
        };
        (sum(Severity::Error), sum(Severity::Warning))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Allow, Lang, Options, Source, load, render};

    /// A21: what is found more than a thousand times is counted.
    #[test]
    fn findings_beyond_the_limit_are_counted() {
        let linked = crate::registry(&[]).unwrap();
        let instance = |n: usize| {
            let secret = format!("Abcd{n:06}");
            json!({ "connector": "naver", "config": { "clientId": format!("jyvqXeaVOVmV{n:08}"), "clientSecret": secret } })
        };
        let instances: serde_json::Map<String, Value> = (0..3000).map(|n| (format!("n-{n}"), instance(n))).collect();
        let document = json!({ "version": 1, "publicUrl": "https://login.example.kr", "instances": instances });
        let text = document.to_string();
        let judged = |allow: &[&str]| {
            let options = Options {
                allow: allow.iter().filter_map(|text| Allow::parse(text)).collect(),
                ..Options::default()
            };
            let report = load(&Source::text("t.json", &text), &linked, &options);
            (render::counts(&report), report.findings.len())
        };
        assert_eq!(judged(&[]), ((0, 3000), 1000));
        assert_eq!(judged(&["W304:n-7"]), ((0, 2999), 1000));
        assert_eq!(judged(&["W304"]), ((0, 0), 0));
        let shown = load(&Source::text("t.json", &text), &linked, &Options::default());
        let shown = render::human(&shown, "t.json", Lang::En);
        assert!(shown.contains("\nand 2800 more\n"), "{}", &shown[shown.len() - 200..]);
        let broken = text.replace("\"naver\"", "\"navre\"");
        let report = load(&Source::text("t.json", broken), &linked, &Options::default());
        assert_eq!((render::counts(&report), report.findings.len()), ((3000, 0), 1000));
    }
}

//! What a connector says about a config in which something is wrong already, so that one run tells everything.

use connector_core::{Finding, Site, config::Severity};
use serde_json::Value;

use super::{
    guess::Guess,
    instance::{Bench, Case, contained_prepare, located, naming},
    limits,
    tree::{is_inside, parts},
};

impl Bench<'_> {
    /// Lets the connector judge guesses at a config about which the findings from `since` on were made, and keeps what it says about
    /// all of them. `read` is what the references refer to. Nothing is said twice about a value.
    pub(super) fn tell_the_rest(
        &mut self,
        mut guesses: Vec<Guess>,
        read: Vec<Option<String>>,
        since: usize,
        case: &Case<'_>,
    ) {
        let Case { id, known, base, .. } = *case;
        let mut spoken: Vec<String> = self
            .findings
            .iter()
            .skip(since)
            .filter(|finding| finding.severity() == Severity::Error)
            .filter_map(|finding| finding.pointer.strip_prefix(base).map(str::to_owned))
            // What is missing says nothing about what is there.
            .filter(|pointer| !pointer.is_empty())
            .collect();
        if self.findings.len() > limits::FINDINGS {
            return;
        }
        let is_spoken = |spoken: &[String], pointer: &str| spoken.iter().any(|wrong| is_inside(wrong, pointer));
        let silent: Vec<bool> = known
            .credentials
            .iter()
            .map(|credential| is_spoken(&spoken, &credential.pointer))
            .collect();
        let first = |pointer: &str| parts(pointer).next();
        let addresses = known.addresses.iter().filter(|address| is_spoken(&spoken, address));
        let addressed: Vec<String> = addresses.filter_map(|address| first(address)).collect();
        for members in guesses.iter_mut().filter_map(|guess| guess.config.as_object_mut()) {
            for ((credential, text), wrong) in known.credentials.iter().zip(&read).zip(&silent) {
                let place = members.get_mut(&*credential.name);
                let Some(place) = place.filter(|value| *wrong || value.is_object()) else {
                    continue;
                };
                *place = Value::String(text.clone().filter(|_| !wrong).unwrap_or_else(|| {
                    spoken.push(credential.pointer.to_string());
                    credential.stand_in.clone()
                }));
            }
            members.retain(|name, _| !addressed.contains(name));
        }
        let redirect_uri = self.redirect_uri(id);
        let swapped = self.findings.iter().skip(since).any(|finding| finding.code == "W205");
        let is_new = |finding: &Finding| {
            let old = spoken.iter().any(|wrong| is_inside(&finding.pointer, wrong));
            !(old || swapped && finding.code == "W206")
        };
        let mut said: Option<Vec<Finding>> = None;
        for guess in guesses.iter().filter(|guess| case.validator.is_valid(&guess.config)) {
            let heard = contained_prepare(known.registration, guess.config.clone(), &Site::new(id, &redirect_uri));
            let heard = heard.map_or_else(|findings| findings, |(_, warnings)| warnings);
            let heard: Vec<Finding> = heard.into_iter().filter_map(|finding| guess.placed(finding)).collect();
            said = Some(match said {
                None => heard.into_iter().filter(is_new).collect(),
                Some(mut said) => {
                    said.retain(|finding| heard.contains(finding));
                    said
                }
            });
            if said.as_ref().is_some_and(Vec::is_empty) {
                break;
            }
        }
        let said = said.unwrap_or_default().into_iter();
        self.findings
            .extend(said.map(|finding| naming(located(finding, known).under(base), id)));
    }
}

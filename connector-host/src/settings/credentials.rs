//! The credentials of an instance: in the text and behind references, one by one and compared with each other.

use std::cell::OnceCell;

use connector_core::{Finding, Text, config::Spot};
use serde_json::Value;

use super::{
    advice, credential,
    fill::{fill, finding, wordless},
    instance::{Bench, Frame},
    known::{self, Known},
    model::Profile,
    reference::{self, Surroundings},
    tree::below,
    twice::{self, Use},
};

/// A finding about a value that is to be copied anew, with the place in the console where it stands.
fn placed(mut finding: Finding, known: &Known, credential: &known::Credential) -> Finding {
    if matches!(finding.code, "E201" | "E202" | "E203") {
        let part = known
            .schema
            .pointer(&format!("/properties{}", credential.pointer))
            .unwrap_or(&Value::Null);
        finding.help = finding.help.map(|help| advice::with_console(help, part));
    }
    finding
}

/// A text behind a reference that no credential can be.
fn too_long(name: &str, most: u64, pointer: &str) -> Finding {
    const MOST: Text = Text::new("at most {n} characters", "최대 {n}자");
    let limits = fill(MOST, &[("n", most.to_string().into())]);
    let alone = Text::new(
        "put the one value alone where the reference points; something longer stands there",
        "참조가 가리키는 곳에 값 하나만 두세요. 지금은 더 긴 내용이 있습니다",
    );
    finding("E106", pointer, &[("field", name.into()), ("limits", limits.into())]).help(alone)
}

const QUOTED_THERE: Text = Text::new(
    "take the quotes away where the value is set: `docker run --env-file` keeps those that a shell would take away",
    "값을 설정한 곳에서 따옴표를 지우세요. `docker run --env-file`은 셸과 달리 따옴표를 값의 일부로 남깁니다",
);

impl Bench<'_> {
    /// Looks at every credential, behind references too, and gives what references refer to.
    pub(super) fn credentials(
        &mut self,
        config: &Value,
        known: &Known,
        frame: &Frame,
        base: &str,
        spoken: &dyn Fn(&str) -> bool,
    ) -> Vec<Option<String>> {
        let mut read: Vec<Option<String>> = Vec::with_capacity(known.credentials.len());
        for credential in &known.credentials {
            read.push(None);
            let Some(value) = config.get(&*credential.name).filter(|_| !spoken(&credential.pointer)) else {
                continue;
            };
            let pointer = || format!("{base}{}", credential.pointer);
            match value {
                Value::String(text) => {
                    if let Some(mut flaw) = credential::flaw(text, "", &credential.name) {
                        // Mended in the text, a secret would still have to leave it.
                        flaw.fix = flaw.fix.filter(|_| flaw.code != "E213" || !credential.secret);
                        self.findings.push(placed(flaw, known, credential).under(&pointer()));
                    } else {
                        self.weigh(text, credential, &pointer, known);
                        if credential.secret && self.profile == Profile::Production {
                            // Whoever writes one secret into the file writes all of them there.
                            self.findings.push(wordless("W304", pointer()));
                        }
                    }
                }
                Value::Object(_) => {
                    let Ok(reference) = reference::form(value, &pointer) else {
                        continue;
                    };
                    if self.options.no_env || !frame.enabled {
                        continue;
                    }
                    let directory = || self.document.directory_of(base);
                    let world = Surroundings {
                        environment: &*self.options.environment,
                        directory: &directory,
                    };
                    match reference.read(&credential.name, &pointer, credential.secret, &world) {
                        Err(finding) => self.findings.push(*finding),
                        Ok(resolved) => {
                            self.findings.extend(resolved.warning);
                            let pointer = || below(&pointer(), reference.key());
                            if let Some(flaw) = credential::flaw(&resolved.text, "", &credential.name) {
                                // The text is not in the file: its name stands for it.
                                let mut flaw = placed(flaw, known, credential);
                                if flaw.code == "E213" {
                                    flaw = flaw.help(QUOTED_THERE);
                                }
                                self.findings.push(flaw.spot(Spot::Value).fix(None).under(&pointer()));
                            } else if let Some(most) = credential.exceeded_by(&resolved.text) {
                                self.findings.push(too_long(&credential.name, most, &pointer()));
                            } else {
                                self.weigh(&resolved.text, credential, &pointer, known);
                                if let Some(place) = read.last_mut() {
                                    *place = Some(String::clone(&resolved.text));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        self.compare(config, known, frame, base, &read);
        read
    }

    /// What is odd about a credential that is in order.
    fn weigh(&mut self, text: &str, credential: &known::Credential, pointer: &dyn Fn() -> String, known: &Known) {
        if credential.secret {
            if credential::is_base64(text) {
                self.findings
                    .push(finding("W306", pointer(), &[("field", (&*credential.name).into())]));
            }
            return;
        }
        let value = OnceCell::new();
        let shaped = |credential: &known::Credential| {
            let shape = credential.shape.as_ref();
            shape.is_some_and(|shape| shape.is_valid(value.get_or_init(|| Value::from(text))))
        };
        if shaped(credential) {
            return;
        }
        let registry = self.registry;
        let others = registry.iter().filter(|other| other.id() != known.registration.id());
        let mut others = others.map(|other| self.known(other));
        let other = others.find(|other| other.credential(&credential.pointer).is_some_and(shaped));
        if let Some(other) = other {
            let places = [
                ("field", (&*credential.name).into()),
                ("other", other.registration.id().into()),
                ("connector", known.registration.id().into()),
            ];
            self.findings.push(finding("W205", pointer(), &places));
        }
    }

    /// Compares the credentials of an instance with each other, and notes its client id for comparing it with those of others.
    fn compare(&mut self, config: &Value, known: &Known, frame: &Frame, base: &str, read: &[Option<String>]) {
        let text = |n: usize, credential: &known::Credential| match (config.get(&*credential.name), read.get(n)) {
            (Some(Value::String(text)), _) => Some(text.as_str()),
            (Some(Value::Object(_)), Some(Some(text))) => Some(text.as_str()),
            _ => None,
        };
        let reference = |credential: &known::Credential| {
            let value = config.get(&*credential.name).filter(|value| value.is_object())?;
            reference::form(value, &String::new)
                .ok()
                .map(|reference| reference.key())
        };
        let place = |credential: &known::Credential| {
            let pointer = format!("{base}{}", credential.pointer);
            match reference(credential) {
                Some(key) => below(&pointer, key),
                None => pointer,
            }
        };
        for (n, credential) in known.credentials.iter().enumerate() {
            let Some(value) = text(n, credential).filter(|text| !text.is_empty()) else {
                continue;
            };
            let earlier = known.credentials.iter().enumerate().take(n);
            let same = earlier
                .filter(|(m, other)| text(*m, other) == Some(value))
                .map(|(_, other)| other)
                .next();
            if let Some(other) = same {
                let places = [("field", (&*credential.name).into()), ("other", (&*other.name).into())];
                self.findings
                    .push(finding("E204", place(credential), &places).related(place(other)));
            } else if &*credential.name == twice::CLIENT_ID {
                self.uses.push(Use {
                    connector: known.registration.id(),
                    client_id: value.into(),
                    tenant: frame.tenant.clone(),
                    base: base.into(),
                    reference: reference(credential),
                });
            }
        }
    }
}

//! A config that its schema refuses: everything that is wrong with it, in one run.

use connector_core::{Text, validate::Violated};
use serde_json::{Map, Value};

use super::{
    astray,
    explain::{Ground, explain},
    fill::{fill, finding},
    guess::guesses,
    instance::{Bench, Case, quoted},
    misspelt, nearest, reference,
    tree::field,
};

const NO_WHOLE: Text = Text::new(
    "write the settings here: `\"config\": { \"clientId\": … }`; to split a configuration, put its files into one directory",
    "설정을 여기에 쓰세요: `\"config\": { \"clientId\": … }`. 설정을 나누려면 파일들을 디렉터리 하나에 두세요",
);

/// Whether a config should be read from elsewhere as a whole.
fn is_reference(config: &Value) -> bool {
    let mut keys = config.as_object().into_iter().flat_map(Map::keys).peekable();
    keys.peek().is_some() && keys.all(|key| matches!(key.as_str(), "$env" | "$file" | "$credential"))
}

impl Bench<'_> {
    /// Says what is wrong with a config. `beside` is what stands beside it in its instance.
    pub(super) fn refuse(&mut self, config: &Value, beside: &Map<String, Value>, case: &Case<'_>) {
        let Case { known, base, .. } = *case;
        if is_reference(config) {
            let places = [("reason", reference::MISPLACED.into())];
            self.findings.push(finding("E301", base, &places).help(NO_WHOLE));
            return;
        }
        let id = known.registration.id();
        let connector = fill(Text::new("connector `{id}`", "커넥터 `{id}`"), &[("id", id.into())]);
        let owner = |pointer: &str| match pointer {
            "" => connector.clone(),
            pointer => quoted(&field(pointer)),
        };
        let elsewhere = |config: &Value, pointer: &str, key: &str| astray::inside(&known.schema, config, pointer, key);
        let ground = Ground {
            schema: &known.schema,
            value: config,
            owner: &owner,
            elsewhere: &elsewhere,
        };
        let respelled = misspelt::respell(&ground, case.validator, case.validator.violations(config));
        let keys = respelled.findings.iter().cloned();
        self.findings.extend(keys.map(|finding| finding.under(base)));
        let judged = self.findings.len();
        if respelled.violations.is_empty() {
            self.prepare(respelled.value.clone(), case);
        } else {
            let value = &respelled.value;
            self.explain(&Ground { value, ..ground }, &respelled, beside, case);
        }
        if let Some(findings) = self.findings.get_mut(judged..) {
            respelled.place(findings, base);
        }
    }

    fn explain(
        &mut self,
        ground: &Ground<'_>,
        respelled: &misspelt::Respelled,
        beside: &Map<String, Value>,
        case: &Case<'_>,
    ) {
        let Case { known, base, .. } = *case;
        // A field that stands beside the config is there, in a way.
        let beside = beside
            .keys()
            .filter_map(|key| nearest::key(&known.schema, key, |_| false));
        let inside = ground.value.as_object().into_iter().flat_map(Map::keys);
        let inside = inside.filter_map(|key| astray::stands_for(&known.schema, key));
        let astray: Vec<String> = beside.chain(inside).collect();
        let since = self.findings.len();
        let mut violations = respelled.violations.clone();
        violations.retain(|it| {
            !it.pointer.is_empty() || !matches!(&it.fault, Violated::Missing(key) if astray.contains(key))
        });
        let found = explain(ground, violations);
        let guesses = guesses(
            ground.value,
            &respelled.violations,
            &astray,
            &found,
            known,
            case.validator,
        );
        let wrong: Vec<String> = found.iter().map(|finding| finding.pointer.clone()).collect();
        let spoken = |pointer: &str| {
            wrong
                .iter()
                .any(|wrong| wrong == pointer || wrong.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/')))
        };
        self.findings
            .extend(found.into_iter().map(|finding| finding.under(base)));
        let read = self.credentials(ground.value, known, case.frame, base, &spoken);
        self.origins(ground.value, known, base, &spoken);
        self.tell_the_rest(guesses, read, since, case);
    }
}

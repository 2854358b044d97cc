//! What an admin does in the provider's console, as a list of steps.

use serde::Serialize;
use serde_json::Value;

use crate::text::Text;

/// The provider's console: where an admin gets an id and a secret and registers the callback address.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Console {
    /// Address of the console, https.
    pub address: &'static str,
    /// Day on which the steps were last compared with the console or its documentation, `YYYY-MM-DD`.
    pub as_of: &'static str,
    /// What they were compared with.
    pub basis: Basis,
    /// The steps, in order.
    pub steps: &'static [ConsoleStep],
}

impl Console {
    /// Joins the address of a console with dated steps that follow its documentation.
    pub const fn new(address: &'static str, as_of: &'static str, steps: &'static [ConsoleStep]) -> Self {
        Self {
            address,
            as_of,
            basis: Basis::Documented,
            steps,
        }
    }

    /// Says that somebody with an account walked through the steps on that day.
    #[must_use]
    pub const fn observed(mut self) -> Self {
        self.basis = Basis::Observed;
        self
    }
}

/// How something about a provider is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Basis {
    /// The provider's documentation says so.
    Documented,
    /// Somebody with an account saw it.
    Observed,
}

impl Basis {
    /// The basis in words.
    pub const fn name(self) -> Text {
        match self {
            Self::Documented => Text::new("documented", "문서 확인"),
            Self::Observed => Text::new("observed", "직접 확인"),
        }
    }
}

/// One step in a provider's console.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConsoleStep {
    /// Name of the step that stays when its texts change: lower-case letters, digits and hyphens, once in a list.
    pub id: &'static str,
    /// What to do; in English it begins with a verb.
    pub title: Text,
    /// The way through the console's menus.
    pub path: Text,
    /// What else there is to know.
    pub text: Option<Text>,
    /// Addresses to paste.
    pub copy: &'static [Paste],
    /// The config field that the step fills, if it fills one.
    pub field: Option<&'static str>,
    /// What the config must hold for the step to be of use.
    pub when: Option<When>,
    /// Provider codes that the step prevents.
    pub codes: &'static [&'static str],
}

impl ConsoleStep {
    /// A step that everybody needs, fills no config field and prevents no particular code.
    pub const fn new(id: &'static str, title: Text, path: Text) -> Self {
        Self {
            id,
            title,
            path,
            text: None,
            copy: &[],
            field: None,
            when: None,
            codes: &[],
        }
    }

    /// Adds what else there is to know.
    #[must_use]
    pub const fn text(mut self, text: Text) -> Self {
        self.text = Some(text);
        self
    }

    /// Names the addresses to paste.
    #[must_use]
    pub const fn copy(mut self, copy: &'static [Paste]) -> Self {
        self.copy = copy;
        self
    }

    /// Names the config field that the step fills.
    #[must_use]
    pub const fn fills(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Limits the step to some configs.
    #[must_use]
    pub const fn only_with(mut self, when: When) -> Self {
        self.when = Some(when);
        self
    }

    /// Names the provider codes that the step prevents.
    #[must_use]
    pub const fn prevents(mut self, codes: &'static [&'static str]) -> Self {
        self.codes = codes;
        self
    }
}

/// An address that an admin pastes into the console. What it is depends on where the host can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Paste {
    /// Where the provider sends the browser back.
    Callback,
    /// Where browsers reach the service.
    Service,
    /// Where the provider sends its notices.
    Webhook,
}

impl Paste {
    /// The address of one instance. `public_url` has no trailing slash.
    pub fn address(self, public_url: &str, instance: &str) -> String {
        match self {
            Self::Callback => format!("{public_url}/callback/{instance}"),
            Self::Service => public_url.to_owned(),
            Self::Webhook => format!("{public_url}/webhook/{instance}"),
        }
    }

    /// What consoles call the address.
    pub const fn name(self) -> Text {
        match self {
            Self::Callback => Text::new("Callback URL", "콜백 URL"),
            Self::Service => Text::new("Service URL", "서비스 URL"),
            Self::Webhook => Text::new("Webhook URL", "웹훅 URL"),
        }
    }
}

/// A condition on a config.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "is", content = "field")]
#[non_exhaustive]
pub enum When {
    /// The field is `true`.
    On(&'static str),
    /// The field is there, and not empty.
    Set(&'static str),
}

impl When {
    /// The field on which it depends.
    pub const fn field(self) -> &'static str {
        match self {
            Self::On(field) | Self::Set(field) => field,
        }
    }

    /// Whether a config, as it stands in the settings, meets the condition.
    pub fn holds(self, config: &Value) -> bool {
        let value = config.get(self.field());
        match self {
            Self::On(_) => value == Some(&Value::Bool(true)),
            Self::Set(_) => !matches!(value, None | Some(Value::Null)) && value != Some(&Value::Array(Vec::new())),
        }
    }

    /// The condition as it would stand in a config.
    pub fn spelled(self) -> String {
        match self {
            Self::On(field) => format!("\"{field}\": true"),
            Self::Set(field) => format!("\"{field}\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Paste, When};

    #[test]
    fn a_switch_is_on_only_if_it_is_true() {
        for (config, on, set) in [
            (json!({}), false, false),
            (json!({ "it": null }), false, false),
            (json!({ "it": [] }), false, false),
            (json!({ "it": false }), false, true),
            (json!({ "it": "true" }), false, true),
            (json!({ "it": true }), true, true),
            (json!({ "it": ["a"] }), false, true),
        ] {
            assert_eq!(When::On("it").holds(&config), on, "{config}");
            assert_eq!(When::Set("it").holds(&config), set, "{config}");
        }
    }

    #[test]
    fn addresses_are_those_that_the_router_serves() {
        let address = |paste: Paste| paste.address("https://a.example/login", "kakao-b");
        assert_eq!(address(Paste::Callback), "https://a.example/login/callback/kakao-b");
        assert_eq!(address(Paste::Service), "https://a.example/login");
        assert_eq!(address(Paste::Webhook), "https://a.example/login/webhook/kakao-b");
    }
}

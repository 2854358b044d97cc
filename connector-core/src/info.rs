//! What a connector says about itself, without being configured.

use serde::Serialize;

use crate::text::Text;

/// The description of a connector that people and listings read.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Info {
    /// Connector id, `^[a-z][a-z0-9-]{1,31}$` (L32).
    pub id: &'static str,
    /// Version of the crate that brings the connector.
    pub version: &'static str,
    /// The provider's name as shown on a button.
    pub name: Text,
    /// Address of the provider's own documentation, https.
    pub documentation: &'static str,
    /// What an admin does in the provider's console.
    pub console: Console,
}

impl Info {
    /// Describes a connector by its id, the version of its crate and the provider's name.
    pub const fn new(
        id: &'static str,
        version: &'static str,
        name: Text,
        documentation: &'static str,
        console: Console,
    ) -> Self {
        Self {
            id,
            version,
            name,
            documentation,
            console,
        }
    }
}

/// The provider's console: where an admin gets an id and a secret and registers the callback address.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Console {
    /// Address of the console, https.
    pub address: &'static str,
    /// Day on which the steps were last compared with the console or its documentation, `YYYY-MM-DD`.
    pub as_of: &'static str,
    /// The steps, in order.
    pub steps: &'static [ConsoleStep],
}

impl Console {
    /// Joins the address of a console with dated steps.
    pub const fn new(address: &'static str, as_of: &'static str, steps: &'static [ConsoleStep]) -> Self {
        Self { address, as_of, steps }
    }
}

/// One step in a provider's console.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConsoleStep {
    /// What to do.
    pub title: Text,
    /// The way through the console's menus.
    pub path: Text,
    /// The config field that the step fills, if it fills one.
    pub field: Option<&'static str>,
    /// Provider codes that the step prevents.
    pub codes: &'static [&'static str],
}

impl ConsoleStep {
    /// A step that fills no config field and prevents no particular code.
    pub const fn new(title: Text, path: Text) -> Self {
        Self {
            title,
            path,
            field: None,
            codes: &[],
        }
    }

    /// Names the config field that the step fills.
    #[must_use]
    pub const fn fills(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Names the provider codes that the step prevents.
    #[must_use]
    pub const fn prevents(mut self, codes: &'static [&'static str]) -> Self {
        self.codes = codes;
        self
    }
}

/// Whether a text is a connector id: `^[a-z][a-z0-9-]{1,31}$` (L32).
pub const fn is_connector_id(id: &str) -> bool {
    let bytes = id.as_bytes();
    if bytes.len() < 2 || bytes.len() > 32 {
        return false;
    }
    let mut rest = bytes;
    let mut first = true;
    while let [byte, tail @ ..] = rest {
        let fits = byte.is_ascii_lowercase() || (!first && (byte.is_ascii_digit() || *byte == b'-'));
        if !fits {
            return false;
        }
        first = false;
        rest = tail;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_connector_id;

    #[test]
    fn m1_connector_ids_are_short_lower_case_names() {
        for good in ["kakao", "ab", "x-1", "a2345678901234567890123456789012"] {
            assert!(is_connector_id(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "Kakao",
            "1a",
            "-a",
            "a_b",
            "네이버",
            "a23456789012345678901234567890123",
        ] {
            assert!(!is_connector_id(bad), "{bad}");
        }
    }
}

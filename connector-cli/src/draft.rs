//! The first draft of an instance: what its connector's schema asks for, as references instead of values.

use connector_host::core::Registration;
use serde_json::{Map, Value, json};

use crate::field::{Field, fields};

/// An instance that refers to variables for everything that identifies the application.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) id: String,
    connector: &'static str,
    /// The fields of the config with what they hold.
    config: Vec<(String, Value)>,
    /// The variables, each with the field that it fills.
    pub(crate) variables: Vec<(String, Field)>,
}

impl Draft {
    /// The draft of an instance of a connector.
    pub(crate) fn new(id: &str, registration: &Registration) -> Self {
        let mut draft = Self {
            id: id.to_owned(),
            connector: registration.id(),
            config: Vec::new(),
            variables: Vec::new(),
        };
        for field in fields(&registration.config_schema()) {
            let wanted = field.is_required() || field.group() == Some("credentials");
            if field.is_nested() || !wanted {
                continue;
            }
            let name = field.name.clone();
            if field.takes_reference() {
                let variable = format!("{}_{}", shout(id), shout(&name));
                draft.config.push((name, json!({ "$env": variable })));
                draft.variables.push((variable, field));
            } else if let Some(value) = field.default().or_else(|| field.examples().first()) {
                draft.config.push((name, value.clone()));
            }
        }
        draft
    }

    /// The instance as it stands in a configuration.
    pub(crate) fn instance(&self) -> Value {
        let config: Map<String, Value> = self.config.iter().cloned().collect();
        json!({ "connector": self.connector, "config": config })
    }

    /// The instance as it stands in a file, a field on each line.
    pub(crate) fn block(&self) -> String {
        let fields = self.fields().join(",\n        ");
        let (id, connector) = (&self.id, self.connector);
        format!(
            "    \"{id}\": {{\n      \"connector\": \"{connector}\",\n      \"config\": {{\n        {fields}\n      }}\n    }}"
        )
    }

    fn fields(&self) -> Vec<String> {
        let one = |(name, value): &(String, Value)| format!("{}: {}", Value::from(name.as_str()), on_one_line(value));
        self.config.iter().map(one).collect()
    }

    /// The instance as few lines to paste.
    pub(crate) fn lines(&self) -> String {
        let fields = self.fields();
        let config = fields.join(", ");
        let config = if config.len() > 96 {
            fields.join(",\n  ")
        } else {
            config
        };
        let (id, connector) = (&self.id, self.connector);
        format!("\"{id}\": {{ \"connector\": \"{connector}\", \"config\": {{\n  {config} }} }}")
    }
}

/// `clientId` and `client-id` as `CLIENT_ID`.
fn shout(name: &str) -> String {
    let mut shouted = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            shouted.push('_');
        }
        shouted.push(if letter.is_ascii_alphanumeric() {
            letter.to_ascii_uppercase()
        } else {
            '_'
        });
    }
    shouted
}

/// A value with a space wherever a person would put one.
fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let one =
                |(name, value): (&String, &Value)| format!("{}: {}", Value::from(name.as_str()), on_one_line(value));
            format!("{{ {} }}", members.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{on_one_line, shout};

    #[test]
    fn variables_are_named_after_instance_and_field() {
        assert_eq!(shout("kakao-brand-b"), "KAKAO_BRAND_B");
        assert_eq!(shout("clientSecret"), "CLIENT_SECRET");
    }

    #[test]
    fn values_stand_on_one_line() {
        let value = serde_json::json!({ "$env": "A", "b": [1, "x"] });
        assert_eq!(on_one_line(&value), r#"{ "$env": "A", "b": [1, "x"] }"#);
    }
}

//! The public address and other hosts: what is wrong with them, and which profile they imply.

use connector_core::{Finding, fields::BaseUrl, plan::is_loopback};
use serde_json::Value;
use url::Url;

use super::{Profile, catalogue};

/// The public address in its normal form, and the profile.
pub(super) fn public_url(
    document: &Value,
    forced: Option<Profile>,
    findings: &mut Vec<Finding>,
) -> (Option<String>, Profile) {
    let text = document.get("publicUrl").and_then(Value::as_str);
    let url = text
        .filter(|text| BaseUrl::parse(text).is_some())
        .and_then(|text| Url::parse(text).ok());
    let (Some(text), Some(url)) = (text, url) else {
        return (None, forced.unwrap_or(Profile::Production));
    };
    let loopback = url.host().is_some_and(|host| is_loopback(&host));
    let profile = forced.unwrap_or(if loopback { Profile::Dev } else { Profile::Production });
    if profile == Profile::Production && loopback {
        findings.push(catalogue::E404.finding("/publicUrl", &[("field", "publicUrl")]));
        return (None, profile);
    }
    let normal = url.as_str().trim_end_matches('/').to_owned();
    if text.strip_suffix('/').unwrap_or(text) != normal || (text.ends_with('/') && url.path() != "/") {
        findings.push(catalogue::W405.finding("/publicUrl", &[("field", "publicUrl"), ("normal", &normal)]));
    }
    let path = url.path();
    if path.contains("/callback") || path.contains("/connect") {
        findings.push(catalogue::W407.finding("/publicUrl", &[]));
    }
    (Some(normal), profile)
}

/// What is wrong with an address that its schema refuses.
pub(super) fn fault(pointer: &str, field: &str, text: &str) -> Finding {
    let Ok(url) = Url::parse(text) else {
        return catalogue::E401.finding(pointer, &[("field", field)]);
    };
    let part = match &url {
        url if !url.username().is_empty() || url.password().is_some() => Some("user info"),
        url if url.query().is_some() => Some("query"),
        url if url.fragment().is_some() => Some("fragment"),
        _ => None,
    };
    match (url.scheme(), part) {
        ("http" | "https", Some(part)) => catalogue::E402.finding(pointer, &[("field", field), ("part", part)]),
        ("http", None) => catalogue::E403.finding(pointer, &[("field", field)]),
        _ => catalogue::E401.finding(pointer, &[("field", field)]),
    }
}

/// Findings about a config's `origins`, which its schema accepts.
pub(super) fn origins(config: &Value, profile: Profile, findings: &mut Vec<Finding>) {
    let private = config.pointer("/origins/allowPrivate") == Some(&Value::Bool(true));
    for name in ["auth", "api"] {
        let pointer = format!("/origins/{name}");
        let Some(text) = config.pointer(&pointer).and_then(Value::as_str) else {
            continue;
        };
        let field = format!("origins.{name}");
        let place = [("field", field.as_str())];
        let Some(base) = BaseUrl::parse(text) else {
            findings.push(fault(&pointer, &field, text));
            continue;
        };
        match profile {
            Profile::Production if base.is_loopback() => findings.push(catalogue::E404.finding(&pointer, &place)),
            _ if base.is_private_address() && !base.is_loopback() && !private => {
                findings.push(catalogue::E408.finding(&pointer, &place));
            }
            Profile::Production => findings.push(catalogue::W406.finding(&pointer, &place)),
            Profile::Dev => {}
        }
    }
}

//! Standard types of config fields. Each parses strictly, so that schema and code give the same verdict (A20), and brings its
//! schema with it. Titles and descriptions come from the field that uses them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error as _};
use url::{Host, Url};

use crate::{ask::is_scope, http::Reach, plan, secret::Secret};

/// Longest client id, in characters (L31).
pub const MAX_CLIENT_ID: usize = 256;
/// Longest secret, in characters (L31).
pub const MAX_SECRET: usize = 4096;
/// Most further audiences in a config.
pub const MAX_AUDIENCES: usize = 20;
/// Most scopes in a config.
pub const MAX_SCOPES: usize = 30;

/// Pattern of a credential: printable ASCII without space.
pub const CREDENTIAL: &str = "^[!-~]+$";
/// Pattern of a scope item (RFC 6749 §3.3).
pub const SCOPE: &str = "^[!#-+\\--\\[\\]-~]+$";
/// The pattern of a text of digits.
pub const DIGITS: &str = "^[0-9]+$";
/// The pattern of a tag.
pub const TAG: &str = "^[A-Za-z0-9._-]+$";
/// Pattern of a base URL: https, or http to loopback.
pub const BASE_URL: &str = "^(https://(\\[[0-9A-Fa-f:.]+\\]|[^\\s/?#@:\\[\\]\\\\]+)|http://(localhost|127\\.0\\.0\\.1|\\[::1\\]))(:[0-9]{1,5})?(/[^\\s?#\\\\]*)?$";

fn is_credential(text: &str, max: usize) -> bool {
    (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

/// A client id: 1-256 printable ASCII characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientId(Box<str>);

impl AsRef<str> for ClientId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ClientId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if !is_credential(&text, MAX_CLIENT_ID) {
            return Err(D::Error::custom("not a client id"));
        }
        Ok(Self(text.into_boxed_str()))
    }
}

impl JsonSchema for ClientId {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "ClientId".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string", "minLength": 1, "maxLength": MAX_CLIENT_ID, "pattern": CREDENTIAL },
                { "$ref": "#/definitions/reference" }
            ]
        })
    }
}

/// A secret of the settings: 1-4 096 printable ASCII characters.
#[derive(Clone, Debug)]
pub struct ClientSecret(Secret);

impl ClientSecret {
    /// The secret inside.
    pub const fn secret(&self) -> &Secret {
        &self.0
    }
}

impl<'a> From<&'a ClientSecret> for Option<&'a Secret> {
    fn from(secret: &'a ClientSecret) -> Self {
        Some(&secret.0)
    }
}

impl<'de> Deserialize<'de> for ClientSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let secret = Secret::deserialize(deserializer)?;
        if !is_credential(secret.expose(), MAX_SECRET) {
            return Err(D::Error::custom("not a secret"));
        }
        Ok(Self(secret))
    }
}

impl JsonSchema for ClientSecret {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "ClientSecret".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "writeOnly": true,
            "format": "password",
            "anyOf": [
                { "type": "string", "minLength": 1, "maxLength": MAX_SECRET, "pattern": CREDENTIAL },
                { "$ref": "#/definitions/reference" }
            ]
        })
    }
}

/// The id of an application: 1-20 digits, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppId(Box<str>);

impl AsRef<str> for AppId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for AppId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if !(1..=20).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(D::Error::custom("not an application id"));
        }
        Ok(Self(text.into_boxed_str()))
    }
}

impl JsonSchema for AppId {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AppId".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": 20, "pattern": DIGITS })
    }
}

/// A list of at most 20 different audiences, each 1-256 printable ASCII characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audiences(Box<[String]>);

impl Audiences {
    /// The items, in their order.
    pub fn items(&self) -> &[String] {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Audiences {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<String>::deserialize(deserializer)?;
        if items.len() > MAX_AUDIENCES
            || !items.iter().all(|item| is_credential(item, MAX_CLIENT_ID))
            || !all_different(&items)
        {
            return Err(D::Error::custom("not a list of audiences"));
        }
        Ok(Self(items.into_boxed_slice()))
    }
}

impl JsonSchema for Audiences {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Audiences".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": "string", "minLength": 1, "maxLength": MAX_CLIENT_ID, "pattern": CREDENTIAL },
            "maxItems": MAX_AUDIENCES,
            "uniqueItems": true
        })
    }
}

/// A list of at most 30 different scope items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Box<[String]>);

impl Scopes {
    /// The items, in their order.
    pub fn items(&self) -> &[String] {
        &self.0
    }

    /// Whether `openid` is among them.
    pub fn has_openid(&self) -> bool {
        self.0.iter().any(|scope| scope == "openid")
    }
}

impl<'de> Deserialize<'de> for Scopes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<String>::deserialize(deserializer)?;
        // A comma is a separator at some providers: one item would become two.
        let is_item = |item: &String| is_scope(item) && !item.contains(',');
        if items.len() > MAX_SCOPES || !items.iter().all(is_item) || !all_different(&items) {
            return Err(D::Error::custom("not a list of scopes"));
        }
        Ok(Self(items.into_boxed_slice()))
    }
}

impl JsonSchema for Scopes {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Scopes".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": "string", "minLength": 1, "maxLength": 128, "pattern": SCOPE },
            "maxItems": MAX_SCOPES,
            "uniqueItems": true
        })
    }
}

/// A list of at most `MAX` different short texts, each 1-100 characters of `[A-Za-z0-9._-]`, such as terms tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags<const MAX: usize>(Box<[String]>);

impl<const MAX: usize> Tags<MAX> {
    /// The items, in their order.
    pub fn items(&self) -> &[String] {
        &self.0
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Tags<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<String>::deserialize(deserializer)?;
        let is_tag = |item: &String| {
            (1..=100).contains(&item.len()) && item.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        if items.len() > MAX || !items.iter().all(is_tag) || !all_different(&items) {
            return Err(D::Error::custom("not a list of tags"));
        }
        Ok(Self(items.into_boxed_slice()))
    }
}

impl<const MAX: usize> JsonSchema for Tags<MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Tags{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "items": { "type": "string", "minLength": 1, "maxLength": 100, "pattern": TAG },
            "maxItems": MAX,
            "uniqueItems": true
        })
    }
}

fn all_different<T: PartialEq>(items: &[T]) -> bool {
    items
        .iter()
        .enumerate()
        .all(|(n, item)| !items.iter().take(n).any(|earlier| earlier == item))
}

/// Reads a list whose items are all different, as `uniqueItems` in its schema says. For `#[serde(deserialize_with = "…")]`.
///
/// # Errors
/// When an item stands twice, or is not one of its type.
pub fn different<'de, D: Deserializer<'de>, T: Deserialize<'de> + PartialEq>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = Vec::<T>::deserialize(deserializer)?;
    if all_different(&items) {
        return Ok(items);
    }
    Err(D::Error::custom("an item stands twice"))
}

/// Reads an optional field that may be left out but never be `null`, as the schema says (E104, A20). For
/// `#[serde(default, deserialize_with = "…")]`.
///
/// # Errors
/// What reading the field's type gives.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Other hosts than the provider's own: `auth` for pages and tokens, `api` for the profile.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    auth: Option<BaseUrl>,
    api: Option<BaseUrl>,
    allow_private: bool,
}

impl<'de> Deserialize<'de> for Origins {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        struct Members {
            #[serde(default, deserialize_with = "present")]
            auth: Option<BaseUrl>,
            #[serde(default, deserialize_with = "present")]
            api: Option<BaseUrl>,
            #[serde(default)]
            allow_private: bool,
        }
        // A derived struct would take a list of its members too, which the schema refuses.
        let object = serde_json::Map::deserialize(deserializer)?;
        let members = Members::deserialize(serde_json::Value::Object(object));
        let Members {
            auth,
            api,
            allow_private,
        } = members.map_err(|_| D::Error::custom("not origins"))?;
        Ok(Self {
            auth,
            api,
            allow_private,
        })
    }
}

impl Origins {
    /// The host variables that are replaced, with their base URLs.
    pub fn replaced(&self) -> Vec<(&'static str, &str)> {
        let named = [("auth", &self.auth), ("api", &self.api)];
        named
            .into_iter()
            .filter_map(|(name, base)| base.as_ref().map(|base| (name, base.as_str())))
            .collect()
    }

    /// Which addresses may be dialled (L11).
    pub const fn reach(&self) -> Reach {
        if self.allow_private {
            Reach::Private
        } else {
            Reach::Public
        }
    }
}

impl JsonSchema for Origins {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Origins".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let base = |en: (&str, &str), ko: (&str, &str), example: &str| {
            json_schema!({
                "title": en.0, "description": en.1, "x-i18n": { "ko": { "title": ko.0, "description": ko.1 } },
                "type": "string", "format": "uri", "maxLength": 2048, "pattern": BASE_URL, "examples": [example]
            })
        };
        let auth = base(
            ("Login host", "Pages, tokens and keys."),
            ("로그인 호스트", "로그인 화면, 토큰, 공개 키."),
            "http://127.0.0.1:9300",
        );
        let api = base(
            ("API host", "The profile."),
            ("API 호스트", "프로필."),
            "http://127.0.0.1:9300",
        );
        json_schema!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "auth": auth,
                "api": api,
                "allowPrivate": {
                    "title": "Private addresses",
                    "description": "Allow the replaced hosts to be private addresses.",
                    "x-i18n": { "ko": { "title": "사설 주소", "description": "바꾼 호스트가 사설 주소여도 허용합니다." } },
                    "type": "boolean", "default": false
                }
            }
        })
    }
}

/// Writes the provider's own hosts as defaults into the schema of a field that holds [`Origins`], so that an editor and `show` name
/// them. For `#[schemars(transform = own_hosts("https://…", "https://…"))]`.
pub fn own_hosts(auth: &'static str, api: &'static str) -> impl FnMut(&mut Schema) {
    move |schema| {
        for (name, host) in [("auth", auth), ("api", api)] {
            let property = schema.pointer_mut(&format!("/properties/{name}"));
            if let Some(property) = property.and_then(serde_json::Value::as_object_mut) {
                property.insert("default".to_owned(), host.into());
            }
        }
    }
}

/// A base URL: scheme, host, port and an optional path prefix. https, or http to loopback (L9, A14, A16, A18).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: Box<str>,
    is_loopback: bool,
    is_private_address: bool,
}

impl BaseUrl {
    /// Parses a base URL. One trailing slash is dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|b| !b.is_ascii_control() && !b" ?#\\@".contains(&b))
            // ECMAScript counts U+FEFF as white space, names are read without it.
            && !text.contains(|c: char| c.is_whitespace() || c == '\u{feff}');
        let url = Url::parse(text).ok().filter(|_| plain && text.len() <= 2048)?;
        let host = url.host()?;
        let is_loopback = plan::is_loopback(&host);
        let is_private_address = match host {
            Host::Domain(_) => false,
            Host::Ipv4(address) => !plan::is_public(address.into()),
            Host::Ipv6(address) => !plan::is_public(address.into()),
        };
        let spelled = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        if !has_plain_port(spelled) {
            return None;
        }
        let allowed = match url.scheme() {
            "https" => !spelled.starts_with(['/', ':']),
            "http" => {
                ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
                    spelled
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
                }) && is_loopback
            }
            _ => false,
        };
        allowed.then(|| Self {
            text: text.trim_end_matches('/').into(),
            is_loopback,
            is_private_address,
        })
    }

    /// The URL, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the host is this machine itself.
    pub const fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// Whether the host is spelled as an address that is not public (A15). Names are judged when they are dialled.
    pub const fn is_private_address(&self) -> bool {
        self.is_private_address
    }
}

/// Whether the port, if there is one, is one to five digits. URL parsers also take an empty one, and leading zeros without end.
fn has_plain_port(spelled: &str) -> bool {
    let authority = spelled.split('/').next().unwrap_or_default();
    let behind_host = authority.rsplit(']').next().unwrap_or_default();
    behind_host
        .split_once(':')
        .is_none_or(|(_, port)| (1..=5).contains(&port.len()) && port.bytes().all(|digit| digit.is_ascii_digit()))
}

impl<'de> Deserialize<'de> for BaseUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a base URL"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a3_a5_a6_credentials_are_printable_ascii() {
        for bad in [
            json!(""),
            json!(" "),
            json!(" a"),
            json!("a\n"),
            json!("가"),
            json!("a\u{200b}"),
            json!(1),
            json!(null),
            json!([]),
        ] {
            assert!(serde_json::from_value::<ClientId>(bad.clone()).is_err(), "{bad}");
            assert!(serde_json::from_value::<ClientSecret>(bad.clone()).is_err(), "{bad}");
        }
        assert!(serde_json::from_value::<ClientId>(json!("a".repeat(257))).is_err());
        assert_eq!(
            serde_json::from_value::<ClientId>(json!("aB-_!")).unwrap().as_ref(),
            "aB-_!"
        );
    }

    #[test]
    fn a14_a15_a16_a18_base_urls() {
        for good in [
            "https://gw.example",
            "https://gw.example:8443/kakao/",
            "http://127.0.0.1:9300/p",
            "http://localhost",
            "http://[::1]:1",
        ] {
            assert!(BaseUrl::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "gw.example",
            "http://gw.example",
            "http://10.0.0.5",
            "https://u:p@gw.example",
            "https://gw.example?x=1",
            "https://gw.example#x",
            "javascript:alert(1)",
            "file:///etc",
            "https://",
            "https:///x",
            "http://127.1",
            "ftp://x",
            "https://gw.example/a b",
            "https://gw\\.example",
            "http://localhost.evil.example",
            "HTTPS://gw.example",
        ] {
            assert!(BaseUrl::parse(bad).is_none(), "{bad}");
        }
        assert!(BaseUrl::parse("https://2130706433/").unwrap().is_private_address());
        assert!(BaseUrl::parse("https://[::ffff:a00:1]").unwrap().is_private_address());
    }
}

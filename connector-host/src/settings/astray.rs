//! Keys at the wrong place, and keys of other programs: where they belong, or why they are not needed.

use connector_core::{
    Registry, Text,
    config::{Fix, Sentence, bare},
};
use serde_json::Value;

use super::{
    fill::fill,
    foreign::foreign,
    known::{self, Known},
    nearest, schema,
    tree::{below, parts},
    wording::printable,
};

/// What is to be done with a key that is unknown at its place.
pub(super) struct Elsewhere {
    pub(super) help: Sentence,
    /// Where its value is judged, because it surely belongs there.
    pub(super) meant: Option<Meant>,
}

/// Where a value that stands astray belongs.
pub(super) enum Meant {
    /// At this pointer.
    At(String),
    /// Nowhere: its members belong into the object at this pointer.
    Into(String),
}

impl Elsewhere {
    pub(super) fn said(text: Text) -> Self {
        Self {
            help: text.into(),
            meant: None,
        }
    }

    fn at(text: Text, meant: String) -> Self {
        Self {
            help: text.into(),
            meant: Some(Meant::At(meant)),
        }
    }

    fn layer(key: &str, around: &str) -> Self {
        Self {
            help: fill(LAYER, &[("field", printable(key).into())]),
            meant: Some(Meant::Into(around.to_owned())),
        }
    }

    /// How the document can be changed so that what it holds stands where it belongs.
    pub(super) fn fix(&self) -> Option<Fix> {
        matches!(self.meant, Some(Meant::Into(_))).then_some(Fix::Unwrap)
    }
}

const IN_CONFIG: Text = Text::new("it belongs in `config`", "`config` 안에 두어야 합니다");
const IN_ITS_CONFIG: Text = Text::new(
    "it belongs in the `config` of an instance",
    "인스턴스의 `config` 안에 두어야 합니다",
);
const BESIDE: Text = Text::new("it belongs beside `config`", "`config` 옆에 두어야 합니다");
const IN_INSTANCES: Text = Text::new("it belongs in `instances`", "`instances` 안에 두어야 합니다");
const IN_AN_INSTANCE: Text = Text::new(
    "it belongs in an instance, beside `config`",
    "인스턴스 안, `config` 옆에 두어야 합니다",
);
const IN_DEFAULTS: Text = Text::new("it belongs in `defaults`", "`defaults` 안에 두어야 합니다");
const IN_HTTP: Text = Text::new("it belongs in `defaults.http`", "`defaults.http` 안에 두어야 합니다");
const ON_TOP: Text = Text::new(
    "it belongs at the top level, beside `instances`",
    "맨 위, `instances` 옆에 두어야 합니다",
);
const LAYER: Text = Text::new(
    "one layer too many: take `{field}` and its brackets away, and keep what is in them",
    "한 단계가 더 있습니다. `{field}` 항목과 그 괄호만 없애고 안의 내용은 남기세요",
);

/// The properties of an object of the envelope that have this very name.
fn has(pointer: &str, key: &str) -> bool {
    known::part(&schema::ENVELOPE, pointer).is_some_and(|part| known::properties(part).any(|(name, _)| name == key))
}

fn like(pointer: &str, key: &str) -> Option<String> {
    nearest::key(known::part(&schema::ENVELOPE, pointer)?, key, |_| false)
}

/// For a key outside of any config.
pub(super) fn outside(registry: &Registry, whole: &Value, pointer: &str, key: &str) -> Option<Elsewhere> {
    let value = whole.pointer(&below(pointer, key)).unwrap_or(&Value::Null);
    let is_instance = value.get("connector").is_some() || (value.is_object() && registry.get(key).is_some());
    let of_config = |key: &str| {
        registry
            .iter()
            .map(Known::of)
            .find_map(|known| nearest::key(&known.schema, key, |_| false))
    };
    let place: Vec<String> = parts(pointer).collect();
    let holds_all = ["instances", "publicUrl"].iter().any(|name| value.get(name).is_some());
    match place.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] if holds_all => Some(Elsewhere::layer(key, "")),
        ["instances"] => is_layer(value).then(|| Elsewhere::layer(key, "/instances")),
        [] if is_instance => Some(Elsewhere::at(IN_INSTANCES, below("/instances", key))),
        [] if has("/defaults", key) => Some(Elsewhere::at(IN_DEFAULTS, below("/defaults", key))),
        [] if has("/defaults/http", key) => Some(Elsewhere::at(IN_HTTP, below("/defaults/http", key))),
        [] if like("", key).is_some() => None,
        [] if of_config(key).is_some() => Some(Elsewhere::said(IN_ITS_CONFIG)),
        [] if has("/instances/x", key) => Some(Elsewhere::said(IN_AN_INSTANCE)),
        ["defaults"] if has("/defaults/http", key) => Some(Elsewhere::at(IN_HTTP, below("/defaults/http", key))),
        ["defaults"] if has("", key) => Some(Elsewhere::said(ON_TOP)),
        ["defaults", "http"] if has("/defaults", key) => Some(Elsewhere::at(IN_DEFAULTS, below("/defaults", key))),
        ["instances", id, "config"] if key == "connector" => {
            let instance = below("/instances", id);
            Some(Elsewhere::at(BESIDE, below(&instance, key)))
        }
        ["instances", _] if is_instance => Some(Elsewhere::at(IN_INSTANCES, below("/instances", key))),
        ["instances", _] => {
            let connector = whole.pointer(pointer)?.get("connector").and_then(Value::as_str);
            let known = connector.and_then(|id| registry.get(id)).map(Known::of);
            let schema = known.map_or(&Value::Null, |known| &known.schema);
            let meant = || nearest::key(schema, key, |_| false);
            let exact = known::properties(schema).any(|(name, _)| name == key);
            let own = like(pointer, key).filter(|_| !exact);
            match (own, meant()) {
                (Some(_), _) => None,
                (None, Some(meant)) => Some(Elsewhere::at(IN_CONFIG, below(&below(pointer, "config"), &meant))),
                _ if has("", key) => Some(Elsewhere::said(ON_TOP)),
                _ => foreign(key),
            }
        }
        [_, ..] if has("", key) && like(pointer, key).is_none() => Some(Elsewhere::said(ON_TOP)),
        _ if like(pointer, key).is_some() => None,
        _ => foreign(key),
    }
}

/// Whether a value that should be an instance holds nothing but instances.
pub(super) fn is_layer(value: &Value) -> bool {
    let is_instance = |value: &Value| value.get("connector").is_some_and(Value::is_string);
    let members = value
        .as_object()
        .filter(|members| !members.is_empty() && !members.contains_key("config"));
    members.is_some_and(|members| members.values().all(is_instance))
}

/// Whether the connector of an instance is named inside of its config.
pub(super) fn names_inside(instance: &Value) -> bool {
    instance.pointer("/config/connector").is_some_and(Value::is_string)
}

/// Whether a value inside of a config holds what belongs there itself.
fn is_layer_of_config(schema: &Value, value: &Value) -> bool {
    let is_own = |name: &String| {
        let field = nearest::key(schema, name, |_| false).and_then(|name| known::part(schema, &below("", &name)));
        field.is_some_and(known::takes_references)
    };
    value.as_object().is_some_and(|members| members.keys().any(is_own))
}

/// For a key inside of a connector's config. Pointers begin at the config.
pub(super) fn inside(schema: &Value, config: &Value, pointer: &str, key: &str) -> Option<Elsewhere> {
    let own = || known::part(schema, pointer).and_then(|part| nearest::key(part, key, |_| false));
    if pointer.is_empty() && key == "config" && config.get(key).is_some_and(Value::is_object) {
        return Some(Elsewhere::layer(key, ""));
    }
    if pointer.is_empty() && has("/instances/x", key) {
        return Some(Elsewhere::said(BESIDE));
    }
    if let Some(field) = read_from_elsewhere(schema, pointer, key) {
        let text = Text::new(
            "write where the value is read from: `\"{field}\": { \"$env\": \"NAME\" }` or `{ \"$file\": \"/path\" }`",
            "값을 읽을 곳은 이렇게 씁니다: `\"{field}\": { \"$env\": \"NAME\" }` 또는 `{ \"$file\": \"/path\" }`",
        );
        return Some(Elsewhere {
            help: fill(text, &[("field", field.as_str().into())]),
            meant: None,
        });
    }
    if own().is_some() {
        return None;
    }
    if pointer.is_empty() && is_layer_of_config(schema, config.get(key).unwrap_or(&Value::Null)) {
        return Some(Elsewhere::layer(key, ""));
    }
    if pointer.is_empty() && matches!(bare(key).as_str(), "id" | "key") {
        return Some(Elsewhere::said(Text::new(
            "the id or key that the console shows belongs in `clientId`",
            "콘솔에 있는 ID나 키는 `clientId`에 넣습니다",
        )));
    }
    if let Some(switch) = openid_switch(schema, key).filter(|_| pointer.is_empty()) {
        return Some(Elsewhere::said(switch));
    }
    if has("", key) {
        return Some(Elsewhere::said(ON_TOP));
    }
    // A field of the config inside of one of its objects.
    if !pointer.is_empty() && known::properties(schema).any(|(name, _)| name == key) {
        let inner = parts(pointer).next_back().unwrap_or_default();
        let text = Text::new("it belongs beside `{inner}`", "`{inner}` 옆에 두어야 합니다");
        return Some(Elsewhere {
            help: fill(text, &[("inner", inner.as_str().into())]),
            meant: Some(Meant::At(below("", key))),
        });
    }
    // A field of one of its objects beside that object.
    let holder = known::properties(schema).find(|(_, inner)| known::properties(inner).any(|(name, _)| name == key));
    if let Some((holder, _)) = holder.filter(|_| pointer.is_empty()) {
        let text = Text::new("it belongs in `{holder}`", "`{holder}` 안에 두어야 합니다");
        return Some(Elsewhere {
            help: fill(text, &[("holder", holder.as_str().into())]),
            meant: Some(Meant::At(below(&below("", holder), key))),
        });
    }
    if let Some(meant) = like("/instances/x", key).filter(|_| pointer.is_empty()) {
        let text = Text::new(
            "write `{meant}` beside `config`",
            "`config` 옆에 `{meant}` 항목으로 쓰세요",
        );
        return Some(Elsewhere {
            help: fill(text, &[("meant", meant.into())]),
            meant: None,
        });
    }
    foreign(key)
}

/// How another connector switches OpenID Connect on, said to those who know the way of this one.
fn openid_switch(schema: &Value, key: &str) -> Option<Text> {
    let has = |name: &str| known::properties(schema).any(|(known, _)| known == name);
    match bare(key).as_str() {
        "oidc" | "useoidc" | "oidcenabled" | "openidconnect" if has("flow") => Some(Text::new(
            "write `\"flow\": \"oidc\"`: that is how this connector switches OpenID Connect on",
            "`\"flow\": \"oidc\"`로 쓰세요. 이 커넥터에서는 이렇게 OpenID Connect를 켭니다",
        )),
        "flow" if has("oidc") => Some(Text::new(
            "write `\"oidc\": true`: that is how this connector switches OpenID Connect on",
            "`\"oidc\": true`로 쓰세요. 이 커넥터에서는 이렇게 OpenID Connect를 켭니다",
        )),
        _ => None,
    }
}

/// The field of a config whose place a wrong key of it takes, so that it is not missing as well.
pub(super) fn stands_for(schema: &Value, key: &str) -> Option<String> {
    if known::properties(schema).any(|(name, _)| name == key) {
        return None;
    }
    let of_console = matches!(bare(key).as_str(), "id" | "key").then(|| "clientId".to_owned());
    read_from_elsewhere(schema, "", key).or(of_console)
}

/// The field that a key such as `clientSecretEnv` or `secret_file` tries to read from elsewhere.
fn read_from_elsewhere(schema: &Value, pointer: &str, key: &str) -> Option<String> {
    let plain = bare(key);
    let ends = ["env", "envvar", "file", "path", "ref", "keyref", "from"];
    let stem = ends
        .iter()
        .find_map(|end| plain.strip_suffix(end))
        .filter(|_| pointer.is_empty())?;
    let field = nearest::key(schema, stem, |_| false)?;
    let takes = known::part(schema, &below("", &field))?.get("anyOf").is_some();
    takes.then_some(field)
}

//! `kakao_account` and `properties`: what the person agreed to, and `*_needs_agreement: true` for what not.

use serde_json::{Map, Value};

use super::super::Provider;
use super::super::book::Grant;

/// A member of the reply being put together, as far as `property_keys` asks for it.
struct Part<'a> {
    grant: &'a Grant,
    keys: Option<&'a [String]>,
    members: Map<String, Value>,
}

/// The `kakao_account` object; `None` if `property_keys` asks for none of it.
pub(super) fn kakao_account(grant: &Grant, https: bool, keys: Option<&[String]>) -> Option<Value> {
    let it = &grant.user.kakao;
    let mut part = Part {
        grant,
        keys,
        members: Map::new(),
    };
    if part.wanted("kakao_account", "profile") {
        part.profile(https);
    }
    if part.item("name", "name") {
        part.put("name", it.name);
    }
    if part.item("email", "account_email") && it.email.is_some() {
        part.put("is_email_valid", Some(it.is_email_valid));
        part.put("is_email_verified", Some(it.is_email_verified));
        part.put("email", it.email);
    }
    if part.item("age_range", "age_range") {
        part.put("age_range", it.age_range);
    }
    if part.item("birthyear", "birthyear") {
        part.put("birthyear", it.birthyear);
    }
    if part.item("birthday", "birthday") && it.birthday.is_some() {
        part.put("birthday", it.birthday);
        part.put("birthday_type", Some(it.birthday_type));
        part.put("is_leap_month", Some(it.is_leap_month));
    }
    if part.item("gender", "gender") {
        part.put("gender", it.gender);
    }
    if part.item("phone_number", "phone_number") {
        part.put("phone_number", it.phone_number);
    }
    (keys.is_none() || !part.members.is_empty()).then_some(Value::Object(part.members))
}

/// The deprecated `properties` of users that still have them.
pub(super) fn properties(grant: &Grant, https: bool, keys: Option<&[String]>) -> Option<Value> {
    let it = &grant.user.kakao;
    let mut part = Part {
        grant,
        keys,
        members: Map::new(),
    };
    if !it.has_old_properties {
        return None;
    }
    let nickname = it.nickname.filter(|_| grant.has("profile_nickname"));
    let picture = |at: Option<&str>| at.filter(|_| grant.has("profile_image")).map(|at| address(at, https));
    if part.wanted("properties", "nickname") {
        part.put("nickname", nickname);
    }
    if part.wanted("properties", "profile_image") {
        part.put("profile_image", picture(it.profile_image));
    }
    if part.wanted("properties", "thumbnail_image") {
        part.put("thumbnail_image", picture(it.thumbnail_image));
    }
    (!part.members.is_empty()).then_some(Value::Object(part.members))
}

impl Part<'_> {
    /// `property_keys` names the child, or the parent with a dot for all its children.
    fn wanted(&self, parent: &str, child: &str) -> bool {
        self.keys.is_none_or(|keys| {
            keys.iter().any(|key| {
                key.strip_prefix(parent)
                    .and_then(|rest| rest.strip_prefix('.'))
                    .is_some_and(|rest| rest.is_empty() || rest == child)
            })
        })
    }

    /// Writes `{name}_needs_agreement` and says whether the value may follow. An item that the app has not switched on
    /// leaves no trace.
    fn item(&mut self, name: &str, item: &str) -> bool {
        self.wanted("kakao_account", name) && self.agreement(name, item)
    }

    fn agreement(&mut self, name: &str, item: &str) -> bool {
        let configured = self
            .grant
            .client
            .configured(Provider::Kakao)
            .iter()
            .any(|on| on.id == item);
        if configured {
            self.put(&format!("{name}_needs_agreement"), Some(!self.grant.has(item)));
        }
        self.grant.has(item)
    }

    fn profile(&mut self, https: bool) {
        let it = &self.grant.user.kakao;
        let mut profile = Map::new();
        if self.agreement("profile_nickname", "profile_nickname")
            && let Some(nickname) = it.nickname
        {
            profile.insert("nickname".to_owned(), nickname.into());
            profile.insert("is_default_nickname".to_owned(), it.is_default_nickname.into());
        }
        if self.agreement("profile_image", "profile_image") {
            for (name, at) in [
                ("thumbnail_image_url", it.thumbnail_image),
                ("profile_image_url", it.profile_image),
            ] {
                if let Some(at) = at {
                    profile.insert(name.to_owned(), address(at, https).into());
                }
            }
            if it.profile_image.is_some() {
                profile.insert("is_default_image".to_owned(), it.is_default_image.into());
            }
        }
        if !profile.is_empty() {
            self.put("profile", Some(Value::Object(profile)));
        }
    }

    fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.members.insert(name.to_owned(), value.into());
        }
    }
}

fn address(at: &str, https: bool) -> String {
    let scheme = if https { "https" } else { "http" };
    format!("{scheme}://{at}")
}

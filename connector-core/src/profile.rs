//! The normalised, honest profile: what every connector gives and every embedder reads.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    error::{Error, ErrorKind, Reason, Result},
    facts::{MAX_CHARS, MAX_EMAIL, MAX_URL, Warning},
    normal,
};

/// One person as one provider describes them. Absent members are left out; nothing is guessed.
#[derive(Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Profile {
    /// The provider's id of the user: an exact, case-sensitive text of 1-255 printable ASCII characters.
    pub subject: String,
    /// Within what the subject is unique, such as `https://kauth.kakao.com` or `naver:{clientId}`.
    pub namespace: String,
    /// The name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The real name, apart from the name to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub real_name: Option<String>,
    /// The e-mail address with what is known about its verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// The phone number as E.164.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The phone number as the provider spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_raw: Option<String>,
    /// Whether the provider says that it verified the phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_verified: Option<bool>,
    /// Address of a picture, https.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Gender, where the provider states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// `YYYY-MM-DD`, `0000-MM-DD` without the year, or `YYYY` (OIDC Core §5.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    /// A birthday in the lunar calendar, which is never turned into a date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate_lunar: Option<LunarBirthday>,
    /// Age in years, as a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_range: Option<AgeRange>,
    /// Language tag, only where the provider states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What the user consented to, and what could still be asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Scopes>,
    /// Further ids of the same user by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub other_ids: BTreeMap<String, String>,
    /// Oddities of the reply that did not stop the sign-in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<WarningShape>")]
    pub warnings: Vec<Warning>,
    /// The raw replies, if [`AuthorizeRequest::keep_raw`](crate::AuthorizeRequest::keep_raw) asked for them. Never part of an
    /// answer.
    #[serde(skip)]
    pub raw: Option<RawProfile>,
}

/// The provider's replies as decoded JSON, by step name, keys sorted. `Debug` prints member names only (E23, P9).
#[derive(Clone, PartialEq)]
pub struct RawProfile(serde_json::Value);

impl RawProfile {
    pub(crate) const fn new(value: serde_json::Value) -> Self {
        Self(value)
    }

    /// The replies: one member for each step, and `id_token` for the claims of a verified one.
    pub const fn expose(&self) -> &serde_json::Value {
        &self.0
    }
}

impl fmt::Debug for RawProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.0.as_object().into_iter().flatten();
        let names = |value: &serde_json::Value| {
            let members = value.as_object().into_iter().flatten();
            members.map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        f.debug_map()
            .entries(steps.map(|(step, reply)| (step, names(reply))))
            .finish()
    }
}

#[derive(JsonSchema)]
#[schemars(rename = "Warning")]
#[expect(dead_code, reason = "only its schema is used")]
struct WarningShape {
    /// JSON pointer into the reply as received.
    pointer: String,
    /// What is odd, without the value.
    message: String,
}

/// An e-mail address, how far it is verified, and by which rule that is known (P7).
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Email {
    /// The address.
    pub address: String,
    /// Whether the provider vouches for it.
    pub verification: Verification,
    /// The rule that gave the verification.
    pub rule: Rule,
}

impl Email {
    /// An address with its verification and the rule that gave it.
    pub fn new(address: impl Into<String>, verification: Verification, rule: Rule) -> Self {
        Self {
            address: address.into(),
            verification,
            rule,
        }
    }
}

/// Whether an address is verified. `Unknown` is not `Unverified`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// The provider vouches for the address.
    Verified,
    /// The provider says that it does not.
    Unverified,
    /// The provider says nothing that could be relied on.
    Unknown,
}

impl Verification {
    /// What a standard `email_verified` claim says.
    pub const fn from_flag(flag: Option<bool>) -> Self {
        match flag {
            Some(true) => Self::Verified,
            Some(false) => Self::Unverified,
            None => Self::Unknown,
        }
    }
}

/// By which rule the verification of an address is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// One standard flag, `email_verified`.
    Flag,
    /// Two flags, both of which must be true (Kakao).
    TwoFlags,
    /// The address is present only if it is verified (Kakao's id_token).
    Presence,
    /// The entry of a list that is both primary and confirmed (GitHub).
    PrimaryAndConfirmed,
    /// A contact address that the user can edit; nothing can be known (NAVER).
    ContactAddress,
    /// The provider documents nothing.
    NothingKnown,
}

/// Gender as providers state it; anything else is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// Age in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct AgeRange {
    /// At least.
    pub min: u8,
    /// At most; absent = open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u8>,
}

/// A birthday in the lunar calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct LunarBirthday {
    /// Month and day as the provider gives them, `MM-DD`, if they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_day: Option<String>,
    /// The year, `YYYY`, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Whether the month is a leap month, if the provider says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leap_month: Option<bool>,
}

impl LunarBirthday {
    /// A lunar birthday.
    pub fn new(day: Option<(u8, u8)>, year: Option<u16>, leap_month: Option<bool>) -> Self {
        Self {
            month_day: day.map(|(month, day)| format!("{month:02}-{day:02}")),
            year: year.map(|year| format!("{year:04}")),
            leap_month,
        }
    }
}

/// Consent, as the provider states it and never as absent values suggest it (P10).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Scopes {
    /// Granted items; absent = the provider did not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted: Option<Vec<String>>,
    /// Items that could still be asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub available: Vec<String>,
}

/// Who somebody is: compare this, and nothing else, to recognise a returning user (E12, E14).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Identity {
    /// The instance through which the user signed in.
    pub instance: String,
    /// Within what the subject is unique.
    pub namespace: String,
    /// The provider's id of the user.
    pub subject: String,
}

impl Profile {
    /// A profile of nothing but its identity within the provider.
    pub fn new(subject: impl Into<String>, namespace: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            namespace: namespace.into(),
            name: None,
            real_name: None,
            email: None,
            phone: None,
            phone_raw: None,
            phone_verified: None,
            avatar: None,
            gender: None,
            birthdate: None,
            birthdate_lunar: None,
            age_range: None,
            locale: None,
            scopes: None,
            other_ids: BTreeMap::new(),
            warnings: Vec::new(),
            raw: None,
        }
    }

    /// Sets the name to show.
    #[must_use]
    pub fn name(mut self, name: Option<impl Into<String>>) -> Self {
        self.name = name.map(Into::into);
        self
    }

    /// Sets the real name.
    #[must_use]
    pub fn real_name(mut self, name: Option<impl Into<String>>) -> Self {
        self.real_name = name.map(Into::into);
        self
    }

    /// Sets the e-mail address.
    #[must_use]
    pub fn email(mut self, email: Option<Email>) -> Self {
        self.email = email;
        self
    }

    /// Sets the phone number as E.164 and as the provider spells it.
    #[must_use]
    pub fn phone(mut self, normal: Option<String>, raw: Option<impl Into<String>>) -> Self {
        self.phone = normal;
        self.phone_raw = raw.map(Into::into);
        self
    }

    /// Sets the picture.
    #[must_use]
    pub fn avatar(mut self, url: Option<String>) -> Self {
        self.avatar = url;
        self
    }

    /// Sets the gender.
    #[must_use]
    pub fn gender(mut self, gender: Option<Gender>) -> Self {
        self.gender = gender;
        self
    }

    /// Sets the birth date.
    #[must_use]
    pub fn birthdate(mut self, date: Option<String>) -> Self {
        self.birthdate = date;
        self
    }

    /// Sets the lunar birthday.
    #[must_use]
    pub fn birthdate_lunar(mut self, day: Option<LunarBirthday>) -> Self {
        self.birthdate_lunar = day;
        self
    }

    /// Sets the age range from (minimum, maximum).
    #[must_use]
    pub fn age_range(mut self, range: Option<(u8, Option<u8>)>) -> Self {
        self.age_range = range.map(|(min, max)| AgeRange { min, max });
        self
    }

    /// Sets the language tag.
    #[must_use]
    pub fn locale(mut self, locale: Option<impl Into<String>>) -> Self {
        self.locale = locale.map(Into::into);
        self
    }

    /// Sets what is granted and what could still be asked for.
    #[must_use]
    pub fn scopes(mut self, granted: Option<&[String]>, available: Vec<String>) -> Self {
        if granted.is_some() || !available.is_empty() {
            self.scopes = Some(Scopes {
                granted: granted.map(<[String]>::to_vec),
                available,
            });
        }
        self
    }

    /// Adds a further id of the same user.
    #[must_use]
    pub fn other_id(mut self, name: &str, id: Option<impl Into<String>>) -> Self {
        if let Some(id) = id {
            self.other_ids.insert(name.to_owned(), id.into());
        }
        self
    }

    /// Who this is, seen from an instance.
    pub fn identity(&self, instance: &str) -> Identity {
        Identity {
            instance: instance.to_owned(),
            namespace: self.namespace.clone(),
            subject: self.subject.clone(),
        }
    }

    /// Checks what every connector has promised (H7, L16, L17). The engine's own mapping cannot break it; a raw connector can.
    ///
    /// # Errors
    /// `internal` with the name of the broken rule, never with the value.
    pub fn keeps_contract(&self) -> Result<()> {
        let short = |text: &Option<String>| {
            text.as_ref()
                .is_none_or(|it| !it.is_empty() && it.chars().count() <= MAX_CHARS)
        };
        let broken = if !normal::is_subject(&self.subject) {
            "subject"
        } else if self.namespace.is_empty()
            || self.namespace.len() > MAX_URL
            || !self.namespace.bytes().all(|b| b.is_ascii_graphic())
        {
            "namespace"
        } else if !self
            .email
            .as_ref()
            .is_none_or(|email| email.address.len() <= MAX_EMAIL && normal::is_email(&email.address))
        {
            "email"
        } else if !self
            .avatar
            .as_ref()
            .is_none_or(|url| url.starts_with("https://") && normal::https_url(url).is_some())
        {
            "avatar"
        } else if self
            .phone
            .as_ref()
            .is_some_and(|phone| normal::phone(phone, "").as_ref() != Some(phone))
        {
            "phone"
        } else if ![
            &self.name,
            &self.real_name,
            &self.phone_raw,
            &self.birthdate,
            &self.locale,
        ]
        .into_iter()
        .all(short)
        {
            "text"
        } else {
            return Ok(());
        };
        let message = format!("the connector broke its contract: {broken} is outside the rules of a profile");
        Err(Error::new(ErrorKind::Internal, message).because(Reason::Contract))
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Profile([redacted])")
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Email")
            .field("verification", &self.verification)
            .field("rule", &self.rule)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("instance", &self.instance)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn h7_a_broken_contract_is_internal() {
        for profile in [
            Profile::new("", "n"),
            Profile::new("a b", "n"),
            Profile::new("x".repeat(256), "n"),
            Profile::new("1", ""),
            Profile::new("1", "n").avatar(Some("http://img.example/".into())),
            Profile::new("1", "n").name(Some("")),
            Profile::new("1", "n").email(Some(Email::new("a", Verification::Unknown, Rule::NothingKnown))),
            Profile::new("1", "n").phone(Some("010".into()), None::<String>),
        ] {
            let error = profile.keeps_contract().unwrap_err();
            assert_eq!(
                (error.kind(), error.reason()),
                (ErrorKind::Internal, Some(Reason::Contract))
            );
        }
        let good = Profile::new("1", "n").phone(Some("+821012345678".into()), Some("010-1234-5678"));
        good.keeps_contract().unwrap();
    }

    #[test]
    fn x3_debug_shows_no_person() {
        let profile = Profile::new("77", "n").name(Some("whale"));
        assert_eq!(
            format!("{profile:?} {:?}", profile.identity("kakao")),
            "Profile([redacted]) Identity { instance: \"kakao\", .. }"
        );
    }
}

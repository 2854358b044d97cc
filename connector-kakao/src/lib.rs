//! Kakao Login (Kakao Developers, "Kakao Login › REST API").

mod about;
mod codes;
mod config;

use std::sync::LazyLock;

use connector_core::{
    At, Call, Client, Email, Evidence, Facts, Finding, Flow, Gender, Info, LunarBirthday, OAuth, Profile, Provider,
    Registration, Result, Rule, Stage, Step, Verification, normal, register,
};

pub use config::Config;

register! {
    /// Kakao Login, to be named to a host.
    pub static CONNECTOR: Registration = Registration::of::<OAuth<Kakao>>();
}

/// Kakao Login as a provider of the OAuth engine.
#[derive(Debug)]
pub struct Kakao;

/// Member numbers are unique per app; the issuer is the name space whichever reply they come from.
const NAMESPACE: &str = "https://kauth.kakao.com";

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    Flow::code("{auth}/oauth/authorize", "{auth}/oauth/token")
        .host("auth", "https://kauth.kakao.com")
        .host("api", "https://kapi.kakao.com")
        .issuer(NAMESPACE)
        .ask_params(&["prompt", "login_hint", "service_terms", "channel_public_id"])
        .separator(",")
        .pkce()
        .keep("id_token")
        .callback_errors(codes::callback())
        .errors(codes::oauth())
        // Without secure_resource pictures come as http addresses.
        .step(Step::get("me", "{api}/v2/user/me?secure_resource=true").errors(codes::api()))
});

impl Provider for Kakao {
    const INFO: Info = about::INFO;
    type Config = Config;

    fn client(config: &Config) -> Client<'_> {
        Client::new(&config.client_id)
            .secret(config.client_secret.as_ref().map(|secret| secret.secret()))
            .scopes(&config.scopes)
            .origins(config.origins.as_deref())
    }

    fn flow(_: &Config) -> &Flow {
        &FLOW
    }

    fn check(config: &Config) -> Vec<Finding> {
        config.check()
    }

    fn request(config: &Config, at: &At<'_>, call: &mut Call) -> Result<()> {
        match at.stage() {
            Stage::Authorize => config.ask(call),
            // Lists travel as a JSON array inside one value.
            Stage::Profile if !config.property_keys.items().is_empty() => {
                call.set("property_keys", config.property_keys_json())
            }
            _ => Ok(()),
        }
    }

    fn profile(_: &Config, seen: &Evidence<'_>) -> Result<Profile> {
        let me = seen.step("me");
        let account = me.at("/kakao_account");
        let real_name = account.text("/name");
        let (date, lunar) = birthday(&account);
        Ok(Profile::new(me.id_i64("/id")?, NAMESPACE)
            .name(
                nickname(&account)
                    .or(real_name)
                    .or_else(|| me.at("/properties").text("/nickname")),
            )
            .real_name(real_name)
            .email(email(&account))
            .phone(phone(&account), account.text("/phone_number"))
            .avatar(picture(&account))
            .gender(gender(&account))
            .birthdate(date)
            .birthdate_lunar(lunar)
            .age_range(age_range(&account))
            .scopes(seen.tokens().scopes(), available(&account)))
    }
}

fn nickname<'a>(account: &Facts<'a>) -> Option<&'a str> {
    let profile = account.at("/profile");
    // A placeholder text stands in for a nickname that was never set.
    if profile.flag("/is_default_nickname") == Some(true) {
        None
    } else {
        profile.text("/nickname")
    }
}

/// Both flags must be true: a valid address can be unverified, and a verified one taken over by somebody else.
fn email(account: &Facts<'_>) -> Option<Email> {
    let (valid, verified) = (account.flag("/is_email_valid"), account.flag("/is_email_verified"));
    let verification = match (valid, verified) {
        (Some(true), Some(true)) => Verification::Verified,
        (Some(false), _) | (_, Some(false)) => Verification::Unverified,
        _ => Verification::Unknown,
    };
    account
        .email("/email")
        .map(|address| Email::new(address, verification, Rule::TwoFlags))
}

fn phone(account: &Facts<'_>) -> Option<String> {
    let text = account.text("/phone_number")?;
    // Numbers are written with their calling code; one without it cannot be told apart from a foreign one.
    let phone = text.starts_with('+').then(|| normal::phone(text, "82")).flatten();
    if phone.is_none() {
        account.odd("/phone_number", "not a phone number with a calling code");
    }
    phone
}

fn picture(account: &Facts<'_>) -> Option<String> {
    let profile = account.at("/profile");
    if profile.flag("/is_default_image") == Some(true) {
        return None;
    }
    profile
        .https_url("/profile_image_url")
        .or_else(|| profile.https_url("/thumbnail_image_url"))
}

fn gender(account: &Facts<'_>) -> Option<Gender> {
    match account.text("/gender")?.to_ascii_lowercase().as_str() {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        _ => {
            account.odd("/gender", "neither female nor male");
            None
        }
    }
}

fn birthday(account: &Facts<'_>) -> (Option<String>, Option<LunarBirthday>) {
    let parsed = |pointer, value: Option<&str>, good: bool| {
        if value.is_some() && !good {
            account.odd(pointer, "not a date");
        }
    };
    let (year_text, day_text) = (account.text("/birthyear"), account.text("/birthday"));
    let (year, day) = (year_text.and_then(normal::year), day_text.and_then(normal::month_day));
    parsed("/birthyear", year_text, year.is_some());
    parsed("/birthday", day_text, day.is_some());
    // A lunar day is another day every year: it never becomes a date.
    if account.text("/birthday_type") == Some("LUNAR") {
        let lunar = day.map(|(month, day)| LunarBirthday::new(month, day, year, account.flag("/is_leap_month")));
        return (None, lunar);
    }
    (normal::birthdate(year, day), None)
}

fn age_range(account: &Facts<'_>) -> Option<(u8, Option<u8>)> {
    let text = account.text("/age_range")?;
    let range = normal::age_range(text);
    if range.is_none() {
        account.odd("/age_range", "not an age range");
    }
    range
}

/// What the user has not consented to yet but could: every `X_needs_agreement` that is true.
fn available(account: &Facts<'_>) -> Vec<String> {
    let item = |name: &str| {
        let item = name.strip_suffix("_needs_agreement")?;
        let asked = account.flag(&format!("/{name}")) == Some(true);
        asked.then(|| codes::scope_of(item).to_owned())
    };
    account.names().into_iter().filter_map(item).collect()
}

//! NAVER Login, the original OAuth 2.0 flow (NAVER Developers, "NAVER Login developer guide").

mod about;
mod codes;
mod config;

use std::sync::LazyLock;

use connector_core::{
    At, Call, Client, Email, Evidence, Facts, Finding, Flow, Gender, Info, OAuth, Profile, Provider, Registration,
    Result, Rule, Source, Stage, Step, Verification, normal, register,
};

pub use config::Config;

register! {
    /// NAVER Login, to be named to a host.
    pub static CONNECTOR: Registration = Registration::of::<OAuth<Naver>>();
}

/// NAVER Login as a provider of the OAuth engine.
#[derive(Debug)]
pub struct Naver;

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    // These endpoints know neither PKCE, nonce nor scope: items are chosen in the console.
    Flow::code("{auth}/oauth2.0/authorize", "{auth}/oauth2.0/token")
        .host("auth", "https://nid.naver.com")
        .host("api", "https://openapi.naver.com")
        .issuer("https://nid.naver.com")
        .ask_params(&["auth_type"])
        // Documented as required although NAVER's own iOS SDK leaves it out.
        .token_field("state", Source::State)
        .callback_errors(codes::callback())
        .errors(codes::oauth())
        .step(Step::get("me", "{api}/v1/nid/me").errors(codes::api()))
});

impl Provider for Naver {
    const INFO: Info = about::INFO;
    type Config = Config;

    fn client(config: &Config) -> Client<'_> {
        Client::new(&config.client_id)
            .secret(config.client_secret.secret())
            .origins(config.origins.as_deref())
    }

    fn flow(_: &Config) -> &Flow {
        &FLOW
    }

    fn check(config: &Config) -> Vec<Finding> {
        config.check()
    }

    fn request(config: &Config, at: &At<'_>, call: &mut Call) -> Result<()> {
        match (at.stage(), config.auth_type) {
            (Stage::Authorize, Some(auth_type)) => call.set("auth_type", auth_type.name()),
            _ => Ok(()),
        }
    }

    fn profile(config: &Config, seen: &Evidence<'_>) -> Result<Profile> {
        let me = seen.step("me").at("/response");
        let real_name = me.text("/name");
        let (year, day) = (
            date(&me, "/birthyear", normal::year),
            date(&me, "/birthday", normal::month_day),
        );
        // Ids are made per application.
        Ok(
            Profile::new(me.id_text("/id")?, format!("naver:{}", config.client_id.as_ref()))
                .name(nickname(&me).or(real_name))
                .real_name(real_name)
                .email(email(&me))
                .phone(phone(&me), me.text("/mobile").or_else(|| me.text("/mobile_e164")))
                .avatar(picture(&me))
                .gender(gender(&me))
                .birthdate(normal::birthdate(year, day))
                .age_range(date(&me, "/age", normal::age_range))
                .scopes(seen.tokens().scopes(), Vec::new()),
        )
    }
}

/// A user without a nickname gets a masked id such as `abc***`.
fn nickname<'a>(me: &Facts<'a>) -> Option<&'a str> {
    me.text("/nickname").filter(|name| !name.ends_with("***"))
}

/// A contact address that the user can edit. NAVER gives no sign of verification, so there is none.
fn email(me: &Facts<'_>) -> Option<Email> {
    me.email("/email")
        .map(|address| Email::new(address, Verification::Unknown, Rule::ContactAddress))
}

fn phone(me: &Facts<'_>) -> Option<String> {
    let e164 = me
        .text("/mobile_e164")
        .and_then(|text| text.starts_with('+').then(|| normal::phone(text, "82")).flatten());
    let phone = e164.or_else(|| me.text("/mobile").and_then(|text| normal::phone(text, "82")));
    if phone.is_none() && me.text("/mobile").is_some() {
        me.odd("/mobile", "not a phone number");
    }
    phone
}

fn picture(me: &Facts<'_>) -> Option<String> {
    // The stock picture says that there is none.
    me.https_url("/profile_image")
        .filter(|url| !url.contains("nodata_33x33.gif"))
}

fn gender(me: &Facts<'_>) -> Option<Gender> {
    match me.text("/gender")? {
        "F" => Some(Gender::Female),
        "M" => Some(Gender::Male),
        "U" => None,
        _ => {
            me.odd("/gender", "neither F, M nor U");
            None
        }
    }
}

fn date<T>(me: &Facts<'_>, pointer: &str, read: fn(&str) -> Option<T>) -> Option<T> {
    let text = me.text(pointer)?;
    let value = read(text);
    if value.is_none() {
        me.odd(pointer, "not in the documented form");
    }
    value
}

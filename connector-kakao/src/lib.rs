//! Kakao Login (Kakao Developers, "Kakao Login › REST API").

mod about;
mod after;
mod codes;
mod config;
mod notices;

use std::sync::LazyLock;

use connector_core::{
    Address, Algorithm, At, Call, Client, Consent, Email, Evidence, Facts, Finding, Flow, Hint, IdToken, Info,
    LunarBirthday, Notice, OAuth, Operation, Profile, Provider, Registration, Result, Rule, Stage, Step, TokenFacts,
    Verification, Wish, normal,
    notice::{Acknowledgement, Heard},
    register,
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
    let flow = Flow::code("{auth}/oauth/authorize", "{auth}/oauth/token")
        .host("auth", "https://kauth.kakao.com")
        .host("api", "https://kapi.kakao.com")
        .issuer(NAMESPACE)
        .ask_params(&["prompt", "login_hint", "service_terms", "channel_public_id"])
        .separator(",")
        .pkce()
        // Whether one comes is a switch in the console.
        .id_token(IdToken::new(NAMESPACE, Algorithm::Rs256, "{auth}/.well-known/jwks.json").optional())
        .callback_errors(codes::callback())
        .errors(codes::oauth())
        // Without secure_resource pictures come as http addresses.
        .step(Step::get("me", "{api}/v2/user/me?secure_resource=true").errors(codes::api()))
        .private(&codes::PRIVATE)
        .wishes_joined(",")
        .wish(Wish::Reauthenticate, "prompt", "login")
        .wish(Wish::Silent, "prompt", "none")
        .wish(Wish::ChooseAccount, "prompt", "select_account")
        .wish(Wish::SignUpFirst, "prompt", "create")
        .hint(Hint::Login, "login_hint")
        .hint(Hint::ServiceTerms, "service_terms")
        .hint(Hint::Channel, "channel_public_id");
    notices::described(after::described(flow))
});

impl Provider for Kakao {
    const INFO: Info = about::INFO;
    type Config = Config;

    fn client(config: &Config) -> Client<'_> {
        Client::new(&config.client_id)
            .secret(config.client_secret.as_ref().map(|secret| secret.secret()))
            .scopes(&config.scopes)
            .audiences(config.audiences.items())
            .demand_id_token(config.demands_id_token())
            .app(config.app_id.as_ref().map(AsRef::as_ref))
            .admin_key(config.admin_key.as_ref().map(|key| key.secret()))
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
        if me.is_empty() {
            return from_id_token(&seen.id_token());
        }
        let account = me.at("/kakao_account");
        let real_name = account.text("/name");
        let lunar = account.text("/birthday_type") == Some("LUNAR");
        Ok(Profile::new(me.id_i64("/id")?, NAMESPACE)
            .name(
                nickname(&account)
                    .or(real_name)
                    .or_else(|| me.at("/properties").text("/nickname")),
            )
            .real_name(real_name)
            .email(email(&account))
            .phone(
                account.read("/phone_number", |text| normal::international_phone(text, "82")),
                account.text("/phone_number"),
            )
            .avatar(picture(&account))
            .gender(account.gender("/gender"))
            // A lunar day is another day every year: it never becomes a date.
            .birthdate((!lunar).then(|| account.birthdate("/birthyear", "/birthday")).flatten())
            .birthdate_lunar(lunar.then(|| lunar_birthday(&account)).flatten())
            .age_range(account.read("/age_range", normal::age_range))
            .scopes(seen.tokens().scopes(), available(&account)))
    }

    fn token_facts(_: &Config, reply: &Facts<'_>) -> Result<TokenFacts> {
        after::token_facts(reply)
    }

    fn consents(_: &Config, operation: Operation, reply: &Facts<'_>) -> Result<Vec<Consent>> {
        Ok(after::consents(operation, reply))
    }

    fn addresses(_: &Config, reply: &Facts<'_>) -> Result<Option<Vec<Address>>> {
        Ok(after::addresses(reply))
    }

    fn listens(config: &Config) -> bool {
        config.webhooks
    }

    fn notification(config: &Config, _: &At<'_>, notice: &Notice) -> Result<Heard> {
        notices::read(config, notice)
    }

    fn acknowledge(_: &Config, notice: &Notice, outcome: &Result<()>) -> Acknowledgement {
        notices::acknowledge(notice, outcome)
    }
}

/// A native app hands in an id_token and nothing else. Its subject is the member number as text.
fn from_id_token(claims: &Facts<'_>) -> Result<Profile> {
    // There is no flag: the address is there only if it is valid and verified.
    let email = claims.email("/email");
    let email = email.map(|address| Email::new(address, Verification::Verified, Rule::Presence));
    Ok(Profile::new(claims.id_i64("/sub")?, NAMESPACE)
        .name(claims.text("/nickname"))
        .email(email)
        .avatar(claims.https_url("/picture")))
}

fn nickname<'a>(account: &Facts<'a>) -> Option<&'a str> {
    let profile = account.at("/profile");
    // A placeholder text stands in for a nickname that was never set.
    let placeholder = profile.flag("/is_default_nickname") == Some(true);
    profile.text("/nickname").filter(|_| !placeholder)
}

/// Both flags must be true: a valid address can be unverified, and a verified one taken over by somebody else.
fn email(account: &Facts<'_>) -> Option<Email> {
    let (valid, verified) = (account.flag("/is_email_valid"), account.flag("/is_email_verified"));
    let verification = match (valid, verified) {
        (Some(true), Some(true)) => Verification::Verified,
        (Some(false), _) | (_, Some(false)) => Verification::Unverified,
        _ => Verification::Unknown,
    };
    let address = account.email("/email");
    address.map(|address| Email::new(address, verification, Rule::TwoFlags))
}

fn picture(account: &Facts<'_>) -> Option<String> {
    let profile = account.at("/profile");
    if profile.flag("/is_default_image") == Some(true) {
        return None;
    }
    let picture = profile.https_url("/profile_image_url");
    picture.or_else(|| profile.https_url("/thumbnail_image_url"))
}

fn lunar_birthday(account: &Facts<'_>) -> Option<LunarBirthday> {
    let (month, day) = account.read("/birthday", normal::month_day)?;
    let year = account.read("/birthyear", normal::year);
    Some(LunarBirthday::new(month, day, year, account.flag("/is_leap_month")))
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

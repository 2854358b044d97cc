//! Kakao Login (Kakao Developers, "Kakao Login › REST API").

mod about;
mod after;
mod codes;
mod config;
mod explained;
mod live;
mod notices;
mod profile;

use std::sync::LazyLock;

use connector_core::{
    After, Algorithm, At, Call, Client, Evidence, Finding, Flow, Hint, IdToken, Info, OAuth, Profile, Provider,
    Registration, Result, Stage, Step, Wish, normal, register,
};

pub use config::Config;

register! {
    /// Kakao Login, to be named to a host.
    pub static CONNECTOR: Registration = Registration::of::<OAuth<Kakao>>();
}

/// Kakao Login as a provider of the OAuth engine.
#[derive(Debug)]
pub struct Kakao;

/// Where users log in and tokens are given out.
const AUTH: &str = "https://kauth.kakao.com";
/// Where the profile is read.
const API: &str = "https://kapi.kakao.com";

/// Member numbers are unique per app; the issuer is the name space whichever reply they come from.
const NAMESPACE: &str = "https://kauth.kakao.com";

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    let flow = Flow::code("{auth}/oauth/authorize", "{auth}/oauth/token")
        .host("auth", AUTH)
        .host("api", API)
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
    const AFTER: After<Config> = after::AFTER;

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
        if !seen.asked("me") {
            return profile::from_id_token(&seen.id_token());
        }
        let account = me.at("/kakao_account");
        let old_name = me.at("/properties");
        let lunar = account.text("/birthday_type") == Some("LUNAR");
        Ok(Profile::new(me.id_i64("/id")?, NAMESPACE)
            .name(
                profile::nickname(&account)
                    .or(account.text("/name"))
                    .or_else(|| old_name.text("/nickname")),
            )
            .real_name(account.text("/name"))
            .email(profile::email(&account))
            .phone(
                account.read("/phone_number", profile::phone),
                account.text("/phone_number"),
            )
            .avatar(profile::picture(&account))
            .gender(account.gender("/gender"))
            // A lunar day is another day every year: it never becomes a date.
            .birthdate((!lunar).then(|| account.birthdate("/birthyear", "/birthday")).flatten())
            .birthdate_lunar(lunar.then(|| profile::lunar_birthday(&account)).flatten())
            .age_range(account.read("/age_range", normal::age_range))
            .scopes(seen.tokens().scopes(), profile::available(&account)))
    }
}

//! NAVER Login (NAVER Developers, "NAVER Login developer guide"): the original OAuth 2.0 flow, and OpenID Connect.

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
    After, Algorithm, At, Call, Client, Evidence, Finding, Flow, IdToken, Info, OAuth, Profile, Provider, Registration,
    Result, Source, Stage, Step, Wish, normal, register,
};

pub use config::Config;
use config::Protocol;

register! {
    /// NAVER Login, to be named to a host.
    pub static CONNECTOR: Registration = Registration::of::<OAuth<Naver>>();
}

/// NAVER Login as a provider of the OAuth engine.
#[derive(Debug)]
pub struct Naver;

/// Where users log in and tokens are given out.
const AUTH: &str = "https://nid.naver.com";
/// Where the profile is read.
const API: &str = "https://openapi.naver.com";

const ISSUER: &str = "https://nid.naver.com";

/// What both address families share.
fn described(flow: Flow) -> Flow {
    let flow = flow
        .host("auth", AUTH)
        .host("api", API)
        .issuer(ISSUER)
        .ask_params(&["auth_type"])
        // Documented as required although NAVER's own iOS SDK leaves it out.
        .token_field("state", Source::State)
        .callback_errors(codes::callback())
        .errors(codes::oauth())
        .step(Step::get("me", "{api}/v1/nid/me").errors(codes::api()))
        .private(&["ci", "enc_id"])
        .wish(Wish::Reconsent, "auth_type", "reprompt")
        .wish(Wish::Reauthenticate, "auth_type", "reauthenticate");
    after::described(flow)
}

/// The original endpoints know neither PKCE, nonce nor scope: items are chosen in the console.
static OAUTH2: LazyLock<Flow> =
    LazyLock::new(|| described(Flow::code("{auth}/oauth2.0/authorize", "{auth}/oauth2.0/token")));

static OIDC: LazyLock<Flow> = LazyLock::new(|| {
    let id_token = IdToken::new(ISSUER, Algorithm::Rs256, "{auth}/oauth2/jwks");
    described(Flow::code("{auth}/oauth2/authorize", "{auth}/oauth2/token"))
        .scopes(&["openid"])
        .pkce()
        // Nowhere does NAVER say that the token's subject is the profile's id.
        .id_token(id_token.independent_subject())
});

impl Provider for Naver {
    const INFO: Info = about::INFO;
    type Config = Config;
    const AFTER: After<Config> = after::AFTER;

    fn client(config: &Config) -> Client<'_> {
        let client = Client::new(&config.client_id)
            .secret(config.client_secret.secret())
            .dangerously_without_nonce(!config.nonce)
            .same_subject(config.same_subject)
            .origins(config.origins.as_deref());
        match config.flow {
            Protocol::Oauth2 => client,
            Protocol::Oidc => client.scopes(&config.scopes),
        }
    }

    fn flow(config: &Config) -> &Flow {
        match config.flow {
            Protocol::Oauth2 => &OAUTH2,
            Protocol::Oidc => &OIDC,
        }
    }

    fn check(config: &Config) -> Vec<Finding> {
        config.check()
    }

    fn request(config: &Config, at: &At<'_>, call: &mut Call) -> Result<()> {
        if at.stage() != Stage::Authorize {
            return Ok(());
        }
        // The guides spell the marker of the NAVER app in two ways.
        let in_app = |agent: &str| agent.to_ascii_lowercase().contains("naver(inapp; search;");
        if config.auto_login && at.browser().is_some_and(in_app) {
            return call.set("auth_type", "autologin");
        }
        config
            .auth_type
            .map_or(Ok(()), |wish| call.set("auth_type", wish.name()))
    }

    fn profile(config: &Config, seen: &Evidence<'_>) -> Result<Profile> {
        let me = seen.step("me").at("/response");
        let real_name = me.text("/name");
        // Ids are made per application.
        let profile = Profile::new(me.id_text("/id")?, format!("naver:{}", config.client_id.as_ref()))
            .name(profile::nickname(&me).or(real_name))
            .real_name(real_name)
            .email(profile::email(&me))
            .phone(
                profile::phone(&me),
                me.text("/mobile").or_else(|| me.text("/mobile_e164")),
            )
            .avatar(profile::picture(&me))
            .gender(me.gender("/gender"))
            .birthdate(me.birthdate("/birthyear", "/birthday"))
            .age_range(me.read("/age", normal::age_range))
            .scopes(seen.tokens().scopes(), Vec::new());
        Ok(profile.other_id("oidc", seen.id_token().text("/sub")))
    }
}

//! The only OAuth flow in the house (RFC 6749, RFC 7636, OIDC Core, RFC 9700). A security fix lands here, once.

mod authorization;
mod calls;
mod notices;
mod operations;
mod raw;
mod token;

use std::{fmt, sync::Arc};

use async_trait::async_trait;

use crate::{
    ask::{AuthorizeRequest, Redirect},
    at::At,
    call::{Pieces, Source},
    capability::{Consents, Logout, Notifications, Refresh, Revoke, Verify, VerifyCredential},
    config::Finding,
    connector::{CallbackRules, Connector},
    context::{Context, KeySet},
    error::{Error, ErrorKind, Result, Stage},
    facts::Evidence,
    grant::Grant,
    http::Reach,
    id_token,
    info::Info,
    pkce,
    plan::Plan,
    profile::Profile,
    provider::Provider,
    provider_error::ProviderError,
    registry::{Prepare, Site},
    sign_in::Verified,
    state::Attempt,
    step::Operation,
    text::Text,
};

/// A provider, configured and prepared: everything that stays the same from sign-in to sign-in is worked out once, at load.
pub struct OAuth<P: Provider> {
    config: P::Config,
    plan: Arc<Plan>,
    redirect_uri: Box<str>,
    reach: Reach,
    /// The authorization URL of a sign-in that asks for nothing special; absent where a hook looks at clock or randomness.
    plain: Option<Pieces>,
}

#[async_trait]
impl<P: Provider> Prepare for OAuth<P> {
    const INFO: Info = P::INFO;
    type Config = P::Config;

    fn check(config: &P::Config) -> Vec<Finding> {
        P::check(config)
    }

    fn prepare(config: P::Config, site: &Site<'_>) -> std::result::Result<Self, Vec<Finding>> {
        let client = P::client(&config);
        let replaced = client.origins.map(|origins| origins.replaced()).unwrap_or_default();
        let broken = |why: String| vec![Finding::broken_connector(P::INFO.id, &why)];
        let plan = P::flow(&config).plan(&replaced).map_err(broken)?;
        let reach = client.origins.map_or(Reach::Public, |origins| origins.reach());
        let redirect_uri = site.redirect_uri.into();
        let mut prepared = Self {
            config,
            plan,
            redirect_uri,
            reach,
            plain: None,
        };
        if prepared.plan.discovery.is_some() {
            return Ok(prepared);
        }
        let ask = AuthorizeRequest::new();
        let at = At::new(Stage::Authorize).asking(&ask);
        let call = prepared
            .authorization(&prepared.plan, &at, &ask)
            .map_err(|error| broken(error.message().to_owned()))?;
        let pieces = call.pieces().map_err(|error| broken(error.message().to_owned()))?;
        prepared.plain = (!at.varies()).then_some(pieces);
        Ok(prepared)
    }
}

impl<P: Provider> OAuth<P> {
    /// The addresses of this instance. Those of a discovered flow are read when they are first needed; the host keeps them.
    async fn plan(&self, cx: &Context) -> Result<Arc<Plan>> {
        let (Some(address), Some(issuer)) = (&self.plan.discovery, &P::flow(&self.config).issuer) else {
            return Ok(Arc::clone(&self.plan));
        };
        let at = KeySet::new(address, self.reach, cx.deadline());
        let document = cx.keys().discovery(&at, issuer).await?;
        self.plan.filled(&document).map(Arc::new)
    }
}

#[async_trait]
impl<P: Provider> Connector for OAuth<P> {
    fn info(&self) -> &Info {
        const { &P::INFO }
    }

    fn origins(&self) -> &[String] {
        &self.plan.origins
    }

    fn callback_rules(&self) -> CallbackRules<'_> {
        CallbackRules::code(P::flow(&self.config).issuer.as_deref())
    }

    fn refusal(&self, said: &ProviderError) -> ErrorKind {
        let hook = P::error(&self.config, &At::new(Stage::Callback), said);
        hook.unwrap_or_else(|| P::flow(&self.config).callback_errors.callback_kind(said))
    }

    async fn authorize(&self, cx: &Context, ask: &AuthorizeRequest) -> Result<Redirect> {
        ask.check(&self.redirect_uri, &P::flow(&self.config).ask_params)
            .map_err(|error| error.at(Stage::Authorize))?;
        let attempt = Attempt::draw(cx.random()).map_err(|dry| Error::from(dry).at(Stage::Authorize))?;
        let challenge = if P::flow(&self.config).pkce {
            pkce::challenge(attempt.verifier())
        } else {
            String::new()
        };
        let drawn = |source| match source {
            Source::State => attempt.state(),
            Source::Nonce => attempt.nonce(),
            _ => challenge.as_str(),
        };
        let url = match &self.plain {
            Some(plain) if ask.is_plain() => plain.fill(drawn),
            _ => {
                let plan = self.plan(cx).await.map_err(|error| error.at(Stage::Authorize))?;
                let at = At::new(Stage::Authorize)
                    .asking(ask)
                    .with_outside(cx.now(), cx.random());
                let call = self
                    .authorization(&plan, &at, ask)
                    .map_err(|error| error.at(Stage::Authorize))?;
                call.pieces()?.fill(drawn)
            }
        };
        Ok(Redirect::to(url, attempt))
    }

    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant> {
        let tokens = self.exchange(cx, &sign_in).await?;
        Ok(Grant::new(tokens).wishing_raw(sign_in.raw()))
    }

    async fn profile(&self, cx: &Context, grant: &Grant) -> Result<Profile> {
        let tokens = grant.tokens();
        let (replies, status) = self.fetch(cx, tokens).await?;
        let seen = Evidence::new(&replies, tokens);
        let mut profile = P::profile(&self.config, &seen).map_err(|error| unmapped(error, status))?;
        profile.warnings.extend(seen.into_warnings());
        profile.warnings.extend_from_slice(tokens.warnings());
        if let (Some(claims), Some(rule)) = (tokens.claims(), &P::flow(&self.config).id_token)
            && !replies.is_empty()
            && (!rule.independent_subject || P::client(&self.config).same_subject)
        {
            id_token::same_subject(claims, &profile.subject).map_err(|error| error.at(Stage::IdToken))?;
        }
        if let Some(wish) = grant.raw() {
            profile.raw = Some(raw::of(replies, tokens.claims(), &P::flow(&self.config).private, wish));
        }
        Ok(profile)
    }

    fn refresh(&self) -> Option<&dyn Refresh> {
        P::flow(&self.config).refresh.then_some(self)
    }

    fn revoke(&self) -> Option<&dyn Revoke> {
        self.has(&[Operation::Revoke, Operation::RevokeUser]).then_some(self)
    }

    fn logout(&self) -> Option<&dyn Logout> {
        (self.plan.logout_page.is_some() || self.has(&[Operation::Logout, Operation::LogoutUser])).then_some(self)
    }

    fn verify(&self) -> Option<&dyn Verify> {
        self.has(&[Operation::Verify]).then_some(self)
    }

    fn verify_credential(&self) -> Option<&dyn VerifyCredential> {
        (self.takes_id_tokens().is_some() || self.has(&[Operation::Verify])).then_some(self)
    }

    fn consents(&self) -> Option<&dyn Consents> {
        self.has(&operations::ON_CONSENTS).then_some(self)
    }

    fn notifications(&self) -> Option<&dyn Notifications> {
        (P::AFTER.listens)(&self.config).then_some(self)
    }
}

/// A mapping refuses replies that were judged to be good; their status is told, as with every other refusal.
fn unmapped(error: Error, status: Option<u16>) -> Error {
    let error = error.at(Stage::Profile);
    match (status, error.provider()) {
        (Some(_), None) => error.said(ProviderError::status_only(status)),
        _ => error,
    }
}

impl<P: Provider> fmt::Debug for OAuth<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("connector", &P::INFO.id)
            .finish_non_exhaustive()
    }
}

/// The two languages of the finding about a connector whose own description is broken.
pub(crate) const BROKEN: Text = Text::new(
    "the connector's own description is broken",
    "커넥터 자체의 설명에 오류가 있습니다",
);

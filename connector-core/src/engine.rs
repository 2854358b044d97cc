//! The only OAuth flow in the house (RFC 6749, RFC 7636, OIDC Core, RFC 9700). A security fix lands here, once.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use http::{HeaderValue, Method};
use serde_json::Value;

use crate::{
    ask::{AuthorizeRequest, Redirect, is_scope},
    call::{At, Call, Pieces, Source},
    config::Finding,
    connector::{CallbackRules, Connector},
    context::Context,
    error::{Error, ErrorKind, Result, Stage},
    errors::{Errors, judge},
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
    text::Text,
    tokens::Tokens,
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
        let ask = AuthorizeRequest::new();
        let at = At::new(Stage::Authorize).asking(&ask);
        let call = prepared
            .authorization(&at, &ask)
            .map_err(|error| broken(error.message().to_owned()))?;
        let pieces = call.pieces().map_err(|error| broken(error.message().to_owned()))?;
        prepared.plain = (!at.varies()).then_some(pieces);
        Ok(prepared)
    }
}

impl<P: Provider> OAuth<P> {
    /// The authorization request (RFC 6749 §4.1.1), with gaps for what is drawn afresh.
    fn authorization(&self, at: &At<'_>, ask: &AuthorizeRequest) -> Result<Call> {
        let (flow, client) = (P::flow(&self.config), P::client(&self.config));
        let mut call = Call::new(Method::GET, self.plan.authorize.as_str());
        call.push("client_id", Source::ClientId, client.id);
        call.push("redirect_uri", Source::RedirectUri, &self.redirect_uri);
        call.push_text("response_type", "code");
        let configured = if client.scopes.is_empty() {
            &flow.scopes
        } else {
            client.scopes
        };
        let mut scopes: Vec<&str> = Vec::new();
        for scope in configured.iter().chain(ask.extra_scopes()) {
            if !scopes.contains(&scope.as_str()) {
                scopes.push(scope);
            }
        }
        if !scopes
            .iter()
            .all(|scope| is_scope(scope) && !scope.contains(&flow.separator))
        {
            return Err(Error::new(
                ErrorKind::RequestInvalid,
                "a scope holds a separator or characters outside RFC 6749 section 3.3",
            ));
        }
        if !scopes.is_empty() {
            call.push("scope", Source::Scopes, &scopes.join(&flow.separator));
        }
        call.push_drawn("state", Source::State);
        if flow.id_token.is_some() {
            call.push_drawn("nonce", Source::Nonce);
        }
        if flow.pkce {
            call.push_drawn("code_challenge", Source::Challenge);
            call.push_text("code_challenge_method", "S256");
        }
        P::request(&self.config, at, &mut call)?;
        for (name, value) in ask.params() {
            call.set(name.clone(), value.clone())?;
        }
        Ok(call)
    }

    /// Sends one call and judges its reply.
    async fn ask(&self, cx: &Context, stage: Stage, errors: &Errors, call: Call, ours: &[&str]) -> Result<Value> {
        let mut request = call.into_request()?;
        request.extensions_mut().insert(self.reach);
        let reply = cx
            .http()
            .send(request, cx.deadline())
            .await
            .map_err(|error| error.at(stage))?;
        let hook = |said: &ProviderError| P::error(&self.config, &At::new(stage), said);
        judge(errors, stage, &reply, ours, &hook)
    }

    async fn exchange(&self, cx: &Context, sign_in: &Verified) -> Result<Tokens> {
        let (flow, client) = (P::flow(&self.config), P::client(&self.config));
        let attempt = sign_in.attempt();
        let call = {
            let mut call = Call::new(Method::POST, self.plan.token.to_string());
            call.push_text("grant_type", "authorization_code");
            call.push("client_id", Source::ClientId, client.id);
            if let Some(secret) = client.secret {
                call.push("client_secret", Source::ClientSecret, secret.expose());
            }
            call.push("redirect_uri", Source::RedirectUri, sign_in.redirect_uri());
            call.push("code", Source::Code, sign_in.code());
            if flow.pkce {
                call.push("code_verifier", Source::Verifier, attempt.verifier());
            }
            for (name, source) in &flow.token_fields {
                let value = match source {
                    Source::State => attempt.state(),
                    Source::ClientId => client.id,
                    Source::RedirectUri => sign_in.redirect_uri(),
                    _ => continue,
                };
                call.push(name, *source, value);
            }
            let at = At::new(Stage::Token)
                .with_state(attempt.state())
                .with_outside(cx.now(), cx.random());
            P::request(&self.config, &at, &mut call)?;
            call
        };
        let ours = [sign_in.code(), attempt.verifier(), attempt.nonce(), attempt.state()];
        let ours: Vec<&str> = client
            .secret
            .map(|secret| secret.expose())
            .into_iter()
            .chain(ours)
            .collect();
        let reply = self.ask(cx, Stage::Token, &flow.token_errors, call, &ours).await?;
        let mut tokens = Tokens::read(&reply).map_err(|error| error.at(Stage::Token))?;
        tokens.remember_spent(&[sign_in.code(), attempt.verifier(), attempt.nonce(), attempt.state()]);
        for member in &flow.keep {
            tokens.keep(member, &reply);
        }
        if let (Some(rule), Some(keys)) = (&flow.id_token, &self.plan.keys) {
            let token = reply.get("id_token").and_then(Value::as_str).unwrap_or_default();
            let expected = id_token::Expected {
                rule,
                keys,
                audience: client.id,
                nonce: attempt.nonce(),
                access_token: tokens.access(),
            };
            let claims = id_token::verify(cx, token, &expected)
                .await
                .map_err(|error| error.at(Stage::IdToken))?;
            tokens.set_claims(claims);
        }
        Ok(tokens)
    }

    async fn fetch(&self, cx: &Context, tokens: &Tokens) -> Result<Vec<(String, Value)>> {
        let flow = P::flow(&self.config);
        let bearer = HeaderValue::from_str(&format!("Bearer {}", tokens.access()));
        let mut bearer = bearer.map_err(|_| Error::new(ErrorKind::Internal, "the access token is no header value"))?;
        bearer.set_sensitive(true);
        let secret = P::client(&self.config).secret.map(|secret| secret.expose());
        let ours: Vec<&str> = tokens.secrets().chain(secret).collect();
        let mut replies = Vec::with_capacity(flow.steps.len());
        for (step, target) in flow.steps.iter().zip(&self.plan.steps) {
            let call = {
                let mut call = Call::new(Method::GET, target.to_string());
                call.authorization(bearer.clone());
                let at = At::new(Stage::Profile)
                    .step_named(&step.name)
                    .with_tokens(tokens)
                    .with_outside(cx.now(), cx.random());
                P::request(&self.config, &at, &mut call)?;
                call
            };
            match self.ask(cx, Stage::Profile, &step.errors, call, &ours).await {
                Ok(reply) => replies.push((step.name.clone(), reply)),
                Err(error) if step.optional && absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(replies)
    }
}

/// Whether an optional step said that there is nothing.
fn absent(error: &Error) -> bool {
    error
        .provider()
        .and_then(ProviderError::status)
        .is_some_and(|status| matches!(status, 403 | 404))
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
                let at = At::new(Stage::Authorize)
                    .asking(ask)
                    .with_outside(cx.now(), cx.random());
                let call = self
                    .authorization(&at, ask)
                    .map_err(|error| error.at(Stage::Authorize))?;
                call.pieces()?.fill(drawn)
            }
        };
        Ok(Redirect::to(url, attempt))
    }

    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant> {
        self.exchange(cx, &sign_in).await.map(Grant::new)
    }

    async fn profile(&self, cx: &Context, grant: &Grant) -> Result<Profile> {
        let tokens = grant.tokens();
        let replies = self.fetch(cx, tokens).await?;
        let seen = Evidence::new(&replies, tokens);
        let mut profile = P::profile(&self.config, &seen).map_err(|error| error.at(Stage::Profile))?;
        profile.warnings.extend(seen.into_warnings());
        profile.warnings.extend_from_slice(tokens.warnings());
        if let Some(claims) = tokens.claims() {
            id_token::same_subject(claims, &profile.subject, !replies.is_empty())
                .map_err(|error| error.at(Stage::IdToken))?;
        }
        Ok(profile)
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

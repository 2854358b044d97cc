//! The token endpoint: exchanging a code, refreshing, and checking the id_token that comes along.

use async_trait::async_trait;
use data_encoding::BASE64;
use http::{HeaderValue, Method};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use super::OAuth;
use crate::{
    at::At,
    call::{Call, Source},
    capability::Refresh,
    context::Context,
    error::{Error, ErrorKind, Reason, Result, Stage},
    errors::Judging,
    flow::IdToken,
    id_token::{self, Expected, Nonce},
    plan::Plan,
    provider::Provider,
    provider_error::ProviderError,
    refresh::{RefreshRequest, Refreshed},
    secret::Secret,
    sign_in::Verified,
    tokens::Tokens,
};

impl<P: Provider> OAuth<P> {
    pub(super) async fn exchange(&self, cx: &Context, sign_in: &Verified) -> Result<Tokens> {
        let (flow, client) = (P::flow(&self.config), P::client(&self.config));
        let attempt = sign_in.attempt();
        let plan = self.plan(cx).await.map_err(|error| error.at(Stage::Token))?;
        let sending = {
            let mut call = self.token_call(&plan, "authorization_code")?;
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
                call.push(name.clone(), *source, value);
            }
            let at = At::new(Stage::Token)
                .with_state(attempt.state())
                .with_outside(cx.now(), cx.random());
            P::request(&self.config, &at, &mut call)?;
            self.send(cx, call)?
        };
        let spent = [sign_in.code(), attempt.verifier(), attempt.nonce(), attempt.state()];
        let ours = self.own_secrets(spent.into_iter());
        let judging = Judging::oauth(Stage::Token, &flow.token_errors, &ours);
        let (reply, mut tokens) = self.ask(&judging, sending, with_tokens).await?;
        tokens.remember_spent(&spent);
        for member in &flow.keep {
            tokens.keep(member, &reply);
        }
        let nonce = if client.without_nonce {
            Nonce::Unknown
        } else {
            Nonce::Must(attempt.nonce())
        };
        let demanded = flow
            .id_token
            .as_ref()
            .is_some_and(|rule| !rule.optional || client.demand_id_token);
        self.check_id_token(cx, &reply, (&mut tokens, plan.keys.as_deref()), nonce, demanded)
            .await?;
        Ok(tokens)
    }

    /// What an id_token or a signed notification of this instance is held against.
    pub(super) fn expecting<'a>(
        &'a self,
        rule: &'a IdToken,
        keys: &'a str,
        nonce: Nonce<'a>,
        access_token: &'a str,
    ) -> Expected<'a> {
        let client = P::client(&self.config);
        Expected {
            rule,
            keys,
            reach: self.reach,
            client: client.id,
            audiences: client.audiences,
            nonce,
            access_token,
        }
    }

    /// What all token requests begin with. An unset secret is left out, never sent empty (D43).
    fn token_call(&self, plan: &Plan, grant_type: &'static str) -> Result<Call> {
        let client = P::client(&self.config);
        let mut call = Call::to(Method::POST, &plan.token);
        call.push_text("grant_type", grant_type);
        match client.secret {
            Some(secret) if P::flow(&self.config).basic => call.authorization(basic(client.id, secret)?),
            secret => {
                call.push("client_id", Source::ClientId, client.id);
                if let Some(secret) = secret {
                    call.push("client_secret", Source::ClientSecret, secret.expose());
                }
            }
        }
        Ok(call)
    }

    /// Checks the id_token of a token reply whenever there is one, and that there is one where it is demanded (F22).
    async fn check_id_token(
        &self,
        cx: &Context,
        reply: &Value,
        (tokens, keys): (&mut Tokens, Option<&str>),
        nonce: Nonce<'_>,
        demanded: bool,
    ) -> Result<()> {
        let (Some(rule), Some(keys)) = (&P::flow(&self.config).id_token, keys) else {
            return Ok(());
        };
        let token = match reply.get("id_token") {
            None | Some(Value::Null) => "",
            Some(Value::String(token)) => token,
            Some(_) => {
                let message = "the id_token is not text";
                return Err(Error::new(ErrorKind::IdTokenInvalid, message).at(Stage::IdToken));
            }
        };
        if token.is_empty() && !demanded {
            return Ok(());
        }
        // Of its own allocation, so that sign-ins without an id_token do not carry its room around.
        let verified = Box::pin(async {
            let expected = self.expecting(rule, keys, nonce, tokens.access());
            id_token::verify(cx, token, &expected).await
        });
        let claims = verified.await.map_err(|error| error.at(Stage::IdToken))?;
        tokens.set_id_token(token, claims);
        Ok(())
    }
}

#[async_trait]
impl<P: Provider> Refresh for OAuth<P> {
    async fn refresh(&self, cx: &Context, ask: &RefreshRequest) -> Result<Refreshed> {
        let flow = P::flow(&self.config);
        let plan = self.plan(cx).await.map_err(|error| error.at(Stage::Refresh))?;
        let sending = {
            let mut call = self.token_call(&plan, "refresh_token")?;
            call.push("refresh_token", Source::RefreshToken, ask.token().expose());
            let at = At::new(Stage::Refresh).with_outside(cx.now(), cx.random());
            P::request(&self.config, &at, &mut call)?;
            self.send(cx, call)?
        };
        let ours = self.own_secrets(std::iter::once(ask.token().expose()));
        let judging = Judging::oauth(Stage::Refresh, &flow.token_errors, &ours);
        let (reply, mut tokens) = self.ask(&judging, sending, with_tokens).await.map_err(in_doubt)?;
        tokens.remember_spent(&[ask.token().expose()]);
        let nonce = ask.known_nonce().map_or(Nonce::Unknown, Nonce::IfAny);
        self.check_id_token(cx, &reply, (&mut tokens, plan.keys.as_deref()), nonce, false)
            .await?;
        if let (Some(claims), Some(subject)) = (tokens.claims(), ask.known_subject()) {
            id_token::same_subject(claims, subject).map_err(|error| error.at(Stage::IdToken))?;
        }
        let rotated = tokens.keep_refresh(ask.token());
        Ok(Refreshed::new(tokens, rotated))
    }
}

fn with_tokens(reply: Value, _: u16) -> Result<(Value, Tokens)> {
    let tokens = Tokens::read(&reply)?;
    Ok((reply, tokens))
}

/// Both halves are form-encoded before they are joined, so that a colon or a non-ASCII character in one cannot shift the other.
fn basic(id: &str, secret: &Secret) -> Result<HeaderValue> {
    let half = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let joined = Zeroizing::new(format!("{}:{}", half(id), half(secret.expose())));
    let header = format!("Basic {}", BASE64.encode(joined.as_bytes()));
    let mut value = HeaderValue::from_str(&header)
        .map_err(|_| Error::new(ErrorKind::Internal, "the client's credentials are no header value"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// A call that may have arrived: whether the provider traded the token in is not known (R4).
fn in_doubt(error: Error) -> Error {
    let answered = error.provider().and_then(ProviderError::status).is_some();
    let lost = match error.kind() {
        ErrorKind::Timeout => true,
        ErrorKind::ProviderUnavailable => matches!(error.reason(), None | Some(Reason::Transport)),
        _ => false,
    };
    if lost && !answered {
        error.because(Reason::InDoubt)
    } else {
        error
    }
}

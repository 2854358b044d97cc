//! What can be done after a sign-in: one step of the description each, judged like every other reply.

use async_trait::async_trait;
use serde_json::Value;

use super::{OAuth, calls::Filling};
use crate::{
    at::At,
    capability::{Consents, Logout, Revoke, Target, Verify, VerifyCredential},
    connector::capabilities,
    consent::{Address, Consent},
    context::Context,
    credential::{Credential, TokenFacts},
    error::{Error, ErrorKind, Result, Stage},
    errors::Judging,
    facts::{Evidence, Facts},
    flow::IdToken,
    grant::Grant,
    id_token::{self, Nonce},
    normal,
    provider::Provider,
    provider_error::ProviderError,
    secret::Secret,
    step::Operation,
    tokens::{MAX_TOKEN, Tokens},
};

/// The operations of [`Consents`].
pub(super) const ON_CONSENTS: [Operation; 6] = [
    Operation::Consents,
    Operation::WithdrawConsents,
    Operation::Terms,
    Operation::AcceptTerms,
    Operation::WithdrawTerms,
    Operation::Addresses,
];

impl Operation {
    const fn stage(self) -> Stage {
        match self {
            Self::Revoke | Self::RevokeUser | Self::Logout | Self::LogoutUser => Stage::Revoke,
            Self::Verify => Stage::Verify,
            _ => Stage::Consents,
        }
    }
}

impl<P: Provider> OAuth<P> {
    /// Whether the description knows one of these operations.
    pub(super) fn has(&self, operations: &[Operation]) -> bool {
        let known = &P::flow(&self.config).operations;
        operations.iter().any(|operation| known.contains_key(operation))
    }

    /// The rule for id_tokens that are handed in: only one whose subject is the subject of the profile says who it is.
    pub(super) fn takes_id_tokens(&self) -> Option<&IdToken> {
        let rule = P::flow(&self.config).id_token.as_ref();
        rule.filter(|rule| !rule.independent_subject)
    }

    fn unsupported(&self, stage: Stage, message: &'static str) -> Error {
        Error::new(ErrorKind::Unsupported, message)
            .at(stage)
            .capabilities(capabilities(self))
    }

    async fn operate(&self, cx: &Context, operation: Operation, bearer: &str, filling: &Filling<'_>) -> Result<Value> {
        let stage = operation.stage();
        let flow = P::flow(&self.config);
        let (Some(step), Some(target)) = (flow.operations.get(&operation), self.plan.operations.get(&operation)) else {
            return Err(self.unsupported(stage, "the provider has no such operation"));
        };
        if [bearer, filling.token].iter().any(|token| !is_token(token)) {
            return Err(Error::new(ErrorKind::RequestInvalid, "this cannot be a token").at(stage));
        }
        let sending = {
            let mut call = self
                .step(step, target, bearer, filling)
                .map_err(|error| error.at(stage))?;
            let at = At::new(stage)
                .step_named(&step.name)
                .operating(operation)
                .with_outside(cx.now(), cx.random());
            P::request(&self.config, &at, &mut call)?;
            self.send(cx, call)?
        };
        let ours = self.own_secrets([bearer, filling.token].into_iter());
        let judging = Judging::step(stage, step, &ours);
        match self.ask(&judging, sending, |reply, _| Ok(reply)).await {
            Err(error) if says_done(&error, &step.done) => Ok(Value::Null),
            outcome => outcome,
        }
    }

    /// The target of an operation that exists in two forms: by token, and by user id.
    async fn end(&self, cx: &Context, target: &Target, by_token: Operation, by_user: Operation) -> Result<()> {
        let stage = by_token.stage();
        let mut filling = Filling::default();
        let (operation, bearer) = match target {
            Target::AccessToken(token) => {
                filling.token = token.expose();
                filling.token_kind = "access_token";
                (by_token, token.expose())
            }
            Target::RefreshToken(token) => {
                let step = P::flow(&self.config).operations.get(&by_token);
                if step.is_some_and(|step| step.authorization == crate::step::Authorization::Bearer) {
                    return Err(self.unsupported(stage, "the provider takes an access token here, no refresh token"));
                }
                filling.token = token.expose();
                filling.token_kind = "refresh_token";
                (by_token, "")
            }
            Target::User(id) if normal::is_subject(id) => {
                filling.user = id;
                (by_user, "")
            }
            Target::User(_) => return Err(Error::new(ErrorKind::RequestInvalid, "this cannot be a user id").at(stage)),
        };
        self.operate(cx, operation, bearer, &filling).await.map(drop)
    }

    /// Reads an answer with a hook of the author, and drops its warnings: an operation has nowhere to show them.
    fn read<T>(&self, stage: Stage, reply: Value, read: impl FnOnce(&Facts<'_>) -> Result<T>) -> Result<T> {
        let (replies, tokens) = ([(String::new(), reply)], Tokens::default());
        let seen = Evidence::new(&replies, &tokens);
        read(&seen.step("")).map_err(|error| error.at(stage))
    }

    async fn facts_of(&self, cx: &Context, token: &Secret) -> Result<TokenFacts> {
        let reply = self
            .operate(cx, Operation::Verify, token.expose(), &Filling::default())
            .await?;
        self.read(Stage::Verify, reply, P::AFTER.token_facts)
    }
}

/// Whether a text may be a token; an absent one is no text.
fn is_token(text: &str) -> bool {
    text.len() <= MAX_TOKEN && text.bytes().all(|b| b.is_ascii_graphic())
}

fn says_done(error: &Error, done: &[String]) -> bool {
    let code = error.provider().and_then(ProviderError::code);
    code.is_some_and(|code| done.iter().any(|known| known == code))
}

#[async_trait]
impl<P: Provider> Revoke for OAuth<P> {
    async fn revoke(&self, cx: &Context, target: &Target) -> Result<()> {
        self.end(cx, target, Operation::Revoke, Operation::RevokeUser).await
    }
}

#[async_trait]
impl<P: Provider> Logout for OAuth<P> {
    async fn logout(&self, cx: &Context, target: &Target) -> Result<()> {
        self.end(cx, target, Operation::Logout, Operation::LogoutUser).await
    }

    fn logout_url(&self, after: &str, state: &str) -> Option<String> {
        let mut url = url::Url::parse(self.plan.logout_page.as_deref()?).ok()?;
        let client = P::client(&self.config);
        url.query_pairs_mut()
            .append_pair("client_id", client.id)
            .append_pair("logout_redirect_uri", after)
            .append_pair("state", state);
        Some(url.into())
    }
}

#[async_trait]
impl<P: Provider> Verify for OAuth<P> {
    async fn verify(&self, cx: &Context, access_token: &Secret) -> Result<TokenFacts> {
        self.facts_of(cx, access_token).await
    }
}

#[async_trait]
impl<P: Provider> VerifyCredential for OAuth<P> {
    async fn verify_credential(&self, cx: &Context, credential: &Credential) -> Result<Grant> {
        match credential {
            Credential::IdToken { token, nonce } => {
                let (Some(rule), Some(keys)) = (self.takes_id_tokens(), &self.plan.keys) else {
                    let message = "an id_token of this provider does not say who the user is";
                    return Err(self.unsupported(Stage::Verify, message));
                };
                let expected = self.expecting(rule, keys, nonce.as_deref().map_or(Nonce::Unknown, Nonce::Must), "");
                let claims = id_token::verify(cx, token.expose(), &expected)
                    .await
                    .map_err(|error| error.at(Stage::IdToken))?;
                let mut tokens = Tokens::handed_in(None);
                tokens.set_id_token(token.expose(), claims);
                Ok(Grant::new(tokens))
            }
            Credential::AccessToken(token) => {
                let Some(app) = P::client(&self.config).app else {
                    let message = "nothing proves that an access token of this provider was issued to this application";
                    return Err(self.unsupported(Stage::Verify, message));
                };
                let facts = self.facts_of(cx, token).await?;
                if facts.audience.as_deref() != Some(app) {
                    let message = "the access token was issued to another application";
                    return Err(Error::new(ErrorKind::TokenRejected, message)
                        .at(Stage::Verify)
                        .because(crate::error::Reason::Audience));
                }
                Ok(Grant::new(Tokens::handed_in(Some(token))))
            }
        }
    }

    fn proves_audience(&self) -> bool {
        self.takes_id_tokens().is_some() || P::client(&self.config).app.is_some()
    }

    async fn dangerously_verify_access_token_without_audience(&self, cx: &Context, token: &Secret) -> Result<Grant> {
        if P::client(&self.config).app.is_some() {
            let message = "this provider proves the audience of access tokens: use `verify_credential`";
            return Err(self.unsupported(Stage::Verify, message));
        }
        self.facts_of(cx, token).await?;
        Ok(Grant::new(Tokens::handed_in(Some(token))))
    }
}

#[async_trait]
impl<P: Provider> Consents for OAuth<P> {
    fn consent_operations(&self) -> Vec<Operation> {
        ON_CONSENTS
            .into_iter()
            .filter(|operation| self.has(&[*operation]))
            .collect()
    }

    async fn consents(
        &self,
        cx: &Context,
        operation: Operation,
        access_token: &Secret,
        items: &[String],
    ) -> Result<Vec<Consent>> {
        if !ON_CONSENTS.contains(&operation) || operation == Operation::Addresses {
            return Err(self.unsupported(Stage::Consents, "this operation is not about consents"));
        }
        let filling = Filling {
            items,
            ..Filling::default()
        };
        let reply = self.operate(cx, operation, access_token.expose(), &filling).await?;
        self.read(Stage::Consents, reply, |facts| (P::AFTER.consents)(operation, facts))
    }

    async fn addresses(&self, cx: &Context, access_token: &Secret) -> Result<Option<Vec<Address>>> {
        let filling = Filling::default();
        let reply = self
            .operate(cx, Operation::Addresses, access_token.expose(), &filling)
            .await?;
        self.read(Stage::Consents, reply, P::AFTER.addresses)
    }
}

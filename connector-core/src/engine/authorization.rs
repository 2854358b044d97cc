//! The authorization request (RFC 6749 §4.1.1), with gaps for what is drawn afresh.

use http::Method;

use super::OAuth;
use crate::{
    ask::{AuthorizeRequest, Wish, is_scope},
    at::At,
    call::{Call, Source},
    error::{Error, ErrorKind, Result},
    flow::Flow,
    plan::Plan,
    provider::{Client, Provider},
};

impl<P: Provider> OAuth<P> {
    pub(super) fn authorization(&self, plan: &Plan, at: &At<'_>, ask: &AuthorizeRequest) -> Result<Call> {
        let (flow, client) = (P::flow(&self.config), P::client(&self.config));
        let mut call = Call::new(Method::GET, plan.authorize.as_str());
        call.push("client_id", Source::ClientId, client.id);
        call.push("redirect_uri", Source::RedirectUri, &self.redirect_uri);
        call.push_text("response_type", "code");
        let scopes = scopes(flow, &client, ask)?;
        if !scopes.is_empty() {
            call.push("scope", Source::Scopes, &scopes.join(&flow.separator));
        }
        call.push_drawn("state", Source::State);
        if flow.id_token.is_some() && !client.without_nonce {
            call.push_drawn("nonce", Source::Nonce);
        }
        if flow.pkce {
            call.push_drawn("code_challenge", Source::Challenge);
            call.push_text("code_challenge_method", "S256");
        }
        P::request(&self.config, at, &mut call)?;
        for (parameter, value) in wished(flow, ask)? {
            call.set(parameter, value)?;
        }
        for (name, value) in ask.params() {
            call.set(name.clone(), value.clone())?;
        }
        Ok(call)
    }
}

/// The configured scopes and those that the caller adds, each once and in order (B15).
fn scopes<'a>(flow: &'a Flow, client: &Client<'a>, ask: &'a AuthorizeRequest) -> Result<Vec<&'a str>> {
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
    // A provider that is sent any scopes gives no id_token without this one (B12).
    let demanded = flow
        .id_token
        .as_ref()
        .is_some_and(|rule| !rule.optional || client.demand_id_token);
    if demanded && !scopes.is_empty() && !scopes.contains(&"openid") {
        scopes.insert(0, "openid");
    }
    if scopes
        .iter()
        .all(|scope| is_scope(scope) && !scope.contains(&flow.separator))
    {
        return Ok(scopes);
    }
    Err(Error::new(
        ErrorKind::RequestInvalid,
        "a scope holds a separator or characters outside RFC 6749 section 3.3",
    ))
}

/// The parameters that say the caller's wishes and hints in the provider's own words.
fn wished(flow: &Flow, ask: &AuthorizeRequest) -> Result<Vec<(String, String)>> {
    let mut parameters: Vec<(String, String)> = Vec::new();
    for wish in ask.wishes() {
        let Some((_, parameter, value)) = flow.wishes.iter().find(|(known, ..)| known == wish) else {
            return Err(unsupported("the provider has no word for this wish", flow));
        };
        match (
            parameters.iter_mut().find(|(known, _)| known == parameter),
            &flow.wishes_joined,
        ) {
            (None, _) => parameters.push((parameter.clone(), value.clone())),
            (Some((_, values)), Some(separator)) => {
                values.push_str(separator);
                values.push_str(value);
            }
            (Some(_), None) => {
                return Err(Error::new(
                    ErrorKind::RequestInvalid,
                    "the provider takes only one of these wishes at a time",
                ));
            }
        }
    }
    for (hint, value) in ask.hints() {
        let Some((_, parameter)) = flow.hints.iter().find(|(known, _)| known == hint) else {
            return Err(unsupported("the provider takes no such hint", flow));
        };
        parameters.push((parameter.clone(), value.clone()));
    }
    Ok(parameters)
}

fn unsupported(message: &'static str, flow: &Flow) -> Error {
    let wishes = flow.wishes.iter().map(|(wish, ..)| Wish::code(*wish));
    let names = wishes.chain(flow.hints.iter().map(|(hint, _)| hint.code()));
    Error::new(ErrorKind::Unsupported, message).capabilities(names.collect())
}

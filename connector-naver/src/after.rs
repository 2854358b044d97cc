//! What NAVER offers after a sign-in (NAVER Developers, "NAVER Login developer guide", revocation, validity, terms, address).

use connector_core::{Address, After, Consent, Errors, Facts, Flow, Operation, Result, Source, Step, TokenFacts};

use crate::{Config, codes, notices};

/// How the answers are read.
pub(crate) const AFTER: After<Config> = After::NONE
    .token_facts(token_facts)
    .consents(consents)
    .addresses(addresses)
    .notifications(|config| config.webhooks, notices::read, notices::acknowledge);

/// Adds the operations to the description.
pub(crate) fn described(flow: Flow) -> Flow {
    // The older way, `grant_type=delete`, is not offered: it says success for anything.
    let revoke = Step::post("revoke", "{auth}/oauth2.0/revoke")
        .without_authorization()
        .field("client_id", Source::ClientId)
        .field("client_secret", Source::ClientSecret)
        .field("token", Source::Token)
        .field("token_type_hint", Source::TokenKind)
        .errors(Errors::oauth())
        .bodiless();
    let get = |name, address| Step::get(name, address).errors(codes::api());
    flow.refresh()
        .operation(Operation::Revoke, revoke)
        .operation(Operation::Verify, get("verify", "{api}/v1/nid/verify?info=true"))
        .operation(Operation::Consents, get("allowed", "{api}/v1/nid/verify?info=true"))
        .operation(
            Operation::Terms,
            Step::get("agreement", "{api}/v1/nid/agreement").errors(codes::result()),
        )
        .operation(
            Operation::Addresses,
            Step::get("payaddress", "{api}/v1/nid/payaddress").errors(codes::result()),
        )
}

/// The answer names no application, so it is no proof of audience. The format of the date is not documented.
fn token_facts(reply: &Facts<'_>) -> Result<TokenFacts> {
    let mut facts = TokenFacts::new();
    facts.expires_text = reply.text("/response/expire_date").map(str::to_owned);
    facts.items = reply
        .text("/response/allowed_profile")
        .map(|list| names(list).collect());
    Ok(facts)
}

fn names(list: &str) -> impl Iterator<Item = String> {
    list.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

fn consents(operation: Operation, reply: &Facts<'_>) -> Result<Vec<Consent>> {
    if operation == Operation::Terms {
        let term = |item: &Facts<'_>| {
            let consent = Consent::new(item.text("/termCode")?).agreed(Some(true));
            Some(consent.agreed_at(item.text("/agreeDate")))
        };
        return Ok(reply.at("/agreementInfos").items().iter().filter_map(term).collect());
    }
    let allowed = reply.text("/response/allowed_profile").unwrap_or_default();
    Ok(names(allowed)
        .map(|name| Consent::new(name).agreed(Some(true)))
        .collect())
}

fn addresses(reply: &Facts<'_>) -> Result<Option<Vec<Address>>> {
    let data = reply.at("/data");
    if data.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let text = |pointer: &str| data.text(pointer).map(str::to_owned);
    let mut address = Address::new();
    address.receiver = text("/receiverName");
    address.phone = text("/telNo");
    address.base = text("/baseAddress");
    address.detail = text("/detailAddress");
    address.postal_code = text("/zipCode");
    Ok(Some(vec![address]))
}

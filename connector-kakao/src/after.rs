//! What Kakao offers after a sign-in (Kakao Developers, "REST API › Logout, Unlink, Manage consent, Service terms, Shipping
//! address").

use connector_core::{Address, After, Consent, Facts, Flow, Operation, Result, Source, Step, TokenFacts};

use crate::{Config, codes, notices};

/// How the answers are read.
pub(crate) const AFTER: After<Config> = After::NONE
    .token_facts(token_facts)
    .consents(consents)
    .addresses(addresses)
    .notifications(|config| config.webhooks, notices::read, notices::acknowledge);

/// Adds the operations to the description.
pub(crate) fn described(flow: Flow) -> Flow {
    let get = |path: &str| Step::get(path, &format!("{{api}}{path}")).errors(codes::api());
    let post = |path: &str| Step::post(path, &format!("{{api}}{path}")).errors(codes::api());
    let of_user = |step: Step| {
        step.with_admin_key("KakaoAK")
            .text("target_id_type", "user_id")
            .field("target_id", Source::User)
    };
    // A user who is not linked is unlinked.
    let unlink = || post("/v1/user/unlink").done_on(&["-101"]);
    let logout = || post("/v1/user/logout").done_on(&["-101"]);
    let flow = flow
        .refresh()
        .logout_page("{auth}/oauth/logout")
        .operation(Operation::Revoke, unlink())
        .operation(Operation::RevokeUser, of_user(unlink()))
        .operation(Operation::Logout, logout())
        .operation(Operation::LogoutUser, of_user(logout()))
        .operation(Operation::Verify, get("/v1/user/access_token_info"))
        .operation(Operation::Addresses, get("/v1/user/shipping_address"));
    let (tags, json) = (("tags", Source::Items), ("scopes", Source::ItemsAsJson));
    [
        (Operation::Consents, get("/v2/user/scopes"), json),
        (Operation::WithdrawConsents, post("/v2/user/revoke/scopes"), json),
        (Operation::Terms, get("/v2/user/service_terms"), tags),
        (Operation::AcceptTerms, post("/v2/user/upgrade/service_terms"), tags),
        (Operation::WithdrawTerms, post("/v2/user/revoke/service_terms"), tags),
    ]
    .into_iter()
    .fold(flow, |flow, (operation, step, (name, items))| {
        flow.operation(operation, step.field(name, items))
    })
}

/// The app's id is the audience of an access token.
fn token_facts(reply: &Facts<'_>) -> Result<TokenFacts> {
    let mut facts = TokenFacts::new();
    facts.subject = Some(reply.id_i64("/id")?);
    facts.audience = reply.number("/app_id").map(|id| id.to_string());
    facts.expires_in = reply.number("/expires_in").and_then(|secs| secs.try_into().ok());
    Ok(facts)
}

fn consents(operation: Operation, reply: &Facts<'_>) -> Result<Vec<Consent>> {
    let (list, id) = match operation {
        Operation::Terms => ("/service_terms", "/tag"),
        Operation::AcceptTerms => ("/agreed_service_terms", "/tag"),
        Operation::WithdrawTerms => ("/revoked_service_terms", "/tag"),
        _ => ("/scopes", "/id"),
    };
    let consent = |item: &Facts<'_>| {
        Some(
            Consent::new(item.text(id)?)
                .name(item.text("/display_name"))
                .agreed(item.flag("/agreed"))
                .in_use(item.flag("/using"))
                .required(item.flag("/required"))
                .revocable(item.flag("/revocable"))
                .agreed_at(item.text("/agreed_at")),
        )
    };
    Ok(reply.at(list).items().iter().filter_map(consent).collect())
}

fn addresses(reply: &Facts<'_>) -> Result<Option<Vec<Address>>> {
    if reply.flag("/shipping_addresses_needs_agreement") == Some(true) {
        return Ok(None);
    }
    let address = |item: &Facts<'_>| {
        let text = |pointer: &str| item.text(pointer).map(str::to_owned);
        let mut address = Address::new();
        address.id = item.number("/id").map(|id| id.to_string());
        address.name = text("/name");
        address.is_default = item.flag("/is_default");
        address.receiver = text("/receiver_name");
        address.phone = text("/receiver_phone_number1").or_else(|| text("/receiver_phone_number2"));
        address.base = text("/base_address");
        address.detail = text("/detail_address");
        address.postal_code = text("/zone_number").or_else(|| text("/zip_code"));
        address
    };
    Ok(Some(
        reply.at("/shipping_addresses").items().iter().map(address).collect(),
    ))
}

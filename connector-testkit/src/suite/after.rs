//! What can be done after a sign-in, by the capabilities that the connector has (group R).

use connector_core::{
    Connector, Error, ErrorKind, Operation, Reason, RefreshRequest, Refreshed, Result as Called, Secret, Target,
    capabilities,
};
use serde_json::json;

use super::{
    case::{Case, Stop, Tried, must, not_applicable},
    lab::{INSTANCE, Lab},
    subject::Subject,
    world::Reply,
};
use crate::scripted::Recorded;

pub(crate) const CASES: &[Case] = &[
    Case::new("R1", "a_refresh_keeps_the_old_token_where_none_comes", keeps_the_old),
    Case::new("R1", "a_new_refresh_token_replaces_the_old_one", takes_the_new),
    Case::new("R2", "a_refused_refresh_means_signing_in_again", refused_refresh),
    Case::new("R4", "a_lost_refresh_is_sent_once_and_in_doubt", lost_refresh),
    Case::new("R6", "a_faulty_revocation_has_its_kind", revocation),
    Case::new("R7", "a_missing_capability_says_which_there_are", unsupported),
    Case::new("R9", "faults_after_the_sign_in_have_their_kinds", faults),
];

/// A token that must stand in no URL.
pub(super) const HANDED: &str = "planted-handed-token-5e1";

fn refreshed(subject: &Subject, reply: Reply) -> Result<(Called<Refreshed>, Vec<Recorded>), Stop> {
    let lab = subject.lab()?;
    if lab.connector()?.refresh().is_none() {
        return not_applicable("this connector refreshes no tokens");
    }
    let (outcome, sent) = lab.call(reply, lab.host.refresh(INSTANCE, RefreshRequest::new(HANDED)));
    nothing_in_urls(subject, &sent)?;
    Ok((outcome, sent))
}

fn nothing_in_urls(subject: &Subject, sent: &[Recorded]) -> Tried {
    let secrets = subject.secrets.iter().map(String::as_str).chain([HANDED]);
    for secret in secrets {
        let stands = sent.iter().any(|request| request.target.contains(secret));
        must(!stands, || "a secret or a token stands in the URL of a call".to_owned())?;
    }
    Ok(())
}

fn tokens(refresh: Option<&str>) -> Reply {
    let mut reply = json!({ "access_token": "fresh-token", "token_type": "bearer", "expires_in": 60 });
    if let (Some(refresh), Some(reply)) = (refresh, reply.as_object_mut()) {
        reply.insert("refresh_token".to_owned(), refresh.into());
    }
    Reply::good(reply.to_string())
}

fn current(refreshed: &Refreshed) -> &str {
    refreshed.tokens().refresh().map(Secret::expose).unwrap_or_default()
}

fn keeps_the_old(subject: &Subject) -> Tried {
    let (outcome, sent) = refreshed(subject, tokens(None))?;
    let fresh = outcome.map_err(|error| Stop::Broken(error.to_string()))?;
    must(current(&fresh) == HANDED && !fresh.rotated(), || {
        "the old refresh token is lost, or called new".to_owned()
    })?;
    let form = sent.first().map(Recorded::form).unwrap_or_default();
    let grant = form
        .iter()
        .any(|(name, value)| name == "grant_type" && value == "refresh_token");
    must(sent.len() == 1 && grant, || {
        "one POST with `grant_type=refresh_token` was expected".to_owned()
    })
}

fn takes_the_new(subject: &Subject) -> Tried {
    let (outcome, _) = refreshed(subject, tokens(Some("newer")))?;
    let fresh = outcome.map_err(|error| Stop::Broken(error.to_string()))?;
    must(current(&fresh) == "newer" && fresh.rotated(), || {
        "the new refresh token is not the one that is given back".to_owned()
    })
}

fn refused_refresh(subject: &Subject) -> Tried {
    let (outcome, _) = refreshed(subject, Reply::new(400, r#"{"error":"invalid_grant"}"#))?;
    must_be(
        outcome.err().as_ref(),
        ErrorKind::GrantRejected,
        "`invalid_grant` at refresh",
    )
}

fn lost_refresh(subject: &Subject) -> Tried {
    for lost in [ErrorKind::Timeout, ErrorKind::ProviderUnavailable] {
        let (outcome, sent) = refreshed(subject, Reply::Lost(lost))?;
        let error = outcome.err();
        must_be(error.as_ref(), lost, "a refresh without an answer")?;
        must(error.and_then(|error| error.reason()) == Some(Reason::InDoubt), || {
            "the doubt is not said: `Reason::InDoubt` was expected".to_owned()
        })?;
        must(sent.len() == 1, || format!("the refresh was sent {} times", sent.len()))?;
    }
    Ok(())
}

pub(super) fn must_be(error: Option<&Error>, kind: ErrorKind, what: &str) -> Tried {
    must(error.map(Error::kind) == Some(kind), || {
        let said = error.map_or("success", |error| error.kind().code());
        format!("{what}: `{}` was expected, and it was {said}", kind.code())
    })
}

fn revocation(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    if lab.connector()?.revoke().is_none() {
        return not_applicable("this connector revokes nothing");
    }
    let target = Target::AccessToken(Secret::new(HANDED));
    for (reply, kind) in [
        (Reply::new(503, ""), ErrorKind::ProviderUnavailable),
        (Reply::new(429, ""), ErrorKind::RateLimited),
        (
            Reply::new(302, "").with("location", "https://evil.example/"),
            ErrorKind::ReplyInvalid,
        ),
        (Reply::Lost(ErrorKind::Timeout), ErrorKind::Timeout),
    ] {
        let (outcome, sent) = lab.call(reply, lab.host.revoke(INSTANCE, &target));
        must_be(outcome.err().as_ref(), kind, "a revocation that went wrong")?;
        must(sent.len() == 1, || {
            format!("the revocation was sent {} times", sent.len())
        })?;
        nothing_in_urls(subject, &sent)?;
    }
    Ok(())
}

/// Calls everything that the connector has not, and holds the error against what it has.
fn unsupported(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let connector = lab.connector()?;
    let had = capabilities(&*connector);
    let token = Secret::new(HANDED);
    let target = Target::AccessToken(token.clone());
    let host = &lab.host;
    let missing = [
        lab.error(
            connector.refresh().is_none(),
            host.refresh(INSTANCE, RefreshRequest::new(HANDED)),
        ),
        lab.error(connector.revoke().is_none(), host.revoke(INSTANCE, &target)),
        lab.error(connector.logout().is_none(), host.logout(INSTANCE, &target)),
        lab.error(connector.verify().is_none(), host.verify(INSTANCE, &token)),
        lab.error(
            connector.consents().is_none(),
            host.consents(INSTANCE, Operation::Consents, &token, &[]),
        ),
    ];
    for error in missing.into_iter().flatten() {
        must_be(
            error.as_ref(),
            ErrorKind::Unsupported,
            "a call that the connector has not",
        )?;
        let named = error.as_ref().map(Error::known_capabilities).unwrap_or_default();
        must(named == had.as_slice(), || {
            format!("it names {named:?} and has {had:?}")
        })?;
    }
    Ok(())
}

impl Lab<'_> {
    /// The error of a call that is to be made; `Some(None)` if it ended well.
    fn error<T>(&self, made: bool, call: impl Future<Output = Called<T>>) -> Option<Option<Error>> {
        made.then(|| self.call(Reply::good("{}"), call).0.err())
    }
}

/// R9: what D1, D18, D19, D21 ask for, of every call that reads an answer.
fn faults(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let connector = lab.connector()?;
    let token = Secret::new(HANDED);
    for (reply, kind) in [
        (
            Reply::good("<html></html>").with("content-type", "text/html"),
            ErrorKind::ReplyInvalid,
        ),
        (Reply::good(""), ErrorKind::ReplyInvalid),
        (Reply::good(r#"{"a":1,"a":2}"#), ErrorKind::ReplyInvalid),
        (Reply::new(500, "{}"), ErrorKind::ProviderUnavailable),
        (Reply::new(429, "{}"), ErrorKind::RateLimited),
        (
            Reply::new(307, "").with("location", "https://evil.example/"),
            ErrorKind::ReplyInvalid,
        ),
    ] {
        let mut ends = Vec::new();
        if connector.refresh().is_some() {
            let call = lab.host.refresh(INSTANCE, RefreshRequest::new(HANDED));
            ends.push(("refresh", lab.call(reply.clone(), call).0.err()));
        }
        if connector.verify().is_some() {
            ends.push((
                "verify",
                lab.call(reply.clone(), lab.host.verify(INSTANCE, &token)).0.err(),
            ));
        }
        let listed = connector
            .consents()
            .map(|it| it.consent_operations())
            .unwrap_or_default();
        for operation in listed.into_iter().filter(|it| *it != Operation::Addresses) {
            let call = lab.host.consents(INSTANCE, operation, &token, &[]);
            ends.push(("consents", lab.call(reply.clone(), call).0.err()));
        }
        for (name, error) in ends {
            must_be(error.as_ref(), kind, name)?;
        }
    }
    must_have_some(&*connector)
}

fn must_have_some(connector: &dyn Connector) -> Tried {
    if connector.refresh().is_some() || connector.verify().is_some() || connector.consents().is_some() {
        return Ok(());
    }
    not_applicable("this connector reads no answers after a sign-in")
}

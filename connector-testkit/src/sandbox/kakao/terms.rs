//! Service terms (Kakao Sync): `/v2/user/service_terms` and the two ways to change them. Every app here has the same.

use axum::response::Response;
use serde_json::{Value, json};

use super::super::ask::Ask;
use super::super::book::Book;
use super::super::fields::Fields;
use super::super::links::Agreed;
use super::super::shared::Shared;
use super::super::{date, reply};
use super::caller::Caller;
use super::errors;

/// One term: a required one is agreed to at every sign-in and cannot be taken back.
struct Term {
    tag: &'static str,
    required: bool,
}

static TERMS: [Term; 3] = [
    Term {
        tag: "service_20260101",
        required: true,
    },
    Term {
        tag: "marketing_20260101",
        required: false,
    },
    Term {
        tag: "location_20260101",
        required: false,
    },
];

/// The tags agreed to with a sign-in: the required ones, and those that `service_terms` named.
pub(super) fn at_sign_in(asked: &Fields) -> Vec<&'static str> {
    let named = split(asked.get("service_terms"));
    TERMS
        .iter()
        .filter(|term| term.required || named.contains(&term.tag))
        .map(|term| term.tag)
        .collect()
}

/// `GET /v2/user/service_terms`: those agreed to, or with `result=app_service_terms` all of the app.
pub(in super::super) fn list(shared: &Shared, ask: &Ask) -> Response {
    answer(shared, ask, |book, caller, fields| {
        let all = match fields.get("result") {
            None | Some("agreed_service_terms") => false,
            Some("app_service_terms") => true,
            Some(_) => return Err(errors::kapi(400, -2, "result is wrong")),
        };
        let chosen = match fields.get("tags") {
            Some(tags) => known(tags)?,
            None => TERMS.iter().collect(),
        };
        let terms: Vec<Value> = chosen
            .into_iter()
            .map(|term| (term, agreed(book, caller, term)))
            .filter(|(_, agreed)| all || agreed.is_some())
            .map(|(term, agreed)| {
                let mut shown = tag(term, agreed);
                if let Some(members) = shown.as_object_mut() {
                    members.insert("required".to_owned(), term.required.into());
                    members.insert("revocable".to_owned(), (agreed.is_some() && !term.required).into());
                }
                shown
            })
            .collect();
        Ok(json!({"service_terms": terms}))
    })
}

/// `POST /v2/user/revoke/service_terms`.
pub(in super::super) fn revoke(shared: &Shared, ask: &Ask) -> Response {
    answer(shared, ask, |book, caller, fields| {
        let chosen = known(required(fields)?)?;
        if let Some(term) = chosen.iter().find(|term| term.required) {
            let msg = format!("[{}] is not revocable. check the tags you requested", term.tag);
            return Err(errors::kapi(403, -3, &msg));
        }
        if let Some(link) = book.links.of(&caller.grant) {
            for term in &chosen {
                link.terms.remove(term.tag);
            }
        }
        let terms: Vec<Value> = chosen.into_iter().map(|term| tag(term, None)).collect();
        Ok(json!({"revoked_service_terms": terms}))
    })
}

/// `POST /v2/user/upgrade/service_terms`: agrees in the person's name. What is unknown or agreed to already is left out
/// in silence.
pub(in super::super) fn upgrade(shared: &Shared, ask: &Ask) -> Response {
    let fresh = Agreed {
        at: shared.now(),
        by: "KAPI",
    };
    answer(shared, ask, |book, caller, fields| {
        let named = split(Some(required(fields)?));
        let mut terms = Vec::new();
        if let Some(link) = book.links.of(&caller.grant) {
            for term in TERMS.iter().filter(|term| named.contains(&term.tag)) {
                if !link.terms.contains_key(term.tag) {
                    link.terms.insert(term.tag, fresh);
                    terms.push(tag(term, Some(fresh)));
                }
            }
        }
        Ok(json!({"agreed_service_terms": terms}))
    })
}

fn answer(
    shared: &Shared,
    ask: &Ask,
    make: impl FnOnce(&mut Book, &Caller, &Fields) -> Result<Value, Response>,
) -> Response {
    let made = Caller::read(shared, ask).and_then(|caller| {
        let mut body = make(&mut shared.book.lock(), &caller, &ask.fields())?;
        if let Some(members) = body.as_object_mut() {
            members.insert("id".to_owned(), caller.grant.user.kakao.id.into());
        }
        Ok(reply::json(200, &body))
    });
    made.unwrap_or_else(|refused| refused)
}

fn agreed(book: &mut Book, caller: &Caller, term: &Term) -> Option<Agreed> {
    book.links.of(&caller.grant)?.terms.get(term.tag).copied()
}

fn tag(term: &Term, agreed: Option<Agreed>) -> Value {
    match agreed {
        Some(agreed) => json!({
            "tag": term.tag, "agreed": true, "agreed_at": date::rfc3339(agreed.at), "agreed_by": agreed.by,
        }),
        None => json!({"tag": term.tag, "agreed": false}),
    }
}

fn required(fields: &Fields) -> Result<&str, Response> {
    fields
        .filled("tags")
        .ok_or_else(|| errors::kapi(400, -2, "tags is required"))
}

/// The terms of those tags; an unknown one is refused.
fn known(tags: &str) -> Result<Vec<&'static Term>, Response> {
    split(Some(tags))
        .into_iter()
        .map(|tag| {
            TERMS
                .iter()
                .find(|term| term.tag == tag)
                .ok_or_else(|| errors::kapi(400, -2, &format!("unknown service terms tag [{tag}]")))
        })
        .collect()
}

fn split(tags: Option<&str>) -> Vec<&str> {
    tags.unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .collect()
}

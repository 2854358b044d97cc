//! Notifications: what brings no proof is refused, and nothing of it is delivered (group N).

use connector_core::{Notice, Random as _};
use connector_host::Heard;
use http::{Request, header};

use super::{
    case::{Case, Stop, Tried, must, not_applicable},
    lab::{INSTANCE, Lab},
    subject::Subject,
    world::Reply,
};
use crate::scripted::FixedRandom;

pub(crate) const CASES: &[Case] = &[
    Case::new("N1", "a_notification_without_proof_is_refused", without_proof),
    Case::new("N2", "a_malformed_notification_is_refused", malformed),
    Case::new("N1", "generated_notifications_never_panic", generated),
];

const FORM: &str = "application/x-www-form-urlencoded";
const SIGNED: &str = "application/secevent+jwt";

fn listening(subject: &Subject) -> Result<Lab<'_>, Stop> {
    let lab = Lab::distrusting(subject)?;
    if lab.connector()?.notifications().is_none() {
        return not_applicable(
            "this connector takes no notifications in any mode; a file `fixtures/modes/<mode>.json` may switch them on",
        );
    }
    Ok(lab)
}

fn heard(
    lab: &Lab<'_>,
    method: &str,
    query: &str,
    media: &str,
    authorization: &str,
    body: &[u8],
) -> Result<Heard, Stop> {
    let request = Request::builder()
        .method(method)
        .uri(format!("https://login.example.kr/webhook/{INSTANCE}?{query}"))
        .header(header::CONTENT_TYPE, media)
        .header(header::AUTHORIZATION, authorization)
        .body(());
    let request = request.map_err(|_| Stop::Broken("the suite's notice is no request".to_owned()))?;
    let notice = Notice::from_parts(&request.into_parts().0, body);
    let (outcome, _) = lab.call(Reply::good("{}"), lab.host.notification(INSTANCE, &notice));
    outcome.map_err(|error| Stop::Broken(error.to_string()))
}

fn refused(heard: &Heard, what: &str) -> Tried {
    must(heard.notification.is_none(), || format!("{what} was delivered"))?;
    must((400..600).contains(&heard.answer.status), || {
        format!("{what} was answered with {}", heard.answer.status)
    })
}

fn without_proof(subject: &Subject) -> Tried {
    let lab = listening(subject)?;
    let fields =
        "app_id=1234567&user_id=42&referrer_type=UNLINK_FROM_APPS&clientId=x&encryptUniqueId=AAAA&timestamp=1768095928";
    let token = "eyJhbGciOiJSUzI1NiIsInR5cCI6InNlY2V2ZW50K2p3dCJ9.eyJpc3MiOiJ4In0.c2ln";
    for (what, method, query, media, authorization, body) in [
        ("a form", "POST", "", FORM, "", fields),
        ("a query", "GET", fields, "", "", ""),
        ("a form with a made-up key", "POST", "", FORM, "KakaoAK x", fields),
        ("a form with a bearer token", "POST", "", FORM, "Bearer x", fields),
        ("an unsigned token", "POST", "", SIGNED, "", "eyJhbGciOiJub25lIn0.e30."),
        ("a token with a wrong signature", "POST", "", SIGNED, "", token),
        ("JSON", "POST", "", "application/json", "", r#"{"user_id":42}"#),
        ("nothing", "POST", "", "", "", ""),
    ] {
        refused(
            &heard(&lab, method, query, media, authorization, body.as_bytes())?,
            what,
        )?;
    }
    Ok(())
}

fn malformed(subject: &Subject) -> Tried {
    let lab = listening(subject)?;
    let long = "a=".to_owned() + &"b".repeat(65 * 1024);
    for (what, media, body) in [
        ("a body over 64 KiB", FORM, long.as_bytes()),
        ("a token over 64 KiB", SIGNED, long.as_bytes()),
        ("a repeated field", FORM, b"user_id=1&user_id=2&clientId=a&clientId=a"),
        ("bytes that are not UTF-8", FORM, b"user_id=\xff\xfe"),
        ("an escape that is not UTF-8", FORM, b"user_id=%ff"),
        ("a token that is no token", SIGNED, b"\x00\x01"),
    ] {
        refused(&heard(&lab, "POST", "", media, "", body)?, what)?;
    }
    Ok(())
}

fn generated(subject: &Subject) -> Tried {
    let lab = listening(subject)?;
    let random = FixedRandom::default();
    for n in 0..500_usize {
        let mut bytes = vec![0; 1 + n % 97];
        random
            .fill(&mut bytes)
            .map_err(|_| Stop::Broken("the suite has no randomness".to_owned()))?;
        let media = if n % 2 == 0 { FORM } else { SIGNED };
        refused(&heard(&lab, "POST", "", media, "", &bytes)?, "a generated notice")?;
    }
    Ok(())
}

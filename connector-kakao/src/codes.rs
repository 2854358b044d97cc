//! What Kakao's codes mean (Kakao Developers, "Kakao Login › Error code" and "REST API › Error code").

use connector_core::{ErrorKind, Errors, Event};

use ErrorKind::{
    ConsentMissing, CredentialsRejected, Denied, GrantRejected, ProviderUnavailable, RateLimited, ReplyInvalid,
    TokenRejected, UserNotAllowed,
};

macro_rules! oauth {
    () => {
        "https://schemas.openid.net/secevent/oauth/event-type/"
    };
}
macro_rules! risc {
    () => {
        "https://schemas.openid.net/secevent/risc/event-type/"
    };
}
macro_rules! caep {
    () => {
        "https://schemas.openid.net/secevent/caep/event-type/"
    };
}

/// Faults that Kakao redirects back to the callback.
pub(crate) fn callback() -> Errors {
    Errors::oauth()
        .on_text("access_denied", "under age 14", UserNotAllowed)
        .on(
            &["misconfigured", "unauthorized", "invalid_client"],
            CredentialsRejected,
        )
}

/// KOE codes of the token endpoint. Kakao says that texts may change: only codes count.
pub(crate) fn oauth() -> Errors {
    Errors::oauth()
        .code("/error_code")
        .on(&["KOE003"], ProviderUnavailable)
        .on(&["KOE237"], RateLimited)
        .on(&["KOE203"], Denied)
        .on(&["KOE005"], UserNotAllowed)
        .on(&["KOE319", "KOE320", "KOE322", "KOE400"], GrantRejected)
        .on(
            &["KOE004", "KOE006", "KOE007", "KOE008", "KOE009", "KOE010", "KOE023"],
            CredentialsRejected,
        )
        .on(
            &["KOE101", "KOE102", "KOE201", "KOE202", "KOE204", "KOE205", "KOE207"],
            CredentialsRejected,
        )
        .on(
            &["KOE303", "KOE310", "misconfigured", "unauthorized"],
            CredentialsRejected,
        )
}

/// Number codes of the API host.
pub(crate) fn api() -> Errors {
    Errors::api()
        .code("/code")
        .text("/msg")
        .required_scopes("/required_scopes")
        .on(&["-1", "-7", "-603", "-9798"], ProviderUnavailable)
        .on(&["-10"], RateLimited)
        .on(&["-3", "-5", "-11", "-12", "-201", "-301", "-903"], CredentialsRejected)
        .on(&["-4", "-103", "-405", "-406"], UserNotAllowed)
        .on(&["-402"], ConsentMissing)
        .on(&["-101"], GrantRejected)
        .on(&["-401"], TokenRejected)
        // The same code also says that our own address is not on the app's list.
        .on_text("-401", "ip mismatched", CredentialsRejected)
        .on(&["-2", "-6", "-8", "-9", "-102", "-501"], ReplyInvalid)
        .on(&["-602", "-606", "-911"], ReplyInvalid)
}

/// The consent item behind the member `X_needs_agreement`.
pub(crate) fn scope_of(item: &str) -> &str {
    match item {
        "email" => "account_email",
        "ci" => "account_ci",
        other => other,
    }
}

/// Consent items that Kakao documents.
pub(crate) const KNOWN_SCOPES: [&str; 19] = [
    "openid",
    "profile_nickname",
    "profile_image",
    "profile",
    "account_email",
    "name",
    "gender",
    "age_range",
    "birthday",
    "birthyear",
    "phone_number",
    "account_ci",
    "shipping_address",
    "plusfriends",
    "friends",
    "talk_message",
    "legal_name",
    "legal_birth_date",
    "legal_gender",
];

/// What other providers and old documents call the consent items.
pub(crate) const OTHER_SCOPES: [(&[&str], &str); 6] = [
    (
        &["email", "kakaoaccount", "kakaoaccountemail", "emails"],
        "account_email",
    ),
    (&["nickname", "nick", "profilenick", "username"], "profile_nickname"),
    (
        &[
            "image",
            "picture",
            "photo",
            "profileimageurl",
            "thumbnail",
            "thumbnailimage",
            "avatar",
        ],
        "profile_image",
    ),
    (&["phone", "mobile", "tel", "telephone", "phonenumbers"], "phone_number"),
    (&["address", "shipping", "addresses"], "shipping_address"),
    (&["age", "agegroup", "ageranges"], "age_range"),
];

/// Consent items that every app may ask for. All others need a switch in the console or a review.
pub(crate) const FREE_SCOPES: [&str; 4] = ["openid", "profile_nickname", "profile_image", "profile"];

/// Members that a raw profile holds only when they are asked for by name.
pub(crate) const PRIVATE: [&str; 6] = [
    "ci",
    "ci_authenticated_at",
    "legal_name",
    "legal_birth_date",
    "legal_gender",
    "is_korean",
];

/// Events of signed notices, by their whole URI. `user-linked` is no unlink, although its name ends alike.
pub(crate) const EVENTS: [(&str, Event); 18] = [
    (concat!(oauth!(), "user-linked"), Event::Linked),
    (concat!(oauth!(), "user-unlinked"), Event::Unlinked),
    (concat!(oauth!(), "user-scope-consent"), Event::ConsentGiven),
    (concat!(oauth!(), "user-scope-withdraw"), Event::ConsentWithdrawn),
    (concat!(oauth!(), "tokens-revoked"), Event::TokensRevoked),
    (concat!(oauth!(), "token-issued"), Event::TokenIssued),
    (concat!(oauth!(), "token-revoked"), Event::TokenRevoked),
    (concat!(risc!(), "account-purged"), Event::AccountPurged),
    (concat!(risc!(), "account-disabled"), Event::AccountDisabled),
    (concat!(risc!(), "account-enabled"), Event::AccountEnabled),
    (
        concat!(risc!(), "account-credential-change-required"),
        Event::CredentialChangeRequired,
    ),
    (concat!(risc!(), "credential-compromise"), Event::CredentialCompromised),
    (concat!(risc!(), "identifier-changed"), Event::IdentifierChanged),
    (concat!(risc!(), "identifier-recycled"), Event::IdentifierRecycled),
    (concat!(risc!(), "sessions-revoked"), Event::SessionsRevoked),
    (concat!(caep!(), "assurance-level-change"), Event::AssuranceLevelChanged),
    (concat!(caep!(), "credential-change"), Event::CredentialChanged),
    (
        "https://schemas.kakao.com/platevent/kakao/event-type/user-profile-changed",
        Event::ProfileChanged,
    ),
];

//! The items of a Kakao profile that take more than a pointer (Kakao Developers, "REST API › Retrieve user information").

use connector_core::{Email, Facts, LunarBirthday, Profile, Result, Rule, Verification, normal};

use crate::{NAMESPACE, codes};

/// Numbers are written with their calling code; one without it cannot be told apart from a foreign one.
pub(crate) fn phone(text: &str) -> Option<String> {
    normal::international_phone(text, "82")
}

/// A native app hands in an id_token and nothing else. Its subject is the member number as text.
pub(crate) fn from_id_token(claims: &Facts<'_>) -> Result<Profile> {
    // There is no flag: the address is there only if it is valid and verified.
    let email = claims.email("/email");
    let email = email.map(|address| Email::new(address, Verification::Verified, Rule::Presence));
    Ok(Profile::new(claims.id_i64("/sub")?, NAMESPACE)
        .name(claims.text("/nickname"))
        .email(email)
        .avatar(claims.https_url("/picture")))
}

pub(crate) fn nickname<'a>(account: &Facts<'a>) -> Option<&'a str> {
    let profile = account.at("/profile");
    // A placeholder text stands in for a nickname that was never set.
    let placeholder = profile.flag("/is_default_nickname") == Some(true);
    profile.text("/nickname").filter(|_| !placeholder)
}

/// Both flags must be true: a valid address can be unverified, and a verified one taken over by somebody else.
pub(crate) fn email(account: &Facts<'_>) -> Option<Email> {
    let (valid, verified) = (account.flag("/is_email_valid"), account.flag("/is_email_verified"));
    let verification = match (valid, verified) {
        (Some(true), Some(true)) => Verification::Verified,
        (Some(false), _) | (_, Some(false)) => Verification::Unverified,
        _ => Verification::Unknown,
    };
    let address = account.email("/email");
    address.map(|address| Email::new(address, verification, Rule::TwoFlags))
}

pub(crate) fn picture(account: &Facts<'_>) -> Option<String> {
    let profile = account.at("/profile");
    if profile.flag("/is_default_image") == Some(true) {
        return None;
    }
    let picture = profile.https_url("/profile_image_url");
    picture.or_else(|| profile.https_url("/thumbnail_image_url"))
}

pub(crate) fn lunar_birthday(account: &Facts<'_>) -> Option<LunarBirthday> {
    let day = account.read("/birthday", normal::month_day);
    let year = account.read("/birthyear", normal::year);
    let known = day.is_some() || year.is_some();
    known.then(|| LunarBirthday::new(day, year, account.flag("/is_leap_month")))
}

/// What the user has not consented to yet but could: every `X_needs_agreement` that is true.
pub(crate) fn available(account: &Facts<'_>) -> Vec<String> {
    let item = |name: &str| {
        let item = name.strip_suffix("_needs_agreement")?;
        let asked = account.flag(&format!("/{name}")) == Some(true);
        asked.then(|| codes::scope_of(item).to_owned())
    };
    account.names().into_iter().filter_map(item).collect()
}

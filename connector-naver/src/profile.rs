//! The items of a NAVER profile that take more than a pointer (NAVER Developers, "NAVER Login › profile").

use connector_core::{Email, Facts, Rule, Verification, normal};

/// A user without a nickname gets a masked id such as `abc***`.
pub(crate) fn nickname<'a>(me: &Facts<'a>) -> Option<&'a str> {
    me.text("/nickname").filter(|name| !name.ends_with("***"))
}

/// A contact address that the user can edit. NAVER gives no sign of verification, so there is none.
pub(crate) fn email(me: &Facts<'_>) -> Option<Email> {
    let address = me.email("/email");
    address.map(|address| Email::new(address, Verification::Unknown, Rule::ContactAddress))
}

pub(crate) fn phone(me: &Facts<'_>) -> Option<String> {
    let e164 = me.read("/mobile_e164", |text| normal::international_phone(text, "82"));
    e164.or_else(|| me.read("/mobile", |text| normal::phone(text, "82")))
}

pub(crate) fn picture(me: &Facts<'_>) -> Option<String> {
    // The stock picture says that there is none.
    me.https_url("/profile_image")
        .filter(|url| !url.contains("nodata_33x33.gif"))
}

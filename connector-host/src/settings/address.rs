//! Web addresses: what may stand in one, and what is odd about one.

use connector_core::{Finding, Text, config::Fix, fields::BaseUrl};
use url::Url;

use super::{fill::finding, model::Profile};

/// What is wrong with an address that its pattern refuses, or that no browser could open.
pub(super) fn flaw(text: &str, pointer: &str, field: &str) -> Option<Finding> {
    let field_place = || ("field", field.into());
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let (Some(rest), Ok(url)) = (rest, Url::parse(text)) else {
        return Some(finding("E401", pointer, &[field_place()]));
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let part = if authority.contains('@') {
        Some(Text::new("user name or password", "사용자 이름이나 비밀번호"))
    } else if rest.contains('#') {
        Some(Text::new("fragment (`#…`)", "프래그먼트(`#…`)"))
    } else if rest.contains('?') {
        Some(Text::new("query (`?…`)", "쿼리(`?…`)"))
    } else {
        None
    };
    if let Some(part) = part {
        // `#` or `?` with nothing behind it can go.
        let kept = text.trim_end_matches(['#', '?']);
        let empty = (kept.len() < text.len() && BaseUrl::parse(kept).is_some()).then(|| kept.chars().count());
        return Some(
            finding("E402", pointer, &[field_place(), ("part", part.into())]).fix(empty.map(|n| Fix::Keep(0..n))),
        );
    }
    if BaseUrl::parse(text).is_some() {
        return None;
    }
    let code = if url.scheme() == "http" && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '\\') {
        "E403"
    } else {
        "E401"
    };
    Some(finding(code, pointer, &[field_place()]))
}

/// The public address in the form in which it is used, with what is odd about it.
pub(super) fn public(text: &str, pointer: &str, profile: Profile) -> Result<(String, Vec<Finding>), Finding> {
    if let Some(flaw) = flaw(text, pointer, "publicUrl") {
        return Err(flaw);
    }
    let field_place = || ("field", "publicUrl".into());
    let (Ok(url), Some(base)) = (Url::parse(text), BaseUrl::parse(text)) else {
        return Err(finding("E401", pointer, &[field_place()]));
    };
    if profile == Profile::Production && base.is_loopback() {
        return Err(finding("E404", pointer, &[field_place()]));
    }
    let spelled = url.as_str();
    let normal = spelled.strip_suffix('/').unwrap_or(spelled).to_owned();
    let mut odd = Vec::new();
    let last_two = url.path_segments().map(|segments| {
        segments
            .filter(|part| !part.is_empty())
            .rev()
            .take(2)
            .any(|part| matches!(part, "callback" | "connect"))
    });
    if last_two == Some(true) {
        odd.push(finding(
            "W407",
            pointer,
            &[("callback", format!("{normal}/callback/…").into())],
        ));
    } else if normal != text {
        odd.push(
            finding("W405", pointer, &[field_place(), ("normal", normal.as_str().into())])
                .fix(Fix::Replace(normal.as_str().into())),
        );
    }
    Ok((normal, odd))
}

/// What speaks against sending a provider's requests to this well-formed address. `own` are the provider's own origins.
pub(super) fn origin(
    text: &str,
    pointer: &str,
    profile: Profile,
    private: bool,
    own: &dyn Fn() -> Vec<String>,
) -> Option<Finding> {
    let field = format!("origins.{}", super::tree::field(pointer));
    let base = BaseUrl::parse(text)?;
    let places = [("field", field.into())];
    if base.is_loopback() {
        return (profile == Profile::Production).then(|| finding("E404", pointer, &places));
    }
    if base.is_private_address() && !private {
        return Some(finding("E408", pointer, &places));
    }
    let origin = Url::parse(text).ok()?.origin().ascii_serialization();
    (profile == Profile::Production && !own().contains(&origin)).then(|| finding("W406", pointer, &places))
}

/// An origin as a browser spells it.
pub(super) fn browser_origin(text: &str) -> Option<String> {
    BaseUrl::parse(text)?;
    Some(Url::parse(text).ok()?.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a14_a16_a18_addresses_are_judged_by_their_worst_fault() {
        let code = |text: &str| flaw(text, "", "x").map(|finding| finding.code);
        for (text, expected) in [
            ("login.example.kr", Some("E401")),
            ("javascript:alert(1)", Some("E401")),
            ("https://", Some("E401")),
            ("https://a.example:99999", Some("E401")),
            ("https://u:p@login.example.kr", Some("E402")),
            ("https://a.example?x=1", Some("E402")),
            ("https://a.example/#", Some("E402")),
            ("http://login.example.kr", Some("E403")),
            ("http://10.0.0.5", Some("E403")),
            ("https://a.example/b c", Some("E401")),
            ("http://localhost:8080", None),
            ("https://로그인.example/pre", None),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn the_public_address_is_normalised() {
        let (normal, odd) = public("https://LOGIN.example.kr:443/", "/publicUrl", Profile::Production).unwrap();
        assert_eq!((normal.as_str(), odd[0].code), ("https://login.example.kr", "W405"));
        let (normal, odd) = public("http://localhost:8080/auth", "/publicUrl", Profile::Dev).unwrap();
        assert_eq!((normal.as_str(), odd.len()), ("http://localhost:8080/auth", 0));
        assert_eq!(
            public("http://localhost:8080", "/publicUrl", Profile::Production)
                .unwrap_err()
                .code,
            "E404"
        );
        assert_eq!(
            public("https://a.example/callback/kakao", "", Profile::Dev).unwrap().1[0].code,
            "W407"
        );
    }
}

//! Web addresses: what may stand in one, and what is odd about one.

use connector_core::{Finding, Text, config::Fix, fields::BaseUrl};
use url::Url;

use super::{fill::finding, model::Profile, wording::is_unseen};

/// What is wrong with an address that its pattern refuses, or that no browser could open.
pub(super) fn flaw(text: &str, pointer: &str, field: &str) -> Option<Finding> {
    judged(text, pointer, field).err()
}

fn judged(text: &str, pointer: &str, field: &str) -> Result<BaseUrl, Finding> {
    let field_place = || ("field", field.into());
    let written = text.starts_with("https://") || text.starts_with("http://");
    if written && ["${", "{{", "$("].iter().any(|mark| text.contains(mark)) {
        return Err(finding("E303", pointer, &[]).help(NOT_EXPANDED));
    }
    if text
        .split('/')
        .nth(2)
        .or(Some(text))
        .is_some_and(|host| host.contains('*'))
    {
        let help = Text::new(
            "write one whole address, without `*`, such as `https://login.example.kr`",
            "`*` 없이 주소 하나를 온전히 쓰세요(예: `https://login.example.kr`)",
        );
        return Err(finding("E401", pointer, &[field_place()]).help(help));
    }
    if written && is_sample(text) {
        let help = Text::new(
            "write your own address, such as `https://login.example.kr`",
            "실제 주소를 쓰세요(예: `https://login.example.kr`)",
        );
        return Err(finding("E203", pointer, &[field_place()]).help(help));
    }
    if let Some(base) = BaseUrl::parse(text) {
        return Ok(base);
    }
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let (Some(rest), Ok(url)) = (rest, Url::parse(text)) else {
        return Err(finding("E401", pointer, &[field_place()]).help(no_address(text)));
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
        return Err(
            finding("E402", pointer, &[field_place(), ("part", part.into())]).fix(empty.map(|n| Fix::Keep(0..n)))
        );
    }
    if url.scheme() == "http" && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '\\') {
        return Err(finding("E403", pointer, &[field_place()]));
    }
    Err(finding("E401", pointer, &[field_place()]).help(no_address(text)))
}

/// What is wrong with an address that its pattern refuses.
pub(super) fn refused(text: &str, pointer: &str, field: &str) -> Finding {
    // Browsers forgive what no pattern allows, such as a colon without a port.
    let unclear = || finding("E401", pointer, &[("field", field.into())]).help(no_address(text));
    flaw(text, pointer, field).unwrap_or_else(unclear)
}

/// What is wrong with a text that should be the origin of a page.
pub(super) fn no_origin(text: &str, pointer: &str, field: &str) -> Option<Finding> {
    if text.contains('*') {
        let help = Text::new(
            "nothing stands for several origins: list each one, such as `https://www.example.kr`",
            "와일드카드는 쓸 수 없습니다. 출처를 하나씩 적으세요(예: `https://www.example.kr`)",
        );
        return Some(finding("E401", pointer, &[("field", field.into())]).help(help));
    }
    let flaw = flaw(text, pointer, field);
    flaw.or_else(|| {
        let part = Text::new("path", "경로");
        let help = Text::new(
            "keep scheme, host and port, such as `https://www.example.kr`",
            "스킴, 호스트, 포트만 남기세요(예: `https://www.example.kr`)",
        );
        Some(finding("E402", pointer, &[("field", field.into()), ("part", part.into())]).help(help))
    })
}

/// What is wrong with a text that should be the address of a proxy, if it was meant as an address.
pub(super) fn no_proxy(text: &str, pointer: &str, field: &str) -> Option<Finding> {
    let field_place = || ("field", field.into());
    let help = Text::new(
        "write `http://HOST:PORT`, without a user name, a path or anything else",
        "사용자 이름이나 경로 없이 `http://호스트:포트`로 쓰세요",
    );
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    if authority.contains('@') {
        let part = Text::new("user name or password", "사용자 이름이나 비밀번호");
        return Some(finding("E402", pointer, &[field_place(), ("part", part.into())]).help(help));
    }
    let is_meant = text.contains([':', '/', '.']);
    is_meant.then(|| finding("E401", pointer, &[field_place()]).help(help))
}

/// Addresses that guides put where one's own belongs.
fn is_sample(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let host = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let begins = [
        "your-",
        "your.",
        "your_",
        "yourdomain",
        "yourapp",
        "yoursite",
        "my-domain.",
        "mydomain.",
        "domain.tld",
    ];
    begins
        .iter()
        .any(|begin| host.starts_with(begin) || host.contains(&format!(".{begin}")))
        || (host.contains('<') && host.contains('>'))
        || (host.contains('{') && host.contains('}'))
}

const NOT_EXPANDED: Text = Text::new(
    "text is never expanded here: write the address itself, such as `https://login.example.kr`",
    "텍스트 치환을 하지 않습니다. 주소를 그대로 쓰세요(예: `https://login.example.kr`)",
);

/// What to do about a text that is no address.
fn no_address(text: &str) -> Text {
    let trimmed = text.trim();
    if trimmed.starts_with(['"', '\'', '<', '[', '(', '“', '‘']) {
        return Text::new(
            "take the quotes or brackets around the address out; the form is `https://login.example.kr`",
            "주소를 감싼 따옴표나 괄호를 지우세요. 형식: `https://login.example.kr`",
        );
    }
    if trimmed.matches("://").count() > 1 {
        return Text::new(
            "write one address, with one `https://`, such as `https://login.example.kr`",
            "주소는 하나만, `https://`도 한 번만 쓰세요(예: `https://login.example.kr`)",
        );
    }
    if trimmed.starts_with('/') {
        return Text::new(
            "write the whole address, with scheme and host: `https://login.example.kr`",
            "스킴과 호스트까지 온전히 쓰세요: `https://login.example.kr`",
        );
    }
    let scheme = trimmed.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let host_port = || {
        let (host, port) = trimmed.split_once(':').unwrap_or((trimmed, ""));
        host.contains('.') || host == "localhost" || port.starts_with(|c: char| c.is_ascii_digit())
    };
    if trimmed.is_empty() {
        return Text::new(
            "write the address, such as `https://login.example.kr`",
            "주소를 쓰세요(예: `https://login.example.kr`)",
        );
    }
    if text
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || is_unseen(c))
    {
        return Text::new(
            "take the spaces, line breaks and invisible characters out; the form is `https://login.example.kr`",
            "공백, 줄바꿈, 보이지 않는 문자를 지우세요. 형식: `https://login.example.kr`",
        );
    }
    if text.contains('\\') {
        return Text::new("write `/` in place of `\\`", "`\\` 대신 `/`를 쓰세요");
    }
    if text.contains("${") || text.contains("{{") || text.starts_with('$') || text.starts_with('%') {
        return NOT_EXPANDED;
    }
    match scheme.as_deref() {
        Some("https" | "http") if !trimmed.starts_with("http") => Text::new(
            "write the scheme in lower-case letters: `https://`",
            "스킴은 소문자로 쓰세요: `https://`",
        ),
        Some("https" | "http") if trimmed.contains("://") => Text::new(
            "look at host and port: the form is `https://HOST` or `https://HOST:PORT`, ports go up to 65535",
            "호스트와 포트를 확인하세요. 형식은 `https://호스트` 또는 `https://호스트:포트`이며 포트는 65535까지입니다",
        ),
        Some("https" | "http") => Text::new(
            "two slashes belong behind the scheme: `https://`",
            "스킴 뒤에는 슬래시가 두 개 있어야 합니다: `https://`",
        ),
        Some(_) if !host_port() => Text::new(
            "only `https://` leads here: write an address such as `https://login.example.kr`",
            "`https://` 주소만 쓸 수 있습니다(예: `https://login.example.kr`)",
        ),
        _ => Text::new("put `https://` in front of it", "앞에 `https://`를 붙이세요"),
    }
}

/// Whether an address names every address of this machine, which a server listens on and no browser can open.
fn is_unspecified(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_unspecified(),
        Some(url::Host::Ipv6(address)) => address.is_unspecified(),
        _ => false,
    }
}

const LISTENING: Text = Text::new(
    "a server listens there, no browser can open it: write the public address, or `http://localhost:PORT` for development",
    "서버가 수신할 때 쓰는 주소이며 브라우저로 열 수 없습니다. 공개 주소를 쓰거나, 개발할 때는 `http://localhost:포트`로 쓰세요",
);

/// The public address in the form in which it is used, with what is odd about it.
pub(super) fn public(text: &str, pointer: &str, profile: Profile) -> Result<(String, Vec<Finding>), Finding> {
    let field_place = || ("field", "publicUrl".into());
    let url = Url::parse(text);
    if profile == Profile::Production && url.as_ref().is_ok_and(is_unspecified) {
        return Err(finding("E404", pointer, &[field_place()]).help(LISTENING));
    }
    let base = judged(text, pointer, "publicUrl")?;
    let Ok(url) = url else {
        return Err(finding("E401", pointer, &[field_place()]));
    };
    if profile == Profile::Production && base.is_loopback() {
        return Err(finding("E404", pointer, &[field_place()]));
    }
    let spelled = url.as_str();
    let normal = spelled.trim_end_matches('/').to_owned();
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

/// The provider's own origins, for judging an address that stands in place of one of them.
pub(super) struct Own {
    /// All of them.
    pub(super) all: Vec<String>,
    /// The one that the address stands in place of, if that is known.
    pub(super) replaced: Option<String>,
}

/// What speaks against sending a provider's requests to this well-formed address.
pub(super) fn origin(
    text: &str,
    pointer: &str,
    profile: Profile,
    private: bool,
    own: &dyn Fn() -> Own,
) -> Option<Finding> {
    let field = format!("origins.{}", super::tree::field(pointer));
    let base = BaseUrl::parse(text)?;
    let places = [("field", field.as_str().into())];
    if base.is_loopback() {
        return (profile == Profile::Production).then(|| finding("E404", pointer, &places));
    }
    if base.is_private_address() && !private {
        return Some(finding("E408", pointer, &places));
    }
    let url = Url::parse(text).ok()?;
    let origin = url.origin().ascii_serialization();
    let Own { all, replaced } = own();
    if !all.contains(&origin) {
        return (profile == Profile::Production).then(|| finding("W406", pointer, &places));
    }
    let right = replaced.unwrap_or_else(|| origin.clone());
    let reason = match right == origin {
        false => Text::new("it answers other calls", "다른 요청을 처리하는 호스트입니다"),
        true if url.path() != "/" => Text::new(
            "the path would stand in front of the provider's own paths",
            "경로가 제공자의 경로 앞에 한 번 더 붙습니다",
        ),
        true => return None,
    };
    let places = [
        ("field", field.as_str().into()),
        ("reason", reason.into()),
        ("normal", right.as_str().into()),
    ];
    let fix = text.starts_with(&right).then_some(Fix::Keep(0..right.len()));
    Some(finding("E409", pointer, &places).fix(fix))
}

/// An origin as a browser spells it.
pub(super) fn browser_origin(text: &str) -> Option<String> {
    // No pattern refuses a wildcard, and no origin is equal to one.
    BaseUrl::parse(text).filter(|_| !text.contains('*'))?;
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

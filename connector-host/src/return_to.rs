//! Where a finished sign-in may send the browser (B1).

use connector_core::{Error, ErrorKind, Result, Stage};
use url::Url;

/// Longest return address, in bytes.
const MAX_ADDRESS: usize = 1024;

/// Takes a path of the public origin with exactly one leading slash, or an absolute https address of an allowed origin.
///
/// # Errors
/// `request_invalid` for everything else, in whatever spelling.
pub fn checked(address: &str, allowed: &[String]) -> Result<String> {
    let refuse = || Error::new(ErrorKind::RequestInvalid, "the return address is not allowed").at(Stage::Authorize);
    let plain = address.len() <= MAX_ADDRESS && address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if !plain || address.is_empty() {
        return Err(refuse());
    }
    if address.starts_with('/') {
        // An encoded slash or backslash may be decoded by somebody on the way and become `//other`.
        let lower = address.to_ascii_lowercase();
        let second = lower.get(1..).unwrap_or_default();
        let foreign = second.starts_with('/') || second.starts_with("%2f") || second.starts_with("%5c");
        return if foreign { Err(refuse()) } else { Ok(address.to_owned()) };
    }
    let url = Url::parse(address).map_err(|_| refuse())?;
    let spelled = address.starts_with("https://") && url.username().is_empty() && url.password().is_none();
    let origin = url.origin().ascii_serialization();
    if spelled && !address.contains('@') && allowed.contains(&origin) {
        Ok(url.into())
    } else {
        Err(refuse())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b1_only_own_paths_and_allowed_origins() {
        let allowed = ["https://www.example.kr".to_owned()];
        for good in [
            "/",
            "/cart?id=1&x=//y",
            "/a/b#c",
            "https://www.example.kr/x",
            "https://www.example.kr",
        ] {
            assert!(checked(good, &allowed).is_ok(), "{good}");
        }
        for bad in [
            "",
            "cart",
            "//other",
            "/\\other",
            "/%2fother",
            "/%2Fother",
            "/%5cother",
            "\\\\other",
            "https://other",
            "http://www.example.kr/",
            "https://www.example.kr.other/",
            "https://www.example.kr@other/",
            "https://u@www.example.kr/",
            "https:www.example.kr",
            "https:/\\other",
            "javascript:alert(1)",
            "data:text/html,x",
            "/a b",
            "/a\r\nb",
            "/가",
            "///other",
            " /x",
            "HTTPS://www.example.kr/",
            "https://www.example.kr:8443/",
        ] {
            assert!(checked(bad, &allowed).is_err(), "{bad:?}");
        }
    }
}

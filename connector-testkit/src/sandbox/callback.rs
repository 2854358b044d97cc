//! The way back to the app: its redirect URI with the answer appended.

use url::form_urlencoded::Serializer;

use super::Provider;

/// The redirect URI with these parameters after whatever query it has already. Kakao writes a space as `%20`, NAVER as
/// `+`: a reader must take both.
pub(super) fn url(provider: Provider, redirect_uri: &str, parameters: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    let query = match provider {
        // A plus sign in a value is %2B by now.
        Provider::Kakao => query.replace('+', "%20"),
        Provider::Naver => query,
    };
    let sign = match redirect_uri.split_once('?') {
        None => "?",
        Some((_, had)) if had.is_empty() || had.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{redirect_uri}{sign}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_that_is_there_already_is_kept() {
        let url = |uri| url(Provider::Kakao, uri, &[("code", "a b+c"), ("state", "&")]);
        assert_eq!(
            url("https://a.example/cb"),
            "https://a.example/cb?code=a%20b%2Bc&state=%26"
        );
        assert_eq!(
            url("https://a.example/cb?x=1"),
            "https://a.example/cb?x=1&code=a%20b%2Bc&state=%26"
        );
        assert_eq!(
            url("https://a.example/cb?"),
            "https://a.example/cb?code=a%20b%2Bc&state=%26"
        );
    }
}

//! The endpoints that are served, by the provider's own paths.

use std::fmt;

use http::Method;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Provider;

/// Where a provider's hosts are mounted; the provider's own path follows.
pub(super) const KAKAO_AUTH: &str = "/kakao/auth";
/// See [`KAKAO_AUTH`].
pub(super) const KAKAO_API: &str = "/kakao/api";
/// See [`KAKAO_AUTH`].
pub(super) const NAVER_AUTH: &str = "/naver/auth";
/// See [`KAKAO_AUTH`].
pub(super) const NAVER_API: &str = "/naver/api";

/// One line per endpoint: its name in a fault's JSON, the methods that it answers, its path below the origin.
macro_rules! endpoints {
    ($($(#[$doc:meta])* $endpoint:ident = $name:literal, $methods:literal, $path:literal;)*) => {
        /// One endpoint of one provider.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Endpoint {
            $($(#[$doc])* $endpoint,)*
        }

        impl Endpoint {
            /// Every endpoint.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$endpoint),*];

            /// The name in a fault's JSON: `kakao.token`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$endpoint => $name,)* }
            }

            /// The path below the sandbox's origin: `/kakao/auth/oauth/token`.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self { $(Self::$endpoint => $path,)* }
            }

            /// The methods that it answers, as in `Allow`. Kakao's consent screen posts back to its own address.
            pub(super) const fn methods(self) -> &'static str {
                match self { $(Self::$endpoint => $methods,)* }
            }
        }
    };
}

endpoints! {
    /// `GET https://kauth.kakao.com/oauth/authorize`
    KakaoAuthorize = "kakao.authorize", "GET, POST", "/kakao/auth/oauth/authorize";
    /// `POST https://kauth.kakao.com/oauth/token`
    KakaoToken = "kakao.token", "POST", "/kakao/auth/oauth/token";
    /// `GET|POST https://kapi.kakao.com/v2/user/me`
    KakaoMe = "kakao.me", "GET, POST", "/kakao/api/v2/user/me";
    /// `GET https://kapi.kakao.com/v1/user/access_token_info`
    KakaoTokenInfo = "kakao.token_info", "GET", "/kakao/api/v1/user/access_token_info";
    /// `GET https://kauth.kakao.com/.well-known/openid-configuration`
    KakaoDiscovery = "kakao.discovery", "GET", "/kakao/auth/.well-known/openid-configuration";
    /// `GET https://kauth.kakao.com/.well-known/jwks.json`
    KakaoJwks = "kakao.jwks", "GET", "/kakao/auth/.well-known/jwks.json";
    /// `GET https://kapi.kakao.com/v1/oidc/userinfo`
    KakaoUserinfo = "kakao.userinfo", "GET", "/kakao/api/v1/oidc/userinfo";
    /// `POST https://kapi.kakao.com/v1/user/logout`
    KakaoLogout = "kakao.logout", "POST", "/kakao/api/v1/user/logout";
    /// `GET https://kauth.kakao.com/oauth/logout`, where a browser goes
    KakaoBrowserLogout = "kakao.browser_logout", "GET", "/kakao/auth/oauth/logout";
    /// `POST https://kapi.kakao.com/v1/user/unlink`
    KakaoUnlink = "kakao.unlink", "POST", "/kakao/api/v1/user/unlink";
    /// `GET https://kapi.kakao.com/v2/user/scopes`
    KakaoScopes = "kakao.scopes", "GET", "/kakao/api/v2/user/scopes";
    /// `POST https://kapi.kakao.com/v2/user/revoke/scopes`
    KakaoRevokeScopes = "kakao.revoke_scopes", "POST", "/kakao/api/v2/user/revoke/scopes";
    /// `GET https://kapi.kakao.com/v2/user/service_terms`
    KakaoTerms = "kakao.terms", "GET", "/kakao/api/v2/user/service_terms";
    /// `POST https://kapi.kakao.com/v2/user/revoke/service_terms`
    KakaoRevokeTerms = "kakao.revoke_terms", "POST", "/kakao/api/v2/user/revoke/service_terms";
    /// `POST https://kapi.kakao.com/v2/user/upgrade/service_terms`
    KakaoUpgradeTerms = "kakao.upgrade_terms", "POST", "/kakao/api/v2/user/upgrade/service_terms";
    /// `GET https://kapi.kakao.com/v1/user/shipping_address`
    KakaoShippingAddress = "kakao.shipping_address", "GET", "/kakao/api/v1/user/shipping_address";
    /// `GET|POST https://nid.naver.com/oauth2.0/authorize`
    NaverAuthorize = "naver.authorize", "GET, POST", "/naver/auth/oauth2.0/authorize";
    /// `GET|POST https://nid.naver.com/oauth2.0/token`
    NaverToken = "naver.token", "GET, POST", "/naver/auth/oauth2.0/token";
    /// `GET|POST https://openapi.naver.com/v1/nid/me`
    NaverMe = "naver.me", "GET, POST", "/naver/api/v1/nid/me";
    /// `GET|POST https://openapi.naver.com/v1/nid/verify`
    NaverVerify = "naver.verify", "GET, POST", "/naver/api/v1/nid/verify";
    /// `POST https://nid.naver.com/oauth2.0/revoke`
    NaverRevoke = "naver.revoke", "POST", "/naver/auth/oauth2.0/revoke";
    /// `GET|POST https://openapi.naver.com/v1/nid/agreement`
    NaverAgreement = "naver.agreement", "GET, POST", "/naver/api/v1/nid/agreement";
    /// `GET https://openapi.naver.com/v1/nid/payaddress`
    NaverPayaddress = "naver.payaddress", "GET", "/naver/api/v1/nid/payaddress";
    /// `GET|POST https://nid.naver.com/oauth2/authorize`
    NaverOidcAuthorize = "naver.oidc_authorize", "GET, POST", "/naver/auth/oauth2/authorize";
    /// `POST https://nid.naver.com/oauth2/token`
    NaverOidcToken = "naver.oidc_token", "POST", "/naver/auth/oauth2/token";
    /// `GET https://nid.naver.com/.well-known/openid-configuration`
    NaverDiscovery = "naver.discovery", "GET", "/naver/auth/.well-known/openid-configuration";
    /// `GET https://nid.naver.com/oauth2/jwks`
    NaverJwks = "naver.jwks", "GET", "/naver/auth/oauth2/jwks";
}

impl Endpoint {
    /// Whose endpoint it is.
    #[must_use]
    pub const fn provider(self) -> Provider {
        match self.name().as_bytes() {
            [b'k', ..] => Provider::Kakao,
            _ => Provider::Naver,
        }
    }

    /// Whether it shows a consent screen.
    pub(super) const fn is_authorize(self) -> bool {
        matches!(
            self,
            Self::KakaoAuthorize | Self::NaverAuthorize | Self::NaverOidcAuthorize
        )
    }

    /// Whether it answers that method.
    pub(super) fn takes(self, method: &Method) -> bool {
        self.methods().split(", ").any(|known| known == method.as_str())
    }

    /// The endpoint at that path.
    pub(super) fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|endpoint| endpoint.path() == path)
    }
}

impl Serialize for Endpoint {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Endpoint {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wanted = String::deserialize(from)?;
        Self::ALL
            .into_iter()
            .find(|endpoint| endpoint.name() == wanted)
            .ok_or_else(|| serde::de::Error::custom(NoSuchEndpoint(&wanted)))
    }
}

/// Names what there is.
struct NoSuchEndpoint<'a>(&'a str);

impl fmt::Display for NoSuchEndpoint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Endpoint::ALL.map(Endpoint::name).join(", ");
        write!(f, "no such endpoint: {}. There are {known}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_path_belong_to_the_same_provider_and_come_once() {
        for endpoint in Endpoint::ALL {
            let owner = endpoint.path().split('/').nth(1);
            assert_eq!(endpoint.name().split('.').next(), owner, "{endpoint:?}");
            assert_eq!(Endpoint::at(endpoint.path()), Some(endpoint));
            let json = serde_json::to_string(&endpoint).unwrap();
            assert_eq!(serde_json::from_str::<Endpoint>(&json).unwrap(), endpoint);
        }
        assert_eq!(Endpoint::NaverMe.provider(), Provider::Naver);
        assert_eq!(Endpoint::KakaoMe.provider(), Provider::Kakao);
    }
}

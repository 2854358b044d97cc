//! The endpoints that are served, by the provider's own paths.

use http::Method;
use serde::{Deserialize, Serialize};

use super::Provider;

/// Where a provider's hosts are mounted; the provider's own path follows.
pub(super) const KAKAO_AUTH: &str = "/kakao/auth";
/// See [`KAKAO_AUTH`].
pub(super) const KAKAO_API: &str = "/kakao/api";
/// See [`KAKAO_AUTH`].
pub(super) const NAVER_AUTH: &str = "/naver/auth";
/// See [`KAKAO_AUTH`].
pub(super) const NAVER_API: &str = "/naver/api";

/// One endpoint of one provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Endpoint {
    /// `GET https://kauth.kakao.com/oauth/authorize`
    #[serde(rename = "kakao.authorize")]
    KakaoAuthorize,
    /// `POST https://kauth.kakao.com/oauth/token`
    #[serde(rename = "kakao.token")]
    KakaoToken,
    /// `GET|POST https://kapi.kakao.com/v2/user/me`
    #[serde(rename = "kakao.me")]
    KakaoMe,
    /// `GET https://kapi.kakao.com/v1/user/access_token_info`
    #[serde(rename = "kakao.token_info")]
    KakaoTokenInfo,
    /// `GET|POST https://nid.naver.com/oauth2.0/authorize`
    #[serde(rename = "naver.authorize")]
    NaverAuthorize,
    /// `GET|POST https://nid.naver.com/oauth2.0/token`
    #[serde(rename = "naver.token")]
    NaverToken,
    /// `GET|POST https://openapi.naver.com/v1/nid/me`
    #[serde(rename = "naver.me")]
    NaverMe,
    /// `GET|POST https://openapi.naver.com/v1/nid/verify`
    #[serde(rename = "naver.verify")]
    NaverVerify,
}

impl Endpoint {
    /// Every endpoint.
    pub const ALL: [Self; 8] = [
        Self::KakaoAuthorize,
        Self::KakaoToken,
        Self::KakaoMe,
        Self::KakaoTokenInfo,
        Self::NaverAuthorize,
        Self::NaverToken,
        Self::NaverMe,
        Self::NaverVerify,
    ];

    /// The name in a fault's JSON: `kakao.token`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KakaoAuthorize => "kakao.authorize",
            Self::KakaoToken => "kakao.token",
            Self::KakaoMe => "kakao.me",
            Self::KakaoTokenInfo => "kakao.token_info",
            Self::NaverAuthorize => "naver.authorize",
            Self::NaverToken => "naver.token",
            Self::NaverMe => "naver.me",
            Self::NaverVerify => "naver.verify",
        }
    }

    /// The path below the sandbox's origin: `/kakao/auth/oauth/token`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::KakaoAuthorize => "/kakao/auth/oauth/authorize",
            Self::KakaoToken => "/kakao/auth/oauth/token",
            Self::KakaoMe => "/kakao/api/v2/user/me",
            Self::KakaoTokenInfo => "/kakao/api/v1/user/access_token_info",
            Self::NaverAuthorize => "/naver/auth/oauth2.0/authorize",
            Self::NaverToken => "/naver/auth/oauth2.0/token",
            Self::NaverMe => "/naver/api/v1/nid/me",
            Self::NaverVerify => "/naver/api/v1/nid/verify",
        }
    }

    /// Whose endpoint it is.
    #[must_use]
    pub const fn provider(self) -> Provider {
        match self {
            Self::KakaoAuthorize | Self::KakaoToken | Self::KakaoMe | Self::KakaoTokenInfo => Provider::Kakao,
            Self::NaverAuthorize | Self::NaverToken | Self::NaverMe | Self::NaverVerify => Provider::Naver,
        }
    }

    /// The methods that it answers, as in `Allow`. Kakao's consent screen posts back to its own address.
    pub(super) const fn methods(self) -> &'static str {
        match self {
            Self::KakaoToken => "POST",
            Self::KakaoTokenInfo => "GET",
            _ => "GET, POST",
        }
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

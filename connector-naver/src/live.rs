//! What NAVER answers to a check without a user. Its error page names no codes: a wrong id and a wrong callback look alike.

use connector_core::{
    Text,
    live::{LiveCheck, LiveDiscovery, LiveRow, Verdict},
};

pub(crate) static CHECK: LiveCheck = LiveCheck::new(
    &[],
    &[
        LiveRow::documented("no valid data in session", Verdict::Accepted),
        LiveRow::documented("wrong client id / client secret pair", Verdict::Refused),
        LiveRow::documented("invalid_client", Verdict::Refused),
    ],
)
.discovery(LiveDiscovery::new(
    "/oauth2/authorize",
    "/.well-known/openid-configuration",
    "https://nid.naver.com",
    "/oauth2/jwks",
))
.reminders(&[Text::new(
    "until NAVER has reviewed the application, only its up to 20 test ids can sign in",
    "검수가 끝나기 전에는 등록한 테스트 아이디(최대 20개)만 로그인할 수 있습니다",
)]);

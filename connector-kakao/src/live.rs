//! What Kakao answers to a check without a user.

use connector_core::{
    Text,
    live::{LiveCheck, LiveDiscovery, LiveRow, Verdict},
};

pub(crate) static CHECK: LiveCheck = LiveCheck::new(
    &[
        LiveRow::documented("KOE101", Verdict::UnknownId),
        LiveRow::documented("KOE008", Verdict::UnknownId),
        LiveRow::documented("KOE006", Verdict::Callback),
        LiveRow::documented("KOE004", Verdict::Blocked),
        LiveRow::documented("KOE205", Verdict::Scope),
    ],
    &[
        LiveRow::documented("KOE320", Verdict::Accepted),
        LiveRow::documented("KOE010", Verdict::Refused),
        LiveRow::documented("KOE101", Verdict::UnknownId),
        LiveRow::documented("KOE303", Verdict::Callback),
        LiveRow::documented("KOE237", Verdict::Later),
    ],
)
.discovery(LiveDiscovery::new(
    "/oauth/authorize",
    "/.well-known/openid-configuration",
    "https://kauth.kakao.com",
    "/.well-known/jwks.json",
))
.reminders(&[Text::new(
    "a test app lets only its members in (KOE005)",
    "테스트 앱은 팀원만 로그인할 수 있습니다(KOE005)",
)]);

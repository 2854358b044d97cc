//! Refreshing, revoking and logging out, over real HTTP (group R).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use common::Service;
use connector_core::{ErrorKind, Reason, RefreshRequest, Secret, Target};
use connector_testkit::sandbox::{Endpoint, Fault};

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";
const WHALE: &str = "1234567890123456789";

fn access(granted: &connector_host::Granted) -> Secret {
    Secret::new(granted.grant().tokens().access())
}

#[tokio::test]
async fn r1_refreshing_keeps_the_old_refresh_token_where_none_comes() {
    let service = Service::start().await;
    for instance in ["kakao-oidc", "naver", "naver-oidc"] {
        let granted = service.grant(instance, AGREE).await.unwrap();
        let old = granted.grant().tokens().refresh().unwrap().expose().to_owned();
        let ask = RefreshRequest::of(granted.grant()).unwrap();
        let fresh = service.host.refresh(instance, ask).await.unwrap();
        assert!(!fresh.rotated(), "{instance}");
        assert_eq!(fresh.tokens().refresh().unwrap().expose(), old, "{instance}");
        assert_ne!(fresh.tokens().access(), granted.grant().tokens().access(), "{instance}");
        assert_eq!(
            fresh.tokens().claims().is_some(),
            instance != "naver",
            "{instance}: a refreshed id_token is checked"
        );
    }
}

#[tokio::test]
async fn r1_a_rotated_refresh_token_replaces_the_old_one() {
    let service = Service::start().await;
    let granted = service.grant("kakao", AGREE).await.unwrap();
    let body = r#"{"access_token":"at2","token_type":"bearer","expires_in":1,"refresh_token":"rt2","refresh_token_expires_in":9}"#;
    let rotating = Fault::Body {
        status: 200,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault_times(Endpoint::KakaoToken, rotating, 1);
    let ask = RefreshRequest::of(granted.grant()).unwrap();
    let fresh = service.host.refresh("kakao", ask).await.unwrap();
    assert!(fresh.rotated());
    assert_eq!(fresh.tokens().refresh().unwrap().expose(), "rt2");
}

#[tokio::test]
async fn r2_a_dead_refresh_token_means_signing_in_again() {
    let service = Service::start().await;
    for instance in ["kakao", "naver", "naver-oidc"] {
        let error = service
            .host
            .refresh(instance, RefreshRequest::new("unknown"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::GrantRejected, "{instance}: {error}");
        assert_eq!(error.stage().unwrap().code(), "refresh");
        assert_eq!(error.instance(), Some(instance));
    }
}

#[tokio::test]
async fn r3_one_refresh_token_used_twice_at_once_makes_one_request() {
    let service = Service::start().await;
    let granted = service.grant("kakao", AGREE).await.unwrap();
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::Slow { ms: 150 }));
    let before = service.sandbox.count(Endpoint::KakaoToken);
    let calls: Vec<_> = (0..20)
        .map(|_| {
            let (host, ask) = (service.host.clone(), RefreshRequest::of(granted.grant()).unwrap());
            tokio::spawn(async move { host.refresh("kakao", ask).await.unwrap().tokens().access().to_owned() })
        })
        .collect();
    let mut tokens = Vec::new();
    for call in calls {
        tokens.push(call.await.unwrap());
    }
    tokens.dedup();
    assert_eq!(tokens.len(), 1, "everybody got the one result");
    assert_eq!(service.sandbox.count(Endpoint::KakaoToken) - before, 1);
}

#[tokio::test]
async fn r3_a_caller_that_goes_away_leaves_the_others_their_result() {
    let service = Service::start().await;
    let granted = service.grant("kakao", AGREE).await.unwrap();
    service
        .sandbox
        .set_fault(Endpoint::KakaoToken, Some(Fault::Slow { ms: 150 }));
    let before = service.sandbox.count(Endpoint::KakaoToken);
    let (host, ask) = (service.host.clone(), RefreshRequest::of(granted.grant()).unwrap());
    let first = tokio::spawn(async move { host.refresh("kakao", ask).await });
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let (host, ask) = (service.host.clone(), RefreshRequest::of(granted.grant()).unwrap());
    let second = tokio::spawn(async move { host.refresh("kakao", ask).await });
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    first.abort();
    assert!(second.await.unwrap().is_ok());
    assert_eq!(service.sandbox.count(Endpoint::KakaoToken) - before, 1);
}

#[tokio::test]
async fn r4_a_lost_refresh_is_not_sent_again_and_the_doubt_is_said() {
    let service = Service::start().await;
    let granted = service.grant("naver", AGREE).await.unwrap();
    service.sandbox.set_fault(Endpoint::NaverToken, Some(Fault::Reset));
    let before = service.sandbox.count(Endpoint::NaverToken);
    let ask = RefreshRequest::of(granted.grant()).unwrap();
    let error = service.host.refresh("naver", ask).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.reason()),
        (ErrorKind::ProviderUnavailable, Some(Reason::InDoubt))
    );
    assert_eq!(service.sandbox.count(Endpoint::NaverToken) - before, 1);
    service.sandbox.set_fault(Endpoint::NaverToken, None);
    let ask = RefreshRequest::of(granted.grant()).unwrap();
    assert!(
        service.host.refresh("naver", ask).await.is_ok(),
        "the old token was kept"
    );
}

#[tokio::test]
async fn f28_a_refreshed_id_token_of_somebody_else_is_refused() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let refresh = granted.grant().tokens().refresh().unwrap().expose();
    let error = service
        .host
        .refresh("kakao-oidc", RefreshRequest::new(refresh).subject("42"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::IdTokenInvalid);
    for wrong in [
        connector_testkit::sandbox::IdTokenFault::WrongIss,
        connector_testkit::sandbox::IdTokenFault::WrongAud,
        connector_testkit::sandbox::IdTokenFault::WrongNonce,
    ] {
        service
            .sandbox
            .set_fault_times(Endpoint::KakaoToken, Fault::IdToken { wrong }, 1);
        let ask = RefreshRequest::of(granted.grant()).unwrap();
        let error = service.host.refresh("kakao-oidc", ask).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IdTokenInvalid, "{wrong:?}");
    }
}

#[tokio::test]
async fn r5_revoking_ends_the_link_and_revoking_again_is_no_error() {
    let service = Service::start().await;
    for instance in ["kakao-oidc", "naver", "naver-oidc"] {
        let granted = service.grant(instance, AGREE).await.unwrap();
        let target = Target::AccessToken(access(&granted));
        service.host.revoke(instance, &target).await.unwrap();
        let error = service.host.profile(&granted).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TokenRejected, "{instance}: the token is dead");
    }
    // Kakao by the user's id, twice; NAVER by an unknown token.
    service.grant("kakao-oidc", AGREE).await.unwrap();
    for _ in 0..2 {
        service
            .host
            .revoke("kakao-oidc", &Target::User(WHALE.to_owned()))
            .await
            .unwrap();
    }
    service
        .host
        .revoke("naver", &Target::RefreshToken(Secret::new("unknown")))
        .await
        .unwrap();
    assert!(
        service
            .sandbox
            .requests()
            .iter()
            .all(|request| !request.path.contains("delete"))
    );
}

#[tokio::test]
async fn r6_r7_what_a_revocation_may_answer() {
    let service = Service::start().await;
    let token = || Target::AccessToken(Secret::new("some-token"));
    let status = |code| Some(Fault::Status { code });
    for (code, expected) in [
        (503, ErrorKind::ProviderUnavailable),
        (401, ErrorKind::CredentialsRejected),
        (302, ErrorKind::ReplyInvalid),
    ] {
        service.sandbox.set_fault(Endpoint::NaverRevoke, status(code));
        let error = service.host.revoke("naver", &token()).await.unwrap_err();
        assert_eq!(error.kind(), expected, "{code}");
        assert_eq!(error.stage().unwrap().code(), "revoke");
    }
    for target in [Target::User("x".to_owned()), Target::User("a b".to_owned())] {
        assert!(service.host.revoke("naver", &target).await.is_err());
    }
    // Without an admin key a user's id is not enough, and the error says what there is.
    let error = service
        .host
        .revoke("kakao", &Target::User(WHALE.to_owned()))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.known_capabilities().contains(&"revoke"), "{error:?}");
    let error = service
        .host
        .revoke("kakao", &Target::RefreshToken(Secret::new("rt")))
        .await
        .unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Unsupported,
        "Kakao takes no refresh token here"
    );
    let error = service.host.logout("naver", &token()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "NAVER has no logout, by policy");
    assert!(!error.known_capabilities().contains(&"logout"));
}

#[tokio::test]
async fn kakao_logout_ends_tokens_and_the_browsers_session() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let target = Target::AccessToken(access(&granted));
    service.host.logout("kakao-oidc", &target).await.unwrap();
    assert_eq!(
        service.host.profile(&granted).await.unwrap_err().kind(),
        ErrorKind::TokenRejected
    );
    service
        .host
        .logout("kakao-oidc", &Target::User(WHALE.to_owned()))
        .await
        .unwrap();
    let url = service
        .host
        .logout_url("kakao-oidc", "https://www.example.kr/bye", "s1")
        .unwrap();
    let away = common::Browser::default().get(&url).await;
    assert_eq!(
        (away.status, away.location()),
        (302, "https://www.example.kr/bye?state=s1")
    );
    assert!(
        service
            .host
            .logout_url("naver", "https://www.example.kr/bye", "s1")
            .is_err()
    );
}

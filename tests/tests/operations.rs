//! Tokens that are checked, credentials that are handed in, consents, wishes and the raw profile, over real HTTP (groups R, P).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use common::{ADMIN_KEY, SECRET, Service};
use connector_core::{
    AuthorizeRequest, Credential, ErrorKind, Hint, Operation, Reason, RefreshRequest, Secret, Target, Verification,
    Wish,
};
use connector_testkit::sandbox::{Endpoint, Fault};

const AGREE: &str = "sandbox_decision=agree&sandbox_user=whale";
const WHALE: &str = "1234567890123456789";

fn access(granted: &connector_host::Granted) -> Secret {
    Secret::new(granted.grant().tokens().access())
}

#[tokio::test]
async fn verify_says_whose_token_it_is() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let facts = service.host.verify("kakao-oidc", &access(&granted)).await.unwrap();
    assert_eq!(
        (facts.subject.as_deref(), facts.audience.as_deref()),
        (Some(WHALE), Some("1234567"))
    );
    assert!(facts.expires_in.is_some());
    let granted = service.grant("naver", AGREE).await.unwrap();
    let facts = service.host.verify("naver", &access(&granted)).await.unwrap();
    assert_eq!((facts.subject, facts.audience), (None, None));
    assert!(facts.items.unwrap().contains(&"email".to_owned()));
    for instance in ["kakao", "naver"] {
        let error = service
            .host
            .verify(instance, &Secret::new("unknown"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TokenRejected, "{instance}: {error}");
    }
}

/// R8: what a native app hands in was issued to this application, or it is refused.
#[tokio::test]
async fn r8_credentials_of_native_apps() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let tokens = granted.grant().tokens();
    let id_token = tokens.id_token().unwrap().expose();
    let nonce = tokens.claims().unwrap()["nonce"].as_str().unwrap();

    let before = service.sandbox.count(Endpoint::KakaoMe);
    let by_id_token = Credential::id_token(id_token, nonce);
    let signed_in = service
        .host
        .verify_credential("kakao-oidc", &by_id_token)
        .await
        .unwrap();
    let profile = service.host.profile(&signed_in).await.unwrap();
    assert_eq!(profile.subject, WHALE);
    let email = profile.email.unwrap();
    assert_eq!(
        (email.verification, email.rule),
        (Verification::Verified, connector_core::Rule::Presence)
    );
    assert_eq!(
        service.sandbox.count(Endpoint::KakaoMe),
        before,
        "the id_token says it all"
    );

    let wrong = Credential::id_token(id_token, "other");
    assert_eq!(
        service
            .host
            .verify_credential("kakao-oidc", &wrong)
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::IdTokenInvalid
    );
    // Issued to another key of the same app: only audiences that the settings name are accepted.
    let foreign = service.host.verify_credential("kakao", &by_id_token).await.unwrap_err();
    assert_eq!(
        (foreign.kind(), foreign.reason()),
        (ErrorKind::IdTokenInvalid, Some(Reason::Audience))
    );

    let by_access = Credential::access_token(tokens.access());
    let signed_in = service.host.verify_credential("kakao-oidc", &by_access).await.unwrap();
    assert_eq!(service.host.profile(&signed_in).await.unwrap().subject, WHALE);
    // An instance that does not know its app id can prove nothing.
    let error = service.host.verify_credential("kakao", &by_access).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[tokio::test]
async fn r8_an_access_token_of_another_app_is_refused() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let body = format!(r#"{{"id":{WHALE},"expires_in":100,"app_id":7654321}}"#);
    let fault = Fault::Body {
        status: 200,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault(Endpoint::KakaoTokenInfo, Some(fault));
    let credential = Credential::AccessToken(access(&granted));
    let error = service
        .host
        .verify_credential("kakao-oidc", &credential)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.reason()),
        (ErrorKind::TokenRejected, Some(Reason::Audience))
    );
}

#[tokio::test]
async fn r7_naver_proves_no_audience_except_by_a_method_that_says_so() {
    let service = Service::start().await;
    let granted = service.grant("naver", AGREE).await.unwrap();
    let credential = Credential::AccessToken(access(&granted));
    let error = service.host.verify_credential("naver", &credential).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    let id_token = Credential::id_token_without_nonce("a.b.c");
    assert_eq!(
        service
            .host
            .verify_credential("naver-oidc", &id_token)
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::Unsupported,
        "its subject is not known to be the profile's id"
    );
    let signed_in = service
        .host
        .dangerously_verify_access_token_without_audience("naver", &access(&granted))
        .await
        .unwrap();
    assert!(
        service
            .host
            .profile(&signed_in)
            .await
            .unwrap()
            .subject
            .starts_with("gZ3")
    );
    let error = service
        .host
        .dangerously_verify_access_token_without_audience("kakao-oidc", &access(&granted))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "Kakao proves it");
}

#[tokio::test]
async fn consents_terms_and_addresses() {
    let service = Service::start().await;
    let granted = service.grant("kakao-oidc", AGREE).await.unwrap();
    let token = access(&granted);
    let host = &service.host;
    let all = host
        .consents("kakao-oidc", Operation::Consents, &token, &[])
        .await
        .unwrap();
    let email = all.iter().find(|consent| consent.id == "account_email").unwrap();
    assert_eq!((email.agreed, email.in_use), (Some(true), Some(true)));
    let only = ["account_email".to_owned()];
    let one = host
        .consents("kakao-oidc", Operation::Consents, &token, &only)
        .await
        .unwrap();
    assert_eq!(one.len(), 1, "{one:?}");
    let left = host
        .consents("kakao-oidc", Operation::WithdrawConsents, &token, &only)
        .await
        .unwrap();
    assert_eq!(
        left.iter()
            .find(|consent| consent.id == "account_email")
            .unwrap()
            .agreed,
        Some(false)
    );
    let terms = host
        .consents("kakao-oidc", Operation::Terms, &token, &[])
        .await
        .unwrap();
    assert!(terms.iter().all(|term| term.agreed.is_some()));
    let addresses = host.addresses("kakao-oidc", &token).await.unwrap().unwrap();
    assert!(addresses.iter().any(|address| address.is_default == Some(true)));
    assert!(
        !format!("{addresses:?}").contains(addresses[0].receiver.as_deref().unwrap()),
        "X3"
    );

    let granted = service.grant("naver", AGREE).await.unwrap();
    let token = access(&granted);
    let allowed = host.consents("naver", Operation::Consents, &token, &[]).await.unwrap();
    assert!(
        allowed
            .iter()
            .any(|consent| consent.id == "email" && consent.agreed == Some(true))
    );
    let terms = host.consents("naver", Operation::Terms, &token, &[]).await.unwrap();
    assert!(terms.iter().all(|term| term.agreed_at.is_some()), "{terms:?}");
    assert!(
        !format!("{terms:?}").contains(token.expose()),
        "the echoed token is not kept"
    );
    let error = host
        .consents("naver", Operation::WithdrawConsents, &token, &only)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[tokio::test]
async fn consent_that_is_missing_is_told_apart_from_what_is_not_there() {
    let service = Service::start().await;
    let granted = service.grant("kakao", AGREE).await.unwrap();
    let body = r#"{"msg":"insufficient scopes.","code":-402,"api_type":"ADDRESS","required_scopes":["shipping_address"],"allowed_scopes":[]}"#;
    let fault = Fault::Body {
        status: 403,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault(Endpoint::KakaoShippingAddress, Some(fault));
    let error = service.host.addresses("kakao", &access(&granted)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConsentMissing);
    assert_eq!(error.provider().unwrap().required_scopes(), ["shipping_address"]);
    let body = format!(r#"{{"user_id":{WHALE},"shipping_addresses_needs_agreement":true}}"#);
    let fault = Fault::Body {
        status: 200,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault(Endpoint::KakaoShippingAddress, Some(fault));
    assert_eq!(service.host.addresses("kakao", &access(&granted)).await.unwrap(), None);
}

#[tokio::test]
async fn wishes_are_said_in_each_providers_words_or_refused() {
    let service = Service::start().await;
    let url = async |instance: &str, ask: AuthorizeRequest| {
        service
            .host
            .authorize(instance, ask)
            .await
            .map(|begun| begun.url().to_owned())
    };
    let wish = |wish| AuthorizeRequest::new().wish(wish);
    for (instance, wish, expected) in [
        ("kakao", wish(Wish::Reauthenticate), "&prompt=login"),
        ("kakao", wish(Wish::Silent), "&prompt=none"),
        ("kakao", wish(Wish::SignUpFirst), "&prompt=create"),
        (
            "kakao",
            wish(Wish::Reauthenticate).wish(Wish::ChooseAccount),
            "&prompt=login%2Cselect_account",
        ),
        (
            "kakao",
            AuthorizeRequest::new().hint(Hint::Login, "a&client_id=x"),
            "&login_hint=a%26client_id%3Dx",
        ),
        (
            "kakao",
            AuthorizeRequest::new().hint(Hint::ServiceTerms, "t1,t2"),
            "&service_terms=t1%2Ct2",
        ),
        ("naver", wish(Wish::Reconsent), "&auth_type=reprompt"),
        ("naver-oidc", wish(Wish::Reauthenticate), "&auth_type=reauthenticate"),
    ] {
        let url = url(instance, wish).await.unwrap();
        assert!(url.contains(expected), "{url}");
    }
    for (instance, wish, kind) in [
        ("kakao", wish(Wish::Reconsent), ErrorKind::Unsupported),
        ("naver", wish(Wish::Silent), ErrorKind::Unsupported),
        (
            "naver",
            AuthorizeRequest::new().hint(Hint::Login, "x"),
            ErrorKind::Unsupported,
        ),
        (
            "naver",
            wish(Wish::Reconsent).wish(Wish::Reauthenticate),
            ErrorKind::RequestInvalid,
        ),
        (
            "kakao",
            AuthorizeRequest::new().hint(Hint::Login, "x\r\ny"),
            ErrorKind::RequestInvalid,
        ),
    ] {
        let error = url(instance, wish).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
    }
    // A silent sign-in that is not possible shows the ordinary button.
    let begun = service
        .host
        .authorize("kakao", AuthorizeRequest::new().wish(Wish::Silent))
        .await
        .unwrap();
    let back = common::Browser::default().get(begun.url()).await;
    let query = back.location().split_once('?').unwrap().1.to_owned();
    let callback = connector_core::Callback::from_query(query).sealed(begun.sealed());
    let error = service.host.callback("kakao", callback).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InteractionRequired);
}

/// P9: the raw profile is there only when asked for, and private members only when asked for by name.
#[tokio::test]
async fn p9_the_raw_profile_is_opt_in() {
    let service = Service::start().await;
    let body = r#"{"id":1,"z":1,"kakao_account":{"ci":"national-id","email":"a@example.com","legal_name":"L"}}"#;
    let fault = Fault::Body {
        status: 200,
        content_type: "application/json".to_owned(),
        bytes: body.into(),
    };
    service.sandbox.set_fault(Endpoint::KakaoMe, Some(fault));
    let profile = async |ask: AuthorizeRequest| {
        let granted = service.grant_asking("kakao", ask, AGREE).await.unwrap();
        service.host.profile(&granted).await.unwrap()
    };
    assert!(profile(AuthorizeRequest::new()).await.raw.is_none());
    let asked = profile(AuthorizeRequest::new().keep_raw()).await;
    let raw = asked.raw.clone().unwrap();
    assert_eq!(
        raw.expose().to_string(),
        r#"{"me":{"id":1,"kakao_account":{"email":"a@example.com"},"z":1}}"#,
        "keys sorted, private members gone"
    );
    assert!(!format!("{raw:?}").contains("example.com"), "E23: names only");
    assert!(
        !serde_json::to_string(&asked).unwrap().contains("\"z\""),
        "never part of an answer"
    );
    let named = profile(AuthorizeRequest::new().keep_raw_including_private("ci")).await;
    let raw = named.raw.unwrap();
    assert_eq!(raw.expose()["me"]["kakao_account"]["ci"], "national-id");
    assert_eq!(raw.expose()["me"]["kakao_account"].get("legal_name"), None);
}

/// X3: what an operation answers in an error holds none of its tokens and keys.
#[tokio::test]
async fn x3_no_operation_lets_a_secret_out() {
    let service = Service::start().await;
    let token = "planted-access-token-123";
    let body = format!(
        r#"{{"msg":"no {token} {SECRET} {ADMIN_KEY}","code":-2,"error":"x","error_description":"{token} {SECRET}"}}"#
    );
    for endpoint in [
        Endpoint::KakaoUnlink,
        Endpoint::KakaoTokenInfo,
        Endpoint::KakaoScopes,
        Endpoint::KakaoToken,
        Endpoint::NaverRevoke,
        Endpoint::NaverToken,
    ] {
        let fault = Fault::Body {
            status: 400,
            content_type: "application/json".to_owned(),
            bytes: body.clone().into(),
        };
        service.sandbox.set_fault(endpoint, Some(fault));
    }
    let (host, secret) = (&service.host, Secret::new(token));
    let access = Target::AccessToken(Secret::new(token));
    let errors = [
        host.revoke("kakao-oidc", &access).await.unwrap_err(),
        host.revoke("naver", &access).await.unwrap_err(),
        host.verify("kakao-oidc", &secret).await.unwrap_err(),
        host.consents("kakao-oidc", Operation::Consents, &secret, &[])
            .await
            .unwrap_err(),
        host.refresh("kakao-oidc", RefreshRequest::new(token))
            .await
            .unwrap_err(),
        host.refresh("naver", RefreshRequest::new(token)).await.unwrap_err(),
    ];
    let by_id = host
        .revoke("kakao-oidc", &Target::User("1".to_owned()))
        .await
        .unwrap_err();
    let said = by_id.provider().and_then(|said| said.text()).unwrap_or_default();
    assert!(!said.contains(ADMIN_KEY), "{said}");
    for error in errors {
        let text = format!("{error} {error:?} {:?}", error.provider());
        let said = error.provider().and_then(|said| said.text()).unwrap_or_default();
        for planted in [token, SECRET, ADMIN_KEY] {
            assert!(
                !text.contains(planted) && !said.contains(planted),
                "{planted} in {text} / {said}"
            );
        }
    }
}

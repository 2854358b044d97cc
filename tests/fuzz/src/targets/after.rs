//! What providers answer to everything that is asked after a sign-in.

use connector_core::{Operation, RefreshRequest, Secret, Target};
use connector_testkit::ScriptedHttp;

use super::{
    CANARY,
    world::{MODES, check, rig, run, unseen},
};

const OPERATIONS: [Operation; 5] = [
    Operation::Consents,
    Operation::WithdrawConsents,
    Operation::Terms,
    Operation::WithdrawTerms,
    Operation::AcceptTerms,
];

/// A body as the reply to each call in turn. The token is planted.
pub fn replies(body: &[u8]) {
    // Lengths choose who is asked, so that one input costs little.
    let mode = MODES[body.len() % MODES.len()];
    for status in [200, 400, 401] {
        ask(mode, status, body);
    }
}

fn ask(mode: &str, status: u16, body: &[u8]) {
    let token = Secret::new(CANARY);
    let rig = || rig(mode, ScriptedHttp::new().json(status, body.to_vec()));
    let asked = rig();
    if let Some(refresh) = asked.connector().refresh() {
        let ask = RefreshRequest::new(CANARY).subject("1");
        match run(refresh.refresh(asked.context(), &ask)) {
            Ok(refreshed) => {
                assert_eq!(status, 200, "no other status is success");
                unseen(&format!("{refreshed:?}"), mode);
            }
            Err(error) => check(&error, mode),
        }
    }
    for target in [
        Target::AccessToken(token.clone()),
        Target::RefreshToken(token.clone()),
        Target::User("1".to_owned()),
    ] {
        // Whose token it is that the provider names then, we cannot know.
        let held = |error: &_| {
            if !matches!(target, Target::User(_)) {
                check(error, mode)
            }
        };
        let asked = rig();
        if let Some(Err(error)) = asked
            .connector()
            .revoke()
            .map(|it| run(it.revoke(asked.context(), &target)))
        {
            held(&error);
        }
        let asked = rig();
        if let Some(Err(error)) = asked
            .connector()
            .logout()
            .map(|it| run(it.logout(asked.context(), &target)))
        {
            held(&error);
        }
    }
    let asked = rig();
    let verify = asked.connector().verify();
    hold(mode, verify.map(|it| run(it.verify(asked.context(), &token))));
    for operation in OPERATIONS {
        let asked = rig();
        let Some(consents) = asked.connector().consents() else {
            continue;
        };
        let items = ["account_email".to_owned()];
        if let Err(error) = run(consents.consents(asked.context(), operation, &token, &items)) {
            check(&error, mode);
        }
    }
    let asked = rig();
    let consents = asked.connector().consents();
    hold(mode, consents.map(|it| run(it.addresses(asked.context(), &token))));
}

/// An answer shows nothing that was planted, nor does an error.
fn hold<T: std::fmt::Debug>(mode: &str, answer: Option<connector_core::Result<T>>) {
    match answer {
        Some(Ok(answer)) => unseen(&format!("{answer:?}"), mode),
        Some(Err(error)) => check(&error, mode),
        None => {}
    }
}

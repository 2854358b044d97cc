//! Who is linked to which app: what outlives the single sign-in, until the link is cut.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Provider;
use super::book::Grant;
use super::client::TestClient;
use super::users::User;

/// One person's link to one app.
pub(super) struct Link {
    /// The latest sign-in.
    pub(super) grant: Arc<Grant>,
    /// The service terms agreed to: when, and through which host.
    pub(super) terms: BTreeMap<&'static str, Agreed>,
}

/// When and where a term was agreed to.
#[derive(Clone, Copy)]
pub(super) struct Agreed {
    pub(super) at: u64,
    /// `KAUTH` on the consent screen, `KAPI` through the API.
    pub(super) by: &'static str,
}

/// All links.
#[derive(Default)]
pub(super) struct Links(BTreeMap<(Provider, String, &'static str), Link>);

impl Links {
    /// Notes a sign-in.
    pub(super) fn note(&mut self, grant: &Arc<Grant>, now: u64) {
        let link = self.0.entry(key_of(grant)).or_insert_with(|| Link {
            grant: Arc::clone(grant),
            terms: BTreeMap::new(),
        });
        link.grant = Arc::clone(grant);
        for tag in &grant.terms {
            link.terms.entry(tag).or_insert(Agreed { at: now, by: "KAUTH" });
        }
    }

    /// The link of that person to that app.
    pub(super) fn get(&self, provider: Provider, client: &TestClient, user: &User) -> Option<&Link> {
        self.0.get(&(provider, client.id.clone(), user.key))
    }

    /// The link behind an agreement.
    pub(super) fn of(&mut self, grant: &Grant) -> Option<&mut Link> {
        self.0.get_mut(&key_of(grant))
    }

    /// Cuts the link behind an agreement.
    pub(super) fn cut(&mut self, grant: &Grant) {
        self.0.remove(&key_of(grant));
    }
}

fn key_of(grant: &Grant) -> (Provider, String, &'static str) {
    (grant.provider, grant.client.id.clone(), grant.user.key)
}

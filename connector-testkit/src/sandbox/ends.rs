//! How tokens end before their time: logout, unlink, revocation, a consent taken back.

use std::sync::Arc;

use super::book::{Book, Grant};

impl Book {
    /// Ends one sign-in: its access tokens and its refresh token.
    pub(super) fn end_session(&mut self, of: &Grant) {
        self.end(|grant| grant.session == of.session);
    }

    /// Ends every sign-in of that person in that app.
    pub(super) fn end_person(&mut self, of: &Grant) {
        self.end(|grant| grant.is_same_person(of));
    }

    /// Cuts the link: the consent is gone, and every code and token with it.
    pub(super) fn unlink(&mut self, of: &Grant) {
        self.end_person(of);
        self.codes.retain(|code| !code.grant.is_same_person(of));
        self.links.cut(of);
    }

    /// Takes back the consent to some items, for every token of that person, and gives what is left of it.
    pub(super) fn withdraw(&mut self, of: &Grant, items: &[&str]) -> Arc<Grant> {
        let less = |grant: &Arc<Grant>| {
            let mut grant = Grant::clone(grant);
            grant.items.retain(|item| !items.contains(item));
            Arc::new(grant)
        };
        for tokens in [&mut self.access, &mut self.refresh] {
            tokens.each(|grant| {
                if grant.is_same_person(of) {
                    *grant = less(grant);
                }
            });
        }
        if let Some(link) = self.links.of(of) {
            link.grant = less(&link.grant);
        }
        less(&Arc::new(of.clone()))
    }

    fn end(&mut self, dead: impl Fn(&Grant) -> bool) {
        self.access.retain(|grant| !dead(grant));
        self.refresh.retain(|grant| !dead(grant));
    }
}

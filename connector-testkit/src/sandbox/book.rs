//! What the sandbox remembers: who agreed to what, under which code, access token and refresh token.

use std::sync::Arc;

use super::Provider;
use super::client::TestClient;
use super::expiring::Expiring;
use super::faults::Fault;
use super::links::Links;
use super::random;
use super::users::User;

/// One person's agreement: who, to which app, to which items.
#[derive(Clone)]
pub(super) struct Grant {
    pub(super) provider: Provider,
    pub(super) client: Arc<TestClient>,
    pub(super) user: &'static User,
    /// The items agreed to, in the order of the screen.
    pub(super) items: Vec<&'static str>,
    /// When.
    pub(super) at: u64,
    /// What an id_token needs to know, if one comes with the tokens.
    pub(super) openid: Option<Openid>,
    /// Kakao's service terms agreed to with it.
    pub(super) terms: Vec<&'static str>,
    /// Which sign-in it is; 0 until tokens are issued.
    pub(super) session: u64,
}

/// The OpenID Connect side of an agreement.
#[derive(Clone)]
pub(super) struct Openid {
    /// As the authorize request sent it; a refreshed id_token carries it again.
    pub(super) nonce: Option<String>,
}

impl Grant {
    pub(super) fn has(&self, item: &str) -> bool {
        self.items.contains(&item)
    }

    /// Whether it is the same person in the same app.
    pub(super) fn is_same_person(&self, other: &Self) -> bool {
        self.provider == other.provider && Arc::ptr_eq(&self.client, &other.client) && self.user.key == other.user.key
    }
}

/// A one-time code with everything that it is bound to.
pub(super) struct Code {
    pub(super) grant: Grant,
    pub(super) redirect_uri: String,
    pub(super) state: Option<String>,
    /// The S256 challenge, if the authorize request carried one.
    pub(super) challenge: Option<String>,
    /// A fault of the authorize request that shows when the code is exchanged.
    pub(super) fault: Option<Fault>,
}

/// Kakao's access tokens of a REST API key: about six hours (seen in replies of 2025).
pub(super) const KAKAO_ACCESS_LIFE: u64 = 21_599;
/// Kakao's refresh tokens: 60 days (Kakao Developers, REST API › Refresh token).
pub(super) const KAKAO_REFRESH_LIFE: u64 = 5_183_999;
/// Kakao renews a refresh token only when less than one month of it is left (same page).
const KAKAO_ROTATION: u64 = 30 * 24 * 3600;
/// NAVER's access tokens: one hour (NAVER Login developer guide).
pub(super) const NAVER_ACCESS_LIFE: u64 = 3600;
/// NAVER documents no life of refresh tokens.
const FOREVER: u64 = u64::MAX;

/// Tokens freshly issued.
pub(super) struct Issued {
    pub(super) access: String,
    /// Absent where the old refresh token stays valid.
    pub(super) refresh: Option<String>,
    pub(super) grant: Arc<Grant>,
}

/// Codes and tokens, by their text.
pub(super) struct Book {
    pub(super) codes: Expiring<Code>,
    pub(super) access: Expiring<Arc<Grant>>,
    pub(super) refresh: Expiring<Arc<Grant>>,
    pub(super) links: Links,
    sessions: u64,
}

impl Book {
    pub(super) fn new() -> Self {
        Self {
            codes: Expiring::new(),
            access: Expiring::new(),
            refresh: Expiring::new(),
            links: Links::default(),
            sessions: 0,
        }
    }

    /// Writes down an agreement and draws the code for it.
    pub(super) fn agree(&mut self, code: Code, now: u64, life: u64) -> String {
        let text = match code.grant.provider {
            Provider::Kakao => random::kakao_code(),
            Provider::Naver => random::naver_code(),
        };
        self.codes.put(text.clone(), code, now, life);
        text
    }

    /// Spends a code of this app that fits the endpoint; whatever is wrong with the rest of the request, the code is
    /// gone.
    pub(super) fn spend(
        &mut self,
        client: &Arc<TestClient>,
        code: &str,
        now: u64,
        fits: impl Fn(&Grant) -> bool,
    ) -> Option<Code> {
        let (_, found) = self.codes.get(code, now)?;
        if !Arc::ptr_eq(&found.grant.client, client) || !fits(&found.grant) {
            return None;
        }
        self.codes.remove(code)
    }

    /// Issues an access token and a refresh token, which links the person to the app.
    pub(super) fn issue(&mut self, mut grant: Grant, now: u64) -> Issued {
        self.sessions += 1;
        grant.session = self.sessions;
        let grant = Arc::new(grant);
        self.links.note(&grant, now);
        let access = self.new_access(&grant, now);
        let refresh = self.new_refresh(&grant, now);
        Issued {
            access,
            refresh: Some(refresh),
            grant,
        }
    }

    /// Renews an access token; the refresh token too where the provider does so.
    pub(super) fn renew(
        &mut self,
        client: &Arc<TestClient>,
        refresh: &str,
        now: u64,
        fits: impl Fn(&Grant) -> bool,
    ) -> Option<Issued> {
        let (left, grant) = self.refresh.get(refresh, now)?;
        if !Arc::ptr_eq(&grant.client, client) || !fits(grant) {
            return None;
        }
        let grant = Arc::clone(grant);
        let access = self.new_access(&grant, now);
        let rotates = grant.provider == Provider::Kakao && left < KAKAO_ROTATION;
        let renewed = rotates.then(|| {
            self.refresh.remove(refresh);
            self.new_refresh(&grant, now)
        });
        Some(Issued {
            access,
            refresh: renewed,
            grant,
        })
    }

    /// Whose access token this is, and the seconds it has left.
    pub(super) fn bearer(&self, provider: Provider, token: &str, now: u64) -> Option<(u64, Arc<Grant>)> {
        let (left, grant) = self.access.get(token, now)?;
        (grant.provider == provider).then(|| (left, Arc::clone(grant)))
    }

    /// Whose access or refresh token this is.
    pub(super) fn whose(&self, token: &str, now: u64) -> Option<Arc<Grant>> {
        let found = self.access.get(token, now).or_else(|| self.refresh.get(token, now));
        found.map(|(_, grant)| Arc::clone(grant))
    }

    fn new_access(&mut self, grant: &Arc<Grant>, now: u64) -> String {
        let (text, life) = match grant.provider {
            Provider::Kakao => (random::kakao_token(), KAKAO_ACCESS_LIFE),
            Provider::Naver => (random::naver_access_token(), NAVER_ACCESS_LIFE),
        };
        self.access.put(text.clone(), Arc::clone(grant), now, life);
        text
    }

    fn new_refresh(&mut self, grant: &Arc<Grant>, now: u64) -> String {
        let (text, life) = match grant.provider {
            Provider::Kakao => (random::kakao_token(), KAKAO_REFRESH_LIFE),
            Provider::Naver => (random::naver_refresh_token(), FOREVER),
        };
        self.refresh.put(text.clone(), Arc::clone(grant), now, life);
        text
    }
}

//! Which addresses may be dialled (A15, L9, L11): judged as they are spelled, and again after the name was resolved, on every
//! new connection.

use std::net::SocketAddr;

use connector_core::{
    Error, ErrorKind, Reach, Reason, Result,
    plan::{is_loopback, is_public},
};
use reqwest::dns::{Name, Resolve, Resolving};
use url::{Host, Url};

/// What a client may dial.
#[derive(Clone, Copy, Debug)]
pub(super) struct Addresses {
    pub(super) loopback: bool,
    pub(super) reach: Reach,
}

impl Addresses {
    /// Judges a request's scheme and host as they are spelled.
    pub(super) fn judge(self, url: &Url) -> Result<()> {
        let Some(host) = url.host() else { return Err(refused()) };
        let local = is_loopback(&host);
        if !local && url.scheme() != "https" {
            return Err(Error::new(
                ErrorKind::ConfigInvalid,
                "plain http is for loopback addresses only",
            ));
        }
        let public = match host {
            Host::Ipv4(address) => is_public(address.into()),
            Host::Ipv6(address) => is_public(address.into()),
            Host::Domain(_) => true,
        };
        let allowed = if local {
            self.loopback
        } else {
            public || self.reach == Reach::Private
        };
        if allowed { Ok(()) } else { Err(refused()) }
    }

    fn takes(self, name: &str, address: &SocketAddr) -> bool {
        let local = address.ip().to_canonical().is_loopback();
        if local {
            return self.loopback && name.eq_ignore_ascii_case("localhost");
        }
        is_public(address.ip()) || self.reach == Reach::Private
    }
}

fn refused() -> Error {
    Error::new(ErrorKind::ConfigInvalid, "the address is not public").because(Reason::PrivateAddress)
}

/// Resolves names and leaves out what may not be dialled.
pub(super) struct Names(pub(super) Addresses);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let addresses = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0))
                .await
                .map_err(|_| Unresolved::Unknown)?;
            let (good, bad): (Vec<_>, Vec<_>) = found.partition(|address| addresses.takes(name.as_str(), address));
            if good.is_empty() {
                return Err(if bad.is_empty() {
                    Unresolved::Unknown
                } else {
                    Unresolved::NotPublic
                }
                .into());
            }
            Ok(Box::new(good.into_iter()) as Box<dyn Iterator<Item = SocketAddr> + Send>)
        })
    }
}

/// Why a name gives no address.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unresolved {
    /// The name does not exist or cannot be looked up.
    Unknown,
    /// All of its addresses are private.
    NotPublic,
}

impl Unresolved {
    pub(super) fn error(self) -> Error {
        match self {
            Self::Unknown => {
                Error::new(ErrorKind::ProviderUnavailable, "the host's name cannot be resolved").because(Reason::Dns)
            }
            Self::NotPublic => refused(),
        }
    }
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name gives no address that may be dialled")
    }
}

impl std::error::Error for Unresolved {}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(loopback: bool, reach: Reach, target: &str) -> bool {
        Addresses { loopback, reach }.judge(&target.parse().unwrap()).is_ok()
    }

    #[test]
    fn a15_l9_spelled_addresses() {
        for target in [
            "https://10.0.0.5/",
            "https://169.254.169.254/",
            "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/",
        ] {
            assert!(!judge(true, Reach::Public, target), "{target}");
            assert!(judge(false, Reach::Private, target), "{target}");
        }
        for target in [
            "https://127.0.0.1/",
            "https://localhost/",
            "http://127.0.0.1:1/",
            "http://[::1]/",
        ] {
            assert!(!judge(false, Reach::Private, target), "{target}");
            assert!(judge(true, Reach::Public, target), "{target}");
        }
        assert!(!judge(true, Reach::Private, "http://kauth.kakao.com/"));
        assert!(judge(false, Reach::Public, "https://kauth.kakao.com/"));
    }

    #[test]
    fn a15_resolved_addresses() {
        let public = Addresses {
            loopback: true,
            reach: Reach::Public,
        };
        assert!(public.takes("localhost", &"127.0.0.1:0".parse().unwrap()));
        assert!(!public.takes("rebind.example", &"127.0.0.1:0".parse().unwrap()));
        assert!(!public.takes("rebind.example", &"[::ffff:192.168.0.1]:0".parse().unwrap()));
        assert!(public.takes("kauth.kakao.com", &"211.249.220.1:0".parse().unwrap()));
    }
}

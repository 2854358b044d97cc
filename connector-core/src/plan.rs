//! A flow whose host variables are resolved: what an instance really contacts.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use serde_json::Value;
use url::{Host, Url};

use crate::{
    error::{Error, ErrorKind},
    flow::Flow,
    step::Operation,
};

/// The resolved addresses of a flow.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) authorize: String,
    pub(crate) token: http::Uri,
    pub(crate) keys: Option<String>,
    pub(crate) steps: Vec<http::Uri>,
    pub(crate) operations: BTreeMap<Operation, http::Uri>,
    pub(crate) logout_page: Option<String>,
    /// Where the rest is read from, if it is not known.
    pub(crate) discovery: Option<String>,
    pub(crate) origins: Vec<String>,
}

/// Why a flow cannot be resolved: a fault of its author.
pub(crate) type BadFlow = String;

impl Flow {
    /// The plan with some host variables replaced. `replaced` gives the base URL for a variable, if it has another one.
    pub(crate) fn plan(&self, replaced: &[(&str, &str)]) -> Result<Arc<Plan>, BadFlow> {
        if !replaced.is_empty() {
            return Plan::of(self, replaced).map(Arc::new);
        }
        if let Some(plan) = self.own_plan.get() {
            return Ok(Arc::clone(plan));
        }
        let plan = Arc::new(Plan::of(self, &[])?);
        Ok(Arc::clone(self.own_plan.get_or_init(|| plan)))
    }
}

impl Plan {
    fn of(flow: &Flow, replaced: &[(&str, &str)]) -> Result<Self, BadFlow> {
        if let Some((name, source)) = flow
            .token_fields
            .iter()
            .find(|(_, source)| !source.fits_a_token_request())
        {
            return Err(format!("the token field {name} cannot come from {source:?}"));
        }
        let mut origins = Vec::new();
        let mut resolve = |address: &str| {
            let url = resolve(flow, replaced, address)?;
            let origin = url.origin().ascii_serialization();
            if !origins.contains(&origin) {
                origins.push(origin);
            }
            Ok::<Url, BadFlow>(url)
        };
        let uri = |url: &Url| {
            url.as_str()
                .parse::<http::Uri>()
                .map_err(|_| format!("{url} is not a request target"))
        };
        let discovery = flow.discovery.as_deref().map(&mut resolve).transpose()?;
        if let Some(document) = discovery {
            // Only hosts that are named here may stand in the document (F24).
            for variable in flow.hosts.keys() {
                resolve(&format!("{{{variable}}}"))?;
            }
            return Ok(Self {
                authorize: String::new(),
                token: http::Uri::default(),
                keys: None,
                steps: vec![http::Uri::default(); flow.steps.len()],
                operations: BTreeMap::new(),
                logout_page: None,
                discovery: Some(document.into()),
                origins,
            });
        }
        let authorize = resolve(&flow.authorize)?.into();
        let token = uri(&resolve(&flow.token)?)?;
        if token.query().is_some() {
            return Err("the token endpoint takes no query".to_owned());
        }
        let keys = flow
            .id_token
            .as_ref()
            .map(|rule| resolve(&rule.keys))
            .transpose()?
            .map(Into::into);
        let mut steps = Vec::with_capacity(flow.steps.len());
        for step in &flow.steps {
            steps.push(uri(&resolve(&step.address)?)?);
        }
        let mut operations = BTreeMap::new();
        for (operation, step) in &flow.operations {
            operations.insert(*operation, uri(&resolve(&step.address)?)?);
        }
        let logout_page = flow.logout_page.as_deref().map(&mut resolve).transpose()?;
        Ok(Self {
            authorize,
            token,
            keys,
            steps,
            operations,
            logout_page: logout_page.map(Into::into),
            discovery: None,
            origins,
        })
    }
}

impl Plan {
    /// This plan with the addresses of a discovery document.
    pub(crate) fn filled(&self, document: &Value) -> Result<Self, Error> {
        let address = |name: &str| {
            let text = document.get(name).and_then(Value::as_str)?;
            let url = Url::parse(text).ok()?;
            let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
            let named = self.origins.contains(&url.origin().ascii_serialization());
            (plain && named).then(|| url.to_string())
        };
        let uri = |name: &str| address(name)?.parse::<http::Uri>().ok();
        let refuse = || {
            let message = "the discovery document lacks an address, or names a host that the connector does not";
            Error::new(ErrorKind::ReplyInvalid, message)
        };
        let mut steps = Vec::with_capacity(self.steps.len());
        for _ in &self.steps {
            steps.push(uri("userinfo_endpoint").ok_or_else(refuse)?);
        }
        Ok(Self {
            authorize: address("authorization_endpoint").ok_or_else(refuse)?,
            token: uri("token_endpoint").ok_or_else(refuse)?,
            keys: Some(address("jwks_uri").ok_or_else(refuse)?),
            steps,
            operations: BTreeMap::new(),
            logout_page: None,
            discovery: None,
            origins: self.origins.clone(),
        })
    }
}

fn resolve(flow: &Flow, replaced: &[(&str, &str)], address: &str) -> Result<Url, BadFlow> {
    let variable_and_rest = address.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let (variable, rest) = variable_and_rest.ok_or_else(|| format!("{address} does not begin with a host variable"))?;
    let own = flow
        .hosts
        .get(variable)
        .ok_or_else(|| format!("the host variable {{{variable}}} has no value"))?;
    let base = replaced
        .iter()
        .find(|(name, _)| *name == variable)
        .map_or(own.as_str(), |(_, base)| *base);
    let url = Url::parse(&format!("{}{rest}", base.trim_end_matches('/')))
        .map_err(|_| format!("{address} is not a web address"))?;
    if base == own && url.scheme() != "https" {
        return Err(format!("{address} is not https"));
    }
    if url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
        return Err(format!("{address} has a part that does not belong there"));
    }
    Ok(url)
}

/// Whether an origin names this machine itself: 127.0.0.0/8, ::1 or `localhost` (L9).
pub fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).to_canonical().is_loopback(),
    }
}

/// Whether an address is reachable by everybody: not private, link-local, loopback, shared, multicast or reserved (A15, L11).
/// IPv4 addresses inside IPv6 are judged as IPv4.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_broadcast()
                || v4.is_documentation()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19)))
        }
        IpAddr::V6(v6) => {
            let [first, second, third, ..] = v6.segments();
            let embedded = match v6.segments() {
                // NAT64 (64:ff9b::/96), 6to4 (2002::/16) and IPv4-compatible addresses carry an IPv4 address.
                [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0, 0, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
                    Some(std::net::Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)))
                }
                _ => None,
            };
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || (first & 0xfe00) == 0xfc00
                || (first & 0xffc0) == 0xfe80
                || (first & 0xffc0) == 0xfec0
                || (first == 0x2001 && second == 0xdb8)
                || (first == 0x64 && second == 0xff9b && third == 1)
                || (first == 0x2001 && second == 0))
                && embedded.is_none_or(|v4| is_public(IpAddr::V4(v4)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::step::Step;

    #[test]
    fn a15_private_addresses_in_any_spelling() {
        for spelling in [
            "10.0.0.5",
            "172.16.0.1",
            "192.168.1.1",
            "127.0.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "127.1",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[fc00::1]",
            "[fe80::1]",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
        ] {
            let url = Url::parse(&format!("https://{spelling}/")).unwrap();
            let address = match url.host().unwrap() {
                Host::Ipv4(v4) => IpAddr::V4(v4),
                Host::Ipv6(v6) => IpAddr::V6(v6),
                Host::Domain(name) => panic!("{name} was not read as an address"),
            };
            assert!(!is_public(address), "{spelling}");
        }
        for public in ["8.8.8.8", "211.249.220.1", "2001:4860:4860::8888"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn hosts_are_replaced_with_their_path_prefix() {
        let flow = Flow::code("{auth}/oauth/authorize", "{auth}/oauth/token")
            .host("auth", "https://a.example")
            .host("api", "https://b.example")
            .step(Step::get("me", "{api}/me?x=1"));
        let plan = flow.plan(&[("auth", "http://127.0.0.1:9/pre/")]).unwrap();
        assert_eq!(plan.authorize, "http://127.0.0.1:9/pre/oauth/authorize");
        assert_eq!(plan.steps[0].to_string(), "https://b.example/me?x=1");
        assert_eq!(plan.origins, ["http://127.0.0.1:9", "https://b.example"]);
        assert!(Arc::ptr_eq(&flow.plan(&[]).unwrap(), &flow.plan(&[]).unwrap()));
    }

    #[test]
    fn a_flow_that_is_not_https_is_refused() {
        assert!(
            Flow::code("{a}/x", "{a}/y")
                .host("a", "http://a.example")
                .plan(&[])
                .is_err()
        );
        assert!(
            Flow::code("{b}/x", "{a}/y")
                .host("a", "https://a.example")
                .plan(&[])
                .is_err()
        );
        assert!(
            Flow::code("https://a.example/x", "{a}/y")
                .host("a", "https://a.example")
                .plan(&[])
                .is_err()
        );
    }
}

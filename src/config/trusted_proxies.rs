//! The proxies whose forwarded headers count: an explicit list, empty by default. A list that covers everybody would
//! let everybody choose the address that throttles and logs see, so a catch-all is refused.

use std::{
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

use super::{
    error::Invalid,
    value::{Raw, Value},
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Whether forwarded headers from this peer count. An IPv4 address that arrives as IPv6 is the same peer.
    pub fn contains(&self, peer: IpAddr) -> bool {
        self.0
            .iter()
            .any(|network| network.contains(peer.to_canonical()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for TrustedProxies {
    type Err = Invalid;

    /// Addresses and networks between commas.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Value for TrustedProxies {
    const KIND: &'static str = "list of addresses";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::List(items) => items
                .iter()
                .map(|item| item.parse())
                .collect::<Result<_, _>>()
                .map(Self),
            Raw::Word(text) | Raw::Text(text) => text.parse(),
            _ => Err(Invalid::because(
                "that is not a list of addresses: write `[\"10.0.0.5\", \"10.1.0.0/16\"]`",
            )),
        }
    }

    fn show(&self) -> String {
        let networks = self
            .0
            .iter()
            .map(|network| format!("\"{}/{}\"", network.address, network.prefix));
        format!("[{}]", networks.collect::<Vec<_>>().join(", "))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    fn contains(&self, peer: IpAddr) -> bool {
        match (self.address, peer) {
            (IpAddr::V4(own), IpAddr::V4(peer)) => shares(
                own.to_bits().into(),
                peer.to_bits().into(),
                32 - self.prefix,
            ),
            (IpAddr::V6(own), IpAddr::V6(peer)) => {
                shares(own.to_bits(), peer.to_bits(), 128 - self.prefix)
            }
            _ => false,
        }
    }

    /// Everybody, or so many that nobody can have meant them: wider than a /8, or in IPv6 than a /32, save for the
    /// private networks of RFC 4193 and the link-local ones.
    fn is_catch_all(&self) -> bool {
        match self.address {
            IpAddr::V4(address) => self.prefix < 8 || address.is_unspecified(),
            IpAddr::V6(address) if address.is_unique_local() => self.prefix < 7,
            IpAddr::V6(address) if address.is_unicast_link_local() => self.prefix < 10,
            IpAddr::V6(address) => self.prefix < 32 || address.is_unspecified(),
        }
    }

    /// The network's own address, without the bits that say which host.
    fn first(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(self.prefix))
                    .unwrap_or(0);
                IpAddr::V4((address.to_bits() & mask).into())
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.prefix))
                    .unwrap_or(0);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
            }
        }
    }

    /// IPv4 written as IPv6 (`::ffff:10.0.0.0/104`) is held to the rules of IPv4.
    fn canonical(self) -> Self {
        match (self.address.to_canonical(), self.prefix.checked_sub(96)) {
            (IpAddr::V4(address), Some(prefix)) if self.address.is_ipv6() => Self {
                address: IpAddr::V4(address),
                prefix,
            },
            _ => self,
        }
    }
}

impl FromStr for Network {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| no_address(text))?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let digits = |prefix: &str| prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix = match prefix {
            None => longest,
            Some(prefix) if digits(prefix) => prefix.parse().map_err(|_| no_address(text))?,
            Some(_) => return Err(no_address(text)),
        };
        if prefix > longest {
            return Err(no_address(text));
        }
        let network = Self { address, prefix }.canonical();
        if network.is_catch_all() {
            return Err(Invalid(format!(
                "`{text}` covers nearly everybody, and then anybody could forge an address: write the addresses of the proxies themselves"
            )));
        }
        if network.first() != network.address {
            let (first, prefix) = (network.first(), network.prefix);
            return Err(Invalid(format!(
                "`{text}` is a host with a network's prefix: write `{first}/{prefix}`"
            )));
        }
        Ok(network)
    }
}

fn shares(own: u128, peer: u128, host_bits: u8) -> bool {
    (own ^ peer).checked_shr(host_bits.into()).unwrap_or(0) == 0
}

fn no_address(text: &str) -> Invalid {
    let text = text.escape_debug();
    Invalid(format!(
        "`{text}` is neither an IP address nor a network: write one such as `10.0.0.5` or `10.1.0.0/16`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> TrustedProxies {
        text.parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn only_what_is_listed_is_trusted() {
        let proxies = list("10.0.0.5, 10.1.0.0/16,fd00::/8, 2001:db8::/48, ::1");
        for trusted in [
            "10.0.0.5",
            "10.1.255.255",
            "::ffff:10.1.2.3",
            "fd12::9",
            "2001:db8:0:ffff::1",
            "::1",
        ] {
            assert!(
                proxies.contains(trusted.parse().expect("address")),
                "{trusted}"
            );
        }
        for other in [
            "10.0.0.4",
            "10.2.0.0",
            "127.0.0.1",
            "fc00::1",
            "2001:db8:1::1",
            "::2",
            "::ffff:10.0.0.6",
        ] {
            assert!(
                !proxies.contains(other.parse().expect("address")),
                "{other}"
            );
        }
        assert!(!TrustedProxies::default().contains("127.0.0.1".parse().expect("address")));
    }

    #[test]
    fn ipv4_in_ipv6_is_ipv4() {
        let proxies = list("::ffff:10.1.0.0/112");
        assert!(proxies.contains("10.1.2.3".parse().expect("address")));
        assert!(!proxies.contains("10.2.2.3".parse().expect("address")));
    }

    #[test]
    fn a_catch_all_is_refused() {
        for text in [
            "0.0.0.0/0",
            "::/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "10.0.0.0/7",
            "2000::/3",
            "2000::/31",
            "::ffff:0:0/96",
            "::ffff:0.0.0.0/97",
            "::ffff:10.0.0.0/103",
            "0.0.0.0",
            "::",
            "fc00::/6",
            "10.0.0.5,0.0.0.0/0",
        ] {
            assert!(text.parse::<TrustedProxies>().is_err(), "{text}");
        }
        for text in [
            "10.0.0.0/8",
            "fc00::/7",
            "fe80::/10",
            "2001:db8::/32",
            "::ffff:10.0.0.0/104",
            "",
        ] {
            list(text);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "*",
            "all",
            "localhost",
            "10.0.0.5/33",
            "::1/129",
            "10.0.0.5/+8",
            "10.0.0.5/",
            "10.0.0",
            "10.0.0.5:80",
        ] {
            assert!(text.parse::<TrustedProxies>().is_err(), "{text}");
        }
        let reason = "10.1.2.3/16"
            .parse::<TrustedProxies>()
            .expect_err("host bits")
            .to_string();
        assert!(reason.contains("write `10.1.0.0/16`"), "{reason}");
    }
}

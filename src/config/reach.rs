//! How a server of mail or of directories is reached: host, port, and what protects the way there. Whatever leaves this machine is
//! encrypted; there is no way to write a URL that is not.

use std::fmt;

use url::{Host, Url};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314 section 3.3).
    Tls,
    /// TLS after the protocol's own start of it (RFC 3207; RFC 4511 section 4.14), or nothing at all.
    StartTls,
    /// None: the server is on this machine.
    Plain,
}

/// A protocol's scheme, which with an `s` behind it is TLS from the first byte, and the ports that are usual.
pub(super) struct Scheme {
    pub name: &'static str,
    pub tls: u16,
    pub starttls: u16,
    pub plain: u16,
}

/// What stands in a URL before anything else of it.
pub(super) struct Reach {
    pub host: String,
    pub port: u16,
    pub security: Security,
}

impl Reach {
    /// None where there is no host, or the scheme is another.
    pub(super) fn of(url: &Url, scheme: &Scheme) -> Option<Self> {
        // The scheme is not special, so the host comes as it was written, and an address is told by hand.
        let host = Host::parse(url.host_str().filter(|host| !host.is_empty())?).ok()?;
        let (security, port) = match url.scheme().strip_prefix(scheme.name)? {
            "s" => (Security::Tls, scheme.tls),
            "" if is_loopback(&host) => (Security::Plain, scheme.plain),
            "" => (Security::StartTls, scheme.starttls),
            _ => return None,
        };
        Some(Self {
            host: bare(&host),
            port: url.port().unwrap_or(port),
            security,
        })
    }
}

/// Whether nothing stands behind host and port.
pub(super) fn ends_with_port(url: &Url) -> bool {
    matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none()
}

pub(super) fn show(
    f: &mut fmt::Formatter<'_>,
    scheme: &Scheme,
    (host, port, security): (&str, u16, Security),
) -> fmt::Result {
    let s = if security == Security::Tls { "s" } else { "" };
    match host.contains(':') {
        true => write!(f, "{}{s}://[{host}]:{port}", scheme.name),
        false => write!(f, "{}{s}://{host}:{port}", scheme.name),
    }
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// As connections and certificates name it: an IPv6 address without its brackets.
fn bare(host: &Host) -> String {
    match host {
        Host::Domain(name) => name.clone(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    }
}

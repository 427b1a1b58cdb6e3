//! Where requests may go that somebody else named: to https URLs at public addresses, so that no client can have this
//! server speak to the network behind it. The ranges are those of the IANA special-purpose address registries (RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

const LONGEST: usize = 2048;

/// Why the guard lets no request go there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub(super) &'static str);

/// Reads a URL, and refuses what can be refused before its name is looked up.
pub(super) fn permit(text: &str, allow_private: bool) -> Result<Url, Refused> {
    if text.len() > LONGEST {
        return Err(Refused("the URL is longer than 2048 characters"));
    }
    // The parser would pass over these, and so read another URL than others do.
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) || text.contains('\\') {
        return Err(Refused("the URL has characters that must be escaped"));
    }
    if text
        .split_once("://")
        .is_none_or(|(_, rest)| rest.starts_with('/'))
    {
        return Err(Refused("that is not a URL"));
    }
    let url = Url::parse(text).map_err(|_| Refused("that is not a URL"))?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        _ => return Err(Refused("the URL is not https")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused("the URL has a user name or password"));
    }
    if url.fragment().is_some() {
        return Err(Refused("the URL has a fragment"));
    }
    let public = match url.host() {
        None => return Err(Refused("the URL has no host")),
        Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
        Some(Host::Domain(name)) => !is_local(name),
    };
    if public || allow_private {
        Ok(url)
    } else {
        Err(Refused("the address is not public"))
    }
}

/// RFC 6761 section 6.3: names of this machine, whatever a resolver says.
fn is_local(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address belongs to the Internet at large.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Of IPv6 only 2000::/3 is routed. That leaves out loopback, link-local, unique local, multicast, and what maps or translates
/// to IPv4; of 2000::/3 itself go the protocol assignments with Teredo, 6to4, and documentation.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let special = matches!(
        (first, second),
        (0x2001, 0..=0x1ff | 0xdb8) | (0x2002, _) | (0x3fff, 0..=0xfff)
    );
    first & 0xe000 == 0x2000 && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: [&str; 40] = [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "ff02::1",
    ];

    #[test]
    fn only_public_addresses_are_public() {
        for public in [
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2606:4700::1",
            "2a00::1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for private in PRIVATE {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
    }

    #[test]
    fn an_address_in_a_url_is_checked_however_it_is_written() {
        assert!(permit("https://8.8.8.8/jwks", false).is_ok());
        assert!(permit("https://[2606:4700::1]/jwks", false).is_ok());
        for private in PRIVATE {
            let host = if private.contains(':') {
                format!("[{private}]")
            } else {
                private.to_owned()
            };
            let url = format!("https://{host}/jwks");
            assert!(permit(&url, false).is_err(), "{url}");
            assert!(permit(&url, true).is_ok(), "{url}");
        }
        for other in [
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://127.1/",
            "https://0x7f.1/",
            "https://127.0.0.1./",
            "https://%31%32%37.0.0.1/",
            "https://\u{ff11}27.0.0.1/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://a.localhost/",
        ] {
            assert!(permit(other, false).is_err(), "{other}");
        }
    }

    #[test]
    fn a_url_is_https_and_plain() {
        let good = "https://rp.example.com:8443/keys.json?v=1";
        assert_eq!(permit(good, false).map(String::from).as_deref(), Ok(good));
        let long = format!("{good}{}", "x".repeat(LONGEST));
        for bad in [
            "",
            "rp.example.com",
            "https://",
            "https:///keys",
            "https:rp.example.com/",
            "ftp://rp.example.com/",
            "file:///etc/passwd",
            "gopher://rp.example.com/",
            "data:text/plain,x",
            "https://user@rp.example.com/",
            "https://:secret@rp.example.com/",
            "https://rp.example.com/#x",
            "https://rp.example.com/#",
            " https://rp.example.com/",
            "https://rp.exam\nple.com/",
            "https://rp.example.com\\@127.0.0.1/",
            &long,
        ] {
            assert!(permit(bad, false).is_err(), "{bad}");
            assert!(permit(bad, true).is_err(), "{bad}");
        }
        assert!(permit("http://rp.example.com/", false).is_err());
        assert!(permit("http://rp.example.com/", true).is_ok());
    }
}

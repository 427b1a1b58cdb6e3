//! Where a request comes from: the peer of the connection, or what a trusted proxy says of it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};

use crate::config::TrustedProxies;

/// The peer of the connection, put into each request by the server.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The address that throttles and sessions see. `X-Forwarded-For` is read from its end, for as long as it was written by
/// a proxy that the operator trusts; what is no address ends the reading, and nothing is ever looked up.
pub(crate) fn of(headers: &HeaderMap, extensions: &Extensions, trusted: &TrustedProxies) -> IpAddr {
    let unknown = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let mut address = extensions
        .get::<Peer>()
        .map_or(unknown, |peer| peer.0.ip().to_canonical());
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    let hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for hop in hops {
        if !trusted.contains(address) {
            break;
        }
        let Ok(further) = hop.trim().parse::<IpAddr>() else {
            break;
        };
        address = further.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &str) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        extensions.insert(Peer(SocketAddr::new(peer.parse().unwrap(), 1)));
        of(&headers, &extensions, &trusted.parse().unwrap()).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("10.1.0.2", &["192.0.2.7"], "10.1.0.2"), "192.0.2.7");
        assert_eq!(
            seen("203.0.113.9", &["192.0.2.7"], "10.1.0.2"),
            "203.0.113.9"
        );
        assert_eq!(seen("10.1.0.2", &["192.0.2.7"], ""), "10.1.0.2");
    }

    #[test]
    fn what_the_client_wrote_itself_does_not_count() {
        assert_eq!(
            seen("10.1.0.2", &["1.1.1.1, 192.0.2.7"], "10.1.0.2"),
            "192.0.2.7"
        );
        assert_eq!(
            seen("10.1.0.2", &["192.0.2.7, 10.1.0.3"], "10.1.0.0/24"),
            "192.0.2.7"
        );
        assert_eq!(seen("10.1.0.2", &["evil.example"], "10.1.0.2"), "10.1.0.2");
    }
}

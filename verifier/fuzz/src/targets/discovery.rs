//! The metadata of an issuer (OpenID Connect Discovery 1.0 section 4): keys are fetched from where it says only if it is
//! that of the issuer who was asked, and from there by https or on this machine.

use countersign_verifier::doors::jwks_uri;
use serde_json::Value;
use url::{Host, Url};

const REMOTE: &str = "https://id.example.org";
const LOCAL: &str = "http://localhost:8080";

pub fn check(data: &[u8]) {
    for issuer in [REMOTE, LOCAL] {
        let Ok(address) = jwks_uri(issuer, data) else {
            continue;
        };
        let metadata: Value = serde_json::from_slice(data).expect("JSON");
        assert_eq!(metadata["issuer"], issuer);
        let named = metadata["jwks_uri"].as_str().expect("an address");
        let url = Url::parse(named).expect("a URL");
        assert_eq!(url.as_str(), address);
        assert!(
            url.scheme() == "https" || (issuer == LOCAL && is_here(&url)),
            "{url}"
        );
    }
}

fn is_here(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name.rsplit('.').next() == Some("localhost"),
        Some(Host::Ipv4(address)) => address.octets()[0] == 127,
        Some(Host::Ipv6(address)) => address.segments() == [0, 0, 0, 0, 0, 0, 0, 1],
        None => false,
    };
    url.scheme() == "http" && here
}

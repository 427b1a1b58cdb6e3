//! Client identifiers that are the address of the client's metadata (draft-ietf-oauth-client-id-metadata-document section 3).

use url::Url;

const LONGEST: usize = 512;

/// The host of `id`, where it has the form of such an address: https, or http on this machine for development; a path
/// without dot segments; no user, no fragment; and spelled in the one way that parses to itself.
pub(super) fn host(id: &str) -> Option<String> {
    if id.len() > LONGEST || !id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let url = Url::parse(id).ok()?;
    let loopback = match url.host()? {
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
        url::Host::Domain(name) => name == "localhost",
    };
    let scheme = url.scheme() == "https" || url.scheme() == "http" && loopback;
    // The parser resolves dot segments and adds a path where there is none: what is spelled otherwise is refused here.
    let plain = url.as_str() == id
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none()
        && !id.to_ascii_lowercase().contains("%2e");
    (scheme && plain).then(|| url.host_str().map(str::to_owned))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_spelled_in_one_way() {
        for good in [
            "https://app.example.org/client.json",
            "https://app.example.org:8443/a/b?v=1",
            "http://127.0.0.1:9000/client.json",
        ] {
            assert!(host(good).is_some(), "{good}");
        }
        assert_eq!(host("https://a.example/c").as_deref(), Some("a.example"));
        for bad in [
            "https://app.example.org",
            "http://app.example.org/client.json",
            "https://APP.example.org/client.json",
            "https://app.example.org:443/client.json",
            "https://app.example.org/a/../client.json",
            "https://app.example.org/./client.json",
            "https://app.example.org/%2e%2e/client.json",
            "https://app.example.org/client.json#x",
            "https://app.example.org/client.json#",
            "https://user@app.example.org/client.json",
            "https://:secret@app.example.org/client.json",
            "ftp://app.example.org/client.json",
            "https:app.example.org/client.json",
            "https://app.example.org/a b",
            "web",
            "",
        ] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }
}

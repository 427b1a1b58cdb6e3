//! Where a person's provider is (OIDC Discovery section 2, RFC 7033): every account of this host is here.

use serde_json::{Value, json};
use url::Url;

use crate::config::Issuer;

/// The one relation that is answered.
const ISSUER: &str = "http://openid.net/specs/connect/1.0/issuer";

/// The answer about `resource`; none when it is not of this host. Whether the account exists is not told.
pub fn about(issuer: &Issuer, resource: &str, relations: &[&str]) -> Option<Value> {
    if !is_ours(issuer, resource) {
        return None;
    }
    let mut links = Vec::new();
    if relations.is_empty() || relations.contains(&ISSUER) {
        links.push(json!({"rel": ISSUER, "href": issuer.as_str()}));
    }
    Some(json!({"subject": resource, "links": links}))
}

fn is_ours(issuer: &Issuer, resource: &str) -> bool {
    let Ok(own) = Url::parse(issuer.as_str()) else {
        return false;
    };
    let authority = |url: &Url| {
        let host = url.host_str().map(str::to_ascii_lowercase)?;
        Some(
            url.port()
                .map_or(host.clone(), |port| format!("{host}:{port}")),
        )
    };
    let own = authority(&own);
    match resource.strip_prefix("acct:") {
        Some(account) => account
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && own == Some(host.to_ascii_lowercase())),
        None => {
            let asked = Url::parse(resource).ok();
            let asked = asked.filter(|url| matches!(url.scheme(), "https" | "http"));
            asked.is_some_and(|url| own.is_some() && authority(&url) == own)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_of_this_host_are_here_and_others_are_not() {
        let issuer: Issuer = "https://id.example.org".parse().unwrap();
        for ours in [
            "acct:ada@id.example.org",
            "acct:a%40b@ID.example.org",
            "https://id.example.org/ada",
            "https://id.example.org",
        ] {
            let answer = about(&issuer, ours, &[]).unwrap();
            assert_eq!(
                answer["links"][0]["href"], "https://id.example.org",
                "{ours}"
            );
            assert_eq!(answer["subject"], ours);
        }
        for foreign in [
            "acct:ada@example.org",
            "acct:@id.example.org",
            "acct:id.example.org",
            "ada",
            "https://id.example.org:444/",
            "https://id.example.org.evil.example/",
            "mailto:ada@id.example.org",
            "",
        ] {
            assert_eq!(about(&issuer, foreign, &[]), None, "{foreign}");
        }
        let other = about(
            &issuer,
            "acct:ada@id.example.org",
            &["http://webfinger.net/rel/avatar"],
        );
        assert_eq!(other.unwrap()["links"], json!([]));
    }
}

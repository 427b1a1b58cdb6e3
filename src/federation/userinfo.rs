//! What a provider says of somebody beside the ID token (OIDC Core section 5.3), or instead of one.

use serde_json::{Map, Value};
use url::Url;

use super::Trouble;
use super::claims::at;
use super::endpoints::Endpoints;
use super::exchange::Tokens;
use super::{client_secret, transport};
use crate::app::App;
use crate::config::{Place, Provider};

/// Adds what the UserInfo endpoint says, where the ID token leaves something open. About whom it speaks has to be the one whom
/// the ID token names (OIDC Core section 5.3.2), and it never overrules that.
pub(super) async fn complete(
    app: &App,
    provider: &Provider,
    (endpoints, tokens): (&Endpoints, &Tokens),
    mut claims: Map<String, Value>,
) -> Result<Map<String, Value>, Trouble> {
    let Some(url) = endpoints
        .userinfo
        .as_deref()
        .filter(|_| leaves_open(provider, &claims))
    else {
        return Ok(claims);
    };
    let said = object(&transport::get(app, url, &tokens.access).await?)?;
    if said.get("sub").is_none() || said.get("sub") != claims.get("sub") {
        return Err(Trouble::disbelieved("UserInfo speaks of somebody else"));
    }
    // An address and the word on it belong together: neither is taken from another place than the other.
    let email = [
        provider.map.email.as_str(),
        provider.map.email_verified.as_str(),
    ];
    let own_email = at(&claims, email[0]).is_some();
    let other = at(&said, email[0]);
    if !own_email || other.is_some() && other != at(&claims, email[0]) {
        take_out(&mut claims, email[1]);
    }
    for (name, value) in said {
        let of_email = own_email && email.iter().any(|path| leads_into(path, &name));
        if !of_email {
            claims.entry(name).or_insert(value);
        }
    }
    Ok(claims)
}

/// Whether a path begins with that member.
fn leads_into(path: &str, member: &str) -> bool {
    let first = path.split_once('.').map(|(first, _)| first);
    path == member || first == Some(member)
}

/// Takes a claim away, where [`at`] finds it.
fn take_out(claims: &mut Map<String, Value>, path: &str) {
    if claims.remove(path).is_some() {
        return;
    }
    if let Some((first, rest)) = path.split_once('.')
        && let Some(Value::Object(inner)) = claims.get_mut(first)
    {
        take_out(inner, rest);
    }
}

fn leaves_open(provider: &Provider, claims: &Map<String, Value>) -> bool {
    let mut wanted = vec![provider.map.email.as_str()];
    wanted.extend(provider.roles.iter().map(|rule| rule.claim.as_str()));
    let absent = |claim: &str| at(claims, claim).is_none();
    wanted.into_iter().any(absent)
}

/// What a provider without ID tokens says of whom the access token belongs to.
pub(super) async fn only(
    app: &App,
    provider: &Provider,
    (endpoints, tokens): (&Endpoints, &Tokens),
) -> Result<Map<String, Value>, Trouble> {
    let url = endpoints.userinfo.as_deref();
    let url =
        url.ok_or_else(|| Trouble::disbelieved("there is no place to ask who somebody is"))?;
    let url = proven(provider, url, &tokens.access)?;
    let mut claims = object(&transport::get(app, &url, &tokens.access).await?)?;
    if let Place::OAuth {
        emails_url: Some(url),
        ..
    } = &provider.place
    {
        let (email, verified) = (
            provider.map.email.clone(),
            provider.map.email_verified.clone(),
        );
        claims.remove(&email);
        claims.remove(&verified);
        if let Some(address) = primary(&transport::get(app, url, &tokens.access).await?) {
            claims.insert(email, Value::String(address));
            claims.insert(verified, Value::Bool(true));
        }
    }
    Ok(claims)
}

/// Where the question goes, with the proof that some want of who asks it (Facebook's `appsecret_proof`).
fn proven(provider: &Provider, url: &str, access_token: &str) -> Result<String, Trouble> {
    let Some(proof) = client_secret::proof(provider, access_token) else {
        return Ok(url.to_owned());
    };
    let mut url = Url::parse(url).map_err(Trouble::disbelieved)?;
    url.query_pairs_mut().append_pair("appsecret_proof", &proof);
    Ok(url.into())
}

/// GitHub's list of addresses: the first one, where it is verified.
fn primary(list: &str) -> Option<String> {
    let list: Vec<Map<String, Value>> = serde_json::from_str(list).ok()?;
    let is =
        |address: &Map<String, Value>, name: &str| address.get(name) == Some(&Value::Bool(true));
    let mut primary = list.iter().filter(|address| is(address, "primary"));
    let primary = primary.next().filter(|address| is(address, "verified"))?;
    primary.get("email")?.as_str().map(str::to_owned)
}

/// A signed or encrypted answer is not JSON, and is not taken.
fn object(text: &str) -> Result<Map<String, Value>, Trouble> {
    countersign_verifier::json::object(text.as_bytes())
        .map_err(|error| Trouble::disbelieved(format_args!("UserInfo: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_addresses_at_github_the_first_counts_if_it_is_verified() {
        let list = |primary, verified| {
            format!(
                r#"[{{"email":"old@example.org","primary":false,"verified":true}},
                    {{"email":"ada@example.org","primary":{primary},"verified":{verified}}}]"#
            )
        };
        assert_eq!(
            primary(&list("true", "true")).as_deref(),
            Some("ada@example.org")
        );
        for (is_primary, verified) in [
            ("true", "false"),
            ("false", "true"),
            ("true", "\"true\""),
            ("1", "true"),
        ] {
            assert_eq!(primary(&list(is_primary, verified)), None);
        }
        assert_eq!(primary("{}"), None);
    }
}

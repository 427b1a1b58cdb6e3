//! The applications that a person uses: what each may see and do, and how that is taken away. Third-party-initiated login
//! begins here too (OIDC Core section 4).

use std::collections::BTreeMap;
use std::sync::Arc;

use url::Url;

use super::consent;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Client, ClientSource, Event, RedirectUri, Scopes, StandardScope};
use crate::identity;
use crate::store::{self, Registered};

/// An application that was given something which still stands.
#[derive(Debug)]
pub struct Connected {
    pub client: Arc<Registered>,
    pub since: Timestamp,
    /// When it was given tokens for the last time, where that is still known.
    pub last_used: Option<Timestamp>,
    /// Whether it keeps its access when the person signs out.
    pub stays: bool,
    /// The scopes, and the APIs by their identifiers.
    pub matter: Scopes,
}

/// What is known of an application before its registration was looked up.
struct Found {
    since: Timestamp,
    last_used: Option<Timestamp>,
    stays: bool,
    matter: Scopes,
}

/// All of a person's applications, by name.
pub async fn of(app: &App, user_id: &str) -> Result<Vec<Connected>, Fault> {
    let mut all = Vec::new();
    for (client_id, found) in found(app, user_id).await? {
        if let Some(client) = app.catalog.client(&client_id).await? {
            all.push(Connected {
                client,
                since: found.since,
                last_used: found.last_used,
                stays: found.stays,
                matter: found.matter,
            });
        }
    }
    all.sort_by_cached_key(|one| one.client.client.shown_name().to_lowercase());
    Ok(all)
}

async fn found(app: &App, user_id: &str) -> Result<BTreeMap<String, Found>, Fault> {
    let mut found = BTreeMap::new();
    let mut read = app.db.read();
    for agreed in store::consent::of_user(&mut read, user_id).await? {
        let one = one(&mut found, agreed.client_id, agreed.granted_at);
        one.matter.add(&agreed.scope);
    }
    for connection in store::grant::connections(&mut read, user_id, app.now()).await? {
        let offline = connection.scopes.has_standard(StandardScope::OfflineAccess);
        // What ended with its session stands for nothing.
        if !offline && !connection.session_is_open {
            continue;
        }
        let matter = consent::granted(
            &connection.scopes,
            &connection.resources,
            &connection.claims,
        )?;
        let one = one(&mut found, connection.client_id, connection.first_at);
        one.last_used = one.last_used.max(Some(connection.used_at));
        one.stays |= offline;
        matter.iter().for_each(|name| one.matter.add(name));
    }
    Ok(found)
}

fn one(found: &mut BTreeMap<String, Found>, client_id: String, since: Timestamp) -> &mut Found {
    let one = found.entry(client_id).or_insert_with(|| Found {
        since,
        last_used: None,
        stays: false,
        matter: Scopes::default(),
    });
    one.since = one.since.min(since);
    one
}

/// Takes from an application all that a person gave it: what was agreed to and what was granted, and the codes that are still
/// on their way. False when it had nothing.
pub async fn remove(
    app: &App,
    user_id: &str,
    client_id: &str,
    event: Event,
) -> Result<bool, Fault> {
    let (user_id, client_id, now) = (user_id.to_owned(), client_id.to_owned(), app.now());
    let removed = app.db.write(move |tx| {
        Box::pin(async move {
            // Codes before sessions, as a redemption takes them: of one at the same moment either the grant is seen here, or
            // the code is burnt.
            store::user::take(tx, &user_id).await?;
            store::authorization_code::burn_of_client(tx, &user_id, &client_id, now).await?;
            store::session::hold_of_user(tx, &user_id).await?;
            let agreed = store::consent::forget(tx, &user_id, &client_id).await?;
            let granted = store::grant::revoke_of_client(tx, &user_id, &client_id, now).await?;
            let had_any = agreed + granted > 0;
            if had_any {
                identity::event::record(tx, &event).await?;
            }
            Ok(had_any)
        })
    });
    removed.await
}

/// Where a person begins with an application: its page that starts a sign-in here, told who we are, or else its home page.
pub fn entrance(app: &App, client: &Client) -> Option<String> {
    if !client.is_enabled() {
        return None;
    }
    if let Some(mut url) = client
        .metadata
        .initiate_login_uri
        .as_deref()
        .and_then(https)
    {
        url.query_pairs_mut()
            .append_pair("iss", app.config.issuer.as_str());
        return Some(url.into());
    }
    home(client)
}

/// The application's own page.
pub fn home(client: &Client) -> Option<String> {
    let url = client.metadata.client_uri.as_deref().and_then(https)?;
    Some(url.into())
}

/// The host that people are shown as the application's. One that an application only says is its own is shown where answers
/// go there too, so that none can pass for another.
pub fn site(client: &Client) -> Option<String> {
    let url = Url::parse(&home(client)?).ok()?;
    let host = url.host_str()?.to_owned();
    let mut answered = client.redirect_uris.iter().filter_map(RedirectUri::host);
    let proven = client.source == ClientSource::Operator || answered.any(|known| known == host);
    proven.then_some(host)
}

/// An address that people may be sent to: what a client wrote there decides nothing here.
pub fn https(uri: &str) -> Option<Url> {
    let url = Url::parse(uri).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    (url.scheme() == "https" && url.host().is_some() && plain).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::https;

    #[test]
    fn people_are_sent_to_plain_https_only() {
        assert!(https("https://app.example.org/start?a=1").is_some());
        for bad in [
            "http://app.example.org/",
            "javascript:alert(1)",
            "https://bank.example@evil.example/",
            "data:text/html,x",
            "/start",
        ] {
            assert!(https(bad).is_none(), "{bad}");
        }
    }
}

//! Registers the playground as a client like any other, with its API and the role that the API asks for.

use super::path;
use super::relying_party::CLIENT_ID;
use crate::app::App;
use crate::base::Fault;
use crate::config::Issuer;
use crate::domain::{ChangeError, Client, GrantType, Rejected, Resource};
use crate::identity::role;
use crate::oauth::registration::{self, NewClient};
use crate::oauth::resource;
use crate::store;

/// What a token has to carry so that the demo API answers.
pub(super) const SCOPE: &str = "demo:read";
pub(super) const ROLE: &str = "demo-reader";

/// Makes what is missing, and nothing twice. What the playground of a former issuer left behind is replaced: its
/// addresses lead nowhere.
pub async fn seed(app: &App) -> Result<(), ChangeError> {
    match attempt(app).await {
        // Another node may have been first; then a second look finds what it made.
        Err(ChangeError::Rejected(_)) => attempt(app).await,
        done => done,
    }
}

async fn attempt(app: &App) -> Result<(), ChangeError> {
    let issuer = &app.config.issuer;
    let registered = store::client::find(&mut app.db.read(), CLIENT_ID).await?;
    if registered
        .as_ref()
        .is_some_and(|client| !is_a_playground(client))
    {
        let words = format!(
            "There is a client '{CLIENT_ID}' that is not the playground's. Delete it, or set `playground = false`."
        );
        return Err(Rejected::new("playground", words).into());
    }
    seed_api(app).await?;
    match registered {
        Some(client) if client.redirect_uris[0].as_str() == issuer.url(path::CALLBACK) => Ok(()),
        Some(former) => {
            registration::delete(app, &former.id).await?;
            register(app).await
        }
        None => register(app).await,
    }
}

async fn seed_api(app: &App) -> Result<(), ChangeError> {
    let uri = app.config.issuer.url(path::API);
    let known = store::resource::list(&mut app.db.read()).await?;
    for former in known
        .iter()
        .filter(|known| is_a_demo_api(known) && known.uri != uri)
    {
        resource::delete(app, &former.uri).await?;
    }
    if !known.iter().any(|known| known.uri == uri) {
        resource::create(app, &uri, "Playground API", vec![SCOPE.to_owned()]).await?;
    }
    if !role_exists(app, &uri).await? {
        role::create(app, ROLE, &uri, "May read the notes of the playground").await?;
    }
    Ok(())
}

async fn role_exists(app: &App, uri: &str) -> Result<bool, Fault> {
    Ok(store::role::find(&mut app.db.read(), uri, ROLE)
        .await?
        .is_some())
}

async fn register(app: &App) -> Result<(), ChangeError> {
    registration::create(app, client(&app.config.issuer))
        .await
        .map(|_| ())
}

/// Not the operator's own (`first_party`), so that consent is asked as for anybody's application.
fn client(issuer: &Issuer) -> NewClient {
    let scopes = super::relying_party::SCOPES;
    NewClient {
        id: Some(CLIENT_ID.to_owned()),
        name: "Playground".to_owned(),
        public: true,
        redirect_uris: vec![issuer.url(path::CALLBACK)],
        grants: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        scopes: scopes.split(' ').map(str::to_owned).collect(),
        resources: vec![issuer.url(path::API)],
        ..NewClient::default()
    }
}

/// Whether a client of this name is ours, of this issuer or a former one.
fn is_a_playground(client: &Client) -> bool {
    let (redirect_uris, resources) = (client.redirect_uris.as_slice(), client.resources.as_slice());
    let ([redirect_uri], [resource]) = (redirect_uris, resources) else {
        return false;
    };
    let issuer = redirect_uri.as_str().strip_suffix(path::CALLBACK);
    client.public && issuer.is_some() && issuer == resource.strip_suffix(path::API)
}

fn is_a_demo_api(resource: &Resource) -> bool {
    resource.uri.ends_with(path::API) && resource.scopes == [SCOPE]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;
    use crate::domain::{ClientMetadata, ClientSource, Demand, RedirectUri, ResponseType, Scopes};

    fn registered(redirect_uri: &str, resource: &str) -> Client {
        Client {
            id: CLIENT_ID.to_owned(),
            name: "Playground".to_owned(),
            public: true,
            redirect_uris: vec![RedirectUri::parse(redirect_uri).unwrap()],
            grants: GrantType::ALL.to_vec(),
            scopes: Scopes::default(),
            resources: vec![resource.to_owned()],
            demand: Demand::NOTHING,
            first_party: false,
            require_pkce: true,
            response_types: vec![ResponseType::Code],
            metadata: ClientMetadata::default(),
            source: ClientSource::Operator,
            disabled_at: None,
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn only_a_playground_is_taken_for_one() {
        let ours = registered(
            "http://localhost:8080/playground/callback",
            "http://localhost:8080/playground/api",
        );
        assert!(is_a_playground(&ours));
        let mixed = registered(
            "http://localhost:8080/playground/callback",
            "http://localhost:9090/playground/api",
        );
        assert!(!is_a_playground(&mixed));
        let other = registered("https://app.example.org/cb", "https://api.example.org");
        assert!(!is_a_playground(&other));
    }
}

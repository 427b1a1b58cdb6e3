//! The URLs of a client beside its redirect URIs: those that people are shown or sent to, and those that this server talks to.

use url::Url;

use super::{metadata, redirects};
use crate::app::App;
use crate::domain::{Client, ClientMetadata, RedirectUri, Rejected};

pub(super) fn check(app: &App, client: &Client) -> Result<(), Rejected> {
    let metadata = &client.metadata;
    shown(app, metadata)?;
    talked_to(app, metadata)?;
    for uri in &metadata.post_logout_redirect_uris {
        redirects::parse("post_logout_redirect_uris", uri)?;
    }
    if let Some(uri) = &metadata.frontchannel_logout_uri {
        frontchannel(app, uri, &client.redirect_uris)?;
    }
    Ok(())
}

/// What people see as links or pictures, or are sent to.
fn shown(app: &App, metadata: &ClientMetadata) -> Result<(), Rejected> {
    let members = [
        ("client_uri", &metadata.client_uri),
        ("logo_uri", &metadata.logo_uri),
        ("policy_uri", &metadata.policy_uri),
        ("tos_uri", &metadata.tos_uri),
    ];
    for (member, uri) in members {
        if let Some(uri) = uri {
            web(app, member, uri)?;
        }
    }
    if let Some(uri) = &metadata.initiate_login_uri {
        // https without exception: OIDC Core section 4.
        let url = web(app, "initiate_login_uri", uri)?;
        if url.scheme() != "https" {
            let words = format!("'{uri}' must be an https URL.");
            return Err(Rejected::new("initiate_login_uri", words));
        }
    }
    for (name, value) in &metadata.localized {
        let member = metadata::base_of(name).filter(|member| *member != "client_name");
        if let Some(member) = member {
            web(app, member, value.as_str().unwrap_or_default())?;
        }
    }
    Ok(())
}

/// What the guard would not fetch later is not registered either.
fn talked_to(app: &App, metadata: &ClientMetadata) -> Result<(), Rejected> {
    let permit = |member: &'static str, uri: &str| {
        let refused = |reason| Rejected::new(member, format!("'{uri}' cannot be used: {reason}."));
        app.http.permit(uri).map(|_| ()).map_err(refused)
    };
    let members = [
        ("jwks_uri", &metadata.jwks_uri),
        ("sector_identifier_uri", &metadata.sector_identifier_uri),
        ("backchannel_logout_uri", &metadata.backchannel_logout_uri),
    ];
    for (member, uri) in members {
        if let Some(uri) = uri {
            permit(member, uri)?;
        }
    }
    // The fragment of a request_uri is a hash of what lies there, for caches (OIDC Core section 6.2).
    let documents = metadata.request_uris.iter();
    documents
        .map(|uri| uri.split('#').next().unwrap_or_default())
        .try_for_each(|uri| permit("request_uris", uri))
}

/// It is shown in a frame beside others, so it has to be the client's own: at the scheme, host and port of a redirect URI
/// (OIDC Front-Channel Logout section 2).
fn frontchannel(app: &App, uri: &str, redirect_uris: &[RedirectUri]) -> Result<(), Rejected> {
    const MEMBER: &str = "frontchannel_logout_uri";
    let url = web(app, MEMBER, uri)?;
    if url.fragment().is_some() {
        return Err(Rejected::new(MEMBER, format!("'{uri}' has a fragment.")));
    }
    let mut own = redirect_uris
        .iter()
        .filter_map(|known| Url::parse(known.as_str()).ok());
    match own.any(|known| known.origin() == url.origin()) {
        true => Ok(()),
        false => {
            let words = format!("'{uri}' is not at the origin of a redirect URI.");
            Err(Rejected::new(MEMBER, words))
        }
    }
}

/// An https URL, or while developing one of the developer's own machine.
fn web(app: &App, member: &'static str, text: &str) -> Result<Url, Rejected> {
    let wrong = || {
        let words = format!("'{text}' must be an https URL without user information.");
        Rejected::new(member, words)
    };
    let url = Url::parse(text).map_err(|_| wrong())?;
    let local = RedirectUri::parse(text).is_ok_and(|uri| uri.is_loopback());
    let scheme = url.scheme() == "https" || local && app.config.issuer.is_loopback();
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic())
        && text.contains("://")
        && !text.contains('\\')
        && url.username().is_empty()
        && url.password().is_none();
    match scheme && plain && url.has_host() {
        true => Ok(url),
        false => Err(wrong()),
    }
}

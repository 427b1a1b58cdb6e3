//! Where a client may have people sent back to (OIDC Registration section 2, RFC 8252 section 7, RFC 9700 section 2.1).

use super::{NewClient, check};
use crate::app::App;
use crate::domain::{ApplicationType, GrantType, RedirectUri, Rejected, ResponseType};

const MEMBER: &str = "redirect_uris";
const MOST: usize = 32;

/// The redirect URIs of a description, as its kind of application may have them.
pub(super) fn read(
    app: &App,
    new: &NewClient,
    grants: &[GrantType],
    response_types: &[ResponseType],
) -> Result<Vec<RedirectUri>, Rejected> {
    if new.redirect_uris.len() > MOST {
        return Err(Rejected::new(MEMBER, format!("Name at most {MOST}.")));
    }
    let mut uris: Vec<RedirectUri> = Vec::new();
    for text in &new.redirect_uris {
        let uri = parse(MEMBER, text)?;
        if let Some(application) = new.metadata.application_type {
            // Where the server itself is on the developer's machine, all of this is an exercise.
            let exercise = app.config.issuer.is_loopback() && uri.is_loopback();
            let implicit = check::is_implicit(response_types) && !exercise;
            fits(&uri, application, implicit)?;
        }
        if !uris.contains(&uri) {
            uris.push(uri);
        }
    }
    if check::serves_people(grants, response_types) && uris.is_empty() {
        return Err(Rejected::new(
            MEMBER,
            "The authorization_code grant needs a redirect URI, and so does every response type.",
        ));
    }
    Ok(uris)
}

pub(super) fn parse(member: &'static str, text: &str) -> Result<RedirectUri, Rejected> {
    RedirectUri::parse(text).map_err(|error| {
        Rejected::new(
            member,
            format!("'{text}' cannot be a redirect URI: {error}."),
        )
    })
}

/// A web application is at an https address, for development also on the developer's own machine unless tokens come in the
/// URL; a native one has a private scheme or is on the person's own machine.
fn fits(uri: &RedirectUri, application: ApplicationType, implicit: bool) -> Result<(), Rejected> {
    let text = uri.as_str();
    let local = uri.host().is_some_and(|host| host == "localhost");
    let words = match application {
        ApplicationType::Web if uri.is_https() && !(implicit && local) => return Ok(()),
        ApplicationType::Web if uri.is_loopback() && !implicit => return Ok(()),
        ApplicationType::Web if implicit => format!(
            "'{text}' must be https and not on localhost, for the client gets tokens in the URL."
        ),
        ApplicationType::Web => {
            format!("'{text}' must be https. A private scheme needs the application_type native.")
        }
        ApplicationType::Native if !uri.is_https() => return Ok(()),
        ApplicationType::Native => format!(
            "'{text}' must have a private scheme or be http on loopback, as the application_type is native."
        ),
    };
    Err(Rejected::new(MEMBER, words))
}

//! Who we are to authenticators: the host of the issuer, under the name of the brand, at the issuer's address exactly.

use url::Url;
use webauthn_rs::prelude::{Uuid, Webauthn, WebauthnBuilder};

use crate::app::App;
use crate::base::{Fault, id};
use crate::config::Issuer;
use crate::domain::Passkey;
use crate::jose::digest::sha256;

/// What passkeys are bound to (WebAuthn section 5.1.2, RP ID): the issuer's host. None where that is a bare IP address, for
/// which browsers make no passkeys.
pub fn id(app: &App) -> Option<String> {
    id_of(&app.config.issuer)
}

/// The same of an issuer.
pub fn id_of(issuer: &Issuer) -> Option<String> {
    let issuer = Url::parse(issuer.as_str()).ok()?;
    issuer.domain().map(str::to_owned)
}

/// Whether a passkey can be shown here. One that was made when the issuer had another host cannot.
pub fn is_ours(app: &App, passkey: &Passkey) -> bool {
    id(app).as_ref() == Some(&passkey.rp_id)
}

/// Whether there can be passkeys at this address.
pub fn is_possible(app: &App) -> bool {
    id(app).is_some()
}

/// What an authenticator knows an account by: says nothing of it, and never changes (section 14.6.1, user handle).
pub fn handle(user_id: &str) -> String {
    id::base64url(&handle_bytes(user_id))
}

pub(super) fn handle_bytes(user_id: &str) -> [u8; 16] {
    let hash = sha256(format!("passkey:{user_id}").as_bytes());
    let mut handle = [0; 16];
    handle.copy_from_slice(&hash[..16]);
    handle
}

pub(super) fn handle_uuid(user_id: &str) -> Uuid {
    Uuid::from_bytes(handle_bytes(user_id))
}

/// What makes and checks challenges. None where there can be no passkeys.
pub(super) fn of(app: &App) -> Result<Option<Webauthn>, Fault> {
    let Some(id) = id(app) else {
        return Ok(None);
    };
    let origin = Url::parse(app.config.issuer.as_str()).map_err(Fault::internal)?;
    let builder = WebauthnBuilder::new(&id, &origin).map_err(Fault::internal)?;
    let party = builder.rp_name(&app.config.brand.name).build();
    party.map(Some).map_err(Fault::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_of_its_account_alone_and_does_not_name_it() {
        assert_eq!(handle("a"), handle("a"));
        assert_ne!(handle("a"), handle("b"));
        assert_eq!(handle_bytes("a").len(), 16);
    }
}

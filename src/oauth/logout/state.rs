//! The state that applications watch in a frame of ours (OIDC Session Management sections 2 and 3).
//!
//! The frame's script computes the same from a cookie that scripts of this origin may read. Its value is derived from the
//! session's identifier under a key: it stays where the same person signs in again, changes with the person, goes with the
//! sign-out, and opens nothing.

use crate::app::App;
use crate::base::id::base64url;
use crate::jose::digest::sha256;

/// What the cookie holds while this session lasts.
pub fn browser_state(app: &App, session_id: &str) -> String {
    base64url(&app.master_key.browser_state(session_id))
}

/// The `session_state` of an answer that goes to `redirect_uri`; `session_id` is none where nobody is signed in. None where
/// the application has no origin that could watch: a private scheme.
pub fn session_state(
    app: &App,
    client_id: &str,
    redirect_uri: &str,
    session_id: Option<&str>,
) -> Option<String> {
    let origin = url::Url::parse(redirect_uri).ok()?.origin();
    if !origin.is_tuple() {
        return None;
    }
    let state = session_id
        .map(|id| browser_state(app, id))
        .unwrap_or_default();
    let salt = base64url(&app.random.bytes::<16>());
    Some(salted(
        client_id,
        &origin.ascii_serialization(),
        &state,
        &salt,
    ))
}

fn salted(client_id: &str, origin: &str, state: &str, salt: &str) -> String {
    let text = format!("{client_id} {origin} {state} {salt}");
    format!("{}.{salt}", base64url(&sha256(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script of the frame is tested against the same figures.
    #[test]
    fn the_state_is_a_salted_hash() {
        assert_eq!(
            salted("app", "https://rp.example.org", "state", "salt"),
            "viML9SUNcivpxacMn_R_eIgVSQ5N0pVfAIxxamE0FCY.salt"
        );
    }
}

//! The frames in which applications forget their own sessions (OIDC Front-Channel Logout section 2).

use crate::app::App;
use crate::base::Fault;
use crate::store::session_client;

/// Frames that one page opens at most.
const MOST: usize = 20;
/// Clients of one session that are looked at: those without such an address count too.
const LOOKED_AT: i64 = 200;

/// The addresses to open once this session has ended, those of the clients used last first. `iss` and `sid` are always added
/// (section 3), so that an application forgets this session and no other.
pub async fn frames(app: &App, session_id: &str) -> Result<Vec<String>, Fault> {
    let clients = session_client::of_session(&mut app.db.read(), session_id, LOOKED_AT).await?;
    let mut frames = Vec::new();
    for id in clients {
        let Some(known) = app.catalog.client(&id).await? else {
            continue;
        };
        let client = &known.client;
        let uri = &client.metadata.frontchannel_logout_uri;
        if let Some(uri) = uri.as_ref().filter(|_| client.is_enabled()) {
            frames.extend(frame(uri, app.config.issuer.as_str(), session_id));
        }
        if frames.len() == MOST {
            tracing::warn!(
                session = session_id,
                "more clients than frames of a sign-out"
            );
            break;
        }
    }
    Ok(frames)
}

/// Nothing but web pages is opened, whatever is registered.
fn frame(uri: &str, issuer: &str, session_id: &str) -> Option<String> {
    let mut url = url::Url::parse(uri).ok()?;
    if !matches!(url.scheme(), "https" | "http") {
        return None;
    }
    url.query_pairs_mut()
        .append_pair("iss", issuer)
        .append_pair("sid", session_id);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuer_and_session_are_added_to_what_is_there() {
        let with = |uri| frame(uri, "https://id.example.org", "s1");
        assert_eq!(
            with("https://rp.example.org/out?a=b").as_deref(),
            Some("https://rp.example.org/out?a=b&iss=https%3A%2F%2Fid.example.org&sid=s1")
        );
        assert_eq!(with("javascript:alert(1)"), None);
        assert_eq!(with("data:text/html,x"), None);
    }
}

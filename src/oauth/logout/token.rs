//! The logout token (OIDC Back-Channel Logout section 2.4).

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use crate::app::App;
use crate::base::id;
use crate::oauth::error::Error;
use crate::oauth::{protect, subject};
use crate::store::Registered;
use crate::store::logout_notice::LogoutNotice;

/// Long enough for clocks that differ, too short to be kept for later.
const LIVES: Duration = Duration::from_secs(120);
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// It has no `nonce`, so that it is never taken for an ID token.
#[derive(Serialize)]
struct LogoutToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
    sid: &'a str,
    events: Value,
}

/// Signed and encrypted as the client's ID tokens are.
pub(super) async fn mint(
    app: &App,
    client: &Registered,
    notice: &LogoutNotice,
) -> Result<String, Error> {
    let now = app.now();
    let claims = LogoutToken {
        iss: app.config.issuer.as_str(),
        sub: &subject::of(app, &client.client, &notice.user_id).await?,
        aud: &client.client.id,
        iat: now.seconds(),
        exp: (now + LIVES).seconds(),
        jti: id::id(&*app.random),
        sid: &notice.session_id,
        events: json!({ EVENT: {} }),
    };
    protect::logout_token(app, client, &claims).await
}

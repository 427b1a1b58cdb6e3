//! `countersign user reset-factors`: for somebody who lost their second factor.

use std::net::{IpAddr, Ipv4Addr};

use serde_json::json;

use super::named;
use crate::app::App;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::identity::lost_factors;
use crate::identity::session::Place;

pub(super) async fn run(app: &App, name: &str) -> Result<Answer, Failure> {
    let user = named(app, name).await?;
    let here = Place {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        user_agent: "countersign user reset-factors".to_owned(),
    };
    let forgotten = lost_factors::forget(app, &user, &here).await?;
    let passkeys = forgotten.passkeys.len();
    let said = match (passkeys, forgotten.totp) {
        (0, false) => format!(
            "{} had no second factor. All sessions have ended.",
            user.username
        ),
        _ => format!(
            "{} signs in without a second factor now. Passkeys, authenticator app, recovery codes and sessions are gone.",
            user.username
        ),
    };
    let without = user.password_hash.is_none().then(|| {
        format!(
            "the account has no password, so it may have no way in now. Set one with `countersign user set-password {} \
             --password-stdin`.",
            user.username
        )
    });
    let json = json!({
        "id": user.id,
        "username": user.username,
        "passkeys_removed": passkeys,
        "totp_removed": forgotten.totp,
    });
    Ok(Answer::new(json).line(said).warn(without))
}

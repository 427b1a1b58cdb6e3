//! `countersign user invite`: links with which people make their account.

use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use crate::app::App;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::cli::{moment, pages, role};
use crate::identity::invitation::{self, Made, New};
use crate::store;
use crate::store::invitation::Invitation;
use crate::words::Locale;

#[derive(Debug, Args)]
pub(in crate::cli) struct Invite {
    /// The address of the account. The link is sent there, where letters are sent, and shown nowhere else
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Give this global role; may be repeated
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// How long it works, such as 12h; without it accounts.invitation_lifetime
    #[arg(long, value_name = "SPAN", value_parser = crate::config::parse_duration)]
    expires: Option<Duration>,
    /// The language of the letter: en, de, fr, es or zh
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: Locale,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Uninvite {
    /// The invitation's id
    pub(super) id: String,
}

pub(super) async fn create(app: &App, new: Invite) -> Result<Answer, Failure> {
    let mut roles = Vec::new();
    for name in &new.roles {
        roles.push(role::global(app, name).await?);
    }
    let new = New {
        email: new.email,
        roles,
        lives: new
            .expires
            .unwrap_or(app.config.accounts.invitation_lifetime),
        locale: new.language,
    };
    let Made { invitation, link } = invitation::create(app, new).await?;
    let until = moment::utc(invitation.expires_at);
    let said = match (&link, &invitation.email) {
        (Some(link), _) => {
            format!("Whoever opens this link first, by {until}, makes an account: {link}")
        }
        (None, Some(email)) => {
            format!("An invitation is on its way to {email}. It works until {until}, once.")
        }
        (None, None) => format!("The invitation works until {until}, once."),
    };
    let mut json = shown(&invitation);
    json["link"] = json!(link);
    Ok(Answer::new(json).line(said))
}

pub(super) async fn list(app: &App) -> Result<Answer, Failure> {
    let now = app.now();
    let invitations = pages::all(
        |invitation: &Invitation| invitation.id.as_str(),
        async |after: &str, most| {
            store::invitation::list(&mut app.db.read(), now, after, most).await
        },
    )
    .await?;
    let row = |invitation: &Invitation| {
        vec![
            invitation.id.clone(),
            invitation.email.clone().unwrap_or_default(),
            invitation.roles.len().to_string(),
            moment::text(invitation.created_at),
            moment::text(invitation.expires_at),
        ]
    };
    let empty = "No invitation waits. `countersign user invite` makes one.";
    Ok(Answer::new(invitations.iter().map(shown).collect()).table(
        &["ID", "E-MAIL", "ROLES", "CREATED (UTC)", "GOOD UNTIL (UTC)"],
        invitations.iter().map(row).collect(),
        empty,
    ))
}

pub(super) async fn revoke(app: &App, id: &str) -> Result<Answer, Failure> {
    if !invitation::revoke(app, id).await? {
        let words = format!(
            "there is no invitation '{id}' that may still be used. `countersign user invitations` shows them."
        );
        return Err(Failure::of("id", words));
    }
    let json = json!({"id": id, "revoked": true});
    Ok(Answer::new(json).line("The invitation is taken back: its link opens nothing any more."))
}

fn shown(invitation: &Invitation) -> Value {
    json!({
        "id": invitation.id,
        "email": invitation.email,
        "mailed": invitation.mailed,
        "roles": invitation.roles,
        "created_at": moment::json(invitation.created_at),
        "expires_at": moment::json(invitation.expires_at),
    })
}

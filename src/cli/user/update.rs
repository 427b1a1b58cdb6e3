//! `countersign user update`: how an account is called, where its letters go, and what is known of the person.

use std::net::{IpAddr, Ipv4Addr};

use clap::Args;

use super::about::About;
use super::{named, one};
use crate::app::App;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::domain::{ChangeError, User};
use crate::identity::amend::{self, Amendment};
use crate::identity::session::Place;

#[derive(Debug, Args)]
pub(in crate::cli) struct Update {
    /// A user name, an e-mail address or an id
    name: String,
    /// Another user name
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// Another e-mail address; the one until now is told
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The address is known to be this person's; a new one is not unless this says so
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    email_verified: Option<bool>,
    #[command(flatten)]
    about: About,
}

impl Update {
    /// Whether letters are written about it.
    pub(super) fn moves(&self) -> bool {
        self.email.is_some()
    }

    fn amendment(&self) -> Result<Amendment, Failure> {
        let amendment = Amendment {
            username: self.username.clone(),
            email: self.email.clone(),
            email_verified: self.email_verified,
            about: self.about.change()?,
        };
        let names = self.username.is_some() || self.email.is_some();
        let verified = self.email_verified.is_some() || amendment.about.phone_verified.is_some();
        if names || verified || !amendment.about.details.is_empty() {
            return Ok(amendment);
        }
        let words = "nothing is given that could be changed. `countersign user update --help` shows what can be.";
        Err(Failure::new(words))
    }
}

pub(super) async fn run(app: &App, changes: Update) -> Result<Answer, Failure> {
    let user = named(app, &changes.name).await?;
    let here = Place {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        user_agent: "countersign user update".to_owned(),
    };
    let amended = amend::amend(app, &user, changes.amendment()?, &here).await;
    let amended = amended.map_err(|error| refused(&changes.about, error))?;
    let answer = one(app, &amended, format!("{} is changed.", amended.username)).await?;
    Ok(answer.warn(unverified(&user, &amended)))
}

fn refused(about: &About, error: ChangeError) -> Failure {
    match error {
        ChangeError::Rejected(rejected) if rejected.field == "email_verified" => {
            Failure::of("email-verified", rejected.english())
        }
        error => about.named(error),
    }
}

/// What a new address is not good for before it is verified.
fn unverified(before: &User, after: &User) -> Option<String> {
    let moved = before.email != after.email && !after.email_verified;
    moved.then(|| {
        format!(
            "the new address is not verified: applications are told so, and no letter about the account goes there. If it is known \
             to be this person's, say so: `countersign user update {} --email-verified`.",
            after.username
        )
    })
}

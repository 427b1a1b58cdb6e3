//! Making the account that somebody asked for. What it stands on says which address it has, whether that is verified, and which roles
//! it holds; the form says none of these.

use secrecy::SecretString;

use super::{Basis, RegistrationError, address, is_by_letter, is_open, takes_invitations};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::config::UsernameChoice;
use crate::domain::{ChangeError, Detail, Event, EventKind, LinkPurpose, Rejected, Role, User};
use crate::identity::account::{self, NewUser};
use crate::identity::profile::Change;
use crate::identity::session::Place;
use crate::identity::terms::Acceptance;
use crate::identity::throttle::{self, Attempt};
use crate::identity::{event, invitation, mail_link};
use crate::store;
use crate::store::invitation::Invitation;
use crate::store::mail_link::MailLink;
use crate::store::sql::Tx;

/// What somebody said of themselves.
#[derive(Debug)]
pub struct Applicant {
    pub username: String,
    /// Read only where nothing else says it.
    pub email: String,
    /// Those that are not asked for are passed over.
    pub details: Vec<(Detail, String)>,
    pub password: SecretString,
    pub accepts_terms: bool,
}

/// What an account may be made on.
#[derive(Debug)]
pub struct Ground {
    /// The address that the account will have, where that is settled.
    pub email: Option<String>,
    /// Whether whoever came here reads what is sent there.
    verified: bool,
    link: Option<MailLink>,
    invitation: Option<Invitation>,
}

impl Ground {
    /// The authorization request that waited when the link was asked for.
    pub fn request(&self) -> Option<&str> {
        self.link.as_ref()?.note.request.as_deref()
    }

    /// Whether nothing but somebody's wish speaks for the account: such a one is counted, as letters are.
    fn is_a_wish(&self) -> bool {
        self.link.is_none() && self.invitation.is_none()
    }

    /// Whether an address has to be asked for first, and a link sent there.
    pub fn needs_letter(&self, app: &App) -> bool {
        self.email.is_none() && is_by_letter(app)
    }
}

/// What may be made of this. Nothing is used up by it.
pub async fn ground(app: &App, basis: Basis<'_>) -> Result<Ground, RegistrationError> {
    let nothing = Ground {
        email: None,
        verified: false,
        link: None,
        invitation: None,
    };
    match basis {
        Basis::Wish if is_open(app) => Ok(nothing),
        Basis::Wish => Err(RegistrationError::Closed),
        Basis::Invitation(_) if !takes_invitations(app) => Err(RegistrationError::Closed),
        Basis::Invitation(secret) => {
            let invitation = invitation::open(app, secret).await?;
            let invitation = invitation.ok_or(RegistrationError::Dead)?;
            Ok(Ground {
                email: invitation.email.clone(),
                verified: invitation.mailed,
                invitation: Some(invitation),
                ..nothing
            })
        }
        Basis::Link(secret) => {
            let opened = mail_link::open(app, LinkPurpose::Register, secret).await?;
            let link = opened.ok_or(RegistrationError::Dead)?.link;
            let invitation = match &link.note.invitation {
                Some(id) if takes_invitations(app) => Some(invitation::live(app, id).await?),
                // Whoever opened it may have closed it again since the link was sent.
                None if is_open(app) => None,
                _ => return Err(RegistrationError::Closed),
            };
            let invitation = match invitation {
                Some(live) => Some(live.ok_or(RegistrationError::Dead)?),
                None => None,
            };
            Ok(Ground {
                email: Some(link.note.email.clone()),
                verified: true,
                link: Some(link),
                invitation,
            })
        }
    }
}

/// Makes the account. Of any number of uses of one link or invitation, one succeeds.
pub async fn complete(
    app: &App,
    basis: Basis<'_>,
    applicant: Applicant,
    place: &Place,
) -> Result<User, RegistrationError> {
    let ground = ground(app, basis).await?;
    if ground.needs_letter(app) {
        return Err(RegistrationError::Closed);
    }
    if ground.is_a_wish()
        && let Attempt::Blocked { until } = throttle::attempt_to_register(app, place).await?
    {
        return Err(RegistrationError::Blocked { until });
    }
    let terms = Acceptance::of(app, "", place);
    if terms.is_some() && !applicant.accepts_terms {
        return Err(Rejected::new("terms", "registration-terms-required").into());
    }
    let new = new_user(app, &ground, applicant).await?;
    let (user, roles) = account::prepare(app, new, app.config.passwords.min_length).await?;
    let making = Making {
        created: event::of(app, &user.id, EventKind::AccountCreated, place),
        terms: Acceptance::of(app, &user.id, place),
        user: user.clone(),
        roles,
        ground,
        now: app.now(),
    };
    let made = app
        .db
        .write(move |tx| Box::pin(async move { making.carry_out(tx).await }));
    made.await??;
    Ok(user)
}

async fn new_user(
    app: &App,
    ground: &Ground,
    applicant: Applicant,
) -> Result<NewUser, ChangeError> {
    let email = match &ground.email {
        Some(email) => email.clone(),
        None if ground.invitation.is_some() => address::read(&applicant.email)?,
        None => address::admitted(app, &applicant.email)?,
    };
    let accounts = &app.config.accounts;
    let asked = |detail: &Detail| accounts.fields.has(detail.as_str());
    let mut details = applicant.details;
    details.retain(|(detail, _)| asked(detail));
    for detail in accounts.required_fields.iter().filter_map(Detail::named) {
        let given = details.iter().find(|(known, _)| *known == detail);
        if given.is_none_or(|(_, text)| text.trim().is_empty()) {
            return Err(Rejected::new(detail.as_str(), "registration-field-required").into());
        }
    }
    let username = match accounts.username {
        UsernameChoice::Chosen => applicant.username,
        UsernameChoice::Email => email.clone(),
    };
    is_no_others_address(&username, &email)?;
    Ok(NewUser {
        username,
        email: Some(email),
        email_verified: ground.verified,
        about: Change {
            details,
            phone_verified: None,
        },
        password: Some(applicant.password),
        roles: invitation::roles(app, ground.invitation.as_ref()).await?,
        ..NewUser::default()
    })
}

/// Nobody calls themselves by an address that is not theirs: they would be taken for its owner, who could not register any more.
fn is_no_others_address(username: &str, email: &str) -> Result<(), Rejected> {
    let others = username.contains(text::is_at) && text::key(username) != text::key(email);
    match others {
        true => Err(Rejected::new("username", "registration-username-address")),
        false => Ok(()),
    }
}

/// An account with all that is written down when it is made.
struct Making {
    user: User,
    roles: Vec<Role>,
    ground: Ground,
    created: Event,
    terms: Option<Acceptance>,
    now: Timestamp,
}

impl Making {
    async fn carry_out(self, tx: &mut Tx) -> Result<Result<(), RegistrationError>, Fault> {
        if let Err(rejected) = account::insert(tx, &self.user, &self.roles).await? {
            return Ok(Err(rejected.into()));
        }
        if !self.use_up(tx).await? {
            // Who loses the race leaves no account behind.
            store::user::delete(tx, &self.user.id, self.now).await?;
            return Ok(Err(RegistrationError::Dead));
        }
        event::record(tx, &self.created).await?;
        if let Some(terms) = &self.terms {
            terms.keep(tx).await?;
        }
        Ok(Ok(()))
    }

    async fn use_up(&self, tx: &mut Tx) -> Result<bool, Fault> {
        if let Some(link) = &self.ground.link
            && !mail_link::take_of_nobody(tx, link, self.now).await?
        {
            return Ok(false);
        }
        match &self.ground.invitation {
            Some(invitation) => store::invitation::take(tx, &invitation.id, self.now).await,
            None => Ok(true),
        }
    }
}

//! Whose account it is here that somebody came for: by provider and subject. Who has none is kept for a while, and decides what
//! becomes of it; an e-mail address alone decides nothing.

use super::callback::Returned;
use super::exchange::Tokens;
use super::linking::{self, Link};
use super::{Trouble, Visitor, provision, sealed, sign_out};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::config::Provider;
use crate::domain::{Elsewhere, Level, Proof, User};
use crate::identity::linked_role;
use crate::identity::session::{Place, SignedIn};
use crate::identity::throttle::Subjects;
use crate::jose::digest::sha256;
use crate::store;
use crate::store::arrival;
use crate::store::linked_account::{self, LinkedAccount};

/// Where somebody is, and who they are here already.
#[derive(Debug)]
pub struct Here<'a> {
    pub place: Place,
    /// The secret of the browser.
    pub browser: &'a str,
    pub signed_in: Option<&'a SignedIn>,
}

#[derive(Debug)]
pub enum Arrived {
    /// With an account: what they showed goes to `sign_in::proven`.
    Known(Box<Known>),
    /// What they came for is done: the account there is linked.
    Linked,
    /// Without one; they are kept in this browser, see `linking`.
    Stranger,
}

#[derive(Debug)]
pub struct Known {
    pub user: User,
    pub proof: Proof,
    /// Of their own, and so of no device: nothing is guessed there, and nobody who guesses passwords keeps them out.
    pub subjects: Subjects,
}

pub async fn arrive(app: &App, here: &Here<'_>, returned: Returned) -> Result<Arrived, Trouble> {
    if let Some(link_to) = &returned.link_to {
        let asked = |known: &&SignedIn| {
            known.user.id == link_to.user_id && known.session.id == link_to.session_id
        };
        let known = here.signed_in.filter(asked).ok_or(Trouble::OtherSession)?;
        // It may have been switched off while they were away.
        if !returned.provider.link {
            return Err(Trouble::NotLinked);
        }
        let link = Link::of(app, &returned)?;
        linking::link(app, &known.user, &here.place, link).await?;
        return Ok(Arrived::Linked);
    }
    let (provider, visitor) = (&returned.provider, &returned.visitor);
    // The address first: whoever has it by an account that another window makes just now is found by its link.
    let namesake = namesake(app, visitor).await?;
    let found = linked_account::find(&mut app.db.read(), &provider.id, &visitor.subject).await?;
    if let Some(found) = found {
        return Ok(Arrived::Known(Box::new(
            known(app, here, &returned, found).await?,
        )));
    }
    if let Some(user) = namesake
        .as_ref()
        .filter(|user| is_vouched_for(provider, visitor, user))
    {
        let link = Link::of(app, &returned)?;
        linking::link(app, user, &here.place, link).await?;
        return Ok(Arrived::Known(Box::new(
            come_in(app, here, &returned, user.clone()).await?,
        )));
    }
    let may_create = provider.provision && namesake.is_none();
    if may_create && visitor.proven_email().is_some() {
        let link = Link::of(app, &returned)?;
        let user = provision::create(app, provider, visitor, (&here.place, link)).await?;
        return Ok(Arrived::Known(Box::new(
            come_in(app, here, &returned, user).await?,
        )));
    }
    keep(app, here, returned, may_create).await?;
    Ok(Arrived::Stranger)
}

/// Somebody who has been here: what they are called there may have changed, and so may their roles. A disabled account stays as it
/// is; whoever it belongs to learns that at the door.
async fn known(
    app: &App,
    here: &Here<'_>,
    returned: &Returned,
    found: LinkedAccount,
) -> Result<Known, Trouble> {
    let user = store::user::find(&mut app.db.read(), &found.user_id).await?;
    let user = user.ok_or(Trouble::Lost("the account was deleted meanwhile"))?;
    if !user.is_active() {
        let (provider, visitor) = (&returned.provider, &returned.visitor);
        return Ok(proven(app, provider, visitor, (user, &here.place)));
    }
    let link = Link::of(app, returned)?.to(&user);
    let (given, now) = (returned.visitor.roles.clone(), app.now());
    let used = app.db.write(move |tx| {
        Box::pin(async move {
            let used = linked_account::used(tx, &link, now).await?;
            if used {
                linked_role::settle(tx, (&link.provider, &link.subject), &given).await?;
            }
            Ok(used)
        })
    });
    match used.await? {
        true => come_in(app, here, returned, user).await,
        false => Err(Trouble::Lost("the link was taken away meanwhile")),
    }
}

/// What somebody showed by coming from there.
pub(super) async fn come_in(
    app: &App,
    here: &Here<'_>,
    returned: &Returned,
    user: User,
) -> Result<Known, Trouble> {
    sign_out::remember(
        app,
        here.browser,
        (&returned.provider, &returned.tokens),
        &user,
    )
    .await?;
    Ok(proven(
        app,
        &returned.provider,
        &returned.visitor,
        (user, &here.place),
    ))
}

pub(super) fn proven(
    app: &App,
    provider: &Provider,
    visitor: &Visitor,
    (user, place): (User, &Place),
) -> Known {
    let now = app.now();
    let at = visitor.authenticated_at.map_or(now, Timestamp).min(now);
    let level = if visitor.two_factors {
        Level::Two
    } else {
        Level::One
    };
    let account = format!("{}/{}", provider.id, visitor.subject);
    let elsewhere = Elsewhere {
        provider: provider.id.clone(),
        subject: visitor.subject.clone(),
        session: visitor.session.clone(),
    };
    Known {
        proof: Proof::provider(at, level).shown_at(elsewhere),
        subjects: Subjects::new(&account, place.address),
        user,
    }
}

/// Who has an account here with the same address, verified or not. Only an address that the provider calls verified is
/// looked for: anybody can claim one, and would learn who is here.
async fn namesake(app: &App, visitor: &Visitor) -> Result<Option<User>, Fault> {
    let Some(email) = visitor.proven_email() else {
        return Ok(None);
    };
    let found = store::user::find_by_identifier(&mut app.db.read(), email).await?;
    Ok(found)
}

/// Whether the operator takes this provider's word for addresses of this domain, and both sides have verified this one.
fn is_vouched_for(provider: &Provider, visitor: &Visitor, user: &User) -> bool {
    let Some(email) = visitor.proven_email() else {
        return false;
    };
    let key = text::key(email);
    let trusted = key
        .split_once('@')
        .is_some_and(|(_, domain)| provider.trust_email.has(domain));
    // Letter by letter: what only looks the same here may be another mailbox there.
    let same = user
        .email
        .as_deref()
        .is_some_and(|own| own.eq_ignore_ascii_case(email));
    trusted && provider.link && same && user.email_verified && user.is_active()
}

/// What is kept of somebody who has no account here.
#[derive(serde::Deserialize, serde::Serialize)]
pub(super) struct Kept {
    pub visitor: Visitor,
    pub tokens: Tokens,
    pub onward: String,
    pub may_create: bool,
}

pub(super) const SEALED: &str = "arrival";

async fn keep(
    app: &App,
    here: &Here<'_>,
    returned: Returned,
    may_create: bool,
) -> Result<(), Fault> {
    let kept = Kept {
        visitor: returned.visitor,
        tokens: returned.tokens,
        onward: returned.onward,
        may_create,
    };
    let row = arrival::Arrival {
        provider: returned.provider.id.clone(),
        sealed: sealed::seal(app, SEALED, &kept)?,
    };
    let browser_hash = sha256(here.browser.as_bytes());
    let until = app.now() + super::WAIT;
    app.db
        .write(move |tx| {
            Box::pin(async move { arrival::keep(tx, &browser_hash, &row, until).await })
        })
        .await
}

//! Linking accounts elsewhere to one here, and taking the links away. A link is made by who is signed in here and has just
//! proven it, or by who makes the account with it; never by an address.

use super::arrive::{self, Here, Kept, Known, SEALED};
use super::callback::Returned;
use super::exchange::Tokens;
use super::{Trouble, Visitor, find, provision, sealed, sign_out};
use crate::app::App;
use crate::base::Fault;
use crate::config::Provider;
use crate::domain::{EventKind, User};
use crate::identity::session::{Place, SignedIn};
use crate::identity::{directory, event, linked_role, notice, passkey};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::arrival::{self, Arrival};
use crate::store::factor;
use crate::store::linked_account::{self, LinkedAccount};
use crate::store::sql::Tx;

const TOKENS: &str = "upstream tokens";
const LONGEST_LABEL: usize = 254;

/// A link to be made: all but whose it is.
pub(super) struct Link {
    link: LinkedAccount,
    /// The provider as people know it, for what is written down.
    pub shown: String,
    pub roles: Vec<(String, String)>,
}

impl Link {
    pub(super) fn of(app: &App, returned: &Returned) -> Result<Self, Fault> {
        Self::new(app, &returned.provider, &returned.visitor, &returned.tokens)
    }

    fn new(
        app: &App,
        provider: &Provider,
        visitor: &Visitor,
        tokens: &Tokens,
    ) -> Result<Self, Fault> {
        let tokens = match provider.keep_tokens {
            true => Some(sealed::seal(app, TOKENS, tokens)?),
            false => None,
        };
        Ok(Self {
            link: LinkedAccount {
                provider: provider.id.clone(),
                subject: visitor.subject.clone(),
                user_id: String::new(),
                label: visitor.label().chars().take(LONGEST_LABEL).collect(),
                tokens,
                linked_at: app.now(),
                last_used_at: None,
            },
            shown: provider.name.clone(),
            roles: visitor.roles.clone(),
        })
    }

    pub(super) fn to(&self, user: &User) -> LinkedAccount {
        LinkedAccount {
            user_id: user.id.clone(),
            ..self.link.clone()
        }
    }
}

/// Makes a link. One that is there already is as good; one to somebody else stays theirs.
pub(super) async fn link(app: &App, user: &User, place: &Place, link: Link) -> Result<(), Trouble> {
    let row = link.to(user);
    let mut said = event::of(app, &user.id, EventKind::AccountLinked, place);
    said.detail.insert("provider".to_owned(), link.shown);
    said.detail.insert("label".to_owned(), row.label.clone());
    let letter = notice::told(app, user, &said)?;
    let linked = app.db.write(move |tx| {
        Box::pin(async move {
            store::user::take(tx, &row.user_id).await?;
            if !linked_account::insert(tx, &row).await? {
                let held = linked_account::find(tx, &row.provider, &row.subject).await?;
                return Ok(held.is_some_and(|held| held.user_id == row.user_id));
            }
            linked_role::settle(tx, (&row.provider, &row.subject), &link.roles).await?;
            event::record(tx, &said).await?;
            store::mail::enqueue(tx, &letter).await?;
            Ok(true)
        })
    });
    match linked.await? {
        true => {
            app.mails.notify_one();
            Ok(())
        }
        false => Err(Trouble::Taken),
    }
}

/// Somebody who came without an account, and waits in this browser.
#[derive(Debug)]
pub struct Stranger {
    pub provider: Provider,
    pub visitor: Visitor,
    /// Whether they may have an account made, and not only link.
    pub may_create: bool,
    pub onward: String,
    tokens: Tokens,
    row: Arrival,
}

/// Who waits in this browser.
pub async fn stranger(app: &App, browser: &str) -> Result<Option<Stranger>, Fault> {
    let browser_hash = sha256(browser.as_bytes());
    let Some(row) = arrival::find(&mut app.db.read(), &browser_hash, app.now()).await? else {
        return Ok(None);
    };
    let kept: Option<Kept> = sealed::open(app, SEALED, &row.sealed);
    Ok(kept
        .zip(find(app, &row.provider).ok())
        .map(|(kept, provider)| Stranger {
            provider: provider.clone(),
            visitor: kept.visitor,
            may_create: kept.may_create && provider.provision,
            onward: kept.onward,
            tokens: kept.tokens,
            row,
        }))
}

impl Stranger {
    /// Links them to the account that is signed in here, which has just been proven to be theirs.
    pub async fn join(self, app: &App, here: &Here<'_>, user: &User) -> Result<String, Trouble> {
        if !self.provider.link {
            return Err(Trouble::NotLinked);
        }
        let made = Link::new(app, &self.provider, &self.visitor, &self.tokens)?;
        self.taken(app, here).await?;
        link(app, user, &here.place, made).await?;
        sign_out::remember(app, here.browser, (&self.provider, &self.tokens), user).await?;
        Ok(self.onward)
    }

    /// Makes an account for them.
    pub async fn create(self, app: &App, here: &Here<'_>) -> Result<(Known, String), Trouble> {
        if !self.may_create {
            return Err(Trouble::Lost("nobody gets an account so"));
        }
        let made = Link::new(app, &self.provider, &self.visitor, &self.tokens)?;
        self.taken(app, here).await?;
        let with = (&here.place, made);
        let user = provision::create(app, &self.provider, &self.visitor, with).await?;
        sign_out::remember(app, here.browser, (&self.provider, &self.tokens), &user).await?;
        let known = arrive::proven(app, &self.provider, &self.visitor, (user, &here.place));
        Ok((known, self.onward))
    }

    /// What is done with them is done once.
    async fn taken(&self, app: &App, here: &Here<'_>) -> Result<(), Trouble> {
        let (browser_hash, row) = (sha256(here.browser.as_bytes()), self.row.clone());
        let now = app.now();
        let taken = app.db.write(move |tx| {
            Box::pin(async move { arrival::take(tx, &browser_hash, &row, now).await })
        });
        match taken.await? {
            true => Ok(()),
            false => Err(Trouble::Lost("somebody decided about it already")),
        }
    }
}

/// Forgets who waits in this browser.
pub async fn forget(app: &App, browser: &str) -> Result<(), Fault> {
    let browser_hash = sha256(browser.as_bytes());
    app.db
        .write(move |tx| Box::pin(async move { arrival::forget(tx, &browser_hash).await }))
        .await
}

/// A person's accounts elsewhere.
pub async fn of(app: &App, user: &User) -> Result<Vec<LinkedAccount>, Fault> {
    let mut links = linked_account::of_user(&mut app.db.read(), &user.id).await?;
    // That of a directory is the account itself, and none of theirs to take away.
    links.retain(|link| link.provider != directory::PROVIDER);
    Ok(links)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlinked {
    Done,
    /// Without it nothing would be left to sign in with.
    LastWay,
    /// It was none of theirs.
    NotThere,
}

/// Takes a link away, unless it is the last way in.
pub async fn unlink(
    app: &App,
    signed_in: &SignedIn,
    (provider, subject): (&str, &str),
    place: &Place,
) -> Result<Unlinked, Fault> {
    if provider == directory::PROVIDER {
        return Ok(Unlinked::NotThere);
    }
    let (user_id, link) = (
        signed_in.user.id.clone(),
        (provider.to_owned(), subject.to_owned()),
    );
    let enabled: Vec<String> = super::offered(app).map(|one| one.id.clone()).collect();
    let own = passkey::id(app);
    let shown = app.config.providers.iter().find(|one| one.id == provider);
    let shown = shown.map_or(provider, |one| one.name.as_str()).to_owned();
    let mut said = event::of(app, &user_id, EventKind::AccountUnlinked, place);
    said.detail.insert("provider".to_owned(), shown);
    let letter = notice::told(app, &signed_in.user, &said)?;
    let unlinked = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                store::user::take(tx, &user_id).await?;
                if !has_another_way(tx, &user_id, &link, (&enabled, own.as_deref())).await? {
                    return Ok(Unlinked::LastWay);
                }
                if !linked_account::delete(tx, (&link.0, &link.1), &user_id).await? {
                    return Ok(Unlinked::NotThere);
                }
                event::record(tx, &said).await?;
                store::mail::enqueue(tx, &letter).await?;
                Ok(Unlinked::Done)
            })
        })
        .await?;
    app.mails.notify_one();
    Ok(unlinked)
}

/// A password here or in a directory, a passkey, or an account at another provider that is switched on.
async fn has_another_way(
    tx: &mut Tx,
    user_id: &str,
    (provider, subject): &(String, String),
    (enabled, rp_id): (&[String], Option<&str>),
) -> Result<bool, Fault> {
    let password = store::user::find(tx, user_id).await?;
    let password = password.is_some_and(|user| user.password_hash.is_some());
    let counted = factor::counted(tx, user_id, rp_id).await?;
    let links = linked_account::of_user(tx, user_id).await?;
    let other = |link: &LinkedAccount| {
        enabled.contains(&link.provider)
            && !(link.provider == *provider && link.subject == *subject)
    };
    Ok(password || counted.passkeys > 0 || counted.directory > 0 || links.iter().any(other))
}

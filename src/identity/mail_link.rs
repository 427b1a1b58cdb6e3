//! Links in letters. Each has a secret of 256 bits, of which the hash is kept; works for one purpose, once, for a few minutes; and
//! is bound to the account that it is for, to the address that it went to, and to the password and the address that the account had
//! when it was sent. To open one changes nothing: what scans letters opens links too.

use std::time::Duration;

use super::session::Place;
use crate::app::App;
use crate::base::{Fault, Timestamp, id, text};
use crate::domain::{Detail, LinkPurpose, User};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::mail_link::{MailLink, Note};
use crate::store::sql::Tx;
use crate::words::Locale;

/// How long a link works that sets a password or an address.
const LIVES: Duration = Duration::from_secs(15 * 60);

/// Who asks for a letter on a page: from where, in which language, and the authorization request that waits meanwhile.
#[derive(Debug, Clone)]
pub struct Asker {
    pub place: Place,
    pub locale: Locale,
    pub request: Option<String>,
}

impl Asker {
    /// The language of a letter to somebody: their own, else that of the page.
    pub(super) fn locale_for(&self, user: &User) -> Locale {
        let own = user.find(Detail::Locale).and_then(Locale::of_tag);
        own.unwrap_or(self.locale)
    }
}

/// A link that is to be sent.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) link: MailLink,
    secret: String,
}

impl Fresh {
    /// For somebody's account, or for one that is to be made.
    pub(super) fn new(app: &App, purpose: LinkPurpose, user: Option<&User>, note: Note) -> Self {
        let (secret, now) = (id::secret(&*app.random), app.now());
        let lives = match purpose {
            LinkPurpose::Register | LinkPurpose::Verify => app.config.accounts.link_lifetime,
            LinkPurpose::ChangeEmail | LinkPurpose::Recover => LIVES,
        };
        let link = MailLink {
            token_hash: sha256(secret.as_bytes()).to_vec(),
            purpose,
            user_id: user.map(|user| user.id.clone()),
            email_key: text::key(&note.email),
            account_state: account_state(user),
            note,
            created_at: now,
            expires_at: now + lives,
        };
        Self { link, secret }
    }

    /// Where it leads: the page with its secret.
    pub(super) fn path(&self, page: &str) -> String {
        format!("{page}?token={}", self.secret)
    }
}

/// A link that may be used.
#[derive(Debug)]
pub struct Opened {
    pub link: MailLink,
    /// Whose account it is for, where there is one.
    pub user: Option<User>,
}

/// What a secret opens. None when it was used, has ended, or never was one; or when the account is not as it was then.
pub async fn open(app: &App, purpose: LinkPurpose, secret: &str) -> Result<Option<Opened>, Fault> {
    let hash = sha256(secret.as_bytes());
    let mut read = app.db.read();
    let Some(link) = store::mail_link::find(&mut read, &hash, purpose, app.now()).await? else {
        return Ok(None);
    };
    let user = match &link.user_id {
        Some(user_id) => match store::user::find(&mut read, user_id).await? {
            Some(user) if user.is_active() => Some(user),
            _ => return Ok(None),
        },
        None => None,
    };
    let unchanged = account_state(user.as_ref()) == link.account_state;
    Ok(unchanged.then_some(Opened { link, user }))
}

/// The same, for the account of whoever is signed in.
pub async fn open_of(
    app: &App,
    purpose: LinkPurpose,
    (user, secret): (&User, &str),
) -> Result<Option<MailLink>, Fault> {
    let opened = open(app, purpose, secret).await?;
    let theirs = opened.filter(|opened| opened.link.user_id.as_ref() == Some(&user.id));
    Ok(theirs.map(|opened| opened.link))
}

/// Uses up a link to an account, and holds the account until the transaction ends. One caller gets it.
pub(super) async fn take(
    tx: &mut Tx,
    link: &MailLink,
    now: Timestamp,
) -> Result<Option<User>, Fault> {
    let user_id = link.user_id.as_deref().unwrap_or_default();
    store::user::take(tx, user_id).await?;
    let user = store::user::find(tx, user_id).await?;
    let Some(user) = user.filter(User::is_active) else {
        return Ok(None);
    };
    let taken = store::mail_link::take(tx, link, &account_state(Some(&user)), now).await?;
    Ok(taken.then_some(user))
}

/// Uses up a link with which an account is made.
pub(super) async fn take_of_nobody(
    tx: &mut Tx,
    link: &MailLink,
    now: Timestamp,
) -> Result<bool, Fault> {
    store::mail_link::take(tx, link, &account_state(None), now).await
}

/// Says whether password and address are still those that were there, without keeping either.
fn account_state(user: Option<&User>) -> String {
    let password = user.and_then(|user| user.password_hash.as_deref());
    let email = user.and_then(|user| user.email.as_deref());
    let state = format!(
        "{}\n{}",
        password.unwrap_or_default(),
        text::key(email.unwrap_or_default())
    );
    id::base64url(&sha256(state.as_bytes()))
}

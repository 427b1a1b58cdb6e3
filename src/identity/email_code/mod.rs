//! Codes by mail: eight digits, for ten minutes and five attempts, bound to the sign-in, its browser, the person and their address. They
//! say that somebody reads a mailbox, and raise nothing (NIST SP 800-63B-4 section 3.1.3.1). The link beside a code carries it to the
//! page that takes it, and is worth no more.
//!
//! Whether there is an account is not told by any answer, nor by its time: what is sent waits in the queue, and both ways write.

use std::time::Duration;

use super::login::account_key;
use super::post;
use super::throttle::{self, Attempt, Subjects};
use crate::app::App;
use crate::base::{Fault, id, text};
use crate::config::EmailCodes;
use crate::domain::User;
use crate::jose::digest::sha256;
use crate::mail::{Letter, LetterName, can_reach};
use crate::store;
use crate::store::email_code::EmailCode;
use crate::words::Locale;

const LIVES: Duration = Duration::from_secs(10 * 60);
const ATTEMPTS: i64 = 5;
const DIGITS: usize = 8;
/// Where a letter would go for somebody whom we do not know. It is written, and goes nowhere.
const NOBODY: &str = "nobody@example.invalid";

/// For whom a code is asked.
#[derive(Debug)]
pub struct Asked {
    /// The counter of their account, or of what was typed where there is none.
    pub account: String,
    /// The person, if a code can be sent to them.
    user: Option<User>,
}

/// Whether this person can be sent codes: the operator wants them, letters are sent, and the address is proven to be theirs.
pub fn can_be_sent(app: &App, user: &User) -> bool {
    let wanted = app.config.factors.email_code != EmailCodes::Off && app.config.mail_on();
    let address = user.email.as_deref().filter(|_| user.email_verified);
    wanted && address.is_some_and(can_reach)
}

/// Whether a sign-in may begin with one here.
pub fn may_begin(app: &App) -> bool {
    app.config.factors.email_code == EmailCodes::First && app.config.mail_on()
}

/// For who is known already.
pub fn asked_by(app: &App, user: &User) -> Asked {
    Asked {
        account: user.id.clone(),
        user: can_be_sent(app, user).then(|| user.clone()),
    }
}

/// For who types a name or an address.
pub async fn asked_as(app: &App, identifier: &str) -> Result<Asked, Fault> {
    let found = store::user::find_by_identifier(&mut app.db.read(), identifier).await?;
    Ok(Asked {
        account: account_key(&found, identifier),
        user: found.filter(|user| can_be_sent(app, user)),
    })
}

/// An identifier for a sign-in that begins with a code. It says to us alone for whom: so guesses count alike whether there is such
/// an account or not.
pub fn begin(app: &App, asked: &Asked, browser: &str) -> Result<String, Fault> {
    let account = asked.account.as_bytes();
    let sealed = app
        .master_key
        .seal(&purpose(browser), account, &*app.random)?;
    Ok(id::base64url(&sealed))
}

/// For whom such an identifier was made in this browser.
pub fn account_of(app: &App, id: &str, browser: &str) -> Option<String> {
    let sealed = id::from_base64url(id)?;
    let account = app.master_key.open(&purpose(browser), &sealed)?;
    String::from_utf8(account.to_vec()).ok()
}

/// Sends a code for the sign-in `id`, in place of the one before. `subjects` is whom the letter counts against, `page` the address,
/// with a query, that the code is added to for the link in the letter.
pub async fn send(
    app: &App,
    (asked, subjects): (Asked, Subjects),
    (id, browser): (&str, &str),
    (page, locale): (&str, Locale),
) -> Result<Attempt, Fault> {
    let now = app.now();
    let drawn = u64::from_be_bytes(app.random.bytes()) % 10_u64.pow(8);
    let code = format!("{drawn:08}");
    let to = asked.user.as_ref().and_then(|user| user.email.as_deref());
    let letter = Letter::new(LetterName::EmailCode, to.unwrap_or(NOBODY), locale);
    let link = format!("{page}&code={code}");
    let letter = letter.code(&code).link(link, Some(now + LIVES));
    let posted = post::prepare(app, &letter)?;
    let kept = asked.user.map(|user| EmailCode {
        email_key: text::key(user.email.as_deref().unwrap_or_default()),
        user_id: user.id,
        code_hash: hash(id, &code).to_vec(),
        created_at: now,
        expires_at: now + LIVES,
    });
    let place = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let policy = app.config.throttle.clone();
    let sent = app.db.write(move |tx| {
        Box::pin(async move {
            let attempt = throttle::letter(tx, &subjects, &policy, now).await?;
            if let (Attempt::Allowed, Some(kept)) = (attempt, &kept)
                && store::email_code::put(tx, (&place.0, &place.1), kept).await?
            {
                store::mail::enqueue(tx, &posted).await?;
            }
            Ok(attempt)
        })
    });
    let sent = sent.await?;
    app.mails.notify_one();
    Ok(sent)
}

/// Whether this sign-in is one of this browser. It tells nothing of accounts, whoever asks.
pub async fn is_here(app: &App, (id, browser): (&str, &str)) -> Result<bool, Fault> {
    if account_of(app, id, browser).is_some() {
        return Ok(true);
    }
    let (id_hash, browser_hash) = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let begun =
        store::sign_in::find(&mut app.db.read(), &id_hash, &browser_hash, app.now()).await?;
    Ok(begun.is_some())
}

/// What a link carries, if it can be a code.
pub fn read(text: &str) -> Option<&str> {
    let is_code = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then_some(text)
}

/// Whether a code waits to be typed for this sign-in.
pub async fn is_sent(app: &App, (id, browser): (&str, &str)) -> Result<bool, Fault> {
    let place = (sha256(id.as_bytes()), sha256(browser.as_bytes()));
    let found =
        store::email_code::find(&mut app.db.read(), (&place.0, &place.1), app.now()).await?;
    Ok(found.is_some())
}

/// Uses a code up, and says who showed it. The attempt counts whatever comes of it.
pub async fn verify(
    app: &App,
    (id, browser): (&str, &str),
    typed: &str,
) -> Result<Option<User>, Fault> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (place, now) = (
        (sha256(id.as_bytes()), sha256(browser.as_bytes())),
        app.now(),
    );
    let code_hash = hash(id, &digits);
    let used = app.db.write(move |tx| {
        Box::pin(async move {
            let place = (&place.0, &place.1);
            match store::email_code::attempt(tx, place, now, ATTEMPTS).await? {
                true => store::email_code::use_up(tx, place, &code_hash, now).await,
                false => Ok(None),
            }
        })
    });
    let Some(user_id) = used.await?.filter(|_| digits.len() == DIGITS) else {
        return Ok(None);
    };
    let user = store::user::find(&mut app.db.read(), &user_id).await?;
    Ok(user.filter(|user| can_be_sent(app, user)))
}

/// With the secret of the sign-in, which is not stored: eight digits alone would be found from their hash.
fn hash(id: &str, code: &str) -> [u8; 32] {
    sha256(format!("{code} for {id}").as_bytes())
}

fn purpose(browser: &str) -> String {
    let browser = id::base64url(&sha256(browser.as_bytes()));
    format!("sign-in by mail in browser {browser}")
}

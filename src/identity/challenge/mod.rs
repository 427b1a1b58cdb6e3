//! Proofs of work: a sum that a browser does before a form is taken that passwords are guessed with or letters are caused with.
//!
//! We keep nothing of a challenge until its work is done: it says itself until when it is good and how much work it takes, and
//! carries a tag for what, and for which browser, it was made. One hash of that, a handful for the work and one row for what is
//! spent are all that an answer costs us, and it is looked at before anything that costs more. It comes on top of the pauses
//! of `throttle`: no counter knows whether work was done.

pub mod work;

use std::net::IpAddr;

use super::throttle::{self, Subjects};
use super::{device, login};
use crate::app::App;
use crate::base::named::named;
use crate::base::{Fault, Timestamp, id};
use crate::config::When;
use crate::jose::digest::{equal, sha256};
use crate::store;

const NONCE: usize = 16;
/// What a challenge says: a nonce, its end in milliseconds, and its work.
const SAYS: usize = NONCE + 8 + 1;
const TAG: usize = 16;

named! {
    /// What a form is sent for; a challenge is good for one of them. So are the counters of who asks for letters.
    pub enum Purpose {
        SignIn = "sign-in",
        Registration = "register",
        Recovery = "recover",
        EmailCode = "letters",
    }
}

/// Who sends a form, and what for.
#[derive(Debug)]
pub struct Sender<'a> {
    pub purpose: Purpose,
    pub browser: &'a str,
    pub device: Option<&'a str>,
    pub address: IpAddr,
    /// Who they say they are; may be empty.
    pub identifier: &'a str,
}

/// What a browser is given to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub text: String,
    /// How many bits have to be zero in each part.
    pub zeros: u32,
}

/// A challenge for this sender's form, where one is due.
pub async fn due(app: &App, sender: &Sender<'_>) -> Result<Option<Challenge>, Fault> {
    Ok(is_due(app, sender).await?.then(|| make(app, sender)))
}

/// Whether a form may be taken: none was due, or this is the first time that the work of one is shown.
pub async fn is_met(
    app: &App,
    sender: &Sender<'_>,
    (challenge, solution): (&str, &str),
) -> Result<bool, Fault> {
    if !is_due(app, sender).await? {
        return Ok(true);
    }
    let Some(bytes) = opened(app, sender, challenge) else {
        return Ok(false);
    };
    let (expires_at, work) = said(&bytes);
    if expires_at <= app.now() || !work::is_done(&bytes, work, solution) {
        return Ok(false);
    }
    let hash = sha256(&bytes);
    app.db
        .write(move |tx| {
            Box::pin(async move { store::spent_challenge::spend(tx, &hash, expires_at).await })
        })
        .await
}

async fn is_due(app: &App, sender: &Sender<'_>) -> Result<bool, Fault> {
    let policy = &app.config.challenge;
    match policy.when {
        When::Off => return Ok(false),
        When::Always => return Ok(true),
        When::Failures => {}
    }
    let (account, address) = match sender.purpose {
        Purpose::SignIn => of_sign_in(app, sender).await?,
        purpose => (
            String::new(),
            throttle::at(purpose.as_str(), sender.address),
        ),
    };
    let server = throttle::everywhere(sender.purpose.as_str());
    let bounds = [
        (account.as_str(), policy.account),
        (address.as_str(), policy.address),
        (server.as_str(), policy.server),
    ];
    throttle::is_high(app, bounds).await
}

/// The counters of a sign-in by this name; that of the account is the same for all its names, and there is one for a name that
/// nobody has.
async fn of_sign_in(app: &App, sender: &Sender<'_>) -> Result<(String, String), Fault> {
    let mut read = app.db.read();
    let found = store::user::find_by_identifier(&mut read, sender.identifier).await?;
    let account = login::account_key(&found, sender.identifier);
    let Subjects { account, address } =
        device::subjects_on(app, (sender.device, sender.address), &account).await?;
    Ok((account, address))
}

fn make(app: &App, sender: &Sender<'_>) -> Challenge {
    let policy = &app.config.challenge;
    let expires_at = app.now() + policy.lifetime;
    let nonce: [u8; NONCE] = app.random.bytes();
    let bits = u8::try_from(policy.work).unwrap_or(u8::MAX);
    let mut bytes = [&nonce[..], &expires_at.millis().to_be_bytes(), &[bits]].concat();
    bytes.extend(tag(app, sender, &bytes));
    Challenge {
        text: id::base64url(&bytes),
        zeros: work::zeros(policy.work),
    }
}

/// The bytes of a challenge that we made for this sender's form.
fn opened(app: &App, sender: &Sender<'_>, challenge: &str) -> Option<Vec<u8>> {
    let bytes = id::from_base64url(challenge)?;
    let (says, brought) = bytes.split_at_checked(SAYS)?;
    equal(&tag(app, sender, says), brought).then_some(bytes)
}

/// When it ends, and how much work it takes.
fn said(bytes: &[u8]) -> (Timestamp, u32) {
    let mut expires_at = [0; 8];
    expires_at.copy_from_slice(&bytes[NONCE..NONCE + 8]);
    let work = u32::from(bytes[SAYS - 1]);
    (Timestamp(i64::from_be_bytes(expires_at)), work)
}

/// What is said is of one length, so nothing of it can be read as another sender's.
fn tag(app: &App, sender: &Sender<'_>, says: &[u8]) -> [u8; TAG] {
    let browser = sha256(sender.browser.as_bytes());
    let purpose = sender.purpose.as_str().as_bytes();
    let vouched = app
        .master_key
        .challenge_tag(&[says, &browser, purpose].concat());
    let mut tag = [0; TAG];
    tag.copy_from_slice(&vouched[..TAG]);
    tag
}

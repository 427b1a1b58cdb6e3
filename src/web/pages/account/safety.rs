//! Whether an account is safe: what its person proves themselves with, and what to do next about it.

use crate::base::Fault;
use crate::domain::User;
use crate::identity::passkey;
use crate::store::factor::{self, Counted};
use crate::web::view::{Advice, FactorLine, State};
use crate::web::visit::Visit;
use crate::words::Words;

/// With so few recovery codes left it is time for new ones.
const FEW_CODES: i64 = 3;

pub(super) struct Safety {
    pub factors: Vec<FactorLine>,
    pub advice: Advice,
}

pub(super) async fn of(visit: &Visit, user: &User) -> Result<Safety, Fault> {
    let own = passkey::id(&visit.app);
    let counted = factor::counted(&mut visit.app.db.read(), &user.id, own.as_deref()).await?;
    let words = visit.words();
    let mut factors = vec![
        password(words, user),
        passkeys(words, &counted),
        totp(words, &counted),
    ];
    if counted.has_second() {
        factors.push(recovery_codes(words, &counted));
    }
    let offered = !visit.app.config.providers.is_empty();
    if offered || counted.linked_accounts > 0 {
        factors.push(linked(words, &counted));
    }
    Ok(Safety {
        factors,
        advice: advice(user, &counted),
    })
}

/// The most pressing thing to do.
fn advice(user: &User, counted: &Counted) -> Advice {
    if user.email.is_some() && !user.email_verified {
        Advice::open("account-advice-email", "/account/email")
    } else if !counted.has_second() {
        Advice::open("account-advice-passkey", "/account/passkeys")
    } else if counted.recovery_codes <= FEW_CODES {
        Advice::open("account-advice-codes", "/account/recovery-codes")
    } else {
        Advice::done("account-advice-none")
    }
}

fn password(words: Words, user: &User) -> FactorLine {
    let (state, key) = match user.password_hash {
        Some(_) => (State::Good, "account-factor-password"),
        None => (State::Open, "account-factor-password-none"),
    };
    line(words, (state, key), words.say(key), "/account/password")
}

fn passkeys(words: Words, counted: &Counted) -> FactorLine {
    match counted.passkeys {
        0 => {
            let key = "account-factor-passkeys-none";
            line(
                words,
                (State::Open, key),
                words.say(key),
                "/account/passkeys",
            )
        }
        count => {
            let key = "account-factor-passkeys";
            let said = words.with(key, &[("count", &count)]);
            line(words, (State::Good, key), said, "/account/passkeys")
        }
    }
}

fn totp(words: Words, counted: &Counted) -> FactorLine {
    let (state, key) = match counted.totp {
        0 => (State::Open, "account-factor-totp-none"),
        _ => (State::Good, "account-factor-totp"),
    };
    line(words, (state, key), words.say(key), "/account/totp")
}

fn recovery_codes(words: Words, counted: &Counted) -> FactorLine {
    let state = match counted.recovery_codes {
        left if left <= FEW_CODES => State::Warn,
        _ => State::Good,
    };
    let key = "account-factor-codes";
    let said = words.with(key, &[("count", &counted.recovery_codes)]);
    line(words, (state, key), said, "/account/recovery-codes")
}

fn linked(words: Words, counted: &Counted) -> FactorLine {
    let key = "account-factor-linked";
    let said = words.with(key, &[("count", &counted.linked_accounts)]);
    let state = match counted.linked_accounts {
        0 => State::Open,
        _ => State::Good,
    };
    line(words, (state, key), said, "/account/linked")
}

/// A key has two more that begin with it: its title, and what its link says.
fn line(words: Words, (state, key): (State, &str), said: String, href: &'static str) -> FactorLine {
    FactorLine {
        title: words.say(&format!("{key}-title")),
        action: words.say(&format!("{key}-action")),
        state,
        said,
        href,
    }
}

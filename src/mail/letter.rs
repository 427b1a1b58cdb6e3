//! A letter before it is in words: which one, to whom, in which language, and what is filled in.

use crate::base::Timestamp;
use crate::base::named::named;
use crate::base::text;
use crate::words::Locale;

named! {
    /// The name is how the keys of its words begin (`locales/*/mail.ftl`): `-subject` and `-lead`; `-button` where it asks to
    /// follow a link; `-after` where more is to be said than to any notice.
    pub enum LetterName {
        Verify = "mail-verify",
        Recover = "mail-recover",
        /// Somebody asked to recover an account with an address that no account has.
        RecoverUnknown = "mail-recover-unknown",
        /// Somebody asked to recover an account whose password a directory keeps.
        RecoverDirectory = "mail-recover-directory",
        /// Somebody asked to recover an account that is signed in to at other providers alone.
        RecoverLinked = "mail-recover-linked",
        /// Somebody asked for an account with this address.
        Register = "mail-register",
        /// Somebody asked for an account with the address of one that there is.
        RegisterKnown = "mail-register-known",
        Invite = "mail-invite",
        EmailCode = "mail-email-code",
        /// To the address that is to be the new one.
        EmailChange = "mail-email-change",
        /// Somebody wants to give their account the address of another.
        EmailChangeKnown = "mail-email-change-known",
        /// To the address that was the account's until now.
        EmailChangedOld = "mail-email-changed-old",
        EmailChanged = "mail-email-changed",
        PasswordChanged = "mail-password-changed",
        PasswordReset = "mail-password-reset",
        PasskeyAdded = "mail-passkey-added",
        PasskeyRemoved = "mail-passkey-removed",
        TotpAdded = "mail-totp-added",
        TotpRemoved = "mail-totp-removed",
        RecoveryCodesMade = "mail-recovery-codes-made",
        RecoveryCodeUsed = "mail-recovery-code-used",
        AccountLinked = "mail-account-linked",
        AccountUnlinked = "mail-account-unlinked",
        NewDevice = "mail-new-device",
        SessionsEnded = "mail-sessions-ended",
        AccountDeleted = "mail-account-deleted",
        /// An operator wants to see whether letters arrive.
        Test = "mail-test",
    }
}

impl LetterName {
    /// What the link is called.
    pub(super) fn button(self) -> String {
        match self {
            Self::Verify
            | Self::Recover
            | Self::RecoverDirectory
            | Self::RecoverLinked
            | Self::Register
            | Self::RegisterKnown
            | Self::Invite
            | Self::EmailCode
            | Self::EmailChange => format!("{self}-button"),
            _ => "mail-look-button".to_owned(),
        }
    }

    /// What to do if it was not the reader: of their own with most letters, the same with all notices of what happened in
    /// an account that the reader still has.
    pub(super) fn after(self) -> String {
        match self {
            Self::EmailChanged
            | Self::PasswordChanged
            | Self::PasswordReset
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::TotpAdded
            | Self::TotpRemoved
            | Self::RecoveryCodesMade
            | Self::RecoveryCodeUsed
            | Self::AccountLinked
            | Self::AccountUnlinked
            | Self::NewDevice
            | Self::SessionsEnded => "mail-not-you".to_owned(),
            _ => format!("{self}-after"),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Letter {
    pub name: LetterName,
    pub to: String,
    pub locale: Locale,
    pub args: Vec<(&'static str, String)>,
    /// A path of this server, with its query. That letters lead nowhere else is for whoever renders them.
    pub link: Option<String>,
    /// A code to be typed.
    pub code: Option<String>,
    /// When link and code end.
    pub expires_at: Option<Timestamp>,
    pub happening: Option<Happening>,
}

/// What a letter tells of: when it happened, and from where.
#[derive(Clone, Debug)]
pub struct Happening {
    pub at: Timestamp,
    pub address: String,
    pub user_agent: String,
}

impl Letter {
    pub fn new(name: LetterName, to: impl Into<String>, locale: Locale) -> Self {
        Self {
            name,
            to: to.into(),
            locale,
            args: Vec::new(),
            link: None,
            code: None,
            expires_at: None,
            happening: None,
        }
    }

    /// Fills in what the words name. Line breaks, and characters that nobody sees, are left out: what somebody calls
    /// themselves writes no lines of our letters.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        let seen = |c: &char| !text::is_unseen(*c);
        let on_one_line = |c: char| if c.is_control() { ' ' } else { c };
        let value = value.chars().filter(seen).map(on_one_line).collect();
        self.args.push((name, value));
        self
    }

    /// Greets somebody by name, if it can pass for nothing but a name: whoever asks for an account of another's address chooses
    /// it, and would have us send their message.
    #[must_use]
    pub fn greeting(self, name: &str) -> Self {
        match is_a_name(name) {
            true => self.with("name", name),
            false => self,
        }
    }

    /// A link to a path of this server, which works until then.
    #[must_use]
    pub fn link(mut self, path: impl Into<String>, until: Option<Timestamp>) -> Self {
        self.link = Some(path.into());
        self.expires_at = until;
        self
    }

    /// A code, which is good for as long as the link beside it.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    #[must_use]
    pub fn happening(mut self, happening: Happening) -> Self {
        self.happening = Some(happening);
        self
    }
}

/// Letters and what joins them, and a dot only where an abbreviation ends: no address, no number, no sentence.
fn is_a_name(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_word = |word: &&str| {
        let word = word.strip_suffix('.').unwrap_or(word);
        let joins = |c: char| matches!(c, '-' | '\'' | '’' | '·');
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || joins(c))
    };
    words.len() <= 5 && name.chars().count() <= 60 && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_is_greeted() {
        for name in [
            "Ada",
            "Ada Lovelace",
            "Jean-Luc P. O’Neil",
            "王小明",
            "José",
        ] {
            assert!(is_a_name(name), "{name}");
        }
        for other in [
            "",
            "ada.example",
            "evil.example/win",
            "You won 100",
            "Click https://evil.example",
            "a b c d e f",
            "Ada\r\nBcc: x",
        ] {
            assert!(!is_a_name(other), "{other}");
        }
    }

    #[test]
    fn what_is_filled_in_stays_on_its_line() {
        let letter = Letter::new(LetterName::Test, "a@example.org", Locale::En);
        let letter = letter.with("device", "My\r\nkey\u{202e}");
        assert_eq!(letter.args, [("device", "My  key".to_owned())]);
    }
}

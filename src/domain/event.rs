//! What happened to an account, as the person whose it is sees it.

use std::collections::BTreeMap;

use crate::base::Timestamp;
use crate::base::named::named;

named! {
    pub enum EventKind {
        SignedIn = "signed_in",
        SignInRefused = "sign_in_refused",
        /// Somebody signed in on a device that is new to them: this, instead of the kind for any sign-in.
        NewDevice = "new_device",
        SignedOut = "signed_out",
        SignedOutElsewhere = "signed_out_elsewhere",
        /// An application ended the session (OIDC RP-Initiated Logout), without a question.
        SignedOutByApp = "signed_out_by_app",
        SessionEnded = "session_ended",
        SessionsEnded = "sessions_ended",
        PasswordChanged = "password_changed",
        PasswordReset = "password_reset",
        RecoveryAsked = "recovery_asked",
        PasskeyAdded = "passkey_added",
        PasskeyRenamed = "passkey_renamed",
        PasskeyRemoved = "passkey_removed",
        TotpAdded = "totp_added",
        TotpRemoved = "totp_removed",
        RecoveryCodesMade = "recovery_codes_made",
        RecoveryCodeUsed = "recovery_code_used",
        EmailChangeAsked = "email_change_asked",
        EmailChanged = "email_changed",
        EmailVerified = "email_verified",
        AccountLinked = "account_linked",
        AccountUnlinked = "account_unlinked",
        ProfileChanged = "profile_changed",
        PictureChanged = "picture_changed",
        ConsentGiven = "consent_given",
        ConsentTaken = "consent_taken",
        ApiKeyMade = "api_key_made",
        ApiKeyRenewed = "api_key_renewed",
        ApiKeyEnded = "api_key_ended",
        TermsAccepted = "terms_accepted",
        DataExported = "data_exported",
        AccountCreated = "account_created",
        DeviceForgotten = "device_forgotten",
    }
}

#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub user_id: String,
    pub kind: EventKind,
    /// What else is said of it, such as the name of a passkey.
    pub detail: BTreeMap<String, String>,
    pub address: String,
    pub user_agent: String,
    pub at: Timestamp,
}

impl Event {
    /// Says something else of it.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.detail.insert(name.to_owned(), value.to_owned());
        self
    }
}

//! What a link in a letter is for. A link is good for that, and for nothing else.

use crate::base::named::named;

named! {
    pub enum LinkPurpose {
        /// Make an account with the address that the link went to.
        Register = "register",
        /// Show that the address of an account is its owner's.
        Verify = "verify",
        /// Give an account the address that the link went to.
        ChangeEmail = "change_email",
        /// Choose a password in place of one that was forgotten.
        Recover = "recover",
    }
}

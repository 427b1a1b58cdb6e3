//! Pages of ours that ask for fresh proof and are gone back to. No address is ever taken from a request.

use crate::web::path;

/// Declares the pages: how the way there is called in an address, and where it leads.
macro_rules! onwards {
    ($($page:ident = $word:literal => $path:expr;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(in crate::web) enum Onward { $($page,)* }

        impl Onward {
            pub(in crate::web) fn as_str(self) -> &'static str {
                match self { $(Self::$page => $word,)* }
            }

            pub(in crate::web) fn named(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$page),)* _ => None }
            }

            pub(in crate::web) fn path(self) -> &'static str {
                match self { $(Self::$page => $path,)* }
            }
        }
    };
}

onwards! {
    Account = "account" => path::ACCOUNT;
    Keys = "keys" => path::ACCOUNT_KEYS;
    Totp = "totp" => path::ACCOUNT_TOTP;
    AddTotp = "add-totp" => path::ACCOUNT_ADD_TOTP;
    RecoveryCodes = "codes" => path::ACCOUNT_RECOVERY_CODES;
    Passkeys = "passkeys" => path::ACCOUNT_PASSKEYS;
    AddPasskey = "add-passkey" => path::ACCOUNT_ADD_PASSKEY;
    Verify = "verify" => path::VERIFY;
    Email = "email" => path::ACCOUNT_EMAIL;
    Password = "password" => path::ACCOUNT_PASSWORD;
    Data = "data" => path::ACCOUNT_DATA;
    Delete = "delete" => path::ACCOUNT_DELETE;
    Linked = "linked" => path::ACCOUNT_LINKED;
}

//! Pages of ours that ask for fresh proof and are gone back to. No address is ever taken from a request.

use crate::web::router::path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Onward {
    Account,
    Keys,
    Totp,
    AddTotp,
    RecoveryCodes,
}

impl Onward {
    const ALL: [Self; 5] = [
        Self::Account,
        Self::Keys,
        Self::Totp,
        Self::AddTotp,
        Self::RecoveryCodes,
    ];

    /// How the way there is called in an address.
    pub(in crate::web) fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Keys => "keys",
            Self::Totp => "totp",
            Self::AddTotp => "add-totp",
            Self::RecoveryCodes => "recovery-codes",
        }
    }

    pub(in crate::web) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|onward| onward.as_str() == name)
    }

    pub(in crate::web) fn path(self) -> &'static str {
        match self {
            Self::Account => path::ACCOUNT,
            Self::Keys => path::ACCOUNT_KEYS,
            Self::Totp => path::ACCOUNT_TOTP,
            Self::AddTotp => path::ACCOUNT_ADD_TOTP,
            Self::RecoveryCodes => path::ACCOUNT_RECOVERY_CODES,
        }
    }
}

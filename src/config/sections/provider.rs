//! Another provider at which people have accounts: what the operator writes of it. What it comes to stands in
//! `config::provider`.

use std::path::PathBuf;

use crate::config::{
    error::Invalid,
    provider::Preset,
    role_rule::RoleRules,
    secret_text::SecretText,
    section::section,
    value::{Raw, Value},
    words::{Word, Words},
};

section! {
    /// Providers at which people may sign in instead, each in a table of its own: `[providers.google]`. The name is of small
    /// letters, digits and `-` (in a variable `_`), and is part of the address that the provider sends people back to:
    /// `/login/with/google/callback`. Never change it: by it, accounts there belong to accounts here. See `docs/federation.md`.
    pub(crate) struct ProviderOptions as "providers.*" {
        /// A provider that is known by name. All else can be left at what it says, but for `client_id` and the secret.
        preset: Option<Preset> = None;

        /// Whether people may use it. One that is switched off refuses also those who are on their way back from it.
        enabled: bool = true;

        /// What its button is called. Without it, the preset's name, or the name of the table.
        name: Option<String> = None;

        /// An OpenID provider's issuer, exactly as it calls itself; the rest is found by discovery.
        issuer: Option<String> = None;

        /// Of an OAuth 2.0 provider that knows no discovery: where people are sent.
        authorization_url: Option<String> = None;

        /// And where codes are redeemed.
        token_url: Option<String> = None;

        /// And where it says who somebody is, as JSON.
        userinfo_url: Option<String> = None;

        /// How it knows this server.
        client_id: Option<String> = None;

        /// What this server proves itself with. Better in a variable or in `client_secret_file` than in the configuration file.
        client_secret: Option<SecretText> = None;

        /// A file that holds the secret instead.
        client_secret_file: Option<PathBuf> = None;

        /// How the secret is sent: `basic` in a header, or `post` in the body. Without it, as the provider's metadata say;
        /// where it has none, `post`.
        client_auth: Option<ClientAuth> = None;

        /// Of Microsoft: whose accounts count: `common`, `organizations`, `consumers`, or the identifier of one directory.
        tenant: String = "common".to_owned();

        /// Of Apple: the team, by which its signed client secret is made, with `key_id` and `private_key_file`.
        team_id: Option<String> = None;

        /// Of Apple: the name of the key.
        key_id: Option<String> = None;

        /// Of Apple: the key as it was downloaded (`.p8`).
        private_key_file: Option<PathBuf> = None;

        /// What is asked for. Without it, the preset's, or `openid profile email`.
        scopes: Words<UpstreamScope> = Words::of(&[]);

        /// Whether somebody without an account here gets one at the first sign-in.
        provision: bool = false;

        /// Whether people who have an account here may link theirs at this provider to it.
        link: bool = true;

        /// Domains of e-mail addresses for which this provider's word is taken: whoever comes with such an address that it
        /// calls verified is linked to the account here with the same verified address. For everybody else that needs a
        /// sign-in here first. Name only domains whose mailboxes this provider itself runs.
        trust_email: Words<Domain> = Words::of(&[]);

        /// Domains whose people sign in there: whoever types such an e-mail address here is sent on (home realm discovery).
        domains: Words<Domain> = Words::of(&[]);

        /// Roles for what it says of somebody: `groups contains staff -> editor`; also `equals`, and `matches` with a regular
        /// expression for the whole text. ` at RESOURCE` behind the role names one of an API. Evaluated anew at each
        /// sign-in there; roles that were given by hand are not touched.
        roles: RoleRules = RoleRules::default();

        /// Which `acr` or `amr` of its ID tokens tell that two factors were used there. With `none`, a sign-in there counts as
        /// one factor.
        trusts_acr: Words<Told> = Words::of(&[]);

        /// Whether its tokens are kept, sealed, for what runs beside this server.
        keep_tokens: bool = false;

        /// Whether signing out here leads to its sign-out too, where it has one.
        sign_out: bool = false;
    }
}

section! {
    /// Where a provider says what, if not where it is usual: names of claims, with dots between those of nested ones.
    pub(crate) struct ProviderMap as "providers.*.map" {
        /// Who somebody is: it never changes and is never given to somebody else. Of an OpenID provider always `sub`.
        subject: Option<String> = None;

        /// The e-mail address.
        email: Option<String> = None;

        /// Whether that address is verified: `true` in JSON, and nothing else, says so.
        email_verified: Option<String> = None;

        /// What a new account is called, if nobody else is called so.
        username: Option<String> = None;

        /// The first name.
        given_name: Option<String> = None;

        /// The last name.
        family_name: Option<String> = None;
    }
}

/// How a client's secret is sent (RFC 6749 section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuth {
    Basic,
    Post,
}

impl Value for ClientAuth {
    const KIND: &'static str = "basic or post";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("basic") => Ok(Self::Basic),
            Some("post") => Ok(Self::Post),
            _ => Err(Invalid::because("that is neither: write `basic` or `post`")),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Basic => "basic",
            Self::Post => "post",
        }
        .to_owned()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct UpstreamScope;

impl Word for UpstreamScope {
    const KIND: &'static str = "list of scopes";
    const ADVICE: &'static str =
        "one of them is no scope: write names without blanks, quotes and backslashes";

    /// RFC 6749 section 3.3.
    fn accepts(word: &str) -> bool {
        let allowed = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        !word.is_empty() && word.bytes().all(allowed)
    }
}

/// A domain of e-mail addresses.
#[derive(Debug, Clone)]
pub struct Domain;

impl Word for Domain {
    const KIND: &'static str = "list of domains";
    const ADVICE: &'static str =
        "one of them is no domain: write such as `example.org`, in small letters";

    fn accepts(word: &str) -> bool {
        let label = |label: &str| {
            let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
            !label.is_empty() && label.bytes().all(plain)
        };
        word.contains('.') && word.split('.').all(label)
    }
}

/// A value of `acr` or `amr`.
#[derive(Debug, Clone)]
pub struct Told;

impl Word for Told {
    const KIND: &'static str = "list of texts";
    const ADVICE: &'static str = "one of them is empty or has blanks";

    fn accepts(word: &str) -> bool {
        !word.is_empty() && !word.contains(char::is_whitespace)
    }
}

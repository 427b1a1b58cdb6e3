//! Who may register clients by itself, and what such clients may be.

use crate::config::{
    error::Invalid,
    section::section,
    value::{Raw, Value},
    words::{Word, Words},
};

section! {
    /// Who may register clients without the command line (RFC 7591), and what such clients may be. What the operator
    /// registers is not bound by any of this.
    pub struct Registration as "registration" {
        /// `off`, `token` for those who have an initial access token (`countersign client token create`), or `open` for
        /// everybody. With `off` clients cannot look after their registration either.
        mode: RegistrationMode = RegistrationMode::Token;

        /// Registrations with `open`, and as many first fetches of metadata documents, from one address (one /64 in
        /// IPv6) without delay, within `throttle.window`.
        open_free: u32 = 20, in 1..=100_000;

        /// Hosts that people may be sent to: those of `redirect_uris`, `post_logout_redirect_uris` and
        /// `initiate_login_uri`. `app.example.org`, or `*.example.org` for all below it; `none` is no limit. Loopback
        /// addresses and private schemes are not hosts, and are allowed where `none` or `localhost` is.
        redirect_hosts: Words<HostPattern> = Words::of(&[]);

        /// Scopes that clients may ask for; those who name none get all of them. A scope of an API counts only together
        /// with the API in `resources`.
        scopes: Words<ScopeName> =
            Words::of(&["openid", "profile", "email", "phone", "address", "offline_access"]);

        /// APIs that clients get tokens for.
        resources: Words<ApiName> = Words::of(&[]);

        /// Grants that clients may use. `implicit` follows from the response types.
        grants: Words<GrantName> = Words::of(&["authorization_code", "refresh_token"]);

        /// What clients may ask of the authorization endpoint. All but `code` put tokens into URLs (RFC 9700 section
        /// 2.1.2).
        response_types: Words<ResponseTypeName> = Words::of(&["code"]);

        /// Whether all of them have to use PKCE. Those without a secret have to in any case.
        require_pkce: bool = false;

        /// Whose software statements count: `ISSUER=KEYS`, with the `iss` of the statement, and its keys as the path of a
        /// JWK Set or the https URL of one.
        software_statement_issuers: Words<StatementIssuer> = Words::of(&[]);

        /// Whether a client may be known by the https URL of its metadata, without a registration. The document is
        /// fetched when the client first sends somebody here, and held to the same limits. It is forgotten a day after it
        /// went stale where nobody here has anything to do with the client.
        client_id_metadata_documents: bool = false;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationMode {
    Off,
    Token,
    Open,
}

impl Value for RegistrationMode {
    const KIND: &'static str = "off, token or open";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("off") => Ok(Self::Off),
            Some("token") => Ok(Self::Token),
            Some("open") => Ok(Self::Open),
            _ => Err(Invalid::because(
                "that is none of the modes: write `off`, `token` or `open`",
            )),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Off => "off",
            Self::Token => "token",
            Self::Open => "open",
        }
        .to_owned()
    }
}

/// Declares a kind of words: its name, its place in the documentation, what to write, and what is accepted.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $shown:literal, $advice:literal, |$word:ident| $accepts:expr;)*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $kind;

        impl Word for $kind {
            const KIND: &'static str = $shown;
            const ADVICE: &'static str = $advice;

            fn accepts($word: &str) -> bool {
                $accepts
            }
        })*
    };
}

kinds! {
    HostPattern = "list of hosts",
        "one of them is no host: write such as `app.example.org` or `*.example.org`, in lower case and without a port",
        |word| is_host(word.strip_prefix("*.").unwrap_or(word));
    ScopeName = "list of scopes",
        "one of them is no scope: write names without blanks, quotes and backslashes",
        |word| !word.is_empty() && word.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e));
    ApiName = "list of APIs",
        "one of them is no resource identifier: write absolute URIs without a fragment",
        |word| url::Url::parse(word).is_ok() && !word.contains('#');
    /// By the names that `domain` knows; a test there holds the lists against one another.
    GrantName = "list of grants",
        "one of them is no grant: there are `authorization_code`, `refresh_token` and `client_credentials`",
        |word| GRANTS.contains(&word);
    ResponseTypeName = "list of response types",
        "one of them is no response type: there are `code`, `id_token`, `id_token token`, `code id_token`, `code token` \
         and `code id_token token`, written just so",
        |word| RESPONSE_TYPES.contains(&word);
    StatementIssuer = "list of ISSUER=KEYS",
        "one of them has not the form ISSUER=KEYS: write such as `https://trust.example.org=/etc/trust.jwks.json`",
        |word| word.split_once('=').is_some_and(|(issuer, keys)| !issuer.is_empty() && !keys.is_empty());
}

pub const GRANTS: [&str; 3] = ["authorization_code", "refresh_token", "client_credentials"];

pub const RESPONSE_TYPES: [&str; 6] = [
    "code",
    "id_token",
    "id_token token",
    "code id_token",
    "code token",
    "code id_token token",
];

fn is_host(word: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    !word.is_empty() && word.split('.').all(label)
}

impl Words<StatementIssuer> {
    /// Where the keys of a trusted issuer are.
    pub fn keys_of(&self, issuer: &str) -> Option<&str> {
        let mut pairs = self.iter().filter_map(|word| word.split_once('='));
        pairs
            .find(|(known, _)| *known == issuer)
            .map(|(_, keys)| keys)
    }
}

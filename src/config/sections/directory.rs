//! A directory whose people may sign in here.

use std::{path::PathBuf, time::Duration};

use crate::config::{
    GroupRoles, LdapUrl, SecretText,
    duration::seconds,
    error::Invalid,
    section::section,
    value::{Raw, Value},
};

section! {
    /// A directory (LDAP, such as OpenLDAP or Active Directory) whose people sign in here with the password that they have there. The
    /// program has to be built with `--features ldap`. See `docs/ldap.md`.
    pub struct Directory as "directory" {
        /// Where it is: `ldaps://host` (TLS, port 636), or `ldap://host` (StartTLS, which must succeed, port 389). Its
        /// certificate is always verified. On this machine itself `ldap://localhost` is plain.
        url: Option<LdapUrl> = None;

        /// A file with the certificates (PEM) of the authorities that its certificate may come from, in place of this machine's.
        ca_file: Option<PathBuf> = None;

        /// What it is: `openldap` or `active_directory`. It decides what the options below are where they are not set.
        kind: DirectoryKind = DirectoryKind::OpenLdap;

        /// The account that looks people up, by its DN. Without one they are looked up anonymously.
        bind_dn: Option<String> = None;

        /// Its password. Better in a variable or in `bind_password_file` than in the configuration file.
        bind_password: Option<SecretText> = None;

        /// A file with its password. It is read whenever it is needed, so a new password needs no restart.
        bind_password_file: Option<PathBuf> = None;

        /// Below which entry people are. Needed with `directory.url`.
        base_dn: Option<String> = None;

        /// Which entry is somebody's, by what they typed: `{username}`, escaped. It has to find one entry or none.
        user_filter: Option<String> = None;

        /// The attribute that names an entry once and for all, whatever becomes of its name. By it, people there are accounts here.
        id_attribute: Option<String> = None;

        /// The attribute that a new account is named by.
        username_attribute: Option<String> = None;

        /// The attribute with a new account's e-mail address.
        mail_attribute: String = "mail".to_owned();

        /// The attribute with a new account's first name.
        given_name_attribute: String = "givenName".to_owned();

        /// The attribute with a new account's last name.
        family_name_attribute: String = "sn".to_owned();

        /// Whether addresses from there count as verified. Not where people change their own.
        email_verified: bool = false;

        /// Whether somebody without an account here gets one at the first sign-in.
        provision: bool = true;

        /// Below which entry groups are. Without it, `directory.base_dn`.
        group_base_dn: Option<String> = None;

        /// Which groups somebody is in, by `{dn}` and `{username}` of their entry, both escaped.
        group_filter: Option<String> = None;

        /// What groups give: `GROUP -> ROLE`, with the group's name or its DN, and ` at RESOURCE` behind the role of an API. Each
        /// sign-in gives and takes these roles anew, and leaves alone what was given by hand. In a variable, between semicolons.
        roles: GroupRoles = GroupRoles::default();

        /// How long the directory may take for a sign-in in all.
        timeout: Duration = seconds(3), in Duration::from_millis(100)..=seconds(4);

        /// How many connections there may be at a time.
        connections: u32 = 8, in 1..=100;
    }
}

/// Which of the two kinds of directory there is, for what differs between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DirectoryKind {
    OpenLdap,
    ActiveDirectory,
}

impl DirectoryKind {
    fn user_filter(self) -> &'static str {
        match self {
            Self::OpenLdap => "(&(objectClass=person)(uid={username}))",
            Self::ActiveDirectory => {
                "(&(objectCategory=person)(objectClass=user)(|(sAMAccountName={username})(userPrincipalName={username})))"
            }
        }
    }

    /// The long number asks Active Directory for groups within groups too (LDAP_MATCHING_RULE_IN_CHAIN).
    fn group_filter(self) -> &'static str {
        match self {
            Self::OpenLdap => "(|(member={dn})(uniqueMember={dn})(memberUid={username}))",
            Self::ActiveDirectory => "(&(objectClass=group)(member:1.2.840.113556.1.4.1941:={dn}))",
        }
    }

    fn id_attribute(self) -> &'static str {
        match self {
            Self::OpenLdap => "entryUUID",
            Self::ActiveDirectory => "objectGUID",
        }
    }

    fn username_attribute(self) -> &'static str {
        match self {
            Self::OpenLdap => "uid",
            Self::ActiveDirectory => "sAMAccountName",
        }
    }
}

impl Directory {
    pub fn user_filter(&self) -> &str {
        (self.user_filter.as_deref()).unwrap_or_else(|| self.kind.user_filter())
    }

    pub fn group_filter(&self) -> &str {
        (self.group_filter.as_deref()).unwrap_or_else(|| self.kind.group_filter())
    }

    pub fn id_attribute(&self) -> &str {
        (self.id_attribute.as_deref()).unwrap_or_else(|| self.kind.id_attribute())
    }

    pub fn username_attribute(&self) -> &str {
        (self.username_attribute.as_deref()).unwrap_or_else(|| self.kind.username_attribute())
    }
}

impl Value for DirectoryKind {
    const KIND: &'static str = "openldap or active_directory";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("openldap") => Ok(Self::OpenLdap),
            Some("active_directory") => Ok(Self::ActiveDirectory),
            _ => Err(Invalid::because(
                "that is no kind of directory: write `openldap` or `active_directory`",
            )),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::OpenLdap => "openldap",
            Self::ActiveDirectory => "active_directory",
        }
        .to_owned()
    }
}

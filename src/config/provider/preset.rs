//! Providers that are known by name: where they are, what they are asked for, and which of their claims says what. Each fact
//! stands in the provider's own documentation.

use crate::config::{
    error::Invalid,
    sections::ProviderMap,
    value::{Raw, Value},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    Google,
    Microsoft,
    Apple,
    Github,
    Gitlab,
    Facebook,
    Discord,
}

/// Where a preset's provider is.
pub(super) enum Place {
    /// It is found by discovery.
    Issuer(String),
    /// The three places of an OAuth 2.0 provider: authorization, token, user information.
    OAuth(&'static str, &'static str, &'static str),
}

impl Preset {
    pub const ALL: [Self; 7] = [
        Self::Google,
        Self::Microsoft,
        Self::Apple,
        Self::Github,
        Self::Gitlab,
        Self::Facebook,
        Self::Discord,
    ];

    /// As it is written in the configuration, and as its mark is called.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
            Self::Apple => "apple",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Facebook => "facebook",
            Self::Discord => "discord",
        }
    }

    /// As it calls itself.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Google => "Google",
            Self::Microsoft => "Microsoft",
            Self::Apple => "Apple",
            Self::Github => "GitHub",
            Self::Gitlab => "GitLab",
            Self::Facebook => "Facebook",
            Self::Discord => "Discord",
        }
    }

    pub(super) fn place(self, tenant: &str) -> Place {
        match self {
            Self::Google => Place::Issuer("https://accounts.google.com".to_owned()),
            Self::Microsoft => {
                Place::Issuer(format!("https://login.microsoftonline.com/{tenant}/v2.0"))
            }
            Self::Apple => Place::Issuer("https://appleid.apple.com".to_owned()),
            Self::Gitlab => Place::Issuer("https://gitlab.com".to_owned()),
            Self::Github => Place::OAuth(
                "https://github.com/login/oauth/authorize",
                "https://github.com/login/oauth/access_token",
                "https://api.github.com/user",
            ),
            Self::Facebook => Place::OAuth(
                "https://www.facebook.com/v21.0/dialog/oauth",
                "https://graph.facebook.com/v21.0/oauth/access_token",
                "https://graph.facebook.com/v21.0/me?fields=id,name,email,first_name,last_name",
            ),
            Self::Discord => Place::OAuth(
                "https://discord.com/oauth2/authorize",
                "https://discord.com/api/oauth2/token",
                "https://discord.com/api/users/@me",
            ),
        }
    }

    pub(super) fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Google | Self::Microsoft | Self::Gitlab => &["openid", "profile", "email"],
            Self::Apple => &["openid", "name", "email"],
            Self::Github => &["read:user", "user:email"],
            Self::Facebook => &["public_profile", "email"],
            Self::Discord => &["identify", "email"],
        }
    }

    /// Where its claims are called otherwise than in OIDC Core section 5.1.
    pub(super) fn map(self) -> ProviderMap {
        let named = |subject: &str| ProviderMap {
            subject: Some(subject.to_owned()),
            ..ProviderMap::default()
        };
        let text = |name: &str| Some(name.to_owned());
        match self {
            // The number stays; the name of a GitHub account can be given to somebody else.
            Self::Github => ProviderMap {
                username: text("login"),
                ..named("id")
            },
            Self::Facebook => ProviderMap {
                given_name: text("first_name"),
                family_name: text("last_name"),
                ..named("id")
            },
            Self::Discord => ProviderMap {
                username: text("username"),
                email_verified: text("verified"),
                ..named("id")
            },
            _ => ProviderMap::default(),
        }
    }

    /// GitHub tells addresses, and whether they are verified, at a place of their own.
    pub(super) fn emails_url(self) -> Option<&'static str> {
        (self == Self::Github).then_some("https://api.github.com/user/emails")
    }

    /// Apple answers by a form when it is asked for a name or an address.
    pub(super) fn answers_by_form(self) -> bool {
        self == Self::Apple
    }

    /// Facebook asks for a proof of the app's secret beside an access token, which others may have found.
    pub(super) fn proves_secret(self) -> bool {
        self == Self::Facebook
    }
}

impl Value for Preset {
    const KIND: &'static str = "google, microsoft, apple, github, gitlab, facebook or discord";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let text = raw.text().unwrap_or_default();
        let known = Self::ALL.into_iter().find(|known| known.as_str() == text);
        known.ok_or_else(|| {
            Invalid::because(
                "that is none of the presets: write one of them, or an `issuer` instead",
            )
        })
    }

    fn show(&self) -> String {
        self.as_str().to_owned()
    }
}

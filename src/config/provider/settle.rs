//! From what the operator wrote of a provider to a [`Provider`], or to what is wrong with it.

use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::preset;
use super::{ClaimMap, Credential, Place, Preset, Provider};
use crate::config::{
    error::{ConfigError, Origin},
    section::Section,
    sections::{ProviderMap, ProviderOptions},
    settings::Settings,
    words::Words,
};

/// Tenants of Microsoft that are many.
const MANY: [&str; 3] = ["common", "organizations", "consumers"];
const MICROSOFT_TENANTS: &str = "https://login.microsoftonline.com/{tenantid}/v2.0";
/// By what accounts of a directory are known among those of providers: nobody else may vouch for them.
const DIRECTORY: &str = "ldap";
/// A secret and a key fit into this.
const LONGEST_FILE: u64 = 64 * 1024;

/// All providers, in the order of their names. Plain http is for providers on this machine, where `private` allows it.
pub(in crate::config) fn read_all(
    settings: &Settings,
    private: bool,
) -> Result<Vec<Provider>, ConfigError> {
    let read = |id: String| {
        if id == DIRECTORY {
            return Err(ConfigError::Conflict(format!(
                "`providers.{id}` is set, but accounts of a directory are known by that name: call it something else"
            )));
        }
        let table = format!("providers.{id}");
        let options = ProviderOptions::read_at(settings, &table)?;
        let map = ProviderMap::read_at(settings, &format!("{table}.map"))?;
        let told = Told {
            settings,
            table,
            private,
        };
        told.provider(id, options, map)
    };
    settings.names("providers").into_iter().map(read).collect()
}

/// Where a provider's options come from, for what is said of them.
struct Told<'s> {
    settings: &'s Settings,
    table: String,
    private: bool,
}

impl Told<'_> {
    fn provider(
        &self,
        id: String,
        options: ProviderOptions,
        map: ProviderMap,
    ) -> Result<Provider, ConfigError> {
        let preset = options.preset;
        let place = self.place(&options)?;
        let openid = matches!(place, Place::OpenId { .. });
        if openid && map.subject.as_deref().is_some_and(|claim| claim != "sub") {
            return Err(self.wrong(
                "map.subject",
                "the subject of an OpenID provider is always `sub`: remove this",
            ));
        }
        if !openid && map.subject.is_none() && preset.is_none() {
            return Err(self.missing(
                "map.subject",
                "name the claim that never changes and is never given to somebody else",
            ));
        }
        let client_id = match &options.client_id {
            Some(client_id) => client_id.clone(),
            None => {
                return Err(self.missing(
                    "client_id",
                    "register this server there, and write how it is known",
                ));
            }
        };
        let usual = |name: Option<Preset>| {
            name.map_or_else(|| id.clone(), |preset| preset.name().to_owned())
        };
        Ok(Provider {
            name: options.name.clone().unwrap_or_else(|| usual(preset)),
            preset,
            enabled: options.enabled,
            credential: self.credential(&options)?,
            client_auth: options.client_auth,
            client_id,
            scopes: scopes(&options, openid),
            map: mapped(map, preset),
            answers_by_form: preset.is_some_and(Preset::answers_by_form),
            proves_secret: preset.is_some_and(Preset::proves_secret),
            place,
            provision: options.provision,
            link: options.link,
            trust_email: options.trust_email,
            domains: options.domains,
            roles: options.roles,
            trusts_acr: options.trusts_acr,
            keep_tokens: options.keep_tokens,
            sign_out: options.sign_out,
            id,
        })
    }

    fn place(&self, options: &ProviderOptions) -> Result<Place, ConfigError> {
        let urls = [
            ("authorization_url", &options.authorization_url),
            ("token_url", &options.token_url),
            ("userinfo_url", &options.userinfo_url),
        ];
        let urls = match urls {
            [(_, None), (_, None), (_, None)] => None,
            [
                (_, Some(authorization)),
                (_, Some(token)),
                (_, Some(userinfo)),
            ] => Some([authorization, token, userinfo].map(Clone::clone)),
            urls => {
                let absent = urls.iter().find(|(_, url)| url.is_none());
                let name = absent.map_or("token_url", |(name, _)| name);
                return Err(self.missing(name, "all three addresses are needed"));
            }
        };
        let place = match (options.preset, &options.issuer, urls) {
            (None, Some(issuer), None) => Place::OpenId {
                issuer: issuer.clone(),
                tenants: None,
            },
            (None, None, Some([authorization_url, token_url, userinfo_url])) => Place::OAuth {
                authorization_url,
                token_url,
                userinfo_url,
                emails_url: None,
            },
            // GitLab may be one's own, and any of them may be acted by a test.
            (Some(preset), issuer, urls) => self.known(preset, options, (issuer.clone(), urls))?,
            (None, None, None) => {
                return Err(self.missing("issuer", "write a `preset`, an `issuer`, or the three addresses of an OAuth 2.0 provider"));
            }
            (None, Some(_), Some(_)) => {
                return Err(self.wrong(
                    "issuer",
                    "an OpenID provider has no other addresses: remove one or the others",
                ));
            }
        };
        self.addressed(&place)?;
        Ok(place)
    }

    fn known(
        &self,
        preset: Preset,
        options: &ProviderOptions,
        (issuer, urls): (Option<String>, Option<[String; 3]>),
    ) -> Result<Place, ConfigError> {
        if preset == Preset::Microsoft && !is_tenant(&options.tenant) {
            return Err(self.wrong("tenant", "write `common`, `organizations`, `consumers`, or a directory's identifier such as `8eaef023-2b34-4da1-9baa-8bc8c9d6a490`"));
        }
        match (preset.place(&options.tenant), issuer, urls) {
            (preset::Place::Issuer(usual), issuer, None) => {
                let many = preset == Preset::Microsoft && MANY.contains(&options.tenant.as_str());
                let tenants = (many && issuer.is_none()).then(|| MICROSOFT_TENANTS.to_owned());
                let issuer = issuer.unwrap_or(usual);
                Ok(Place::OpenId { issuer, tenants })
            }
            (preset::Place::OAuth(authorization, token, userinfo), None, urls) => {
                let usual = [authorization, token, userinfo].map(str::to_owned);
                let own = urls.is_some();
                let [authorization_url, token_url, userinfo_url] = urls.unwrap_or(usual);
                let emails_url = preset.emails_url().map(|usual| match own {
                    true => format!("{userinfo_url}/emails"),
                    false => usual.to_owned(),
                });
                Ok(Place::OAuth {
                    authorization_url,
                    token_url,
                    userinfo_url,
                    emails_url,
                })
            }
            _ => Err(self.wrong(
                "preset",
                "that provider is not found so: remove the addresses, or the preset",
            )),
        }
    }

    /// Every address is an https URL, or http where that is allowed.
    fn addressed(&self, place: &Place) -> Result<(), ConfigError> {
        let all = match place {
            Place::OpenId { issuer, .. } => vec![("issuer", issuer)],
            Place::OAuth {
                authorization_url,
                token_url,
                userinfo_url,
                ..
            } => vec![
                ("authorization_url", authorization_url),
                ("token_url", token_url),
                ("userinfo_url", userinfo_url),
            ],
        };
        for (name, text) in all {
            let good = Url::parse(text).is_ok_and(|url| {
                let scheme = url.scheme() == "https" || (self.private && url.scheme() == "http");
                scheme && url.fragment().is_none() && url.username().is_empty()
            });
            if !good {
                return Err(self.wrong(name, "that is no https URL; http is for providers on this machine, where `outbound.allow_private` is on"));
            }
        }
        Ok(())
    }

    fn credential(&self, options: &ProviderOptions) -> Result<Credential, ConfigError> {
        let signed = (&options.team_id, &options.key_id, &options.private_key_file);
        match (&options.client_secret, &options.client_secret_file, signed) {
            (Some(secret), None, (None, None, None)) => Ok(Credential::Secret(secret.0.clone())),
            (None, Some(file), (None, None, None)) => {
                Ok(Credential::Secret(self.file("client_secret_file", file)?))
            }
            (None, None, (Some(team_id), Some(key_id), Some(file))) => Ok(Credential::Signed {
                team_id: team_id.clone(),
                key_id: key_id.clone(),
                key: self.file("private_key_file", file)?,
            }),
            (None, None, (None, None, None)) if options.preset == Some(Preset::Apple) => {
                Err(self.missing("team_id", "Apple's secret is signed by this server: write `team_id`, `key_id` and `private_key_file`"))
            }
            (None, None, (None, None, None)) => {
                Err(self.missing("client_secret", "write what the provider gave you, or `client_secret_file`"))
            }
            _ => Err(self.wrong("client_secret", "one is enough: `client_secret`, `client_secret_file`, or `team_id` with `key_id` and `private_key_file`")),
        }
    }

    fn file(&self, option: &str, path: &Path) -> Result<SecretString, ConfigError> {
        let refuse = |reason: &str| {
            let text = format!("the file `{}` {reason}", path.display());
            self.wrong(option, &text)
        };
        let length = std::fs::metadata(path).map(|file| file.len());
        match length {
            Ok(length) if length <= LONGEST_FILE => {}
            Ok(_) => return Err(refuse("is too long to hold one secret")),
            Err(error) => return Err(refuse(&format!("cannot be read: {error}"))),
        }
        let text = std::fs::read_to_string(path)
            .map(SecretString::from)
            .map_err(|error| refuse(&format!("cannot be read: {error}")))?;
        match text.expose_secret().trim() {
            "" => Err(refuse("is empty")),
            secret => Ok(secret.into()),
        }
    }

    fn missing(&self, option: &str, advice: &str) -> ConfigError {
        ConfigError::Conflict(format!("`[{}]` has no `{option}`: {advice}", self.table))
    }

    fn wrong(&self, option: &str, advice: &str) -> ConfigError {
        let path = format!("{}.{option}", self.table);
        match self.settings.origin(&path) {
            Origin::Default => ConfigError::Conflict(format!("`{path}`: {advice}")),
            origin => ConfigError::Conflict(format!("{origin}: `{path}`: {advice}")),
        }
    }
}

/// One of the words for many directories, or the identifier of one. A directory's domain would do, too, but its tokens
/// come under the identifier.
fn is_tenant(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let identifier = groups == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'));
    MANY.contains(&text) || identifier
}

/// An OpenID provider is always asked for `openid`.
fn scopes(options: &ProviderOptions, openid: bool) -> Vec<String> {
    let usual = options
        .preset
        .map_or(&["openid", "profile", "email"][..], Preset::scopes);
    let scopes = match options.scopes.is_empty() {
        true if openid || options.preset.is_some() => Words::of(usual),
        _ => options.scopes.clone(),
    };
    let mut scopes: Vec<String> = scopes.iter().map(str::to_owned).collect();
    if openid && !scopes.iter().any(|scope| scope == "openid") {
        scopes.insert(0, "openid".to_owned());
    }
    scopes
}

/// The operator's word before the preset's, and that before the standard's (OIDC Core section 5.1).
fn mapped(own: ProviderMap, preset: Option<Preset>) -> ClaimMap {
    let usual = preset.map(Preset::map).unwrap_or_default();
    let claim = |own: Option<String>, usual: Option<String>, standard: &str| {
        own.or(usual).unwrap_or_else(|| standard.to_owned())
    };
    ClaimMap {
        subject: claim(own.subject, usual.subject, "sub"),
        email: claim(own.email, usual.email, "email"),
        email_verified: claim(own.email_verified, usual.email_verified, "email_verified"),
        username: claim(own.username, usual.username, "preferred_username"),
        given_name: claim(own.given_name, usual.given_name, "given_name"),
        family_name: claim(own.family_name, usual.family_name, "family_name"),
    }
}

//! What is said about a person: by scope (OIDC Core section 5.4), and claim by claim (section 5.5).
//!
//! A claim that is asked for singly is released as its scope would be: the person has to have agreed to that scope, and the
//! client to be registered for it. The authorization endpoint adds [`scopes_of`] to what consent is about, and keeps what was
//! [`allowed`] with the grant. Nothing is stored in several languages, so `claims_locales` changes nothing.

use serde_json::{Map, Value, json};

use super::claims_request::ClaimsRequest;
use crate::config::Issuer;
use crate::domain::{Client, Detail, Scopes, StandardScope, User};
use crate::identity::picture;

/// A claim, and the scope that asks for it. Discovery lists them from here.
const CLAIMS: &[(&str, StandardScope)] = &[
    ("sub", StandardScope::OpenId),
    ("name", StandardScope::Profile),
    ("given_name", StandardScope::Profile),
    ("middle_name", StandardScope::Profile),
    ("family_name", StandardScope::Profile),
    ("nickname", StandardScope::Profile),
    ("preferred_username", StandardScope::Profile),
    ("profile", StandardScope::Profile),
    ("picture", StandardScope::Profile),
    ("website", StandardScope::Profile),
    ("gender", StandardScope::Profile),
    ("birthdate", StandardScope::Profile),
    ("zoneinfo", StandardScope::Profile),
    ("locale", StandardScope::Profile),
    ("updated_at", StandardScope::Profile),
    ("email", StandardScope::Email),
    ("email_verified", StandardScope::Email),
    ("phone_number", StandardScope::Phone),
    ("phone_number_verified", StandardScope::Phone),
    ("address", StandardScope::Address),
    ("roles", StandardScope::Roles),
];

/// What an ID token says of the sign-in itself.
const OF_ID_TOKEN: &[&str] = &["auth_time", "acr", "amr", "sid"];

pub fn supported() -> impl Iterator<Item = &'static str> {
    let about = CLAIMS.iter().map(|(name, _)| *name);
    about.chain(OF_ID_TOKEN.iter().copied())
}

/// The scopes that stand for the claims asked for singly: consent is about them as if they had been asked for.
pub fn scopes_of(request: &ClaimsRequest) -> Scopes {
    let mut scopes = Scopes::default();
    for (name, scope) in CLAIMS {
        if request.of_id_token(name).is_some() || request.of_userinfo(name).is_some() {
            scopes.add(scope.as_str());
        }
    }
    // Who the person is to the client is what any sign-in says.
    scopes.retain(|name| name != StandardScope::OpenId.as_str());
    scopes
}

/// What is left of a request where the person agreed to these scopes: the text to keep with the grant.
pub fn allowed(request: &ClaimsRequest, agreed: &Scopes) -> String {
    let mut left = request.clone();
    for part in [&mut left.id_token, &mut left.userinfo] {
        part.retain(|name, _| scope_of(name).is_some_and(|scope| agreed.has_standard(scope)));
    }
    if left == ClaimsRequest::default() {
        return String::new();
    }
    json!({ "id_token": left.id_token, "userinfo": left.userinfo }).to_string()
}

fn scope_of(claim: &str) -> Option<StandardScope> {
    let mut known = CLAIMS.iter();
    known.find_map(|(name, scope)| (*name == claim).then_some(*scope))
}

/// Which claims are to be said.
#[derive(Debug, Default)]
pub struct Said(Vec<&'static str>);

/// What the scopes ask UserInfo for.
pub fn in_userinfo(scopes: &Scopes) -> Said {
    Said::by(|scope| scopes.has_standard(scope))
}

/// What the scopes ask an ID token for, beside `sub`: the roles, or everything where there is no UserInfo to ask.
pub fn in_id_token(scopes: &Scopes, alone: bool) -> Said {
    let told = |scope| alone && scope != StandardScope::OpenId || scope == StandardScope::Roles;
    Said::by(|scope| told(scope) && scopes.has_standard(scope))
}

impl Said {
    fn by(wanted: impl Fn(StandardScope) -> bool) -> Self {
        let wanted = CLAIMS.iter().filter(|(_, scope)| wanted(*scope));
        Self(wanted.map(|(name, _)| *name).collect())
    }

    /// Adds what was asked for singly and granted, as far as the client is registered for it.
    pub fn also(&mut self, asked: &Map<String, Value>, client: &Client) {
        for (name, scope) in CLAIMS {
            let wanted = asked.contains_key(*name) && *scope != StandardScope::OpenId;
            if wanted && client.scopes.has_standard(*scope) && !self.0.contains(name) {
                self.0.push(name);
            }
        }
    }
}

/// The person whom claims are about, as one client knows them.
#[derive(Debug)]
pub struct About<'a> {
    pub user: &'a User,
    pub issuer: &'a Issuer,
    pub subject: &'a str,
    pub roles: &'a [String],
}

impl About<'_> {
    /// What is not known is absent.
    pub fn said(&self, said: &Said) -> Map<String, Value> {
        let claim = |name: &&'static str| Some(((*name).to_owned(), self.claim(name)?));
        said.0.iter().filter_map(claim).collect()
    }

    fn claim(&self, name: &str) -> Option<Value> {
        let user = self.user;
        Some(match name {
            "sub" => json!(self.subject),
            "name" => json!(user.name()?),
            "preferred_username" => json!(user.username),
            "updated_at" => json!(user.updated_at.seconds()),
            "email" => json!(user.email.as_ref()?),
            "email_verified" => json!(user.email.as_ref().map(|_| user.email_verified)?),
            "phone_number_verified" => {
                let number = user.phone_number.as_ref();
                json!(number.map(|_| user.phone_number_verified)?)
            }
            "address" if user.address.is_empty() => return None,
            "address" => user.address.json(),
            "roles" => json!(self.roles),
            "picture" => json!(picture::address_of(user, self.issuer)?),
            // All others are what the person or an operator filled in.
            _ => json!(user.find(Detail::named(name)?)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_asked_for_singly_needs_its_scope() {
        let text = r#"{"userinfo":{"email":null,"sub":null,"shoe_size":null},"id_token":{"name":{"essential":true},"auth_time":null}}"#;
        let request = ClaimsRequest::parse(text).unwrap();
        assert_eq!(scopes_of(&request).to_string(), "profile email");
        let kept = |agreed: &str| allowed(&request, &Scopes::parse(agreed).unwrap());
        assert_eq!(
            kept("openid email"),
            r#"{"id_token":{},"userinfo":{"email":null,"sub":null}}"#
        );
        assert_eq!(kept("phone"), "");
        let all = ClaimsRequest::stored(&kept("openid profile email")).unwrap();
        assert!(all.of_id_token("name").unwrap().essential);
    }

    #[test]
    fn an_id_token_tells_what_userinfo_cannot() {
        let scopes = Scopes::parse("openid email roles").unwrap();
        assert_eq!(in_id_token(&scopes, false).0, ["roles"]);
        assert_eq!(
            in_id_token(&scopes, true).0,
            ["email", "email_verified", "roles"]
        );
        assert_eq!(
            in_userinfo(&scopes).0,
            ["sub", "email", "email_verified", "roles"]
        );
    }
}

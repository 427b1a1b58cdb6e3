//! Scopes and APIs in plain words: the one catalogue, for the consent page and for the list of a person's applications.

use crate::domain::{Detail, Resource, Scopes, StandardScope, User};
use crate::web::view::details::label;

/// What a scope lets an application see or do.
pub(super) struct Words {
    pub scope: String,
    pub title: String,
    /// A second sentence, or empty.
    pub detail: String,
}

/// What belongs together.
pub(super) struct Group {
    pub kind: Kind,
    pub words: Vec<Words>,
}

pub(super) enum Kind {
    See,
    Act,
    /// In an API of this name.
    In(String),
}

impl Kind {
    /// The heading above what is asked for.
    pub(super) fn asked(&self) -> String {
        match self {
            Self::See => "It will see".to_owned(),
            Self::Act => "It will do".to_owned(),
            Self::In(name) => format!("In {name}"),
        }
    }

    /// The heading above what it has.
    pub(super) fn given(&self) -> String {
        match self {
            Self::See => "Sees".to_owned(),
            Self::Act => "Does".to_owned(),
            Self::In(name) => format!("In {name}"),
        }
    }
}

/// A consent's matter in words, group by group; what nobody defines any more is left out.
pub(super) fn in_words(matter: &Scopes, known: &[Resource], user: &User) -> Vec<Group> {
    let (mut see, mut act) = (Vec::new(), Vec::new());
    let asked = StandardScope::ALL.into_iter();
    for scope in asked.filter(|scope| matter.has_standard(*scope)) {
        let group = match scope {
            StandardScope::OfflineAccess => &mut act,
            _ => &mut see,
        };
        group.push(standard(scope, user));
    }
    let mut groups = vec![group(Kind::See, see), group(Kind::Act, act)];
    groups.extend(known.iter().map(|resource| of_resource(matter, resource)));
    groups.retain(|group| !group.words.is_empty());
    groups
}

fn of_resource(matter: &Scopes, resource: &Resource) -> Group {
    let mut all = Vec::new();
    if matter.has(&resource.uri) {
        all.push(words(
            &resource.uri,
            "Act there as you",
            "With the roles that you have there.",
        ));
    }
    let own = resource.scopes.iter().filter(|scope| matter.has(scope));
    all.extend(own.map(|scope| match resource.words.get(scope) {
        Some(said) => words(scope, said, ""),
        None => words(scope, scope, ""),
    }));
    group(Kind::In(resource.name.clone()), all)
}

fn group(kind: Kind, words: Vec<Words>) -> Group {
    Group { kind, words }
}

fn words(scope: &str, title: &str, detail: &str) -> Words {
    Words {
        scope: scope.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
    }
}

fn standard(scope: StandardScope, user: &User) -> Words {
    let (title, detail) = match scope {
        StandardScope::OpenId => (
            "That you have an account here",
            "A number that stands for you, and when you signed in.".to_owned(),
        ),
        StandardScope::Profile => ("Your name and username", profile(user)),
        StandardScope::Email => ("Your e-mail address", known(user.email.as_deref())),
        StandardScope::Phone => ("Your phone number", known(user.phone_number.as_deref())),
        StandardScope::Address => (
            "Your postal address",
            known(Some(user.address.one_line().as_str())),
        ),
        StandardScope::OfflineAccess => (
            "Stay connected",
            "Keep this access after you sign out, until it expires or you remove it.".to_owned(),
        ),
        StandardScope::Roles => (
            "Your roles",
            "What you may do in applications that use this server.".to_owned(),
        ),
    };
    words(scope.as_str(), title, &detail)
}

/// The names, and what else goes with them.
fn profile(user: &User) -> String {
    let mut told: Vec<String> = user.name().into_iter().collect();
    told.push(user.username.clone());
    let others = Detail::OF_PROFILE.into_iter();
    let known =
        others.filter(|detail| *detail != Detail::MiddleName && user.find(*detail).is_some());
    told.extend(known.map(|detail| format!("your {}", label(detail).to_lowercase())));
    told.join(", ")
}

fn known(value: Option<&str>) -> String {
    match value {
        Some(value) if !value.is_empty() => value.to_owned(),
        _ => "You have none here yet.".to_owned(),
    }
}

//! Scopes and APIs in plain words: the one catalogue, for the consent page and for the list of a person's applications.

use crate::domain::{Detail, Resource, Scopes, StandardScope, User};
use crate::web::view::details::label;
use crate::words::Words;

/// What a scope lets an application see or do.
pub(super) struct Said {
    pub scope: String,
    pub title: String,
    /// A second sentence, or empty.
    pub detail: String,
}

/// What belongs together.
pub(super) struct Group {
    pub kind: Kind,
    pub words: Vec<Said>,
}

pub(super) enum Kind {
    See,
    Act,
    /// In an API of this name.
    In(String),
}

impl Kind {
    /// The heading above what is asked for.
    pub(super) fn asked(&self, words: Words) -> String {
        match self {
            Self::See => words.say("consent-will-see"),
            Self::Act => words.say("consent-will-do"),
            Self::In(name) => words.with("consent-in-api", &[("api", name)]),
        }
    }

    /// The heading above what it has.
    pub(super) fn given(&self, words: Words) -> String {
        match self {
            Self::See => words.say("consent-sees"),
            Self::Act => words.say("consent-does"),
            Self::In(name) => words.with("consent-in-api", &[("api", name)]),
        }
    }
}

/// A consent's matter in words, group by group; what nobody defines any more is left out.
pub(super) fn in_words(
    words: Words,
    matter: &Scopes,
    known: &[Resource],
    user: &User,
) -> Vec<Group> {
    let (mut see, mut act) = (Vec::new(), Vec::new());
    let asked = StandardScope::ALL.into_iter();
    for scope in asked.filter(|scope| matter.has_standard(*scope)) {
        let group = match scope {
            StandardScope::OfflineAccess => &mut act,
            _ => &mut see,
        };
        group.push(standard(words, scope, user));
    }
    let mut groups = vec![group(Kind::See, see), group(Kind::Act, act)];
    groups.extend(
        known
            .iter()
            .map(|resource| of_resource(words, matter, resource)),
    );
    groups.retain(|group| !group.words.is_empty());
    groups
}

fn of_resource(words: Words, matter: &Scopes, resource: &Resource) -> Group {
    let mut all = Vec::new();
    if matter.has(&resource.uri) {
        let title = words.say("consent-act-there");
        all.push(said(
            &resource.uri,
            title,
            words.say("consent-act-there-detail"),
        ));
    }
    let own = resource.scopes.iter().filter(|scope| matter.has(scope));
    // What the operator wrote of a scope is in the operator's language.
    all.extend(own.map(|scope| {
        let title = resource.words.get(scope).unwrap_or(scope);
        said(scope, title.clone(), String::new())
    }));
    group(Kind::In(resource.name.clone()), all)
}

fn group(kind: Kind, words: Vec<Said>) -> Group {
    Group { kind, words }
}

fn said(scope: &str, title: String, detail: String) -> Said {
    Said {
        scope: scope.to_owned(),
        title,
        detail,
    }
}

fn standard(words: Words, scope: StandardScope, user: &User) -> Said {
    let known = |value: Option<&str>| match value {
        Some(value) if !value.is_empty() => value.to_owned(),
        _ => words.say("consent-none-yet"),
    };
    let (title, detail) = match scope {
        StandardScope::OpenId => ("consent-openid", words.say("consent-openid-detail")),
        StandardScope::Profile => ("consent-profile", profile(words, user)),
        StandardScope::Email => ("consent-email", known(user.email.as_deref())),
        StandardScope::Phone => ("consent-phone", known(user.phone_number.as_deref())),
        StandardScope::Address => ("consent-address", known(Some(&user.address.one_line()))),
        StandardScope::OfflineAccess => ("consent-offline", words.say("consent-offline-detail")),
        StandardScope::Roles => ("consent-roles", words.say("consent-roles-detail")),
    };
    said(scope.as_str(), words.say(title), detail)
}

/// The names, and what else goes with them.
fn profile(words: Words, user: &User) -> String {
    let mut told: Vec<String> = user.name().into_iter().collect();
    told.push(user.username.clone());
    let others = Detail::OF_PROFILE.into_iter();
    let known =
        others.filter(|detail| *detail != Detail::MiddleName && user.find(*detail).is_some());
    let details: Vec<String> = known.map(|detail| words.say(label(detail))).collect();
    let names = told.join(", ");
    match details.is_empty() {
        true => names,
        false => words.with(
            "consent-profile-more",
            &[("names", &names), ("details", &details.join(", "))],
        ),
    }
}

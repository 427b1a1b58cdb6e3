//! Which roles a token carries: the global ones, and those of its audience.

use std::collections::BTreeSet;

use crate::domain::Role;

/// The roles that hold for every one of `resources`. A token for two audiences carries a resource's role only where the
/// holder has a role of that name at both: neither API may take the other's role for its own.
pub fn roles_for(held: &[Role], resources: &[String]) -> Vec<String> {
    let global = held
        .iter()
        .filter(|role| role.resource.is_empty())
        .map(|role| role.name.as_str());
    let shared = held.iter().filter(|role| {
        let everywhere = |resource: &String| {
            held.iter()
                .any(|other| &other.resource == resource && other.name == role.name)
        };
        resources.contains(&role.resource) && resources.iter().all(everywhere)
    });
    let names: BTreeSet<&str> = global
        .chain(shared.map(|role| role.name.as_str()))
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str, resource: &str) -> Role {
        Role {
            id: format!("{resource}/{name}"),
            name: name.to_owned(),
            resource: resource.to_owned(),
            description: String::new(),
            min_level: None,
        }
    }

    #[test]
    fn a_resource_sees_its_own_roles_and_the_global_ones() {
        let held = [role("staff", ""), role("editor", "a"), role("admin", "b")];
        let at = |resources: &[&str]| {
            roles_for(
                &held,
                &resources.iter().map(|&r| r.to_owned()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(at(&[]), ["staff"]);
        assert_eq!(at(&["a"]), ["editor", "staff"]);
        assert_eq!(
            at(&["a", "b"]),
            ["staff"],
            "neither may take the other's role for its own"
        );
    }

    #[test]
    fn a_role_held_at_every_audience_is_carried() {
        let held = [role("editor", "a"), role("editor", "b")];
        assert_eq!(roles_for(&held, &["a".into(), "b".into()]), ["editor"]);
        assert!(roles_for(&held, &["a".into(), "c".into()]).is_empty());
    }
}

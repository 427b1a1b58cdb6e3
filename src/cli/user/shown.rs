//! An account as machines and people read it.

use serde_json::{Value, json};

use crate::cli::{moment, role};
use crate::domain::{Detail, Role, User};

pub(super) fn state(user: &User) -> &'static str {
    if user.is_active() {
        "active"
    } else {
        "disabled"
    }
}

pub(super) fn json(user: &User) -> Value {
    let mut json = json!({
        "id": user.id,
        "username": user.username,
        "email": user.email,
        "email_verified": user.email_verified,
        "given_name": user.given_name,
        "family_name": user.family_name,
        "phone_number": user.phone_number,
        "phone_number_verified": user.phone_number_verified,
        "address": (!user.address.is_empty()).then(|| user.address.json()),
        "disabled": !user.is_active(),
        "created_at": moment::json(user.created_at),
        "updated_at": moment::json(user.updated_at),
    });
    for detail in Detail::OF_PROFILE {
        json[detail.as_str()] = json!(user.find(detail));
    }
    json
}

pub(super) fn with_roles(user: &User, roles: &[Role]) -> Value {
    let mut json = json(user);
    json["roles"] = role::held_json(roles);
    json
}

pub(super) fn facts(user: &User, roles: &[Role]) -> Vec<(&'static str, String)> {
    let name = user.name().unwrap_or_else(|| "not given".to_owned());
    let mut facts = vec![
        ("id", user.id.clone()),
        (
            "e-mail",
            verified(user.email.as_deref(), user.email_verified),
        ),
        ("name", name),
    ];
    if user.phone_number.is_some() {
        let phone = verified(user.phone_number.as_deref(), user.phone_number_verified);
        facts.push(("phone", phone));
    }
    if !user.address.is_empty() {
        facts.push(("address", user.address.one_line()));
    }
    let others = Detail::OF_PROFILE.into_iter();
    let known = others.filter_map(|detail| Some((detail.as_str(), user.find(detail)?.to_owned())));
    facts.extend(known);
    let password = match user.password_hash {
        Some(_) => "set",
        None => "none",
    };
    facts.extend([
        ("password", password.to_owned()),
        ("state", state(user).to_owned()),
        ("roles", role::listed(roles)),
        ("created", moment::utc(user.created_at)),
    ]);
    facts
}

fn verified(text: Option<&str>, verified: bool) -> String {
    match (text, verified) {
        (Some(text), true) => format!("{text} (verified)"),
        (Some(text), false) => format!("{text} (not verified)"),
        (None, _) => "none".to_owned(),
    }
}

//! An application as commands show it.

use serde_json::{Value, json};

use crate::cli::{demand, moment};
use crate::domain::Client;
use crate::oauth::registration::metadata;

pub(super) fn facts(client: &Client) -> Vec<(&'static str, String)> {
    let yes = |truth: bool| if truth { "yes" } else { "no" }.to_owned();
    let [sign_in, age] = demand::facts(&client.demand);
    vec![
        (
            "kind",
            if client.public {
                "public"
            } else {
                "confidential"
            }
            .to_owned(),
        ),
        (
            "redirect URIs",
            listed(
                client
                    .redirect_uris
                    .iter()
                    .map(|uri| uri.as_str().to_owned()),
            ),
        ),
        ("grants", grants(client)),
        ("scopes", listed(client.scopes.iter().map(str::to_owned))),
        ("resources", listed(client.resources.iter().cloned())),
        (
            "introspects",
            listed(client.metadata.introspects.iter().cloned()),
        ),
        ("first party", yes(client.first_party)),
        ("PKCE required", yes(client.require_pkce)),
        sign_in,
        age,
        ("state", state(client).to_owned()),
        ("created", moment::utc(client.created_at)),
    ]
}

pub(super) fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

pub(super) fn grants(client: &Client) -> String {
    listed(client.grants.iter().map(ToString::to_string))
}

pub(super) fn state(client: &Client) -> &'static str {
    if client.is_enabled() {
        "active"
    } else {
        "disabled"
    }
}

/// A client as it was registered.
pub(super) fn registered(client: &Client) -> Value {
    json!({
        "client_id": client.id,
        "name": client.name,
        "public": client.public,
        "redirect_uris": client.redirect_uris.iter().map(|uri| uri.as_str()).collect::<Vec<_>>(),
        "grants": client.grants.iter().map(|grant| grant.as_str()).collect::<Vec<_>>(),
        "scopes": client.scopes.as_slice(),
        "resources": client.resources,
        "introspects": client.metadata.introspects,
        "first_party": client.first_party,
        "require_pkce": client.require_pkce,
        "require": demand::json(&client.demand),
        "metadata": metadata::write(client),
    })
}

pub(super) fn json(client: &Client) -> Value {
    let mut json = registered(client);
    json["disabled"] = (!client.is_enabled()).into();
    json["created_at"] = moment::json(client.created_at);
    json
}

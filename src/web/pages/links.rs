//! What an application says of itself elsewhere, for the pages on which people decide about it. Its logo is not shown: to load
//! it would tell another site who is here.

use crate::domain::Client;
use crate::oauth::connected::https;

/// The keys of their labels, and their addresses (OIDC Registration section 2).
pub(super) fn of(client: &Client) -> Vec<(&'static str, String)> {
    let metadata = &client.metadata;
    let said = [
        ("consent-link-website", &metadata.client_uri),
        ("consent-link-privacy", &metadata.policy_uri),
        ("consent-link-terms", &metadata.tos_uri),
    ];
    let link = |(label, uri): (&'static str, &Option<String>)| {
        Some((label, String::from(https(uri.as_deref()?)?)))
    };
    said.into_iter().filter_map(link).collect()
}

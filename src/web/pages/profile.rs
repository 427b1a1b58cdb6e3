//! The forms of `/account` in which a person says who they are.

use axum::response::Response;

use super::Failed;
use super::account::{Said, page, signed_in};
use crate::domain::{ChangeError, Detail};
use crate::identity::profile::{self, Change};
use crate::web::view::details::OWN;
use crate::web::visit::Visit;

pub(crate) async fn name(visit: Visit, body: String) -> Result<Response, Failed> {
    let names = [Detail::GivenName, Detail::FamilyName];
    save(&visit, &body, &names, "account-name-saved").await
}

pub(crate) async fn details(visit: Visit, body: String) -> Result<Response, Failed> {
    save(&visit, &body, &OWN, "account-details-saved").await
}

/// Saves what a form is about, and nothing else that was sent. What cannot be taken stays as it was typed.
async fn save(
    visit: &Visit,
    body: &str,
    about: &[Detail],
    notice: &'static str,
) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(visit, body)?;
    let typed = |detail: &Detail| (*detail, fields.text(detail.as_str()).to_owned());
    let typed: Vec<(Detail, String)> = about.iter().map(typed).collect();
    let change = Change {
        details: typed.clone(),
        phone_verified: None,
    };
    match profile::change(&visit.app, &signed_in.user.id, change).await {
        Ok(user) => {
            let mut now = signed_in.clone();
            now.user = user;
            page(visit, &now, Said::notice(notice)).await
        }
        Err(ChangeError::Rejected(rejected)) => {
            let said = Said::error(rejected).typed(typed);
            page(visit, signed_in, said).await
        }
        Err(ChangeError::Fault(fault)) => Err(Failed::of(visit, fault)),
    }
}

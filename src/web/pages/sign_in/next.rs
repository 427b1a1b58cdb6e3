//! `/login/next`: leads to the page of what is still to be shown, or on.

use axum::extract::RawQuery;
use axum::response::Response;

use super::Way;
use crate::domain::Factor;
use crate::identity::sign_in;
use crate::web::html::see_other;
use crate::web::pages::Failed;
use crate::web::path;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let rule = way.rule(&visit).await?;
    let pending = sign_in::pending(&visit.app, &rule).await;
    let pending = pending.map_err(|fault| Failed::of(&visit, fault))?;
    let on = match pending {
        Some(pending) => way.to(page_of(&pending.factors)),
        None if visit.signed_in.is_some() => way.destination(),
        None => way.to(path::LOGIN),
    };
    Ok(visit.answer(see_other(&on)))
}

/// The page on which the first of these that has one is shown.
pub(super) fn page_of(factors: &[Factor]) -> &'static str {
    let page = |factor: &Factor| page(*factor);
    factors.iter().find_map(page).unwrap_or(path::LOGIN)
}

/// The page on which a factor is shown.
pub(super) fn page(factor: Factor) -> Option<&'static str> {
    match factor {
        Factor::Password | Factor::Directory | Factor::Provider => Some(path::LOGIN),
        Factor::Totp => Some(path::LOGIN_CODE),
        Factor::RecoveryCode => Some(path::LOGIN_RECOVERY_CODE),
        Factor::Passkey => Some(path::LOGIN_PASSKEY),
        Factor::EmailCode => Some(path::LOGIN_EMAIL_CODE),
    }
}

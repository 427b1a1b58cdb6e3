//! `/account/password`: another password, or the first one. Both ask for fresh proof; who has a password shows it once more
//! beside the new one (NIST SP 800-63B-4 section 3.1.1.2).

use axum::http::StatusCode;
use axum::response::Response;

use super::{Said, send, signed_in, told};
use crate::domain::{ChangeError, Rejected};
use crate::identity::session::SignedIn;
use crate::identity::{account, api_key, directory, login};
use crate::web::error::Failure;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::sign_in::login::wait;
use crate::web::pages::sign_in::{Onward, fresh};
use crate::web::path;
use crate::web::view::Password;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let signed_in = fresh(&visit, Onward::Password).await?;
    ours_to_change(&visit, signed_in).await?;
    page(
        &visit,
        (signed_in, signed_in.user.password_hash.is_some()),
        None,
    )
    .await
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let (_, fields) = signed_in(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Password).await?;
    ours_to_change(&visit, signed_in).await?;
    let has_one = signed_in.user.password_hash.is_some();
    if has_one && let Err(rejected) = confirmed(&visit, signed_in, &fields).await? {
        return page(&visit, (signed_in, has_one), Some(Err(rejected))).await;
    }
    let keys = api_key::of_user(&visit.app, &signed_in.user.id).await;
    let keys = keys.map_err(|fault| Failed::of(&visit, fault))?;
    match change(&visit, signed_in, &fields).await {
        Ok(()) if keys.is_empty() => {
            page(
                &visit,
                (signed_in, true),
                Some(Ok("account-password-changed")),
            )
            .await
        }
        Ok(()) => {
            let said = Some(Ok("account-password-changed-keys"));
            page(&visit, (signed_in, true), said).await
        }
        Err(ChangeError::Rejected(rejected)) => {
            let rejected = Rejected {
                field: "new_password",
                ..rejected
            };
            page(&visit, (signed_in, has_one), Some(Err(rejected))).await
        }
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

/// A password that a directory keeps is changed there, and gets no other beside it here.
async fn ours_to_change(visit: &Visit, signed_in: &SignedIn) -> Result<(), Failed> {
    let elsewhere = directory::keeps_password(&visit.app, &signed_in.user.id).await;
    if !elsewhere.map_err(|fault| Failed::of(visit, fault))? {
        return Ok(());
    }
    let (heading, text) = (
        "account-password-elsewhere",
        "account-password-elsewhere-text",
    );
    let failure = Failure::said(StatusCode::FORBIDDEN, heading, text);
    let failure = failure.or_go(path::ACCOUNT_SECURITY, "account-back-security");
    Err(Failed::of(visit, failure))
}

async fn change(visit: &Visit, signed_in: &SignedIn, fields: &Form) -> Result<(), ChangeError> {
    let (user, place) = (&signed_in.user, visit.place());
    let least = account::shortest(&visit.app, user).await?;
    let rules = (least, Some(signed_in.session.id.as_str()));
    let chosen = fields.secret("new_password");
    account::set_password(&visit.app, user, &chosen, rules, Some(&place)).await
}

/// Whether it is the person who is signed in: by the password in `current_password`, on the same counter as a sign-in.
pub(in crate::web::pages) async fn confirmed(
    visit: &Visit,
    signed_in: &SignedIn,
    fields: &Form,
) -> Result<Result<(), Rejected>, Failed> {
    let password = fields.secret("current_password");
    let confirmed = login::confirm(&visit.app, &signed_in.user, &password, visit.address).await;
    let confirmed = confirmed.map_err(|fault| Failed::of(visit, fault))?;
    Ok(confirmed.map_err(|blocked| {
        let words = match blocked {
            Some(until) => wait(visit.app.now(), until),
            None => "errors-password-wrong".into(),
        };
        Rejected::new("current_password", words)
    }))
}

async fn page(
    visit: &Visit,
    (signed_in, has_one): (&SignedIn, bool),
    said: Said,
) -> Result<Response, Failed> {
    let keys = api_key::of_user(&visit.app, &signed_in.user.id).await;
    let keys = keys.map_err(|fault| Failed::of(visit, fault))?;
    let least = account::shortest(&visit.app, &signed_in.user).await;
    let page = Password {
        shell: visit.shell(),
        csrf: visit.csrf(),
        username: signed_in.user.username.clone(),
        has_one,
        ends_keys: !keys.is_empty(),
        min_password: least.map_err(|fault| Failed::of(visit, fault))?,
        told: told(visit, said),
    };
    send(visit, &page.told, &page)
}

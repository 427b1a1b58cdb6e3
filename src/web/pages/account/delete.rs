//! `/account/delete`: the end of an account, by its own person. It asks for fresh proof and for the name, and says what is lost.

use axum::http::StatusCode;
use axum::response::Response;

use super::{Said, send, signed_in, told};
use crate::base::text;
use crate::domain::{ChangeError, Rejected};
use crate::identity::closing;
use crate::identity::session::SignedIn;
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::pages::sign_in::{Onward, fresh};
use crate::web::view::{Delete, Shell, Told};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let signed_in = fresh(&visit, Onward::Delete).await?;
    page(&visit, signed_in, None)
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let (_, fields) = signed_in(&visit, &body)?;
    let signed_in = fresh(&visit, Onward::Delete).await?;
    if text::key(fields.text("username")) != text::key(&signed_in.user.username) {
        let rejected = Rejected::new("username", "account-delete-other-name");
        return page(&visit, signed_in, Some(Err(rejected)));
    }
    match closing::close(&visit.app, &signed_in.user, &visit.place()).await {
        Ok(()) => gone(&visit),
        Err(ChangeError::Rejected(rejected)) => page(&visit, signed_in, Some(Err(rejected))),
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

fn page(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Response, Failed> {
    let page = Delete {
        shell: visit.shell(),
        csrf: visit.csrf(),
        username: signed_in.user.username.clone(),
        told: told(visit, said),
    };
    send(visit, &page.told, &page)
}

fn gone(visit: &Visit) -> Result<Response, Failed> {
    let words = visit.words();
    let page = Told {
        shell: Shell {
            user: None,
            ..visit.shell()
        },
        heading: words.say("account-deleted-heading"),
        text: words.say("account-deleted-text"),
        detail: String::new(),
        next: None,
    };
    let page = html::page(StatusCode::OK, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer_signed_out(page))
}

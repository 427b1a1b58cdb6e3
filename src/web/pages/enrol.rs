//! `/enrol`: what somebody has to set up before an application is answered, or before they see their account, where the operator,
//! the application, an API or a role asks for more than they have. Whatever they set up leads back.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::sign_in::Way;
use crate::base::Fault;
use crate::domain::{Factor, Level};
use crate::identity::passkey;
use crate::identity::session::SignedIn;
use crate::identity::sign_in::Holds;
use crate::oauth::demanded;
use crate::web::html::see_other;
use crate::web::path;
use crate::web::view::Enrol;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let way = Way::read(&visit, query.as_deref()).await?;
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(&way.to(path::LOGIN))));
    };
    let fault = |fault: Fault| Failed::of(&visit, fault);
    let wanted = match &way.request {
        Some((_, waiting)) => waiting.needs(&visit.app, signed_in).await.map_err(fault)?,
        None => demanded::of_everybody(&visit.app),
    };
    let holds = Holds::of(&visit.app, &signed_in.user)
        .await
        .map_err(fault)?;
    if holds.reach(&signed_in.session.proofs) >= wanted {
        return Ok(visit.answer(see_other(&way.destination())));
    }
    let client = way.request.as_ref();
    let client = client.map(|(_, waiting)| &waiting.request.redirect.client.client);
    let with_totp: Holds = holds.iter().chain([Factor::Totp]).collect();
    let enough = with_totp.reach(&signed_in.session.proofs) >= wanted;
    let page = Enrol {
        shell: visit.shell(),
        application: client.map(|client| client.shown_name()),
        passkey: passkey::is_possible(&visit.app).then(|| way.to(path::ACCOUNT_ADD_PASSKEY)),
        totp: enough.then(|| way.to(path::ACCOUNT_ADD_TOTP)),
    };
    way.page(&visit, StatusCode::OK, &page)
}

/// Whether somebody has to set up what is wanted of everybody, before they go about their account.
pub(super) async fn is_due(visit: &Visit, signed_in: &SignedIn) -> Result<bool, Failed> {
    let wanted = demanded::of_everybody(&visit.app);
    if wanted == Level::One {
        return Ok(false);
    }
    let holds = Holds::of(&visit.app, &signed_in.user).await;
    let holds = holds.map_err(|fault| Failed::of(visit, fault))?;
    Ok(holds.reach(&signed_in.session.proofs) < wanted)
}

//! `/account/recovery-codes`: how many are left, a new set, and that set as a file. Making one asks for fresh proof.

use axum::extract::RawQuery;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::Failed;
use super::form::Form;
use super::sign_in::{Onward, Way, fresh_on};
use crate::identity::recovery_code::{self, FEW};
use crate::identity::session::SignedIn;
use crate::identity::sign_in::Holds;
use crate::web::html::see_other;
use crate::web::path;
use crate::web::view::RecoveryCodes;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    let way = Way::read(&visit, query.as_deref()).await?;
    page(&visit, &way, signed_in, Vec::new()).await
}

pub(crate) async fn make(
    visit: Visit,
    RawQuery(query): RawQuery,
    body: String,
) -> Result<Response, Failed> {
    Form::read(&visit, &body)?;
    let way = Way::read(&visit, query.as_deref()).await?;
    let signed_in = fresh_on(&visit, &way, Onward::RecoveryCodes).await?;
    let codes = match holds(&visit, signed_in).await?.has_second() {
        true => recovery_code::make(&visit.app, &signed_in.user, &visit.place())
            .await
            .map_err(|fault| Failed::of(&visit, fault))?,
        false => Vec::new(),
    };
    page(&visit, &way, signed_in, codes).await
}

/// The codes of the page that showed them, as a file. We cannot look them up; what is none is left out.
pub(crate) async fn download(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    if visit.signed_in.is_none() {
        return Ok(visit.answer(see_other(path::LOGIN)));
    }
    let codes = fields.text("codes").split_whitespace();
    let codes: Vec<String> = codes.filter_map(recovery_code::read).collect();
    let issuer = visit.app.config.issuer.as_str();
    let file = format!("{issuer}\n\n{}\n", codes.join("\n"));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"recovery-codes.txt\"",
        ),
    ];
    Ok(visit.answer((headers, file).into_response()))
}

async fn holds(visit: &Visit, signed_in: &SignedIn) -> Result<Holds, Failed> {
    let holds = Holds::of(&visit.app, &signed_in.user).await;
    holds.map_err(|fault| Failed::of(visit, fault))
}

async fn page(
    visit: &Visit,
    way: &Way,
    signed_in: &SignedIn,
    codes: Vec<String>,
) -> Result<Response, Failed> {
    let counted = recovery_code::of(&visit.app, &signed_in.user).await;
    let counted = counted.map_err(|fault| Failed::of(visit, fault))?;
    let left = recovery_code::left(counted);
    let page = RecoveryCodes {
        shell: visit.shell(),
        csrf: visit.csrf(),
        make: way.to(path::ACCOUNT_MAKE_RECOVERY_CODES),
        left: counted.made_at.map(|_| (left, counted.made)),
        few: left <= FEW,
        of_use: holds(visit, signed_in).await?.has_second(),
        codes,
        onward: (way.destination(), way.request.is_some()),
    };
    way.page(visit, StatusCode::OK, &page)
}

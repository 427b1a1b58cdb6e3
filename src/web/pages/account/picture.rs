//! `/account/picture`: a picture that a person sends of themselves, and its removal. The file comes as a part of a form
//! (RFC 7578); the form's token comes before it.

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::response::Response;

use super::{Said, known, profile, signed_in};
use crate::base::Fault;
use crate::domain::{ChangeError, EventKind, Rejected, User};
use crate::identity::{event, picture};
use crate::store;
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::visit::Visit;

/// What a form of this kind says.
#[derive(Default)]
struct Sent {
    csrf: String,
    picture: Vec<u8>,
}

pub(crate) async fn submit(visit: Visit, form: Multipart) -> Result<Response, Failed> {
    let read = sent(form).await;
    let Sent { csrf, picture } = read.unwrap_or_default();
    proven(&visit, &csrf)?;
    let user = &known(&visit)?.user;
    let event = event::of(
        &visit.app,
        &user.id,
        EventKind::PictureChanged,
        &visit.place(),
    );
    let set = picture::set(&visit.app, &user.id, picture, event).await;
    match set {
        Ok(()) => shown(&visit, user, Ok("account-picture-saved")).await,
        Err(ChangeError::Rejected(rejected)) => shown(&visit, user, Err(rejected)).await,
        Err(ChangeError::Fault(fault)) => Err(Failed::of(&visit, fault)),
    }
}

pub(crate) async fn remove(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, _) = signed_in(&visit, &body)?;
    let user = &signed_in.user;
    let event = event::of(
        &visit.app,
        &user.id,
        EventKind::PictureChanged,
        &visit.place(),
    );
    let removed = picture::remove(&visit.app, &user.id, event).await;
    removed.map_err(|fault| Failed::of(&visit, fault))?;
    shown(&visit, user, Ok("account-picture-removed")).await
}

/// The profile as it is now.
async fn shown(
    visit: &Visit,
    user: &User,
    said: Result<&'static str, Rejected>,
) -> Result<Response, Failed> {
    let found = store::user::find(&mut visit.app.db.read(), &user.id).await;
    let gone = || Fault::internal("the account went while its picture changed");
    let user = found.and_then(|user| user.ok_or_else(gone));
    let user = user.map_err(|fault| Failed::of(visit, fault))?;
    let said: Said = Some(said);
    profile::page(visit, &user, (said, Vec::new()))
}

/// The same check as of any form.
fn proven(visit: &Visit, csrf: &str) -> Result<Form, Failed> {
    let mut fields = url::form_urlencoded::Serializer::new(String::new());
    Form::read(visit, &fields.append_pair("csrf", csrf).finish())
}

async fn sent(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("csrf") => sent.csrf = field.text().await?,
            Some("picture") => sent.picture = bytes(field).await?,
            _ => {}
        }
    }
    Ok(sent)
}

async fn bytes(field: Field<'_>) -> Result<Vec<u8>, MultipartError> {
    Ok(field.bytes().await?.to_vec())
}

//! `/invite`: where an invitation leads. One that names an address makes the account; with any other the address is verified first,
//! where that is asked for.

use axum::extract::RawQuery;
use axum::response::Response;

use super::form::{AccountForm, failed};
use super::{AddressForm, address, ask};
use crate::identity::registration::{self, Basis, Ground};
use crate::web::pages::Failed;
use crate::web::pages::form::Form;
use crate::web::pages::letter;
use crate::web::pages::sign_in::Way;
use crate::web::path;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, Failed> {
    let secret = letter::secret(query.as_deref());
    let ground = ground(&visit, &secret).await?;
    match ground.needs_letter(&visit.app) {
        true => address(&visit, &Way::default(), for_address(&secret)).await,
        false => form(&ground, &secret).page(&visit, &Way::default()).await,
    }
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let secret = fields.text("token");
    let ground = ground(&visit, secret).await?;
    let way = Way::default();
    if ground.needs_letter(&visit.app) {
        return ask(&visit, (&way, &fields), for_address(secret), Some(secret)).await;
    }
    let form = form(&ground, secret);
    form.submit(&visit, (way, &fields), Basis::Invitation(secret))
        .await
}

async fn ground(visit: &Visit, secret: &str) -> Result<Ground, Failed> {
    let ground = registration::ground(&visit.app, Basis::Invitation(secret)).await;
    ground.map_err(|error| failed(visit, error))
}

fn for_address(secret: &str) -> AddressForm {
    AddressForm::new(path::INVITE.to_owned(), Some(secret.to_owned()))
}

fn form(ground: &Ground, secret: &str) -> AccountForm {
    let form = AccountForm::new(ground, path::INVITE.to_owned());
    form.with_token(secret).invited()
}

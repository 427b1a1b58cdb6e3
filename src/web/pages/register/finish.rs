//! `/register/finish`: where the letter leads that shows whose the address is.

use axum::extract::RawQuery;
use axum::response::Response;

use super::form::{AccountForm, failed};
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
    let way = Way::resumed(&visit, ground.request()).await;
    form(&ground, &secret).page(&visit, &way).await
}

pub(crate) async fn submit(visit: Visit, body: String) -> Result<Response, Failed> {
    let fields = Form::read(&visit, &body)?;
    let secret = fields.text("token");
    let ground = ground(&visit, secret).await?;
    let way = Way::resumed(&visit, ground.request()).await;
    let form = form(&ground, secret);
    form.submit(&visit, (way, &fields), Basis::Link(secret))
        .await
}

async fn ground(visit: &Visit, secret: &str) -> Result<Ground, Failed> {
    let ground = registration::ground(&visit.app, Basis::Link(secret)).await;
    ground.map_err(|error| failed(visit, error))
}

fn form(ground: &Ground, secret: &str) -> AccountForm {
    AccountForm::new(ground, path::SIGN_UP_FINISH.to_owned()).with_token(secret)
}

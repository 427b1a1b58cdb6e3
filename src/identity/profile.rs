//! What people change about themselves.

use crate::app::App;
use crate::base::text;
use crate::domain::{ChangeError, Rejected, User};
use crate::store;

/// Sets the names that applications are shown. Empty ones are taken away.
pub async fn set_name(
    app: &App,
    user: &User,
    given_name: &str,
    family_name: &str,
) -> Result<(), ChangeError> {
    let given = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty());
    let mut changed = user.clone();
    changed.given_name = given(given_name);
    changed.family_name = given(family_name);
    check_name("given_name", changed.given_name.as_deref())?;
    check_name("family_name", changed.family_name.as_deref())?;
    let now = app.now();
    app.db
        .write(move |tx| Box::pin(async move { store::user::set_name(tx, &changed, now).await }))
        .await?;
    Ok(())
}

pub(super) fn check_name(field: &'static str, name: Option<&str>) -> Result<(), Rejected> {
    if name.is_some_and(|name| !text::is_name(name)) {
        return Err(Rejected::new(
            field,
            "Use at most 100 characters, without control characters.",
        ));
    }
    Ok(())
}

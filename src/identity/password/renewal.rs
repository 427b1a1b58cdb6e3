//! Hashing a password anew once it is known to be right, where its hash was made otherwise than it would be now.

use secrecy::SecretString;

use crate::app::App;
use crate::base::Fault;
use crate::domain::User;
use crate::store;

/// Stores a hash of the same password as it is made now, and returns the one that is stored then. Of two sign-ins at once one
/// stores its own, and the other goes on with that. None when the password was changed meanwhile.
pub async fn renew(
    app: &App,
    user: &User,
    password: &SecretString,
) -> Result<Option<String>, Fault> {
    let (id, old) = (
        user.id.clone(),
        user.password_hash.clone().unwrap_or_default(),
    );
    let hash = super::hash(app, password).await?;
    let stored = hash.clone();
    let renewed = app
        .db
        .write(move |tx| Box::pin(async move { store::user::rehash(tx, &id, &old, &stored).await }))
        .await?;
    if renewed {
        return Ok(Some(hash));
    }
    let now = store::user::find(&mut app.db.read(), &user.id).await?;
    let hash = now.and_then(|user| user.password_hash);
    let verified = super::verify(app, password, hash.clone()).await?;
    Ok(hash.filter(|_| verified.good))
}

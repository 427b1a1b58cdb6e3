//! Signing in with the password of a directory (LDAP). Whose account an entry is says its identifier, never its name or address.
//!
//! An account that came from there is checked there alone, and one that did not, here alone; a name that nobody has here is looked
//! for there. Until the password is right, every answer but "it cannot be asked" is the same as for a name that nobody has anywhere.

mod account;

use secrecy::ExposeSecret as _;

use super::login::{Credentials, Outcome, of_typed};
use super::sign_in::{Progress, Way};
use super::throttle::{self, Attempt};
use super::{device, event, password, sign_in};
use crate::app::App;
use crate::base::Fault;
use crate::config::GroupRole;
use crate::directory::{Directory, Entry, Found, Line, Trouble, Verdict};
use crate::domain::{Proof, User};
use crate::store;
use crate::store::linked_account;

/// By what links to the directory are known among those to other providers.
pub const PROVIDER: &str = "ldap";

/// Who is to be asked for there.
#[derive(Debug)]
pub(super) enum Asked {
    /// Somebody whose account came from there, by the identifier of their entry.
    Known { user: Box<User>, id: String },
    /// A name that nobody has here.
    Stranger,
}

/// Somebody who is on the line.
struct Met {
    line: Line,
    entry: Entry,
    /// Whose entry it is here already.
    user: Option<User>,
}

/// What somebody's entry gives them.
type Roles = Vec<(String, String)>;

/// Whether an account's password is the directory's, and thus none of ours to change.
pub async fn keeps_password(app: &App, user_id: &str) -> Result<bool, Fault> {
    let links = linked_account::of_user(&mut app.db.read(), user_id).await?;
    Ok(app.directory.is_some() && links.iter().any(|link| link.provider == PROVIDER))
}

/// The directory, and whom to ask it for; none where this is not for the directory to say.
pub(super) async fn asked(
    app: &App,
    found: Option<&User>,
) -> Result<Option<(Directory, Asked)>, Fault> {
    let Some(directory) = app.directory.clone() else {
        return Ok(None);
    };
    let Some(user) = found else {
        return Ok(Some((directory, Asked::Stranger)));
    };
    let links = linked_account::of_user(&mut app.db.read(), &user.id).await?;
    let link = links.into_iter().find(|link| link.provider == PROVIDER);
    Ok(link.map(|link| {
        let (user, id) = (Box::new(user.clone()), link.subject);
        (directory, Asked::Known { user, id })
    }))
}

pub(super) async fn login(
    app: &App,
    credentials: &Credentials,
    way: &Way<'_>,
    (directory, asked): (Directory, Asked),
) -> Result<Outcome, Fault> {
    // Whoever guesses from an address that waits has the directory asked nothing: searches would keep it from others.
    if let Some(until) = throttle::waits(app, way.place.address).await? {
        return Ok(Outcome::Throttled { until });
    }
    let met = match meet(app, &directory, credentials, &asked).await? {
        Ok(met) => met,
        Err(trouble) => return Ok(unreachable(&trouble)),
    };
    // One counter however the entry is called: names that a directory takes for one are many.
    let account = match (&met, &asked) {
        (
            Some(Met {
                user: Some(user), ..
            }),
            _,
        ) => user.id.clone(),
        (_, Asked::Known { user, .. }) => user.id.clone(),
        (Some(met), _) => of_typed(&format!("{PROVIDER}/{}", met.entry.id)),
        (None, _) => of_typed(&credentials.identifier),
    };
    let subjects = device::subjects(app, way, &account).await?;
    if let Attempt::Blocked { until } = throttle::attempt(app, &subjects).await? {
        return Ok(Outcome::Throttled { until });
    }
    // Whoever is nobody here costs a hash, as ever; beside that, asking the directory takes no time.
    let hashed = password::verify(app, &credentials.password, None);
    let (hashed, proven) = tokio::join!(hashed, prove(app, met, credentials));
    hashed?;
    let (met, roles) = match proven {
        Ok(Ok(proven)) => proven,
        Ok(Err(detail)) => {
            event::refused(app, &account, &way.place).await?;
            return Ok(Outcome::Wrong { detail });
        }
        Err(trouble) => return Ok(unreachable(&trouble)),
    };
    let user = match account::settled(app, (&met.entry, met.user), &way.place, roles).await? {
        Ok(user) => user,
        Err(detail) => return Ok(Outcome::Wrong { detail }),
    };
    let proof = Proof::directory(app.now());
    Ok(
        match sign_in::proven(app, way, (user, proof), subjects).await? {
            Progress::Gone => Outcome::Wrong {
                detail: "disabled while signing in",
            },
            progress => Outcome::Proven(progress),
        },
    )
}

/// Finds the entry, and whose it is here. An empty password is nobody's, so nobody is asked for it.
async fn meet(
    app: &App,
    directory: &Directory,
    credentials: &Credentials,
    asked: &Asked,
) -> Result<Result<Option<Met>, Trouble>, Fault> {
    if credentials.password.expose_secret().is_empty() {
        return Ok(Ok(None));
    }
    let found = async {
        let mut line = directory.call(app.now()).await?;
        let found = match asked {
            Asked::Known { id, .. } => line.find_by_id(id).await?,
            Asked::Stranger => line.find(credentials.identifier.trim()).await?,
        };
        Ok((line, found))
    };
    let (line, entry) = match found.await {
        Ok((line, Found::One(entry))) => (line, *entry),
        Ok((_, Found::Nobody)) => return Ok(Ok(None)),
        Ok((_, Found::Unclear(detail))) => {
            tracing::warn!(detail, "the directory does not say who somebody is");
            return Ok(Ok(None));
        }
        Err(trouble) => return Ok(Err(trouble)),
    };
    let user = match asked {
        Asked::Known { user, .. } => Some(User::clone(user)),
        Asked::Stranger => whose(app, &entry).await?,
    };
    Ok(Ok(Some(Met { line, entry, user })))
}

/// The account of an entry.
async fn whose(app: &App, entry: &Entry) -> Result<Option<User>, Fault> {
    let link = linked_account::find(&mut app.db.read(), PROVIDER, &entry.id).await?;
    let Some(link) = link else {
        return Ok(None);
    };
    store::user::find(&mut app.db.read(), &link.user_id).await
}

/// Has the directory check the password, and reads what the entry's groups give. A refusal is for the log.
async fn prove(
    app: &App,
    met: Option<Met>,
    credentials: &Credentials,
) -> Result<Result<(Met, Roles), &'static str>, Trouble> {
    let Some(mut met) = met else {
        return Ok(Err(
            "unknown here and in the directory, or an empty password",
        ));
    };
    if let Verdict::Refused(detail) = met.line.check(&met.entry, &credentials.password).await? {
        return Ok(Err(detail));
    }
    let rules = &app.config.directory.roles;
    if rules.is_empty() {
        return Ok(Ok((met, Roles::new())));
    }
    let groups = met.line.groups(&met.entry).await?;
    let gives = |rule: &&GroupRole| groups.iter().any(|group| group.is(&rule.group));
    let named = |rule: &GroupRole| (rule.role.clone(), rule.resource.clone());
    let roles = rules.iter().filter(gives).map(named).collect();
    Ok(Ok((met, roles)))
}

fn unreachable(trouble: &Trouble) -> Outcome {
    tracing::error!(%trouble, "the directory cannot be asked");
    Outcome::Unreachable
}

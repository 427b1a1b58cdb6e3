//! What is wanted of the sign-in behind tokens, whoever says so: the operator of everybody, the client of its people, the APIs of
//! who comes with their tokens, the roles of who holds them (RFC 9470).

use crate::app::App;
use crate::base::Fault;
use crate::domain::{Client, Demand, Grant, Level, Resource};
use crate::store::role;
use crate::store::sql::Conn;

/// What tokens are for.
#[derive(Debug, Clone, Copy)]
pub struct Stakes<'a> {
    /// What is wanted of everybody.
    pub least: Level,
    pub client: &'a Client,
    /// The APIs that there are.
    pub known: &'a [Resource],
    /// Those that the tokens are for.
    pub resources: &'a [String],
}

/// What is wanted of everybody here.
pub fn of_everybody(app: &App) -> Level {
    app.config.factors.required.into()
}

/// The strictest of all that is wanted of this person's sign-in.
pub async fn of(
    conn: &mut impl Conn,
    stakes: &Stakes<'_>,
    user_id: Option<&str>,
) -> Result<Demand, Fault> {
    let mut demand = Demand::of_level(stakes.least).and(stakes.client.demand);
    for resource in stakes.known {
        if stakes.resources.contains(&resource.uri) {
            demand = demand.and(resource.demand);
        }
    }
    if let Some(user_id) = user_id {
        for level in role::levels_of_user(conn, user_id).await? {
            demand = demand.and(Demand::of_level(level));
        }
    }
    Ok(demand)
}

/// Whether more is wanted by now than the sign-in behind a grant amounted to: it is renewed no more then, and its client sends the
/// person here again. How old that sign-in may be is asked when tokens are first asked for, and by APIs themselves: a grant that
/// is renewed for weeks says when it was, and would not be worth giving if it ended with that.
pub async fn outgrew(
    conn: &mut impl Conn,
    stakes: &Stakes<'_>,
    grant: &Grant,
) -> Result<bool, Fault> {
    let demand = of(conn, stakes, Some(&grant.user_id)).await?;
    let amounted = Level::named(&grant.authentication.context).unwrap_or(Level::One);
    Ok(amounted < demand.level)
}

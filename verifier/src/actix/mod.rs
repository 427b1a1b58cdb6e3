//! The gate in actix-web: `extract` gives handlers the principal, `layer` stands before scopes and resources, `respond`
//! writes refusals. actix has types of its own for requests; `head` translates them, and keeps what guards leave for one another.

mod extract;
mod head;
mod layer;
mod respond;

pub use layer::{ActixGuard, ActixGuarded};

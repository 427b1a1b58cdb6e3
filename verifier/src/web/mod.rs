//! The gate in axum: `extract` gives the principal to handlers, `layer` guards routes, `respond` writes refusals.

mod extract;
mod layer;
mod respond;

pub use layer::{GuardLayer, GuardService};

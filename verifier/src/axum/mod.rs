//! The gate in axum: `extract` gives handlers the principal, `router` leaves no route without a guard, `respond` writes
//! refusals. The layer is tower's.

mod extract;
mod respond;
mod router;

pub use router::GuardedRouter;

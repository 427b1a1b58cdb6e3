//! The verifier in axum: `bearer` finds the token in a request, `extract` gives claims to handlers, `layer` guards routes,
//! `respond` writes refusals (RFC 6750 sections 2.1 and 3).

mod bearer;
mod extract;
mod layer;
mod respond;

pub use extract::Authenticated;
pub use layer::{RequireLayer, RequireService, require_role, require_scope, require_token};
pub use respond::Rejection;

//! Who may do what. A [`Guard`] is what one route demands, as a value: `methods`, `demand` and `step_up` are its parts.
//! `names` are the roles, scopes and permissions of an application as types, `vocabulary` writes them from one list that
//! `spelling` has checked, `policy` makes demands of types, and `guarded` is who has met them.

mod demand;
mod guard;
mod guarded;
mod methods;
pub mod names;
mod policy;
mod spelling;
mod step_up;
mod vocabulary;

pub use guard::Guard;
pub use guarded::{Guarded, Permissions, Roles, Scopes};
pub use names::AnyOf;
pub use policy::{Holds, Policy};
#[doc(hidden)]
pub use spelling::are_names;
pub use vocabulary::{UnknownName, Vocabulary};

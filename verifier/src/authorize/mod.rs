//! Who may do what. A [`Guard`] is what one route demands, as a value; `names` are the roles, scopes and permissions of an
//! application as types, `vocabulary` writes them from one list, `policy` makes demands of types, and `guarded` is who
//! has met them.

mod guard;
mod guarded;
pub mod names;
mod policy;
mod step_up;
mod vocabulary;

pub use guard::Guard;
pub use guarded::{Guarded, Permissions, Roles, Scopes};
pub use names::AnyOf;
pub use policy::{Holds, Policy};
#[doc(hidden)]
pub use vocabulary::are_names;
pub use vocabulary::{UnknownName, Vocabulary};

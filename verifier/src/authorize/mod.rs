//! Who may do what: a [`Guard`] is what one route demands of whoever is admitted.

mod guard;
mod step_up;

pub use guard::Guard;

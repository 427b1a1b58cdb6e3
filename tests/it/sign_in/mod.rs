//! `/login/..`: what is still to be shown of a sign-in, factor by factor, and who is signed in where.

mod choose;
mod device;
mod disabled;
mod next;
mod remember;

//! `/login/..`: what is still to be shown of a sign-in, factor by factor, and who is signed in where.

mod choose;
mod device;
mod disabled;
mod fixation;
mod next;
mod remember;
mod timing;
mod trust;

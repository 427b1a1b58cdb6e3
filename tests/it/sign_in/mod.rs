//! `/login/..`: what is still to be shown of a sign-in, factor by factor.

mod next;

//! What is demanded, as a type, so that the signature of a handler says it. Guards are made once, not for each request.

use std::marker::PhantomData;

use super::demand::Demand;
use super::names::{Names, kind};
use crate::{Guard, Needed};

/// A demand as a type, for [`Guarded`](crate::Guarded). [`policies!`](crate::policies) writes them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a policy that a handler can demand",
    label = "neither a policy nor names of the kind that is asked for here",
    note = "`Roles<..>` takes types that `roles!` has made, `Scopes<..>` those of `scopes!`, `Permissions<..>` those of `permissions!`",
    note = "`Guarded<..>` takes types that `policies!` has made"
)]
pub trait Policy: Send + Sync + 'static {
    /// What is demanded. It is asked for at every request, so it is a constant or in a static.
    fn guard() -> &'static Guard;
}

/// The policy of names that must be held: of the roles, scopes or permissions that `K` says.
pub struct Holds<K, N>(PhantomData<fn() -> (K, N)>);

macro_rules! holds {
    ($($kind:ident as $demand:ident),+) => {$(
        impl<N: Names<Kind = kind::$kind> + 'static> Holds<kind::$kind, N> {
            const DEMANDS: &'static [Demand] = &[Demand::$demand(Needed::constant(N::NAMES, N::ANY))];
            const GUARD: &'static Guard = &Guard::constant(Self::DEMANDS);
        }

        #[diagnostic::do_not_recommend]
        impl<N: Names<Kind = kind::$kind> + 'static> Policy for Holds<kind::$kind, N> {
            fn guard() -> &'static Guard {
                Self::GUARD
            }
        }
    )+};
}

holds!(Role as Roles, Scope as Scopes, Permission as Permissions);

/// Makes types of guards, for demands that names alone do not express: [`Guarded`](crate::Guarded)`<RecentSignIn>` is then
/// an argument of a handler. Each guard is made once.
///
/// ```
/// use countersign_verifier::{Guard, Guarded, policies};
///
/// policies! {
///     /// Whoever has signed in within the last five minutes.
///     pub struct RecentSignIn = Guard::new().max_age(300);
///     /// A person, or a script of theirs with an API key.
///     pub struct Reader = Guard::new().scope("notes:read").allow_api_key();
/// }
///
/// async fn delete_account(person: Guarded<RecentSignIn>) -> String {
///     format!("{} is gone", person.subject())
/// }
/// # let _ = delete_account;
/// ```
#[macro_export]
macro_rules! policies {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident = $guard:expr;)+) => {$(
        $(#[$meta])*
        #[allow(dead_code, reason = "it is a type, and never a value")]
        $vis struct $name;

        impl $crate::Policy for $name {
            fn guard() -> &'static $crate::Guard {
                static GUARD: ::std::sync::LazyLock<$crate::Guard> = ::std::sync::LazyLock::new(|| $guard);
                &GUARD
            }
        }
    )+};
}

//! Names of roles, scopes and permissions as types, and sets of them. [`roles!`](crate::roles),
//! [`scopes!`](crate::scopes) and [`permissions!`](crate::permissions) write the types.

use std::borrow::Cow;
use std::marker::PhantomData;

/// What names are names of. A role in the place of a scope does not compile.
pub mod kind {
    /// Names of roles.
    #[derive(Debug)]
    pub enum Role {}

    /// Names of scopes.
    #[derive(Debug)]
    pub enum Scope {}

    /// Names of permissions.
    #[derive(Debug)]
    pub enum Permission {}
}

/// One name as a type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not one of the application's roles, scopes or permissions",
    note = "`roles!`, `scopes!` and `permissions!` make a type of each name"
)]
pub trait Named {
    /// [`kind::Role`], [`kind::Scope`] or [`kind::Permission`].
    type Kind;
    /// The name, as tokens carry it.
    const NAME: &'static str;
}

/// What is demanded: one name, all of a tuple of up to eight, or [`AnyOf`] such a tuple.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not one of the application's roles, scopes or permissions, and no tuple of one kind of them",
    note = "`roles!`, `scopes!` and `permissions!` make a type of each name"
)]
pub trait Names {
    /// What they are names of.
    type Kind;
    /// The names, in the order in which they are demanded.
    const NAMES: &'static [Cow<'static, str>];
    /// Whether one of them is enough.
    const ANY: bool = false;
}

/// At least one of these, where a tuple alone would mean all of them: `Roles<AnyOf<(Admin, Editor)>>`.
#[derive(Debug)]
pub struct AnyOf<N>(PhantomData<N>);

impl<N: Named> Names for N {
    type Kind = N::Kind;
    const NAMES: &'static [Cow<'static, str>] = &[Cow::Borrowed(N::NAME)];
}

impl<N: Names> Names for AnyOf<N> {
    type Kind = N::Kind;
    const NAMES: &'static [Cow<'static, str>] = N::NAMES;
    const ANY: bool = true;
}

macro_rules! tuples {
    ($(($first:ident $(, $more:ident)+))+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$first: Named, $($more: Named<Kind = $first::Kind>),+> Names for ($first, $($more),+) {
            type Kind = $first::Kind;
            const NAMES: &'static [Cow<'static, str>] =
                &[Cow::Borrowed($first::NAME), $(Cow::Borrowed($more::NAME)),+];
        }
    )+};
}

tuples! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
}

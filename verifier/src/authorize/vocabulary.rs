//! An application's own names, listed once: `roles!`, `scopes!` and `permissions!` make an enum of them, and a type of
//! each.

use super::names::kind;
use crate::Principal;

/// All roles, all scopes or all permissions of an application, as an enum. The macros write it.
pub trait Vocabulary: AsRef<str> + Copy + 'static {
    /// [`kind::Role`], [`kind::Scope`] or [`kind::Permission`].
    type Kind;
    /// Every name, in the order of the list.
    const ALL: &'static [Self];

    /// The one of this name.
    fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|one| one.as_ref() == name)
    }
}

/// A text is none of the names of an enum that [`roles!`](crate::roles), [`scopes!`](crate::scopes) or
/// [`permissions!`](crate::permissions) has made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not among the names")]
pub struct UnknownName(pub String);

impl Principal {
    /// Those of the subject's roles that the application knows, to be matched.
    ///
    /// ```
    /// # countersign_verifier::roles! { enum Role { Admin = "admin", Editor = "editor" } }
    /// # fn greeting(principal: &countersign_verifier::Principal) -> &'static str {
    /// match principal.roles_of().next() {
    ///     Some(Role::Admin) => "all is yours",
    ///     Some(Role::Editor) => "write well",
    ///     None => "enjoy your reading",
    /// }
    /// # }
    /// ```
    pub fn roles_of<R: Vocabulary<Kind = kind::Role>>(&self) -> impl Iterator<Item = R> {
        self.roles().iter().filter_map(|role| R::named(role))
    }

    /// Those of the granted scopes that the application knows.
    pub fn scopes_of<S: Vocabulary<Kind = kind::Scope>>(&self) -> impl Iterator<Item = S> {
        self.scope().iter().filter_map(S::named)
    }

    /// Those permissions that the application knows.
    pub fn permissions_of<P: Vocabulary<Kind = kind::Permission>>(
        &self,
    ) -> impl Iterator<Item = P> {
        self.permissions().filter_map(P::named)
    }
}

/// The roles of an application, listed once: an enum of them, and beside it a type of each for [`Roles`](crate::Roles). A
/// misspelt role does not compile.
///
/// ```
/// use countersign_verifier::{AnyOf, Guard, Roles, roles};
///
/// roles! {
///     /// What people may be here.
///     pub enum Role {
///         /// May do everything.
///         Admin = "admin",
///         Editor = "editor",
///     }
/// }
///
/// async fn publish(both: Roles<(Admin, Editor)>) -> String {
///     format!("published by {}", both.subject())
/// }
///
/// async fn preview(either: Roles<AnyOf<(Admin, Editor)>>) -> &'static str {
///     match either.has_role(Role::Admin) {
///         true => "with the figures",
///         false => "without the figures",
///     }
/// }
///
/// assert_eq!(Role::Editor.as_str(), "editor");
/// assert_eq!("admin".parse(), Ok(Role::Admin));
/// let guard = Guard::new().roles(Role::ALL);
/// # let _ = (publish, preview, guard);
/// ```
#[macro_export]
macro_rules! roles {
    ($($list:tt)*) => { $crate::__vocabulary! { Role $($list)* } };
}

/// The scopes of an API, listed once, as [`roles!`](crate::roles) does it for roles; the types are for
/// [`Scopes`](crate::Scopes).
///
/// ```
/// countersign_verifier::scopes! {
///     pub enum Scope { ReadNotes = "notes:read", WriteNotes = "notes:write" }
/// }
/// ```
#[macro_export]
macro_rules! scopes {
    ($($list:tt)*) => { $crate::__vocabulary! { Scope $($list)* } };
}

/// The permissions of an application, listed once, as [`roles!`](crate::roles) does it for roles; the types are for
/// [`Permissions`](crate::Permissions). [`Gate::role_permits`](crate::Gate::role_permits) says which role implies which.
///
/// ```
/// countersign_verifier::permissions! {
///     pub enum Permission { ReadReports = "reports:read" }
/// }
/// ```
#[macro_export]
macro_rules! permissions {
    ($($list:tt)*) => { $crate::__vocabulary! { Permission $($list)* } };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __vocabulary {
    ($kind:ident $(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$about:meta])* $variant:ident = $text:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $vis enum $name {
            $($(#[$about])* #[doc = concat!("\n\n`", $text, "`")] $variant,)+
        }

        const _: () = assert!(
            $crate::are_names(&[$($text),+]),
            "a name is empty, is there twice, or has a character that no token can carry",
        );

        #[allow(dead_code, reason = "an application need not use all of it")]
        impl $name {
            /// Every name, in the order of the list.
            $vis const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name, as tokens carry it.
            #[must_use]
            $vis const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl $crate::Vocabulary for $name {
            type Kind = $crate::names::kind::$kind;
            const ALL: &'static [Self] = Self::ALL;
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownName> {
                <Self as $crate::Vocabulary>::named(text)
                    .ok_or_else(|| $crate::UnknownName(text.to_owned()))
            }
        }

        $(
            #[doc = concat!("`", $text, "` as a type: see [`", stringify!($name), "::", stringify!($variant), "`].")]
            #[allow(dead_code, reason = "an application need not use all of it")]
            $vis enum $variant {}

            impl $crate::names::Named for $variant {
                type Kind = $crate::names::kind::$kind;
                const NAME: &'static str = $text;
            }
        )+
    };
}

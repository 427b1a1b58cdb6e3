//! Whoever has met a policy: the argument of a handler that cannot be called without.

use std::marker::PhantomData;
use std::ops::Deref;

use http::request::Parts;

use super::names::kind;
use crate::{Gate, Holds, Policy, Principal, Refusal};

/// Whoever makes the request and meets the policy `P`. There is no other way to come by one than
/// [`admit`](Self::admit), which the extractors of the frameworks call; it derefs to the [`Principal`].
///
/// For names there are [`Roles`], [`Scopes`] and [`Permissions`], and [`policies!`](crate::policies) makes a policy of any
/// guard. A policy that says nothing of methods takes whomever a guard before it has let in, and else access tokens.
pub struct Guarded<P: Policy> {
    principal: Principal,
    policy: PhantomData<fn() -> P>,
}

/// Whoever has the roles: one (`Roles<Admin>`), all of several (`Roles<(Admin, Editor)>`), or one of them
/// (`Roles<AnyOf<(Admin, Editor)>>`). The types come from [`roles!`](crate::roles).
pub type Roles<N> = Guarded<Holds<kind::Role, N>>;

/// Whoever was granted the scopes, as [`Roles`]. The types come from [`scopes!`](crate::scopes).
pub type Scopes<N> = Guarded<Holds<kind::Scope, N>>;

/// Whoever has the permissions, as [`Roles`]. The types come from [`permissions!`](crate::permissions).
pub type Permissions<N> = Guarded<Holds<kind::Permission, N>>;

impl<P: Policy> Guarded<P> {
    /// Whoever makes the request, if they meet the policy.
    ///
    /// # Errors
    ///
    /// The answer to send instead.
    pub async fn admit(gate: &Gate, request: &mut Parts) -> Result<Self, Refusal> {
        Ok(Self::of(gate.admit(request, P::guard()).await?))
    }

    /// Somebody whom a gate has held to the policy.
    pub(crate) fn of(principal: Principal) -> Self {
        Self {
            principal,
            policy: PhantomData,
        }
    }

    /// Who it is.
    #[must_use]
    pub fn into_principal(self) -> Principal {
        self.principal
    }
}

impl<P: Policy> Deref for Guarded<P> {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.principal
    }
}

impl<P: Policy> Clone for Guarded<P> {
    fn clone(&self) -> Self {
        Self {
            principal: self.principal.clone(),
            policy: PhantomData,
        }
    }
}

impl<P: Policy> std::fmt::Debug for Guarded<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Guarded").field(&self.principal).finish()
    }
}
